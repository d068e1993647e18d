"""Tiles moved and sized: the order is the place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.arranging import moved, rows_of, sized, stepped
from app.domain.dashboards import TileKind, TileSpec

TILES = tuple(TileSpec(key, TileKind.NOTE, width=width) for key, width in zip("abcde", (6, 6, 4, 4, 12), strict=True))


def _keys(tiles: tuple[TileSpec, ...]) -> str:
    return "".join(tile.key for tile in tiles)


def test_rows_fill_from_left_to_right() -> None:
    assert rows_of([tile.width for tile in TILES]) == [[0, 1], [2, 3], [4]]


def test_a_tile_goes_before_another_or_to_the_end() -> None:
    assert _keys(moved(TILES, 0, 3)) == "bcade"
    assert _keys(moved(TILES, 4, 0)) == "eabcd"
    assert _keys(moved(TILES, 1, 5)) == "acdeb"
    assert _keys(moved(TILES, 1, 1)) == _keys(moved(TILES, 1, 2)) == "abcde"


def test_steps_go_along_and_across_rows() -> None:
    assert [(_keys(tiles), place) for tiles, place in (stepped(TILES, 1, 1, 0), stepped(TILES, 1, -1, 0))] == [
        ("acbde", 2),
        ("bacde", 0),
    ]
    assert _keys(stepped(TILES, 1, 0, 1)[0]) == "acdbe"
    assert stepped(TILES, 1, 0, -1) == (TILES, 1)
    assert stepped(TILES, 4, 1, 0) == (TILES, 4)
    assert _keys(stepped(TILES, 4, 0, -1)[0]) == "abecd"


def test_sizes_stay_on_the_grid() -> None:
    assert (sized(TILES, 0, 13, -1)[0].width, sized(TILES, 0, 0, 99)[0].height) == (12, 12)
    assert sized(TILES, 0, 0, 99)[0].width == 2


@given(st.lists(st.integers(1, 12), min_size=1, max_size=12), st.data())
def test_no_tile_is_lost(widths: list[int], data: st.DataObject) -> None:
    tiles = tuple(TileSpec(str(n), TileKind.NOTE, width=width) for n, width in enumerate(widths))
    place = data.draw(st.integers(0, len(tiles) - 1))
    before = data.draw(st.integers(0, len(tiles)))
    assert sorted(tile.key for tile in moved(tiles, place, before)) == sorted(tile.key for tile in tiles)
