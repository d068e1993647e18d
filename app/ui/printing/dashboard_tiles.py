"""Tiles on paper. Drawings are those of the window; numbers, tables and words are set here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from app.domain.dashboard_values import NumberContent, PostsContent, RankedPost, Tile
from app.domain.networks import Network
from app.system.told.said import text_of
from app.system.told.wording import (
    beside,
    exposure_heading,
    format_and_exposure,
    format_cell,
    headings,
    title,
    value_heading,
    without_figures,
)
from app.ui import icons
from app.ui.dashboard.drawings import change_role, drawing_of, sparkline
from app.ui.dashboard.telling import Telling
from app.ui.plots.drawing import Drawing
from app.ui.plots.line_frame import LineFrame
from app.ui.plots.look import PlotLook, bold, fitted, write
from app.ui.plots.painted_legend import legend_height, paint_legend
from app.ui.plots.panels import Panels
from app.ui.printing.paragraphs import lines_within, paragraph_height, write_paragraph, write_within

PAD = 8.0
RADIUS = 4.0
PICTURE = 20.0
POST_GAP, FORMAT_SHARE = 6.0, 0.12
NARROW = 300.0
"""Points of a table that has room for two columns of numbers only."""
POST_SHARE, NARROW_SHARE = 0.55, 0.62
"""Of its width, for the posts themselves."""
LEAST_ROWS = 2
"""Posts on either side of a page's end."""
TITLE_LINES = 2
RIGHT, WRAP = Qt.AlignmentFlag.AlignRight, Qt.TextFlag.TextWordWrap


class Block(Protocol):
    """Something that stands on a page as a whole."""

    def height(self, width: float, look: PlotLook) -> float: ...
    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None: ...


def paper_tile(tile: Tile, tell: Telling) -> Block:
    return Card(tell.title(tile), _inside_of(tile, tell), tell)


def _inside_of(tile: Tile, tell: Telling) -> Block:
    content = tile.content
    if isinstance(content, NumberContent):
        return NumberInside(content, text_of(tile, tell), tell)
    if isinstance(content, PostsContent) and content.rows:
        return PostsInside(content.rows, tell)
    drawing = drawing_of(tile, tell)
    if drawing is None or not drawing.marks:
        return WordsInside(text_of(tile, tell))
    return DrawingInside(drawing, text_of(tile, tell))


class Card:
    """The frame of a tile with its heading."""

    def __init__(self, heading: str, inside: Block, tell: Telling, *, goes_on: bool = False) -> None:
        self._name, self._inside, self._tell, self._goes_on = heading, inside, tell, goes_on
        self._heading = tell.words.t("{tile}, continued", tile=heading) if goes_on else heading

    def cut(self, room: float, width: float, look: PlotLook) -> tuple[Block, Block] | None:
        """Two cards, the first of which fits into `room`; None for what stays whole."""
        if not isinstance(self._inside, PostsInside):
            return None
        head = paragraph_height(self._heading, bold(look.font), width - 2 * PAD) + 2.5 * PAD
        parts = self._inside.cut(room - head, width - 2 * PAD, look)
        if parts is None:
            return None
        return replace_inside(self, parts[0]), Card(self._name, parts[1], self._tell, goes_on=True)

    def height(self, width: float, look: PlotLook) -> float:
        head = paragraph_height(self._heading, bold(look.font), width - 2 * PAD)
        return head + self._inside.height(width - 2 * PAD, look) + 2.5 * PAD

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None:
        painter.setPen(QPen(look.colors.of("line"), 0.7))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        high = (
            self.height(size.width(), look) if self._goes_on else size.height()
        )  # its few rows want no box as of a whole tile
        painter.drawRoundedRect(QRectF(0, 0, size.width(), high), RADIUS, RADIUS)
        wide = size.width() - 2 * PAD
        head = write_paragraph(painter, PAD, PAD, wide, self._heading, bold(look.font), look.colors.of("muted"))
        painter.translate(PAD, PAD * 1.5 + head)
        self._inside.paint(painter, QSizeF(wide, high - head - 2.5 * PAD), look)


def replace_inside(card: Card, inside: Block) -> Card:
    """The same card around something else."""
    made = copy(card)
    made._inside = inside
    return made


class NumberInside:
    def __init__(self, content: NumberContent, below: str, tell: Telling) -> None:
        self._content, self._tell = content, tell
        self._shown, self._change, self._below = tell.of(content.value), tell.change(content), below

    def height(self, width: float, look: PlotLook) -> float:
        change = paragraph_height(self._change, bold(look.font), width)
        return 22 + change + 26 + paragraph_height(self._below, look.small, width)

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None:
        big = bold(look.font)
        big.setPixelSize(16)
        big = fitted(big, self._shown, size.width())  # a number is never cut
        write(painter, QRectF(0, 0, size.width(), 20), self._shown, font=big, color=look.colors.of("text"))
        top, color = 22.0, look.colors.of(change_role(self._change))
        top += write_paragraph(painter, 0, top, size.width(), self._change, bold(look.font), color)
        painter.save()
        painter.translate(0, top)
        sparkline(self._content, self._tell).paint(painter, QSizeF(size.width(), 24), look)
        painter.restore()
        write_paragraph(painter, 0, top + 26, size.width(), self._below, look.small, look.colors.of("muted"))


class DrawingInside:
    def __init__(self, drawing: Drawing, sentence: str) -> None:
        self._drawing, self._sentence = drawing, sentence
        self._names = drawing.names if isinstance(drawing, LineFrame) else []

    def height(self, width: float, look: PlotLook) -> float:
        legend = legend_height(self._names, width, look)
        sentence = paragraph_height(self._sentence, look.small, width)
        return legend + self._drawing.height(width, look) + sentence + 6

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None:
        top = legend_height(self._names, size.width(), look)
        paint_legend(painter, size.width(), self._names, look)
        sentence = paragraph_height(self._sentence, look.small, size.width())
        painter.save()
        painter.translate(0, top)
        room = QSizeF(size.width(), self._drawing.height(size.width(), look))
        if isinstance(self._drawing, LineFrame | Panels):
            room.setHeight(size.height() - top - sentence - 6)
        self._drawing.paint(painter, room, look)
        painter.restore()
        below = top + room.height() + 6
        write_paragraph(painter, 0, below, size.width(), self._sentence, look.small, look.colors.of("muted"))


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    width: float
    heading: str
    told: Callable[[RankedPost], str]
    align: Qt.AlignmentFlag


class PostsInside:
    """A table of posts; cut, its head stands over both parts."""

    def __init__(self, rows: Sequence[RankedPost], tell: Telling, whole: Sequence[RankedPost] = ()) -> None:
        self._rows, self._tell, self._whole = rows, tell, whole or rows
        self._over = headings(self._rows, tell)

    def cut(self, room: float, width: float, look: PlotLook) -> tuple[PostsInside, PostsInside] | None:
        """Two tables, the first of which fits into `room`; None where one would have fewer than two posts."""
        top, fitting = self._head(width, look), 0
        for place, row in enumerate(self._rows):
            top += self._over_height(place, look) + self._row_height(row, width, look)
            if top > room:
                break
            fitting += 1
        fitting = min(fitting, len(self._rows) - LEAST_ROWS)
        if fitting < LEAST_ROWS:
            return None
        first, second = self._rows[:fitting], self._rows[fitting:]
        return PostsInside(first, self._tell, self._whole), PostsInside(second, self._tell, self._whole)

    def height(self, width: float, look: PlotLook) -> float:
        over = sum(self._over_height(place, look) for place in range(len(self._rows)))
        return self._head(width, look) + over + sum(self._row_height(row, width, look) for row in self._rows)

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None:
        columns, head = self._columns(size.width()), self._head(size.width(), look)
        longest = [(max(one.heading.split(), key=len, default=""), one.width - 2) for one in columns]
        fonts = [fitted(look.small, word, width) for word, width in longest]
        painter.setFont(min(fonts, key=lambda font: QFontMetricsF(font).height()))
        for column in columns:
            painter.setPen(look.colors.of("muted"))
            box = QRectF(column.left, 0, column.width, head - 2)
            painter.drawText(box, int(column.align | Qt.AlignmentFlag.AlignBottom | WRAP), column.heading)
        top = head
        for place, row in enumerate(self._rows):
            if self._over[place]:
                box = QRectF(0, top, size.width(), self._over_height(place, look) - 1)
                painter.setFont(look.small)
                painter.setPen(look.colors.of("muted"))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignBottom | WRAP), self._over[place])
                top += self._over_height(place, look)
            high = self._row_height(row, size.width(), look)
            painter.setPen(QPen(look.colors.of("line"), 0.5))
            painter.drawLine(QPointF(0, top), QPointF(size.width(), top))
            self._paint_post(painter, QRectF(0, top, size.width(), high), row, look)
            for column in columns:
                box = QRectF(column.left, top, column.width, high)
                write_within(painter, box, column.told(row), look.font, look.colors.of("text"), column.align)
            top += high

    def _columns(self, width: float) -> list[_Column]:
        """A narrow table has the numbers its posts are judged by; format and exposure stand under the post."""
        t, tell, left = self._tell.words.t, self._tell, _post_width(width) + POST_GAP
        every: tuple[tuple[str, float, str, Callable[[RankedPost], str]], ...] = (
            ("format", FORMAT_SHARE, t("Format"), lambda row: format_cell(row, tell)),
            ("exposure", 0.11, exposure_heading(self._whole, tell), lambda row: tell.value(row.exposure, "count")),
            ("interactions", 0.13, t("Interactions"), lambda row: tell.value(row.interactions, "count")),
            ("value", 0.11, value_heading(self._whole, tell), lambda row: tell.rated(row.value, row.metric)),
        )
        left_out = without_figures(self._whole) | ({"format", "exposure"} if width < NARROW else set())
        chosen = [one[1:] for one in every if one[0] not in left_out]
        wider = (width - left) / sum(share for share, _, _ in chosen)
        found = []
        for share, heading, told in chosen:
            side = Qt.AlignmentFlag.AlignLeft if share == FORMAT_SHARE else RIGHT
            found.append(_Column(left, share * wider, heading, told, side))
            left += share * wider
        return found

    def _head(self, width: float, look: PlotLook) -> float:
        """As high as its highest heading."""
        return max(paragraph_height(one.heading, look.small, one.width - 2) for one in self._columns(width)) + 4

    def _paint_post(self, painter: QPainter, box: QRectF, row: RankedPost, look: PlotLook) -> None:
        network = next((one for one in Network if one.value == row.post.network), Network.OTHER)
        place = QRectF(0, box.center().y() - PICTURE / 2, PICTURE, PICTURE)
        picture = self._tell.pictures.get(row.picture or "")
        if picture is not None:
            painter.drawImage(place, picture)
            place = QRectF(PICTURE - 7, place.bottom() - 7, 8, 8)
        else:
            place.adjust(3, 3, -3, -3)
        icons.paint_mark(painter, network, place, look.colors.line)
        left, wide = PICTURE + 6, _post_width(box.width()) - PICTURE - 6
        lines, line = self._title(row, wide, look), look.metrics(small=False).height()
        below = self._beside(row, box.width())
        top = box.center().y() - (line * len(lines) + paragraph_height(below, look.small, wide)) / 2
        for text in lines:
            upper = QRectF(left, top, wide, line)
            write(painter, upper, text, font=bold(look.font), color=look.colors.of("text"))
            top += line
        write_paragraph(painter, left, top, wide, below, look.small, look.colors.of("muted"))

    def _title(self, row: RankedPost, wide: float, look: PlotLook) -> list[str]:
        return lines_within(title(row, self._tell), bold(look.font), wide, TITLE_LINES)

    def _beside(self, row: RankedPost, width: float) -> str:
        """What all rows are ranked by is not said in each."""
        tell = self._tell
        told = beside(row, tell, headed=True)
        if width >= NARROW:
            return told
        return " · ".join((told, *format_and_exposure(row, tell)))

    def _over_height(self, place: int, look: PlotLook) -> float:
        """Of the heading over a row, where it has one."""
        return look.metrics().height() * 1.7 if self._over[place] else 0.0

    def _row_height(self, row: RankedPost, width: float, look: PlotLook) -> float:
        wide = _post_width(width) - PICTURE - 6
        below = paragraph_height(self._beside(row, width), look.small, wide)
        above = look.metrics(small=False).height() * len(self._title(row, wide, look))
        return max(above + below + 4, PICTURE + 4)


def _post_width(width: float) -> float:
    """The part of a table the posts themselves take."""
    return width * (NARROW_SHARE if width < NARROW else POST_SHARE) - POST_GAP


class WordsInside:
    def __init__(self, text: str) -> None:
        self._text = text

    def height(self, width: float, look: PlotLook) -> float:
        return paragraph_height(self._text, look.font, width)

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None:
        write_paragraph(painter, 0, 0, size.width(), self._text, look.font, look.colors.of("muted"))
