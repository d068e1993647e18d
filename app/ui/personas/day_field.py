"""A day to type or to pick from a calendar; it may stay empty."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QAction, QGuiApplication, QIcon
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidget, QWidgetAction

from app.ui import icons
from app.ui.language import Language
from app.ui.tokens import colors_of

_PATTERNS = ("d.M.yyyy", "d/M/yyyy", "d MMM yyyy", "d MMMM yyyy")


class DayField(QLineEdit):
    """Takes days as people of the language write them, and ISO days."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._pick = QAction(self)
        self._pick.triggered.connect(self.open_calendar)
        self.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        self._pick.setIcon(self._icon())
        self.textEdited.connect(lambda _: self.setProperty("wrong", False))

    def write(self, name: str) -> None:
        """`name` is what those who listen hear; a day that is set is written in the language's way."""
        self.setAccessibleName(name)
        self._pick.setText(self._language.words.t("Choose a day"))
        with suppress(ValueError):
            self.show_day(self.day())

    def show_day(self, day: date | None) -> None:
        self.setText("" if day is None else self._language.formats.day_short(day))

    def day(self) -> date | None:
        """None when empty. Raises `ValueError` for what is no day."""
        text = self.text().strip()
        return read_day(text) if text else None

    def open_calendar(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        with suppress(ValueError):
            if (day := self.day()) is not None:
                calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        chosen = QWidgetAction(menu)
        chosen.setDefaultWidget(calendar)
        menu.addAction(chosen)

        def take(picked: QDate) -> None:
            self.show_day(date(picked.year(), picked.month(), picked.day()))
            menu.close()

        calendar.activated.connect(take)
        calendar.clicked.connect(take)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _icon(self) -> QIcon:
        return icons.icon("calendar", colors_of(QGuiApplication.palette()).of("muted"))


def read_day(text: str) -> date:
    """ "24.11.2026", "24 lis 2026", "2026-11-24". Raises `ValueError`."""
    with suppress(ValueError):
        return date.fromisoformat(text)
    for locale in (QLocale(), QLocale("pl_PL"), QLocale("en_GB")):
        for pattern in _PATTERNS:
            found = locale.toDate(text, pattern)
            if found.isValid():
                return date(found.year(), found.month(), found.day())
    raise ValueError(text)
