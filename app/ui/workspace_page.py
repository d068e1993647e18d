"""An open workspace: its tabs, made when first looked at, and the change bus between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.domain.people import Actor
from app.system.words import N_
from app.ui.changes import ChangeBus
from app.ui.face import Face
from app.ui.kept_calendars import KeptCalendars
from app.ui.services import Services
from app.ui.tabs.today import TodayTab
from app.ui.tokens import S


class Tab(Protocol):
    """What the page asks of a tab, which is a widget."""

    def reload(self) -> None: ...
    def reload_if_stale(self) -> None: ...


class WorkspacePage(QWidget):
    loaded = Signal(object)
    """The `TodayPage` shown last, for the status line."""

    def __init__(self, services: Services, actor: Actor, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._actor, self._face = services, actor, face
        self.bus = ChangeBus(self)
        self.calendars = KeptCalendars(services, face, self.bus, self)
        self._kinds = self.kinds()
        self._tabs: dict[int, Tab] = {}
        self.tab_bar = QTabBar()
        self.tab_bar.setExpanding(False)
        self.tab_bar.setDrawBase(False)
        self.tab_bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for _ in self._kinds:
            self.tab_bar.addTab("")
        self._pages = QStackedWidget()
        top = QFrame()
        top.setObjectName("tabs")
        inside = QVBoxLayout(top)
        inside.setContentsMargins(S, 0, S, 0)
        inside.addWidget(self.tab_bar, 0, Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(top)
        whole.addWidget(self._pages, 1)
        self.write()
        self.tab_bar.currentChanged.connect(self._look_at)
        self._look_at(0)
        self.setFocusProxy(self.tab_bar)

    def kinds(self) -> tuple[tuple[str, Callable[[], Tab]], ...]:
        """Name and maker of every tab, from left to right."""
        return ((N_("Today"), self._today),)

    def write(self) -> None:
        words = self._face.language.words
        self.tab_bar.setAccessibleName(words.t("Tabs"))
        for place, (name, _) in enumerate(self._kinds):
            self.tab_bar.setTabText(place, words.t(name))

    def reload(self) -> None:
        """Reads the tab in front anew."""
        self._tabs[self.tab_bar.currentIndex()].reload()

    def _look_at(self, place: int) -> None:
        if place not in self._tabs:
            self._tabs[place] = self._kinds[place][1]()
            self._pages.addWidget(cast(QWidget, self._tabs[place]))
        tab = self._tabs[place]
        self._pages.setCurrentWidget(cast(QWidget, tab))
        tab.reload_if_stale()

    def _today(self) -> Tab:
        tab = TodayTab(self._services, self._actor, self._face, self.bus)
        tab.loaded.connect(self.loaded)
        tab.post_chosen.connect(self._peek)
        return tab

    def _peek(self, post_id: int) -> None:
        from app.ui.dialogs.post_peek import PostPeek

        PostPeek(self._services, self._actor, post_id, self._face, self).open()
