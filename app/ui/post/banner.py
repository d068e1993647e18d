"""A line that says what must be known before going on, with the steps there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.tokens import M, S
from app.ui.widgets.banner_line import tone
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.focus import holds_focus
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import wrapped_label

Step = tuple[str, Callable[[], object]]
"""The word of a button and what it does."""


class Banner(QFrame):
    """Hidden until it has something to say. `leads_to`: where the keyboard is when the banner goes while it has it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.leads_to: Callable[[], QWidget] | None = None
        self.setProperty("banner", True)
        self._icon = IconLabel("info", "accent")
        self._text = wrapped_label()
        self._steps = QWidget()
        self._flow = FlowLayout(self._steps, S)
        self._buttons: list[QPushButton] = []
        self.body = QVBoxLayout()
        self.body.setSpacing(S)
        self.body.addWidget(self._text)
        self.body.addWidget(self._steps)
        row = QHBoxLayout(self)
        row.setContentsMargins(M, S, M, S)
        row.setSpacing(S)
        row.addWidget(
            self._icon, 0, Qt.AlignmentFlag.AlignTop
        )  # a stretch under it would make the banner take all room
        row.addLayout(self.body, 1)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text() if not self.isHidden() else ""

    @property
    def buttons(self) -> list[QPushButton]:
        return list(self._buttons)

    def say(self, icon: str, role: str, text: str, steps: Sequence[Step] = ()) -> None:
        """Shows a sentence with its steps."""
        self._icon.show_icon(icon, role)
        tone(self, role)
        self._text.setText(text)
        if [button.text() for button in self._buttons] != [word for word, _ in steps]:
            self._make(steps)
        else:
            for button, (_, do) in zip(self._buttons, steps, strict=True):
                button.clicked.disconnect()
                button.clicked.connect(lambda _=False, do=do: do())
        self._steps.setVisible(bool(steps))
        self.show()

    def setVisible(self, visible: bool) -> None:
        if not visible and self.leads_to is not None and holds_focus(self):
            self.leads_to().setFocus(Qt.FocusReason.OtherFocusReason)
        super().setVisible(visible)

    def _make(self, steps: Sequence[Step]) -> None:
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for word, do in steps:
            button = QPushButton(word)
            button.clicked.connect(lambda _=False, do=do: do())
            self._flow.addWidget(button)
            button.show()
            self._buttons.append(button)
