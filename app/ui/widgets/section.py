"""A card with a heading, a count and rows; when there are none it says so plainly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.ui.growing import grow
from app.ui.tokens import XS, L, M, S
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import plain_label, wrapped_label

AT_FIRST = 7
"""Rows shown before somebody asks for all."""

AT_ONCE = 3
"""Rows made in one step."""


class Section(QFrame):
    def __init__(self, icon: str, role: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._quiet, self._loud = "muted", role
        self._icon_name = icon
        self._icon = IconLabel(icon, "muted")
        self._heading = plain_label("", "heading")
        self._count = plain_label("", "count")
        head = QHBoxLayout()
        head.setContentsMargins(L, 0, L, 0)
        head.setSpacing(S)
        head.addWidget(self._icon)
        head.addWidget(self._heading)
        head.addWidget(self._count)
        head.addStretch()
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(S, 0, S, 0)
        self._rows.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, M, 0, M)
        whole.setSpacing(S)
        whole.addLayout(head)
        whole.addLayout(self._rows)

    def fill(
        self,
        heading: str,
        makers: Sequence[Callable[[], QWidget]],
        empty: str,
        all_of_them: str,
        count: int | None = None,
    ) -> None:
        """Replaces everything shown; without rows `empty` is said instead. `count`: what the heading counts, when it is
        not every row.

        Each of `makers` makes one row. Of many only the first are made, and a button that says `all_of_them` brings the rest.
        """
        grow(self.filling(heading, makers, empty, all_of_them, count))

    def filling(
        self,
        heading: str,
        makers: Sequence[Callable[[], QWidget]],
        empty: str,
        all_of_them: str,
        count: int | None = None,
        *,
        more: bool = False,
    ) -> Iterator[None]:
        """As `fill`, some rows made at each step; they take their places together at the end. `more`: there are more than
        these rows."""
        several = len(makers) > AT_FIRST + 1
        rows = []
        for make in makers[:AT_FIRST] if several else makers:
            rows.append(make())
            if len(rows) % AT_ONCE == 0:
                yield
        layout = self.layout()
        if layout is not None:
            layout.setEnabled(False)  # the page is laid out once, and not again with each row
        self._clear()
        self._heading.setText(heading)
        self._icon.show_icon(self._icon_name, self._loud if makers else self._quiet)
        self._count.setText(f"{len(makers) if count is None else count}{'+' if more else ''}")
        self._count.setVisible(bool(makers) if count is None else bool(count))
        for row in rows or [self._nothing(empty)]:
            self._add(row)
        if several:
            self._rows.addWidget(self._more(makers[AT_FIRST:], all_of_them), 0, Qt.AlignmentFlag.AlignLeft)
        if layout is not None:
            layout.setEnabled(True)
            layout.invalidate()
        self.updateGeometry()

    def _clear(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _add(self, row: QWidget) -> None:
        self._rows.addWidget(row)
        row.show()

    def _more(self, rest: Sequence[Callable[[], QWidget]], text: str) -> QWidget:
        button = QToolButton()
        button.setProperty("look", "link")
        button.setText(text)

        def show_all() -> None:
            button.hide()
            self._rows.removeWidget(button)
            button.deleteLater()
            made = [make() for make in rest]
            for row in made:
                self._add(row)
            made[0].setFocus(Qt.FocusReason.OtherFocusReason)

        button.clicked.connect(show_all)
        return button

    def _nothing(self, text: str) -> QWidget:
        label = wrapped_label(text, "muted")
        label.setContentsMargins(S, XS, S, XS)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        return label
