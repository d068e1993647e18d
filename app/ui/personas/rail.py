"""The left side of the tab: all personas, a new one, the archived ones, and which of them should be looked at again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.personas import Persona
from app.ui.language import Language
from app.ui.personas.card_list import CardList
from app.ui.personas.gallery_model import PersonaModel
from app.ui.personas.reading import Gallery
from app.ui.personas.told import review_due, review_reason
from app.ui.tokens import L, M, S
from app.ui.widgets.labels import plain_label, wrapped_label
from app.ui.widgets.line import Line

MOST_DUE = 4


class PersonaRail(QFrame):
    opened = Signal(int)
    new_wanted = Signal()
    archived_wanted = Signal(bool)

    def __init__(self, model: PersonaModel, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._gallery: Gallery | None = None
        self.setProperty("rail", True)
        self._caption = plain_label("", "caption")
        self.new = QPushButton()
        self.new.clicked.connect(self.new_wanted)
        self.archived = QCheckBox()
        self.archived.toggled.connect(self.archived_wanted)
        self.list = CardList(model, tiles=False)
        self.list.opened.connect(self.opened)
        self._due_caption = plain_label("", "caption")
        self._due = QVBoxLayout()
        self._due.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(L, S, L, 0)
        head.addWidget(self._caption, 1)
        head.addWidget(self.new)
        foot = QVBoxLayout()
        foot.setContentsMargins(L, S, L, M)
        foot.setSpacing(S)
        foot.addWidget(self._due_caption)
        foot.addLayout(self._due)
        foot.addWidget(self.archived)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, S, 1, 0)
        whole.setSpacing(S)
        whole.addLayout(head)
        whole.addWidget(self.list, 1)
        whole.addLayout(foot)

    def write(self) -> None:
        words = self._language.words
        self.new.setText(words.t("New persona"))
        self.archived.setText(words.t("Show archived ones"))
        self.list.setAccessibleName(words.t("Personas"))
        if self._gallery is not None:
            self.fill(self._gallery)

    def fill(self, gallery: Gallery) -> None:
        self._gallery = gallery
        words = self._language.words
        shown = [row for row in gallery.personas if not row.archived]
        self._caption.setText(words.t("Personas · {n}", n=self._language.formats.number(len(shown))))
        self.new.setVisible(bool(gallery.brands))
        due = sorted(
            (row for row in shown if review_due(row, gallery.today)), key=lambda row: row.review_on or gallery.today
        )
        while (item := self._due.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._due_caption.setText(words.t("To review · {n}", n=self._language.formats.number(len(due))))
        self._due_caption.setVisible(bool(due))
        for row in due[:MOST_DUE]:
            self._due.addWidget(self._line(row, gallery))

    def _line(self, row: Persona, gallery: Gallery) -> QWidget:
        why = review_reason(row, gallery.today, self._language)
        line = Line(f"{row.name}: {why}", opens=True)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(plain_label(row.name, "strong"))
        column.addWidget(wrapped_label(why, "small"))
        line_layout = line.layout()
        if isinstance(line_layout, QHBoxLayout):
            line_layout.setContentsMargins(S, S // 2, S, S // 2)
            line_layout.addLayout(column, 1)
        line.chosen.connect(lambda: self.opened.emit(row.id))
        line.setCursor(Qt.CursorShape.PointingHandCursor)
        return line
