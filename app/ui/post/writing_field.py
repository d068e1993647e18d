"""The field a post is written in: grows with its text, takes pictures, and marks where a text no longer fits."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPaintEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from app.ui.field_undo import OF_POST, is_undo
from app.ui.tokens import M, colors_of

FEWEST_LINES = 5
MOST_LINES = 18
_TINT = 48


class WritingField(QTextEdit):
    """Plain text only. Tab leaves it."""

    edited = Signal(str)
    """A person changed the text: what it is now."""
    files_given = Signal(object)
    """A tuple of paths, dropped or pasted."""
    picture_given = Signal(object)
    """A `QImage` that was pasted."""

    def __init__(self, parent: QWidget | None = None, *, lines: int = FEWEST_LINES) -> None:
        super().__init__(parent)
        self._lines = lines
        self._showing = False
        self._place: int | None = None
        self._hint = ""
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setProperty("look", "bare")
        self.setProperty(OF_POST, True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(M)
        self.textChanged.connect(self._on_text)
        self.document().documentLayout().documentSizeChanged.connect(lambda size: self._fit())
        self._fit()

    @property
    def text(self) -> str:
        """What stands here, no-break spaces and all (`toPlainText` would make them ordinary ones)."""
        return str(self.document().toRawText()).replace("\u2029", "\n")

    def show_text(self, text: str) -> None:
        """Shows a text that nobody typed here; the cursor stays near where it was."""
        if text == self.text:
            return
        self._showing = True
        place = self.textCursor().position()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(place, len(self.document().toRawText()) - 1 if text else 0))
        self.setTextCursor(cursor)
        self._showing = False

    def setPlaceholderText(self, text: str) -> None:
        """Painted here: Qt shows only as much of it as one line takes."""
        self._hint = text
        self.viewport().update()

    def placeholderText(self) -> str:
        return self._hint

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._hint or not self.document().isEmpty():
            return
        margin = round(self.document().documentMargin())
        painter = QPainter(self.viewport())
        painter.setPen(colors_of(QGuiApplication.palette()).of("muted"))
        wrapped = int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(self.viewport().rect().adjusted(margin, margin, -margin, -margin), wrapped, self._hint)

    def mark_from(self, place: int | None) -> None:
        """Marks the text from a code point to its end; None marks nothing."""
        self._place = place
        self._mark()

    @property
    def marked(self) -> str:
        """The part that is marked now."""
        found = self.extraSelections()
        return str(found[0].cursor.selectedText()).replace("\u2029", "\n") if found else ""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._mark()
        elif event.type() is QEvent.Type.FontChange:
            self._fit()

    def event(self, event: QEvent) -> bool:
        return is_undo(event) or super().event(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasImage() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = local_files(source)
        if files:
            self.files_given.emit(files)
        elif source.hasImage() and not source.hasText():
            image = QImage(source.imageData())
            if not image.isNull():
                self.picture_given.emit(image)
        elif source.hasText():
            self.insertPlainText(source.text())

    def _on_text(self) -> None:
        self._mark()
        if not self._showing:
            self.edited.emit(self.text)

    def _mark(self) -> None:
        text = self.text
        if self._place is None or self._place >= len(text):
            if self.extraSelections():
                self.setExtraSelections([])
            return
        colors = colors_of(QGuiApplication.palette())
        ground = QColor(colors.failed)
        ground.setAlpha(_TINT)
        look = QTextCharFormat()
        look.setBackground(ground)
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(colors.of("failed"))
        cursor = QTextCursor(self.document())
        cursor.setPosition(utf16(text[: self._place]))
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.format, selection.cursor = look, cursor
        self.setExtraSelections([selection])

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        margin = round(2 * self.document().documentMargin()) + 2
        wanted = round(self.document().size().height()) + 2
        self.setFixedHeight(max(line * self._lines + margin, min(wanted, line * MOST_LINES + margin)))


def local_files(source: QMimeData) -> tuple[Path, ...]:
    """The files of this machine among what was dropped or pasted."""
    return tuple(Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile())


def utf16(text: str) -> int:
    """How many positions of a Qt document a text takes."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
