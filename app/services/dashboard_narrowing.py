"""Filters upon figures that are read already."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.analytics.dictionary import whole_profiles
from app.domain.figure_basis import is_of_days
from app.domain.kpi import DayFigures, FigureFilters, KpiValue
from app.domain.metrics import FOLLOWER_CHANGES
from app.domain.post_briefs import passing
from app.services.dashboard_reading import Figures
from app.services.measuring import ALL


def narrowed(figures: Figures, filters: FigureFilters) -> Figures:
    """As if only what passes some filters had been read. Figures of whole profiles do not fit chosen posts; only
    their followers stay, and how they changed, as `store.queries.figures` has it."""
    if filters == ALL:
        return figures
    profiles = tuple(row for row in figures.profiles if _profile_passes(row.id, row.network.value, filters))
    shown = {row.id for row in profiles}
    days = [row for row in figures.days if row.profile_id in shown]
    if filters.choose_posts:
        days = [own for row in days if (own := _of_followers(row)).stocks or own.flows]
    return replace(
        figures,
        posts=passing(figures.posts.where("profile_id", shown), filters),
        days=days,
        profiles=profiles,
        audience_figures=tuple(row for row in figures.audience_figures if row[0] in shown),
        comments=tuple(row for row in figures.comments if row.profile_id in shown),
        comments_before=figures.comments_before if profiles == figures.profiles else None,
    )


def of_whole_profiles(content: Any) -> Any:
    """What a tile shows that chooses among posts; followers and tables by group, which no choice of posts narrows, say so."""
    value = getattr(content, "value", None)
    return replace(content, value=whole_profiles(value)) if isinstance(value, KpiValue) else content


def known_of_whole(content: Any, own: Figures, whole: Figures) -> Any:
    """What a tile shows of chosen posts, `own`; where only the daily figures of the `whole` profiles would tell it, that is the
    reason why nothing is known."""
    value = getattr(content, "value", None)
    if not isinstance(value, KpiValue) or value.value is not None or value.rows:
        return content
    told = narrowed(whole, FigureFilters(own.profile_ids)).value(value.kpi, whole.period)
    if told.value is None or not is_of_days(told):
        return content
    return replace(content, value=replace(value, left_out={"only_whole_profiles": 1}))


def _of_followers(row: DayFigures) -> DayFigures:
    changes = {name: row.flows[name] for name in FOLLOWER_CHANGES if name in row.flows}
    return DayFigures(row.profile_id, row.network, row.day, row.stocks, changes)


def _profile_passes(profile_id: int, network: str, filters: FigureFilters) -> bool:
    return (filters.profile_ids is None or profile_id in filters.profile_ids) and (
        filters.networks is None or network in filters.networks
    )
