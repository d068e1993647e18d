"""The first steps in a workspace without posts: one line, each step one click from its place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from app.domain.people import Actor, Right
from app.system.words import N_, Words
from app.ui.places import NewPostPlace, Place, SettingsPlace
from app.ui.widgets.banner_line import banner_line

_STEPS: tuple[tuple[str, Right, Place], ...] = (
    (N_("Add another person"), Right.ADMIN, SettingsPlace("members")),
    (N_("Connect a profile"), Right.PLAN, SettingsPlace("profiles")),
    (N_("Write the first post"), Right.WRITE, NewPostPlace()),
)


class FirstSteps(QWidget):
    """Hidden until `show_for` is told that there are no posts; a step the member may not take is not offered."""

    went = Signal(object)
    """The `Place` of a step."""

    def __init__(self, actor: Actor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame, self._text = banner_line("list-checks", "accent")
        self._buttons: list[tuple[QPushButton, str]] = []
        self._fill(frame, actor)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.hide()

    def _fill(self, frame: QFrame, actor: Actor) -> None:
        row = frame.layout()
        for text, right, place in _STEPS:
            if row is not None and (actor.member is None or actor.member.may(right, None)):
                button = QPushButton()
                button.clicked.connect(partial(self.went.emit, place))
                row.addWidget(button)
                self._buttons.append((button, text))

    def show_for(self, words: Words, *, empty: bool) -> None:
        self._text.setText(words.t("There are no posts here yet. What comes first?"))
        for button, text in self._buttons:
            button.setText(words.t(text))
        self.setVisible(empty and bool(self._buttons))
