"""The composer: title, time and pickers, the tabs of the variants, the card the text is written in, and the checks."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.limits import Check
from app.domain.workflow import PostState
from app.system.labels import network as network_name
from app.ui.field_undo import LineField
from app.ui.post.checks_view import ChecksView
from app.ui.post.editor_card import EditorCard
from app.ui.post.live_checks import Asked, Measured, Question, measure, strictest, tightest
from app.ui.post.pickers import Pickers
from app.ui.post.session import PostSession
from app.ui.post.variant_tabs import VariantTabs
from app.ui.tab_context import TabContext
from app.ui.tasks import TaskHandle
from app.ui.tokens import M, S

MEASURE_AFTER = 120
"""Milliseconds after the last key before the networks are asked again."""


class Composer(QWidget):
    """Shows one `PostSession` at a time; what is typed goes to it at once."""

    looked_at = Signal(object)
    measured = Signal()
    """Lengths and checks are those of what is typed now."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session: PostSession | None = None
        self._measuring: TaskHandle | None = None
        self.found: dict[int, Measured] = {}
        self.title = LineField()
        self.title.setProperty("look", "title")
        self.pickers = Pickers(context)
        self.tabs = VariantTabs()
        self.card = EditorCard(context)
        self.checks = ChecksView(context.face.language)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        whole.addWidget(self.title)
        whole.addWidget(self.pickers)
        whole.addSpacing(S)
        whole.addWidget(self.tabs)
        whole.addWidget(self.card)
        whole.addWidget(self.checks)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MEASURE_AFTER)
        self._timer.timeout.connect(self._measure)
        self._orderer = QTimer(self)
        self._orderer.setSingleShot(True)
        self._orderer.setInterval(0)
        self._orderer.timeout.connect(self._order)
        self.title.textEdited.connect(self._type_title)
        self.tabs.looked_at.connect(self._look_at)
        self.tabs.entered.connect(lambda: self.card.text.setFocus(Qt.FocusReason.OtherFocusReason))

    def start(self, session: PostSession) -> None:
        """Another post."""
        self._session = session
        self.found = {}
        self.tabs.now = None
        self.card.start(session)
        session.typed.connect(self._timer.start)
        session.changed.connect(self.show_now)
        self.show_now()
        self._show_measured()

    @property
    def complete(self) -> bool:
        """What is shown is measured, and Tab goes its way."""
        return not (self._timer.isActive() or self._orderer.isActive())

    def show_now(self) -> None:
        """Everything as the session has it."""
        session = self._session
        if session is None:
            return
        title = str(session.field("title") or "")
        if self.title.text() != title and self.title.text().strip() != title:
            self.title.setText(title)
            self.title.setCursorPosition(0)
        self.title.setReadOnly(not session.may_write)
        self.tabs.show_session(session)
        self.pickers.show_session(session, self.tabs.now)
        if self.tabs.now != self.card.front:
            self.card.look_at(self.tabs.now)
        self.card.show_now()
        self._orderer.start()
        self._timer.start()

    def _order(self) -> None:
        """Tab goes as the eye does, also through what was made later."""
        stops = [self.title, *self.pickers.stops, *self.tabs.stops, *self.card.stops]
        for before, after in pairwise(stops):
            if before.nextInFocusChain() is not after:
                QWidget.setTabOrder(before, after)

    def write(self) -> None:
        """Writes every word anew."""
        words = self._context.face.language.words
        self.title.setAccessibleName(words.t("Title, for the team only"))
        self.title.setPlaceholderText(words.t("Title, for the team only"))
        self.pickers.write()
        self.tabs.write()
        self.card.write()
        self._show_measured()

    def leave(self) -> None:
        """The post is closed."""
        self._timer.stop()
        if self._measuring is not None:
            self._measuring.cancel()
        if self._session is not None:
            self._session.typed.disconnect(self._timer.start)
            self._session.changed.disconnect(self.show_now)
            self._session = None

    def _type_title(self, text: str) -> None:
        if self._session is not None:
            self._session.type("title", text.strip())

    def _look_at(self, profile_id: int | None) -> None:
        self.card.look_at(profile_id)
        self._orderer.start()
        if self._session is not None:
            self.pickers.show_session(self._session, profile_id)
        self._show_measured()
        self.looked_at.emit(profile_id)

    # the networks' word on it
    def _measure(self) -> None:
        session = self._session
        if session is None:
            return
        if self._measuring is not None:
            self._measuring.cancel()
        brand = session.page.brand
        rows = tuple(
            Asked(
                number,
                session.page.profiles[number].network,
                session.kind(number),
                str(session.effective(number, "text") or ""),
                session.effective(number, "link") or None,
                session.attached(number),
                session.own(number, "text") is None,
            )
            for number in session.profile_ids
            if not session.gone(number)
        )
        question = Question(rows, brand.banned_words, brand.required_words, session.page.rights_checks)
        self._measuring = self._context.face.tasks.run(self, lambda report: measure(question), self._take)

    def _take(self, found: dict[int, Measured]) -> None:
        self.found = found
        self._show_measured()
        self.measured.emit()

    def _show_measured(self) -> None:
        session = self._session
        if session is None:
            return
        words = self._context.face.language.words
        self.tabs.show_measured(self.found)
        front = self.tabs.now
        if front is None:
            worst = strictest(self.found)
            told = ""
            tight = worst or tightest(self.found)
            if tight is not None:
                number = self._context.face.language.formats.number
                told = words.t(
                    "{network}: {n} of {limit}",
                    network=network_name(tight.network, words),
                    n=number(tight.length),
                    limit=number(tight.limit),
                )
            self.card.show_measured(told, worst.place if worst else None)
        else:
            row, formats = self.found.get(front), self._context.face.language.formats
            limits = {"n": formats.number(row.length), "limit": formats.number(row.limit)} if row else {}
            self.card.show_measured(words.t("{n} of {limit}", **limits) if row else "", row.place if row else None)
        self._show_checks(session, front)

    def _show_checks(self, session: PostSession, front: int | None) -> None:
        """Nothing is said about a post that says nothing yet, and no praise of one its network has refused."""
        words = self._context.face.language.words
        rows = [row for number, row in self.found.items() if front in (None, number)]
        said = any(session.effective(number, "text") or session.effective(number, "media") for number in self.found)
        found: list[Check] = [check for row in rows for check in row.checks] if said else []
        failed = any(session.state(number) is PostState.FAILED for number in self.found if front in (None, number))
        praised = rows and said and not failed
        good = words.t("Everything the networks and the brand ask for is there.") if praised else ""
        self.checks.show_checks(found, good=good)
