"""The background-work indicator: how much runs now; it opens the list of what runs, what ran, and what was said."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.errors import is_expected, sentence
from app.ui.face import Face
from app.ui.recent_messages import Messages, RecentMessages
from app.ui.tasks import Job, JobState
from app.ui.tokens import XS, M, S
from app.ui.widgets.icon_label import IconButton, IconLabel
from app.ui.widgets.labels import plain_label, wrapped_label

MOST = 20
WIDTH = 400
HIGHEST = 420
LETTERS, LINES = 60, 28
"""So wide and so high where letters are great."""
_LOOK = {
    JobState.RUNNING: ("loader", "accent"),
    JobState.DONE: ("circle-check", "approved"),
    JobState.FAILED: ("circle-x", "failed"),
    JobState.CANCELLED: ("ban", "muted"),
}


class JobsButton(IconButton):
    """Shown once there was background work or a message; a click or Ctrl+J opens the list."""

    error_chosen = Signal(object)

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__("activity", "muted", parent)
        self._face = face
        self._list: JobsList | None = None
        self.messages = Messages(self)
        self.messages.changed.connect(self._count)
        self.clicked.connect(self.open_list)
        face.tasks.jobs_changed.connect(self._count)
        face.language.switched.connect(self._count)
        self._count()

    @property
    def jobs_list(self) -> JobsList | None:
        """The list while it is open."""
        return self._list

    def open_list(self) -> None:
        """Shows the list below the indicator; it closes on Esc and when something else is clicked."""
        if self._list is None:
            self._list = JobsList(self._face, self.messages, self.window())
            self._list.error_chosen.connect(self.error_chosen)
            self._list.destroyed.connect(self._forget)
        anchor = self if self.isVisible() else self.window()
        corner = anchor.mapToGlobal(QPoint(anchor.width(), self.height() if anchor is self else 48))
        self._list.open_at(corner)

    def _forget(self) -> None:
        self._list = None

    def _count(self) -> None:
        words, running = self._face.language.words, len(self._face.tasks.running)
        told = words.n("{n} task in the background", "{n} tasks in the background", running)
        failed = any(job.state is JobState.FAILED for job in self._face.tasks.jobs)
        self.setVisible(bool(self._face.tasks.jobs or self.messages.kept))
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonTextBesideIcon if running else style.ToolButtonIconOnly)
        self.setText(told if running else "")
        quiet = ("triangle-alert", "failed") if failed else ("activity", "muted")
        self.show_icon(*(("loader", "accent") if running else quiet))
        self.say(told if running else words.t("Background work and messages"), "Ctrl+J")


class JobsList(QFrame):
    """Every job with its progress, cancelling and, when it failed, why; below them what was said lately.

    `error_chosen` carries the exception.
    """

    error_chosen = Signal(object)

    def __init__(self, face: Face, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._face, self._messages = face, messages
        self._said = RecentMessages(face)
        self.setProperty("popup", True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rows: dict[int, JobRow] = {}
        self._heading = plain_label("", "heading")
        self._clear = QPushButton()
        self._clear.clicked.connect(self._clear_finished)
        self._empty = wrapped_label("", "muted")
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)
        page = QWidget()
        page.setProperty("look", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._inside)
        column.addWidget(self._empty)
        column.addWidget(self._said)
        column.addStretch()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(page)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._clear)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(M, M, M, M)
        whole.setSpacing(S)
        whole.addLayout(head)
        whole.addWidget(self._area, 1)
        face.tasks.jobs_changed.connect(self._update)
        messages.changed.connect(self._show_messages)
        face.language.switched.connect(self.close)
        self._update()
        self._show_messages()

    def open_at(self, corner: QPoint) -> None:
        """With its top right at `corner` (global)."""
        page = self._area.widget()
        inside = page.sizeHint().height() if page is not None else 0
        width = max(WIDTH, min(self.fontMetrics().averageCharWidth() * LETTERS, corner.x() - XS))
        highest = max(HIGHEST, self.fontMetrics().lineSpacing() * LINES)
        self.resize(width, min(highest, inside + self._heading.sizeHint().height() + 5 * M))
        self.move(corner.x() - width, corner.y() + XS)
        self.show()
        first = next((row.action for row in self._rows.values() if row.action.isVisible()), None)
        (first or self._said.first or self._clear).setFocus(Qt.FocusReason.PopupFocusReason)

    def _show_messages(self) -> None:
        self._said.show_all(self._messages.kept)

    def _update(self) -> None:
        words, jobs = self._face.language.words, self._face.tasks.jobs[-MOST:]
        self._heading.setText(words.t("Background work"))
        self._clear.setText(words.t("Clear finished"))
        self._clear.setEnabled(any(job.state is not JobState.RUNNING for job in jobs))
        self._empty.setText(words.t("Nothing runs and nothing has run since Szpalta was opened."))
        self._empty.setVisible(not jobs)
        known = {id(job) for job in jobs}
        for number in [number for number in self._rows if number not in known]:
            row = self._rows.pop(number)
            row.hide()
            row.deleteLater()
        for job in jobs:
            if id(job) not in self._rows:
                made = self._rows[id(job)] = JobRow(job, self._face)
                made.error_chosen.connect(self._tell)
                self._inside.insertWidget(0, made)
            self._rows[id(job)].update_row()

    def _tell(self, error: object) -> None:
        self.close()
        self.error_chosen.emit(error)

    def _clear_finished(self) -> None:
        self._face.tasks.forget_finished()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class JobRow(QWidget):
    """One job: icon and name, how far it is, and what can be done about it."""

    error_chosen = Signal(object)

    def __init__(self, job: Job, face: Face) -> None:
        super().__init__()
        self._job, self._face = job, face
        self._icon = IconLabel("loader", "accent")
        self._title = wrapped_label(job.title, "strong")
        self._told = wrapped_label("", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(6)
        self._bar.setAccessibleName(job.title)
        self.action = QPushButton()
        self.action.clicked.connect(self._act)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for widget in (self._title, self._bar, self._told):
            texts.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, S, S, S)
        row.setSpacing(S)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)

    def update_row(self) -> None:
        job, words = self._job, self._face.language.words
        running, failed = job.state is JobState.RUNNING, job.state is JobState.FAILED
        self._icon.show_icon(*_LOOK[job.state])
        self._bar.setVisible(running)
        self._bar.setRange(0, 0 if job.share is None else 100)
        self._bar.setValue(round((job.share or 0) * 100))
        self._told.setText(self._ending())
        self.action.setVisible(running or failed)
        self.action.setText(words.t("Stop") if running else words.t("Details"))
        self.action.setAccessibleName(f"{self.action.text()}: {job.title}")

    def _ending(self) -> str:
        job, words = self._job, self._face.language.words
        if job.state is JobState.RUNNING:
            if job.handle.cancelled:
                return words.t("Stopping…")
            percent = self._face.language.formats.percent((job.share or 0) * 100, 0)
            told = words.t("Running") if job.share is None else words.t("Running: {share}", share=percent)
            return f"{told}\n{job.note}" if job.note else told
        if job.state is JobState.FAILED and job.error is not None and is_expected(job.error):
            return sentence(job.error, self._face.language)
        when = self._face.language.formats.time(job.started_at)
        return {
            JobState.DONE: words.t("Done, begun at {time}", time=when),
            JobState.FAILED: words.t("Did not work, begun at {time}", time=when),
            JobState.CANCELLED: words.t("Stopped, begun at {time}", time=when),
        }[job.state]

    def _act(self) -> None:
        if self._job.state is JobState.RUNNING:
            self._job.handle.cancel()
            self.update_row()
        elif self._job.error is not None:
            self.error_chosen.emit(self._job.error)
