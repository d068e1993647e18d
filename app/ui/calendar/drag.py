"""Dragging a chip: a ghost beside the pointer says the exact new time, or why the chip cannot go there."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.content import PlannedChip, Post
from app.ui.calendar.desk import Desk, Verdict
from app.ui.calendar.moving import Target
from app.ui.tokens import XS, M, S
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import plain_label, wrapped_label

BESIDE = 14
WIDEST = 360


class Ghost(QFrame):
    """Follows the pointer and never takes an event."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("notice", True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._icon = IconLabel("calendar-clock", "accent")
        self._title = plain_label("", "small")
        self._when = wrapped_label("", "strong")
        self._note, self._problem = wrapped_label("", "small"), wrapped_label("", "problem")
        column = QVBoxLayout()
        column.setSpacing(2)
        for label in (self._when, self._title, self._note, self._problem):
            column.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(M, S, M, S)
        row.setSpacing(S)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column)
        self.setMaximumWidth(WIDEST)

    def say(self, title: str, verdict: Verdict) -> None:
        refused = bool(verdict.refusal)
        self._icon.show_icon("ban" if refused else "calendar-clock", "failed" if refused else "accent")
        metrics = self._title.fontMetrics()
        self._title.setText(metrics.elidedText(title, Qt.TextElideMode.ElideRight, WIDEST - 80))
        self._when.setText(verdict.when)
        for label, text in ((self._note, verdict.note), (self._problem, verdict.refusal)):
            label.setText(text)
            label.setVisible(bool(text))
        self.adjustSize()

    @property
    def text(self) -> str:
        """All that is said now."""
        labels = (self._when, self._title, self._note, self._problem)
        return "\n".join(label.text() for label in labels if label.text())

    def follow(self, on_screen: QPoint) -> None:
        """`on_screen` is the pointer's place there; stays inside what it was made over."""
        point = self._over.mapFromGlobal(on_screen)
        parent = self._over
        x = min(point.x() + BESIDE, parent.width() - self.width() - XS)
        below = point.y() + BESIDE
        y = below if below + self.height() < parent.height() else point.y() - BESIDE - self.height()
        self.move(max(XS, x), max(XS, y))


class ChipDrag(QObject):
    """One drag from its beginning to the drop, Esc or a release over nothing."""

    def __init__(self, desk: Desk, chip: PlannedChip, view: QWidget) -> None:
        super().__init__(view)
        self._desk, self.chip = desk, chip
        self._post: Post | None = None
        self._said: tuple[Target | None, bool, Post | None] | None = None
        self.target: Target | None = None
        self.place: QPersistentModelIndex | None = None
        self.everything = False
        self.verdict: Verdict | None = None
        self.ghost = Ghost(view.window())
        self._reading = desk.fetch(self, chip, self._know)

    @property
    def refused(self) -> bool:
        return self.verdict is not None and bool(self.verdict.refusal)

    def aim(self, target: Target | None, place: QPersistentModelIndex | None, *, everything: bool) -> None:
        """Over a place of the calendar, or over none."""
        self.target, self.place, self.everything = target, place, everything
        self._tell()

    def follow(self, point: QPoint) -> None:
        """`point` of the screen."""
        self.ghost.follow(point)

    def end(self, *, drop: bool) -> None:
        """Drops where it was aimed at, also where that is refused: the reason then stays as a notice."""
        self._reading.cancel()
        self.ghost.hide()
        self.ghost.deleteLater()
        if drop and self.target is not None:
            self._desk.move(self.chip, self.target, everything=self.everything)
        self.deleteLater()

    def _know(self, post: Post) -> None:
        self._post = post
        self._tell()

    def _tell(self) -> None:
        if self.target is None:
            self.verdict = None
            self.ghost.hide()
            return
        now = (self.target, self.everything, self._post)
        if now != self._said:
            self._said = now
            self.verdict = self._desk.judge(self.chip, self.target, self._post, everything=self.everything)
            self.ghost.say(self._desk.wording.title(self.chip), self.verdict)
        if self.ghost.isHidden():
            self.ghost.show()
            self.ghost.raise_()
