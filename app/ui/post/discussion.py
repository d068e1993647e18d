"""What the team says about a post: never published, oldest first, with a place to answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.content import PostComment
from app.ui.field_undo import OF_POST
from app.ui.language import Language
from app.ui.post.writing_field import WritingField
from app.ui.preview.post_text import PostText
from app.ui.tokens import XS, M, S
from app.ui.widgets.labels import ElidedLabel, plain_label, set_tip, wrapped_label

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CommentField(WritingField):
    """Ctrl+Enter sends what is written here, whatever it does elsewhere."""

    sent = Signal()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and _sends(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _sends(event):
            self.sent.emit()
            return
        super().keyPressEvent(event)


class Discussion(QWidget):
    said = Signal(str)
    """A comment was written."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._shown: tuple[tuple[str, str, str], ...] = ()
        self._heading = plain_label("", "caption")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(S)
        self._nothing = wrapped_label("", "muted")
        self.field = CommentField(lines=1)
        self.field.setProperty("look", "alt")
        self.field.setProperty(OF_POST, False)  # a comment is typed apart from the post
        self.send = QPushButton()
        self.field.sent.connect(self._send)
        self.field.edited.connect(lambda text: self.send.setEnabled(bool(text.strip())))
        self.send.clicked.connect(self._send)
        self.send.setEnabled(False)
        foot = QHBoxLayout()
        foot.setSpacing(S)
        foot.addWidget(self.field, 1)
        foot.addWidget(self.send, 0, Qt.AlignmentFlag.AlignBottom)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        whole.addWidget(self._heading)
        whole.addLayout(self._rows)
        whole.addWidget(self._nothing)
        whole.addLayout(foot)

    def show_comments(self, comments: Sequence[PostComment], names: Mapping[int, str], *, may: bool) -> None:
        words, formats = self._language.words, self._language.formats
        rows = tuple(
            (
                names.get(row.member_id or 0, words.t("the program")),
                f"{formats.day_short(formats.local(row.at).date())}, {formats.time(row.at)}",
                row.text,
            )
            for row in comments
        )
        if rows != self._shown:
            self._shown = rows
            self._fill(rows)
        self._nothing.setVisible(not rows)
        self.field.setVisible(may)
        self.send.setVisible(may)
        self.write()

    def write(self) -> None:
        """Writes every word that stands still anew."""
        words = self._language.words
        self._heading.setText(words.t("Discussion"))
        self._nothing.setText(words.t("Nobody has said anything yet. What is written here is never published."))
        self.field.setAccessibleName(words.t("Comment for the team"))
        self.field.setPlaceholderText(words.t("Comment for the team"))
        self.send.setText(words.t("Send"))
        set_tip(self.send, f"{words.t('Send')} (Ctrl+Enter)")

    def clear(self) -> None:
        """The comment was stored."""
        self.field.show_text("")
        self.send.setEnabled(False)

    def _send(self) -> None:
        if self.field.text.strip():
            self.said.emit(self.field.text)

    def _fill(self, rows: Sequence[tuple[str, str, str]]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for who, when, text in rows:
            row = _comment(who, when, text)
            self._rows.addWidget(row)
            row.show()


def _comment(who: str, when: str, text: str) -> QWidget:
    card = QFrame()
    card.setProperty("chip", True)
    head = QVBoxLayout()
    head.setSpacing(0)
    head.addWidget(ElidedLabel(who, "strong"))
    head.addWidget(ElidedLabel(when, "small"))
    inside = QVBoxLayout(card)
    inside.setContentsMargins(M, S, M, S)
    inside.setSpacing(XS)
    inside.addLayout(head)
    body = PostText()
    body.show_plain(text)
    inside.addWidget(body)
    return card


def _sends(event: QKeyEvent) -> bool:
    return event.key() in _ENTERS and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
