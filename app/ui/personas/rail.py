"""The left side of the tab: all personas, a new one, the archived ones, and which of them should be looked at again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.language import Language
from app.ui.personas.card_list import CardList
from app.ui.personas.gallery_model import PersonaModel
from app.ui.personas.reading import Gallery
from app.ui.personas.told import review_due, review_reason
from app.ui.tokens import L, M, S
from app.ui.widgets.broken_label import BrokenLabel
from app.ui.widgets.labels import plain_label
from app.ui.widgets.line import Line

DUE_SHARE = 0.32


class PersonaRail(QFrame):
    opened = Signal(int)
    new_wanted = Signal()
    archived_wanted = Signal(bool)

    def __init__(self, model: PersonaModel, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._gallery: Gallery | None = None
        self._told_due: tuple[tuple[int, str, str], ...] = ()
        self.setProperty("rail", True)
        self._caption = plain_label("", "caption")
        self.new = QPushButton()
        self.new.clicked.connect(self.new_wanted)
        self.archived = QCheckBox()
        self.archived.toggled.connect(self.archived_wanted)
        self.list = CardList(model, tiles=False)
        self.list.opened.connect(self.opened)
        self._due_caption = plain_label("", "caption")
        rows = QWidget()
        rows.setProperty("look", "page")
        self._due = QVBoxLayout(rows)
        self._due.setContentsMargins(0, 0, 0, 0)
        self._due.setSpacing(0)
        self._due_area = QScrollArea()
        self._due_area.setWidgetResizable(True)
        self._due_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._due_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._due_area.setWidget(rows)
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setContentsMargins(L, S, L, 0)
        head.addWidget(self._caption, 1)
        head.addWidget(self.new)
        foot = QVBoxLayout()
        foot.setContentsMargins(L, S, L, M)
        foot.setSpacing(S)
        foot.addWidget(self._due_caption)
        foot.addWidget(self._due_area)
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
        self._due_caption.setText(words.t("To review · {n}", n=self._language.formats.number(len(due))))
        self._due_caption.setVisible(bool(due))
        told = tuple((row.id, row.name, review_reason(row, gallery.today, self._language)) for row in due)
        if told != self._told_due:
            self._told_due = told
            self._show_due()

    def _show_due(self) -> None:
        while (item := self._due.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for number, name, why in self._told_due:
            line = self._line(number, name, why)
            self._due.addWidget(line)
            line.show()
        self._due.addStretch()
        self._due_area.setVisible(bool(self._told_due))
        self._share_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

        beside = self._caption.sizeHint().width() + self.new.sizeHint().width() + 3 * L <= self.width()
        self._head.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _share_height(self) -> None:
        """Those to review take what they need, at most a part of the rail."""
        wanted = self._due.heightForWidth(max(1, self.width() - 2 * L - 1)) if self._due.hasHeightForWidth() else 0
        self._due_area.setFixedHeight(min(max(wanted, self._due.sizeHint().height()), round(self.height() * DUE_SHARE)))

    def _line(self, number: int, name: str, why: str) -> QWidget:
        line = Line(f"{name}: {why}", opens=True)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(BrokenLabel(name, "strong"))
        column.addWidget(BrokenLabel(why, "small"))
        line_layout = line.layout()
        if isinstance(line_layout, QHBoxLayout):
            line_layout.setContentsMargins(S, S // 2, S, S // 2)
            line_layout.addLayout(column, 1)
        line.chosen.connect(lambda: self.opened.emit(number))
        line.setCursor(Qt.CursorShape.PointingHandCursor)
        return line
