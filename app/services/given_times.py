"""Times people give posts: ahead of now, as wall-clock times, and as columns."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from app.domain.content import Variant
from app.domain.days import WallTime
from app.domain.errors import BadInput, Refused
from app.system.clock import Clock

_FORGIVEN = timedelta(minutes=1)
"""A time may be over by as much: "now" takes a while to type."""


def check_ahead(when: WallTime | None, clock: Clock) -> None:
    """Raises `Refused` "schedule.past" for a time that is over."""
    check_not_over(None if when is None else when.to_utc(), clock)


def check_not_over(due: datetime | None, clock: Clock) -> None:
    """As `check_ahead`, of an instant."""
    if due is not None and due < clock.now() - _FORGIVEN:
        raise Refused("schedule.past", at=due)


def given_time(variant: Variant) -> WallTime | None:
    """The wall-clock time a person gave it; None without one, and where that time does not exist any more."""
    if variant.wall_time is None:
        return None
    wall, _, fold = variant.wall_time.partition("/")
    when = WallTime(datetime.fromisoformat(wall), variant.zone, int(fold or 0))
    try:
        when.to_utc()
    except BadInput:
        return None
    return when


def time_columns(when: WallTime | None, zone: str) -> dict[str, Any]:
    """The columns a wall-clock time fills: UTC instant, zone, and the wall time ("/1" marks the second of two equal hours)."""
    if when is None:
        return {"due_at": None, "zone": zone, "wall_time": None}
    wall = when.local.isoformat(timespec="minutes") + ("/1" if when.fold else "")
    return {"due_at": when.to_utc(), "zone": when.zone, "wall_time": wall}
