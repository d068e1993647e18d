"""A day to type or to pick from a calendar; it may stay empty."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QCalendarWidget, QWidget

from app.ui.language import Language
from app.ui.widgets.calendar_look import dress
from app.ui.widgets.pick_field import PickField

_PATTERNS = ("d.M.yyyy", "d/M/yyyy", "d MMM yyyy", "d MMMM yyyy")
_EXAMPLE = "24.11.2026"


class DayField(PickField):
    """Takes days as people of the language write them, and ISO days; with `today` also days without a year: the next such."""

    picked = Signal()
    """A day was taken from the calendar."""

    def __init__(
        self, language: Language, parent: QWidget | None = None, today: Callable[[], date] | None = None
    ) -> None:
        super().__init__("calendar", parent)
        self._language, self._today = language, today
        if today is not None:
            self.editingFinished.connect(self._tidy)

    def write(self, name: str) -> None:
        """`name` is what those who listen hear; a day that is set is written in the language's way."""
        self.name_them(name, self._language.words.t("Choose a day"))
        with suppress(ValueError):
            self.show_day(self.day())

    def show_day(self, day: date | None) -> None:
        self.setText("" if day is None else self._language.formats.day_short(day))

    def day(self) -> date | None:
        """None when empty. Raises `ValueError` for what is no day."""
        text = self.text().strip()
        return read_day(text, self._today() if self._today is not None else None) if text else None

    @property
    def problem(self) -> str:
        """Why the text cannot be taken, empty when it can; what cannot be taken is marked."""
        try:
            self.day()
        except ValueError:
            self.mark(wrong=True)
            return self._language.words.t("This is no day. Write it like this: {day}.", day=_EXAMPLE)
        return ""

    def open_choice(self) -> None:
        calendar = QCalendarWidget()
        dress(calendar, self._language.words)
        with suppress(ValueError):
            if (day := self.day()) is not None:
                calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        menu = self.open_menu(calendar)

        def take(picked: QDate) -> None:
            self.show_day(date(picked.year(), picked.month(), picked.day()))
            menu.close()
            self.picked.emit()

        calendar.activated.connect(take)
        calendar.clicked.connect(take)

    def _tidy(self) -> None:
        """What was understood is written out, so that the year is seen."""
        with suppress(ValueError):
            if self.text().strip():
                self.show_day(self.day())


def read_day(text: str, today: date | None = None) -> date:
    """ "24.11.2026", "24 lis 2026", "2026-11-24"; from `today` on also "6.12" and "6 gru". Raises `ValueError`."""
    with suppress(ValueError):
        return _whole_day(text)
    if today is None:
        raise ValueError(text)
    for year in range(today.year, today.year + 9):
        for sign in (".", "/", " "):
            with suppress(ValueError):
                found = _whole_day(f"{text.rstrip('.')}{sign}{year}")
                if found >= today:
                    return found
    raise ValueError(text)


def _whole_day(text: str) -> date:
    with suppress(ValueError):
        return date.fromisoformat(text)
    for locale in (QLocale(), QLocale("pl_PL"), QLocale("en_GB")):
        for pattern in _PATTERNS:
            found = locale.toDate(text, pattern)
            if found.isValid():
                return date(found.year(), found.month(), found.day())
    raise ValueError(text)
