"""`szpalta kpi list`, `szpalta kpi show`: the KPI dictionary, and what a KPI may be held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.analytics.kpi_definition import KpiDefinition
    from app.analytics.waiting import WaitingKpi
    from app.cli.context import Run
    from app.domain.kpi import FigureFilters, KpiValue
    from app.domain.typical import OwnDays, TypicalValue


def list_all(run: Run) -> None:
    """What can be computed, then what waits for data."""
    rows, waiting = run.app.measuring.names(), run.app.measuring.waiting()
    forms, metrics = run.app.measuring.forms(), run.app.measuring.metrics()
    t = run.words.t

    def tell() -> None:
        headers = (t("KPI"), t("Name"), t("Formula"))
        run.out.table(headers, [(row.name, t(row.title), t(row.formula)) for row in rows])
        run.out.line(t("Of any stored measure, whose name stands for METRIC:"))
        run.out.table(headers, [(row.name, t(row.title, **row.words), t(row.formula, **row.words)) for row in forms])
        run.out.line(t("Measures stored here: {metrics}", metrics=", ".join(metrics) or t("none")))
        run.out.line(t("Not computed yet, as their data are not stored:"))
        run.out.table(headers, [(row.name, t(row.title), t(row.formula)) for row in waiting])

    of_any = [known(row) | {"metrics": metrics} for row in forms]
    run.show([*(known(row) for row in rows), *of_any, *(waits(row) for row in waiting)], tell)


def known(row: KpiDefinition) -> dict[str, object]:
    return {
        "kpi": row.name,
        "title": row.title,
        "unit": row.unit,
        "formula": row.formula,
        "denominator": row.denominator,
        "source": row.source,
        "by": row.groups,
        "waits_for": None,
    }


def waits(row: WaitingKpi) -> dict[str, object]:
    return {
        "kpi": row.name,
        "title": row.title,
        "unit": row.unit,
        "formula": row.formula,
        "denominator": row.denominator,
        "source": None,
        "by": (),
        "waits_for": row.waits_for,
    }


def show(run: Run, name: str, filters: FigureFilters) -> None:
    """One KPI: its words, the own last 90 days, and typical values of the same formula."""
    waiting = next((row for row in run.app.measuring.waiting() if row.name == name), None)
    if waiting is not None:
        run.show(waits(waiting), lambda: _tell_waiting(run, waiting))
        return
    kpi = run.app.measuring.definition(name)
    own = run.app.measuring.own_days(run.actor, name, filters)
    typical = {
        network: [row.told_in(run.words.language) for row in run.app.typical.comparable(name, frozenset({network}))]
        for network in own.values
    }

    def tell() -> None:
        _tell_words(run, kpi)
        for network in own.told:
            run.out.line(_own_sentence(run, own, network))
            for row in typical[network]:
                run.out.line(f"  {typical_sentence(row, run)}")

    run.show(known(kpi) | {"own": _own(own), "typical": [row for rows in typical.values() for row in rows]}, tell)


def _tell_waiting(run: Run, row: WaitingKpi) -> None:
    from app.system.figure_words import WAITS

    t = run.words.t
    run.out.facts(
        [
            (t("Name"), t(row.title)),
            (t("Formula"), t(row.formula)),
            (t("Denominator"), t(row.denominator) if row.denominator else ""),
            (t("Not yet"), t(WAITS[row.waits_for])),
        ]
    )


def title_and_formula(run: Run, value: KpiValue) -> tuple[str, str]:
    """Of what was computed, in the chosen language; those of any measure name it."""
    return _title_and_formula(run, run.app.measuring.computed(value))


def title(run: Run, kpi: KpiDefinition) -> str:
    return _title_and_formula(run, kpi)[0]


def _title_and_formula(run: Run, kpi: KpiDefinition) -> tuple[str, str]:
    from app.system.dashboard_words import kpi_filled

    filled = kpi_filled(kpi.words, run.words)
    return run.words.t(kpi.title, **filled), run.words.t(kpi.formula, **filled)


def _tell_words(run: Run, kpi: KpiDefinition) -> None:
    from app.system.figure_words import unit_name

    t, (title, formula) = run.words.t, _title_and_formula(run, kpi)
    run.out.facts(
        [
            (t("Name"), title),
            (t("Formula"), formula),
            (t("Denominator"), t(kpi.denominator) if kpi.denominator else t("none")),
            (t("Unit"), unit_name(kpi.name, kpi.unit, run.words)),
            (t("Definition by"), t(kpi.source)),
        ]
    )


def _own_sentence(run: Run, own: OwnDays, network: str) -> str:
    from app.system.dashboard_words import figure
    from app.system.figure_words import known_days, made_up, sample, why_unknown

    value, days = own.values[network], run.formats.days(own.period.first, own.period.last)
    told = figure(value.value, value.unit, run.formats)
    if value.unit == "groups":  # each has a figure; together they have only a number
        told = sample(value, run.words, run.formats)
    if value.value is None:
        told = f"{told} {why_unknown(value, run.words, run.formats)}"
    elif network in own.made_up:
        told = f"{told}, {made_up(own.made_up[network], run.words)}"
    if by := known_days(own.known.get(network), own.period.days, run.words, run.formats):
        days = f"{days}; {by}"
    return run.words.t(
        "{network}, own 90 days ({days}): {value}, n = {n}",
        network=network_name(run, network), days=days, value=told, n=run.formats.number(value.n_used),
    )  # fmt: skip


def _own(own: OwnDays) -> list[dict[str, object]]:
    return [
        {
            "network": network,
            "value": value.value,
            "n_used": value.n_used,
            "from": own.period.first,
            "to": own.period.last,
            "days_with_data": own.known.get(network),
            "made_up": network in own.made_up,
        }
        for network, value in own.values.items()
    ]


def network_name(run: Run, key: str | None) -> str:
    from app.domain.networks import Network
    from app.system import labels

    return labels.network(Network(key), run.words) if key else run.words.t("all networks together")


def typical_sentence(row: TypicalValue, run: Run) -> str:
    from app.system.dashboard_words import typical_told

    return typical_told(row, run.words, run.formats)
