"""KPIs that tables by group answer: where visits of the website come from, and what advertisements cost and bring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import fsum
from typing import TYPE_CHECKING

from app.analytics.figure import Figure, Slice
from app.analytics.kpi_definition import KpiDefinition
from app.analytics.table_columns import (
    CONVERSIONS,
    RESULTS,
    RESULTS_OF_ANY_KIND,
    SESSIONS,
    SPENT,
    VALUE,
    currency_of,
    is_called,
    tells_source,
)
from app.domain.audience_kinds import of_people
from app.domain.audience_tables import ALL_GROUPS, is_by_day, nearest_table, of_period
from app.system.words import N_

if TYPE_CHECKING:
    import re
    from datetime import date

    from app.domain.kpi import Period
    from app.domain.published import AudienceFigure

Row = Mapping[str, object]
Tables = dict[str, list["AudienceFigure"]]
"""The tables of one profile by one dimension, by their metric."""


def traffic_sources(part: Slice) -> Figure:
    """Formula: sessions of a source ÷ all sessions × 100. Unit: groups. Denominator: sessions of all sources listed in one
    table. Source: Google Analytics."""
    rows: list[Row] = []
    for (profile, dimension), tables in _tables(part, SESSIONS).items():
        if not tells_source(dimension):
            continue
        for metric, table in _named(tables, SESSIONS):
            total = fsum(row.value for row in table)
            rows += [
                {"profile_id": profile, "dimension": dimension, "metric": metric, "bucket": row.bucket,
                 "share": row.value / total * 100 if total > 0 else None, "value": row.value, "first": row.first,
                 "day": row.last}
                for row in sorted(table, key=lambda row: -row.value)
            ]  # fmt: skip
    return _listed(rows)


def conversion_rate(part: Slice) -> Figure:
    """Formula: conversions ÷ sessions × 100. Unit: groups. Denominator: sessions of the same group. Source: Google
    Analytics."""
    return _listed(*_ratios(_tables(part, CONVERSIONS, SESSIONS), CONVERSIONS, SESSIONS, 100.0))


def amount_spent(part: Slice) -> Figure:
    """Formula: sum of the amounts spent on the groups of one table. Unit: groups. Denominator: none. Source: Meta Ads.

    Tables by campaign and by age tell the same money, and currencies are never added up: each stands by itself."""
    rows: list[Row] = []
    for (profile, dimension), tables in _tables(part, SPENT).items():
        for metric, table in _named(tables, SPENT):
            shared = {"profile_id": profile, "dimension": dimension, "metric": metric, "currency": currency_of(metric)}
            own = [(row.bucket, row.value, row.first, row.last) for row in sorted(table, key=lambda row: -row.value)]
            if len(own) > 1:
                own.insert(0, (ALL_GROUPS, fsum(row.value for row in table), *_around(table)))
            rows += [
                {**shared, "bucket": bucket, "value": value, "first": first, "day": last}
                for bucket, value, first, last in own
            ]
    return _listed(rows)


def cost_per_result(part: Slice) -> Figure:
    """Formula: amount spent ÷ results of one kind. Unit: groups. Denominator: results of one kind. Source: Meta Ads.

    Kinds are never added up, nor are currencies; results whose kind the file does not name are left out."""
    found = _tables(part, SPENT, RESULTS, RESULTS_OF_ANY_KIND)
    unknown = sum(len(table) for tables in found.values() for _, table in _named(tables, RESULTS_OF_ANY_KIND))
    rows, left_out = _ratios(found, SPENT, RESULTS, 1.0)
    if unknown:
        left_out["result_kind_unknown"] = unknown
    return _listed([{**row, "currency": currency_of(str(row["metric"]))} for row in rows], left_out)


def return_on_ad_spend(part: Slice) -> Figure:
    """Formula: value attributed ÷ amount spent. Unit: groups. Denominator: amount spent. Source: Meta Ads."""
    return _listed(*_ratios(_tables(part, VALUE, SPENT), VALUE, SPENT, 1.0))


def dimensions_of(kpi: str, there: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """By what a KPI of groups can be told, of the dimensions and metrics there are tables of."""
    by: dict[str, list[str]] = {}
    for dimension, metric in sorted(there):
        by.setdefault(dimension, []).append(metric)
    if kpi not in _PARTS:
        return of_people(by)
    return tuple(
        dimension
        for dimension, metrics in by.items()
        if (kpi != "traffic_sources" or tells_source(dimension))
        and all(any(is_called(name, metric) for metric in metrics) for name in _PARTS[kpi])
    )


_PARTS = {
    "traffic_sources": (SESSIONS,), "conversion_rate": (CONVERSIONS, SESSIONS), "amount_spent": (SPENT,),
    "cost_per_result": (SPENT, RESULTS),
    "return_on_ad_spend": (VALUE, SPENT),
}  # fmt: skip
"""What a table must have for a KPI."""


def _around(table: Sequence[AudienceFigure]) -> tuple[date | None, date | None]:
    firsts, lasts = [row.first for row in table if row.first], [row.last for row in table if row.last]
    return min(firsts, default=None), max(lasts, default=None)


def _listed(rows: Sequence[Row], left_out: Mapping[str, int] | None = None) -> Figure:
    groups = sum(row["bucket"] != ALL_GROUPS for row in rows)
    return Figure(float(groups) if rows else None, groups, dict(left_out or {}), rows=tuple(rows))


def _tables(part: Slice, *names: re.Pattern[str]) -> dict[tuple[int, str], Tables]:
    """Those of the period with one of the names: a sum of other days says nothing of it."""
    found: dict[tuple[int, str, str], list[AudienceFigure]] = {}
    for profile, row in part.audience:
        if row.unit == "count":
            found.setdefault((profile, row.dimension, row.metric), []).append(row)
    tables: dict[tuple[int, str], Tables] = {}
    for (profile, dimension, metric), rows in found.items():
        if any(is_called(name, metric) for name in names):
            tables.setdefault((profile, dimension), {})[metric] = rows
    return {key: _of_period(own, part.period) for key, own in tables.items()}


def _of_period(tables: Tables, period: Period) -> Tables:
    """Sums over days are of all days any of them tells: money spent on a last day without results counts with both."""
    rows = {metric: own for metric, every in tables.items() if (own := of_period(every, period))}
    found = {metric: nearest_table(own, period) for metric, own in rows.items()}
    daily = [metric for metric, own in rows.items() if is_by_day(own)]
    if days := [row.last for metric in daily for row in rows[metric] if row.last]:
        first, last = min(days), max(days)
        found |= {metric: [replace(row, first=first, last=last) for row in found[metric]] for metric in daily}
    return found


def _named(tables: Tables, name: re.Pattern[str]) -> Iterator[tuple[str, list[AudienceFigure]]]:
    return ((metric, table) for metric, table in tables.items() if is_called(name, metric))


def _ratios(
    found: Mapping[tuple[int, str], Tables], top: re.Pattern[str], bottom: re.Pattern[str], scale: float
) -> tuple[list[Row], dict[str, int]]:
    """Of each group of a table that has both figures of the same days, those with the greatest denominator first; above them all
    together. Groups with a denominator of 0 have no figure of their own and are counted as left out, but money spent on them
    was spent: in that of all together they are."""
    rows: list[Row] = []
    zeros = 0
    for (profile, dimension), tables in found.items():
        for top_name, tops in _named(tables, top):
            for bottom_name, bottoms in _named(tables, bottom):
                above = {(row.bucket, row.first, row.last): row.value for row in tops}
                both = [
                    (row.bucket, above[place], row.value, (row.first, row.last))
                    for row in sorted(bottoms, key=lambda row: -row.value)
                    if (place := (row.bucket, row.first, row.last)) in above
                ]
                zeros += sum(under <= 0 for _, _, under, _ in both)
                if len(both) > 1:
                    sums = fsum(row[1] for row in both), fsum(row[2] for row in both)
                    both.insert(0, (ALL_GROUPS, *sums, both[0][3]))
                shared = {"profile_id": profile, "dimension": dimension, "metric": f"{top_name} ÷ {bottom_name}"}
                rows += [
                    {**shared, "bucket": bucket, "value": over / under * scale, "numerator": over, "denominator": under,
                     "first": first, "day": last}
                    for bucket, over, under, (first, last) in both
                    if under > 0
                ]  # fmt: skip
    return rows, {"zero_denominator": zeros} if zeros else {}


ANALYTICS, ADS = N_("Google Analytics"), N_("Meta Ads")
OF_TABLES = (
    KpiDefinition(
        "traffic_sources", N_("Traffic sources"), traffic_sources, "audience", "groups",
        N_("sessions of a source ÷ all sessions × 100"), N_("sessions of all sources listed in one table"), ANALYTICS,
        groups=(),
    ),
    KpiDefinition(
        "conversion_rate", N_("Conversion rate"), conversion_rate, "audience", "groups",
        N_("conversions ÷ sessions × 100"), N_("sessions of the same group"), ANALYTICS, groups=(),
    ),
    KpiDefinition(
        "amount_spent", N_("Amount spent"), amount_spent, "audience", "groups",
        N_("sum of the amounts spent on the groups of one table"), None, ADS, groups=(),
    ),
    KpiDefinition(
        "cost_per_result", N_("Cost per result"), cost_per_result, "audience", "groups",
        N_("amount spent ÷ results of one kind"), N_("results of one kind"), ADS, groups=(),
    ),
    KpiDefinition(
        "return_on_ad_spend", N_("Return on ad spend"), return_on_ad_spend, "audience", "groups",
        N_("value attributed ÷ amount spent"), N_("amount spent"), ADS, groups=(),
    ),
)  # fmt: skip
