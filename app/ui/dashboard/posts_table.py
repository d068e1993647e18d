"""Best posts: picture or mark, text, format and figures. Enter and a double click open the post."""

from __future__ import annotations

from collections.abc import Callable
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
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QPainter, QResizeEvent
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

from app.domain.dashboard_values import PostsContent, RankedPost, Tile
from app.domain.networks import Network
from app.system.told.wording import (
    beside,
    exposure_heading,
    exposure_key,
    format_and_exposure,
    headings,
    title,
    value_heading,
)
from app.ui import icons
from app.ui.dashboard.telling import Telling
from app.ui.plots.look import bold, smaller
from app.ui.tokens import MARK, SMALL, XS, S, colors_of
from app.ui.widgets.labels import as_tip

POST, FORMAT, EXPOSURE, INTERACTIONS, RATE = range(5)
ROW = Qt.ItemDataRole.UserRole
PICTURE = 36
ROOMY = 84
"""Average characters, below which there are no columns for format and exposure."""
_DOWN = (
    QAbstractItemView.CursorAction.MoveDown,
    QAbstractItemView.CursorAction.MovePageDown,
    QAbstractItemView.CursorAction.MoveHome,
    QAbstractItemView.CursorAction.MoveNext,
)
_Index = QModelIndex | QPersistentModelIndex


class PostsModel(QAbstractTableModel):
    """The posts in the order given, those of each network under a heading. `ROW` gives the `RankedPost`, of a heading
    its text."""

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
        posts = [row for row in self._rows if isinstance(row, RankedPost)]
        columns = ((EXPOSURE, "exposure"), (INTERACTIONS, "interactions"))
        return {at for at, name in columns if all(getattr(row, name) is None for row in posts)}

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
        self.tell = tell
        self.narrow = False
        """Format and exposure have no columns of their own."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if index.column() != POST:
            super().paint(painter, option, index)
            return
        row: RankedPost | str = index.data(ROW)
        if isinstance(row, str):
            self._paint_heading(painter, option, row)
            return
        colors, box = colors_of(QGuiApplication.palette()), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colors.of("accentsoft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, colors.of("hover"))
        painter.setPen(colors.of("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        left = box.left() + XS
        picture = QRect(left, box.center().y() - PICTURE // 2 + 1, PICTURE, PICTURE)
        paint_picture(painter, picture, row, self.tell)
        left += PICTURE + S
        text = QRect(left, box.top(), box.right() - left - S, box.height())
        font, small = bold(option.font), smaller(option.font, SMALL)
        painter.setFont(font)
        painter.setPen(colors.of("text"))
        half = box.height() // 2
        upper = text.adjusted(0, XS, 0, -half)
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter), _cut(painter, title(row, self.tell), upper.width()))
        painter.setFont(small)
        painter.setPen(colors.of("muted"))
        lower = text.adjusted(0, half, 0, -XS)
        painter.drawText(
            lower,
            int(Qt.AlignmentFlag.AlignVCenter),
            _cut(painter, self._below(row), lower.width()),
        )

    def _below(self, row: RankedPost) -> str:
        more = format_and_exposure(row, self.tell) if self.narrow else []
        return " · ".join([beside(row, self.tell, headed=True), *more])

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        colors, box = colors_of(QGuiApplication.palette()), option.rect
        painter.setPen(colors.of("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setFont(smaller(option.font, SMALL))
        painter.setPen(colors.of("muted"))
        inside = box.adjusted(XS, S, -XS, -XS)
        place = int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(inside, place, _cut(painter, text, inside.width()))

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


def heading_height(widget: QWidget) -> int:
    """One line in small type and the air over it."""
    return round(widget.fontMetrics().height() * 1.2) + S + XS


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
        self._model, self._delegate = PostsModel(content, tell, self), PostDelegate(tell, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
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
        self._take_headings()

    def renewed(self, tile: Tile, tell: Telling) -> Callable[[], None] | None:
        """What shows other posts in this table; None where there are none."""
        content = tile.content
        if not isinstance(content, PostsContent) or not content.rows:
            return None

        def show() -> None:
            self._model.show_anew(content, tell)
            self._delegate.tell = tell
            self._take_headings()
            if self.hasFocus():
                self._go_to_first()

        return show

    def _take_headings(self) -> None:
        self._headings = self._model.headings
        self.clearSpans()
        for row in self._headings:
            self.setSpan(row, POST, 1, self._model.columnCount())
        self._hide_columns()
        self._size_rows()

    def _hide_columns(self) -> None:
        """Those without a figure, and where there is no room for all, those that stand under the posts then."""
        for column in (FORMAT, EXPOSURE, INTERACTIONS):
            narrow = self._delegate.narrow and column != INTERACTIONS
            self.setColumnHidden(column, narrow or column in self._model.unknown)

    def sizeHint(self) -> QSize:
        posts, over = self.model().rowCount() - len(self._headings), len(self._headings)
        rows = posts * row_height(self) + over * heading_height(self)
        return QSize(480, self.horizontalHeader().sizeHint().height() + rows + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_columns"):
            self._size_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room for all columns the posts keep theirs."""
        narrow = self.width() < self.fontMetrics().averageCharWidth() * ROOMY
        if narrow != self._delegate.narrow:
            self._delegate.narrow = narrow
            self._hide_columns()
        super().resizeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._go_to_first()

    def _go_to_first(self) -> None:
        self.setCurrentIndex(self._model.index(1 if 0 in self._headings else 0, 0))

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Over headings."""
        to, step = super().moveCursor(action, modifiers), 1 if action in _DOWN else -1
        if to.row() in self._headings:
            beyond = to.siblingAtRow(to.row() + step)
            return beyond if beyond.isValid() else self.currentIndex()
        return to

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: Any) -> None:
        """The page scrolls."""
        event.ignore()

    def _size_rows(self) -> None:
        heights = row_height(self), heading_height(self)
        for row in range(self._model.rowCount()):
            self.setRowHeight(row, heights[row in self._headings])
        self.updateGeometry()

    def _open(self, index: _Index) -> None:
        row = index.data(ROW)
        if isinstance(row, RankedPost):
            self.opened.emit(row.post)
