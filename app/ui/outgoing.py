"""Publishing as the window goes along: begins when a workspace is open, ends before it is closed, speaks up beside the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QSystemTrayIcon
from shiboken6 import isValid

from app.domain.errors import SzpaltaError
from app.ui.by_hand_reminder import ByHandReminder
from app.ui.errors import sentence
from app.ui.publishing_here import Place, PublishingHere, needs_person
from app.ui.tray import Tray

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

PUBLISH_HERE, STAY = "publish_here", "stay_in_tray"
"""Names under which the choices of this computer are remembered; "no" and "yes" differ from what is usual."""


class Outgoing(QObject):
    """One for the program; made by its composition root, so windows of tests publish nothing by themselves."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._face = window.face
        self._publishing: PublishingHere | None = None
        self._reminder: ByHandReminder | None = None
        self._tray = Tray(window) if QSystemTrayIcon.isSystemTrayAvailable() else None
        if self._tray is not None:
            self._tray.quit_wanted.connect(self._quit)
        window.entered.connect(self._begin)
        window.page_made.connect(self._listen)
        window.page_made.connect(self._remind)
        window.closing_workspace.connect(self._end)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Closing only hides the window while posts are to go out meanwhile."""
        if event.type() is not QEvent.Type.Close or not self._stays():
            return False
        if self._window.page is not None:
            self._window.page.settle()
        self._window.hide()
        event.ignore()
        return True

    def _begin(self) -> None:
        here = self._window.here
        if here is None or self._face.remembered.window(PUBLISH_HERE) == "no":
            self._window.status.show_publishing("off")
            return
        self._publishing = publishing = PublishingHere(here.opened.services, self)
        publishing.placed.connect(self._window.status.show_publishing)
        publishing.doubted.connect(self._tell_clock)
        publishing.went_out.connect(self._tell)
        publishing.broke.connect(self._face.tasks.unexpected)
        self._listen()

    def _listen(self) -> None:
        page = self._window.page
        if self._publishing is not None and page is not None:
            self._publishing.listen(page.bus)

    def _remind(self) -> None:
        page = self._window.page
        if self._tray is not None and page is not None:
            self._reminder = ByHandReminder(page, self._tray.say)

    def _end(self) -> None:
        publishing, self._publishing = self._publishing, None
        if publishing is not None:
            publishing.close()
            publishing.deleteLater()

    def _tell(self, ids: dict[str, list[int]]) -> None:
        """What a person has to do something about is said on the desktop too; in the window Today says it."""
        if self._reminder is not None and isValid(self._reminder):
            self._reminder.look()
        count = needs_person(ids)
        if count and self._tray is not None and not self._window.isActiveWindow():
            words = self._face.language.words
            self._tray.say(words.n("{n} post needs you: open Today.", "{n} posts need you: open Today.", count))

    def _tell_clock(self, code: str) -> None:
        language = self._face.language
        self._window.status.say(sentence(SzpaltaError(code), language) if code else "", "clock")

    def _stays(self) -> bool:
        """Whether closing the window only hides it, because posts are to go out meanwhile."""
        wanted = self._tray is not None and self._face.remembered.window(STAY) == "yes"
        publishes = self._publishing is not None and self._publishing.place is not Place.ELSEWHERE
        if not (wanted and publishes and self._tray is not None):
            return False
        words = self._face.language.words
        self._tray.say(words.t("Szpalta goes on publishing. Its icon beside the clock brings the window back."))
        return True

    def _quit(self) -> None:
        self._window.removeEventFilter(self)
        self._window.close()
