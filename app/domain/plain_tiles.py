"""Tiles as plain values for the store and for files, and back. What comes back is looked at as if a stranger had written it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.dashboards import COLUMNS, TileKind, TileSpec
from app.domain.errors import BadInput
from app.domain.kpi import FigureFilters

MOST_TILES = 40
MOST_HIGH = 12
LONGEST_TEXT = 2000
LONGEST_NAME = 80
LONGEST_GROUP = 400
"""What tables are divided by may be several long names of a file."""


class TileProblem(BadInput):
    """Code "dashboard.tile" (field): a tile that does not say what a tile says."""


def plain_tile(tile: TileSpec) -> dict[str, Any]:
    """Without what is as usual."""
    filters = tile.filters
    names = ("profile_ids", "networks", "formats", "paid", "persona_id", "pillar_id", "campaign_id")
    narrowed = {name: value for name in names if (value := getattr(filters, name)) is not None}
    plain: dict[str, Any] = {"key": tile.key, "kind": tile.kind.value, "width": tile.width}
    more: dict[str, Any] = {"kpi": tile.kpi, "by": tile.by, "height": tile.height, "text": tile.text}
    plain.update({name: value for name, value in more.items() if value})
    if tile.row is not None and tile.column is not None:
        plain |= {"row": tile.row, "column": tile.column}
    if narrowed:
        plain["filters"] = {n: list(v) if isinstance(v, tuple) else v for n, v in narrowed.items()}
    return plain


def tile_from(plain: object) -> TileSpec:
    """Raises `TileProblem`."""
    row = _mapping(plain, "tile")
    kind = _text(row, "kind", LONGEST_NAME)
    if kind not in {one.value for one in TileKind}:
        raise TileProblem("dashboard.tile", field="kind")
    has_place = "row" in row or "column" in row
    return TileSpec(
        _text(row, "key", LONGEST_NAME) or kind,
        TileKind(kind),
        _text(row, "kpi", LONGEST_NAME),
        _number(row, "width", 1, COLUMNS, 3),
        _text(row, "by", LONGEST_GROUP),
        filters_from(row.get("filters", {})),
        _number(row, "height", 0, MOST_HIGH, 0),
        _text(row, "text", LONGEST_TEXT),
        _number(row, "row", 0, MOST_TILES, 0) if has_place else None,
        _number(row, "column", 0, COLUMNS - 1, 0) if has_place else None,
    )


def filters_from(plain: object) -> FigureFilters:
    """Raises `TileProblem`."""
    row = _mapping(plain, "filters")
    paid = row.get("paid")
    if paid is not None and not isinstance(paid, bool):
        raise TileProblem("dashboard.tile", field="paid")
    return FigureFilters(
        profile_ids=_list(row, "profile_ids", int),
        networks=_list(row, "networks", str),
        formats=_list(row, "formats", str),
        paid=paid,
        persona_id=_id(row, "persona_id"),
        pillar_id=_id(row, "pillar_id"),
        campaign_id=_id(row, "campaign_id"),
    )


def tiles_known(plain: object) -> tuple[TileSpec, ...]:
    """Tiles from the store; those a newer program put there are left out."""
    found = []
    for row in plain if isinstance(plain, list) else []:
        try:
            found.append(tile_from(row))
        except TileProblem:
            continue
    return tuple(found)


def _mapping(value: object, field: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise TileProblem("dashboard.tile", field=field)
    return value


def _text(row: Mapping[str, Any], name: str, longest: int) -> str:
    value = row.get(name, "")
    if not isinstance(value, str) or len(value) > longest:
        raise TileProblem("dashboard.tile", field=name)
    return value


def _number(row: Mapping[str, Any], name: str, low: int, high: int, usual: int) -> int:
    value = row.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise TileProblem("dashboard.tile", field=name)
    return value


def _id(row: Mapping[str, Any], name: str) -> int | None:
    value = row.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise TileProblem("dashboard.tile", field=name)
    return value


def _list(row: Mapping[str, Any], name: str, kind: type) -> tuple[Any, ...] | None:
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, list) or not all(type(one) is kind for one in value):
        raise TileProblem("dashboard.tile", field=name)
    return tuple(value) or None
