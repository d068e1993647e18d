"""The calendars that are kept up to date: name, place, when written, and an end to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.calendar.ics_work import KeptFile
from app.ui.face import Face
from app.ui.tokens import L, M, S
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import ElidedLabel, plain_label, wrapped_label


class KeptList(QFrame):
    stopped = Signal(object)
    """The `KeptFile` somebody wants no longer."""
    refreshed = Signal()
    """Somebody wants all of them written now."""

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._face = face
        self._files: Sequence[KeptFile] = ()
        self._heading = plain_label("", "heading")
        self.refresh = QPushButton()
        self.refresh.clicked.connect(self.refreshed)
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self.refresh)
        self._nothing = wrapped_label("", "muted")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(S)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, M, L, M)
        whole.setSpacing(S)
        whole.addLayout(top)
        whole.addWidget(self._nothing)
        whole.addLayout(self._rows)

    def fill(self, files: Sequence[KeptFile]) -> None:
        self._files = files
        self.write()

    def write(self) -> None:
        words = self._face.language.words
        self._heading.setText(words.t("Kept up to date"))
        self.refresh.setText(words.t("Write them now"))
        self.refresh.setVisible(bool(self._files))
        self._nothing.setText(words.t("No calendar is kept up to date."))
        self._nothing.setVisible(not self._files)
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for file in self._files:
            row = self._row(file)
            self._rows.addWidget(row)
            row.show()

    def _row(self, file: KeptFile) -> QWidget:
        words, formats = self._face.language.words, self._face.language.formats
        there = file.written_at is not None
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(ElidedLabel(file.kept.name, "strong"))
        texts.addWidget(ElidedLabel(str(file.kept.path), "small"))
        if file.written_at is not None:
            said = words.t("Last change written: {when}", when=formats.moment_full(file.written_at))
        else:
            said = words.t("The file is not there. It is written again as soon as its folder is there.")
        when = wrapped_label(said, "small" if there else "")
        if not there:
            when.setProperty("role", "warn")
        texts.addWidget(when)
        stop = QPushButton(words.t("Stop"))
        stop.setAccessibleName(words.t("Stop keeping {name} up to date", name=file.kept.name))
        stop.clicked.connect(lambda: self.stopped.emit(file))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(M)
        line.addWidget(IconLabel("calendar-sync" if there else "triangle-alert", "accent" if there else "warn"))
        line.addLayout(texts, 1)
        line.addWidget(stop)
        return row
