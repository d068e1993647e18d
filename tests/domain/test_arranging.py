"""Tiles moved and sized on rows of twelve columns: nothing overlaps, nothing is lost, gaps stay."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.arranging import Tiles, placed, put, rows_of, settled, sized, stepped
from app.domain.dashboards import COLUMNS, TileKind, TileSpec

TILES = tuple(TileSpec(key, TileKind.NOTE, width=width) for key, width in zip("abcde", (6, 6, 4, 4, 12), strict=True))
FOUR = tuple(TileSpec(key, TileKind.NOTE, width=3) for key in "abcd")


def _drawn(tiles: Tiles) -> list[str]:
    """Rows as twelve signs."""
    rows = []
    for row in rows_of(tiles):
        signs = ["."] * COLUMNS
        for tile in row:
            start = tile.column or 0
            signs[start : start + tile.width] = tile.key * tile.width
        assert len(signs) == COLUMNS
        rows.append("".join(signs))
    return rows


def test_rows_fill_from_left_to_right() -> None:
    assert _drawn(TILES) == ["aaaaaabbbbbb", "ccccdddd....", "eeeeeeeeeeee"]
    assert settled(TILES) == TILES and all(tile.row is None for tile in TILES)


def test_a_tile_is_put_at_a_column_and_leaves_a_gap() -> None:
    tiles, place = put(TILES, 3, 1, 8)
    assert _drawn(tiles) == ["aaaaaabbbbbb", "cccc....dddd", "eeeeeeeeeeee"] and place == 3
    tiles, place = put(tiles, 2, 3, 5)
    assert _drawn(tiles) == ["aaaaaabbbbbb", "........dddd", "eeeeeeeeeeee", ".....cccc..."] and place == 4
    assert _drawn(put(tiles, 4, 0, 0, between=True)[0])[0] == "cccc........"


def test_who_stands_in_the_way_goes_aside_or_down() -> None:
    assert _drawn(put(FOUR, 3, 0, 0)[0]) == ["dddaaabbbccc"]
    assert _drawn(put(FOUR, 1, 0, 6)[0]) == ["aaacccbbbddd"]
    assert _drawn(put(FOUR, 2, 0, 3)[0]) == ["aaacccbbbddd"]
    assert _drawn(put(TILES, 2, 0, 4)[0]) == ["aaaaaacccc..", "......bbbbbb", "....dddd....", "eeeeeeeeeeee"]
    assert _drawn(put(TILES, 4, 0, 3)[0]) == ["eeeeeeeeeeee", "aaaaaabbbbbb", "ccccdddd...."]


def test_steps_go_along_past_neighbours_and_between_rows() -> None:
    tiles, place = stepped(TILES, 3, 1, 0)
    assert (_drawn(tiles)[1], place) == ("cccc.dddd...", 3)
    assert _drawn(stepped(FOUR, 0, 1, 0)[0]) == ["bbbaaacccddd"]
    assert _drawn(stepped(FOUR, 3, -1, 0)[0]) == ["aaabbbdddccc"]
    assert _drawn(stepped(FOUR, 3, 1, 0)[0]) == ["aaabbbcccddd"]
    assert _drawn(stepped(TILES, 2, 0, 1)[0])[1:] == ["....dddd....", "cccc........", "eeeeeeeeeeee"]
    assert _drawn(stepped(FOUR, 1, 0, 1)[0]) == ["aaa...cccddd", "...bbb......"]
    assert _drawn(stepped(FOUR, 1, 0, -1)[0]) == ["...bbb......", "aaa...cccddd"]
    alone = put(FOUR, 1, 0, 3, between=True)[0]
    assert stepped(alone, 0, 0, -1) == (alone, 0)
    wide = tuple(TileSpec(key, TileKind.NOTE, width=8) for key in "abc")
    assert _drawn(stepped(wide, 0, 0, 1)[0]) == ["bbbbbbbb....", "aaaaaaaa....", "cccccccc...."]
    assert _drawn(stepped(wide, 2, 0, -1)[0]) == ["aaaaaaaa....", "cccccccc....", "bbbbbbbb...."]


def test_sizes_stay_on_the_grid_and_make_room() -> None:
    assert (sized(TILES, 0, 13, -1)[0].width, sized(TILES, 0, 0, 99)[0].height) == (12, 12)
    assert sized(TILES, 0, 0, 99)[0].width == 2
    assert _drawn(sized(placed(FOUR), 1, 4, 0)) == ["aaabbbbccc..", ".........ddd"]
    tiles = put(FOUR, 3, 0, 9)[0]
    assert _drawn(sized(tiles, 3, 4, 0)) == ["aaabbb..dddd", "......ccc..."]


def test_a_new_tile_comes_last_and_what_was_written_over_another_is_parted() -> None:
    tiles = put(FOUR, 1, 1, 9)[0]
    assert _drawn((*tiles, TileSpec("n", TileKind.NOTE, width=6))) == ["aaa...cccddd", ".........bbb", "nnnnnn......"]
    over = tuple(TileSpec(key, TileKind.NOTE, width=8, row=5, column=column) for key, column in (("a", 2), ("b", 7)))
    assert _drawn(settled(over)) == ["..aaaaaaaa..", "....bbbbbbbb"]


@given(st.lists(st.integers(1, 12), min_size=1, max_size=12), st.data())
def test_nothing_is_lost_and_nothing_overlaps_whatever_is_done(widths: list[int], data: st.DataObject) -> None:
    tiles = tuple(TileSpec(str(n), TileKind.NOTE, width=width) for n, width in enumerate(widths))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(tiles) - 1))
        what = data.draw(st.sampled_from(["put", "between", "step", "size"]))
        across, down = data.draw(st.integers(-2, 13)), data.draw(st.integers(0, 13))
        if what in ("put", "between"):
            row = min(down, len(rows_of(tiles)))
            tiles = put(tiles, place, row, across, between=what == "between")[0]
        elif what == "step":
            tiles = stepped(tiles, place, *data.draw(st.sampled_from([(1, 0), (-1, 0), (0, 1), (0, -1)])))[0]
        else:
            tiles = sized(tiles, place, across, down)
        assert sorted(tile.key for tile in tiles) == sorted(str(n) for n in range(len(widths)))
        for row_of_tiles in rows_of(tiles):
            ends = [0]
            for tile in row_of_tiles:
                assert (tile.column or 0) >= ends[-1]
                ends.append((tile.column or 0) + tile.width)
            assert ends[-1] <= COLUMNS and row_of_tiles
        assert settled(tiles) == tiles
