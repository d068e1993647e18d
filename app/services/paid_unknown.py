"""Posts nobody knows of whether they were paid: neither organic nor paid, so they are left out of both, and counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from app.analytics.compute import compute
from app.analytics.dictionary import definition
from app.analytics.rolling import rolling, spans_of
from app.domain.added_values import StackedContent, TableContent
from app.domain.dashboard_values import BarsContent, LinesContent, NumberContent, Points
from app.domain.kpi import FigureFilters, KpiValue, Period
from app.domain.measured_posts import MeasuredPosts
from app.store.unit import UnitOfWork

LEFT_OUT = "paid_unknown"


def unknown_posts(work: UnitOfWork, filters: FigureFilters, period: Period) -> MeasuredPosts:
    """The posts of some days that might pass the filters if it were known; none where nobody asks."""
    if filters.paid is None:
        return MeasuredPosts.of(())
    return of_unknown(work.figures.posts(replace(filters, paid=None), period.first, period.last, frozenset()))


def of_unknown(posts: MeasuredPosts) -> MeasuredPosts:
    return posts.having("paid", lambda paid: paid is None)


def counted(value: KpiValue, unknown: int) -> KpiValue:
    """A figure made of posts with those left out; without any other it is unknown, not 0."""
    if not unknown or definition(value.kpi).input != "posts":
        return value
    known = value.value if value.n_used else None
    return replace(value, value=known, left_out={**value.left_out, LEFT_OUT: unknown})


def groups_counted(rows: Iterable[KpiValue], unknown: MeasuredPosts, period: Period, by: str) -> tuple[KpiValue, ...]:
    """The figures of groups, each as `counted` has it, with those of the `unknown` posts that belong to it."""
    found = {row.group.get("key", ""): int(row.value or 0) for row in compute("posts", unknown, (), period, by)}
    return tuple(counted(row, found.get(row.group.get("key", ""), 0)) for row in rows)


def with_counted(content: Any, unknown: MeasuredPosts, period: Period) -> Any:
    """What a tile shows, its figures as `counted` has them, and no line at 0 where such posts lie."""
    value = getattr(content, "value", None)
    if not len(unknown) or not isinstance(value, KpiValue) or definition(value.kpi).input != "posts":
        return content
    told = counted(value, len(unknown))
    changes: dict[str, object] = {"value": told}
    if isinstance(content, NumberContent):
        changes["line"] = _not_at_zero(content.line, unknown, period, value)
        if told.value is None:
            changes |= {"before": None, "change": None, "why_not": "unknown"}
    elif isinstance(content, LinesContent):
        changes["lines"] = tuple(_not_at_zero(line, unknown, period, value) for line in content.lines)
    elif isinstance(content, BarsContent | TableContent):
        changes["rows"] = groups_counted(content.rows, unknown, period, content.by)
    elif isinstance(content, StackedContent):
        changes["groups"] = groups_counted(content.groups, unknown, period, content.by)
    return replace(content, **changes)


def _not_at_zero(line: Points, unknown: MeasuredPosts, period: Period, value: KpiValue) -> Points:
    """Nobody knows how many there were; all of them unknown, there is no line."""
    if not value.n_used:
        return replace(line, values=(None,) * len(line.values), each_day=tuple)
    profiles = set(unknown.column("profile_id")) if line.profile_id is None else {line.profile_id}

    def without_zeros(values: tuple[float | None, ...], span_days: int) -> tuple[float | None, ...]:
        if 0.0 not in values:
            return values
        there = rolling("posts", unknown, (), period, profiles, span_days=span_days)
        return tuple(None if not one and lies else one for one, lies in zip(values, there, strict=True))

    step, window = spans_of(period)
    return replace(
        line, values=without_zeros(line.values, window), each_day=lambda: without_zeros(line.each_day(), step)
    )
