"""The foot of the panel: what happens next, the one strong step, and the others in a menu."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from app.domain.workflow import PostState
from app.system.labels import action as action_word
from app.system.words import N_, Words
from app.ui.post.actions import ADD_PROFILE, DECIDE, DUPLICATE, PUBLISH_NOW, RESUBMIT, Offer, offer
from app.ui.post.handed_over import handed_over
from app.ui.post.pickers import told_time
from app.ui.post.session import PostSession
from app.ui.tab_context import TabContext
from app.ui.tokens import L, M, S
from app.ui.widgets.icon_label import IconButton, IconLabel
from app.ui.widgets.labels import set_tip, wrapped_label

_OWN: dict[str, str] = {
    PUBLISH_NOW: N_("Publish now"),
    DECIDE: N_("Decide in Approvals"),
    DUPLICATE: N_("Duplicate"),
    RESUBMIT: N_("Send to review again"),
    ADD_PROFILE: N_("Choose profiles"),
}
NARROW = 64
MOST_NAMES = 4
_UNAPPROVED = frozenset({PostState.IDEA, PostState.DRAFT, PostState.IN_REVIEW, PostState.CHANGES_REQUESTED})


class Foot(QFrame):
    wanted = Signal(str)
    """The name of a step somebody wants."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session: PostSession | None = None
        self._offer = Offer(None, ())
        self.setProperty("foot", True)
        self._icon = IconLabel("info", "muted")
        self._told = wrapped_label("", "muted")
        self.more = IconButton("ellipsis")
        self.more.clicked.connect(self.open_menu)
        self.strong = QPushButton()
        self.strong.setProperty("look", "primary")
        self.strong.clicked.connect(self.take_strong)
        told, steps = QHBoxLayout(), QHBoxLayout()
        told.setSpacing(S)
        told.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        told.addWidget(self._told, 1)
        steps.setSpacing(S)
        steps.addStretch()
        steps.addWidget(self.more)
        steps.addWidget(self.strong)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(L, M, L, M)
        self._both.setSpacing(S)
        self._both.addLayout(told, 1)
        self._both.addLayout(steps)
        self._menu: QMenu | None = None

    @property
    def text(self) -> str:
        return self._told.text()

    @property
    def offered(self) -> Offer:
        return self._offer

    def show_session(self, session: PostSession) -> None:
        self._session = session
        member = self._context.actor.member
        may_decide = member is not None and member.name in session.page.deciders
        states = [session.state(number) for number in session.profile_ids] if session.post is not None else []
        if session.post is None and session.profile_ids:
            states = [PostState.DRAFT] * len(session.profile_ids)
        self._offer = offer(states, session.page.rights, may_decide=may_decide)
        if session.post is None:
            self._offer = Offer(self._offer.strong, ())
        self.write()

    def write(self) -> None:
        """Writes every word anew."""
        session, words = self._session, self._context.face.language.words
        if session is None:
            return
        strong = self._offer.strong
        self.more.setVisible(bool(self._offer.others))
        self.more.say(words.t("More steps"))
        if strong is None and self.strong.hasFocus():
            successor = self.more if self._offer.others else self.parentWidget()
            if successor is not None:
                successor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.strong.setVisible(strong is not None)
        if strong is not None:
            self.strong.setText(word(strong, words))
            set_tip(self.strong, f"{word(strong, words)} (Ctrl+Enter)")
            empty = session.post is None and not session.unsaved
            self.strong.setEnabled(not empty or strong == ADD_PROFILE)
        icon, role, told = self._next(session, words)
        self._icon.show_icon(icon, role)
        self._icon.setVisible(bool(told))
        self._told.setText(told)

    def take_strong(self) -> None:
        if self._offer.strong is not None and self.strong.isEnabled():
            self.wanted.emit(self._offer.strong)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large letters, or little room: the sentence stands above the steps."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * NARROW
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._both.direction() != way:
            self._both.setDirection(way)

    def open_menu(self) -> None:
        words = self._context.face.language.words
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = menu = QMenu(self)
        for name in self._offer.others:
            if name == "cancel":
                menu.addSeparator()
            text = words.t("Choose a time") if name == "schedule" else word(name, words)
            menu.addAction(text).triggered.connect(lambda _=False, name=name: self.wanted.emit(name))
        menu.popup(self.more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    @property
    def menu(self) -> QMenu | None:
        return self._menu

    def _next(self, session: PostSession, words: Words) -> tuple[str, str, str]:
        """What happens to the post when nobody does anything, in one sentence."""
        if not session.may_write:
            return "eye", "muted", words.t("Your role allows reading and commenting here.")
        if not session.profile_ids:
            return "info", "muted", words.t("Choose where the post goes to.")
        states = {session.state(number) for number in session.profile_ids}
        if session.page.paused and states & {PostState.SCHEDULED, PostState.APPROVED}:
            return "pause", "warn", words.t("Publishing is stopped: nothing goes out until somebody resumes it.")
        when = session.when()
        names = _named(session.page.deciders, session.page.brand.required_approvals, words)
        if states & _UNAPPROVED and when is not None:
            at = told_time(when, self._context)
            told = words.t("Goes out {when} only if approved before by {names}", when=at, names=names)
            return "clock-alert", "warn", told
        if PostState.IN_REVIEW in states:
            return "clock", "review", words.t("Waits for: {names}", names=names)
        if PostState.APPROVED in states:
            return "calendar-clock", "approved", words.t("Approved. It goes out once it has a time.")
        if PostState.SCHEDULED in states and when is not None:
            told = words.t("Goes out {when}.", when=told_time(when, self._context))
            return "send", "scheduled", " ".join(filter(None, (told, handed_over(session, words))))
        return "info", "muted", ""


def _named(names: tuple[str, ...], required: int, words: Words) -> str:
    """Who may approve: one of them is enough unless the brand asks for more."""
    shown, more = names[:MOST_NAMES], len(names) - MOST_NAMES
    if not shown:
        return "–"
    if required > 1:
        told = ", ".join(shown) + (f" +{more}" if more > 0 else "")
        return words.t("{names} ({n} of them)", names=told, n=required)
    last = words.n("{n} other", "{n} others", more) if more > 0 else shown[-1]
    first = shown if more > 0 else shown[:-1]
    return words.t("{names} or {last}", names=", ".join(first), last=last) if first else last


def word(name: str, words: Words) -> str:
    """The word of a step's button."""
    return words.t(_OWN[name]) if name in _OWN else action_word(name, words)
