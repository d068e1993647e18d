"""The agenda: what is planned, day by day, as a list to read."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QToolTip, QWidget

from app.domain.content import PlannedChip
from app.ui.calendar.agenda_delegate import AgendaDelegate
from app.ui.calendar.agenda_model import NO_DAY, AgendaModel, AgendaRow, Index
from app.ui.calendar.desk import RELOOK, Desk
from app.ui.calendar.keys import press_chip_key
from app.ui.calendar.moving import Target
from app.ui.calendar.plan import other_month

_DAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class AgendaView(QListView):
    """One line after the other; every chip is a line of its own for those who listen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.rows = AgendaModel(desk, self)
        self._day = desk.today()
        """Stood on last, and again after days were read anew."""
        self.setModel(self.rows)
        self.setItemDelegate(AgendaDelegate(desk, self.rows, self, lambda: desk.chosen))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)

    def show_period(self, day: date) -> None:
        """Shows the month of a day, from that day on."""
        first = day.replace(day=1)
        new = self.rows.period[0] != first
        self.rows.show_span(first, other_month(first, 1) - timedelta(days=1))
        if new:
            self.stand_on_day(day)
        else:
            self.follow_plan()

    def show_day(self, day: date) -> None:
        """Shows one day alone."""
        self.rows.show_span(day, day)

    @property
    def chip(self) -> PlannedChip | None:
        row = self.rows.row_at(self.currentIndex())
        return row.chip if row is not None else None

    def stand_on_day(self, day: date) -> None:
        index = self.rows.place_of_day(day)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)
        self._day = day

    def stand_on_undated(self) -> None:
        """On the first post without a time or a profile, with all that follow it."""
        index = self.rows.place_of_undated()
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollToBottom()

    def follow_plan(self) -> None:
        """After days were read anew: the chip a person stands on keeps being it."""
        index = self.rows.place(self.desk.chosen)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)
        elif not self.currentIndex().isValid():
            self.stand_on_day(self._day)
        self.viewport().update()

    def here(self) -> Target:
        row = self.rows.row_at(self.currentIndex())
        return Target(row.day if row is not None and row.day != NO_DAY else self.desk.today())

    def neighbour(self, chip: PlannedChip, key: Qt.Key) -> Target:
        local = self.desk.context.face.language.formats.local(chip.due_at)
        return Target(local.date() + timedelta(days=_DAYS[key]))

    def place_on_screen(self, chip: PlannedChip | None = None) -> QRect:
        rect = self.visualRect(self.currentIndex())
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def enter(self) -> None:
        row = self.rows.row_at(self.currentIndex())
        self._open_undated(row)
        if row is not None and row.chip is not None:
            self.desk.open(row.chip)

    def _open_undated(self, row: AgendaRow | None) -> None:
        if row is not None and row.post is not None:
            self.desk.opened.emit(row.post.id)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        row = self.rows.row_at(current)
        if row is not None:
            self._day = row.day
            self.desk.chosen = row.chip.variant_id if row.chip is not None else None
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_chip_key(self, event):
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        chip = self._chip_at(event)
        if event.button() is Qt.MouseButton.LeftButton and chip is not None:
            self.desk.open(chip)
        elif event.button() is Qt.MouseButton.LeftButton:
            self._open_undated(self.rows.row_at(self.indexAt(event.position().toPoint())))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self.rows.row_at(self.indexAt(event.position().toPoint()))
        over = row is not None and (row.chip is not None or row.post is not None)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.rows.row_at(self.indexAt(event.position().toPoint()))
        if row is not None and row.chip is None and row.day != NO_DAY:
            self.desk.create(row.day)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is not QContextMenuEvent.Reason.Keyboard:
            self.setCurrentIndex(self.indexAt(event.pos()))
        if self.currentIndex().isValid():
            keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
            point = self.place_on_screen().center() if keyboard else event.globalPos()
            self.desk.ask_menu(self.chip, self.here(), point)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.rows.row_at(self.indexAt(event.pos()))
            text = escape(self.desk.wording.tip(row.chip)) if row is not None and row.chip is not None else ""
            QToolTip.showText(event.globalPos(), f"<p style='white-space:pre-wrap'>{text}</p>" if text else "", self)
            return True
        return super().viewportEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RELOOK:
            self.desk.forget_looks()
            self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def _chip_at(self, event: QMouseEvent) -> PlannedChip | None:
        row = self.rows.row_at(self.indexAt(event.position().toPoint()))
        return row.chip if row is not None else None
