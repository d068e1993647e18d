"""A list of persona cards: rows of the rail or tiles of the large gallery. Enter and a click open one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from app.ui.personas.gallery_delegate import PersonaDelegate
from app.ui.personas.gallery_model import CARD, PersonaModel
from app.ui.tokens import L


class CardList(QListView):
    opened = Signal(int)

    def __init__(self, model: PersonaModel, *, tiles: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = tiles
        self.setModel(model)
        self.setItemDelegate(PersonaDelegate(tiles=tiles, parent=self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "cards")
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        if tiles:
            self.setViewMode(QListView.ViewMode.IconMode)
            self.setMovement(QListView.Movement.Static)
            self.setResizeMode(QListView.ResizeMode.Adjust)
            self.setSpacing(L // 2)
        self.clicked.connect(self._open)

    def choose(self, persona_id: int | None) -> None:
        """Marks a persona without opening it."""
        model = self.model()
        row = model.row_of(persona_id) if isinstance(model, PersonaModel) else -1
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif self.currentIndex().row() != row or not self.selectionModel().hasSelection():
            self.setCurrentIndex(model.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        card = index.data(CARD)
        if card is not None:
            self.opened.emit(card.persona_id)
