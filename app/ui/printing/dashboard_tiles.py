"""Tiles on paper. Drawings are those of the window; numbers, tables and words are set here."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.domain.added_values import NoteContent
from app.domain.dashboard_values import (
    FailedContent,
    NumberContent,
    PostsContent,
    RankedPost,
    ResponseContent,
    Tile,
)
from app.domain.networks import Network
from app.system.advice_words import evidence_word
from app.ui import icons
from app.ui.dashboard.added_drawings import waits_for
from app.ui.dashboard.drawings import drawing_of, evidence_of, sentence_of, sparkline
from app.ui.dashboard.telling import Telling
from app.ui.dashboard.wording import beside, exposure_heading, failure_text, response_text, title
from app.ui.plots.drawing import Drawing
from app.ui.plots.line_frame import LineFrame, paint_marker
from app.ui.plots.look import PlotLook, bold, write
from app.ui.printing.paragraphs import paragraph_height, write_paragraph

PAD = 8.0
RADIUS = 4.0
PICTURE = 20.0
COLUMN_SHARES = (0.12, 0.09, 0.13, 0.11)
POST_SHARE, POST_GAP = 1 - sum(COLUMN_SHARES), 6.0
RIGHT = Qt.AlignmentFlag.AlignRight


class Block(Protocol):
    """Something that stands on a page as a whole."""

    def height(self, width: float, look: PlotLook) -> float: ...
    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None: ...


def paper_tile(tile: Tile, tell: Telling) -> Block:
    content = tile.content
    if isinstance(content, NumberContent):
        return Card(tell.title(tile), NumberInside(content, tell))
    if isinstance(content, PostsContent) and content.rows:
        return Card(tell.title(tile), PostsInside(content, tell))
    if isinstance(content, ResponseContent):
        return Card(tell.title(tile), WordsInside(response_text(content, tell)))
    if isinstance(content, FailedContent):
        return Card(tell.title(tile), WordsInside(failure_text(content, tell)))
    if isinstance(content, NoteContent):
        return Card(tell.title(tile), WordsInside(content.text))
    drawing = drawing_of(tile, tell)
    if drawing is None or not drawing.marks:
        value = getattr(content, "value", None)
        known = tell.unknown(value) if value else tell.words.t("No data in this period.")
        return Card(tell.title(tile), WordsInside(waits_for(content, tell) or known))
    return Card(tell.title(tile), DrawingInside(drawing, _told_under(tile, tell)))


def _told_under(tile: Tile, tell: Telling) -> str:
    """On paper the traffic light is its word."""
    evidence = evidence_of(tile)
    return "\n".join(filter(None, (evidence_word(evidence, tell.words) if evidence else "", sentence_of(tile, tell))))


class Card:
    """The frame of a tile with its heading."""

    def __init__(self, heading: str, inside: Block) -> None:
        self._heading, self._inside = heading, inside

    def height(self, width: float, look: PlotLook) -> float:
        head = paragraph_height(self._heading, bold(look.font), width - 2 * PAD)
        return head + self._inside.height(width - 2 * PAD, look) + 2.5 * PAD

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None:
        painter.setPen(QPen(look.colors.of("line"), 0.7))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(0, 0, size.width(), size.height()), RADIUS, RADIUS)
        wide = size.width() - 2 * PAD
        head = write_paragraph(painter, PAD, PAD, wide, self._heading, bold(look.font), look.colors.of("muted"))
        painter.translate(PAD, PAD * 1.5 + head)
        self._inside.paint(painter, QSizeF(wide, size.height() - head - 2.5 * PAD), look)


class NumberInside:
    def __init__(self, content: NumberContent, tell: Telling) -> None:
        self._content, self._tell = content, tell
        value = content.value
        self._shown, self._change = tell.of(value), tell.change(content)
        told = [tell.unknown(value) if value.value is None else tell.sample(value), tell.before(content)]
        self._below = "\n".join(line for line in told if line)

    def height(self, width: float, look: PlotLook) -> float:
        change = paragraph_height(self._change, bold(look.font), width)
        return 22 + change + 26 + paragraph_height(self._below, look.small, width)

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None:
        big = bold(look.font)
        big.setPixelSize(16)
        write(painter, QRectF(0, 0, size.width(), 20), self._shown, font=big, color=look.colors.of("text"))
        change = self._content.change
        role = "muted" if not change else "approved" if change > 0 else "failed"
        top = 22.0
        top += write_paragraph(painter, 0, top, size.width(), self._change, bold(look.font), look.colors.of(role))
        painter.save()
        painter.translate(0, top)
        sparkline(self._content, self._tell).paint(painter, QSizeF(size.width(), 24), look)
        painter.restore()
        write_paragraph(painter, 0, top + 26, size.width(), self._below, look.small, look.colors.of("muted"))


class DrawingInside:
    def __init__(self, drawing: Drawing, sentence: str) -> None:
        self._drawing, self._sentence = drawing, sentence
        self._names = [series.name for series in drawing.series] if isinstance(drawing, LineFrame) else []

    def height(self, width: float, look: PlotLook) -> float:
        legend = sum(1 for _ in self._legend(width, look)) * look.metrics().height()
        sentence = paragraph_height(self._sentence, look.small, width)
        return legend + self._drawing.height(width, look) + sentence + 6

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None:
        top, high = 0.0, look.metrics().height()
        for row in self._legend(size.width(), look):
            for left, place, name in row:
                self._paint_sample(painter, QPointF(left, top + high / 2), place, look)
                box = QRectF(left + 24, top, size.width() - left - 24, high)
                write(painter, box, name, font=look.small, color=look.colors.of("muted"))
            top += high
        sentence = paragraph_height(self._sentence, look.small, size.width())
        painter.save()
        painter.translate(0, top)
        room = QSizeF(size.width(), self._drawing.height(size.width(), look))
        if isinstance(self._drawing, LineFrame):
            room.setHeight(size.height() - top - sentence - 6)
        self._drawing.paint(painter, room, look)
        painter.restore()
        below = size.height() - sentence
        write_paragraph(painter, 0, below, size.width(), self._sentence, look.small, look.colors.of("muted"))

    def _legend(self, width: float, look: PlotLook) -> list[list[tuple[float, int, str]]]:
        """Left edge, place and name of every line, row by row."""
        rows: list[list[tuple[float, int, str]]] = [[]] if self._names else []
        left = 0.0
        for place, name in enumerate(self._names):
            wide = 24 + look.metrics().horizontalAdvance(name) + 12
            if left + wide > width and left:
                rows.append([])
                left = 0.0
            rows[-1].append((left, place, name))
            left += wide
        return rows

    def _paint_sample(self, painter: QPainter, at: QPointF, place: int, look: PlotLook) -> None:
        pen = look.pen(place)
        pen.setCosmetic(False)
        painter.setPen(pen)
        painter.drawLine(at, at + QPointF(18, 0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.series(place))
        paint_marker(painter, at + QPointF(9, 0), place)


class PostsInside:
    def __init__(self, content: PostsContent, tell: Telling) -> None:
        self._rows, self._tell = content.rows, tell
        self._one_measure = len({row.metric for row in content.rows}) == 1
        t = tell.words.t
        self._headers = (t("Format"), exposure_heading(content.rows, tell), t("Interactions"), t("Rate"))

    def height(self, width: float, look: PlotLook) -> float:
        room = width * POST_SHARE - POST_GAP
        return look.metrics().height() * 1.4 + sum(self._row_height(row, room, look) for row in self._rows)

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None:
        columns, post = COLUMN_SHARES, size.width() * POST_SHARE
        head = look.metrics().height() * 1.4
        edges = [post + size.width() * sum(columns[:place]) for place in range(len(columns))]
        for place, text in enumerate(self._headers):
            box = QRectF(edges[place], 0, size.width() * columns[place], head)
            align = RIGHT if place else Qt.AlignmentFlag.AlignLeft
            write(painter, box, text, font=look.small, color=look.colors.of("muted"), align=align)
        top = head
        for row in self._rows:
            high = self._row_height(row, post - POST_GAP, look)
            painter.setPen(QPen(look.colors.of("line"), 0.5))
            painter.drawLine(QPointF(0, top), QPointF(size.width(), top))
            self._paint_post(painter, QRectF(0, top, post - POST_GAP, high), row, look)
            for place, text in enumerate(self._cells(row)):
                box = QRectF(edges[place], top, size.width() * columns[place], high)
                align = RIGHT if place else Qt.AlignmentFlag.AlignLeft
                write(painter, box, text, font=look.font, color=look.colors.of("text"), align=align)
            top += high

    def _cells(self, row: RankedPost) -> tuple[str, ...]:
        tell = self._tell
        return (
            tell.format_name(row.post.format),
            tell.value(row.exposure, "count"),
            tell.value(row.interactions, "count"),
            tell.rated(row.value, row.metric),
        )

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
        left, wide = PICTURE + 6, box.width() - PICTURE - 6
        line = look.metrics(small=False).height()
        below = self._beside(row)
        top = box.center().y() - (line + paragraph_height(below, look.small, wide)) / 2
        upper = QRectF(left, top, wide, line)
        write(painter, upper, title(row, self._tell), font=bold(look.font), color=look.colors.of("text"))
        write_paragraph(painter, left, top + line, wide, below, look.small, look.colors.of("muted"))

    def _beside(self, row: RankedPost) -> str:
        """What all rows are ranked by is not said in each."""
        return beside(row, self._tell, ranked_by=not self._one_measure)

    def _row_height(self, row: RankedPost, room: float, look: PlotLook) -> float:
        below = paragraph_height(self._beside(row), look.small, room - PICTURE - 6)
        return max(look.metrics(small=False).height() + below + 4, PICTURE + 4)


class WordsInside:
    def __init__(self, text: str) -> None:
        self._text = text

    def height(self, width: float, look: PlotLook) -> float:
        return paragraph_height(self._text, look.font, width)

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None:
        write_paragraph(painter, 0, 0, size.width(), self._text, look.font, look.colors.of("muted"))


def in_one_line(text: str) -> str:
    """Lines one after the other: sentences as they are, others parted by semicolons."""
    whole = ""
    for line in text.splitlines():
        whole += ("" if not whole else " " if whole.endswith(".") else "; ") + line
    return whole


class Formula:
    """What the "i" of a tile tells, in small type: formula, denominator, sample, what was left out."""

    def __init__(self, tile: Tile, tell: Telling) -> None:
        self._heading = tell.title(tile)
        value = getattr(tile.content, "value", None)
        told = tell.about(tile, value)[:-1]
        self._text = " · ".join(f"{name}: {in_one_line(text)}" for name, text in told)

    def height(self, width: float, look: PlotLook) -> float:
        return paragraph_height(self._heading, bold(look.small), width) + paragraph_height(
            self._text, look.small, width
        )

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None:
        ink: QColor = look.colors.of("text")
        top = write_paragraph(painter, 0, 0, size.width(), self._heading, bold(look.small), ink)
        write_paragraph(painter, 0, top, size.width(), self._text, look.small, look.colors.of("muted"))
