"""The head of the panel: state, how far saving is, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.domain.workflow import PostState
from app.ui.errors import sentence
from app.ui.post.handed_over import handed_over
from app.ui.post.session import PostSession, Saving
from app.ui.tab_context import TabContext
from app.ui.tokens import L, S
from app.ui.widgets.icon_label import IconButton, IconLabel
from app.ui.widgets.labels import ElidedLabel, set_tip
from app.ui.widgets.state_chip import StateChip


class Head(QFrame):
    close_wanted = Signal()

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session: PostSession | None = None
        self._chip: StateChip | None = None
        self._key: tuple[PostState, bool, str, str] | None = None
        self.setProperty("panelhead", True)
        self._icon = IconLabel("check", "muted", 14)
        self._told = ElidedLabel("", "small")
        self.close_button = IconButton("x")
        self.close_button.clicked.connect(self.close_wanted)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(L, S, S, S)
        self._row.setSpacing(S)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._told, 1)
        self._row.addWidget(self.close_button)
        self.write()

    @property
    def text(self) -> str:
        """How far saving is."""
        return self._told.text()

    def show_session(self, session: PostSession | None) -> None:
        self._session = session
        self.write()

    def write(self) -> None:
        """Writes every word anew."""
        words, session = self._context.face.language.words, self._session
        self.close_button.say(words.t("Close the post"), "Esc")
        self._show_chip()
        self._icon.setVisible(session is not None)
        if session is None:
            self._told.setText("")
            return
        icon, role, told = self._saving(session)
        self._icon.show_icon(icon, role)
        self._told.setText(told)

    def _saving(self, session: PostSession) -> tuple[str, str, str]:
        words = self._context.face.language.words
        if not session.may_write:
            return "eye", "muted", words.t("Read only")
        saving = session.saving
        if saving is Saving.NOTHING:
            return "file-plus", "muted", words.t("New post")
        if saving in (Saving.TYPING, Saving.SAVING):
            return "refresh-cw", "muted", words.t("Saving…")
        if saving is Saving.HELD:
            return "circle-alert", "warn", words.t("Not saved yet: your decision is needed")
        if saving is Saving.REFUSED and session.problem is not None:
            why = sentence(session.problem, self._context.face.language)
            return "circle-alert", "failed", words.t("Not saved: {reason}", reason=why)
        return "check", "muted", words.t("Saved")

    def _show_chip(self) -> None:
        session, words = self._session, self._context.face.language.words
        state = session.state(None) if session is not None else None
        partly = session is not None and session.post is not None and session.post.partly
        told = handed_over(session, words) if session is not None else ""
        key = None if state is None else (state, partly, words.language, told)
        if key == self._key:
            return
        self._key = key
        if self._chip is not None:
            self._row.removeWidget(self._chip)
            self._chip.hide()
            self._chip.deleteLater()
            self._chip = None
        if state is not None:
            self._chip = StateChip(state, words, partly=partly)
            set_tip(self._chip, told)
            self._chip.setAccessibleDescription(told)
            self._row.insertWidget(0, self._chip)
            self._chip.show()
