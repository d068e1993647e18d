"""The first page: try the demo, make a workspace by three questions, open one, or join a team server."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.system.settings import KnownWorkspace
from app.ui.face import Face
from app.ui.new_workspace import NewWorkspacePage
from app.ui.tokens import XL, L, M, S
from app.ui.widgets.file_dialogs import FileDialog, Material
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import plain_label, wrapped_label
from app.ui.widgets.line import Line
from app.ui.widgets.scrolled import scrolled

WIDTH = 620
MOST_RECENT = 5


class Choice(QFrame):
    """A way to begin: icon, name, one sentence, a button."""

    def __init__(self, icon: str, role: str = "accent", *, primary: bool = False) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._name, self._told = plain_label("", "heading"), wrapped_label("", "muted")
        self.button = QPushButton()
        if primary:
            self.button.setProperty("look", "primary")
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._name)
        column.addWidget(self._told)
        row = QHBoxLayout(self)
        row.setContentsMargins(L, M, L, M)
        row.setSpacing(L)
        row.addWidget(IconLabel(icon, role, 24))
        row.addLayout(column, 1)
        row.addWidget(self.button)

    def say(self, name: str, told: str, button: str) -> None:
        self._name.setText(name)
        self._told.setText(told)
        self.button.setText(button)
        self.button.setAccessibleName(f"{button}: {name}")


class FirstStart(QWidget):
    demo_wanted = Signal()
    address_chosen = Signal(str)
    answers_given = Signal(object)
    """A `FirstWorkspace`."""
    taking_over = Signal(str)
    """A person says that this workspace, last used on another computer, lives here now."""

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face
        self._dialog: QFileDialog | None = None
        self.demo = Choice("play", primary=True)
        self.new = Choice("file-plus")
        self.open = Choice("folder-open")
        self.server = Choice("server", "muted")
        self.server.button.setEnabled(False)
        self.questions = NewWorkspacePage(face)
        self._build()
        self._write()
        self.demo.button.clicked.connect(self.demo_wanted)
        self.new.button.clicked.connect(self._ask)
        self.open.button.clicked.connect(self._choose_file)
        self.questions.given_up.connect(self._back)
        self.questions.answers_given.connect(self.answers_given)
        face.language.switched.connect(self._write)

    def say_problem(self, text: str) -> None:
        """An error stands where it happened: above the choices, or under the questions."""
        self.set_busy("")
        self.offer_taking_over("")
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.questions.say_problem(text)

    def offer_taking_over(self, address: str) -> None:
        """Under the refusal of a workspace from another computer: the button that says it lives here now."""
        self._elsewhere = address
        self.take_over.setVisible(bool(address))
        if address:
            self.take_over.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, text: str) -> None:
        """While something is being opened: what is happening, and no second click."""
        self._busy.setText(text)
        self._busy.setVisible(bool(text))
        for choice in (self.demo, self.new, self.open):
            choice.button.setEnabled(not text)
        self.questions.setEnabled(not text)
        if text:
            self._problem.hide()
            self.take_over.hide()

    # building
    def _build(self) -> None:
        self._title, self._lead = plain_label("", "title"), wrapped_label("", "muted")
        self._problem, self._busy = wrapped_label("", "problem"), plain_label("", "muted")
        self._problem.hide()
        self._busy.hide()
        self._elsewhere = ""
        self.take_over = QPushButton()
        self.take_over.hide()
        self.take_over.clicked.connect(lambda: self.taking_over.emit(self._elsewhere))
        self._recent_name = plain_label("", "caption")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        choices = QWidget()
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        heads: tuple[QWidget, ...] = (self._title, self._lead)
        for widget in heads:
            column.addWidget(widget)
        column.addSpacing(M)
        column.addWidget(self._problem)
        column.addWidget(self.take_over, 0, Qt.AlignmentFlag.AlignLeft)
        rest: tuple[QWidget, ...] = (self._busy, self.demo, self.new, self.open, self.server)
        for widget in rest:
            column.addWidget(widget)
        column.addSpacing(M)
        column.addWidget(self._recent_name)
        column.addLayout(self._recent)
        column.addStretch()
        self._pages = QStackedWidget()
        self._pages.addWidget(choices)
        self._pages.addWidget(self.questions)
        self._pages.setMaximumWidth(WIDTH)
        inside = QWidget()
        inside.setProperty("look", "page")
        row = QHBoxLayout(inside)
        row.setContentsMargins(XL, XL, XL, XL)
        row.addStretch(1)
        row.addWidget(self._pages, 6)
        row.addStretch(1)
        area = scrolled(inside)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(area)
        self._list_recent(self._face.remembered.settings.workspaces[:MOST_RECENT])

    def _list_recent(self, known: tuple[KnownWorkspace, ...]) -> None:
        self._recent_name.setVisible(bool(known))
        for row in known:
            line = Line(f"{row.name}, {row.location}", opens=True)
            line.add(IconLabel("layout-dashboard"))
            line.texts(row.name, row.location)
            line.chosen.connect(self._chooser(row.location))
            self._recent.addWidget(line)

    def _chooser(self, address: str) -> Callable[[], None]:
        return lambda: self.address_chosen.emit(address)

    def _write(self) -> None:
        words = self._face.language.words
        self._title.setText(words.t("Plan, agree, publish and see what worked"))
        self._lead.setText(
            words.t("Szpalta is the desk of a small team for its social media. Everything stays on this computer.")
        )
        self.demo.say(
            words.t("Try the demo"),
            words.t("A made-up company with two years of posts and numbers. Nothing leaves this computer."),
            words.t("Open the demo"),
        )
        self.new.say(
            words.t("New workspace"),
            words.t("Three questions; everything else later."),
            words.t("Begin"),
        )
        self.open.say(
            words.t("Open a workspace"),
            words.t("A file somebody made with Szpalta before."),
            words.t("Choose a file"),
        )
        self.server.say(
            words.t("Team server"),
            words.t("Working together on one server is not built yet. A workspace can be moved there later."),
            words.t("Connect"),
        )
        self._recent_name.setText(words.t("Opened before"))
        self.take_over.setText(words.t("It lives on this computer now: open it here"))

    # doing
    def _ask(self) -> None:
        self._pages.setCurrentWidget(self.questions)
        self.questions.begin()

    def _back(self) -> None:
        self._pages.setCurrentIndex(0)
        self.new.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_file(self) -> None:
        words = self._face.language.words
        dialog = FileDialog(self._face, words.t("Open a workspace"), Material.WORKSPACES, self)
        dialog.setNameFilters([words.t("Workspaces of Szpalta (*.szpalta)"), words.t("All files (*)")])
        dialog.fileSelected.connect(self.address_chosen)
        dialog.open()
