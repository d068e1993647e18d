"""Posts nobody knows of whether they were paid: neither organic nor paid, so they are left out of both, and counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.analytics.dictionary import definition
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


def with_counted(content: Any, unknown: int) -> Any:
    """What a tile shows, its figure as `counted` has it."""
    value = getattr(content, "value", None)
    if not unknown or not isinstance(value, KpiValue):
        return content
    told = counted(value, unknown)
    changes: dict[str, object] = {"value": told}
    if told.value is None and hasattr(content, "change"):
        line = replace(content.line, values=(None,) * len(content.line.values))
        changes |= {"before": None, "change": None, "why_not": "unknown", "line": line}
    return replace(content, **changes)
