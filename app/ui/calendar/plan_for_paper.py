"""Reads a plan for printing, on a worker's thread."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from app.domain.calendar_day import DayKind
from app.domain.content import PlannedChip
from app.domain.workspace import Profile
from app.system import labels
from app.ui.calendar.filter_words import filter_words
from app.ui.calendar.filters import CalendarFilters
from app.ui.calendar.rail_content import read_content
from app.ui.printing.printed_plan import PrintedDay, PrintedPlan, PrintedPost
from app.ui.tab_context import TabContext


def read_plan(context: TabContext, first: date, last: date, filters: CalendarFilters) -> PrintedPlan:
    services, actor, language = context.services, context.actor, context.face.language
    words, formats = language.words, language.formats
    profiles = {row.id: row for row in services.profiles.profiles(actor, brand_id=context.brand_id)}
    chips = services.planning.chips(actor, first, last, brand_ids=context.brand_ids, **filters.as_query())
    name = services.workspaces.workspace().name
    if context.brand_id is not None:
        brand = services.workspaces.brand(actor, context.brand_id).name
        name = brand if brand == name else f"{name} · {brand}"
    said = () if filters.is_empty else filter_words(filters, read_content(context), words)
    days: dict[date, list[PrintedDay]] = defaultdict(list)
    for row in services.days.days(actor, first, last, context.brand_ids, language=language.name):
        days[row.day].append(PrintedDay(row.name, row.kind is DayKind.HOLIDAY))

    def printed(chip: PlannedChip) -> PrintedPost:
        profile: Profile = profiles[chip.profile_id]
        return PrintedPost(
            formats.local(chip.due_at).date(),
            formats.time(chip.due_at),
            profile.network,
            labels.network(profile.network, words),
            profile.handle or profile.name,
            " ".join(chip.opening.split()) or words.t("Without words yet"),
            chip.state,
        )

    return PrintedPlan(
        name,
        first,
        last,
        said,
        formats.today(services.clock.now()),
        tuple(printed(chip) for chip in chips if chip.profile_id in profiles),
        words,
        formats,
        {day: tuple(rows) for day, rows in days.items()},
    )
