"""Best posts: picture or mark, text, format and figures. Enter and a double click open the post."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.domain.dashboard_values import PostsContent, RankedPost
from app.domain.networks import Network
from app.system.told.wording import beside, exposure_heading, exposure_key, title
from app.ui import icons
from app.ui.dashboard.telling import Telling
from app.ui.plots.look import bold, smaller
from app.ui.tokens import MARK, SMALL, XS, S, colors_of
from app.ui.widgets.labels import as_tip

POST, FORMAT, EXPOSURE, INTERACTIONS, RATE = range(5)
ROW = Qt.ItemDataRole.UserRole
PICTURE = 36
_Index = QModelIndex | QPersistentModelIndex


class PostsModel(QAbstractTableModel):
    """The posts in the order given; `ROW` gives the `RankedPost`."""

    def __init__(self, content: PostsContent, tell: Telling, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows, self._tell = content.rows, tell
        self._shown: dict[tuple[int, int], str] = {}
        t = tell.words.t
        counted = exposure_heading(content.rows, tell)
        self._headers = (t("Post"), t("Format"), counted, t("Interactions"), t("Rate"))

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

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._once(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if index.column() <= FORMAT else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(self._tip(row, index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            shown = self._once(index.row(), index.column())
            return f"{shown}, {beside(row, self._tell)}" if index.column() == POST else shown
        return None

    def _once(self, row: int, column: int) -> str:
        """A cell is measured and painted many times."""
        if (row, column) not in self._shown:
            self._shown[row, column] = self._text(self._rows[row], column)
        return self._shown[row, column]

    def _text(self, row: RankedPost, column: int) -> str:
        tell = self._tell
        match column:
            case 0:
                return title(row, tell)
            case 1:
                return tell.format_name(row.post.format)
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
        return tell.metric(row.metric) if column == RATE else ""


class PostDelegate(QStyledItemDelegate):
    """Paints picture or mark, the text, and in small type what belongs to it."""

    def __init__(self, tell: Telling, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tell = tell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if index.column() != POST:
            super().paint(painter, option, index)
            return
        row: RankedPost = index.data(ROW)
        colors, box = colors_of(QGuiApplication.palette()), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colors.of("accentsoft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, colors.of("hover"))
        painter.setPen(colors.of("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        left = box.left() + XS
        picture = QRect(left, box.center().y() - PICTURE // 2 + 1, PICTURE, PICTURE)
        paint_picture(painter, picture, row, self._tell)
        left += PICTURE + S
        text = QRect(left, box.top(), box.right() - left - S, box.height())
        font, small = bold(option.font), smaller(option.font, SMALL)
        painter.setFont(font)
        painter.setPen(colors.of("text"))
        half = box.height() // 2
        upper = text.adjusted(0, XS, 0, -half)
        painter.drawText(
            upper, int(Qt.AlignmentFlag.AlignVCenter), _cut(painter, title(row, self._tell), upper.width())
        )
        painter.setFont(small)
        painter.setPen(colors.of("muted"))
        lower = text.adjusted(0, half, 0, -XS)
        painter.drawText(
            lower, int(Qt.AlignmentFlag.AlignVCenter), _cut(painter, beside(row, self._tell), lower.width())
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), row_height(option.widget or QWidget()))


def paint_picture(painter: QPainter, box: QRect, row: RankedPost, tell: Telling) -> None:
    """The post's own picture with the network's mark in its corner, else the mark alone."""
    network = next((one for one in Network if one.value == row.post.network), Network.OTHER)
    picture = tell.pictures.get(row.picture or "")
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    colors = tell.colors
    if picture is None or picture.isNull():
        size = min(MARK + XS, box.height())
        corner = box.center()
        mark = icons.mark(network, colors, size, ratio)
        painter.drawPixmap(QRect(corner.x() - size // 2, corner.y() - size // 2, size, size), mark)
        return
    painter.drawImage(box, picture)
    size = max(box.height() // 3, 8)
    painter.drawPixmap(
        QRect(box.right() - size + 3, box.bottom() - size + 3, size, size), icons.mark(network, colors, size, 2.0)
    )


def row_height(widget: QWidget) -> int:
    """Two lines of text and some air."""
    return max(round(widget.fontMetrics().height() * 2.1) + S, PICTURE + XS)


def _cut(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)


class PostsTable(QTableView):
    """As high as its rows: the page scrolls, not the tile."""

    opened = Signal(object)
    """A `PostBrief`."""

    def __init__(self, name: str, content: PostsContent, tell: Telling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = 5
        self.setProperty("look", "plain")
        self.setAccessibleName(name)
        self.setModel(PostsModel(content, tell, self))
        self.setItemDelegate(PostDelegate(tell, self))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(POST, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._open)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._size_rows()

    def sizeHint(self) -> QSize:
        rows = self.model().rowCount()
        return QSize(480, self.horizontalHeader().sizeHint().height() + rows * row_height(self) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_columns"):
            self._size_rows()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: Any) -> None:
        """The page scrolls."""
        event.ignore()

    def _size_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height(self))
        self.updateGeometry()

    def _open(self, index: _Index) -> None:
        row: RankedPost = index.data(ROW)
        self.opened.emit(row.post)
