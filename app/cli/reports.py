"""`szpalta report pdf|png`: a dashboard drawn into a file, without a window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import values
from app.cli.refusals import Refusal

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.kpi import FigureFilters

KINDS = ("pdf", "png")


def register(commands: Commands) -> None:
    t = commands.words.t
    family = commands.family("report", t("dashboards as files to send or print"))
    told = {"pdf": t("draw a dashboard as a PDF, A4"), "png": t("draw a dashboard as one picture")}
    for kind in KINDS:
        report = family.add(kind, told[kind], draw_report)
        report.add_argument("-o", dest="out", required=True, metavar="OUT", help=t("the file to write"))
        report.add_argument("--dashboard", default="overview", metavar="NAME", help=t("overview if absent"))
        report.add_argument("--from", dest="first", metavar="DAY", help=t("the last 28 days with data if absent"))
        report.add_argument("--to", dest="last", metavar="DAY", help=t("the last whole day with data if absent"))
        report.add_argument("--profile", action="append", metavar="P")
        report.add_argument("--persona", metavar="P")
        report.add_argument("--campaign", metavar="C")


def draw_report(run: Run) -> None:
    from datetime import timedelta

    from app.domain.dashboards import READY, Preset, dashboard_of, preset_period
    from app.domain.kpi import Period

    options = run.options
    kind: str = options.command_report
    choices = run.app.dashboards.choices(run.actor)
    own = run.app.own_dashboards.dashboards(run.actor)
    named = [row.spec for row in own if options.dashboard.casefold() in (row.key, row.name.casefold())]
    spec = dashboard_of(options.dashboard) or next(iter(named), None)
    if spec is None:
        ready = [row.key for row in READY] + [f"network:{network.value}" for network in choices.networks]
        known = ", ".join(ready + [row.name for row in own])
        raise Refusal(
            run.words.t("There is no dashboard called {name}. There are: {known}.", name=options.dashboard, known=known)
        )
    if choices.extent is None:
        raise Refusal(run.words.t("There are no figures yet. Import a file or fetch data first."))
    usual = preset_period(Preset.LAST_28, choices.today, choices.extent)
    last = values.optional_day(run, options.last) or usual.last
    first = values.optional_day(run, options.first) or min(last, last - timedelta(days=27))
    from app.ui.printing.dashboard_file import write_dashboard

    place = Path(options.out)
    if place.suffix.lower() != f".{kind}":
        place = place.with_name(f"{place.name}.{kind}")
    pages = write_dashboard(
        run.app, run.actor, spec, Period(first, last), _filters(run), place, run.words.language, run.formats.zone
    )
    data = {"file": str(place), "dashboard": spec.key, "from": first, "to": last, "pages": pages}
    run.show(data, lambda: run.out.line(run.words.t("The dashboard was written: {file}.", file=str(place))))


def _filters(run: Run) -> FigureFilters:
    from app.cli import post_records
    from app.domain.kpi import FigureFilters as Filters

    options = run.options
    return Filters(
        profile_ids=tuple(run.profile(name).id for name in options.profile) if options.profile else None,
        persona_id=post_records.persona_id(run, options.persona) if options.persona else None,
        campaign_id=post_records.campaign_id(run, options.campaign) if options.campaign else None,
    )
