"""A table of texts: read row by row when it is looked at, plain text in every cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ui.tokens import M
from app.ui.widgets.labels import as_tip
from app.ui.widgets.two_lines import BELOW
from app.ui.widgets.wrapped_rows import WrappedRows

Index = QModelIndex | QPersistentModelIndex
Cell = Callable[[int, int], str]
NOWHERE = QModelIndex()
WIDEST = 360
MEASURED = 20
"""Rows whose height is looked at in one turn of the event loop."""


class TextTableModel(QAbstractTableModel):
    """`numbers` are the columns written against the right edge; `below` gives the second line of cells that have one."""

    _headers: Sequence[str] = ()
    _rows = 0
    """Of the class, so that a table going down can still ask a model whose own things are gone already."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell: Cell = lambda row, column: ""
        self._numbers: frozenset[int] = frozenset()
        self._below: Cell | None = None

    def show(
        self,
        headers: Sequence[str],
        rows: int,
        cell: Cell,
        numbers: frozenset[int] = frozenset(),
        below: Cell | None = None,
    ) -> None:
        """Replaces everything."""
        self.beginResetModel()
        self._headers, self._rows, self._cell, self._numbers, self._below = headers, rows, cell, numbers, below
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self._cell(index.row(), index.column()).split())
        if role == BELOW:
            return self._second(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(self._both(index, "\n"))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._both(index, ", ")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def _second(self, index: Index) -> str:
        return self._below(index.row(), index.column()) if self._below is not None else ""

    def _both(self, index: Index, between: str) -> str:
        return between.join(filter(None, (self._cell(index.row(), index.column()), self._second(index))))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._headers):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self._numbers else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class TextTable(QTableView):
    """Looks like the tables of the window: no grid, whole rows chosen, columns as wide as what stands in them."""

    def __init__(self, model: QAbstractTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setProperty("look", "table")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(25)
        header.setMaximumSectionSize(WIDEST)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def wrap_rows(self) -> None:
        """Rows as high as what stands in them, from now on. They are measured while the table is seen, a few at a time: all
        at once would hold the window up."""
        self.setWordWrap(True)
        self.setItemDelegate(WrappedRows(self, M))
        self._unmeasured = 0
        self._measuring = QTimer(self)
        self._measuring.timeout.connect(self._measure_rows)
        self.horizontalHeader().sectionResized.connect(self._measure_again)
        self.model().modelReset.connect(self._measure_again)

    def _measure_again(self) -> None:
        self._unmeasured = 0
        if self.isVisible():
            self._measuring.start(0)

    def _measure_rows(self) -> None:
        end = min(self._unmeasured + MEASURED, self.model().rowCount())
        for row in range(self._unmeasured, end):
            self.resizeRowToContents(row)
        self._unmeasured = end
        if end == self.model().rowCount():
            self._measuring.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.wordWrap():
            self._measure_again()
            self._measure_rows()

    def fit(self, last_takes_the_rest: bool = True) -> None:
        """Makes the columns as wide as their first rows, within reason."""
        header = self.horizontalHeader()
        header.setMaximumSectionSize(WIDEST)
        header.setStretchLastSection(False)
        self.resizeColumnsToContents()
        header.setMaximumSectionSize(-1)
        header.setStretchLastSection(last_takes_the_rest)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._edits():
            event.ignore()
            return
        super().keyPressEvent(event)

    def _edits(self) -> bool:
        return self.editTriggers() != QAbstractItemView.EditTrigger.NoEditTriggers
