"""Wall-clock times on the two odd days of the year, and days as numbers (PUB-22 to PUB-24)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.days import WallTime, day_bounds, day_number, day_of, local_day, require_utc, wall_time, zone
from app.domain.errors import BadInput

WARSAW = "Europe/Warsaw"
ZONES = st.sampled_from([WARSAW, "Europe/Lisbon", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])
MOMENTS = st.datetimes(
    datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2037-01-01"), timezones=st.just(UTC)
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("wall", "fold", "instant"),
    [
        ("2026-01-15T12:00", 0, "2026-01-15T11:00Z"),
        ("2026-07-15T12:00", 0, "2026-07-15T10:00Z"),
        ("2026-03-29T01:59", 0, "2026-03-29T00:59Z"),
        ("2026-03-29T03:00", 0, "2026-03-29T01:00Z"),
        ("2026-10-25T02:30", 0, "2026-10-25T00:30Z"),
        ("2026-10-25T02:30", 1, "2026-10-25T01:30Z"),
    ],
)
def test_from_the_wall_to_the_instant(wall: str, fold: int, instant: str) -> None:
    assert WallTime(local(wall), WARSAW, fold).to_utc() == datetime.fromisoformat(instant)


@pytest.mark.parametrize("wall", ["2026-03-29T02:00", "2026-03-29T02:30", "2026-03-29T02:59", "2026-03-29T02:59:59"])
@pytest.mark.parametrize("fold", [0, 1])
def test_an_hour_that_does_not_exist_names_the_nearest_two(wall: str, fold: int) -> None:
    with pytest.raises(BadInput, match=r"time\.gap") as gap:
        WallTime(local(wall), WARSAW, fold).to_utc()
    before, after = gap.value.data["before"], gap.value.data["after"]
    assert isinstance(before, datetime)
    assert before.replace(second=0) == local("2026-03-29T01:59")
    assert after == local("2026-03-29T03:00")
    assert WallTime(before, WARSAW).to_utc() < WallTime(local("2026-03-29T03:00"), WARSAW).to_utc()


def test_only_the_repeated_hour_is_repeated() -> None:
    hours = ["01:59", "02:00", "02:30", "02:59", "03:00"]
    repeated = [WallTime(local(f"2026-10-25T{hour}"), WARSAW).is_repeated() for hour in hours]
    assert repeated == [False, True, True, True, False]
    assert not WallTime(local("2026-03-29T02:30"), WARSAW).is_repeated()


@given(MOMENTS, ZONES)
def test_every_instant_reads_back_from_its_wall(moment: datetime, name: str) -> None:
    assert wall_time(moment, name).to_utc() == moment


@given(st.dates(date(1990, 1, 1), date(2037, 1, 1)), ZONES)
def test_days_follow_each_other_without_gap_or_overlap(day: date, name: str) -> None:
    start, end = day_bounds(day, name)
    assert day_bounds(day + timedelta(days=1), name)[0] == end
    assert (local_day(start, name), local_day(end - timedelta(microseconds=1), name)) == (day, day)
    assert timedelta(hours=22) < end - start < timedelta(hours=26)


def test_the_days_of_the_clock_changes_have_23_and_25_hours() -> None:
    spring, autumn = day_bounds(date(2026, 3, 29), WARSAW), day_bounds(date(2026, 10, 25), WARSAW)
    assert (spring[1] - spring[0], autumn[1] - autumn[0]) == (timedelta(hours=23), timedelta(hours=25))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(BadInput, match=r"time\.naive"):
        require_utc(local("2026-03-10T12:00"))


@pytest.mark.parametrize("name", ["", "Europe/Warszawa", "../../etc/passwd", "/etc/localtime", "Europe", "\x00"])
def test_no_such_zone(name: str) -> None:
    with pytest.raises(BadInput, match=r"zone\.unknown"):
        zone(name)


@given(st.dates())
def test_days_as_numbers(day: date) -> None:
    assert day_of(day_number(day)) == day
