"""Files dropped anywhere on a widget. While one is held over it a frame says what letting go will do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.system.words import Words
from app.ui.tokens import XL
from app.ui.widgets.empty_state import EmptyState

MATERIAL = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".mp4", ".mov", ".pdf"})
"""Endings of the material of posts, which other places take."""
NAMED = 3
"""Files named in a sentence; of more the others are dots."""

TABLES = "*.csv *.tsv *.txt *.xlsx *.xls *.xml *.zip *.CSV *.TSV *.TXT *.XLSX *.XLS *.XML *.ZIP"


class FileDrop(QObject):
    """Widgets inside that take drops themselves come first. What cannot be imported is taken too, to say so."""

    dropped = Signal(object)
    """The files, a tuple of `Path`."""
    refused = Signal(str)
    """Why the others are left out, as a sentence."""

    def __init__(self, target: QWidget, words: Words) -> None:
        super().__init__(target)
        self._target, self.words = target, words
        self._shade = QFrame(target)
        self._shade.setProperty("notice", True)
        self._shade.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._told = EmptyState("file-up")
        inside = QVBoxLayout(self._shade)
        inside.addWidget(self._told)
        self._shade.hide()
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragMoveEvent) and (held := _held(event.mimeData())):
            _take_as_copy(event)
            if isinstance(event, QDragEnterEvent):
                self._say(held)
                self._shade.setGeometry(self._target.rect().adjusted(XL, XL, -XL, -XL))
                self._shade.show()
                self._shade.raise_()
            return True
        if event.type() is QEvent.Type.DragLeave:
            self._shade.hide()
        elif isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            self._shade.hide()
            if held := _held(event.mimeData()):
                _take_as_copy(event)
                self._take(held)
                return True
        return super().eventFilter(watched, event)

    def _say(self, held: tuple[Path, ...]) -> None:
        words, n = self.words, len(tables_of(held))
        if not n:
            self._told.say(words.t("This cannot be imported"), why_unfit(held, words))
            return
        one = words.t("Let go to see what is in it. Nothing is written yet.")
        more = words.n(
            "Let go to look at {n} file. Nothing is written yet.",
            "Let go to look at {n} files one after another. Nothing is written yet.", n, n=n,
        )  # fmt: skip
        self._told.say(words.t("Import a file"), one if n == 1 else more)

    def _take(self, held: tuple[Path, ...]) -> None:
        if tables := tables_of(held):
            self.dropped.emit(tables)
        if reason := why_unfit(held, self.words):
            self.refused.emit(reason)


def take_drops(
    target: QWidget, words: Words, bring: Callable[[tuple[Path, ...]], None], warn: Callable[[str], None]
) -> None:
    """Files dropped anywhere on the widget are handed to `bring` from now on, and `warn` is told of those that are no
    tables; again in another language: said anew."""
    drop = target.findChild(FileDrop, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if drop is None:
        drop = FileDrop(target, words)
        drop.dropped.connect(bring)
        drop.refused.connect(warn)
    drop.words = words
    target.setAcceptDrops(True)


def tables_of(held: Iterable[Path]) -> tuple[Path, ...]:
    """What may be a table: no folders, and no material of posts."""
    return tuple(path for path in held if path.suffix.casefold() not in MATERIAL and not path.is_dir())


def why_unfit(held: Iterable[Path], words: Words) -> str:
    """What is no table among files, and where it belongs; empty when all may be."""
    material = [path.name for path in held if path.suffix.casefold() in MATERIAL]
    folders = [path.name for path in held if path.suffix.casefold() not in MATERIAL and path.is_dir()]
    told = []
    if material:
        told.append(
            words.t(
                "Not a table of figures: {files}. Exports are CSV, XLSX, XLS or ZIP files; drop a picture, film or document "
                "for a post on the open post.",
                files=_some(material),
            )
        )
    if folders:
        told.append(words.t("A folder: {files}. Drop the files in it.", files=_some(folders)))
    return " ".join(told)


def _take_as_copy(event: QDropEvent) -> None:
    """Never as a move, whatever is proposed: a file manager would delete the file."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def _some(names: list[str]) -> str:
    return ", ".join([*names[:NAMED], *(["…"] if len(names) > NAMED else [])])


def _held(data: QMimeData) -> tuple[Path, ...]:
    """The files and folders of this computer that are held."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()) if data.hasUrls() else ()
