"""While a file is read or imported: what is happening, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.ui.language import Language
from app.ui.tokens import XL, M
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import wrapped_label

WIDTH = 420


class WaitingView(QWidget):
    stop_wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._told = wrapped_label("", "heading")
        self._told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._told.setMinimumWidth(WIDTH)
        self.bar = QProgressBar()
        self.bar.setMinimumWidth(WIDTH)
        self.bar.setTextVisible(False)
        self.stop = QPushButton()
        self.stop.clicked.connect(self.stop_wanted)
        middle = Qt.AlignmentFlag.AlignHCenter
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XL, XL, XL, XL)
        whole.setSpacing(M)
        whole.addStretch()
        whole.addWidget(IconLabel("file-spreadsheet", "muted", 40), 0, middle)
        whole.addWidget(self._told)
        whole.addWidget(self.bar, 0, middle)
        whole.addWidget(self.stop, 0, middle)
        whole.addStretch()
        self.write()

    def write(self) -> None:
        words = self._language.words
        self.stop.setText(words.t("Stop"))
        self.bar.setAccessibleName(words.t("How far it is"))

    def begin(self, told: str) -> None:
        self._told.setText(told)
        self.stop.setEnabled(True)
        self.show_share(None)

    def say_stopping(self) -> None:
        self._told.setText(self._language.words.t("Stopping…"))
        self.stop.setEnabled(False)
        self.show_share(None)

    def show_share(self, share: float | None, note: str = "") -> None:
        """0..1, None while nobody knows."""
        self.bar.setRange(0, 0 if share is None else 100)
        if share is not None:
            self.bar.setValue(round(share * 100))
