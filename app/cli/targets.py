"""`szpalta target`: what a brand or a profile wants of a KPI each week, month, quarter or year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.workspace import TARGET_PERIODS

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.workspace import KpiTarget


def register(commands: Commands) -> None:
    t = commands.words.t
    family = commands.family("target", t("targets of KPIs, for the tile Goals"))
    put = family.add("set", t("set a target, or change the one there is"), set_target)
    put.add_argument("--value", type=float, required=True)
    for one in (put, family.add("remove", t("remove a target"), remove_target)):
        one.add_argument("kpi", metavar="KPI")
        one.add_argument("--per", choices=TARGET_PERIODS, default="month")
        one.add_argument("--profile", metavar="P", help=t("of this profile alone"))
        one.add_argument("--brand", metavar="BRAND")
    family.add("list", t("list the targets"), list_targets).add_argument("--brand", metavar="BRAND")


def set_target(run: Run) -> None:
    brand_id, profile_id = _of(run)
    options = run.options
    _show(run, run.app.strategy.set_target(run.actor, brand_id, options.kpi, options.per, options.value, profile_id))


def remove_target(run: Run) -> None:
    brand_id, profile_id = _of(run)
    _show(run, run.app.strategy.remove_target(run.actor, brand_id, run.options.kpi, run.options.per, profile_id))


def _of(run: Run) -> tuple[int, int | None]:
    """The brand, and the profile where it is of one."""
    profile = run.profile(run.options.profile) if run.options.profile else None
    return (profile.brand_id, profile.id) if profile else (run.brand(run.options.brand).id, None)


def list_targets(run: Run) -> None:
    _show(run, run.app.strategy.targets(run.actor, run.brand(run.options.brand).id))


def _show(run: Run, rows: list[KpiTarget]) -> None:
    from app.cli.kpi_dictionary import title
    from app.system.dashboard_words import GROUP_NAMES, figure

    t = run.words.t
    handles = {row.id: row.handle for row in run.app.profiles.profiles(run.actor)}
    run.show(
        rows,
        lambda: run.out.table(
            (t("KPI"), t("Profile"), t("Per"), t("Target")),
            [
                (
                    title(run, kpi),
                    handles.get(row.profile_id or 0, t("all")),
                    t(GROUP_NAMES[row.period]),
                    figure(row.value, kpi.unit, run.formats),
                )
                for row in rows
                for kpi in [run.app.measuring.definition(row.kpi)]
            ],
            right=(3,),
        ),
    )
