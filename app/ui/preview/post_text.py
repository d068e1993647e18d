"""The text of a post as its network shows it: tags, mentions and links in the accent colour, changes of words marked.

The text is drawn from plain text with formats of our own; it is never read as HTML (SEC-14).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.domain.limits import link_spans
from app.domain.word_differences import Fate, Piece
from app.ui.colors import Colors
from app.ui.tokens import colors_of

_NAMED = re.compile(r"(?<![\w#@])[#@]\w[\w.\-]*\w|(?<![\w#@])[#@]\w")
_GROUND = 28
"""How strongly a changed word's ground is coloured, of 255."""
_NARROWEST = 120
_THIN = "\u2009"
"""Between an old word and its new one, so that they do not run together."""
_ANEW = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look."""

    text: str
    fate: Fate = Fate.KEPT
    accent: bool = False
    strong: bool = False


def runs_of(pieces: Iterable[Piece], *, strong: int = 0) -> list[Run]:
    """Pieces cut where tags, mentions and links begin and end. The first `strong` characters are set bold."""
    pieces = list(pieces)
    marks = _accents("".join(piece.text for piece in pieces if piece.fate is not Fate.REMOVED))
    runs: list[Run] = []
    place = 0
    for piece in pieces:
        if piece.fate is Fate.REMOVED:
            runs.append(Run(piece.text, piece.fate, strong=place < strong))
            continue
        end = place + len(piece.text)
        cuts = sorted({place, end, *(at for mark in marks for at in mark if place < at < end)})
        cuts = sorted({*cuts, *([strong] if place < strong < end else [])})
        for first, last in pairwise(cuts):
            accent = any(a <= first < b for a, b in marks)
            runs.append(Run(piece.text[first - place : last - place], piece.fate, accent, first < strong))
        place = end
    return runs


def _accents(text: str) -> list[tuple[int, int]]:
    links = link_spans(text)
    names = [match.span() for match in _NAMED.finditer(text)]
    return links + [span for span in names if not any(a <= span[0] < b for a, b in links)]


class PostText(QLabel):
    """Gives way to any width. `role` is the colour of its plain text.

    Those who listen hear the text as it will be, and what was taken out and put in.
    """

    def __init__(self, role: str = "text", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        if look:
            self.setProperty("look", look)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._runs: list[Run] = []
        self._heights: dict[int, int] = {}
        self._document = QTextDocument(self)
        self._document.setUndoRedoEnabled(False)
        self._document.setDocumentMargin(0)
        self._document.setDefaultTextOption(_wrapping())

    def show_plain(self, text: str) -> None:
        """Shows a text without any mark; unlike other labels it breaks words that are wider than itself."""
        self.show_runs([Run(text)] if text else [])

    def show_runs(self, runs: list[Run], told: str = "") -> None:
        """`told` says the changes of the words to those who do not see them."""
        if runs == self._runs:
            return
        self._runs = runs
        self.setText("".join(run.text for run in runs if run.fate is not Fate.REMOVED))
        self.setAccessibleDescription(told)
        self._write()

    def _write(self) -> None:
        colors = colors_of(QGuiApplication.palette())
        self._heights.clear()
        self._document.setDefaultFont(self.font())
        self._document.clear()
        cursor = QTextCursor(self._document)
        before: Run | None = None
        for run in self._runs:
            if before is not None and before.fate is Fate.REMOVED and run.fate is Fate.ADDED:
                cursor.insertText(_THIN, QTextCharFormat())
            cursor.insertText(run.text, _format(run, colors, self._role))
            before = run
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _ANEW:
            self._write()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._document.setTextWidth(width)
            self._heights[width] = round(self._document.size().height() + 0.5)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        width = max(self.width(), _NARROWEST)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        self._document.setTextWidth(self.width())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette = self.palette()
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.translate(0, max(0, (self.height() - self.heightForWidth(self.width())) // 2))
        self._document.documentLayout().draw(painter, context)
        painter.end()


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _format(run: Run, colors: Colors, role: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(colors.of("accent" if run.accent else role))
    if run.strong:
        made.setFontWeight(QFont.Weight.Bold)
    if run.fate is Fate.REMOVED:
        made.setForeground(colors.of("failed"))
        made.setBackground(_faint(colors.of("failed")))
        made.setFontStrikeOut(True)
    elif run.fate is Fate.ADDED:
        made.setForeground(colors.of("approved"))
        made.setBackground(_faint(colors.of("approved")))
        made.setFontUnderline(True)
    return made


def _faint(color: QColor) -> QColor:
    color.setAlpha(_GROUND)
    return color
