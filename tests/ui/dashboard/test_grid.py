"""Tiles on twelve columns, in wide and narrow windows and with large text."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.dashboard.grid import NARROW, SINGLE, Place, TileLayout, fitted
from app.ui.tokens import L


class Box(QWidget):
    def __init__(self, high: int) -> None:
        super().__init__()
        self._high = high

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt calls it so
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt calls it so
        return self._high


def _board(qtbot: QtBot, *tiles: tuple[int, int]) -> tuple[QWidget, list[Box]]:
    board = QWidget()
    qtbot.addWidget(board)
    layout, boxes = TileLayout(board), []
    for columns, high in tiles:
        box = Box(high)
        layout.add(box, Place(columns))
        boxes.append(box)
    return board, boxes


def test_a_row_is_as_high_as_its_highest_tile_and_reaches_the_edge(qtbot: QtBot) -> None:
    board, boxes = _board(qtbot, (8, 100), (4, 140), (12, 50))
    wide = (NARROW + 20) * board.fontMetrics().averageCharWidth()
    layout = board.layout()
    assert layout is not None and layout.heightForWidth(wide) == 140 + L + 50
    board.resize(wide, 400)
    board.show()
    first, second, third = (box.geometry() for box in boxes)
    assert first.height() == second.height() == 140
    assert second.left() - first.right() == L + 1 and second.right() == third.right() == wide - 1
    assert third.top() == 140 + L


def test_tiles_that_are_not_shown_yet_have_their_place(qtbot: QtBot) -> None:
    board, boxes = _board(qtbot, (6, 80), (6, 80))
    boxes[1].hide()
    board.resize(1600, 300)
    board.show()
    assert boxes[1].geometry().left() > boxes[0].geometry().right()


def test_in_less_room_tiles_take_more_columns() -> None:
    assert [fitted(columns, NARROW) for columns in (3, 4, 8, 12)] == [3, 4, 8, 12]
    assert [fitted(columns, NARROW - 1) for columns in (3, 4, 8, 12)] == [6, 12, 12, 12]
    assert fitted(3, SINGLE - 1) == 12


def test_tiles_stand_at_their_places_with_gaps_beside_them_and_below_each_other_where_it_is_narrow(
    qtbot: QtBot,
) -> None:
    board, boxes = QWidget(), [Box(50) for _ in range(3)]
    qtbot.addWidget(board)
    layout = TileLayout(board)
    for box, place in zip(
        boxes, (Place(3, row=0, column=9), Place(4, row=1, column=0), Place(4, row=1, column=6)), strict=True
    ):
        layout.add(box, place)
    letter = board.fontMetrics().averageCharWidth()
    board.resize((NARROW + 20) * letter, 400)
    board.show()
    first, second, third = (box.geometry() for box in boxes)
    assert first.right() == board.width() - 1 and first.left() > board.width() * 0.7
    assert (second.left(), second.top(), third.top()) == (0, 50 + L, 50 + L)
    assert third.left() - second.right() > board.width() // 12
    assert not layout.is_narrow
    board.resize((SINGLE - 10) * letter, 600)
    assert layout.is_narrow
    assert [box.geometry().left() for box in boxes] == [0, 0, 0]
    assert boxes[2].geometry().top() == 2 * (50 + L)
