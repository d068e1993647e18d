"""The first steps in a workspace without planned posts: one line, each step one click from its place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from app.domain.people import Actor, Right
from app.system.words import N_, Words
from app.ui.places import ImportPlace, NewPostPlace, Place, SettingsPlace
from app.ui.widgets.banner_line import banner_line

_STEPS: tuple[tuple[str, Right, Place], ...] = (
    (N_("Add another person"), Right.ADMIN, SettingsPlace("members")),
    (N_("Connect a profile"), Right.PLAN, SettingsPlace("profiles")),
    (N_("Import figures from a file"), Right.IMPORT, ImportPlace()),
    (N_("Write the first post"), Right.WRITE, NewPostPlace()),
)


class FirstSteps(QWidget):
    """Hidden until `show_for` is told that there are no planned posts; a step the member may not take is not offered."""

    went = Signal(object)
    """The `Place` of a step."""

    def __init__(self, actor: Actor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame, self._text = banner_line("list-checks", "accent")
        self._buttons: list[tuple[QPushButton, str, Place]] = []
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
                self._buttons.append((button, text, place))

    def show_for(self, words: Words, *, empty: bool, figures: bool) -> None:
        """`figures`: there are some, and importing them is no next step."""
        self._text.setText(words.t("There are no planned posts here yet. What comes first?"))
        for button, text, place in self._buttons:
            button.setText(words.t(text))
            if place == ImportPlace():
                button.setVisible(not figures)
        self.setVisible(empty and bool(self._buttons))
