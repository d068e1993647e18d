"""What the dialog for .ics files asks of the services, on a worker's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.ui.calendar.filter_words import filter_words
from app.ui.calendar.filters import CalendarFilters
from app.ui.calendar.rail_content import read_content
from app.ui.tab_context import TabContext

if TYPE_CHECKING:
    from app.services.calendars import CalendarChoice, Exported, KeptCalendar


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A kept calendar and when its file was written last; None: it is not where it should be."""

    kept: KeptCalendar
    written_at: datetime | None


@dataclass(frozen=True, slots=True)
class IcsContent:
    """What the filters let through in words, a name to begin with, and the calendars kept already."""

    filters: tuple[str, ...]
    name: str
    kept: tuple[KeptFile, ...]


def read_ics(context: TabContext, filters: CalendarFilters) -> IcsContent:
    services, words = context.services, context.face.language.words
    said = () if filters.is_empty else filter_words(filters, read_content(context), words)
    if context.brand_id is None:
        name = services.workspaces.workspace().name
    else:
        name = services.workspaces.brand(context.actor, context.brand_id).name
    return IcsContent(said, words.t("Content calendar: {names}", names=name), read_kept(context))


def read_kept(context: TabContext) -> tuple[KeptFile, ...]:
    rows = context.services.calendars.kept_calendars(context.actor)
    return tuple(KeptFile(row, _written_at(row.path)) for row in rows)


def _written_at(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None


def choice_of(context: TabContext, filters: CalendarFilters, *, texts: bool, days: bool) -> CalendarChoice:
    from app.services.calendars import CalendarChoice

    query: Mapping[str, object] = filters.as_query()
    return CalendarChoice(brand_ids=context.brand_ids, with_text=texts, with_holidays=days, **query)  # type: ignore[arg-type]


def export(context: TabContext, path: Path, choice: CalendarChoice) -> Exported:
    """The time around today that a kept calendar holds too."""
    from app.services.calendars import DAYS_AHEAD, DAYS_BACK

    language = context.face.language
    today = language.formats.today(context.services.clock.now())
    first, last = today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
    return context.services.calendars.export(context.actor, path, first, last, choice, language=language.name)


def keep(context: TabContext, folder: Path, choice: CalendarChoice, name: str) -> Exported:
    language = context.face.language.name
    return context.services.calendars.keep(context.actor, folder, choice, language=language, name=name)
