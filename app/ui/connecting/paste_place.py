"""Signing in with a browser that cannot come back to this computer: its last address is pasted here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from app.ui.links import open_url
from app.ui.tokens import M, S
from app.ui.widgets.labels import wrapped_label

if TYPE_CHECKING:
    from app.ui.face import Face


class PastePlace(QFrame):
    """A button at first; once the page to sign in at is known its address, and a field for where the browser ended."""

    wanted = Signal()
    pasted = Signal(str)

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self.begin_button = QPushButton()
        self._told = wrapped_label("", "muted")
        self.page, self.address = QLineEdit(), QLineEdit()
        self.page.setReadOnly(True)
        self.copy, self.open, self.finish = QPushButton(), QPushButton(), QPushButton()
        self._shown = (self._told, self.page, self.copy, self.open, self.address, self.finish)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, M)
        whole.setSpacing(S)
        whole.addWidget(self.begin_button, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self._told)
        for field, *buttons in ((self.page, self.copy, self.open), (self.address, self.finish)):
            row = QHBoxLayout()
            row.setSpacing(S)
            row.addWidget(field, 1)
            for button in buttons:
                row.addWidget(button)
            whole.addLayout(row)
        for button in (self.begin_button, self.copy, self.open, self.finish):
            button.setAutoDefault(False)
        self.begin_button.clicked.connect(self.wanted)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.page.text()))
        self.open.clicked.connect(lambda: open_url(self.page.text()))
        self.finish.clicked.connect(self._finish)
        self.address.returnPressed.connect(self._finish)
        self.write()
        self.forget()

    def write(self) -> None:
        words = self._face.language.words
        self.begin_button.setText(words.t("The browser does not come back to Szpalta"))
        self._told.setText(
            words.t(
                "Open this address in any browser, also on another computer, and sign in. The last page does not load there: "
                "copy its address, which begins with http://127.0.0.1, and paste it below."
            )
        )
        self.page.setAccessibleName(words.t("Page to sign in at"))
        self.copy.setText(words.t("Copy the address"))
        self.open.setText(words.t("Open it here"))
        self.address.setAccessibleName(words.t("Address of the last page"))
        self.address.setPlaceholderText(words.t("Address of the last page"))
        self.finish.setText(words.t("Connect with this address"))

    def show_page(self, url: str) -> None:
        self.page.setText(url)
        self.page.setCursorPosition(0)
        for part in self._shown:
            part.show()
        self.begin_button.hide()
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """The address is worth nothing any more."""
        self.page.clear()
        self.address.clear()
        for part in self._shown:
            part.hide()
        self.begin_button.show()

    def _finish(self) -> None:
        if text := self.address.text().strip():
            self.pasted.emit(text)
