"""The frame of a tile: heading, "i", menu, and whatever the tile shows. It knows its own tile and nothing of the others."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.domain.dashboard_values import Tile
from app.domain.dashboards import TileKind
from app.system.told.tables import TileTable, table_of
from app.ui.dashboard.bodies import body_of
from app.ui.dashboard.popover import AboutPopover
from app.ui.dashboard.posts_table import PostsTable
from app.ui.dashboard.telling import Telling
from app.ui.tokens import XS, L, M, S
from app.ui.widgets.icon_label import IconButton
from app.ui.widgets.labels import wrapped_label


class TileFrame(QFrame):
    picked = Signal(object, str, str)
    """A `Pick`, the tile's heading and its KPI: the posts behind a value were asked for."""
    opened = Signal(object)
    """A `PostBrief` to be opened."""
    asked = Signal(str)
    """"table", "csv" or "image" of this tile was asked for, or "kpis": the dictionary."""

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
        self.more.clicked.connect(lambda: self._show_menu(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(title, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.info, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self.body = body_of(tile, tell, self)
        if hasattr(self.body, "picked"):
            self.body.picked.connect(lambda pick: self.picked.emit(pick, self.heading, tile.spec.kpi))
        if hasattr(self.body, "opened"):
            self.body.opened.connect(self.opened)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, S, S, M)
        whole.setSpacing(XS)
        whole.addLayout(head)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, L - S, 0)
        inside.addWidget(self.body)
        if isinstance(self.body, PostsTable):
            inside.addStretch()
        whole.addLayout(inside, 1)

    @property
    def table(self) -> TileTable:
        return table_of(self.tile, self.tell)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._show_menu(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Menu:
            self._show_menu(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        else:
            super().keyPressEvent(event)

    def _show_about(self) -> None:
        value = getattr(self.tile.content, "value", None)
        popover = AboutPopover(self.heading, self.tell.about(self.tile, value), self)
        popover.show_under(self.info)

    def _show_menu(self, at: QPoint) -> None:
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
        for text, do in steps:
            menu.addAction(text).triggered.connect(lambda _=False, do=do: do())
        menu.popup(at)
