"""The window: the bar, what is in front (first start or a workspace), and the status line.

What stands in front is imported when it is shown, so that the frame is painted first.
"""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.domain.people import Actor, Member
from app.domain.workspace import Workspace
from app.system.clock import SystemClock
from app.system.settings import THEMES
from app.ui.face import Face
from app.ui.services import FirstWorkspace, Opened, Opening
from app.ui.status_line import StatusLine
from app.ui.tasks import Progress, TaskHandle
from app.ui.top_bar import LANGUAGE_NAMES, TopBar

if TYPE_CHECKING:
    from app.ui.automatic_backups import AutomaticBackups
    from app.ui.first_start import FirstStart
    from app.ui.importing.drop import FileDrop
    from app.ui.workspace_page import WorkspacePage

FIRST_SIZE = (1280, 800)
SMALLEST = (900, 600)
_log = logging.getLogger("szpalta.window")


@dataclass(frozen=True, slots=True)
class Entered:
    """An opened workspace with what the frame shows of it."""

    opened: Opened
    workspace: Workspace
    members: tuple[Member, ...]
    acting: Member | None


class MainWindow(QMainWindow):
    """Shows its frame at once; `start` brings the content."""

    entered = Signal()
    """A workspace stands in the window."""

    def __init__(self, face: Face, opening: Opening) -> None:
        super().__init__()
        self._face, self._opening = face, opening
        self._here: Entered | None = None
        self._page: WorkspacePage | None = None
        self._first: FirstStart | None = None
        self._backups: AutomaticBackups | None = None
        self._bringing: TaskHandle | None = None
        self._drop: FileDrop | None = None
        self.setWindowTitle("Szpalta")
        self.setMinimumSize(*SMALLEST)
        self.bar = TopBar(face)
        self.status = StatusLine(face.language)
        self._front = QStackedWidget()
        self._front.addWidget(QWidget())
        middle = QWidget()
        whole = QVBoxLayout(middle)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self._front, 1)
        whole.addWidget(self.status)
        self.setCentralWidget(middle)
        self._connect()
        self._restore()

    @property
    def page(self) -> WorkspacePage | None:
        """The open workspace, None on the first page."""
        return self._page

    @property
    def front(self) -> QWidget | None:
        """What stands between the bar and the status line now."""
        return self._front.currentWidget()

    def start(self, address: str | None) -> None:
        """Opens a workspace, or shows the first page when there is none to open."""
        if address is None:
            self._show_first_start()
        else:
            self.open(address)

    def open(self, address: str) -> None:
        """Opens a workspace by file or address; an error is told on the first page."""
        words = self._face.language.words
        self._bring(lambda report: self._opening.open(address), words.t("Opening the workspace"))

    # bringing a workspace
    def _bring(self, work: Callable[[Progress], Opened], title: str) -> None:
        """Runs what opens a workspace and enters it."""
        remembered = self._face.remembered

        def both(report: Progress) -> Entered:
            opened = work(report)
            try:
                report(1.0)  # stopped at the last moment
                return _entered(opened, remembered.window(f"acting:{opened.address}"))
            except BaseException:
                opened.services.close()
                raise

        def tell(share: float | None, note: str = "") -> None:
            if self._first is not None:
                done = self._face.language.formats.percent(share * 100, 0) if share is not None else ""
                self._first.set_busy(f"{title}… {done}".rstrip())

        tell(None)
        self._bringing = self._face.tasks.run(self, both, self._enter, self._stay, tell, title=title)

    def _note_cancelling(self) -> None:
        """Somebody stopped it in the background-work list: the first page can be used again."""
        if self._bringing is not None and self._bringing.cancelled and self._first is not None:
            self._first.set_busy("")
            self._bringing = None

    def _enter(self, entered: Entered) -> None:
        self._leave()
        self._here = entered
        self._face.language.use_zone(entered.workspace.zone)
        name, address = entered.workspace.name, entered.opened.address
        self._face.remembered.keep(
            self._face.remembered.settings.remember(address, entered.workspace.uid, name, SystemClock().now())
        )
        self.setWindowTitle(f"{name} – Szpalta")
        self._act_as(entered.acting)
        from app.ui.automatic_backups import AutomaticBackups

        self._backups = AutomaticBackups(entered.opened.services, self._face, self)
        self._backups.told.connect(lambda told: self.status.say(told, "backup"))
        self.entered.emit()

    def _act_as(self, member: Member | None) -> None:
        """Builds the workspace's page for the member who acts."""
        here = self._here
        if here is None:
            return
        self._here = here = replace(here, acting=member)
        if member is not None:
            self._face.remembered.keep_window(f"acting:{here.opened.address}", member.email)
        self.bar.show_workspace(here.workspace, here.members, member.id if member else None)
        from app.ui.workspace_page import WorkspacePage

        self._page = WorkspacePage(here.opened.services, Actor(member), self._face)
        self._page.loaded.connect(self.status.show_page)
        self._page.calendars.told.connect(self.status.say)
        self._put_in_front(self._page)
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer_commands()
        self._take_drops()

    def _take_drops(self) -> None:
        """Files dropped anywhere on the window are imported."""
        if self._drop is None:
            from app.ui.importing.drop import FileDrop

            self._drop = FileDrop(self)
            self._drop.dropped.connect(self._import)
        words = self._face.language.words
        self._drop.say(words.t("Import a file"), words.t("Let go to see what is in it. Nothing is written yet."))
        self.setAcceptDrops(True)

    def _import(self, files: tuple[Path, ...] = ()) -> None:
        from app.ui.places import ImportPlace

        if self._page is not None:
            self._page.go(ImportPlace(files[0] if files else None, files[1:]))

    def _stay(self, error: BaseException) -> None:
        """The workspace did not open: the first page says why and offers the other ways."""
        from app.ui.errors import is_expected, sentence

        first = self._first or self._show_first_start()
        first.say_problem(sentence(error, self._face.language) if is_expected(error) else "")
        if not is_expected(error):
            self._show_crash(error)

    def _leave(self) -> None:
        self._close_workspace()
        self._page = None
        self.setAcceptDrops(False)
        self.status.show_page(None)
        self.bar.show_workspace(None)

    def _close_workspace(self) -> None:
        if self._backups is not None:
            self._backups.close()
            self._backups.deleteLater()
        if self._here is not None:
            self._here.opened.services.close()
        self._backups = self._here = None

    def _show_first_start(self) -> FirstStart:
        from app.ui.first_start import FirstStart

        self._leave()
        self.setWindowTitle("Szpalta")
        words = self._face.language.words
        first = FirstStart(self._face)
        first.demo_wanted.connect(lambda: self._bring(self._opening.demo, words.t("Making the demo")))
        first.address_chosen.connect(self.open)
        first.answers_given.connect(self._found)
        self._put_in_front(first)
        self._first = first
        first.demo.button.setFocus()
        return first

    def _found(self, new: FirstWorkspace) -> None:
        words = self._face.language.words
        self._bring(lambda report: self._opening.found(new), words.t("Making the workspace"))

    def _put_in_front(self, page: QWidget) -> None:
        before = self._front.currentWidget()
        self._front.addWidget(page)
        self._front.setCurrentWidget(page)
        self._first = None
        if before is not None:
            self._front.removeWidget(before)
            before.deleteLater()

    # the frame
    def _connect(self) -> None:
        face = self._face
        self.bar.language_chosen.connect(self.speak)
        self.bar.theme_chosen.connect(self.look)
        self.bar.member_chosen.connect(self._choose_member)
        self.bar.leave_wanted.connect(self._show_first_start)
        self.bar.jobs.error_chosen.connect(self._show_error)
        face.tasks.jobs_changed.connect(self._note_cancelling)
        face.tasks.unexpected.connect(self._show_crash)
        face.language.switched.connect(self._write)
        QShortcut(QKeySequence("F5"), self).activated.connect(self._reload)
        QShortcut(QKeySequence("Ctrl+I"), self).activated.connect(lambda: self._import())
        QShortcut(QKeySequence(QKeySequence.StandardKey.Quit), self).activated.connect(self.close)

    def speak(self, language: str) -> None:
        """Polish or English, at once and from now on."""
        self._face.remembered.change(language=language)
        self._face.language.choose(language)

    def look(self, theme: str) -> None:
        """ "system", "light" or "dark", at once and from now on."""
        self._face.remembered.change(theme=theme)
        self._face.theme.choose(theme)

    def _write(self) -> None:
        self.bar.write()
        self.status.write()
        if self._page is not None:
            self._page.write()
            self._offer_commands()
            self._take_drops()

    def _offer_commands(self) -> None:
        words = self._face.language.words
        commands: dict[str, Callable[[], object]] = {
            words.t("Import a file"): lambda: self._import(),
            words.t("Reload"): self._reload,
        }
        for name, shown in LANGUAGE_NAMES.items():
            commands[words.t("Language: {language}", language=shown)] = partial(self.speak, name)
        looks = {"system": words.t("As the system"), "light": words.t("Light"), "dark": words.t("Dark")}
        for name in THEMES:
            commands[words.t("Look: {look}", look=looks[name])] = partial(self.look, name)
        commands[words.t("Open another workspace")] = self._show_first_start
        commands[words.t("Quit")] = self.close
        self.bar.offer(commands)

    def _choose_member(self, member_id: int) -> None:
        if self._here is not None:
            self._act_as(next((row for row in self._here.members if row.id == member_id), None))

    def _reload(self) -> None:
        if self._page is not None:
            self._page.reload()

    def _show_error(self, error: BaseException) -> None:
        from app.ui.errors import show_error

        show_error(self, error, self._face.language)

    def _show_crash(self, error: BaseException) -> None:
        from app.ui.errors import show_crash

        show_crash(self, error, self._face.language)

    # between two starts
    def _restore(self) -> None:
        kept = self._face.remembered.window("geometry")
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            self.resize(*FIRST_SIZE)

    def closeEvent(self, event: QCloseEvent) -> None:
        geometry = base64.b64encode(self.saveGeometry().data()).decode()
        self._face.remembered.keep_window("geometry", geometry)
        self.hide()
        self._close_workspace()
        super().closeEvent(event)


def _entered(opened: Opened, acting_email: str | None) -> Entered:
    """On a worker's thread: what the frame needs. Acts: who acted here last, else the first owner."""
    services = opened.services
    members = tuple(row for row in services.members.members() if row.active)
    owners = [row for row in members if row.is_owner]
    last = [row for row in members if row.email == acting_email]
    return Entered(opened, services.workspaces.workspace(), members, next(iter(last + owners), None))
