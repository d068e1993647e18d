"""When followers are active, by a network's own file."""

from __future__ import annotations

from datetime import date, timedelta

from app.analytics.activity import follower_activity
from app.domain.published import AudienceFigure

FIRST = date(2026, 11, 1)


def _row(hour: int, day: date) -> tuple[int, AudienceFigure]:
    value = 150.0 if 16 <= hour < 20 else 100.0
    return 1, AudienceFigure("hour", str(hour), "Active followers", value, "count", False, day, day)


def _rows(days: int, first: int = 0, last: int = 23) -> list[tuple[int, AudienceFigure]]:
    return [_row(hour, FIRST + timedelta(days=n)) for n in range(days) for hour in range(first, last + 1)]


def test_the_busiest_part_of_the_day() -> None:
    found = follower_activity(_rows(7))
    assert found is not None
    assert (found.hour, found.days, found.hours[17], found.hours[3]) == (16, 7, 150.0, 100.0)


def test_without_every_hour_nothing_is_said() -> None:
    assert follower_activity(_rows(7, 8, 20)) is None
    ages = AudienceFigure("age", "18", "followers", 5, "count", False, FIRST, FIRST)
    assert follower_activity([(1, ages)]) is None
