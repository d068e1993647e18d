"""How often the profiles speak in the week shown, one line per profile, against what they mean to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.domain.cadence import Verdict, WeekCadence
from app.domain.workspace import Profile
from app.ui.calendar.cadence_meter import CadenceMeter
from app.ui.calendar.cadence_words import told
from app.ui.calendar.tab_order import in_turn
from app.ui.language import Language
from app.ui.tokens import XS, S
from app.ui.widgets.icon_label import IconButton
from app.ui.widgets.labels import wrapped_label

AT_FIRST = 8
"""Meters shown before somebody asks for all: those off their target come first then."""
_WEEK = timedelta(days=7)


class CadenceMeters(QWidget):
    week_wanted = Signal(object)
    """The Monday of another week."""
    opened = Signal(object)
    """A `CadenceMeter` was clicked."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._profiles: tuple[Profile, ...] = ()
        self._weeks: dict[int, WeekCadence] = {}
        self._monday: date | None = None
        self._today: date | None = None
        self._all = False
        self._title = wrapped_label("", "caption")
        self._span = wrapped_label("", "small")
        self._back, self._on = IconButton("chevron-left"), IconButton("chevron-right")
        self._back.clicked.connect(lambda: self._step(-_WEEK))
        self._on.clicked.connect(lambda: self._step(_WEEK))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._span)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addLayout(names, 1)
        top.addWidget(self._back)
        top.addWidget(self._on)
        self._nothing = wrapped_label("", "muted")
        self._nothing.hide()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self.more = QToolButton()
        self.more.setProperty("look", "link")
        self.more.clicked.connect(self._show_all)
        self.more.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(XS)
        whole.addLayout(top)
        whole.addWidget(self._nothing)
        whole.addLayout(self._rows)
        whole.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        whole.setContentsMargins(0, S, 0, 0)

    @property
    def meters(self) -> list[CadenceMeter]:
        """Those shown, from top to bottom."""
        items = (self._rows.itemAt(place) for place in range(self._rows.count()))
        return [row for item in items if item and isinstance(row := item.widget(), CadenceMeter)]

    def fill(self, monday: date, today: date, profiles: Sequence[Profile], weeks: Sequence[WeekCadence]) -> None:
        """Lines that would stay as they are stay themselves."""
        before = (self._monday, self._today, self._profiles, self._weeks)
        self._monday, self._today = monday, today
        self._profiles = tuple(profiles)
        self._weeks = {week.profile_id: week for week in weeks}
        if before != (self._monday, self._today, self._profiles, self._weeks):
            self.write()

    def write(self) -> None:
        """The focus stays on the profile it was on."""
        words, formats = self._language.words, self._language.formats
        self._back.say(words.t("Earlier week"))
        self._on.say(words.t("Later week"))
        self._title.setText(words.t("How often we publish"))
        if self._monday is None or self._today is None:
            return
        self._span.setText(formats.days(self._monday, self._monday + timedelta(days=6), self._today))
        focused = next((row.profile.id for row in self.meters if row.hasFocus()), None)
        self._clear()
        rows = [row for row in self._profiles if row.id in self._weeks]
        shown = self._shown(rows)
        for profile in shown:
            meter = self._meter(profile, self._today)
            self._rows.addWidget(meter)
            if profile.id == focused:
                meter.setFocus(Qt.FocusReason.OtherFocusReason)
        in_turn(self._on, *self.meters, self.more)
        self.more.setText(words.n("Show all {n}", "Show all {n}", len(rows)))
        self.more.setVisible(len(shown) < len(rows))
        self._nothing.setText(words.t("Once there are profiles, this shows how often each one publishes."))
        self._nothing.setVisible(not rows)

    def _meter(self, profile: Profile, today: date) -> CadenceMeter:
        week = self._weeks[profile.id]
        said = told(week, week.last < today, self._language.words, self._language.formats)
        meter = CadenceMeter(profile, week, said, self._language)
        meter.chosen.connect(lambda: self.opened.emit(meter))
        return meter

    def _shown(self, rows: Sequence[Profile]) -> list[Profile]:
        if self._all or len(rows) <= AT_FIRST:
            return list(rows)
        off = (Verdict.UNDER, Verdict.OVER)
        first = sorted(rows, key=lambda row: self._weeks[row.id].verdict not in off)[:AT_FIRST]
        return [row for row in rows if row in first]

    def _clear(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _step(self, by: timedelta) -> None:
        if self._monday is not None:
            self.week_wanted.emit(self._monday + by)

    def _show_all(self) -> None:
        self._all = True
        self.write()
        self.meters[0].setFocus(Qt.FocusReason.OtherFocusReason)
