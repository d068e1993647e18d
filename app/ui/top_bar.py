"""The thin bar above everything: workspace, commands, background work, look and language, and who acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.domain.people import Member
from app.domain.workspace import Workspace
from app.system.labels import role
from app.system.settings import THEMES
from app.system.words import LANGUAGES, N_
from app.ui.face import Face
from app.ui.jobs_menu import JobsButton
from app.ui.tokens import AVATAR, BAR_HEIGHT, L, M, S
from app.ui.widgets.icon_label import IconButton
from app.ui.widgets.labels import ElidedLabel, plain_label, set_tip

SEARCH_WIDTH = 420
LANGUAGE_NAMES = {"pl": "Polski", "en": "English"}
_THEME_NAMES = {"system": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")}


class TopBar(QFrame):
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    member_chosen = Signal(int)
    leave_wanted = Signal()

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._face = face
        self._workspace: Workspace | None = None
        self._members: tuple[Member, ...] = ()
        self._acting: int | None = None
        self._commands: dict[str, Callable[[], object]] = {}
        self._build()
        self.write()

    def show_workspace(
        self, workspace: Workspace | None, members: tuple[Member, ...] = (), acting: int | None = None
    ) -> None:
        """None: no workspace is open."""
        self._workspace, self._members, self._acting = workspace, members, acting
        self.write()

    def offer(self, commands: Mapping[str, Callable[[], object]]) -> None:
        """What the command field can do now: words → what happens."""
        self._commands = dict(commands)
        self._choices.setStringList(list(self._commands))

    def write(self) -> None:
        """Writes every word anew."""
        words, here = self._face.language.words, self._workspace
        self.search.setPlaceholderText(words.t("Type a command…  Ctrl+K"))
        self.search.setAccessibleName(words.t("Commands"))
        self._look.say(words.t("Language and look"))
        self._name.setText(here.name if here else "")
        self._demo.setText(words.t("Demo"))
        set_tip(self._demo, words.t("A made-up company on the Practice network. Nothing leaves this computer."))
        for widget in (self._name, self.search, self._person):
            widget.setVisible(here is not None)
        self._demo.setVisible(here is not None and here.is_demo)
        acting = next((row for row in self._members if row.id == self._acting), None)
        if acting is not None:
            self._person.setText(initials(acting.name))
            self._person.setAccessibleName(words.t("You are: {name}", name=acting.name))
            set_tip(self._person, words.t("You are: {name}", name=acting.name))

    # building
    def _build(self) -> None:
        self.setMinimumHeight(BAR_HEIGHT)
        self._brand = plain_label("Szpalta", "heading")
        self._name = ElidedLabel("", "muted")
        self._name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._demo = plain_label("", "count")
        self.search = self._command_field()
        self.jobs = JobsButton(self._face)
        self._look = IconButton("settings")
        self._look.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._look_menu = QMenu(self._look)
        self._look_menu.aboutToShow.connect(self._list_looks)
        self._look.setMenu(self._look_menu)
        self._person = QToolButton()
        self._person.setProperty("look", "avatar")
        self._person.setFixedSize(AVATAR, AVATAR)
        self._person.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._person_menu = QMenu(self._person)
        self._person_menu.aboutToShow.connect(self._list_members)
        self._person.setMenu(self._person_menu)
        left, right = QHBoxLayout(), QHBoxLayout()
        left.setSpacing(M)
        right.setSpacing(S)
        left.addWidget(self._brand)
        left.addWidget(self._name)
        left.addWidget(self._demo, 0, Qt.AlignmentFlag.AlignVCenter)
        left.addStretch()
        right.addStretch()
        for widget in (self.jobs, self._look, self._person):
            right.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(L, 6, L, 6)
        row.setSpacing(L)
        row.addLayout(left, 1)
        row.addWidget(self.search)
        row.addLayout(right, 1)

    def _command_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setProperty("look", "search")
        field.setMinimumWidth(SEARCH_WIDTH)
        field.setClearButtonEnabled(False)
        self._choices = QStringListModel(self)
        completer = QCompleter(self._choices, field)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._do, Qt.ConnectionType.QueuedConnection)
        field.setCompleter(completer)
        field.installEventFilter(self)
        shortcut = QShortcut(QKeySequence("Ctrl+K"), self)
        shortcut.activated.connect(self._ask_command)
        return field

    # doing
    def _ask_command(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        self._show_choices()

    def _show_choices(self) -> None:
        completer = self.search.completer()
        completer.setCompletionPrefix(self.search.text())
        completer.complete()

    def _do(self, name: str) -> None:
        command = self._commands.get(name)
        self.search.clear()
        if command is not None:
            command()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click into the empty field shows all there is to choose from."""
        if watched is self.search and event.type() is QEvent.Type.MouseButtonRelease and not self.search.text():
            self._show_choices()
        return super().eventFilter(watched, event)

    def _list_looks(self) -> None:
        menu, words = self._look_menu, self._face.language.words
        menu.clear()
        languages = [(name, LANGUAGE_NAMES[name]) for name in LANGUAGES]
        _exclusive(menu, languages, self._face.language.name, self.language_chosen.emit)
        menu.addSeparator()
        looks = [(name, words.t(_THEME_NAMES[name])) for name in THEMES]
        _exclusive(menu, looks, self._face.theme.setting, self.theme_chosen.emit)
        if self._workspace is not None:
            menu.addSeparator()
            menu.addAction(words.t("Open another workspace")).triggered.connect(self.leave_wanted)

    def _list_members(self) -> None:
        menu, words = self._person_menu, self._face.language.words
        menu.clear()
        named = []
        for row in self._members:
            best = (
                role(next(iter(sorted(r for roles in row.roles.values() for r in roles))), words) if row.roles else ""
            )
            owner = words.c("role", "Owner") if row.is_owner else best
            named.append((str(row.id), f"{row.name} · {owner}" if owner else row.name))
        _exclusive(menu, named, str(self._acting), lambda number: self.member_chosen.emit(int(number)))


def _exclusive(menu: QMenu, choices: list[tuple[str, str]], now: str, chosen: Callable[[str], None]) -> None:
    group = QActionGroup(menu)
    for key, name in choices:
        action = QAction(name.replace("&", "&&"), group, checkable=True, checked=key == now)
        action.triggered.connect(lambda _=False, key=key: chosen(key))
        menu.addAction(action)


def initials(name: str) -> str:
    """ "Anna Nowak" → "AN"."""
    parts = [part for part in name.split() if part[0].isalnum()]
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper() or "?"
