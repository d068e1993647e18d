"""Moving and sizing the tiles of a dashboard: their order is their place, rows of twelve columns fill from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.dashboards import COLUMNS, TileSpec
from app.domain.plain_tiles import MOST_HIGH

Tiles = tuple[TileSpec, ...]
LEAST_WIDE = 2


def rows_of(widths: Sequence[int]) -> list[list[int]]:
    """The places of tiles of so many columns, row by row."""
    rows: list[list[int]] = [[]]
    taken = 0
    for place, columns in enumerate(widths):
        if taken + columns > COLUMNS and rows[-1]:
            rows.append([])
            taken = 0
        rows[-1].append(place)
        taken += columns
    return [row for row in rows if row]


def moved(tiles: Tiles, place: int, before: int) -> Tiles:
    """The tile at `place` before the one that is at `before` now (as many as there are: the last)."""
    rest = [*tiles[:place], *tiles[place + 1 :]]
    at = before - 1 if before > place else before
    return (*rest[:at], tiles[place], *rest[at:])


def stepped(tiles: Tiles, place: int, across: int, down: int) -> tuple[Tiles, int]:
    """One step among the tiles (`across` -1 or 1) or to the row above or below (`down`), and where it stands then."""
    target = place + across
    if down:
        rows = rows_of([tile.width for tile in tiles])
        row = next(number for number, one in enumerate(rows) if place in one)
        if not 0 <= row + down < len(rows):
            return tiles, place
        other = rows[row + down]
        target = other[min(rows[row].index(place), len(other) - 1)]
    target = max(0, min(target, len(tiles) - 1))
    return moved(tiles, place, target + 1 if target > place else target), target


def sized(tiles: Tiles, place: int, width: int, height: int) -> Tiles:
    """The tile at `place` so many columns wide and steps high, as far as that goes."""
    tile = replace(tiles[place], width=max(LEAST_WIDE, min(width, COLUMNS)), height=max(0, min(height, MOST_HIGH)))
    return (*tiles[:place], tile, *tiles[place + 1 :])
