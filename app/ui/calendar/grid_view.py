"""A table of days in which a person walks from chip to chip, opens, drags and moves them, by mouse and by keyboard."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QTableView, QToolTip, QWidget

from app.domain.content import PlannedChip
from app.ui.calendar.cell_delegate import CellDelegate
from app.ui.calendar.desk import RELOOK, Desk
from app.ui.calendar.drag import ChipDrag
from app.ui.calendar.grid_model import GridModel
from app.ui.calendar.grid_walk import walk_chips, walk_days
from app.ui.calendar.keys import ARROWS, held_keys, press_chip_key
from app.ui.calendar.moving import Target
from app.ui.calendar.page_turn import PageTurn

_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Hit(NamedTuple):
    """What is at a point: a cell, perhaps a chip in it or the line that tells of more."""

    cell: QModelIndex
    chip: PlannedChip | None
    is_more: bool


class GridView(QTableView):
    """Keyboard, pointer and selection; the month and the week say what a cell is and where a drop goes."""

    def __init__(self, desk: Desk, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.grid = desk, model
        self._delegate: CellDelegate | None = None
        self._pressed: tuple[QPoint, PlannedChip] | None = None
        self._drag: ChipDrag | None = None
        self._turn = PageTurn(desk, self)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def use(self, delegate: CellDelegate) -> None:
        self._delegate = delegate
        self.setItemDelegate(delegate)

    @property
    def delegate(self) -> CellDelegate:
        if self._delegate is None:
            raise RuntimeError("no delegate")
        return self._delegate

    # what a month and a week differ in
    def target_at(self, index: QModelIndex, point: QPoint) -> Target:
        """Where a drop at a point of a cell would go."""
        raise NotImplementedError

    def neighbour(self, chip: PlannedChip, key: Qt.Key) -> Target:
        """Where Alt and an arrow move a chip."""
        raise NotImplementedError

    def here(self) -> Target:
        """Where a new post made on the current cell without a pointer begins."""
        raise NotImplementedError

    def is_same_place(self, chip: PlannedChip, target: Target) -> bool:
        raise NotImplementedError

    def fit(self) -> None:
        """Gives rows the height they need."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RELOOK and self._delegate is not None:
            self.desk.forget_looks()
            self.fit()

    # standing on something
    @property
    def chip(self) -> PlannedChip | None:
        """The chip a person stands on, when it is shown here."""
        return self.grid.find(self.grid.chosen)[1]

    def stand_on(self, index: QModelIndex, chip: PlannedChip | None = None) -> None:
        """Makes a cell, or a chip in it, the one a person stands on, and says so to those who listen."""
        self.grid.chosen = self.desk.chosen = chip.variant_id if chip is not None else None
        moved = index.isValid() and index != self.currentIndex()
        if moved:
            self.setCurrentIndex(index)
        if chip is not None or not moved:
            self._announce(index)
        self.viewport().update()

    def stand_on_day(self, day: date) -> None:
        index = self.grid.place(day)
        if index.isValid():
            self.stand_on(index)

    def follow_plan(self) -> None:
        """After days were read anew: the chip a person stands on keeps being it, wherever it is now."""
        self.grid.chosen = self.desk.chosen
        index, chip = self.grid.find(self.desk.chosen)
        if chip is not None and index != self.currentIndex():
            self.setCurrentIndex(index)
        elif not self.currentIndex().isValid():
            today = self.grid.place(self.desk.today())
            self.setCurrentIndex(today if today.isValid() else self.grid.index(0, 0))
        self.viewport().update()

    def hit(self, point: QPoint) -> Hit:
        index = self.indexAt(point)
        if not index.isValid():
            return Hit(index, None, False)
        places = self.delegate.places(self.grid.cell(index), self.visualRect(index))
        chip = next((chip for rect, chip in places.chips if rect.contains(point)), None)
        return Hit(index, chip, places.more is not None and places.more.contains(point))

    def place_on_screen(self, chip: PlannedChip | None = None) -> QRect:
        """Where a chip stands, else the current cell."""
        index = self.currentIndex()
        rect = self.visualRect(index)
        if index.isValid() and chip is not None:
            places = self.delegate.places(self.grid.cell(index), rect).chips
            rect = next((place for place, one in places if one.variant_id == chip.variant_id), rect)
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def list_day(self, index: QModelIndex) -> None:
        rect = self.visualRect(index)
        self.desk.list_day(self.grid.day(index), QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size()))

    def _announce(self, index: QModelIndex) -> None:
        told = self.grid.data(index, Qt.ItemDataRole.AccessibleTextRole) if index.isValid() else None
        if told and self.hasFocus():
            event = QAccessibleEvent(self, QAccessible.Event.NameChanged)
            event.setChild(cell_number(self, index))
            QAccessible.updateAccessibility(event)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))

    # pointer
    def mousePressEvent(self, event: QMouseEvent) -> None:
        hit = self.hit(event.position().toPoint())
        self._pressed = None
        if not hit.cell.isValid():
            return
        self.stand_on(hit.cell, hit.chip)
        if hit.chip is not None and event.button() is Qt.MouseButton.LeftButton:
            self._pressed = (event.position().toPoint(), hit.chip)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._drag is not None:
            self._aim(point, event.globalPosition().toPoint(), everything=bool(event.modifiers() & _SHIFT))
        elif self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            begun, chip = self._pressed
            if (point - begun).manhattanLength() >= QApplication.startDragDistance():
                self._drag = ChipDrag(self.desk, chip, self)
                self._aim(point, event.globalPosition().toPoint(), everything=bool(event.modifiers() & _SHIFT))
        else:
            hit = self.hit(point)
            over = hit.chip is not None or hit.is_more
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._drag is not None:
            self._end_drag(drop=True)
        elif event.button() is Qt.MouseButton.LeftButton:
            hit = self.hit(point)
            if hit.is_more:
                self.list_day(hit.cell)
            elif hit.chip is not None and self._pressed is not None and self._pressed[1] == hit.chip:
                self.desk.open(hit.chip)
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        hit = self.hit(event.position().toPoint())
        if hit.cell.isValid() and hit.chip is None and not hit.is_more:
            self.stand_on(hit.cell)
            target = self.target_at(hit.cell, event.position().toPoint())
            self.desk.create(target.day, target.at)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            chip, index = self.chip, self.currentIndex()
            if index.isValid():
                self.desk.ask_menu(chip, self.here(), self.place_on_screen(chip).center())
            return
        hit = self.hit(event.pos())
        if hit.cell.isValid():
            self.stand_on(hit.cell, hit.chip)
            self.desk.ask_menu(hit.chip, self.target_at(hit.cell, event.pos()), event.globalPos())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.delegate.begin_anew()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(event)
            return True
        if event.type() is QEvent.Type.Paint:
            return self._paint(event)
        return super().viewportEvent(event)

    def _paint(self, event: QEvent) -> bool:
        self.delegate.begin_painting()
        painted = super().viewportEvent(event)
        left = self.delegate.left_to_paint()
        if not left.isEmpty():
            self.desk.context.face.tasks.later(self, partial(self.viewport().update, left))
        return painted

    def _show_tip(self, event: QHelpEvent) -> None:
        hit = self.hit(event.pos())
        text = ""
        if hit.chip is not None:
            text = self.desk.wording.tip(hit.chip)
        elif hit.cell.isValid():
            text = "\n".join(mark.name for mark in self.grid.marks(self.grid.day(hit.cell)))
        QToolTip.showText(
            event.globalPos(), f"<p style='white-space:pre-wrap'>{escape(text)}</p>" if text else "", self
        )

    # dragging
    def _aim(self, point: QPoint, on_screen: QPoint, *, everything: bool) -> None:
        drag = self._drag
        if drag is None:
            return
        self._turn.aim(point, on_screen)
        index = self.indexAt(point) if self.viewport().rect().contains(point) else QModelIndex()
        target = self.target_at(index, point) if index.isValid() else None
        if target is not None and self.is_same_place(drag.chip, target):
            target = None
        before = self.delegate.target
        drag.aim(target, QPersistentModelIndex(index) if target else None, everything=everything)
        drag.follow(on_screen)
        self.delegate.target, self.delegate.refused = drag.place, drag.refused
        shape = Qt.CursorShape.ForbiddenCursor if drag.refused else Qt.CursorShape.ClosedHandCursor
        if self.viewport().cursor().shape() is not shape:
            self.viewport().setCursor(shape)
        for place in (before, drag.place):
            if place is not None and place.isValid():
                self.update(self.grid.index(place.row(), place.column()))

    def _end_drag(self, *, drop: bool) -> None:
        drag, self._drag = self._drag, None
        self._pressed = None
        self._turn.stop()
        self.delegate.target = None
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.viewport().update()
        if drag is not None:
            drag.end(drop=drop)

    @property
    def ghost_text(self) -> str:
        """What the ghost says now, "" while nothing is dragged."""
        return self._drag.ghost.text if self._drag is not None and self._drag.ghost.isVisible() else ""

    # keyboard
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._drag is not None:
            self._drag_key(event)
        elif not (press_chip_key(self, event) or self._walk(event)):
            event.ignore()

    def _walk(self, event: QKeyEvent) -> bool:
        key, index = Qt.Key(event.key()), self.currentIndex()
        if held_keys(event):
            return False
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            walk_chips(self, 1 if key is Qt.Key.Key_Down else -1)
        elif key in ARROWS:
            walk_days(self, 1 if key is Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and index.isValid():
            day = self.grid.day(index)
            self.stand_on_day(day + timedelta(days=(6 if key is Qt.Key.Key_End else 0) - day.weekday()))
        else:
            return False
        return True

    def enter(self) -> None:
        """Opens the chip; on a day steps to its first chip; on an empty day begins a post."""
        index, chip = self.currentIndex(), self.chip
        if chip is not None:
            self.desk.open(chip)
        elif index.isValid():
            chips = self.grid.cell(index).chips
            if chips:
                self.stand_on(index, chips[0])
            else:
                target = self.here()
                self.desk.create(target.day, target.at)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self._drag is not None and event.key() == Qt.Key.Key_Shift:
            self._drag.aim(self._drag.target, self._drag.place, everything=False)
        super().keyReleaseEvent(event)

    def _drag_key(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._end_drag(drop=False)
        elif event.key() == Qt.Key.Key_Shift and self._drag is not None:
            self._drag.aim(self._drag.target, self._drag.place, everything=True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._drag is not None:
            self._end_drag(drop=False)
        super().focusOutEvent(event)
        self.update(self.currentIndex())


def cell_number(view: GridView, index: QModelIndex) -> int:
    """Which child of the table a cell is for those who listen: Qt counts row by row, headers included."""
    return (index.row() + 1) * (view.grid.columnCount() + 1) + index.column() + 1
