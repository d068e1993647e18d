"""`szpalta calendar`: calendars for colleagues as files that are kept up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.calendars import add_filters, choice

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.services.calendars import Exported, KeptCalendar


def register(commands: Commands) -> None:
    t = commands.words.t
    family = commands.family("calendar", t("calendars for colleagues, kept up to date as files"))
    keep = family.add("keep", t("write a calendar into a folder and keep it up to date"), keep_calendar)
    keep.add_argument("folder", metavar="FOLDER", help=t("a folder that is there, such as one shared with colleagues"))
    keep.add_argument("--name", metavar="N", help=t("its name; the file is called after it"))
    add_filters(keep, t)
    family.add("list", t("list the calendars that are kept up to date"), list_calendars)
    stop = family.add("stop", t("keep a calendar up to date no longer; its file stays"), stop_calendar)
    stop.add_argument("name", metavar="NAME")
    family.add("refresh", t("bring every kept calendar up to date now"), refresh_calendars)


def keep_calendar(run: Run) -> None:
    given = run.options
    done = run.app.calendars.keep(
        run.actor, Path(given.folder), choice(run), language=run.words.language, name=given.name
    )
    kept = next(row for row in run.app.calendars.kept_calendars(run.actor) if row.path == done.path)
    sentence = run.words.n(
        "{n} entry written to {file}. The file is kept up to date.",
        "{n} entries written to {file}. The file is kept up to date.",
        done.entries or 0,
        file=done.path,
    )
    run.show(_record(kept) | _outcome(done), lambda: run.out.line(sentence))


def list_calendars(run: Run) -> None:
    rows = run.app.calendars.kept_calendars(run.actor)
    t = run.words.t

    def tell() -> None:
        if not rows:
            run.out.line(t("No calendar is kept up to date."))
            return
        run.out.table((t("Name"), t("File")), [(row.name, str(row.path)) for row in rows])

    run.show([_record(row) for row in rows], tell)


def stop_calendar(run: Run) -> None:
    name: str = run.options.name
    run.app.calendars.stop_keeping(run.actor, name)
    sentence = run.words.t("The calendar {name} is kept up to date no longer. Its file stays.", name=name)
    run.show({"name": name, "kept": False}, lambda: run.out.line(sentence))


def refresh_calendars(run: Run) -> int:
    """Exit code 1 when one of them could not be written; the others are."""
    done = run.app.calendars.refresh_kept()
    t = run.words.t

    def tell() -> None:
        if not done:
            run.out.line(t("No calendar is kept up to date."))
        for row in done:
            if row.problem is None:
                run.out.line(f"{row.path}: {t('brought up to date') if row.written else t('was up to date')}")

    for row in done:
        if row.problem is not None:
            run.complain(f"{row.path}: {run.explain(row.problem)}")
    run.show([_outcome(row) for row in done], tell)
    return 1 if any(row.problem for row in done) else 0


def _record(kept: KeptCalendar) -> dict[str, object]:
    given = kept.choice
    return {
        "name": kept.name,
        "file": str(kept.path),
        "language": kept.language,
        "days_back": kept.days_back,
        "days_ahead": kept.days_ahead,
        "brand_ids": given.brand_ids,
        "profile_ids": given.profile_ids,
        "states": given.states,
        "campaign_id": given.campaign_id,
        "persona_id": given.persona_id,
        "with_text": given.with_text,
        "with_holidays": given.with_holidays,
    }


def _outcome(done: Exported) -> dict[str, object]:
    error = None if done.problem is None else done.problem.code
    return {"file": str(done.path), "entries": done.entries, "written": done.written, "error": error}
