"""`szpalta target`: what a brand or a profile wants of a KPI each week, month, quarter or year."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.workspace import KpiTarget

PERIODS = ("week", "month", "quarter", "year")


def register(commands: Commands) -> None:
    t = commands.words.t
    family = commands.family("target", t("targets of KPIs, for the tile Goals"))
    put = family.add("set", t("set a target, or change the one there is"), set_target)
    put.add_argument("kpi", metavar="KPI")
    put.add_argument("--value", type=float, required=True)
    put.add_argument("--per", choices=PERIODS, default="month")
    put.add_argument("--profile", metavar="P", help=t("of this profile alone"))
    put.add_argument("--brand", metavar="BRAND")
    family.add("list", t("list the targets"), list_targets).add_argument("--brand", metavar="BRAND")


def set_target(run: Run) -> None:
    options = run.options
    profile = run.profile(options.profile) if options.profile else None
    brand_id = profile.brand_id if profile else run.brand(options.brand).id
    rows = run.app.strategy.set_target(
        run.actor, brand_id, options.kpi, options.per, options.value, profile.id if profile else None
    )
    _show(run, rows)


def list_targets(run: Run) -> None:
    _show(run, run.app.strategy.targets(run.actor, run.brand(run.options.brand).id))


def _show(run: Run, rows: list[KpiTarget]) -> None:
    t = run.words.t
    handles = {row.id: row.handle for row in run.app.profiles.profiles(run.actor)}
    run.show(
        rows,
        lambda: run.out.table(
            (t("KPI"), t("Profile"), t("Per"), t("Target")),
            [
                (row.kpi, handles.get(row.profile_id or 0, t("all")), row.period, run.formats.number(row.value, 1))
                for row in rows
            ],
            right=(3,),
        ),
    )
