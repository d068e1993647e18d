"""Writing the plan as an .ics file: where to, then it is written, and a snapshot is said to be one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.ui.tasks import Progress
from app.ui.widgets.file_dialogs import FileDialog, Material

if TYPE_CHECKING:
    from app.services.calendars import Exported
    from app.ui.workspace_page import WorkspacePage

DAYS_BACK, DAYS_AHEAD = 30, 180


def write_calendar_file(page: WorkspacePage) -> None:
    """Asks for a place and writes the posts from a month ago to half a year ahead."""
    words = page.context.face.language.words
    title = words.t("Write the calendar as a file (.ics)")
    dialog = FileDialog(page.context.face, title, Material.CALENDARS, page, save=True)
    dialog.setDefaultSuffix("ics")
    dialog.setNameFilters([words.t("Calendars (*.ics)")])
    dialog.fileSelected.connect(lambda name: _write(page, Path(name)))
    dialog.open()


def _write(page: WorkspacePage, path: Path) -> None:
    context = page.context
    words, formats = context.face.language.words, context.face.language.formats
    language = context.face.language.name

    def work(report: Progress) -> Exported:
        from app.services.calendars import CalendarChoice

        today = formats.today(context.services.clock.now())
        first, last = today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
        choice = CalendarChoice(brand_ids=context.brand_ids)
        return context.services.calendars.export(context.actor, path, first, last, choice, language=language)

    def done(row: Exported) -> None:
        told = words.n(
            "{file}: {n} entry. The file is a snapshot and does not change by itself.",
            "{file}: {n} entries. The file is a snapshot and does not change by itself.",
            row.entries or 0,
            file=path.name,
        )
        context.notices.say(told, close=words.t("Close"))

    context.face.tasks.run(page, work, done, page.warn, title=words.t("Writing the calendar"))
