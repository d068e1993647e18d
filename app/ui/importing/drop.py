"""Files dropped anywhere on a widget. While one is held over it a frame says what letting go will do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.system.words import Words
from app.ui.tokens import XL
from app.ui.widgets.empty_state import EmptyState

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".mp4", ".mov", ".pdf"})
"""Material of posts, which other places take; the import leaves it alone."""


class FileDrop(QObject):
    """Widgets inside that take drops themselves come first."""

    dropped = Signal(object)
    """The files, a tuple of `Path`."""

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        self._target = target
        self._shade = QFrame(target)
        self._shade.setProperty("notice", True)
        self._shade.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._told = EmptyState("file-up")
        inside = QVBoxLayout(self._shade)
        inside.addWidget(self._told)
        self._shade.hide()
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def say(self, heading: str, text: str) -> None:
        self._told.say(heading, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and files_of(event.mimeData()):
            event.acceptProposedAction()
            self._shade.setGeometry(self._target.rect().adjusted(XL, XL, -XL, -XL))
            self._shade.show()
            self._shade.raise_()
            return True
        if event.type() is QEvent.Type.DragLeave:
            self._shade.hide()
        elif isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            self._shade.hide()
            if files := files_of(event.mimeData()):
                event.acceptProposedAction()
                self.dropped.emit(files)
                return True
        return super().eventFilter(watched, event)


def take_drops(target: QWidget, words: Words, bring: Callable[[tuple[Path, ...]], None]) -> None:
    """Files dropped anywhere on the widget are handed to `bring` from now on; again in another language: said anew."""
    drop = target.findChild(FileDrop, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if drop is None:
        drop = FileDrop(target)
        drop.dropped.connect(bring)
    drop.say(words.t("Import a file"), words.t("Let go to see what is in it. Nothing is written yet."))
    target.setAcceptDrops(True)


def files_of(data: QMimeData) -> tuple[Path, ...]:
    """The files of this computer that are held, but for pictures and films."""
    if not data.hasUrls():
        return ()
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return tuple(path for path in paths if path.suffix.casefold() not in PICTURES)
