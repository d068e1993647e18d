"""A time for a post: day, hour and zone, with what clock changes make of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.domain.days import WallTime, wall_time
from app.domain.errors import BadInput
from app.domain.lateness import LatePolicy
from app.system.formats import Formats
from app.system.labels import late_policy
from app.ui.face import Face
from app.ui.post.choice_model import Choice
from app.ui.post.choice_popover import ChoicePopover
from app.ui.post.late_rule import LateRule
from app.ui.post.pill import Pill
from app.ui.post.popover import Popover
from app.ui.tokens import XS, M, S
from app.ui.widgets.calendar_look import dress
from app.ui.widgets.day_field import DayField
from app.ui.widgets.labels import plain_label, wrapped_label
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.time_field import TimeField

FIRST, SECOND = "0", "1"
USUAL_HOUR = time(12, 0)


class SchedulePopover(Popover):
    """`chosen` carries a `WallTime`, or None for no time. A time that is over or does not exist is refused in place."""

    chosen = Signal(object)
    week_wanted = Signal(object)
    """The Monday of the week the chosen day is in: `show_week` may tell how full it is."""
    late_chosen = Signal(str)
    """A value of `LatePolicy`: what becomes of the post should its time pass before it can go out."""

    def __init__(self, face: Face, now: Callable[[], datetime], own_zone: str | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._face, self._now, self._own_zone = face, now, own_zone
        self._zone = "UTC"
        self._offered: datetime | None = None
        self._monday: date | None = None
        self.days = QCalendarWidget()
        self.day, self.hour = DayField(face.language, today=self._today), TimeField(face.language)
        self.zone = Pill("globe")
        self.which = Segmented((FIRST, SECOND))
        self._told = wrapped_label("", "muted")
        self._problem = wrapped_label("", "problem")
        self._week = wrapped_label("", "small")
        self._if_late = plain_label("", "muted")
        self.late = QComboBox()
        self.offer = QToolButton()
        self.offer.setProperty("look", "link")
        self.none = QPushButton()
        self.take = QPushButton()
        self.take.setProperty("look", "primary")
        self._zones = ChoicePopover(several=False, parent=self)
        self._arrange()
        self.days.selectionChanged.connect(self._show_selected)
        self.days.clicked.connect(self._show_selected)
        self.day.textChanged.connect(self._follow_typed)
        self.hour.textChanged.connect(self._look)
        for field in (self.day, self.hour):
            field.returnPressed.connect(self._take)
        self.which.chosen.connect(lambda key: self._look())
        self.zone.clicked.connect(self._choose_zone)
        self._zones.chosen.connect(lambda keys: self._take_zone(keys[0]))
        self.offer.clicked.connect(self._take_offered)
        self.none.clicked.connect(lambda: self._tell(None))
        self.take.clicked.connect(self._take)
        self.late.activated.connect(lambda number: self.late_chosen.emit(self.late.itemData(number)))

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.day, 3)
        row.addWidget(self.hour, 2)
        late = QHBoxLayout()
        late.setSpacing(S)
        late.addWidget(self._if_late)
        late.addWidget(self.late, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.none)
        foot.addStretch()
        foot.addWidget(self.take)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(M, M, M, M)
        whole.setSpacing(S)
        whole.addWidget(self.days)
        whole.addLayout(row)
        whole.addWidget(self.zone, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self.which, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self._told)
        whole.addWidget(self._problem)
        whole.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self._week)
        whole.addLayout(late)
        whole.addSpacing(XS)
        whole.addLayout(foot)
        self._week.hide()

    def _today(self) -> date:
        return wall_time(self._now(), self._zone).local.date()

    def open_with(self, when: WallTime | None, zone: str, anchor: QWidget, late: LateRule | None = None) -> None:
        """`zone` is the usual one of the post's brand; without `when` the next full hour is offered."""
        self._write()
        self._show_late(late)
        start = when or _next_hour(self._now(), zone)
        self._zone = start.zone
        self.none.setVisible(when is not None)
        today = self._today()
        self.days.setMinimumDate(QDate(today.year, today.month, today.day))
        self.days.setSelectedDate(QDate(start.local.year, start.local.month, start.local.day))
        self.day.show_day(start.local.date())
        self.hour.show_time(start.local.time())
        self.which.choose(SECOND if start.fold else FIRST)
        self._monday = None
        self._look()
        self.open_below(anchor)
        self.hour.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hour.selectAll()

    def _show_late(self, rule: LateRule | None) -> None:
        """Offered once the post is approved."""
        words = self._face.language.words
        for part in (self._if_late, self.late):
            part.setVisible(rule is not None)
        self.late.clear()
        if rule is None:
            return
        self._if_late.setText(words.t("If it is late:"))
        self.late.setAccessibleName(words.t("What becomes of the post if it is late"))
        for policy in LatePolicy:
            self.late.addItem(late_policy(policy, rule.brand, words), policy.value)
        self.late.setCurrentIndex(self.late.findData(rule.post))

    def show_week(self, monday: date, told: str) -> None:
        """How full the week is for the post's profiles."""
        if monday == self._monday:
            self._week.setText(told)
            self._week.setVisible(bool(told))
            self.adjustSize()

    def _show_selected(self) -> None:
        """The calendar's day is written into the field, unless that says it already."""
        picked = self.days.selectedDate()
        day = date(picked.year(), picked.month(), picked.day())
        with suppress(ValueError):
            if self.day.day() == day:
                return
        self.day.show_day(day)

    def _follow_typed(self) -> None:
        with suppress(ValueError):
            if (day := self.day.day()) is not None:
                self.days.setSelectedDate(QDate(day.year, day.month, day.day))
        self._look()

    def _ask_week(self, day: date) -> None:
        monday = day - timedelta(days=day.weekday())
        if monday != self._monday:
            self._monday = monday
            self.week_wanted.emit(monday)

    @property
    def wall(self) -> WallTime:
        """The time as it stands here now. Raises `ValueError` while the day or the hour cannot be read."""
        day = self.day.day()
        if day is None:
            raise ValueError(self.day.text())
        local = datetime.combine(day, self.hour.time())
        asked = WallTime(local, self._zone)
        return WallTime(local, self._zone, 1 if self.which.now == SECOND and asked.is_repeated() else 0)

    @property
    def problem(self) -> str:
        """Why the time cannot be taken, empty when it can."""
        return self._problem.text()

    def _write(self) -> None:
        words = self._face.language.words
        self.setAccessibleName(words.t("Time of the post"))
        dress(self.days, words)
        self.day.write(words.t("Day"))
        self.hour.write(words.t("Hour"))
        self.which.say(
            words.t("Which of the two equal hours"),
            {FIRST: words.t("The first time"), SECOND: words.t("The second time")},
        )
        self.none.setText(words.t("No time"))
        self.take.setText(words.t("Set the time"))
        self._zones.say(words.t("Time zone"), words.t("Search for a time zone"), words.t("No such time zone."))

    def _look(self) -> None:
        """Says what the chosen time means, as it is chosen."""
        words = self._face.language.words
        self.zone.say(words.t("Time zone"), self._zone)
        try:
            wall = self.wall
        except ValueError:
            unread = self.day.problem or self.hour.problem or words.t("Choose a day")
            self._say("", unread, None, repeated=False)
            return
        told, problem, offered = "", "", None
        repeated = WallTime(wall.local, wall.zone).is_repeated()
        try:
            moment = wall.to_utc()
        except BadInput as gap:
            after = gap.data.get("after")
            offered = after if isinstance(after, datetime) else None
            problem = words.t("This hour does not exist on that day: clocks go forward then.")
        else:
            if moment < self._now() - timedelta(minutes=1):
                problem = words.t("This time is over. Choose a later one.")
            elif repeated:
                told = words.t("Clocks go back that night, so this hour comes twice. Choose which one is meant.")
            told = " ".join(part for part in (told, self._told_elsewhere(wall, moment)) if part)
        self._say(told, problem, offered, repeated=repeated)
        self._ask_week(wall.local.date())

    def _say(self, told: str, problem: str, offered: datetime | None, *, repeated: bool) -> None:
        language = self._face.language
        self._offered = offered
        self.which.setVisible(repeated)
        self._told.setText(told)
        self._told.setVisible(bool(told))
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.offer.setVisible(offered is not None)
        if offered is not None:
            self.offer.setText(language.words.t("Take {time}", time=language.formats.time(offered.time())))
        self.take.setEnabled(not problem)
        self.adjustSize()

    def _told_elsewhere(self, wall: WallTime, moment: datetime) -> str:
        """The same instant on the member's own clock and on the workspace's, where they differ."""
        language = self._face.language
        here = Formats(language.name, wall.zone)
        found = []
        for zone in dict.fromkeys((language.formats.zone, self._own_zone)):
            if zone and zone != wall.zone and (told := here.time_elsewhere(moment, zone)) != here.time(moment):
                found.append(told)
        return " · ".join(found)

    def _choose_zone(self) -> None:
        from zoneinfo import available_timezones

        names = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
        self._zones.open_with([Choice(name, name.replace("_", " ")) for name in names], (self._zone,), self.zone)

    def _take_zone(self, zone: str) -> None:
        self._zone = zone
        self._look()

    def _take_offered(self) -> None:
        if self._offered is not None:
            self.hour.show_time(self._offered.time())

    def _take(self) -> None:
        if not self.problem:
            self._tell(self.wall)

    def _tell(self, when: WallTime | None) -> None:
        self.hide()
        self.chosen.emit(when)


def _next_hour(now: datetime, zone: str) -> WallTime:
    """The next noon: a time of day a person can be expected to mean more than "now"."""
    local = wall_time(now, zone).local
    noon = datetime.combine(local.date(), USUAL_HOUR)
    return WallTime(noon if noon > local + timedelta(minutes=30) else noon + timedelta(days=1), zone)
