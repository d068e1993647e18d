from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.thinning import DAILY, MONTHLY, WEEKLY, Kept, thin

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)  # a Sunday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(age: timedelta, size: int = 1) -> Kept:
    return Kept(Path(str(age)), NOW - age, size)


def kept_of(backups: list[Kept], cap: int = 1 << 40) -> list[Kept]:
    gone = set(thin(backups, NOW, cap))
    return sorted((one for one in backups if one not in gone), key=lambda one: one.at, reverse=True)


def test_two_days_keep_everything() -> None:
    hourly = [at(n * HOUR) for n in range(48)]
    assert kept_of(hourly) == hourly


def test_three_years_of_hourly_backups() -> None:
    hourly = [at(n * HOUR) for n in range(24 * 1100)]
    kept = kept_of(hourly)
    recent = [one for one in kept if NOW - one.at < 2 * DAY]
    older = [one for one in kept if NOW - one.at >= 2 * DAY]

    assert len(recent) == 48
    assert len(older) == DAILY + WEEKLY + MONTHLY == 31
    # the last of the recent ones is of 20 November, 11:00; then the end of each day before
    assert [one.at for one in older[:2]] == [
        datetime(2026, 11, 19, 23, tzinfo=UTC),
        datetime(2026, 11, 18, 23, tzinfo=UTC),
    ]
    assert older[11].at == datetime(2026, 11, 8, 23, tzinfo=UTC)  # the twelfth day, a Sunday
    assert older[12].at == datetime(2026, 11, 1, 23, tzinfo=UTC)  # the week before that one
    assert older[21].at == datetime(2026, 8, 30, 23, tzinfo=UTC)
    assert older[22].at == datetime(2026, 7, 31, 23, tzinfo=UTC)
    assert older[30].at == datetime(2025, 11, 30, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ages", "stay"),
    [
        ([], []),
        ([timedelta(days=900)], [timedelta(days=900)]),
        ([3 * DAY, 3 * DAY + HOUR], [3 * DAY]),
        ([HOUR, 3 * DAY, 3 * DAY + HOUR, 400 * DAY], [HOUR, 3 * DAY, 400 * DAY]),
        ([-HOUR, HOUR], [-HOUR, HOUR]),  # the clock went back
    ],
)
def test_few_backups(ages: list[timedelta], stay: list[timedelta]) -> None:
    assert kept_of([at(age) for age in ages]) == [at(age) for age in stay]


def test_the_cap_takes_the_oldest_first_and_never_the_newest() -> None:
    backups = [at(n * HOUR, size=10) for n in range(5)]
    assert kept_of(backups, cap=30) == backups[:3]
    assert kept_of(backups, cap=39) == backups[:3]
    assert kept_of(backups, cap=1) == backups[:1]


@given(st.lists(st.integers(0, 5000).map(lambda hours: at(hours * HOUR)), unique=True), st.integers(1, 50))
def test_thinning_twice_takes_no_more_within_the_recent_and_keeps_the_newest(backups: list[Kept], cap: int) -> None:
    kept = kept_of(backups, cap)
    assert len(kept) <= cap or len(kept) == 1
    if backups:
        assert max(backups, key=lambda one: one.at) in kept
    assert set(thin(backups, NOW, cap)) | set(kept) == set(backups)
