"""The thin bar above everything: workspace, brand, search, background work, settings, and who acts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from app.domain.people import Member
from app.system.labels import role
from app.system.settings import THEMES
from app.system.words import LANGUAGES, Words
from app.ui.face import Face
from app.ui.jobs_menu import JobsButton
from app.ui.places import SettingsPlace
from app.ui.search.commands import LANGUAGE_NAMES, LOOK_NAMES, Command
from app.ui.search.field import WIDTH, SearchField
from app.ui.tokens import AVATAR, BAR_HEIGHT, L, M, S
from app.ui.widgets.icon_label import IconButton
from app.ui.widgets.labels import ElidedLabel, plain_label, set_tip

if TYPE_CHECKING:
    from app.ui.entered import Entered
    from app.ui.tab_context import TabContext

ABOVE = 6
LONGEST_NAME = 32
"""Characters of a brand's name the switch shows; the menu has it whole."""


class TopBar(QFrame):
    member_chosen = Signal(int)
    brand_chosen = Signal(object)
    """A brand's id, None for all."""
    place_chosen = Signal(object)
    error_chosen = Signal(object)

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._face = face
        self._here: Entered | None = None
        self._commands: dict[str, Command] = {}
        self._build()
        self.write()

    def show_workspace(self, here: Entered | None) -> None:
        """None: no workspace is open."""
        self._here = here
        self.write()

    def offer(self, commands: Sequence[Command], context: TabContext | None) -> None:
        """What can be done now, and the workspace search looks in."""
        self._commands = {row.key: row for row in commands}
        self.search.offer(commands, context)
        self.jobs.messages.follow(context.notices if context is not None else None)

    def write(self) -> None:
        """Writes every word anew; an open menu is closed, its words are the old ones."""
        words, here = self._face.language.words, self._here
        for menu in (self._look_menu, self._person_menu, self._brand_menu):
            menu.close()
        self.search.write()
        self._look.say(words.t("Settings, language and look"))
        self._name.setText(here.workspace.name if here else "")
        self._demo.setText(words.t("Demo"))
        set_tip(self._demo, words.t("A made-up company on the Practice network. Nothing leaves this computer."))
        for widget in (self._name, self._person):
            widget.setVisible(here is not None)
        self.search.setVisible(here is not None)
        self._demo.setVisible(here is not None and here.workspace.is_demo)
        self._write_brand(here, words)
        if here is not None and here.acting is not None:
            held = member_role(here.acting, words, here.brand_id)
            told = words.t("You are: {name}", name=f"{here.acting.name}, {held}" if held else here.acting.name)
            self._person.setText(initials(here.acting.name))
            self._person.setAccessibleName(told)
            set_tip(self._person, told)

    def _write_brand(self, here: Entered | None, words: Words) -> None:
        several = here is not None and len(here.brands) > 1
        self.brand.setVisible(several)
        if here is None or not several:
            return
        chosen = next((row.name for row in here.brands if row.id == here.brand_id), words.t("All brands"))
        shown = chosen if len(chosen) <= LONGEST_NAME else chosen[: LONGEST_NAME - 1].rstrip() + "…"
        self.brand.setText(shown.replace("&", "&&"))
        told = words.t("Brand: {name}", name=chosen)
        self.brand.setAccessibleName(told)
        set_tip(self.brand, told)

    # building
    def _build(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._name = ElidedLabel("", "muted")
        self._name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._demo = plain_label("", "count")
        self.brand = IconButton("chevron-down")
        self.brand.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.brand.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._brand_menu = _menu(self.brand, self._list_brands)
        self.search = SearchField(self._face)
        self.search.chosen.connect(self.place_chosen)
        self.jobs = JobsButton(self._face)
        self.jobs.error_chosen.connect(self.error_chosen)
        self._look = IconButton("settings")
        self._look_menu = _menu(self._look, self._list_looks)
        self._person = QToolButton()
        self._person.setProperty("look", "avatar")
        self._person.setMinimumSize(AVATAR, AVATAR)
        self._person_menu = _menu(self._person, self._list_members)
        left, right = QHBoxLayout(), QHBoxLayout()
        left.setSpacing(M)
        right.setSpacing(S)
        left.addWidget(plain_label("Szpalta", "heading"))
        left.addWidget(self._name)
        left.addWidget(self._demo, 0, Qt.AlignmentFlag.AlignVCenter)
        left.addWidget(self.brand)
        left.addStretch()
        right.addStretch()
        for widget in (self.jobs, self._look, self._person):
            right.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(L, ABOVE, L, ABOVE)
        row.setSpacing(L)
        row.addStrut(BAR_HEIGHT - 2 * ABOVE)  # a minimum height would count in place of what letters need
        row.addLayout(left, 3)
        self.search.setMaximumWidth(WIDTH)
        row.addWidget(self.search, 4)
        row.addLayout(right, 3)

    # menus
    def _list_brands(self) -> None:
        menu, words, here = self._brand_menu, self._face.language.words, self._here
        menu.clear()
        if here is None:
            return
        named = [("", words.t("All brands")), *((str(row.id), row.name) for row in here.brands)]
        _exclusive(menu, named, str(here.brand_id or ""), lambda key: self.brand_chosen.emit(int(key) if key else None))

    def _list_looks(self) -> None:
        menu, words = self._look_menu, self._face.language.words
        menu.clear()
        if self._here is not None:
            settings = menu.addAction(f"{words.t('Settings')}\tCtrl+,")
            settings.triggered.connect(lambda: self.place_chosen.emit(SettingsPlace()))
            menu.addSeparator()
        languages = [(name, LANGUAGE_NAMES[name]) for name in LANGUAGES]
        _exclusive(menu, languages, self._face.language.name, lambda key: self._do(f"language:{key}"))
        menu.addSeparator()
        looks = [(name, words.t(LOOK_NAMES[name])) for name in THEMES]
        _exclusive(menu, looks, self._face.theme.setting, lambda key: self._do(f"look:{key}"))
        menu.addSeparator()
        for key in ("leave", "about", "quit"):
            if (command := self._commands.get(key)) is not None:
                shown = command.name.replace("&", "&&")
                keys = f"\t{command.shortcuts[0]}" if command.shortcuts else ""
                menu.addAction(shown + keys).triggered.connect(lambda _=False, key=key: self._do(key))

    def _do(self, key: str) -> None:
        if (command := self._commands.get(key)) is not None:
            command.do()

    def _list_members(self) -> None:
        menu, words, here = self._person_menu, self._face.language.words, self._here
        menu.clear()
        if here is None:
            return
        named = []
        for row in here.members:
            told = member_role(row, words, here.brand_id)
            named.append((str(row.id), f"{row.name} · {told}" if told else row.name))
        acting = str(here.acting.id) if here.acting else ""
        _exclusive(menu, named, acting, lambda number: self.member_chosen.emit(int(number)))
        menu.addSeparator()
        more = menu.addAction(words.t("Members and roles"))
        more.triggered.connect(lambda: self.place_chosen.emit(SettingsPlace("members")))


def _menu(button: QToolButton, fill: Callable[[], None]) -> QMenu:
    menu = QMenu(button)
    menu.aboutToShow.connect(fill)
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return menu


def _exclusive(menu: QMenu, choices: list[tuple[str, str]], now: str, chosen: Callable[[str], object]) -> None:
    group = QActionGroup(menu)
    for key, name in choices:
        action = QAction(name.replace("&", "&&"), group, checkable=True, checked=key == now)
        action.triggered.connect(lambda _=False, key=key: chosen(key))
        menu.addAction(action)


def member_role(member: Member, words: Words, brand_id: int | None = None) -> str:
    """What a member is for a brand; without one, for all of them."""
    return ", ".join(role(one, words) for one in member.known_as(brand_id))


def initials(name: str) -> str:
    """ "Anna Nowak" → "AN"."""
    parts = [part for part in name.split() if part[0].isalnum()]
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper() or "?"
