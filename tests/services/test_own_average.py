"""What the own days before come to on average, by the days there are data of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest

from app.domain.kpi import KpiValue, Period
from app.services.own_average import own_average

DAYS = Period(date(2026, 8, 4), date(2026, 11, 1))
SEPTEMBER = Period(date(2026, 9, 3), date(2026, 11, 28))
OCTOBER = Period(date(2026, 10, 3), date(2026, 11, 28))
Ask = Callable[[Period, str | None], Sequence[KpiValue]]


def _value(kpi: str, value: float, n: int = 9, unit: str = "count", **more: object) -> KpiValue:
    return KpiValue(kpi, value, unit, "", None, n, {}, **more)  # type: ignore[arg-type]


def _asked(kpi: str, *each: tuple[int, float, int], unit: str = "count", flags: dict[str, int] | None = None) -> Ask:
    """Profile, value and sample of each part."""

    def ask(days: Period, by: str | None) -> list[KpiValue]:
        rows = [_value(kpi, value, n, unit, group={"key": str(number)}, flags=flags or {}) for number, value, n in each]
        return (
            rows
            if by
            else [_value(kpi, sum(row[1] for row in each), sum(row[2] for row in each), unit, flags=flags or {})]
        )

    return ask


def test_a_sum_is_divided_by_the_days_there_are_data_of() -> None:
    own = own_average("interactions", DAYS, {1: SEPTEMBER}, _asked("interactions", (1, 600.0, 20)))
    assert DAYS.days == 90 and own.known == (60, 60) and own.a_day == pytest.approx(10)
    daily = _asked("sum:new_followers", (1, 300.0, 50), flags={"from_daily_figures": 50})
    own = own_average("sum:new_followers", DAYS, {1: SEPTEMBER}, daily)
    assert own.known == (50, 50) and own.a_day == pytest.approx(6), (
        "days of which nothing is known are no days of nought"
    )
    later = own_average("interactions", DAYS, {1: SEPTEMBER}, _asked("interactions", (1, 600.0, 20)), OCTOBER.first)
    assert later.known == (30, 30), "daily figures before the first post say nothing of posts"


def test_averages_of_profiles_that_begin_on_different_days_are_added_up() -> None:
    ask = _asked("interactions", (1, 600.0, 20), (2, 600.0, 20))
    own = own_average("interactions", DAYS, {1: SEPTEMBER, 2: OCTOBER}, ask)
    assert own.known == (30, 60) and own.a_day == pytest.approx(10 + 20)
    weekly = own_average(
        "posts_per_week", DAYS, {1: SEPTEMBER}, _asked("posts_per_week", (1, 2.0, 26), unit="per_week")
    )
    assert weekly.value.value == pytest.approx(3) and weekly.known == (60, 60) and weekly.a_day is None


def test_a_rate_of_several_profiles_is_that_of_the_days_they_share() -> None:
    asked: list[Period] = []

    def ask(days: Period, by: str | None) -> list[KpiValue]:
        asked.append(days)
        return [_value("interactions_per_1000_followers", days.days * 2.0, unit="per_1000")]

    own = own_average("interactions_per_1000_followers", DAYS, {1: SEPTEMBER, 2: OCTOBER}, ask)
    assert asked == [DAYS, Period(OCTOBER.first, DAYS.last)] and own.known == (30, 30)
    assert own.a_day == pytest.approx(2)


def test_what_no_day_is_known_of_has_no_average() -> None:
    after = Period(DAYS.last + timedelta(days=1), DAYS.last + timedelta(days=9))
    assert own_average("posts", DAYS, {1: after}, _asked("posts", (1, 0.0, 0), unit="posts")).a_day is None
    late = own_average("posts", DAYS, {1: SEPTEMBER}, _asked("posts", (1, 0.0, 0), unit="posts"), after.first)
    assert (late.a_day, late.known) == (None, None), "the first post known came after these days"
    assert (
        own_average("interactions_median", DAYS, {1: SEPTEMBER}, _asked("interactions_median", (1, 7.0, 9))).known
        is None
    )
