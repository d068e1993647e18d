"""Tiles of KPIs that tables by group answer: one figure of each group, or the one of all groups together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from app.analytics.rolling import spans_of
from app.domain.added_values import GroupedContent, GroupFigure
from app.domain.audience_tables import ALL_GROUPS, OF_ALL_TOGETHER, UNITS_OF_KPIS
from app.domain.dashboard_values import NumberContent, Points
from app.domain.dashboards import TileSpec
from app.domain.kpi import KpiValue, Period
from app.services.dashboard_reading import Figures

READY = ("traffic_sources", *OF_ALL_TOGETHER)
"""Those that stand on the ready dashboard of a network once there is a table for them."""
_EVER = Period(date.min, date.max)


def grouped(spec: TileSpec, figures: Figures) -> GroupedContent:
    """By the dimension chosen, else by the one most profiles have."""
    value = figures.value(spec.kpi, figures.period)
    rows = _rows(value)
    profiles: dict[str, set[int]] = {}
    for row in rows:
        profiles.setdefault(row["dimension"], set()).add(row["profile_id"])
    if not profiles:
        return GroupedContent("", (), value, _days(figures.value(spec.kpi, _EVER)))
    chosen = max(profiles, key=lambda one: (one == spec.by, len(profiles[one])))
    own = [row for row in rows if row["dimension"] == chosen]
    groups = len({row["bucket"] for row in own} - {ALL_GROUPS})
    told = replace(value, value=float(groups), n_used=groups, rows=tuple(own))
    return GroupedContent(chosen, tuple(_figure(row, spec.kpi) for row in own), told)


def number(spec: TileSpec, figures: Figures) -> NumberContent:
    """What tables tell has no line: their days are their own."""
    value = _whole(figures.value(spec.kpi, figures.period))
    before = _whole(figures.value(spec.kpi, figures.compared)) if figures.compared else None
    why_not, change = "no_comparison" if before is None else "", None
    if value.value is None:
        why_not = why_not or "unknown"
    elif before is not None and before.value is not None and _compare(value, before):
        change = value.value - before.value
    elif before is not None:
        before, why_not = None, "unknown_before"
    return NumberContent(value, before, change, why_not, Points((), ()), spans_of(figures.period)[1])


def _whole(value: KpiValue) -> KpiValue:
    """The figure of all groups together, in `rows` the row it comes from; unknown where several kinds have one each."""
    kinds: dict[tuple[int, str], list[Any]] = {}
    for row in _rows(value):
        kinds.setdefault((row["profile_id"], row["metric"]), []).append(row)
    if len(kinds) != 1:
        left_out = {**value.left_out, "several_kinds": len(kinds)} if kinds else value.left_out
        return replace(value, value=None, n_used=0, left_out=left_out, rows=())
    (every,) = kinds.values()
    row = every[0]
    groups = sum(one["dimension"] == row["dimension"] and one["bucket"] != ALL_GROUPS for one in every)
    return replace(value, value=row["value"], unit=_unit(row, value.kpi), n_used=groups, rows=(row,))


def _compare(now: KpiValue, before: KpiValue) -> bool:
    """The same figure of other days."""
    one, other = _rows(now)[0], _rows(before)[0]
    return one["metric"] == other["metric"] and (one["first"], one["day"]) != (other["first"], other["day"])


def _days(value: KpiValue) -> Period | None:
    """The days of its tables."""
    told = [(row["first"], row["day"]) for row in _rows(value)]
    return Period.around(Period(first, last) for first, last in told if first is not None and last is not None)


def _figure(row: Any, kpi: str) -> GroupFigure:
    shared = row["profile_id"], row["metric"], row["bucket"]
    days = row["first"], row["day"]
    if "share" in row:
        unit, parts = ("share", ()) if kpi == "audience_shares" else ("percent", (row["value"],))
        return GroupFigure(*shared, row["share"], unit, parts, *days, at_most=bool(row.get("at_most")))
    made_of = tuple(row[name] for name in ("numerator", "denominator") if name in row)
    return GroupFigure(*shared, row["value"], _unit(row, kpi), made_of, *days)


def _unit(row: Any, kpi: str) -> str:
    """Money with its currency, where the table names it."""
    return " ".join(filter(None, (UNITS_OF_KPIS[kpi], row.get("currency"))))


def _rows(value: KpiValue) -> list[Any]:
    """Those with a figure: of a rate a group has no share."""
    rows: Iterable[Any] = value.rows
    return [row for row in rows if row.get("share", 0) is not None]
