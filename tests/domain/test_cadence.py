from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.cadence import (
    CadenceSource,
    DayCount,
    Verdict,
    WeekCadence,
    cadence_by_week,
    suggest_cadence,
    verdict,
)
from app.domain.kpi import Period
from app.domain.networks import Cadence

MONDAY = date(2026, 11, 2)
WEEK = Period(MONDAY, date(2026, 11, 8))
LATER = date(2026, 12, 1)
FOUR_OR_FIVE = Cadence("week", 4, 5)


def week(counts: list[DayCount], target: Cadence, period: Period = WEEK, today: date = LATER) -> WeekCadence:
    return cadence_by_week({1: target}, counts, period, today)[0]


def test_posts_known_from_elsewhere_are_told_apart() -> None:
    found = week([DayCount(1, MONDAY, published=3), DayCount(1, MONDAY, elsewhere=2)], FOUR_OR_FIVE)
    assert (found.published, found.elsewhere) == (3, 2)


def test_too_little_on_target_too_much() -> None:
    for published, expected, missing, surplus in [
        (3, "under", 1, 0),
        (4, "on", 0, 0),
        (5, "on", 0, 0),
        (7, "over", 0, 2),
    ]:
        found = week([DayCount(1, MONDAY, published=published)], FOUR_OR_FIVE)
        assert (found.verdict, found.missing, found.surplus) == (expected, missing, surplus)


def test_planned_posts_count_until_the_week_is_over() -> None:
    counts = [DayCount(1, MONDAY, planned=3, published=1)]
    assert week(counts, FOUR_OR_FIVE, today=date(2026, 11, 8)).verdict is Verdict.ON
    over = week(counts, FOUR_OR_FIVE, today=date(2026, 11, 9))
    assert (over.verdict, over.planned, over.published, over.missing) == (Verdict.UNDER, 3, 1, 3)


def test_a_target_per_day_is_judged_per_week_and_per_day() -> None:
    counts = [DayCount(1, MONDAY + timedelta(days=n), published=2) for n in range(6)] + [
        DayCount(1, MONDAY, published=2)
    ]
    found = week(counts, Cadence("day", 2, 3))
    assert (found.low, found.high, found.published, found.verdict) == (14, 21, 14, Verdict.ON)
    assert found.days_with(Verdict.OVER) == (MONDAY,)
    assert found.days_with(Verdict.UNDER) == (date(2026, 11, 8),)


def test_a_week_cut_by_the_period_is_scaled() -> None:
    rows = cadence_by_week({1: FOUR_OR_FIVE}, [], Period(date(2026, 11, 6), date(2026, 11, 16)), LATER)
    assert [(row.week, row.partial, row.low, row.high) for row in rows] == [
        ("2026-W45", True, 1, 3),  # 3 days: 1.7 to 2.1
        ("2026-W46", False, 4, 5),
        ("2026-W47", True, 0, 1),  # 1 day: 0.6 to 0.7
    ]


def test_profiles_without_target_are_shown_without_verdict() -> None:
    rows = cadence_by_week({2: FOUR_OR_FIVE, 3: None}, [DayCount(1, MONDAY, published=9)], WEEK, LATER)
    assert [(row.profile_id, row.low, row.verdict, row.published) for row in rows] == [
        (1, None, None, 9),
        (2, 4, Verdict.UNDER, 0),
        (3, None, None, 0),
    ]


def test_a_target_starts_from_the_own_median() -> None:
    published = {MONDAY - timedelta(weeks=n): count for n, count in enumerate([3, 4, 4, 6, 0, 5, 4, 9], start=1)}
    found = suggest_cadence(published, date(2026, 11, 4), Cadence("day", 2, 3))
    assert found is not None
    assert (found.cadence, found.source, found.weekly_median, found.weeks) == (
        Cadence("week", 4, 5),
        CadenceSource.OWN_HISTORY,
        4.0,
        8,
    )


def test_without_history_the_usual_advice_stands() -> None:
    found = suggest_cadence({MONDAY: 30}, date(2026, 11, 20), Cadence("day", 2, 3))
    assert found is not None
    assert (found.source, found.cadence, found.weeks) == (CadenceSource.USUAL_ADVICE, Cadence("day", 2, 3), 2)
    assert suggest_cadence({}, MONDAY, None) is None


def test_old_history_is_forgotten() -> None:
    published = {MONDAY - timedelta(weeks=n): 20 if n > 26 else 2 for n in range(1, 60)}
    found = suggest_cadence(published, MONDAY, None)
    assert found is not None
    assert (found.cadence, found.weeks) == (Cadence("week", 2, 3), 26)


@given(st.integers(0, 60), st.integers(0, 20), st.integers(0, 20))
def test_missing_and_surplus_agree_with_the_verdict(total: int, low: int, width: int) -> None:
    found = week([DayCount(1, MONDAY, published=total)], Cadence("week", low, low + width))
    assert (found.missing > 0) == (found.verdict is Verdict.UNDER)
    assert (found.surplus > 0) == (found.verdict is Verdict.OVER)
    assert verdict(total, None, None) is None


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 60))
def test_weeks_cover_the_period_once(first: date, days: int) -> None:
    period = Period(first, first + timedelta(days=days - 1))
    rows = cadence_by_week({1: FOUR_OR_FIVE}, [], period, LATER)
    covered = [day.day for row in rows for day in row.days]
    assert covered == [first + timedelta(days=n) for n in range(days)]
    assert all(row.partial == (len(row.days) < 7) for row in rows)
