"""Why a tile is empty that is narrowed to a persona, a pillar or a campaign: which posts there are none of."""

from __future__ import annotations

from app.domain.dashboard_values import Dashboard
from app.domain.dashboards import TileSpec
from app.domain.kpi import FigureFilters
from app.system.words import N_, Words

_NONE = {
    "persona": N_(
        "No post of this period is for the persona {name}. Posts have theirs from their plans, or are given them in the list of "
        "posts behind a figure."
    ),
    "pillar": N_(
        "No post of this period has the pillar {name}. Posts have theirs from their plans, or are given one in the list of posts "
        "behind a figure."
    ),
    "campaign": N_("No post of this period belongs to the campaign {name}."),
}


def no_such_posts(spec: TileSpec, board: Dashboard, words: Words) -> str:
    """Empty where neither the tile nor its dashboard is narrowed to a persona, a pillar or a campaign."""
    asked = {kind: name for kind in _NONE if (name := _name(kind, spec, board))}
    if not asked:
        return ""
    if len(asked) == 1 and not (_narrowed(spec.filters) or _narrowed(board.filters)):
        ((kind, name),) = asked.items()
        return words.t(_NONE[kind], name=name)
    return words.t(
        "No post of this period fits all filters, {names} among them.", names=", ".join(dict.fromkeys(asked.values()))
    )


def _name(kind: str, spec: TileSpec, board: Dashboard) -> str:
    number = getattr(spec.filters, f"{kind}_id")
    if number is not None:
        return board.names.get(f"{kind}:{number}", str(number))
    return board.names.get(kind, "") if getattr(board.filters, f"{kind}_id") is not None else ""


def _narrowed(filters: FigureFilters) -> bool:
    """By something else than a persona, a pillar or a campaign."""
    return any(one is not None for one in (filters.profile_ids, filters.networks, filters.formats, filters.paid))
