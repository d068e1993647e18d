"""The background-work indicator: how much runs now, and a list of what ran, with cancel and errors."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.system.words import Words
from app.ui.face import Face
from app.ui.tasks import Job, JobState
from app.ui.widgets.icon_label import IconButton

MOST = 12


class JobsButton(IconButton):
    """Shown once there was background work; a click opens the list."""

    error_chosen = Signal(object)

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__("activity", "muted", parent)
        self._face = face
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._list)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        face.tasks.jobs_changed.connect(self._count)
        face.language.switched.connect(self._count)
        self._count()

    def _count(self) -> None:
        words, running = self._face.language.words, len(self._face.tasks.running)
        told = words.n("{n} task in the background", "{n} tasks in the background", running)
        self.setVisible(bool(self._face.tasks.jobs))
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonTextBesideIcon if running else style.ToolButtonIconOnly)
        self.setText(told if running else "")
        self.show_icon("loader" if running else "activity", "accent" if running else "muted")
        self.say(told if running else words.t("Background work"))

    def _list(self) -> None:
        self._menu.clear()
        words = self._face.language.words
        for job in reversed(self._face.tasks.jobs[-MOST:]):
            action = self._menu.addAction(_told(job, words).replace("&", "&&"))
            if job.state is JobState.RUNNING:
                action.triggered.connect(job.handle.cancel)
            elif job.error is not None:
                action.triggered.connect(lambda _=False, error=job.error: self.error_chosen.emit(error))
            else:
                action.setEnabled(False)


def _told(job: Job, words: Words) -> str:
    if job.state is JobState.RUNNING:
        if job.share is None:
            return words.t("{job}: running. Click to cancel", job=job.title)
        return words.t("{job}: {share}%. Click to cancel", job=job.title, share=round(job.share * 100))
    endings = {
        JobState.DONE: words.t("{job}: done", job=job.title),
        JobState.FAILED: words.t("{job}: failed. Click to see why", job=job.title),
        JobState.CANCELLED: words.t("{job}: cancelled", job=job.title),
    }
    return endings[job.state]
