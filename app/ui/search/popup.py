"""The list under the search field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.search.delegate import SearchDelegate
from app.ui.search.model import SearchModel
from app.ui.search.rows import Row
from app.ui.tokens import XS
from app.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from app.ui.search.field import SearchField

WIDEST = 630
HIGHEST = 460


class SearchPopup(QFrame):
    """A frame of the window under the field; the field keeps the focus. `picked` carries a `Row`."""

    picked = Signal(object)

    def __init__(self, field: SearchField, face: Face) -> None:
        super().__init__(field.window())
        self.setProperty("popup", True)
        self._field = field
        self._model = SearchModel(face.language, self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(SearchDelegate(face.language, self._model))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(face.language.words.t("Search"))
        self.list.clicked.connect(lambda index: self.picked.emit(self._model.row_at(index)))
        self._nothing = plain_label("", "muted")
        self._room = QWidget(self)  # a style sheet takes the margins of a label away
        inside = QVBoxLayout(self._room)
        inside.setContentsMargins(XS * 3, XS * 2, XS * 3, XS * 2)
        inside.addWidget(self._nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XS, XS, XS, XS)
        whole.addWidget(self.list)
        whole.addWidget(self._room)
        field.window().installEventFilter(self)

    @property
    def model(self) -> SearchModel:
        return self._model

    def show_rows(self, rows: Sequence[Row], nothing: str) -> None:
        """Shows these rows with the first result chosen, or says `nothing`."""
        self._model.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._room.setVisible(not rows)
        self._nothing.setText(nothing)
        self._choose(self._model.next_choice(-1, 1))
        self._place()
        self.show()
        self.raise_()

    def move_choice(self, step: int) -> None:
        self._choose(self._model.next_choice(self.list.currentIndex().row(), step))

    def pick(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.picked.emit(self._model.row_at(index))

    def _choose(self, number: int) -> None:
        if number >= 0:
            self.list.setCurrentIndex(self._model.index(number))
            if number == self._model.next_choice(-1, 1):
                self.list.scrollToTop()

    def _place(self) -> None:
        window, field = self._field.window(), self._field
        corner = field.mapTo(window, QPoint(0, field.height() + XS))
        width = max(field.width(), min(WIDEST, window.width() - 2 * XS))
        left = min(max(corner.x() - (width - field.width()) // 2, XS), window.width() - width - XS)
        if self._model.rowCount():
            inside = sum(self.list.sizeHintForRow(number) for number in range(self._model.rowCount())) + 4
        else:
            inside = self._room.sizeHint().height()
        room = min(HIGHEST, window.height() - corner.y() - XS * 2)
        self.setGeometry(left, corner.y(), width, min(inside + 2 * XS + 2, room))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
