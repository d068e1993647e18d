"""What the rail shows, read on a worker's thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from app.domain.alphabet import in_alphabet
from app.domain.calendar_day import DayKind
from app.domain.people import Member
from app.ui.calendar.filters import CalendarFilters
from app.ui.tab_context import TabContext

if TYPE_CHECKING:
    from app.domain.cadence import WeekCadence
    from app.domain.personas import Persona
    from app.domain.workspace import Campaign, Pillar, Profile


@dataclass(frozen=True, slots=True)
class RailContent:
    """What there is to filter by, of the brands that are shown."""

    profiles: tuple[Profile, ...] = ()
    personas: tuple[Persona, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    pillars: tuple[Pillar, ...] = ()
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthMarks:
    """How many posts each day has, and the names of its holidays."""

    posts: Mapping[date, int] = field(default_factory=dict)
    holidays: Mapping[date, str] = field(default_factory=dict)


def read_content(context: TabContext) -> RailContent:
    services, actor, brand = context.services, context.actor, context.brand_id
    profiles = services.profiles.profiles(actor, brand_id=brand)
    kept = [row for row in profiles if row.status != "closed"]
    order = list(type(kept[0].network)) if kept else []
    kept.sort(key=lambda row: (order.index(row.network), in_alphabet(row.name), row.id))
    brands = {brand} if brand is not None else {row.id for row in services.workspaces.brands(actor)}
    return RailContent(
        tuple(kept),
        tuple(services.personas.personas(actor, brand_id=brand)),
        tuple(services.campaigns.campaigns(actor, brand_id=brand)),
        tuple(services.workspaces.pillars(actor, brand)),
        tuple(row for row in services.members.members() if row.active and _works_for(row, brands)),
    )


def _works_for(member: Member, brands: set[int]) -> bool:
    return member.is_owner or not brands.isdisjoint(member.roles)


def read_marks(context: TabContext, first: date, last: date, filters: CalendarFilters) -> MonthMarks:
    services, actor, language = context.services, context.actor, context.face.language
    chips = services.planning.chips(actor, first, last, brand_ids=context.brand_ids, **filters.as_query())
    days = services.days.days(actor, first, last, context.brand_ids, language=language.name)
    local = language.formats.local
    holidays = {row.day: row.name for row in reversed(days) if row.kind is DayKind.HOLIDAY}
    return MonthMarks(Counter(local(chip.due_at).date() for chip in chips), holidays)


def read_week(context: TabContext, first: date, last: date) -> tuple[WeekCadence, ...]:
    return context.services.measuring.cadence(context.actor, first, last, brand_id=context.brand_id)
