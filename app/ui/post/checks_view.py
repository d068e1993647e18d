"""What stands in the way of a post or should be known, each with icon and sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.limits import Check
from app.system.sentences import explain_code
from app.ui.language import Language
from app.ui.tokens import XS, S
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import wrapped_label


class ChecksView(QWidget):
    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._shown: tuple[tuple[bool, str], ...] | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(S, 0, S, 0)
        self._rows.setSpacing(XS)

    def show_checks(self, checks: Sequence[Check], *, good: str) -> None:
        """What blocks stands first; `good` is said when nothing is wrong, nothing at all when it is empty."""
        words, formats = self._language.words, self._language.formats
        told = dict.fromkeys((row.blocks, explain_code(row.code, row.data, words, formats)) for row in checks)
        rows = tuple(sorted(told, key=lambda row: not row[0]))
        if not rows and good:
            rows = ((False, ""),)
        key = (*rows, (False, good))
        if key == self._shown:
            return
        self._shown = key
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for blocks, text in rows:
            icon, role = ("circle-x", "failed") if blocks else ("triangle-alert", "warn")
            row = _row(icon, role, text) if text else _row("circle-check", "approved", good)
            self._rows.addWidget(row)
            row.show()
        self.setVisible(bool(rows))


def _row(icon: str, role: str, text: str) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(S)
    line.addWidget(IconLabel(icon, role), 0, Qt.AlignmentFlag.AlignTop)
    label = wrapped_label(text, "muted")
    line.addWidget(label, 1)
    return row
