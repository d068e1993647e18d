"""The filters of single tiles, upon figures that are read already."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.analytics.dictionary import definition
from app.domain.kpi import DayFigures, FigureFilters, KpiValue
from app.domain.post_briefs import passing
from app.services.dashboard_reading import Figures
from app.services.measuring import ALL


def narrowed(figures: Figures, filters: FigureFilters) -> Figures:
    """As if only what passes a tile's own filters had been read. Figures of whole profiles do not fit chosen posts; only
    their followers stay, as `store.queries.figures` has it."""
    if filters == ALL:
        return figures
    profiles = tuple(row for row in figures.profiles if _profile_passes(row.id, row.network.value, filters))
    shown = {row.id for row in profiles}
    days = [row for row in figures.days if row.profile_id in shown]
    if filters.choose_posts:
        days = [DayFigures(row.profile_id, row.network, row.day, row.stocks) for row in days if row.stocks]
    return replace(
        figures,
        posts=passing(figures.posts.where("profile_id", shown), filters),
        days=days,
        profiles=profiles,
        audience_figures=tuple(row for row in figures.audience_figures if row[0] in shown),
        comments=tuple(row for row in figures.comments if row.profile_id in shown),
        comments_before=None,
    )


def of_whole_profiles(content: Any) -> Any:
    """What a tile shows that chooses among posts; followers and tables by group, which no choice of posts narrows, say so."""
    value = getattr(content, "value", None)
    if not isinstance(value, KpiValue) or definition(value.kpi).input not in ("followers", "audience"):
        return content
    return replace(content, value=replace(value, flags={**value.flags, "whole_profiles": 1}))


def _profile_passes(profile_id: int, network: str, filters: FigureFilters) -> bool:
    return (filters.profile_ids is None or profile_id in filters.profile_ids) and (
        filters.networks is None or network in filters.networks
    )
