"""`szpalta typical`: published figures to hold one's own against, editable in a workspace. `szpalta kpi-weights`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.kpi_dictionary import network_name
from app.domain.networks import Network
from app.domain.typical import UNITS, TypicalValue

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands


def register(commands: Commands) -> None:
    t = commands.words.t
    typical = commands.family("typical", t("typical values others have published, with formula and source"))
    typical.add("list", t("the table of typical values"), list_values)
    put = typical.add("set", t("add a typical value, or change the one with this key"), set_value)
    put.add_argument("key", metavar="KEY", help=t("a short name without spaces"))
    same = put.add_mutually_exclusive_group()
    same.add_argument("--kpi", metavar="KPI", help=t("the KPI with the very same formula, which the value takes"))
    same.add_argument("--formula", metavar="TEXT", help=t("any other formula; with it nothing is compared"))
    put.add_argument("--network", choices=[network.value for network in Network])
    put.add_argument("--value", type=float)
    put.add_argument("--high", type=float, help=t("where the value is a range: its end"))
    put.add_argument("--unit", choices=UNITS)
    for name in ("population", "source"):
        put.add_argument(f"--{name}", metavar="TEXT")
    put.add_argument("--year", type=int)
    for name, told, handler in (
        ("remove", t("take a typical value out of the table of this workspace"), remove_value),
        ("reset", t("back to how the program brought a typical value"), reset_value),
    ):
        typical.add(name, told, handler).add_argument("key", metavar="KEY")
    weights = commands.add("kpi-weights", t("points of the interactivity index; without options it says them"), weigh)
    for name in ("approval", "comments", "shares"):
        weights.add_argument(f"--{name}", type=float, metavar="POINTS")


def list_values(run: Run) -> None:
    from app.system.dashboard_words import typical_value

    rows, t = _values(run), run.words.t

    def tell() -> None:
        headers = (
            t("Key"),
            t("Network"),
            t("Value"),
            t("Formula"),
            t("Population"),
            t("Year"),
            t("Source"),
            t("Compared with"),
        )
        run.out.table(
            headers,
            [
                (
                    row.key,
                    network_name(run, row.network),
                    typical_value(row, run.formats),
                    row.formula,
                    row.population,
                    str(row.year),
                    row.source,
                    row.kpi or t("nothing: no equal formula"),
                )
                for row in rows
            ],
            right=(2,),
        )

    run.show(rows, tell)


def _values(run: Run) -> list[TypicalValue]:
    return [row.told_in(run.words.language) for row in run.app.typical.values()]


def set_value(run: Run) -> None:
    """What is not said stays as it was."""
    options = run.options
    before = next((row for row in _values(run) if row.key == options.key), None)
    names = ("kpi", "network", "value", "high", "unit", "formula", "population", "source", "year")
    given = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    if options.kpi:
        given["formula"] = _formula(run, options.kpi)
    elif options.formula:
        given["kpi"] = None
    missing = [name for name in ("value", "unit", "formula", "population", "source", "year") if name not in given]
    if before is None and missing:
        told = ", ".join(f"--{name}" for name in missing)
        raise run.wrong(run.words.t("A new typical value also needs {options}.", options=told))
    kept = {name: getattr(before, name) for name in names} if before else {"kpi": None, "network": None, "high": None}
    row = run.app.typical.put(run.actor, TypicalValue(key=options.key, **{**kept, **given}))
    run.show(row, lambda: run.out.line(run.words.t("Kept: {key}.", key=row.key)))


def _formula(run: Run, kpi: str) -> str:
    from app.system.dashboard_words import kpi_filled

    found = run.app.measuring.definition(kpi)
    return run.words.t(found.formula, **kpi_filled(found.words, run.words))


def remove_value(run: Run) -> None:
    key = run.options.key
    run.app.typical.remove(run.actor, key)
    run.show({"removed": key}, lambda: run.out.line(run.words.t("Removed from this workspace: {key}.", key=key)))


def reset_value(run: Run) -> None:
    key = run.options.key
    run.app.typical.reset(run.actor, key)
    run.show({"reset": key}, lambda: run.out.line(run.words.t("As the program brought it: {key}.", key=key)))


def weigh(run: Run) -> None:
    options, now = run.options, run.app.measuring.weights()
    given = {name: value for name in now if (value := getattr(options, name)) is not None}
    if given:
        run.app.measuring.weigh(run.actor, **{**now, **given})
        now = run.app.measuring.weights()
    told = run.words.t(
        "Interactivity index: like or reaction {approval}, comment {comments}, share {shares}.",
        **{name: run.formats.number(value, 0 if value.is_integer() else 2) for name, value in now.items()},
    )
    run.show(now, lambda: run.out.line(told))
