"""Best posts: picture or mark, text, format and figures. Enter and a double click open the post.

Ctrl and Shift choose several.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from app.domain.dashboard_values import PostsContent, RankedPost, Tile
from app.domain.post_briefs import PostBrief
from app.ui.dashboard.post_delegate import PostDelegate, heading_height, row_height
from app.ui.dashboard.posts_model import EXPOSURE, FORMAT, INTERACTIONS, POST, ROW, PostsModel
from app.ui.dashboard.telling import Telling

ROOMY = 84
"""Average characters, below which there are no columns for format and exposure."""
_DOWN = (
    QAbstractItemView.CursorAction.MoveDown,
    QAbstractItemView.CursorAction.MovePageDown,
    QAbstractItemView.CursorAction.MoveHome,
    QAbstractItemView.CursorAction.MoveNext,
)
_Index = QModelIndex | QPersistentModelIndex


class PostsTable(QTableView):
    """As high as its rows: the page scrolls, not the tile."""

    opened = Signal(object)
    """A `PostBrief`."""

    def __init__(self, name: str, content: PostsContent, tell: Telling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "plain")
        self.setAccessibleName(name)
        self._model, self._delegate = PostsModel(content, tell, self), PostDelegate(tell, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
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

    @property
    def selected(self) -> list[PostBrief]:
        rows = [index.data(ROW) for index in self.selectionModel().selectedRows()]
        return [row.post for row in rows if isinstance(row, RankedPost)]

    @property
    def chosen(self) -> list[PostBrief]:
        """The posts that are selected, or all of them where none is."""
        every = [self._model.index(row, POST).data(ROW) for row in range(self._model.rowCount())]
        return self.selected or [row.post for row in every if isinstance(row, RankedPost)]

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
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_headings"):
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
