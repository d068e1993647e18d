"""Tiles on twelve columns, in wide and narrow windows and with large text."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.dashboard.grid import NARROW, SINGLE, TileLayout, fitted
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
        layout.add(box, columns)
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
