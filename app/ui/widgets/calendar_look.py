"""How a month to pick a day from looks everywhere: our arrows, quiet weekends, names for those who listen."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from app.system.words import Words
from app.ui import icons
from app.ui.tokens import colors_of

_ARROWS = {"qt_calendar_prevmonth": "chevron-left", "qt_calendar_nextmonth": "chevron-right"}


def dress(calendar: QCalendarWidget, words: Words) -> None:
    """Again whenever the language or the palette changed. Days are typed in a field beside it, never in the month."""
    calendar.setDateEditEnabled(False)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setLocale(QLocale())
    names = {
        "qt_calendar_calendarview": words.t("Day"),
        "qt_calendar_prevmonth": words.t("Previous month"),
        "qt_calendar_nextmonth": words.t("Next month"),
        "qt_calendar_monthbutton": words.t("Month"),
        "qt_calendar_yearbutton": words.t("Year"),
        "qt_calendar_yearedit": words.t("Year"),
    }
    calendar.setAccessibleName(words.t("Day"))
    colors, weekend = colors_of(QGuiApplication.palette()), QTextCharFormat()
    for part in calendar.findChildren(QWidget):
        name = part.objectName()
        if name in names:
            part.setAccessibleName(names[name])
        if name in _ARROWS and isinstance(part, QToolButton):
            part.setIcon(icons.icon(_ARROWS[name], colors.of("text")))
    weekend.setForeground(colors.of("muted"))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, weekend)
