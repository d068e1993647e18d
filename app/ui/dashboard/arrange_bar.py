"""The line over the tiles while a dashboard is arranged: its name, what can be done, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.domain.plain_tiles import LONGEST_NAME
from app.system.words import Words
from app.ui.tokens import XL, M, S
from app.ui.widgets.labels import wrapped_label


class ArrangeBar(QWidget):
    renamed = Signal(str)
    adding = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self.name, self.add, self.leave = QLineEdit(), QPushButton(), QPushButton()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.editingFinished.connect(self._rename)
        self.add.clicked.connect(self.adding)
        self.leave.clicked.connect(self.done)
        self.leave.setProperty("look", "primary")
        self.told = wrapped_label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(XL, M, XL + M, 0)  # to the edge of the tiles, beside their scroll bar
        row.setSpacing(S)
        row.addWidget(self.name, 1)
        row.addWidget(self.told, 2)
        row.addWidget(self.add)
        row.addWidget(self.leave)
        self.hide()

    def write(self, words: Words) -> None:
        self.name.setAccessibleName(words.t("Name of the dashboard"))
        self.add.setText(words.t("Add a tile…"))
        self.leave.setText(words.c("arranging", "Done"))
        self.told.setText(
            words.t(
                "Drag tiles to any place, stretch them at their corner, or use arrow keys and Shift. Everything is saved at once."
            )
        )

    def show_name(self, name: str) -> None:
        self._kept = name
        if not self.name.hasFocus():
            self.name.setText(name)

    def _rename(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.name.setText(self._kept)
        elif name != self._kept:
            self._kept = name
            self.renamed.emit(name)
