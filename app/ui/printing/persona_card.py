"""A persona as one A4 page: portrait, quote and facts above, its blocks in two columns below.

The type gets smaller until everything fits; what still does not goes on a second page, and the first says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from app.domain.personas import BLOCKS, Evidence, Persona, Statement
from app.system import labels
from app.ui.colors import LIGHT
from app.ui.language import Language
from app.ui.personas import told
from app.ui.personas.portraits import paint_portrait
from app.ui.printing.sheet import FINE, INK, RULE, SOFT, Sheet, font_of, line_height, lines_of, width_of
from app.ui.widgets.broken_text import broken

SIZES = (12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
"""Points of the text of statements, from what reads best to the smallest that still does."""
PORTRAIT = 84.0
GUTTER, GAP = 20.0, 12.0
ICON = 8.0
TITLE, QUOTE, SMALL = 24.0, 12.0, 8.5


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that is never broken: a heading with its first statement, or a statement."""

    heading: str
    icon: str
    lines: tuple[str, ...]
    kind: Evidence | None
    beside: str
    """The word of the evidence, at the end of the last line or below it."""
    source: tuple[str, ...]
    height: float


class PersonaCard:
    """`paints_anywhere`: no widget and no pixmap is drawn, so that a preview may be made on a worker's thread."""

    landscape = False
    paints_anywhere = True

    def __init__(
        self,
        persona: Persona,
        language: Language,
        today: date,
        portrait: QImage | None = None,
        changed_on: date | None = None,
    ) -> None:
        self._persona, self._language, self._today = persona, language, today
        self._words, self._formats = language.words, language.formats
        self._portrait, self._changed_on = portrait, changed_on
        self._laid: tuple[QSizeF, float, list[list[list[Piece]]]] | None = None

    @property
    def title(self) -> str:
        return self._persona.name

    def page_count(self, size: QSizeF) -> int:
        return len(self._pages(size)[1])

    def paint_page(self, painter: QPainter, page: int, size: QSizeF) -> None:
        text, pages = self._pages(size)
        sheet = Sheet(painter)
        top = self._draw_head(sheet, painter, size) if page == 0 else self._draw_short_head(sheet, size)
        width = (size.width() - GUTTER) / 2
        for column, pieces in enumerate(pages[page]):
            x, y = column * (width + GUTTER), top
            for piece in pieces:
                y = self._draw_piece(sheet, painter, piece, x, y, width, text)
        self._draw_foot(sheet, painter, size, page, len(pages))

    # arranging
    def _pages(self, size: QSizeF) -> tuple[float, list[list[list[Piece]]]]:
        """The size of the text, and per page the pieces of both columns."""
        if self._laid is None or self._laid[0] != size:
            self._laid = (size, *self._arranged(size))
        return self._laid[1], self._laid[2]

    def _arranged(self, size: QSizeF) -> tuple[float, list[list[list[Piece]]]]:
        width = (size.width() - GUTTER) / 2
        room = size.height() - self._head_height(size) - self._foot_height
        for text in SIZES:
            pieces = self._pieces(width, text)
            if (columns := _balanced(pieces, room)) is not None:
                return text, [columns]
        text = 8.5
        rest = self._pieces(width, text)
        pages: list[list[list[Piece]]] = []
        while rest:
            high = room if not pages else size.height() - self._short_head_height - self._foot_height
            even = _balanced(rest, high)
            columns, rest = (even, []) if even is not None else _filled(rest, high)
            pages.append(columns)
        return text, pages

    def _pieces(self, width: float, text: float) -> list[Piece]:
        found: list[Piece] = []
        for code in BLOCKS:
            rows = [row for row in self._persona.statements if row.block == code]
            name = labels.word(labels.BLOCKS, code, self._words)
            for number, row in enumerate(rows):
                found.append(self._statement(row, width, text, "" if number else name, told.BLOCK_ICONS[code]))
        tones = ((self._words.t("Speak like this"), "circle-check", self._persona.tone_do),
                 (self._words.t("Do not speak like this"), "ban", self._persona.tone_dont))  # fmt: skip
        for name, icon, tone in tones:
            if tone:
                lines = tuple(line for part in tone.splitlines() for line in lines_of(part, text, width))
                found.append(_piece(name, icon, lines, None, "", (), text))
        return found

    def _statement(self, row: Statement, width: float, text: float, heading: str, icon: str) -> Piece:
        small = text * 0.82
        lines = tuple(line for part in row.text.splitlines() for line in _lines(part, text, width))
        kind = labels.evidence(row.kind, self._words)
        source = told.source_line(row, self._language)
        fits = width_of(lines[-1], text) + 6 + _badge_width(kind, small) <= width if lines else True
        below = tuple(_lines(source, small, width)) if source else ()
        return _piece(heading, icon, lines, row.kind, kind, below, text, badge_below=not fits)

    # drawing
    def _draw_piece(
        self, sheet: Sheet, painter: QPainter, piece: Piece, x: float, y: float, width: float, text: float
    ) -> float:
        end, small = y + piece.height, text * 0.82
        if piece.heading:
            y += text * 0.5
            sheet.icon(piece.icon, x, y + 2, text)
            sheet.text(x + text + 5, y, piece.heading, text * 1.08, bold=True, width=width - text - 5)
            y += line_height(text * 1.08) + 2
            sheet.rule(x, y, x + width, y)
            y += 4
        for line in piece.lines:
            sheet.text(x, y, line, text)
            y += line_height(text)
        if piece.kind is not None:
            last = width_of(piece.lines[-1], text) + 6 if piece.lines else 0.0
            if last + _badge_width(piece.beside, small) <= width:
                _draw_badge(
                    sheet,
                    painter,
                    piece,
                    x + last,
                    y - line_height(text) + (line_height(text) - small * 1.35) / 2,
                    small,
                )
            else:
                _draw_badge(sheet, painter, piece, x, y + 1, small)
                y += small * 1.35 + 2
        for line in piece.source:
            sheet.text(x, y, line, small, color=SOFT)
            y += line_height(small)
        return end

    def _head_height(self, size: QSizeF) -> float:
        beside = size.width() - PORTRAIT - GUTTER
        lines = len(self._quote_lines(beside)) * line_height(QUOTE) + len(self._summary_lines(beside)) * line_height(10)
        size_of_name = self._name_size(beside)
        text = len(self._name_lines(beside)) * line_height(size_of_name) + lines + line_height(SMALL) + 8
        return max(PORTRAIT, text) + GAP + 6

    def _name_lines(self, width: float) -> list[str]:
        return lines_of(self._persona.name, self._name_size(width), width, bold=True)

    def _name_size(self, width: float) -> float:
        """A long name is set smaller."""
        fits = (size for size in (TITLE, 20.0, 16.0) if len(lines_of(self._persona.name, size, width, bold=True)) <= 2)
        return next(fits, 13.0)

    def _summary_lines(self, width: float) -> list[str]:
        return lines_of(self._persona.summary, 10, width) if self._persona.summary else []

    def _quote_lines(self, width: float) -> list[str]:
        quote = self._persona.quote
        return lines_of(self._formats.quote(quote), QUOTE, width, 12) if quote else []

    def _draw_head(self, sheet: Sheet, painter: QPainter, size: QSizeF) -> float:
        paint_portrait(painter, QRectF(0, 0, PORTRAIT, PORTRAIT), self._persona.name, self._portrait)
        x, width, y = PORTRAIT + GUTTER, size.width() - PORTRAIT - GUTTER, 0.0
        name = self._name_size(width)
        for line in self._name_lines(width):
            sheet.text(x, y, line, name, bold=True)
            y += line_height(name)
        for line in self._summary_lines(width):
            sheet.text(x, y, line, 10)
            y += line_height(10)
        y += 4
        for line in self._quote_lines(width):
            sheet.text(x, y, line, QUOTE, color=SOFT)
            y += line_height(QUOTE)
        sheet.text(x, y + 2, self._facts, SMALL, color=SOFT, width=width)
        return self._head_height(size)

    @property
    def _facts(self) -> str:
        persona = self._persona
        parts = [told.share(persona, self._language)] if persona.share is not None else []
        parts += [told.stage(persona.funnel_stage, self._language)] if persona.funnel_stage else []
        parts.append(told.measured(persona, self._language))
        return " · ".join(parts)

    @property
    def _short_head_height(self) -> float:
        return line_height(11) + GAP

    def _draw_short_head(self, sheet: Sheet, size: QSizeF) -> float:
        sheet.text(0, 0, self._persona.name, 11, bold=True, width=size.width())
        sheet.rule(0, line_height(11) + 3, size.width(), line_height(11) + 3)
        return self._short_head_height

    @cached_property
    def _foot_height(self) -> float:
        return GAP + 2 * line_height(SMALL * 0.9)

    def _draw_foot(self, sheet: Sheet, painter: QPainter, size: QSizeF, page: int, pages: int) -> None:
        small = SMALL * 0.9
        y = size.height() - 2 * line_height(small)
        sheet.rule(0, y - 4, size.width(), y - 4)
        x = 0.0
        for kind in Evidence:
            word = labels.evidence(kind, self._words)
            piece = Piece("", "", (), kind, word, (), 0)
            _draw_badge(sheet, painter, piece, x, y, small)
            x += _badge_width(word, small) + 6
        words, formats = self._words, self._formats
        if pages > 1:
            number = words.t("page {page} of {pages}", page=page + 1, pages=pages)
            more = words.t("Goes on overleaf") if page + 1 < pages else ""
            sheet.text(
                x + 6,
                y,
                " · ".join(part for part in (more, number) if part),
                small,
                color=INK,
                width=size.width() - x - 6,
                right=True,
            )
        y += line_height(small) + 2
        parts = [words.t("Szpalta, version {n}", n=self._persona.version)]
        if self._changed_on is not None:
            parts.append(words.t("changed {day}", day=formats.day_short(self._changed_on)))
        if self._persona.review_on is not None:
            parts.append(words.t("next review {day}", day=formats.day_short(self._persona.review_on)))
        parts.append(words.t("Printed on {day}", day=formats.day_short(self._today)))
        sheet.text(0, y, " · ".join(parts), small, color=SOFT, width=size.width())


def _lines(text: str, size: float, width: float) -> list[str]:
    """As `lines_of`, but what a no-break space holds together stays on one line."""
    layout = broken(text, font_of(size), max(width, size) * FINE)
    rows = [layout.lineAt(number) for number in range(layout.lineCount())]
    return [layout.text()[row.textStart() : row.textStart() + row.textLength()].strip("\u2028 ") for row in rows]


def _piece(
    heading: str, icon: str, lines: tuple[str, ...], kind: Evidence | None, beside: str, source: tuple[str, ...],
    text: float, *, badge_below: bool = False,
) -> Piece:  # fmt: skip
    small = text * 0.82
    high = len(lines) * line_height(text) + len(source) * line_height(small) + text * 0.55
    if heading:
        high += text * 0.5 + line_height(text * 1.08) + 6
    if badge_below:
        high += small * 1.35 + 2
    return Piece(heading, icon, lines, kind, beside, source, high)


def _balanced(pieces: Sequence[Piece], room: float) -> list[list[Piece]] | None:
    """Two columns as equal as they get, None when they do not fit into `room`."""
    best: tuple[float, int] | None = None
    for cut in range(len(pieces) + 1):
        high = max(_height(pieces[:cut]), _height(pieces[cut:]))
        if high <= room and (best is None or high < best[0]):
            best = (high, cut)
    return None if best is None else [list(pieces[: best[1]]), list(pieces[best[1] :])]


def _filled(pieces: Sequence[Piece], room: float) -> tuple[list[list[Piece]], list[Piece]]:
    """Two columns filled from above, and what is left; a piece higher than a page stands alone."""
    rest, columns = list(pieces), []
    for _ in range(2):
        column: list[Piece] = []
        while rest and (not column or _height([*column, rest[0]]) <= room):
            column.append(rest.pop(0))
        columns.append(column)
    return columns, rest


def _height(pieces: Sequence[Piece]) -> float:
    return sum(piece.height for piece in pieces)


def _badge_width(word: str, size: float) -> float:
    return width_of(word, size) + size * 2.5


def _draw_badge(sheet: Sheet, painter: QPainter, piece: Piece, x: float, y: float, size: float) -> None:
    """Border, icon and word; an assumption has a dashed border."""
    kind = piece.kind or Evidence.ASSUMED
    name, role = told.EVIDENCE_LOOK[kind]
    color: QColor = LIGHT.of(role)
    box = QRectF(x, y, _badge_width(piece.beside, size), size * 1.35)
    pen = QPen(color if kind is not Evidence.ASSUMED else RULE, 0.6)
    if kind is Evidence.ASSUMED:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    sheet.icon(name, x + size * 0.55, y + size * 0.24, size * 0.87)
    sheet.text(x + size * 1.75, y + size * 0.05, piece.beside, size, color=color)
