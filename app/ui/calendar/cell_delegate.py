"""Paints a cell of the month or the week and knows where in it each chip stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from time import perf_counter

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QRegion
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.calendar_day import DayKind
from app.domain.content import PlannedChip
from app.ui.calendar.chip_look import MOST_LINES, ChipLook, is_tight, paint_chip
from app.ui.calendar.desk import Desk
from app.ui.calendar.grid_model import Cell, GridModel, MonthModel
from app.ui.calendar.plan import find
from app.ui.tokens import RADIUS, XS, S

BETWEEN = 2
"""Pixels between two chips."""
_NOWHERE = QRect()
AT_ONCE = 0.012
"""Seconds one painting gives to cells whose chips were never painted; those left have the next turn of the event loop."""


@dataclass(frozen=True, slots=True)
class CellPlaces:
    """Where things stand in a cell. `more` is the line that tells how many chips found no room."""

    chips: list[tuple[QRect, PlannedChip]]
    more: QRect | None
    hidden: int


class CellDelegate(QStyledItemDelegate):
    """`target` is the cell a drop would go to, `refused` whether it would be refused."""

    def __init__(self, desk: Desk, model: GridModel, view: QWidget) -> None:
        super().__init__(view)
        self._desk, self._model, self._view = desk, model, view
        self.target: QPersistentModelIndex | None = None
        self.refused = False
        self._until: float | None = None
        self._painted: dict[tuple[int, int], tuple[PlannedChip, ...]] = {}
        self._painted_look: ChipLook | None = None
        self._left = QRegion()

    def begin_painting(self) -> None:
        """Before the view paints what lies in its viewport."""
        look = self.look()
        if look is not self._painted_look:
            self._painted_look, self._painted = look, {}
        self._until = None
        self._left = QRegion()

    def begin_anew(self) -> None:
        """The view comes into sight: no chip is missed that has not been seen."""
        self._painted.clear()

    def left_to_paint(self) -> QRegion:
        """Cells whose chips had no time in the painting that ended. What was painted before always is painted again."""
        return self._left

    def _has_time(self, index: QModelIndex | QPersistentModelIndex, cell: Cell, rect: QRect) -> bool:
        place = (index.row(), index.column())
        if self._painted.get(place) == cell.chips or not self._view.isVisible():
            return True
        if self._until is None:
            self._until = perf_counter() + AT_ONCE
        elif perf_counter() > self._until:
            self._left += rect
            return False
        self._painted[place] = cell.chips
        return True

    def look(self) -> ChipLook:
        return self._desk.look(self._view)

    def head_height(self, look: ChipLook) -> int:
        """What stands above the chips."""
        return 0

    def two_lines(self, width: int, look: ChipLook) -> bool:
        """Whether the words of a chip of this width stand on a line of their own."""
        return False

    @property
    def most_lines(self) -> int:
        """Lines the words of a chip may take where a cell has room."""
        return 1

    def chip_height(self, width: int, look: ChipLook) -> int:
        """Of the chips of a cell that is `width` wide."""
        return look.tall if self.two_lines(width - 2 * XS - 1, look) else look.height

    def places(self, cell: Cell, rect: QRect) -> CellPlaces:
        """Lays a cell's chips out; the chosen one is always among those that find room."""
        look = self.look()
        top, height = rect.top() + self.head_height(look) + BETWEEN, self.chip_height(rect.width(), look)
        space = rect.bottom() - XS - top + BETWEEN
        if (heights := self._roomy(cell, rect.width() - 2 * XS - 1, space, look)) is not None:
            return CellPlaces(_stacked(cell, heights, rect, top), None, 0)
        room = max(0, space // (height + BETWEEN))
        shown = len(cell.chips) if len(cell.chips) <= room else max(0, room - 1)
        start = max(0, find(cell.chips, self._model.chosen) - shown + 1) if shown else 0
        left, width = rect.left() + XS, rect.width() - 2 * XS - 1
        chips = [
            (QRect(left, top + place * (height + BETWEEN), width, height), chip)
            for place, chip in enumerate(cell.chips[start : start + shown])
        ]
        hidden = len(cell.chips) - shown
        line = look.metrics.height()
        below = min(top + shown * (height + BETWEEN), rect.bottom() - line)
        return CellPlaces(chips, QRect(left + XS, below, width - XS, line) if hidden else None, hidden)

    def _roomy(self, cell: Cell, width: int, space: int, look: ChipLook) -> list[int] | None:
        """Heights with as many lines of words as the cell has room for; None when it has room for no more than usual."""
        least = look.tall if self.two_lines(width, look) else look.height
        if self.most_lines == 1 or not cell.chips or len(cell.chips) * (least + BETWEEN) > space:
            return None
        line, needed = look.metrics.height(), [look.needed(self.title(chip), width) for chip in cell.chips]
        for most in range(self.most_lines, 0, -1):
            heights = [max(least, look.height + min(lines, most) * line) for lines in needed]
            if sum(heights) + len(heights) * BETWEEN <= space:
                return heights
        return None

    def title(self, chip: PlannedChip) -> str:
        return chip.opening or self._desk.wording.title(chip)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        look, cell = self.look(), self._model.cell(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, self.ground(cell, look))
        self._paint_lines(painter, rect, look)
        aimed = self.target is not None and self.target == index
        if aimed:
            self._paint_target(painter, rect, look)
        self.paint_head(painter, rect, cell, look)
        if cell.chips and self._has_time(index, cell, rect):
            self._paint_chips(painter, rect, cell, look)
        focused = self._view.hasFocus() and self._desk.current(self._view) == index
        if focused and find(cell.chips, self._model.chosen) < 0 and not aimed:
            self._paint_focus(painter, rect, look)
        painter.restore()

    def ground(self, cell: Cell, look: ChipLook) -> QColor:
        return QColor(look.colors.surface)

    def paint_head(self, painter: QPainter, rect: QRect, cell: Cell, look: ChipLook) -> None:
        """What stands above the chips."""

    def _paint_chips(self, painter: QPainter, rect: QRect, cell: Cell, look: ChipLook) -> None:
        places = self.places(cell, rect)
        for place, chip in places.chips:
            chosen = chip.variant_id == self._model.chosen
            lines = (place.height() - look.height) // look.metrics.height()
            paint_chip(painter, place, chip, self.title(chip), look, chosen=chosen, lines=lines)
        if places.more is not None:
            painter.setFont(look.bold)
            painter.setPen(QColor(look.colors.muted))
            painter.drawText(places.more, _LEFT, self._more(places.hidden, places.more.width(), look))

    def _more(self, hidden: int, width: int, look: ChipLook) -> str:
        told = self._desk.more(hidden)
        return told if look.bold_metrics.horizontalAdvance(told) <= width else f"+{hidden}"

    def _paint_lines(self, painter: QPainter, rect: QRect, look: ChipLook) -> None:
        line = QColor(look.colors.line)
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), line)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), line)

    def _paint_target(self, painter: QPainter, rect: QRect, look: ChipLook) -> None:
        color = look.colors.failed if self.refused else look.colors.accent
        painter.setPen(QPen(QColor(color), 2, Qt.PenStyle.DashLine if self.refused else Qt.PenStyle.SolidLine))
        painter.setBrush(QColor(look.colors.window if self.refused else look.colors.accentsoft))
        painter.drawRoundedRect(rect.adjusted(2, 2, -3, -3), RADIUS, RADIUS)

    def _paint_focus(self, painter: QPainter, rect: QRect, look: ChipLook) -> None:
        painter.setPen(QPen(QColor(look.colors.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(2, 2, -3, -3), RADIUS, RADIUS)


class MonthDelegate(CellDelegate):
    """A day: its number, its name in small capitals where it has one, its chips."""

    def __init__(self, desk: Desk, model: MonthModel, view: QWidget) -> None:
        super().__init__(desk, model, view)
        self._month = model

    def two_lines(self, width: int, look: ChipLook) -> bool:
        return is_tight(width, look)

    @property
    def most_lines(self) -> int:
        return MOST_LINES

    def head_height(self, look: ChipLook) -> int:
        return look.bold_metrics.height() + S

    def ground(self, cell: Cell, look: ChipLook) -> QColor:
        return QColor(look.colors.window if self._month.is_other_month(cell.day) else look.colors.surface)

    def paint_head(self, painter: QPainter, rect: QRect, cell: Cell, look: ChipLook) -> None:
        head = QRect(rect.left() + S, rect.top() + XS, rect.width() - 2 * S, look.bold_metrics.height() + BETWEEN)
        dimmed = self._month.is_other_month(cell.day)
        right = paint_day_number(painter, head, cell.day, look, today=cell.day == self._desk.today(), dimmed=dimmed)
        marks = sorted(self._model.marks(cell.day), key=lambda mark: _ORDER.index(mark.kind))
        if marks:
            holiday = marks[0].kind is DayKind.HOLIDAY
            color = look.colors.holiday if holiday else look.colors.muted
            space = QRect(right + S, head.top(), head.right() - right - S, head.height())
            under = QRect(head.left(), head.bottom() + BETWEEN, head.width(), rect.bottom() - head.bottom() - XS)
            told = ", ".join(mark.name for mark in marks)
            paint_mark(painter, space, told, color, look, QRect() if cell.chips else under)


class WeekDelegate(CellDelegate):
    """An hour of a day; the line of now crosses today's column."""

    def __init__(self, desk: Desk, model: GridModel, view: QWidget, now: Callable[[], datetime]) -> None:
        super().__init__(desk, model, view)
        self._now = now

    def two_lines(self, width: int, look: ChipLook) -> bool:
        return True

    def ground(self, cell: Cell, look: ChipLook) -> QColor:
        return QColor(look.colors.window if cell.day < self._desk.today() else look.colors.surface)

    def paint_head(self, painter: QPainter, rect: QRect, cell: Cell, look: ChipLook) -> None:
        """The line of now runs under the chips, so that no words are struck out."""
        if (y := self._height_of_now(rect, cell)) is not None:
            painter.fillRect(QRect(rect.left(), y - 1, rect.width(), 2), look.colors.of("failed"))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        rect: QRect = option.rect
        if (y := self._height_of_now(rect, self._model.cell(index))) is not None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look().colors.of("failed"))
            painter.drawEllipse(QPoint(rect.left() + XS, y), 4, 4)
            painter.restore()

    def _height_of_now(self, rect: QRect, cell: Cell) -> int | None:
        now = self._now()
        if (now.date(), now.hour) != (cell.day, cell.hour):
            return None
        return rect.top() + rect.height() * now.minute // 60

    def row_height(self, most: int) -> int:
        """High enough for the fullest cell of the hour."""
        look = self.look()
        return max(look.height + 2 * XS, XS + most * (look.tall + BETWEEN) + XS + BETWEEN)


def _stacked(cell: Cell, heights: list[int], rect: QRect, top: int) -> list[tuple[QRect, PlannedChip]]:
    placed = []
    for chip, height in zip(cell.chips, heights, strict=True):
        placed.append((QRect(rect.left() + XS, top, rect.width() - 2 * XS - 1, height), chip))
        top += height + BETWEEN
    return placed


def paint_day_number(
    painter: QPainter, head: QRect, day: date, look: ChipLook, *, today: bool, dimmed: bool = False
) -> int:
    """The number of a day, on a pill when it is today. Gives where it ends."""
    text, bold = str(day.day), look.bold
    painter.setFont(bold)
    width = look.bold_metrics.horizontalAdvance(text)
    if today:
        pill = QRect(head.left() - XS, head.top(), width + 3 * XS, head.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.colors.accent))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(QColor(look.colors.surface))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), text)
        return pill.right()
    painter.setPen(QColor(look.colors.muted if dimmed else look.colors.text))
    painter.drawText(head, _LEFT, text)
    return head.left() + width


def paint_mark(painter: QPainter, rect: QRect, text: str, color: str, look: ChipLook, under: QRect = _NOWHERE) -> None:
    """The name of a day in small capitals: beside the number or, where it has more room, in lines under it."""
    font = mark_font(look)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(QColor(color))
    if metrics.horizontalAdvance(text) > rect.width() and under.height() >= metrics.height():
        painter.drawText(under, _WRAPPED, text)
    elif rect.width() >= metrics.averageCharWidth() * 3:
        painter.drawText(rect, _LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width()))


def mark_font(look: ChipLook) -> QFont:
    font = QFont(look.bold)
    font.setCapitalization(QFont.Capitalization.SmallCaps)
    return font


_ORDER = tuple(DayKind)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextSingleLine)
_WRAPPED = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
