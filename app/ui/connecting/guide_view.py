"""A guide as a person reads it: short lines under three headings, each line with its sign."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.system.words import Words
from app.ui.connecting.guides import Guide
from app.ui.tokens import L, M, S
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import plain_label, wrapped_label

_WORKS, _LACKS, _COSTS = ("check", "approved"), ("minus", "muted"), ("info", "muted")


class GuideView(QWidget):
    """`show_guide` writes it anew, also in another language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(M)
        self._rows.setVerticalSpacing(S)
        self._rows.setColumnStretch(1, 1)

    def show_guide(self, guide: Guide, words: Words) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._head(words.t("What you need"))
        for number, text in enumerate(guide.needs, start=1):
            self._line(plain_label(f"{number}.", "strong"), text)
        self._head(words.t("What will work"))
        self._lines(_WORKS, guide.works)
        self._lines(_LACKS, guide.lacks)
        self._head(words.t("What it costs"))
        self._lines(_COSTS, (guide.costs,))

    def _head(self, text: str) -> None:
        label = plain_label(text, "strong")
        label.setContentsMargins(0, L if self._rows.count() else 0, 0, 0)
        self._rows.addWidget(label, self._rows.rowCount(), 0, 1, 2)

    def _lines(self, look: tuple[str, str], texts: Iterable[str]) -> None:
        for text in texts:
            self._line(IconLabel(*look), text)

    def _line(self, sign: QWidget, text: str) -> None:
        row = self._rows.rowCount()
        self._rows.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addWidget(wrapped_label(text), row, 1)
