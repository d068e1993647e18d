"""The first page: try the demo, make a workspace by three questions, open one, or join a team server."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
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
        self._now, self._problem = "", wrapped_label("", "problem")
        self._problem.hide()
        self._usual = ""
        self.button = QPushButton()
        if primary:
            self.button.setProperty("look", "primary")
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._name)
        column.addWidget(self._told)
        column.addWidget(self._problem)
        row = QHBoxLayout(self)
        row.setContentsMargins(L, M, L, M)
        row.setSpacing(L)
        row.addWidget(IconLabel(icon, role, 24))
        row.addLayout(column, 1)
        row.addWidget(self.button)

    def say(self, name: str, told: str, button: str) -> None:
        self._name.setText(name)
        self._usual = told
        self.tell_progress(self._now)
        self.button.setText(button)
        self.button.setAccessibleName(f"{button}: {name}")

    def tell_progress(self, told: str) -> None:
        """What is being done stands where the card says what it is for: nothing moves."""
        self._now = told
        self._told.setMinimumHeight(self._told.height() if told else 0)
        self._told.setText(told or self._usual)

    def say_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))


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
        self._focused: QWidget | None = None
        self._back_to = ""
        self.demo = Choice("play", primary=True)
        self.new = Choice("file-plus")
        self.open = Choice("folder-open")
        self.server = Choice("server", "muted")
        self.server.button.setEnabled(False)
        self.questions = NewWorkspacePage(face)
        self._asked = self.open
        """The card whose button was pressed, where it is told how that goes."""
        self._build()
        self._write()
        self.demo.button.clicked.connect(self._want_demo)
        self.new.button.clicked.connect(self._ask)
        self.open.button.clicked.connect(self._choose_file)
        self.questions.given_up.connect(self._back)
        self.questions.answers_given.connect(self.answers_given)
        face.language.switched.connect(self._write)

    def say_problem(self, text: str) -> None:
        """An error stands where it happened: on the card that was chosen, or under the questions."""
        self.set_busy("")
        self.offer_taking_over("")
        self._asked.say_problem(text)
        self.questions.say_problem(text)

    def offer_taking_over(self, address: str) -> None:
        """Under the refusal of a workspace from another computer: the button that says it lives here now."""
        self._elsewhere = address
        self._column.removeWidget(self.take_over)
        below = self._column.indexOf(self._asked) + 1
        self._column.insertWidget(below, self.take_over, 0, Qt.AlignmentFlag.AlignLeft)
        self.take_over.setVisible(bool(address))
        if address:
            self.take_over.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, text: str) -> None:
        """While something is being opened: what is happening, and no second click. Then the keyboard is where it was."""
        self._asked.tell_progress(text)
        focused = self.focusWidget()
        if text and focused is not None and focused.hasFocus() and focused is not self:
            self._focused = focused
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        ways: tuple[QWidget, ...] = (self.demo.button, self.new.button, self.open.button, self._known, self.back)
        for way in (*ways, self.questions):
            way.setEnabled(not text)
        if not text and self._focused is not None and self.hasFocus():
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
        if text:
            for choice in (self.demo, self.new, self.open):
                choice.say_problem("")
            self.take_over.hide()

    def offer_back(self, name: str, address: str) -> None:
        """The way back to the workspace that was left for this page."""
        self._back_to = address
        self.back.setText(self._face.language.words.t("Back to {workspace}", workspace=name).replace("&", "&&"))
        self.back.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.back.isVisible() and self.back.isEnabled():
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _go_back(self) -> None:
        self._choose(self._back_to)

    def _choose(self, address: str) -> None:
        self._asked = self.open
        self.address_chosen.emit(address)

    def _want_demo(self) -> None:
        self._asked = self.demo
        self.demo_wanted.emit()

    # building
    def _build(self) -> None:
        self._title, self._lead = plain_label("", "title"), wrapped_label("", "muted")
        self.back = QPushButton()
        self.back.hide()
        self.back.clicked.connect(self._go_back)
        self._elsewhere = ""
        self.take_over = QPushButton()
        self.take_over.hide()
        self.take_over.clicked.connect(lambda: self.taking_over.emit(self._elsewhere))
        self._recent_name = plain_label("", "caption")
        self._known = QWidget()
        self._recent = QVBoxLayout(self._known)
        self._recent.setContentsMargins(0, 0, 0, 0)
        self._recent.setSpacing(0)
        choices = QWidget()
        column = self._column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        heads: tuple[QWidget, ...] = (self._title, self._lead)
        for widget in heads:
            column.addWidget(widget)
        column.addSpacing(M)
        for card in (self.demo, self.new, self.open, self.server):
            column.addWidget(card)
        column.addWidget(self.take_over, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(M)
        column.addWidget(self._recent_name)
        column.addWidget(self._known)
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
        return lambda: self._choose(address)

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
        self._asked = self.new
        self._pages.setCurrentWidget(self.questions)
        self.questions.begin()

    def _back(self) -> None:
        self._pages.setCurrentIndex(0)
        self.new.say_problem("")
        self.new.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_file(self) -> None:
        words = self._face.language.words
        dialog = FileDialog(self._face, words.t("Open a workspace"), Material.WORKSPACES, self)
        dialog.setNameFilters([words.t("Workspaces of Szpalta (*.szpalta)"), words.t("All files (*)")])
        dialog.fileSelected.connect(self._choose)
        dialog.open()
