"""The posts behind a number: a list beside the tiles. A click chooses; a double click, Enter and the button open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.networks import Network
from app.domain.post_briefs import PostBrief, PostBriefs
from app.system.told.wording import name_of, share_of
from app.ui import icons
from app.ui.dashboard.saying_about import offer
from app.ui.dashboard.telling import Telling
from app.ui.links import on_practice
from app.ui.plots.look import bold, smaller
from app.ui.tokens import ICON, MARK, SMALL, L, M, S, colors_of
from app.ui.widgets.icon_label import IconButton
from app.ui.widgets.labels import as_tip, plain_label, set_tip, wrapped_label

POST = Qt.ItemDataRole.UserRole
WIDE, GAP = 340, 2
CHARACTERS = 26
"""Of a line at least: large letters get a wider panel."""
_Index = QModelIndex | QPersistentModelIndex


class BriefModel(QAbstractListModel):
    """`POST` gives the `PostBrief`; what is not ours and has no link cannot be opened."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[PostBrief] = ()
        self.ids: Sequence[int] = ()
        """The number of each post."""
        self._tell: Telling | None = None
        self._kpi = ""

    def fill(self, rows: PostBriefs, tell: Telling, kpi: str = "") -> None:
        """`kpi`: whose number the posts stand behind; each row tells its share of it."""
        self.beginResetModel()
        self._rows, self.ids, self._tell, self._kpi = rows, rows.ids, tell, kpi
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._tell is None:
            return None
        row = self._rows[index.row()]
        if role == POST:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return name_of(row, self._tell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip("\n".join(filter(None, (row.text, self._beside(row), row.permalink))))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._beside(row)
        return None

    def beside(self, index: _Index) -> str:
        return self._beside(self._rows[index.row()])

    def _beside(self, row: PostBrief) -> str:
        tell = self._tell
        if tell is None:
            return ""
        count = share_of(row, self._kpi, tell)
        hour = f", {row.hour}:00–{row.hour + 1}:00" if row.hour is not None else ""
        return f"{tell.profile(row.profile_id)} · {tell.day(row.day)}{hour} · {count}"


class BriefDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: PostBrief = index.data(POST)
        colors, box = colors_of(QGuiApplication.palette()), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colors.of("accentsoft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, colors.of("hover"))
        network = next((one for one in Network if one.value == row.network), Network.OTHER)
        painter.drawPixmap(
            QRect(box.left() + S, box.center().y() - MARK // 2, MARK, MARK), icons.mark(network, colors, MARK, 2.0)
        )
        text = QRect(box.left() + S + MARK + S, box.top(), box.width() - MARK - 3 * S - ICON, box.height())
        if row.post_id is None and row.permalink and not on_practice(row.permalink):
            place = QRect(box.right() - S - ICON, box.center().y() - ICON // 2, ICON, ICON)
            painter.drawPixmap(place, icons.pixmap("external-link", colors.of("muted"), ICON, 2.0))
        model = index.model()
        lines = (
            (str(index.data()), bold(option.font), "text"),
            (model.beside(index) if isinstance(model, BriefModel) else "", smaller(option.font, SMALL), "muted"),
        )
        high = [QFontMetrics(font).height() for _, font, _ in lines]
        text.setTop(box.center().y() - (sum(high) + GAP) // 2)  # near each other, apart from those of the next post
        for (shown, font, role), height in zip(lines, high, strict=True):
            painter.setFont(font)
            painter.setPen(colors.of(role))
            cut = painter.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, text.width())
            painter.drawText(text, int(Qt.AlignmentFlag.AlignTop), cut)
            text.setTop(text.top() + height + GAP)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(WIDE, round(option.fontMetrics.height() * 2.1) + 2 * S)


class PostsPanel(QFrame):
    opened = Signal(object)
    """A `PostBrief` to be shown in its place."""
    closed = Signal()
    asked = Signal(object)
    """Numbers of published posts of which is to be said what they are about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.setFixedWidth(max(WIDE, CHARACTERS * self.fontMetrics().averageCharWidth()))
        self._tell: Telling | None = None
        self._heading = wrapped_label("", "heading")
        self._count = plain_label("", "muted")
        self._close = IconButton("x")
        self._close.clicked.connect(self.leave)
        self._model = BriefModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(BriefDelegate(self.list))
        self.list.setProperty("look", "plain")
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.doubleClicked.connect(self._open)  # not `activated`, which a click is on some desktops
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        head = QHBoxLayout()
        head.setContentsMargins(L, M, S, 0)
        head.addWidget(self._heading, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(S)
        whole.addLayout(head)
        self._count.setContentsMargins(L, 0, S, 0)
        whole.addWidget(self._count)
        whole.addWidget(self.list, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(L, 0, L, M)
        self._hint, self.open, self.about = wrapped_label("", "small"), QPushButton(), QPushButton()
        self.open.clicked.connect(lambda: self._open(self.list.selectionModel().selectedIndexes()[0]))
        self.about.clicked.connect(lambda: self.asked.emit(self.chosen))
        foot.addWidget(self._hint)
        foot.addWidget(self.open)
        foot.addWidget(self.about)
        whole.addLayout(foot)
        self.hide()

    def show_posts(self, heading: str, posts: PostBriefs, tell: Telling, kpi: str = "") -> None:
        words = tell.words
        self._heading.setText(heading)
        self._close.say(words.t("Close"), "Esc")
        self._hint.setText(
            words.t("Ctrl or Shift and a click choose several, Ctrl+A all of them. A double click opens one.")
        )
        self.open.setText(words.t("Open the post"))
        set_tip(self.open, "Enter")
        self.list.setAccessibleName(words.t("Posts behind the number: {heading}", heading=heading))
        self._fill(posts, tell, kpi, 0)
        self.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_anew(self, posts: PostBriefs, tell: Telling, kpi: str) -> None:
        """The posts behind the same number as they are now; where they are the same ones, those chosen stay chosen."""
        same, rows = posts.ids == self._model.ids, self._rows
        self._fill(posts, tell, kpi, max(self.list.currentIndex().row(), 0))
        if same:
            model, chosen = self._model, QItemSelection()
            for top, bottom in rows:
                chosen.select(model.index(top), model.index(bottom))
            self.list.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _fill(self, posts: PostBriefs, tell: Telling, kpi: str, row: int) -> None:
        self._tell = tell
        count = tell.words.n("{n} post", "{n} posts", len(posts), n=tell.formats.number(len(posts)))
        self._count.setText(count if posts else tell.words.t("No post is left here."))
        self._model.fill(posts, tell, kpi)
        self.list.setCurrentIndex(self._model.index(min(row, len(posts) - 1)))
        self._offer()

    @property
    def chosen(self) -> list[int]:
        """Numbers of the published posts that are selected: it may be thousands, and no brief is made of them."""
        return [self._model.ids[row] for top, bottom in self._rows for row in range(top, bottom + 1)]

    @property
    def _rows(self) -> list[tuple[int, int]]:
        """The first and the last row of each part of what is selected."""
        parts = self.list.selectionModel().selection()
        return [(parts.at(place).top(), parts.at(place).bottom()) for place in range(parts.size())]

    def _offer(self) -> None:
        if self._tell is None:
            return
        count = len(self.chosen)
        self.about.setText(offer(count, self._tell))
        self.about.setEnabled(count > 0)
        self.open.setEnabled(count == 1)

    def leave(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            self._open(self.list.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: _Index) -> None:
        post = index.data(POST)
        if post is not None:
            self.opened.emit(post)
