"""Asks for a day and a time a post is to move to, and says exactly what would happen."""

from __future__ import annotations

from datetime import datetime, time

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.content import PlannedChip, Post
from app.domain.days import WallTime
from app.domain.errors import BadInput
from app.ui.calendar.desk import Desk, Verdict
from app.ui.calendar.moving import Target, movable
from app.ui.tokens import L, M, S
from app.ui.widgets.day_field import DayField
from app.ui.widgets.labels import ElidedLabel, plain_label, wrapped_label
from app.ui.widgets.time_field import TimeField

WIDTH = 340


class MoveBox(QFrame):
    """A small window over the calendar; Enter moves, Esc leaves everything as it is."""

    def __init__(self, desk: Desk, chip: PlannedChip, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("card", True)
        self._desk, self.chip = desk, chip
        self._post: Post | None = None
        words, formats = desk.context.face.language.words, desk.context.face.language.formats
        local = formats.local(chip.due_at)
        self.setAccessibleName(words.t("Move to…"))
        self.day, self.at = (
            DayField(desk.context.face.language, today=desk.today),
            TimeField(desk.context.face.language),
        )
        self.day.show_day(local.date())
        self.at.show_time(local.time())
        self.second = QCheckBox(words.t("The later of the two: after the clocks go back"))
        self.second.setChecked(bool(local.fold))
        self.everything = QCheckBox()
        self._verdict, self._problem = wrapped_label("", "muted"), wrapped_label("", "problem")
        self.button = QPushButton(words.t("Move"))
        self.button.setProperty("look", "primary")
        self.button.clicked.connect(self._move)
        self._lay_out(desk.wording.title(chip))
        self.day.textChanged.connect(self._tell)
        self.at.textChanged.connect(self._tell)
        self.everything.toggled.connect(self._tell)
        self.second.toggled.connect(self._tell)
        self._tell()
        desk.fetch(self, chip, self._know)

    def _lay_out(self, title: str) -> None:
        words = self._desk.context.face.language.words
        grid = QGridLayout()
        grid.setSpacing(S)
        fields: tuple[tuple[str, DayField | TimeField], ...] = (
            (words.t("Day"), self.day),
            (words.c("clock", "Time"), self.at),
        )
        for row, (name, field) in enumerate(fields):
            label = plain_label(name, "muted")
            label.setBuddy(field)
            field.write(name)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        close = QPushButton(words.t("Leave it"))
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        foot.addWidget(self.button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, M, L, M)
        whole.setSpacing(S)
        whole.addWidget(plain_label(words.t("Move to…"), "heading"))
        whole.addWidget(ElidedLabel(title, "muted"))
        whole.addLayout(grid)
        for part in (self.second, self.everything, self._verdict, self._problem):
            whole.addWidget(part)
        whole.addLayout(foot)
        self.setFixedWidth(max(WIDTH, self.sizeHint().width()))
        self.everything.hide()

    def open_at(self, place: QRect) -> None:
        """Opens beside a place of the screen."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        x = min(place.left(), screen.right() - self.width())
        below = place.bottom() + S
        y = below if below + self.height() < screen.bottom() else max(screen.top(), place.top() - self.height() - S)
        self.move(QPoint(max(screen.left(), x), y))
        self.show()
        self.day.setFocus(Qt.FocusReason.PopupFocusReason)
        self.day.selectAll()

    @property
    def target(self) -> Target:
        """Where to. Raises `ValueError` while the day or the time cannot be read."""
        day = self.day.day()
        if day is None:
            raise ValueError(self.day.text())
        fold = 1 if self.second.isVisibleTo(self) and self.second.isChecked() else 0
        return Target(day, self.at.time(), fold)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._move()
        else:
            super().keyPressEvent(event)

    def _know(self, post: Post) -> None:
        self._post = post
        words, count = self._desk.context.face.language.words, len(movable(post))
        both = words.t("Move both profiles") if count == 2 else ""
        self.everything.setText(both or words.n("Move {n} profile", "Move all {n} profiles", count))
        self.everything.setVisible(count > 1)
        self._tell()

    def _tell(self) -> None:
        try:
            target = self.target
        except ValueError:
            unread = self._desk.context.face.language.words.t("Choose a day")
            self._say("", self.day.problem or self.at.problem or unread)
            return
        local = datetime.combine(target.day, target.at or time())
        self.second.setVisible(_twice(local, self._desk.context.face.language.formats.zone))
        verdict: Verdict = self._desk.judge(self.chip, self.target, self._post, everything=self.everything.isChecked())
        self._say(verdict.when, verdict.refusal)

    def _say(self, when: str, refusal: str) -> None:
        self._verdict.setText(when)
        self._verdict.setVisible(not refusal)
        self._problem.setText(refusal)
        self._problem.setVisible(bool(refusal))
        self.button.setEnabled(not refusal)
        self.adjustSize()

    def _move(self) -> None:
        if self.button.isEnabled():
            self._desk.move(self.chip, self.target, everything=self.everything.isChecked())
            self.close()


def _twice(local: datetime, zone: str) -> bool:
    try:
        return WallTime(local, zone).is_repeated()
    except BadInput:
        return False
