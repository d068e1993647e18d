"""`szpalta holidays` and `export`: days to plan around, and the calendar for colleagues."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import values
from app.domain.days import local_day
from app.domain.workflow import PostState

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.calendar_day import CalendarDay
    from app.services.calendars import CalendarChoice


def register(commands: Commands) -> None:
    t = commands.words.t
    holidays = commands.add("holidays", t("public holidays and other days of a year"), list_holidays)
    holidays.add_argument("--year", type=int, required=True)
    holidays.add_argument("--brand", metavar="BRAND")
    export = commands.add("export", t("write the plan to a file: a calendar for colleagues, or a list"), export_plan)
    export.add_argument("kind", choices=("ics", "csv", "json"))
    export.add_argument("-o", "--out", required=True, metavar="OUT", help=t("the file to write"))
    export.add_argument("--from", dest="first", metavar="DAY", help=t("90 days back if absent"))
    export.add_argument("--to", dest="last", metavar="DAY", help=t("a year ahead if absent"))
    add_filters(export, t)


def add_filters(parser: ArgumentParser, t: Callable[[str], str]) -> None:
    """What goes into a calendar; `choice` reads it."""
    parser.add_argument("--profile", action="append", metavar="P")
    parser.add_argument("--brand", metavar="BRAND")
    parser.add_argument("--state", action="append", choices=[state.value for state in PostState])
    parser.add_argument("--campaign", metavar="C")
    parser.add_argument("--persona", metavar="P")
    parser.add_argument("--with-text", action="store_true", help=t("with texts that are not published yet"))
    parser.add_argument("--with-holidays", action="store_true", help=t("with public holidays (ics)"))


def list_holidays(run: Run) -> None:
    options = run.options
    brand_id = run.brand(options.brand).id if options.brand else None
    rows = run.app.days.year(run.actor, options.year, brand_id, language=run.words.language)
    run.show(rows, lambda: _tell_days(run, rows))


def _tell_days(run: Run, rows: list[CalendarDay]) -> None:
    from app.system.labels import DAY_KINDS

    t = run.words.t
    run.out.table(
        (t("Day"), t("Weekday"), t("Kind"), t("Name"), t("Country")),
        [
            (
                run.day(row.day),
                run.formats.weekday_name(row.day.weekday()),
                run.words.c(*DAY_KINDS[row.kind]),
                row.name,
                ":".join(part for part in (row.country, row.region) if part),
            )
            for row in rows
        ],
    )


def export_plan(run: Run) -> None:
    path = Path(run.options.out)
    first, last = _span(run)
    wanted = choice(run)
    app, actor = run.app, run.actor
    if run.options.kind == "ics":
        done = app.calendars.export(actor, path, first, last, wanted, language=run.words.language)
        count = done.entries or 0
    elif run.options.kind == "csv":
        count = app.post_lists.write_csv(actor, path, first, last, wanted)
    else:
        count = app.post_lists.write_json(actor, path, first, last, wanted)
    sentence = run.words.n("{n} entry written to {file}.", "{n} entries written to {file}.", count, file=path)
    data = {"file": str(path), "format": run.options.kind, "entries": count, "from": first, "to": last}
    run.show(data, lambda: run.out.line(sentence))


def _span(run: Run) -> tuple[date, date]:
    today = local_day(run.clock.now(), run.zone)
    first = values.optional_day(run, run.options.first) or today - timedelta(days=90)
    return first, values.optional_day(run, run.options.last) or today + timedelta(days=365)


def choice(run: Run) -> CalendarChoice:
    """The filters of `add_filters` as a person gave them."""
    from app.cli import post_records
    from app.services.calendars import CalendarChoice

    options = run.options
    return CalendarChoice(
        brand_ids=(run.brand(options.brand).id,) if options.brand else None,
        profile_ids=tuple(run.profile(name).id for name in options.profile) if options.profile else None,
        states=tuple(PostState(name) for name in options.state) if options.state else None,
        campaign_id=post_records.campaign_id(run, options.campaign) if options.campaign else None,
        persona_id=post_records.persona_id(run, options.persona) if options.persona else None,
        with_text=options.with_text,
        with_holidays=options.with_holidays,
    )
