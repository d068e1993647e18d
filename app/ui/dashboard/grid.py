"""Tiles on twelve columns: each at its place, or rows fill from left to right; all of a row are as high as its highest."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from app.domain.dashboards import COLUMNS
from app.ui.tokens import L
from app.ui.widgets.item_layout import ItemLayout

STEP_LINES = 3
NARROW, SINGLE = 120, 56
"""Average characters of text: in less width small tiles stand two in a row and the others alone; in less still, each alone."""


class Place(NamedTuple):
    """Columns a tile takes, steps it is high at least, and where it stands; `row` None: after the one before it."""

    columns: int
    steps: int = 0
    row: int | None = None
    column: int | None = None


class TileLayout(ItemLayout):
    """A layout for widgets that know their place (`add`)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: list[Place] = []
        self._kept: dict[tuple[QLayoutItem, int], int] | None = None
        self._whole: dict[int, int] = {}
        self._laid: QRect | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def keep_heights(self, kept: bool) -> None:
        """Kept, no tile is asked a second time how high it is in a width, or moved again in the same place: while they come
        into view one after the other, each would ask and move all of them."""
        self._kept = {} if kept else None
        self._whole, self._laid = {}, None

    def measure_again(self, widget: QWidget) -> None:
        """Of kept heights only that of one tile counts no more."""
        if self._kept is not None:
            self._kept = {key: high for key, high in self._kept.items() if key[0].widget() is not widget}
        self._whole, self._laid = {}, None

    def forget_all(self) -> None:
        """Lays nothing out any more, until others are added."""
        self._items, self._places, self._kept = [], [], None

    def add(self, widget: QWidget, place: Place) -> None:
        self._places.append(place)
        self.addWidget(widget)

    def arrange(self, places: Sequence[tuple[QWidget, Place]]) -> None:
        """The widgets there are in another order and at other places."""
        there = {item.widget(): item for item in self._items}
        self._items = [there[widget] for widget, _ in places]
        self._places = [place for _, place in places]
        self.invalidate()
        self.activate()

    @property
    def step(self) -> int:
        """Pixels of one step of height: large text needs higher ones."""
        widget = self.parentWidget()
        return STEP_LINES * (widget.fontMetrics().height() if widget is not None else 16)

    @property
    def _across(self) -> int:
        """Pixels across; a layout has no size of its own while it waits to be laid out again."""
        board = self.parentWidget()
        return self.geometry().width() or (board.width() if board is not None else 0)

    def columns_in(self, width: int) -> int:
        """How many columns a width in pixels is near to."""
        return round((width + L) * COLUMNS / max(self._across + L, 1))

    def column_at(self, left: int) -> int:
        """The column whose left edge is nearest to a place in pixels."""
        return max(0, min(self.columns_in(left - L), COLUMNS - 1))

    def edges(self, column: int, columns: int) -> tuple[int, int]:
        """Left edge and width in pixels of so many columns from one on."""
        return _span(column, columns, self._across)

    @property
    def is_narrow(self) -> bool:
        """Tiles stand below each other, whatever their places."""
        return self._across / self._letter() < NARROW

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def heightForWidth(self, width: int) -> int:
        if self._kept is None:
            return self._lay_out(QRect(0, 0, width, 0), move=False)
        if width not in self._whole:
            self._whole[width] = self._lay_out(QRect(0, 0, width, 0), move=False)
        return self._whole[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        if self._kept is None or self._laid != rect:
            self._lay_out(rect, move=True)
            self._laid = QRect(rect)

    def sizeHint(self) -> QSize:
        wide = (
            self._across or NARROW * self._letter()
        )  # tiles keep their height for one width only, and Qt asks for this
        return QSize(wide, self.heightForWidth(wide))

    def minimumSize(self) -> QSize:
        return QSize(320, 0)

    def _lay_out(self, rect: QRect, *, move: bool) -> int:
        top = rect.y()
        for row in self._rows(rect.width()):
            high = max(max(self._height(item, width), steps * self.step) for item, _, width, steps in row)
            for item, left, width, _ in row:
                if move and (widget := item.widget()) is not None:
                    widget.setGeometry(QRect(rect.x() + left, top, width, high))
            top += high + L
        return max(top - L - rect.y(), 0)

    def _height(self, item: QLayoutItem, width: int) -> int:
        if self._kept is None:
            return _height(item, width)
        if (item, width) not in self._kept:
            self._kept[item, width] = _height(item, width)
        return self._kept[item, width]

    def _letter(self) -> int:
        """Width of an average letter of the text there is: large text needs wider tiles."""
        widget = self.parentWidget()
        return max(widget.fontMetrics().averageCharWidth(), 1) if widget is not None else 8

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, int, int, int]]]:
        """Items with left edge, width and steps, row by row; the last of a row reaches to the edge."""
        letters = width / self._letter()
        rows = zip(self._items, self._places, strict=False)
        if letters < NARROW or any(place.row is None for place in self._places):
            return _filled([(item, place.columns, place.steps) for item, place in rows], width, letters)
        return [
            [(item, *_span(place.column or 0, place.columns, width), place.steps) for item, place in row]
            for _, row in groupby(rows, key=lambda one: one[1].row)
        ]


def _filled(
    items: Sequence[tuple[QLayoutItem, int, int]], width: int, letters: float
) -> list[list[tuple[QLayoutItem, int, int, int]]]:
    """Rows that fill from left to right."""
    rows: list[list[tuple[QLayoutItem, int, int, int]]] = [[]]
    taken = 0
    for item, wanted, steps in items:
        columns = fitted(wanted, letters)
        if taken + columns > COLUMNS:
            rows.append([])
            taken = 0
        rows[-1].append((item, *_span(taken, columns, width), steps))
        taken += columns
    return [row for row in rows if row]


def _span(column: int, columns: int, width: int) -> tuple[int, int]:
    """Left edge and width."""
    left = _edge(column, width)
    return left, _edge(column + columns, width) - L - left


def fitted(columns: int, letters: float) -> int:
    """How many columns a tile takes in a width of so many average letters."""
    if letters >= NARROW:
        return columns
    return COLUMNS // 2 if columns <= 3 and letters >= SINGLE else COLUMNS


def _edge(column: int, width: int) -> int:
    return round(column * (width + L) / COLUMNS)


def _height(item: QLayoutItem, width: int) -> int:
    """Also of a tile that is not shown yet: an item of a hidden widget counts as empty."""
    widget = item.widget()
    if widget is None:
        return 0
    return widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()
