"""The post and its variants as tabs, and the way to choose where it goes."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.alphabet import in_alphabet
from app.domain.networks import Network
from app.system.labels import network as network_name
from app.system.labels import post_state
from app.ui import icons
from app.ui.post.choice_model import Choice
from app.ui.post.choice_popover import ChoicePopover
from app.ui.post.live_checks import Measured
from app.ui.post.pill import Pill
from app.ui.post.session import PostSession
from app.ui.post.variant_tab import VariantTab
from app.ui.tokens import MARK, XS, colors_of
from app.ui.widgets.flow import FlowLayout


class VariantTabs(QWidget):
    looked_at = Signal(object)
    """The profile id of the variant in front, None for the post itself."""
    entered = Signal()
    """A tab was pressed: its text is to be written."""
    profiles_chosen = Signal(object)
    """A tuple of profile ids the post should go to."""
    settings_wanted = Signal()
    """There is no profile yet, and somebody wants to add one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self, XS)
        self._tabs: dict[int | None, VariantTab] = {}
        self._session: PostSession | None = None
        self._measured: Mapping[int, Measured] = {}
        self.now: int | None = None
        self.add = Pill("plus")
        self.add.clicked.connect(self.choose_profiles)
        self._row.addWidget(self.add)
        self._popover = ChoicePopover(several=True, picture=MARK, parent=self)
        self._popover.chosen.connect(self.profiles_chosen)
        self._popover.way_taken.connect(self.settings_wanted)

    def tab(self, profile_id: int | None) -> VariantTab:
        return self._tabs[profile_id]

    @property
    def stops(self) -> list[QWidget]:
        """What takes the focus, from left to right."""
        return [*self._tabs.values(), self.add]

    def show_session(self, session: PostSession) -> None:
        """The tabs of a post; the one in front stays when it is still there."""
        self._session = session
        wanted: list[int | None] = [None, *session.profile_ids]
        if list(self._tabs) != wanted:
            self._make(session, wanted)
        if self.now not in self._tabs:
            self.now = None
        self._tabs[self.now].setChecked(True)
        self.add.setVisible(session.may_write)
        self.write()

    def show_measured(self, measured: Mapping[int, Measured]) -> None:
        self._measured = measured
        self.write()

    def write(self) -> None:
        """Writes every word anew."""
        session = self._session
        if session is None:
            return
        words, formats = session.context.face.language.words, session.context.face.language.formats
        for number, tab in self._tabs.items():
            if number is None:
                own = sum(session.own(row, "text") is not None for row in session.profile_ids)
                follow = len(session.profile_ids) - own
                below = words.n("{n} profile follows", "{n} profiles follow", follow)
                below = below if session.profile_ids else words.t("no profiles yet")
                tab.say(words.t("Post"), below, words.t("The text of the post, which variants follow"))
                continue
            profile = session.page.profiles[number]
            row = self._measured.get(number)
            counter = (
                words.t("{n} of {limit}", n=formats.number(row.length), limit=formats.number(row.limit)) if row else "–"
            )
            told = f"{network_name(profile.network, words)} · {profile.handle}, {counter}"
            if session.post is not None:
                told += f", {post_state(session.state(number), words)}"
            state = session.state(number) if session.post is not None else None
            tab.say(profile.handle, counter, told, over=bool(row and row.over), state=state)
        self.add.say(words.t("Profiles"), "")
        self._popover.say(
            words.t("Profiles the post goes to"),
            words.t("Search for a profile"),
            words.t("No such profile."),
            words.t("There are no profiles yet."),
            words.t("Add a profile"),
        )

    def look_at(self, profile_id: int | None) -> None:
        """Brings a variant to the front."""
        if profile_id in self._tabs:
            self._tabs[profile_id].setChecked(True)
            self._look(profile_id)

    def choose_profiles(self) -> None:
        session = self._session
        if session is None or not session.may_write:
            return
        words = session.context.face.language.words
        colors = colors_of(QGuiApplication.palette())
        there = set(session.profile_ids)
        rows = [row for row in session.page.profiles.values() if row.status == "active" or row.id in there]
        order = list(Network)
        rows.sort(key=lambda row: (order.index(row.network), in_alphabet(row.handle)))
        choices = [
            Choice(
                row.id,
                row.handle,
                row.name if row.name != row.handle else "",
                QIcon(icons.mark(row.network, colors, MARK)),
                network_name(row.network, words),
            )
            for row in rows
        ]
        self._popover.open_with(choices, session.profile_ids, self.add)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
            if step is not None and isinstance(watched, VariantTab):
                self._step(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _step(self, tab: VariantTab, step: int) -> None:
        keys = list(self._tabs)
        place = list(self._tabs.values()).index(tab) + step
        if 0 <= place < len(keys):
            self._tabs[keys[place]].setFocus(Qt.FocusReason.OtherFocusReason)
            self.look_at(keys[place])

    def _make(self, session: PostSession, wanted: list[int | None]) -> None:
        focused = next((key for key, tab in self._tabs.items() if tab.hasFocus()), 0)
        self._row.removeWidget(self.add)
        for tab in self._tabs.values():
            self._row.removeWidget(tab)
            tab.hide()
            tab.deleteLater()
        self._tabs = {}
        for number in wanted:
            network = session.page.profiles[number].network if number is not None else None
            tab = VariantTab(network, self)
            tab.setAutoExclusive(True)
            tab.clicked.connect(lambda _=False, number=number: self._enter(number))
            tab.installEventFilter(self)
            self._tabs[number] = tab
            self._row.addWidget(tab)
            tab.show()
        self.add.setMinimumHeight(self._tabs[None].sizeHint().height())
        self._row.addWidget(self.add)
        if focused in self._tabs and focused != 0:
            self._tabs[focused].setFocus()

    def _enter(self, profile_id: int | None) -> None:
        self._look(profile_id)
        self.entered.emit()

    def _look(self, profile_id: int | None) -> None:
        if profile_id != self.now:
            self.now = profile_id
            self.looked_at.emit(profile_id)
