"""The frame of a tile: heading, "i", menu, and whatever the tile shows. It knows its own tile and nothing of the others."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.domain.dashboard_values import Tile
from app.domain.dashboards import TileKind
from app.system.told.tables import TileTable, whole_table
from app.ui.dashboard.bodies import Body, NumberBody, PlotBody, RingedBody, WordsBody, body_of
from app.ui.dashboard.popover import AboutPopover
from app.ui.dashboard.posts_table import PostsTable
from app.ui.dashboard.saying_about import offer
from app.ui.dashboard.telling import Telling
from app.ui.tokens import RADIUS, XS, L, M, S, colors_of
from app.ui.widgets.icon_label import IconButton
from app.ui.widgets.labels import wrapped_label


class TileFrame(QFrame):
    picked = Signal(object, str, str)
    """A `Pick`, the tile's heading and its KPI: the posts behind a value were asked for."""
    opened = Signal(object)
    """A `PostBrief` to be opened."""
    asked = Signal(str)
    """"table", "csv" or "image" of this tile was asked for, "kpis": the dictionary, or "about": what its posts are about."""

    def __init__(self, tile: Tile, tell: Telling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.tile, self.tell = tile, tell
        words = tell.words
        self.heading = tell.title(tile)
        title = wrapped_label(self.heading, "caption")
        self.info, self.more = IconButton("info", parent=self), IconButton("ellipsis", parent=self)
        self.info.say(words.t("How this is computed: {tile}", tile=self.heading))
        self.more.say(words.t("More: {tile}", tile=self.heading))
        self.info.clicked.connect(self._show_about)
        self.more.clicked.connect(lambda: self.show_menu(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(title, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.info, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self.body: Body = self._made(tile, tell)
        self._next: tuple[Tile, Telling, Body | None, Callable[[], None]] | None = None
        """What is shown at the next turn: the body it stands in, unless the one there is stays."""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, S, S, M)
        whole.setSpacing(XS)
        whole.addLayout(head)
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(0, 0, L - S, 0)
        whole.addLayout(self._inside, 1)
        self._put_in(self.body)

    def _made(self, tile: Tile, tell: Telling) -> Body:
        body = body_of(tile, tell, self)
        if isinstance(body, NumberBody | PlotBody):
            body.picked.connect(lambda pick: self.picked.emit(pick, self.heading, tile.spec.kpi))
        if isinstance(body, PostsTable):
            body.opened.connect(self.opened)
        return body

    def _put_in(self, body: QWidget) -> None:
        while self._inside.takeAt(0) is not None:
            pass
        self._inside.addWidget(body)
        if isinstance(body, PostsTable):
            self._inside.addStretch()

    def fits(self, tile: Tile, tell: Telling) -> bool:
        """Whether this frame can show another reading of its tile."""
        return self.tile.spec == tile.spec and self.tell.words is tell.words and self.heading == tell.title(tile)

    def prepare(self, tile: Tile, tell: Telling) -> QWidget | None:
        """Makes ready what `turn` shows, out of sight. What is new of it."""
        self.forget()
        show = None if isinstance(self.body, WordsBody) else self.body.renewed(tile, tell)
        body = None if show is not None else self._made(tile, tell)
        self._next = tile, tell, body, show or (lambda: None)
        return body

    @property
    def is_replaced(self) -> bool:
        """The body there is goes at the next turn."""
        return self._next is not None and self._next[2] is not None

    def turn(self) -> QWidget | None:
        """Shows what was made ready. The body that is not wanted any more."""
        if self._next is None:
            return None
        (self.tile, self.tell, body, show), self._next = self._next, None
        show()
        if body is None:
            return None
        before, self.body = self.body, body
        self._put_in(body)
        before.hide()
        body.show()
        return before

    def forget(self) -> None:
        """What was made ready is not wanted any more."""
        if self._next is not None and (body := self._next[2]) is not None:
            body.deleteLater()
        self._next = None

    @property
    def table(self) -> TileTable:
        return whole_table(self.tile, self.tell)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not isinstance(self.body, RingedBody) or not self.body.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colors_of(QGuiApplication.palette()).of("accent"), 1))
        ring = QRectF(self.body.geometry()).adjusted(
            -S + 0.5, -XS + 0.5, S - 0.5, XS - 0.5
        )  # the middle of a pixel: sharp
        painter.drawRoundedRect(ring, RADIUS, RADIUS)
        painter.end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.show_menu(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Menu:
            self.show_menu(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        else:
            super().keyPressEvent(event)

    def _show_about(self) -> None:
        value = getattr(self.tile.content, "value", None)
        popover = AboutPopover(self.heading, self.tell.about(self.tile, value), self)
        popover.show_under(self.info)

    def show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = self.tell.words
        steps: tuple[tuple[str, Callable[[], object]], ...] = (
            (words.t("Show as table"), lambda: self.asked.emit("table")),
            (words.t("Copy data (CSV)"), lambda: self.asked.emit("csv")),
            (words.t("Copy as image"), lambda: self.asked.emit("image")),
            (words.t("How this is computed"), self._show_about),
            (words.t("KPI dictionary"), lambda: self.asked.emit("kpis")),
        )
        if self.tile.spec.kind is TileKind.GOALS:
            steps = ((words.t("Set targets…"), lambda: self.asked.emit("targets")), *steps)
        if isinstance(self.body, PostsTable):
            steps = ((offer(len(self.body.chosen), self.tell), lambda: self.asked.emit("about")), *steps)
            if len(selected := self.body.selected) == 1:
                steps = ((words.t("Open the post"), lambda: self.opened.emit(selected[0])), *steps)
        for text, do in steps:
            menu.addAction(text).triggered.connect(lambda _=False, do=do: do())
        menu.popup(at)
