"""The filters of single tiles, upon figures that are read already."""

from __future__ import annotations

from dataclasses import replace

from app.domain.kpi import DayFigures, FigureFilters
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
        comments=tuple(row for row in figures.comments if row.profile_id in shown),
        comments_before=None,
    )


def _profile_passes(profile_id: int, network: str, filters: FigureFilters) -> bool:
    return (filters.profile_ids is None or profile_id in filters.profile_ids) and (
        filters.networks is None or network in filters.networks
    )
