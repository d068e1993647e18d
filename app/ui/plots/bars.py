"""Bars lying on their side: name on the left, value on the right, what it rests on in small type beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from app.ui.plots.drawing import Mark
from app.ui.plots.look import PlotLook, legible, write

GAP = 8.0
NAME_ABOVE = 1.7
"""Lines of a row whose name stands over its bar."""
LEAST_PLOT = 0.15
"""Of the width, for bars beside their names."""
RIGHT = Qt.AlignmentFlag.AlignRight
WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Bar:
    """`value` None is unknown: no bar, the text says so. `faint` rests on too little to judge by. `heading` stands over the
    rows of one table, which have a scale of their own."""

    name: str
    value: float | None
    text: str
    sample: str = ""
    faint: bool = False
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    rows: Sequence[Bar]
    marks: Sequence[Mark]
    whole: float = 0.0
    """What a bar over all of its place stands for, such as a goal: its ground is drawn. 0: the greatest row."""

    def height(self, width: float, look: PlotLook) -> float:
        return _laid_out(self.rows, width, look).height

    def spots(self, size: QSizeF, look: PlotLook) -> list[QRectF]:
        return _laid_out(self.rows, size.width(), look).boxes

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook, active: int | None = None) -> None:
        laid = _laid_out(self.rows, size.width(), look)
        left, wide = laid.columns.plot
        for place, (row, most) in enumerate(zip(self.rows, self._scales(), strict=True)):
            box = _paint_texts(painter, laid, place, row, look, active=place == active)
            if self.whole:
                _paint_bar(painter, box, laid.columns.plot, look, look.wash(0.14))
            if row.value is not None and row.value > 0 and most > 0:
                shown = (left, max(wide * row.value / most, 2.0))
                _paint_bar(painter, box, shown, look, look.wash(0.2 if row.faint else 0.75))

    def _scales(self) -> list[float]:
        """What the longest bar of each row's table stands for."""
        if self.whole:
            return [self.whole] * len(self.rows)
        tables = list(accumulate(int(bool(row.heading)) for row in self.rows))
        most: dict[int, float] = {}
        for table, row in zip(tables, self.rows, strict=True):
            most[table] = max(most.get(table, 0.0), row.value or 0.0)
        return [most[table] for table in tables]


@dataclass(frozen=True, slots=True)
class _Laid:
    """Rows in a width, their texts measured once: their boxes without the headings over them, and what stands in them."""

    columns: Columns
    named_above: bool
    headings: list[float]
    """How high the heading over each row is."""
    boxes: list[QRectF]

    @property
    def height(self) -> float:
        return self.boxes[-1].bottom() if self.boxes else 0.0


def _laid_out(rows: Rows, width: float, look: PlotLook) -> _Laid:
    above = _names_above(rows, width, look)
    high = line_height(look) * (NAME_ABOVE if above else 1.0)
    headings = [heading_height(row.heading, width, look) for row in rows]
    boxes = [QRectF(0, place * high + top, width, high) for place, top in enumerate(accumulate(headings))]
    return _Laid(_columns(rows, width, look, named=not above), above, headings, boxes)


def _paint_texts(
    painter: QPainter, laid: _Laid, place: int, row: Bar | Interval, look: PlotLook, *, active: bool
) -> QRectF:
    """Everything of a row but its bar, for which it gives the box."""
    box, over = laid.boxes[place], laid.headings[place]
    if over:
        painter.setFont(look.small)
        painter.setPen(look.colors.of("muted"))
        painter.drawText(QRectF(box.x(), box.y() - over, box.width(), over), WRAPPED, row.heading)
    if active:
        painter.fillRect(box, look.colors.of("hover"))
    box = _under_name(painter, box, row.name, look) if laid.named_above else box
    told = ("" if laid.named_above else row.name, row.text, row.sample)
    _write_row(painter, box, laid.columns, look, told, faint=row.faint)
    return box


Rows: TypeAlias = "Sequence[Bar] | Sequence[Interval]"


def _names_above(rows: Rows, width: float, look: PlotLook) -> bool:
    """Names stand over their bars where one would be cut beside its, or would leave the bars no room."""
    columns = _columns(rows, width, look)
    if columns.plot[1] < width * LEAST_PLOT:
        return True
    room = columns.name[1]
    fonts = ((row.name, legible(look.font, row.name, room)) for row in rows)
    return any(QFontMetricsF(font).horizontalAdvance(name) > room + 0.5 for name, font in fonts)


def _columns(rows: Rows, width: float, look: PlotLook, *, named: bool = True) -> Columns:
    names = [row.name for row in rows] if named else []
    return columns_of(look, width, names, [row.text for row in rows], [row.sample for row in rows])


def _under_name(painter: QPainter, box: QRectF, name: str, look: PlotLook) -> QRectF:
    """Writes a name into the upper half of a row and gives the lower."""
    upper = QRectF(box.x(), box.y(), box.width(), box.height() / 2)
    write(painter, upper, name, font=look.font, color=look.colors.of("text"))
    return box.adjusted(0, box.height() / 2, 0, 0)


def _paint_bar(painter: QPainter, box: QRectF, place: tuple[float, float], look: PlotLook, color: QColor) -> None:
    """In the middle of its row, from a left edge and as wide as it is."""
    high = look.metrics().height() * 0.6
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(QRectF(place[0], box.center().y() - high / 2, place[1], high), 3, 3)


@dataclass(frozen=True, slots=True)
class Interval:
    """A median with its interval; without `low` and `high` there is none yet, and `text` says why."""

    name: str
    middle: float
    low: float | None
    high: float | None
    text: str
    sample: str
    faint: bool = False
    heading: str = ""
    """Stands over the rows of one network."""


@dataclass(frozen=True, slots=True)
class Intervals:
    rows: Sequence[Interval]
    marks: Sequence[Mark]

    def height(self, width: float, look: PlotLook) -> float:
        return _laid_out(self.rows, width, look).height

    def spots(self, size: QSizeF, look: PlotLook) -> list[QRectF]:
        return _laid_out(self.rows, size.width(), look).boxes

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook, active: int | None = None) -> None:
        laid = _laid_out(self.rows, size.width(), look)
        for place, row in enumerate(self.rows):
            box = _paint_texts(painter, laid, place, row, look, active=place == active)
            self._paint_interval(painter, box, laid.columns.plot, row, look)

    def _paint_interval(
        self, painter: QPainter, box: QRectF, plot: tuple[float, float], row: Interval, look: PlotLook
    ) -> None:
        most = max((row.high if row.high is not None else row.middle for row in self.rows), default=0.0)
        if most <= 0:
            return
        left, wide = plot
        high = look.metrics().height() * 0.62
        ground = QRectF(left, box.center().y() - high / 2, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colors.of("hover"))
        painter.drawRoundedRect(ground, 3, 3)
        if row.low is not None and row.high is not None and not row.faint:
            start, end = left + wide * max(row.low, 0) / most, left + wide * row.high / most
            painter.setBrush(look.wash(0.35))
            painter.drawRoundedRect(QRectF(start, ground.y() + high * 0.22, max(end - start, 2), high * 0.56), 3, 3)
        painter.setBrush(look.colors.of("muted" if row.faint else "accent"))
        painter.drawRect(QRectF(left + wide * max(row.middle, 0) / most - 1, ground.y(), 2, high))


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edge and width of what stands beside each other."""

    name: tuple[float, float]
    plot: tuple[float, float]
    text: tuple[float, float]
    sample: tuple[float, float]


def heading_height(text: str, width: float, look: PlotLook) -> float:
    """Of a heading over rows, on as many lines as its words need."""
    if not text:
        return 0.0
    lines = look.metrics().boundingRect(QRectF(0, 0, width, 1e6), WRAPPED, text).height()
    return max(line_height(look), lines + look.metrics().height() * 0.5)


def line_height(look: PlotLook) -> float:
    return look.metrics(small=False).height() * look.pitch


def columns_of(
    look: PlotLook, width: float, names: Sequence[str], texts: Sequence[str], samples: Sequence[str]
) -> Columns:
    """Numbers take what they need; names too, up to two fifths, or to where the plot would have less than a fifth."""
    body, small = look.metrics(small=False), look.metrics()
    text = max(map(body.horizontalAdvance, texts), default=0.0) + GAP
    sample = max(map(small.horizontalAdvance, samples), default=0.0) + (GAP if any(samples) else 0.0)
    most = max(width * 0.4, width * 0.8 - text - sample)
    name = min(max(map(body.horizontalAdvance, names), default=0.0) + GAP, most) if any(names) else 0.0
    plot = max(width - name - text - sample, 12.0)
    return Columns((0, max(name - GAP, 0.0)), (name, plot), (name + plot, text), (name + plot + text, sample))


def _write_row(
    painter: QPainter, box: QRectF, columns: Columns, look: PlotLook, texts: tuple[str, str, str], *, faint: bool
) -> None:
    name, text, sample = texts
    ink, quiet = look.colors.of("text"), look.colors.of("muted")
    kinds = (
        (columns.name, name, legible(look.font, name, columns.name[1]), ink, Qt.AlignmentFlag.AlignLeft),
        (columns.text, text, look.small if faint else look.font, quiet if faint else ink, RIGHT),
        (columns.sample, sample, look.small, quiet, RIGHT),
    )
    for (left, wide), shown, font, color, align in kinds:
        if shown:
            write(painter, QRectF(left, box.y(), wide, box.height()), shown, font=font, color=color, align=align)
