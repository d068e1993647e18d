"""What the calendar's views show, as values: the chips of a day, what the day is, and whose profiles the chips name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from app.domain.calendar_day import CalendarDay
from app.domain.content import PlannedChip
from app.domain.days import day_bounds
from app.domain.people import Actor, Right
from app.domain.workspace import Profile
from app.system.formats import Formats
from app.ui.calendar.filters import CalendarFilters
from app.ui.services import Services

Chips = tuple[PlannedChip, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """What chips are told with. `has_posts` is False only when nobody has written a post yet."""

    profiles: dict[int, Profile] = field(default_factory=dict)
    has_posts: bool = True

    def rights(self, actor: Actor, profile_id: int) -> frozenset[Right]:
        """What the acting member may do to posts of a profile; the program may do all."""
        profile = self.profiles.get(profile_id)
        if actor.member is None:
            return frozenset(Right)
        return actor.member.rights(profile.brand_id) if profile else frozenset()


def read_book(services: Services, actor: Actor, brand_ids: tuple[int, ...] | None) -> Book:
    """On a worker's thread."""
    rows = services.profiles.profiles(actor)
    return Book(
        {row.id: row for row in rows},
        bool(services.planning.posts(actor, brand_ids=brand_ids, limit=1)),
    )


def read_chips(
    services: Services,
    actor: Actor,
    span: tuple[date, date],
    filters: CalendarFilters,
    brand_ids: tuple[int, ...] | None,
    formats: Formats,
) -> dict[date, Chips]:
    """Every day of the span with its chips by time. On a worker's thread."""
    first, last = span
    rows = services.planning.chips(actor, first, last, zone=formats.zone, brand_ids=brand_ids, **filters.as_query())
    found: dict[date, Chips] = {}
    begin, count = 0, len(rows)
    for day in days(first, last):
        midnight, end = day_bounds(day, formats.zone)[1], begin
        while end < count and rows[end].due_at < midnight:
            end += 1
        found[day] = tuple(_on_one_line(row) for row in rows[begin:end])
        begin = end
    return found


def read_marks(
    services: Services, actor: Actor, span: tuple[date, date], brand_id: int | None, language: str
) -> dict[date, tuple[CalendarDay, ...]]:
    """Holidays, observances and the team's own days. On a worker's thread: the first time brings a heavy library."""
    first, last = span
    found: dict[date, list[CalendarDay]] = defaultdict(list)
    for row in services.days.days(actor, first, last, brand_id, language=language):
        found[row.day].append(row)
    return {day: tuple(found[day]) for day in days(first, last)}


def days(first: date, last: date) -> list[date]:
    """First to last, both inclusive."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def month_span(day: date) -> tuple[date, date]:
    """The whole weeks a month touches."""
    last = (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return monday(day.replace(day=1)), monday(last) + timedelta(days=6)


def other_month(day: date, step: int) -> date:
    """The same day of another month, or its last one when it is shorter."""
    number = day.year * 12 + day.month - 1 + step
    first = date(number // 12, number % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def next_start(now: datetime, day: date, formats: Formats) -> datetime:
    """When a new post on a day is proposed: 9:00, on this day the first quarter of an hour that is an hour away."""
    local = formats.local(now).replace(tzinfo=None)
    nine = datetime.combine(day, time(9))
    soon = local.replace(second=0, microsecond=0) + timedelta(hours=1)
    soon += timedelta(minutes=-soon.minute % 15)
    return max(soon, nine) if day == local.date() else nine


def find(chips: Iterable[PlannedChip], variant_id: int | None) -> int:
    """The place of a variant among chips, -1 when it is not there."""
    return next((place for place, chip in enumerate(chips) if chip.variant_id == variant_id), -1)


def _on_one_line(chip: PlannedChip) -> PlannedChip:
    text = chip.opening
    return chip._replace(opening=" ".join(text.split())) if "\n" in text or "  " in text else chip
