"""The menu of whole dashboards: arrange, make, share, refresh, pass on, delete, full screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.own_dashboards import OwnDashboard
from app.domain.people import Role
from app.system.labels import role
from app.system.words import Words
from app.ui.widgets.staying_menu import StayingMenu

HOUR = 60
EVERY = (1, 5, 15, HOUR)
"""Minutes."""


class OwnMenu(QMenu):
    asked = Signal(str, object)
    """"arrange", "copy", "new", "share" (role, whether), "refresh" (minutes or None), "export", "import", "delete", "screen"."""

    def __init__(self, own: OwnDashboard | None, mine: bool, words: Words, parent: QWidget | None = None) -> None:
        """`own` None: a ready dashboard is shown. `mine`: it may be changed."""
        super().__init__(parent)
        t = words.t
        if mine:
            self._add(self, t("Arrange"), lambda: self.asked.emit("arrange", None))
        self._add(self, t("Make my own copy"), lambda: self.asked.emit("copy", None))
        self._add(self, t("New dashboard"), lambda: self.asked.emit("new", None))
        if own is not None and mine:
            self.addSeparator()
            self._add_sharing(own, words)
            self._add_refresh(own, words)
        self.addSeparator()
        self._add(self, t("Export to a file…"), lambda: self.asked.emit("export", None))
        self._add(self, t("Import from a file…"), lambda: self.asked.emit("import", None))
        self._add(self, f"{t('Full screen')}\tF11", lambda: self.asked.emit("screen", None))
        if own is not None and mine:
            self.addSeparator()
            self._add(self, t("Delete the dashboard"), lambda: self.asked.emit("delete", None))

    def _add_sharing(self, own: OwnDashboard, words: Words) -> None:
        menu = StayingMenu(words.t("Shared with"), self)
        self.addMenu(menu)
        for one in Role:
            action = menu.addAction(role(one, words))
            action.setCheckable(True)
            action.setChecked(one in own.shared)
            action.triggered.connect(lambda shared, one=one: self.asked.emit("share", (one, shared)))

    def _add_refresh(self, own: OwnDashboard, words: Words) -> None:
        menu = self.addMenu(words.t("Refresh by itself"))
        self._add(menu, words.t("Never"), lambda: self.asked.emit("refresh", None), own.refresh is None)
        for minutes in EVERY:
            told = words.n("Every minute", "Every {n} minutes", minutes)
            if minutes == HOUR:
                told = words.n("Every hour", "Every {n} hours", 1)
            self._add(
                menu,
                told,
                lambda minutes=minutes: self.asked.emit("refresh", minutes),  # type: ignore[misc]
                own.refresh == minutes,
            )

    def _add(self, menu: QMenu, text: str, do: Callable[[], None], checked: bool | None = None) -> None:
        action = menu.addAction(text)
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        action.triggered.connect(lambda _=False: do())
