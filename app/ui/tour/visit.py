"""A window somebody walks through: waits until it stands still, and takes its picture."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QEventLoop, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.domain.people import Actor
from app.ui.face import Face
from app.ui.main_window import MainWindow
from app.ui.places import Place
from app.ui.services import Services
from app.ui.sleep_until import sleep_until
from app.ui.workspace_page import WorkspacePage

LONGEST_WAIT = 60_000
ROUNDS = 12
"""Turns of the event loop after the last work ended: rows that are built in portions, layouts that settle."""


class StillWorking(Exception):
    """The window did not come to rest in time."""


class NothingThere(Exception):
    """The workspace has nothing to show here, such as no post yet: the stop is left out."""


class Visit:
    """`folder` takes what a stop has to write."""

    def __init__(self, window: MainWindow, face: Face, folder: Path) -> None:
        self.window = window
        self.face = face
        self.folder = folder

    @property
    def page(self) -> WorkspacePage:
        page = self.window.page
        if page is None:
            raise StillWorking("no workspace stands in the window")
        return page

    @property
    def services(self) -> Services:
        return self.page.context.services

    @property
    def actor(self) -> Actor:
        return self.page.context.actor

    def go(self, place: Place) -> None:
        self.page.go(place)
        self.rest()

    def open_tab(self, number: int) -> QWidget:
        """Brings a tab to the front."""
        self.page.tab_bar.setCurrentIndex(number)
        self.page.tab_bar.tabBarClicked.emit(number)
        self.rest()
        return cast(QWidget, self.page.tab(number))

    def rest(self) -> None:
        """Lets the window work until nothing runs and nothing waits to be shown."""
        timer, quiet, tasks = QElapsedTimer(), 0, self.face.tasks
        timer.start()
        while quiet < ROUNDS:
            try:
                sleep_until(lambda: tasks.is_idle, LONGEST_WAIT - timer.elapsed())
            except TimeoutError:
                running = ", ".join(str(job.title) for job in tasks.running)
                raise StillWorking(running or "background work") from None
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            quiet = quiet + 1 if tasks.is_idle else 0
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def dialogs(self) -> list[QDialog]:
        """What stands open over the window."""
        return [
            widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog) and widget.isVisible()
        ]

    def opened(self, kind: type[QDialog] = QDialog) -> QDialog:
        """The dialog of a kind that opened last, once it stands still. Raises `NothingThere`."""
        self.rest()
        found = [dialog for dialog in self.dialogs() if isinstance(dialog, kind)]
        if not found:
            raise NothingThere
        return found[-1]

    def close_all(self) -> None:
        """Closes dialogs, lists and other windows, so that the next stop starts from the window alone."""
        over = (Qt.WindowType.Popup, Qt.WindowType.Window)
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and widget.windowType() in over and widget.parent() is not None:
                widget.close()
        for dialog in self.dialogs():
            dialog.close()
        self.rest()


def picture(widget: QWidget, ratio: float = 1.0) -> QPixmap:
    """What a person sees of a widget; `ratio` 2 as on a dense display."""
    if ratio == 1.0:
        return widget.grab()
    pixmap = QPixmap(round(widget.width() * ratio), round(widget.height() * ratio))
    pixmap.setDevicePixelRatio(ratio)
    widget.render(pixmap)
    return pixmap


def save(pixmap: QPixmap, file: Path) -> None:
    """Raises `OSError` when the place cannot be written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not pixmap.save(str(file), "PNG"):
        raise OSError(f"{file.name} cannot be written")
