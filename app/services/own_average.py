"""What a KPI was on average in days of which there may be data of a part only: each profile by its own days."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import fsum

from app.analytics.dictionary import definition
from app.domain.days import local_day
from app.domain.figure_basis import days_add_up, grows, is_sum_of_days
from app.domain.kpi import KpiValue, Period
from app.domain.typical import OwnAverage
from app.domain.workspace import Profile

Ask = Callable[[Period, str | None], Sequence[KpiValue]]
"""A KPI over some days, as one value or by a group."""


def known_days(extents: Mapping[int, tuple[date, date]], profiles: Iterable[Profile]) -> dict[int, Period]:
    """The days anything can be known of each profile: from its first figure to its last, or to when it was fetched."""
    found = {}
    for row in profiles:
        if row.id in extents:
            first, last = extents[row.id]
            fetched = local_day(row.fetched_at, row.zone) if row.fetched_at is not None else last
            found[row.id] = Period(first, max(last, fetched))
    return found


def own_average(
    kpi: str, days: Period, known: Mapping[int, Period], ask: Ask, first_post: date | None = None
) -> OwnAverage:
    """A KPI over some days, and on average in one of those there are data of. Averages of several profiles are added up; a rate,
    which does not add up, is that of the days there are data of all of them. `first_post`: daily figures may reach
    further back."""
    value = ask(days, None)[0]
    within = [days]
    if first_post is not None and definition(kpi).input == "posts" and not value.from_daily_figures:
        within.append(Period(first_post, date.max))
    spans = {number: inside for number, row in known.items() if (inside := _common([row, *within])) is not None}
    weekly = value.unit == "per_week"
    if "changes_of_some_days" in value.left_out and (inside := Period.around(spans.values())) is not None:
        value = ask(inside, None)[0]
    if value.value is None or not spans or not (weekly or grows(value)):
        return OwnAverage(value)
    if not (weekly or days_add_up(value) or value.unit == "posts"):
        common = _common(spans.values())
        if common is None:
            return OwnAverage(value)
        rate = value if common == days else ask(common, None)[0]
        return OwnAverage(value, None if rate.value is None else rate.value / common.days, (common.days, common.days))
    parts = _of_profiles(kpi, value, spans, lambda: ask(days, "profile"))
    daily = fsum(total / length for total, length in parts)
    lengths = [length for _, length in parts]
    counted = (min(lengths), max(lengths))
    if weekly:
        return OwnAverage(replace(value, value=daily * days.days), None, counted)
    return OwnAverage(value, daily, counted)


def _of_profiles(
    kpi: str, value: KpiValue, spans: Mapping[int, Period], groups: Callable[[], Sequence[KpiValue]]
) -> list[tuple[float, int]]:
    """What each profile has, and the days that is of; of all together where that is the same."""
    daily = is_sum_of_days(value)
    lengths = {row.days for row in spans.values()}
    if len(spans) == 1 or (len(lengths) == 1 and not daily) or "profile" not in definition(kpi).groups:
        return [(value.value or 0.0, value.n_used if daily and len(spans) == 1 else max(lengths))]
    found = []
    for row in groups():
        span = spans.get(int(row.group["key"]))
        if row.value is not None and span is not None:
            found.append((row.value, row.n_used if daily else span.days))
    return found


def _common(periods: Collection[Period]) -> Period | None:
    """The days all of them have."""
    first, last = max(row.first for row in periods), min(row.last for row in periods)
    return Period(first, last) if first <= last else None
