"""`szpalta report pdf|png|xlsx|pptx`: a dashboard as a file, without a window."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import values
from app.cli.refusals import Refusal
from app.domain.dashboards import Comparison
from app.domain.reports import ReportKind, ReportWish

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.dashboard_values import Choices, Dashboard
    from app.domain.dashboards import DashboardSpec
    from app.domain.kpi import FigureFilters, Period
    from app.system.words import Words

SCALES = (1, 2)


def register(commands: Commands) -> None:
    t = commands.words.t
    family = commands.family("report", t("dashboards as files to send or print"))
    told = {
        ReportKind.PDF: t("draw a dashboard as a PDF, A4"),
        ReportKind.PNG: t("draw a dashboard as one picture"),
        ReportKind.XLSX: t("write a dashboard as a workbook: numbers of every tile, and definitions"),
        ReportKind.PPTX: t("write a dashboard as slides, one for each tile"),
    }
    for kind in ReportKind:
        report = family.add(kind.value, told[kind], write_report)
        report.add_argument("-o", "--out", required=True, metavar="OUT", help=t("the file to write"))
        _add_choices(report, commands.words)
        if kind is ReportKind.PDF:
            report.add_argument("--landscape", action="store_true", help=t("pages lying on their side"))
        if kind is ReportKind.PNG:
            report.add_argument(
                "--scale", type=int, choices=SCALES, default=1, help=t("how dense: 2 has twice the pixels each way")
            )


def _add_choices(report: ArgumentParser, words: Words) -> None:
    t = words.t
    report.add_argument(
        "--dashboard", default="overview", metavar="NAME", help=t("ready or your own, by name; overview if absent")
    )
    report.add_argument("--from", dest="first", metavar="DAY", help=t("the last 28 days with data if absent"))
    report.add_argument("--to", dest="last", metavar="DAY", help=t("the last whole day with data if absent"))
    report.add_argument(
        "--compare",
        choices=[one.value for one in Comparison],
        default=Comparison.PREVIOUS.value,
        help=t("with which days; the period before if absent"),
    )
    report.add_argument("--brand", metavar="BRAND", help=t("only its profiles"))
    report.add_argument("--profile", action="append", metavar="P", help=t("only this profile; can be given again"))
    report.add_argument("--persona", metavar="P", help=t("only posts for this persona"))
    report.add_argument("--campaign", metavar="C", help=t("only posts of this campaign"))
    report.add_argument("--posts", choices=("organic", "paid"), help=t("only organic or only paid posts"))


def write_report(run: Run) -> None:
    options = run.options
    brand_id = run.brand(options.brand).id if options.brand else None
    choices = run.app.dashboards.choices(run.actor, brand_id=brand_id)
    spec = _spec(run, choices)
    if choices.knows_nothing_for(spec):
        raise Refusal(run.words.t("There are no figures yet. Import a file or fetch data first."))
    filters = _filters(run)
    period = _period(run, choices.today, choices.extent_of(spec.network, filters.profile_ids))
    kind = ReportKind(options.command_report)
    place = Path(options.out)
    if place.suffix.lower() != f".{kind}":
        place = place.with_name(f"{place.name}.{kind}")
    run.app.reports.check(place)
    compare = Comparison(options.compare)
    board = run.app.dashboards.load(run.actor, spec, period, compare, filters, brand_id=brand_id)
    pages = _write_workbook(run, board, place) if kind is ReportKind.XLSX else _draw(run, board, place, kind)
    data = {"file": str(place), "dashboard": spec.key, "from": period.first, "to": period.last, "pages": pages}
    run.show(data, lambda: run.out.line(run.words.t("The dashboard was written: {file}.", file=str(place))))


def _write_workbook(run: Run, board: Dashboard, place: Path) -> int:
    """Gives the number of sheets. Nothing is drawn, so nothing of the window is loaded."""
    from app.system.told.report import report_of
    from app.system.told.telling import Telling

    report = report_of(Telling(board, run.words, run.formats))
    run.app.reports.workbook(report, place, run.words, lambda share: None)
    return len(report.tiles) + 2


def _draw(run: Run, board: Dashboard, place: Path, kind: ReportKind) -> int:
    from app.ui.printing.dashboard_file import write_dashboard

    options = run.options
    wish = ReportWish(kind, getattr(options, "landscape", False), getattr(options, "scale", 1))
    return write_dashboard(run.app, board, wish, place, run.words.language, run.formats.zone)


def _spec(run: Run, choices: Choices) -> DashboardSpec:
    """A ready dashboard by its key, or an own one by its name or key."""
    from app.domain.dashboards import READY, dashboard_of

    name: str = run.options.dashboard
    own = run.app.own_dashboards.dashboards(run.actor)
    named = [row.spec for row in own if name.casefold() in (row.key, row.name.casefold())]
    spec = dashboard_of(name) or next(iter(named), None)
    if spec is not None:
        return spec
    ready = [row.key for row in READY] + [f"network:{network.value}" for network in choices.networks]
    known = ", ".join(ready + [row.name for row in own])
    raise Refusal(run.words.t("There is no dashboard called {name}. There are: {known}.", name=name, known=known))


def _period(run: Run, today: date, extent: Period | None) -> Period:
    from datetime import timedelta

    from app.domain.dashboards import Preset, preset_period
    from app.domain.kpi import Period as Days

    usual = preset_period(Preset.LAST_28, today, extent)
    last = values.optional_day(run, run.options.last) or usual.last
    return Days(values.optional_day(run, run.options.first) or min(last, last - timedelta(days=27)), last)


def _filters(run: Run) -> FigureFilters:
    from app.cli import post_records
    from app.domain.kpi import FigureFilters as Filters

    options = run.options
    return Filters(
        profile_ids=tuple(run.profile(name).id for name in options.profile) if options.profile else None,
        paid=None if options.posts is None else options.posts == "paid",
        persona_id=post_records.persona_id(run, options.persona) if options.persona else None,
        campaign_id=post_records.campaign_id(run, options.campaign) if options.campaign else None,
    )
