"""One person's way from the first start to a printed dashboard, in a real window and in Polish.

`python -m tests.journey.play FOLDER` plays it on the display there is, and prints each step when it has come true.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget

from app.domain.workflow import PostState
from app.main import Doors, make_face
from app.system.paths import Paths
from app.ui.dashboard.toolbar import Toolbar
from app.ui.first_start import FirstStart
from app.ui.importing.page import ImportPage
from app.ui.main_window import MainWindow
from app.ui.places import DashboardPlace, ImportPlace, NewPostPlace, PostPlace, SettingsPlace
from app.ui.post.panel import PostPanel
from app.ui.post.writing_field import WritingField
from app.ui.tabs.approvals import ApprovalsTab
from app.ui.tabs.kinds import APPROVALS
from app.ui.tasks import TaskRunner
from app.ui.tour.visit import Visit
from tests.ui.screens import wait_until

EXPORT = "Post ID,Page ID,Page name,Publish time,Title,Post type,Reach,Reactions\n" + "".join(
    f"10000{day},7,Piekarnia,03/{day:02}/2026 12:30,Post {day},Photos,{day * 100},{day}\n" for day in range(13, 29)
)


def write(field: QWidget, text: str) -> None:
    """Types as an input method does: letters that no key of this keyboard has among them."""
    field.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


class Journey:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        app = QApplication.instance() or QApplication(["szpalta"])
        assert isinstance(app, QApplication)
        paths = Paths(folder / "data", folder / "config", folder / "cache", folder / "logs")
        self.tasks = TaskRunner(app)
        self.tasks.unexpected.connect(self._stumble)
        self.face = make_face(app, self.tasks, paths, "pl")
        self.window = MainWindow(self.face, Doors(paths))
        self.window.resize(1600, 1000)
        self.window.show()
        QTest.qWaitForWindowExposed(self.window)
        self.visit = Visit(self.window, self.face, folder)

    def play(self) -> None:
        for step in (
            self.found_a_workspace,
            self.add_a_member,
            self.plan_two_posts,
            self.approve_as_the_other,
            self.publish_one,
            self.import_an_export,
            self.print_the_dashboard,
        ):
            step()
            print(step.__name__, flush=True)
        self.window.close()
        self.tasks.close()

    def found_a_workspace(self) -> None:
        self.window.start(None)
        self.visit.rest()
        first = self.window.front
        assert isinstance(first, FirstStart)
        first.new.button.click()
        page = first.questions
        page.owner_name.clear()
        for field, text in (
            (page.name, "Piekarnia Świt"),
            (page.owner_name, "Anna Żółć"),
            (page.owner_email, "anna@example.com"),
        ):
            write(field, text)
        for row, name in zip(page._rows, ("swit", "", "piekarnia-swit"), strict=True):
            write(row.handle, name)
        page._rows[1].remove.click()
        page.practice.setChecked(True)
        page.make.click()
        self.visit.rest()
        assert self.window.windowTitle().startswith("Piekarnia Świt")
        assert len(self.visit.services.profiles.profiles(self.visit.actor)) == 2

    def add_a_member(self) -> None:
        self.visit.go(SettingsPlace("members"))
        dialog = self.visit.dialogs()[-1]
        fields = {field.placeholderText(): field for field in dialog.findChildren(QLineEdit)}
        name, email = fields["Imię i nazwisko"], fields["Adres e-mail"]
        write(name, "Piotr Wąż")
        write(email, "piotr@example.com")
        add = next(
            button
            for button in dialog.findChildren(QPushButton)
            if button.property("look") == "primary" and button.isVisible()
        )
        add.click()
        self.visit.rest()
        self.visit.close_all()
        assert [row.name for row in self.visit.services.members.members()] == ["Anna Żółć", "Piotr Wąż"]

    def plan_two_posts(self) -> None:
        profiles = self.visit.services.profiles.profiles(self.visit.actor)
        for profile, text in zip(profiles, ("Świeży żurek na zakwasie", "Szukamy cukiernika"), strict=True):
            self.visit.go(NewPostPlace(None, (profile.id,)))
            panel = self._panel()
            field = next(found for found in panel.desk.composer.card.findChildren(WritingField) if found.isVisible())
            write(field, text)
            self.visit.rest()
            self._until(lambda panel=panel: panel.foot.strong.isVisible() and panel.foot.strong.isEnabled())
            panel.foot.strong.click()
            self.visit.rest()
        posts = self.visit.services.planning.posts(self.visit.actor)
        assert [post.state for post in posts] == [PostState.IN_REVIEW] * 2, [post.state for post in posts]

    def approve_as_the_other(self) -> None:
        other = next(row for row in self.visit.services.members.members() if row.name == "Piotr Wąż")
        self.window.bar.member_chosen.emit(other.id)
        self.visit.rest()
        tab = self.visit.open_tab(APPROVALS)
        assert isinstance(tab, ApprovalsTab)
        for _ in range(2):
            tab.bar.press("approve")
            self.visit.rest()
        posts = self.visit.services.planning.posts(self.visit.actor)
        assert [post.state for post in posts] == [PostState.APPROVED] * 2, [post.state for post in posts]

    def publish_one(self) -> None:
        owner = next(row for row in self.visit.services.members.members() if row.is_owner)
        self.window.bar.member_chosen.emit(owner.id)
        self.visit.rest()
        post = self.visit.services.planning.posts(self.visit.actor)[0]
        self.visit.go(PostPlace(post.id))
        panel = self._panel()
        panel.foot.open_menu()
        menu = panel.foot.menu
        assert menu is not None
        action = next(action for action in menu.actions() if action.text() == "Opublikuj teraz")
        menu.close()
        action.trigger()
        asked = next(button for button in panel.desk.publishing.buttons if button.text() == "Opublikuj teraz")
        asked.click()
        self.visit.rest()
        self._until(lambda: self.visit.services.planning.post(self.visit.actor, post.id).state is PostState.PUBLISHED)

    def import_an_export(self) -> None:
        file = self.folder / "eksport.csv"
        file.write_text(EXPORT, encoding="utf-8")
        self.visit.go(ImportPlace(file))
        page = self.window.findChild(ImportPage)
        assert page is not None
        page.preview.side.go.click()
        self.visit.rest()
        assert page.report.isVisible()

    def print_the_dashboard(self) -> None:
        self.visit.go(DashboardPlace("overview"))
        bar = self.window.findChild(Toolbar)
        assert bar is not None
        place = self.folder / "wyniki.pdf"
        chosen = QTimer(self.window)
        chosen.setInterval(50)
        chosen.timeout.connect(lambda: self._choose(place, chosen))
        chosen.start()
        bar.asked.emit("pdf")
        self.visit.rest()
        self._until(place.exists)
        assert place.read_bytes().startswith(b"%PDF")

    def _choose(self, place: Path, timer: QTimer) -> None:
        """Names the file in the dialog that asks for one."""
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QFileDialog) and widget.isVisible():
                timer.stop()
                name = widget.findChild(QLineEdit)
                assert name is not None
                name.setText(str(place))
                widget.accept()

    def _panel(self) -> PostPanel:
        panel = self.window.findChild(PostPanel)
        assert panel is not None
        return panel

    def _until(self, true: Callable[[], bool]) -> None:
        wait_until(true, 30_000)

    def _stumble(self, error: BaseException) -> None:
        raise error


if __name__ == "__main__":
    Journey(Path(sys.argv[1])).play()
