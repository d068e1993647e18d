"""Moving and sizing the tiles of a dashboard on rows of twelve columns.

Tiles that nobody moved have no place: rows fill from left to right. Once one was moved, each has a row and a column of its own
and may leave a gap beside it; none stands over another, and no row is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.domain.dashboards import COLUMNS, TileSpec
from app.domain.plain_tiles import MOST_HIGH

Tiles = tuple[TileSpec, ...]
Row = list[TileSpec]
LEAST_WIDE = 2


def rows_of(tiles: Iterable[TileSpec]) -> list[Row]:
    """The tiles row by row, each with its place. Those without one come after the others and fill rows."""
    tiles = tuple(tiles)
    rows: list[Row] = []
    for number in sorted({tile.row for tile in tiles if tile.row is not None}):
        rows += _apart(tile for tile in tiles if tile.row == number)
    for tile in tiles:
        if tile.row is None:
            column = _end(rows[-1]) if rows else COLUMNS
            if column + tile.width > COLUMNS:
                rows.append([])
                column = 0
            rows[-1].append(replace(tile, column=column))
    return _numbered(rows)


def settled(tiles: Tiles) -> Tiles:
    """In the order they are read and none over another, whoever wrote them down."""
    return placed(tiles) if any(tile.row is not None for tile in tiles) else tiles


def placed(tiles: Tiles) -> Tiles:
    """Each with a place of its own, where it stands now."""
    return tuple(tile for row in rows_of(tiles) for tile in row)


def put(tiles: Tiles, place: int, row: int, column: int, *, between: bool = False) -> tuple[Tiles, int]:
    """The tile at `place` with its left edge in `column` of a row (as many as there are: a new last one), and its place then.
    Who stands in its way goes aside in the row; who has no room there goes down. `between`: in a row of its own before that
    row."""
    tile, rows = _taken_out(tiles, place)
    wanted = replace(tile, column=max(0, min(column, COLUMNS - tile.width)))
    if between or row >= len(rows):
        rows.insert(row, [wanted])
        return _found(rows, tile.key)
    to_the_right = row == tile.row and _start(wanted) > _start(tile)
    middle = _middle(wanted)
    before = sum(_middle(one) < middle or (to_the_right and _middle(one) == middle) for one in rows[row])
    return _found(_into(rows, row, wanted, before), tile.key)


def stepped(tiles: Tiles, place: int, across: int, down: int) -> tuple[Tiles, int]:
    """One column along (`across` -1 or 1), past its neighbour where there is no room between; or into the row above or below,
    beyond the first and the last one into a new row. And where it stands then."""
    tile, rows = _taken_out(tiles, place)
    row, column = tile.row or 0, _start(tile)
    if down:
        if 0 <= row + down < len(rows):
            moved, at = put(tiles, place, row + down, column)
            if moved != placed(tiles):
                return moved, at
            return put(tiles, place, row + down + 1, column, between=True)  # nobody there had room beside it: past them
        return put(tiles, place, row if down < 0 else row + 1, column, between=True)
    moved, at = put(tiles, place, row, column + across)
    if moved[at].column != column:
        return moved, at
    before = sum(_start(one) < column for one in rows[row]) + across
    if not 0 <= before <= len(rows[row]):
        return placed(tiles), place
    return _found(_into(rows, row, tile, before), tile.key)


def sized(tiles: Tiles, place: int, width: int, height: int) -> Tiles:
    """The tile at `place` so many columns wide and steps high, as far as that goes; what stands beside it makes room."""
    wide, high = max(LEAST_WIDE, min(width, COLUMNS)), max(0, min(height, MOST_HIGH))
    if all(tile.row is None for tile in tiles):
        return (*tiles[:place], replace(tiles[place], width=wide, height=high), *tiles[place + 1 :])
    tile, rows = _taken_out(tiles, place)
    grown = replace(tile, width=wide, height=high, column=min(_start(tile), COLUMNS - wide))
    before = sum(_start(one) < _start(tile) for one in rows[tile.row or 0])
    return _found(_into(rows, tile.row or 0, grown, before), tile.key)[0]


def _taken_out(tiles: Tiles, place: int) -> tuple[TileSpec, list[Row]]:
    """A tile as it stands, and the rows without it."""
    rows, key = rows_of(tiles), tiles[place].key
    tile = next(one for row in rows for one in row if one.key == key)
    return tile, [[one for one in row if one.key != key] for row in rows]


def _into(rows: list[Row], number: int, tile: TileSpec, before: int) -> list[Row]:
    """A tile in a row after so many others: those at the far end go down until there is room, the others go aside."""
    left, right, down = rows[number][:before], rows[number][before:], Row()
    while _width([*left, tile, *right]) > COLUMNS:
        down.append(right.pop() if right else left.pop())
    column = max(_width(left), min(_start(tile), COLUMNS - tile.width - _width(right)))
    row, edge = [replace(tile, column=column)], column
    for one in reversed(left):
        edge = min(_start(one), edge - one.width)
        row.insert(0, replace(one, column=edge))
    edge = column + tile.width
    for one in right:
        row.append(replace(one, column=max(_start(one), edge)))
        edge = _end(row)
    return [*rows[:number], row, *_apart(down), *rows[number + 1 :]]


def _apart(tiles: Iterable[TileSpec]) -> list[Row]:
    """Tiles of one row; those that would stand over another in a row below it."""
    rows: list[Row] = []
    inside = (replace(tile, column=min(_start(tile), COLUMNS - tile.width)) for tile in tiles)
    for tile in sorted(inside, key=_start):
        free = next((row for row in rows if _end(row) <= _start(tile)), None)
        if free is None:
            rows.append(free := [])
        free.append(tile)
    return rows


def _numbered(rows: Sequence[Row]) -> list[Row]:
    some = [row for row in rows if row]
    return [[replace(tile, row=number) for tile in row] for number, row in enumerate(some)]


def _found(rows: Sequence[Row], key: str) -> tuple[Tiles, int]:
    tiles = tuple(tile for row in _numbered(rows) for tile in row)
    return tiles, next(place for place, tile in enumerate(tiles) if tile.key == key)


def _start(tile: TileSpec) -> int:
    return tile.column or 0


def _middle(tile: TileSpec) -> int:
    """Twice, to stay whole."""
    return 2 * _start(tile) + tile.width


def _width(row: Sequence[TileSpec]) -> int:
    return sum(tile.width for tile in row)


def _end(row: Sequence[TileSpec]) -> int:
    return _start(row[-1]) + row[-1].width if row else 0
