"""Names and values below each other; a long value takes as many lines as it needs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.tokens import XS, M
from app.ui.widgets.labels import plain_label, wrapped_label


class Facts(QWidget):
    """`numbers` writes the values in strong type against the right edge."""

    def __init__(self, *, numbers: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = numbers
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(XS)
        self._grid.setColumnStretch(1, 1)

    @property
    def names_width(self) -> int:
        names = (self._grid.itemAtPosition(row, 0) for row in range(self._grid.rowCount()))
        return max((item.sizeHint().width() for item in names if item is not None), default=0)

    def set_names_width(self, width: int) -> None:
        """For facts below each other whose values are to begin at the same place."""
        self._grid.setColumnMinimumWidth(0, width)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Replaces everything."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for place, (name, value) in enumerate(facts):
            shown = plain_label(value, "strong") if self._numbers else wrapped_label(value)
            if self._numbers:
                shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(plain_label(name, "muted"), place, 0, top)
            self._grid.addWidget(shown, place, 1)
