"""The settings: pages on the left, a search field over them that finds single settings."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
)

from app.services.post_edits import search_key
from app.ui import icons
from app.ui.changes import Change
from app.ui.search.nothing import nothing_found
from app.ui.settings.form import Setting, SettingsPage
from app.ui.settings.pages import PAGES
from app.ui.tokens import L, M, S, colors_of
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.enter_presses import press_focused
from app.ui.widgets.room import put
from app.ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from app.domain.networks import Network
    from app.domain.people import Actor
    from app.ui.face import Face
    from app.ui.main_window import MainWindow
    from app.ui.services import Services

SIZE = (920, 640)
SIDE = 240
LETTER = 7
"""Width of a letter in pixels that `SIZE` is meant for."""


@dataclass(frozen=True, slots=True)
class SettingsContext:
    """What a page of the settings is given."""

    window: MainWindow
    face: Face
    services: Services
    actor: Actor
    address: str
    network: Network | None = None
    """A profile of it is about to be added."""

    def changed(self, *changes: Change) -> None:
        """Something was changed: the tabs and the bar show it."""
        if self.window.page is not None:
            self.window.page.bus.tell(*changes)
        self.window.read_again()


class SettingsDialog(QDialog):
    """`page` is the key of the page to begin with, "" for the first; `network` one that a profile is to be added of."""

    def __init__(self, window: MainWindow, page: str = "", network: Network | None = None) -> None:
        super().__init__(window)
        if window.page is None or window.here is None:
            raise RuntimeError("no workspace is open")
        tab = window.page.context
        self._face = window.face
        self._context = SettingsContext(window, tab.face, tab.services, tab.actor, window.here.opened.address, network)
        self._made: dict[str, SettingsPage] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()
        self._write()
        put(self, self._usual_size().boundedTo(window.size()))
        self._face.language.switched.connect(self._write)
        self._face.theme.changed.connect(self._write)
        self.show_page(page or PAGES[0].key)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def page(self, key: str) -> SettingsPage | None:
        """A page that was looked at already."""
        return self._made.get(key)

    def show_page(self, key: str) -> None:
        number = next((n for n, row in enumerate(PAGES) if row.key == key), 0)
        self.pages.setCurrentRow(number)

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setProperty("look", "search")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._look_for)
        self.pages = QListWidget()
        self.pages.setFrameShape(QFrame.Shape.NoFrame)
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages.currentRowChanged.connect(self._turn_to)
        self._front = QStackedWidget()
        side = QFrame()
        side.setProperty("sidebar", True)
        side.setMinimumWidth(SIDE)
        side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._side = side
        column = QVBoxLayout(side)
        column.setContentsMargins(M, L, M, M)
        column.setSpacing(S)
        column.addWidget(self.search)
        column.addWidget(self.pages, 1)
        self._nothing = EmptyState("search")
        self._front.addWidget(self._nothing)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(side)
        whole.addWidget(self._front, 1)

    def _usual_size(self) -> QSize:
        """Greater with greater letters."""
        return QSize(*SIZE) * max(1.0, self.fontMetrics().averageCharWidth() / LETTER)

    def _write(self) -> None:
        words, colors = self._face.language.words, colors_of(QGuiApplication.palette())
        self.setWindowTitle(words.t("Settings"))
        self.search.setPlaceholderText(words.t("Find a setting"))
        self.search.setAccessibleName(words.t("Find a setting"))
        self._say_nothing()
        self.pages.setAccessibleName(words.t("Pages of the settings"))
        for number, row in enumerate(PAGES):
            if number >= self.pages.count():
                self.pages.addItem(QListWidgetItem())
            item = self.pages.item(number)
            item.setText(words.t(row.name))
            picture = icons.icon(row.icon, colors.of("muted"))
            picture.addPixmap(icons.pixmap(row.icon, colors.of("accent")), QIcon.Mode.Selected)
            item.setIcon(picture)
        self.pages.ensurePolished()
        widest = self.pages.sizeHintForColumn(0) + 2 * M + S
        room = self._usual_size().boundedTo(self._context.window.size()).width()
        self._side.setFixedWidth(max(SIDE, min(widest, room * 2 // 5)))
        for page in self._made.values():
            page.build()

    def _turn_to(self, number: int) -> None:
        if number < 0:
            return
        self._front.setCurrentWidget(self._area(PAGES[number].key))

    def _area(self, key: str) -> QScrollArea:
        row = next(row for row in PAGES if row.key == key)
        if key not in self._made:
            page: SettingsPage = import_module(f"app.ui.settings.{row.module}").page(self._context)
            self._made[key] = page
            area = scrolled(page)
            area.setObjectName(key)
            self._front.addWidget(area)
            page.filled.connect(self._look_again)
            page.build()
        found = self._front.findChild(QScrollArea, key)
        if found is None:
            raise LookupError(key)
        return found

    # finding
    def _look_for(self, text: str) -> None:
        """Pages with a setting of these words stay on the left; the settings themselves are marked."""
        words = search_key(text).split()
        first = -1
        for number, row in enumerate(PAGES):
            if words:
                self._area(row.key)
            mine = self._made[row.key].settings() if row.key in self._made else []
            name = search_key(f"{self._face.language.words.t(row.name)} {self._face.language.words.t(row.also)}")
            whole = all(word in name for word in words)
            hits = [setting for setting in mine if _fits(words, setting, name)]
            if row.key in self._made:
                self._made[row.key].show_only(None if whole else hits)
            shown = whole or bool(hits)
            self.pages.setRowHidden(number, not shown)
            first = number if shown and first < 0 else first
        self._say_nothing()
        if first < 0:
            self._front.setCurrentWidget(self._nothing)
        elif words and self.pages.isRowHidden(self.pages.currentRow()):
            self.pages.setCurrentRow(first)
        else:
            self._turn_to(self.pages.currentRow())

    def _say_nothing(self) -> None:
        words = self._face.language.words
        self._nothing.say(words.t("No setting of these words"), nothing_found(self.search.text(), words))

    def _look_again(self) -> None:
        """A page was filled, maybe after somebody began to look."""
        if self.search.text():
            self._look_for(self.search.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down) and self.focusWidget() is self.search:
            self.pages.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not press_focused(self, event):
            super().keyPressEvent(event)


def _fits(words: list[str], setting: Setting, page: str) -> bool:
    inside = search_key(f"{setting.name} {setting.told} {setting.also}")
    return bool(words) and all(word in inside or word in page for word in words)
