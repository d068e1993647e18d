"""The numbers of a tile as a table."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTableView, QVBoxLayout, QWidget

from app.system.told.tables import TileTable
from app.ui.dashboard.telling import Telling
from app.ui.tokens import L, M
from app.ui.widgets.labels import as_tip, wrapped_label
from app.ui.widgets.room import fit

_Index = QModelIndex | QPersistentModelIndex

WIDE, WIDEST, COLUMN = 760, 1240, 320
"""Of the dialog in pixels, and of a column at most."""


class TileTableModel(QAbstractTableModel):
    """Numbers stand to the right."""

    def __init__(self, table: TileTable, tell: Telling, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table, self._tell = table, tell

    def show_anew(self, table: TileTable, tell: Telling) -> None:
        """Another table in the place of this one."""
        self.beginResetModel()
        self.table, self._tell = table, tell
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.table.headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            return _side(next((row[section] for row in self.table.rows if row[section] is not None), ""))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.table.headers[section] if orientation is Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self.table.shown(index.row(), index.column(), self._tell).splitlines())
        value = self.table.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(value)
        if role == Qt.ItemDataRole.ToolTipRole:
            if value is None:
                return as_tip(self._tell.words.t("Not known."))
            return as_tip(value) if isinstance(value, str) else None
        return None


def _side(value: object) -> int:
    side = Qt.AlignmentFlag.AlignLeft if isinstance(value, str | date) else Qt.AlignmentFlag.AlignRight
    return int(side | Qt.AlignmentFlag.AlignVCenter)


class TableDialog(QDialog):
    def __init__(self, heading: str, table: TileTable, tell: Telling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        self.view = QTableView()
        self.view.setProperty("look", "table")
        self.view.setAccessibleName(heading)
        self.view.setModel(TileTableModel(table, tell, self))
        self.view.setTabKeyNavigation(False)
        self.view.setWordWrap(False)
        self.view.setShowGrid(False)
        self.view.verticalHeader().hide()
        self.view.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        fit(self, QSize(max(WIDE, min(self._widen(), WIDEST)), 480))
        close = QPushButton(tell.words.t("Close"))
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(wrapped_label(heading, "heading"))
        whole.addWidget(self.view, 1)
        whole.addLayout(row)

    def _widen(self) -> int:
        """Columns as wide as what stands in them; where that is little they share the width. How much they need."""
        head = self.view.horizontalHeader()
        head.setMaximumSectionSize(COLUMN)
        self.view.resizeColumnsToContents()
        head.setMaximumSectionSize(-1)
        for column in range(head.count()):
            head.resizeSection(column, max(head.sectionSize(column), head.sectionSizeHint(column)))
        needed = head.length() + self.view.verticalScrollBar().sizeHint().width() + 2 * L + M
        head.setStretchLastSection(True)
        spare = max(WIDE - needed, 0) // max(head.count(), 1)
        for column in range(head.count()):
            head.resizeSection(column, head.sectionSize(column) + spare)
        return needed
