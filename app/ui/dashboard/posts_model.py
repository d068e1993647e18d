"""Posts as rows of a table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.dashboard_values import PostsContent, RankedPost
from app.system.told.wording import (
    beside,
    exposure_heading,
    exposure_key,
    format_cell,
    headings,
    title,
    value_heading,
    without_figures,
)
from app.ui.dashboard.telling import Telling
from app.ui.widgets.labels import as_tip

POST, FORMAT, EXPOSURE, INTERACTIONS, RATE = range(5)
ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class PostsModel(QAbstractTableModel):
    """The posts in the order given, those of each network under a heading. `ROW` gives the `RankedPost`, of a heading its
    text."""

    def __init__(self, content: PostsContent, tell: Telling, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._take(content, tell)

    def show_anew(self, content: PostsContent, tell: Telling) -> None:
        """Other posts in the place of these."""
        self.beginResetModel()
        self._take(content, tell)
        self.endResetModel()

    def _take(self, content: PostsContent, tell: Telling) -> None:
        over = headings(content.rows, tell)
        self._rows: list[RankedPost | str] = []
        for heading, row in zip(over, content.rows, strict=True):
            self._rows += [heading, row] if heading else [row]
        self._tell = tell
        self._shown: dict[tuple[int, int], str] = {}
        t = tell.words.t
        counted = exposure_heading(content.rows, tell)
        self._headers = (t("Post"), t("Format"), counted, t("Interactions"), value_heading(content.rows, tell))

    @property
    def unknown(self) -> set[int]:
        """Columns without any figure."""
        unknown = without_figures([row for row in self._rows if isinstance(row, RankedPost)])
        columns = {"format": FORMAT, "exposure": EXPOSURE, "interactions": INTERACTIONS}
        return {at for name, at in columns.items() if name in unknown}

    @property
    def headings(self) -> list[int]:
        """The rows of headings."""
        return [place for place, row in enumerate(self._rows) if isinstance(row, str)]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section <= FORMAT else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        row = self._rows[index.row()]
        return Qt.ItemFlag.ItemIsEnabled if isinstance(row, str) else super().flags(index)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if isinstance(row, str):
            return row if role == Qt.ItemDataRole.DisplayRole and index.column() == POST else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._once(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if index.column() <= FORMAT else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(self._tip(row, index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            shown = self._once(index.row(), index.column())
            if index.column() == FORMAT and row.post.format is None:
                return self._tell.format_name(None)
            return f"{shown}, {beside(row, self._tell)}" if index.column() == POST else shown
        return None

    def _once(self, row: int, column: int) -> str:
        """A cell is measured and painted many times."""
        if (row, column) not in self._shown:
            post = self._rows[row]
            self._shown[row, column] = "" if isinstance(post, str) else self._text(post, column)
        return self._shown[row, column]

    def _text(self, row: RankedPost, column: int) -> str:
        tell = self._tell
        match column:
            case 0:
                return title(row, tell)
            case 1:
                return format_cell(row, tell)
            case 2:
                return tell.value(row.exposure, "count")
            case 3:
                return tell.value(row.interactions, "count")
        return tell.rated(row.value, row.metric)

    def _tip(self, row: RankedPost, column: int) -> str:
        tell = self._tell
        if column == POST:
            return row.post.text
        if column == EXPOSURE:
            if row.exposure is None:
                return tell.words.t("The network gives no reach for this post.")
            return tell.metric(exposure_key(row))
        if column == FORMAT and row.post.format is None:
            return tell.format_name(None)
        return tell.metric(row.metric) if column == RATE else ""
