"""Calendar days as integers (proleptic ordinals, `date.toordinal`) and wall-clock times with their zone.

Arithmetic on zone-aware values is forbidden elsewhere (PUB-24): compare and subtract in UTC only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.domain.errors import BadInput

LIFETIME = 0
"""The day number of a figure that belongs to no single day."""


def day_number(day: date) -> int:
    """The calendar day as an integer; days follow each other by one."""
    return day.toordinal()


def day_of(number: int) -> date:
    """The inverse of `day_number`."""
    return date.fromordinal(number)


def require_utc(moment: datetime) -> datetime:
    """The same instant in UTC; raises `BadInput` on a naive time."""
    if moment.tzinfo is None:
        raise BadInput("time.naive", value=moment.isoformat())
    return moment.astimezone(UTC)


def zone(name: str) -> ZoneInfo:
    """The IANA zone called `name`; raises `BadInput` when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadInput("zone.unknown", zone=name) from None


def local_day(moment: datetime, zone_name: str) -> date:
    """The calendar day an instant falls on in a zone."""
    return require_utc(moment).astimezone(zone(zone_name)).date()


@dataclass(frozen=True, slots=True)
class WallTime:
    """A time as a person reads it off the wall: date and minute, zone, and which of two equal hours.

    `fold` 0 is the first of a repeated hour, 1 the second (autumn clock change).
    """

    local: datetime
    zone: str
    fold: int = 0

    def to_utc(self) -> datetime:
        """The instant meant. Raises `Refused`-like `BadInput` "time.gap" for an hour that does not exist,
        with the two nearest valid local times as data (PUB-23)."""
        place = zone(self.zone)
        moment = self.local.replace(tzinfo=place, fold=self.fold).astimezone(UTC)
        if moment.astimezone(place).replace(tzinfo=None) != self.local:
            before, after = _around_gap(self.local, place)
            raise BadInput("time.gap", local=self.local, zone=self.zone, before=before, after=after)
        return moment

    def is_repeated(self) -> bool:
        """True when this wall time happens twice."""
        place = zone(self.zone)
        first = self.local.replace(tzinfo=place, fold=0).astimezone(UTC)
        second = self.local.replace(tzinfo=place, fold=1).astimezone(UTC)
        return first < second


def _around_gap(local: datetime, place: ZoneInfo) -> tuple[datetime, datetime]:
    """The last minute before the gap and the first after it, as local times."""
    earlier = local.replace(tzinfo=place, fold=1).astimezone(UTC)
    later = local.replace(tzinfo=place, fold=0).astimezone(UTC)
    low, high = min(earlier, later), max(earlier, later)
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        middle = middle.replace(second=0, microsecond=0)
        if middle in (low, high):
            break
        if middle.astimezone(place).replace(tzinfo=None) < local:
            low = middle
        else:
            high = middle
    return low.astimezone(place).replace(tzinfo=None), high.astimezone(place).replace(tzinfo=None)


def wall_time(moment: datetime, zone_name: str) -> WallTime:
    """How an instant reads on the wall in a zone."""
    local = require_utc(moment).astimezone(zone(zone_name))
    return WallTime(local.replace(tzinfo=None, fold=0), zone_name, local.fold)


def day_bounds(day: date, zone_name: str) -> tuple[datetime, datetime]:
    """Start (inclusive) and end (exclusive) of a calendar day in a zone, as UTC instants."""
    place = zone(zone_name)
    start = datetime.combine(day, time(), place).astimezone(UTC)
    end = datetime.combine(day + timedelta(days=1), time(), place).astimezone(UTC)
    return start, end


def days_of_group(by: str, key: str) -> tuple[date, date] | None:
    """First and last day of a week ("2026-W48") or a month ("2026-11")."""
    try:
        if by == "week":
            first = date.fromisocalendar(int(key[:4]), int(key[6:]), 1)
            return first, first + timedelta(days=6)
        if by == "month":
            first = date.fromisoformat(f"{key}-01")
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    except ValueError:
        return None
    return None
