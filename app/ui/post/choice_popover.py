"""Choosing from a list with a search: one thing or several, by pointer or by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from app.ui.post.choice_model import NEW, Choice, ChoiceModel
from app.ui.post.popover import Popover
from app.ui.tokens import ICON, XS, S
from app.ui.widgets.enter_presses import press_focused
from app.ui.widgets.labels import wrapped_label

WIDTH = 320
MOST_ROWS = 9
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChoicePopover(Popover):
    """`chosen` carries the keys that are on, at once for one, when it closes for several."""

    chosen = Signal(object)
    new_wanted = Signal(str)
    """The name of something that is not in the list yet."""
    way_taken = Signal()
    """Somebody wants to go where such things are made."""

    def __init__(self, *, several: bool, picture: int = ICON, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._several = several
        self._before: tuple[Any, ...] = ()
        self.model: ChoiceModel[Any] = ChoiceModel(self)
        self.search = QLineEdit()
        self.search.setProperty("look", "search")
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setProperty("look", "choices")
        self.list.setIconSize(QSize(picture, picture))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._turn)
        self._empty = wrapped_label("", "muted")
        self._way = QPushButton()
        self._way.clicked.connect(self._go_way)
        self._no_match = self._nothing = ""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(S, S, S, S)
        whole.setSpacing(XS)
        whole.addWidget(self.search)
        whole.addWidget(self.list)
        whole.addWidget(self._empty)
        whole.addWidget(self._way)
        self.setMinimumWidth(WIDTH)
        self.gone.connect(self._tell_several)

    def say(self, name: str, search: str, empty: str, nothing: str = "", way: str = "") -> None:
        """`name` says what is chosen, `search` stands in the empty search field, `empty` where nothing fits, `nothing`
        where there is nothing to choose from yet, `way` on the button there that leads to where it is made."""
        self.setAccessibleName(name)
        self.list.setAccessibleName(name)
        self.search.setAccessibleName(search)
        self.search.setPlaceholderText(search)
        self._no_match, self._nothing = empty, nothing
        self._way.setText(way)

    def open_with(
        self,
        choices: Iterable[Choice[Any]],
        chosen: Iterable[Any],
        anchor: QWidget,
        offer: Callable[[str], str] | None = None,
    ) -> None:
        """`offer` words the row that makes what was typed; without it nothing can be made here."""
        self.model.show(choices, chosen, offer)
        self._before = self.model.chosen
        self.search.clear()
        self._fit()
        self.open_below(anchor)
        first = self.search if self.search.isVisible() else self._way
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self.list.keyPressEvent(event)
                return True
            if event.key() in _ENTERS:
                self._turn(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _search(self, text: str) -> None:
        self.model.search(text)
        self._fit()

    def _fit(self) -> None:
        rows = self.model.rowCount()
        first = self.model.first_row()
        if first >= 0:
            self.list.setCurrentIndex(self.model.index(first))
        height = sum(self.list.sizeHintForRow(row) for row in range(min(rows, MOST_ROWS)))
        self._empty.setText(self._no_match if self.search.text().strip() or not self._nothing else self._nothing)
        self.list.setVisible(rows > 0)
        self._empty.setVisible(rows == 0)
        leads = bool(self._way.text()) and rows == 0 and not self.search.text()
        self._way.setVisible(leads)
        self.search.setVisible(not leads)
        self.list.setFixedHeight(height + 2 * XS)
        self.adjustSize()

    def _turn(self, index: QModelIndex) -> None:
        row = self.model.choice(index)
        if row is None or row.why_not:
            return
        if row.key is NEW:
            self.hide()
            self.new_wanted.emit(self.search.text().strip())
            return
        if self._several:
            self.model.turn(row.key, row.key not in self.model.chosen, alone=False)
            return
        self.model.turn(row.key, True, alone=True)
        self.hide()
        self.chosen.emit((row.key,))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def _go_way(self) -> None:
        self.hide()
        self.way_taken.emit()

    def _tell_several(self) -> None:
        if self._several and self.model.chosen != self._before:
            self._before = self.model.chosen
            self.chosen.emit(self.model.chosen)


def below(widget: QWidget) -> QPoint:
    """Where a menu of a button opens."""
    return widget.mapToGlobal(QPoint(0, widget.height()))
