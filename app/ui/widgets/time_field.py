"""A time of day to type or to pick from a list."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.ui.language import Language
from app.ui.tokens import M
from app.ui.widgets.pick_field import PickField

_WRITTEN = re.compile(r"(\d{1,2})(?:\s*[:.,h ]\s*(\d{2}))?|(\d{1,2})(\d{2})")
_HALVES = re.compile(r"(.*\d)\s*([ap])\.?m\.?", re.IGNORECASE)
_EXAMPLE = time(17, 30)
ROWS_SEEN = 9


class TimeField(PickField):
    """Takes 17:30, 17.30, 1730, 17 and 5:30 pm. What it cannot read it never turns into another time."""

    picked = Signal()
    """A time was taken from the list."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__("clock", parent)
        self._language = language
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 16)
        self.editingFinished.connect(self._tidy)

    def write(self, name: str) -> None:
        """`name` is what those who listen hear."""
        self.name_them(name, self._language.words.t("Choose a time"))

    def show_time(self, at: time) -> None:
        self.setText(self._language.formats.time(at))

    def time(self) -> time:
        """Raises `ValueError` for what is no time of day."""
        return read_time(self.text())

    @property
    def problem(self) -> str:
        """Why the text cannot be taken, empty when it can; what cannot be taken is marked."""
        try:
            self.time()
        except ValueError:
            self.mark(wrong=True)
            example = self._language.formats.time(_EXAMPLE)
            return self._language.words.t("This is no time of day. Write it like this: {time}.", time=example)
        return ""

    def open_choice(self) -> None:
        rows = QListWidget()
        rows.setProperty("look", "choices")
        rows.setAccessibleName(self.accessibleName())
        halves = [time(hour, minute) for hour in range(24) for minute in (0, 30)]
        for at in halves:
            rows.addItem(QListWidgetItem(self._language.formats.time(at)))
        rows.setMinimumWidth(max(self.width() - M, rows.sizeHintForColumn(0)))
        rows.setFixedHeight(rows.sizeHintForRow(0) * ROWS_SEEN)
        now = time(12)
        with suppress(ValueError):
            now = self.time()
        rows.setCurrentRow(now.hour * 2 + now.minute // 30)
        menu = self.open_menu(rows)
        rows.scrollToItem(rows.currentItem(), QListWidget.ScrollHint.PositionAtCenter)

        def take(item: QListWidgetItem) -> None:
            self.show_time(halves[rows.row(item)])
            menu.close()
            self.picked.emit()

        rows.itemClicked.connect(take)
        rows.itemActivated.connect(lambda item: take(item) if menu.isVisible() else None)

    def _tidy(self) -> None:
        """What was understood is written out, so that it is seen."""
        with suppress(ValueError):
            self.show_time(self.time())


def read_time(text: str) -> time:
    """ "17:30", "17.30", "1730", "730", "17", "5:30 pm". Raises `ValueError`."""
    text = text.strip().lower()
    half = _HALVES.fullmatch(text)
    written = _WRITTEN.fullmatch(half[1].strip() if half else text)
    if written is None:
        raise ValueError(text)
    hour, minute = int(written[1] or written[3]), int(written[2] or written[4] or 0)
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if half[2] == "p" else 0)
    return time(hour, minute)
