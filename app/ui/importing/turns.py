"""Files that were brought together: which of them is looked at, which come after it, and a way to leave this one out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.ui.language import Language
from app.ui.notices import Notices
from app.ui.tokens import M
from app.ui.widgets.labels import ElidedLabel


class FileTurns(QWidget):
    skipped = Signal()
    changed = Signal(object)
    """The files that wait."""

    def __init__(self, language: Language, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language, self._notices = language, notices
        self._now: Path | None = None
        self._number = self._count = 0
        self.waiting: list[Path] = []
        self._told, self.skip = ElidedLabel("", "muted"), QPushButton()
        self.skip.clicked.connect(self.skipped)
        self.skip.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        row.addWidget(self._told, 1)
        row.addWidget(self.skip)

    def bring(self, files: Iterable[Path]) -> None:
        """These come next, before those that wait already."""
        new = list(dict.fromkeys(files))
        self.waiting = new + [file for file in self.waiting if file not in new]
        self._number, self._count = 0, len(self.waiting)

    def queue(self, files: Iterable[Path]) -> None:
        """These come after those that wait."""
        new = [file for file in dict.fromkeys(files) if file not in self.waiting]
        self.waiting += new
        self._count += len(new)
        self.write()

    def take(self) -> Path:
        """The next file; from now on it is the one that is looked at."""
        self._now = self.waiting.pop(0)
        self._number += 1
        self.write()
        return self._now

    def leave(self) -> None:
        """No file is looked at any more; those that wait stay."""
        self._now = None
        self.write()

    def forget(self) -> None:
        """Those that wait are left out; a notice brings them back."""
        left, self.waiting = self.waiting, []
        self._count -= len(left)
        self.write()
        words, n = self._language.words, self._language.formats.number(len(left))
        told = words.n("{n} file that waited was left out.", "{n} files that waited were left out.", len(left), n=n)
        self._notices.say(told, words.t("Undo"), lambda: self.queue(left), close=words.t("Close"))

    def offer_skipping(self, able: bool) -> None:
        """Where there is only one file there is nothing to skip."""
        self.skip.setVisible(able and self._count > 1)

    def write(self) -> None:
        words, number = self._language.words, self._language.formats.number
        self.skip.setText(words.t("Skip this file"))
        told = self._now.name if self._now is not None else ""
        if self._now is not None and self._count > 1:
            place = words.t("file {n} of {all}", n=number(self._number), all=number(self._count))
            told = f"{told} · {place}"
            if self.waiting:
                told = f"{told} · {words.t('next: {file}', file=self.waiting[0].name)}"
        self._told.setText(told)
        self.changed.emit(tuple(self.waiting))
