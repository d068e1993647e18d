"""The icon beside the clock: brings the window back, stops everything, ends the program, and says what needs a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.main_window import MainWindow


class Tray(QObject):
    quit_wanted = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._do: Callable[[], None] | None = None
        self._menu = QMenu(window)
        self._icon = QSystemTrayIcon(QGuiApplication.windowIcon(), self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._clicked)
        self._icon.messageClicked.connect(self._open_said)
        self._menu.aboutToShow.connect(self._fill)
        self._fill()
        self._icon.show()

    def say(self, text: str, do: Callable[[], None] | None = None) -> None:
        """A message of the desktop; a click shows the window and does `do`. Words from outside only without what a desktop
        may take for markup."""
        self._do = do
        self._icon.showMessage("Szpalta", text, QSystemTrayIcon.MessageIcon.NoIcon)

    def _fill(self) -> None:
        words = self._window.face.language.words
        self._menu.clear()
        self._menu.addAction(words.t("Show Szpalta")).triggered.connect(self._show)
        self._menu.addAction(words.t("Stop everything")).triggered.connect(lambda: self._window.do("stop"))
        self._menu.addSeparator()
        self._menu.addAction(words.t("Quit")).triggered.connect(self.quit_wanted)

    def _open_said(self) -> None:
        self._show()
        if self._do is not None:
            self._do()

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self._show()

    def _show(self) -> None:
        self._window.showNormal() if self._window.isMinimized() else self._window.show()
        self._window.raise_()
        self._window.activateWindow()
