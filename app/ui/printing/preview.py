"""What will be on paper, page by page, and the ways to take it: PDF, printer, clipboard, pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import QImage, QImageWriter, QPageLayout
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.system.file_names import safe_file_name
from app.ui.errors import is_expected, sentence
from app.ui.face import Face
from app.ui.printing.page_view import PageView
from app.ui.printing.paper import PrintedDocument, page_image, page_layout, printable, write_pdf
from app.ui.tokens import XL, L, M, S
from app.ui.widgets.file_dialogs import FileDialog, Material
from app.ui.widgets.labels import plain_label
from app.ui.widgets.room import fit
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.told_banner import ToldBanner

T = TypeVar("T")
PICTURE_DPI = 200
"""Pictures people take away are sharper than those of the preview."""
KEPT_PAGES = 8
"""Pictures kept at a time; each is some megabytes."""


@runtime_checkable
class TurnableDocument(Protocol):
    """A document that can be made for both orientations."""

    def turned(self, landscape: bool) -> PrintedDocument: ...


class PrintPreview(QDialog):
    """Takes a document that is ready to be drawn; `file_name` is proposed without an ending and may be any text.

    `again` makes it anew after the language was switched, and gives it to whom it is told, now or later.
    A document that says `paints_anywhere` (no widgets, no pixmaps) is drawn on a worker's thread.
    """

    def __init__(
        self,
        document: PrintedDocument,
        face: Face,
        file_name: str,
        parent: QWidget | None = None,
        again: Callable[[Callable[[PrintedDocument], None]], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document, self._face, self._file_name, self._again = document, face, file_name, again
        self._pages: list[PageView] = []
        self._recent: list[int] = []
        self._made = 0
        self.told = ToldBanner(face.language)
        self._dialog: QFileDialog | None = None
        self._build()
        self.write()
        face.language.switched.connect(self._speak)
        fit(self, QSize(1040, 780))
        QTimer.singleShot(0, self, self._start)

    @property
    def document(self) -> PrintedDocument:
        """What is shown, turned as it is shown."""
        return self._document

    # building
    def _build(self) -> None:
        self._heading = plain_label("", "heading")
        self._heading.setWordWrap(True)
        self._count = plain_label("", "muted")
        self.turn = Segmented(("portrait", "landscape"))
        self.turn.choose("landscape" if self._document.landscape else "portrait")
        self.turn.chosen.connect(self._turn)
        self.turn.setVisible(isinstance(self._document, TurnableDocument))
        self.zoom = Segmented(("page", "width"))
        self.zoom.choose("width" if not self._document.landscape else "page")
        self.zoom.chosen.connect(lambda _: self._fit())
        top = QHBoxLayout()
        top.setSpacing(M)
        top.addWidget(self._heading, 1)
        top.addWidget(self._count)
        top.addWidget(self.turn)
        top.addWidget(self.zoom)
        page = QWidget()
        page.setProperty("look", "page")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(L, L, L, L)
        self._column.setSpacing(L)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().installEventFilter(self)
        self.area.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XL, L, XL, L)
        whole.setSpacing(M)
        whole.addLayout(top)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.told)
        whole.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        self.copy, self.png, self.print, self.pdf = (QPushButton() for _ in range(4))
        self.leave = QPushButton()
        self.pdf.setProperty("look", "primary")
        self.pdf.setDefault(True)
        self.copy.clicked.connect(self._copy)
        self.png.clicked.connect(lambda: self._ask("png", self._write_pictures))
        self.print.clicked.connect(self._print)
        self.pdf.clicked.connect(lambda: self._ask("pdf", self._write_pdf))
        self.leave.clicked.connect(self.close)
        row = QHBoxLayout()
        row.setSpacing(S)
        for button in (self.copy, self.png):
            row.addWidget(button)
        row.addStretch()
        for button in (self.leave, self.print, self.pdf):
            row.addWidget(button)
        return row

    def _speak(self) -> None:
        """Another language: the window at once, the document as soon as it is made."""
        self.write()
        if self._again is not None:
            self._again(self._take)

    def _take(self, document: PrintedDocument) -> None:
        wanted = self._document.landscape
        turn = isinstance(document, TurnableDocument) and document.landscape != wanted
        self._document = document.turned(wanted) if turn and isinstance(document, TurnableDocument) else document
        self._made += 1
        self._heading.setText(self._document.title)
        self._start()

    def write(self) -> None:
        """Writes the words of the window."""
        words = self._face.language.words
        self.setWindowTitle(words.t("Print preview"))
        self._heading.setText(self._document.title)
        self.turn.say(words.t("Orientation"), {"portrait": words.t("Portrait"), "landscape": words.t("Landscape")})
        self.zoom.say(words.t("Size"), {"page": words.t("Whole page"), "width": words.t("Page width")})
        self.area.setAccessibleName(words.t("Pages"))
        self.copy.setText(words.t("Copy as image"))
        self.png.setText(words.t("Save as PNG…"))
        self.print.setText(words.t("Print…"))
        self.pdf.setText(words.t("Save as PDF…"))
        self.leave.setText(words.t("Close"))
        self.told.write()
        self._write_count()

    def _write_count(self) -> None:
        count, words = len(self._pages), self._face.language.words
        self._count.setText(words.n("{n} page", "{n} pages", count) if count else "")
        for number, page in enumerate(self._pages):
            page.setAccessibleName(words.t("Page {page} of {pages}", page=number + 1, pages=count))

    # pages
    def _start(self) -> None:
        """After the first paint: counting pages lays the whole document out."""
        document, made = self._document, self._made
        size = printable(document.landscape)

        def counted(count: int) -> None:
            if made == self._made:
                self._show_pages(count)

        self._draw(lambda: document.page_count(size), counted)

    def _show_pages(self, count: int) -> None:
        for page in self._pages:
            self._column.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages = [PageView(number) for number in range(count)]
        self._recent = []
        for page in self._pages:
            page.wanted.connect(self._paint, Qt.ConnectionType.QueuedConnection)
            self._column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        self._fit()
        self._write_count()

    def _fit(self) -> None:
        """Pages as wide as the window, or as high."""
        whole = page_layout(self._document.landscape).fullRect().size()
        room = QSizeF(self.area.viewport().size()) - QSizeF(2 * L, 2 * L)
        scale = room.width() / whole.width()
        if self.zoom.now == "page":
            scale = min(scale, room.height() / whole.height())
        for page in self._pages:
            page.fit((whole * max(scale, 0.1)).toSize())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self.area.viewport():
            self._fit()
        return super().eventFilter(watched, event)

    def _paint(self, number: int) -> None:
        """Draws a page that came into sight; the picture of the one seen longest ago goes."""
        page = self._pages[number] if number < len(self._pages) else None
        if page is None or page.visibleRegion().isEmpty():
            if page is not None:
                page.let_go()
            return
        document, made = self._document, self._made
        inches = page_layout(document.landscape).fullRect(QPageLayout.Unit.Inch).width()
        dots = min(round(page.width() * self.devicePixelRatioF() / inches), PICTURE_DPI)

        def show(image: QImage) -> None:
            if made != self._made:
                return
            self._pages[number].show_image(image)
            self._recent = [*(seen for seen in self._recent if seen != number), number]
            if len(self._recent) > KEPT_PAGES:
                self._pages[self._recent.pop(0)].show_image(None)

        self._draw(lambda: page_image(document, number, dots), show)

    def _draw(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """On a worker's thread where the document can be drawn there, else at the next quiet moment."""
        if getattr(self._document, "paints_anywhere", False):
            self._face.tasks.run(self, lambda report: work(), done, self._fail)
        else:
            QTimer.singleShot(0, self, lambda: self._draw_here(work, done))

    def _draw_here(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        try:
            done(work())
        except OSError as error:
            self._fail(error)

    def _turn(self, wanted: str) -> None:
        if isinstance(self._document, TurnableDocument):
            self._document = self._document.turned(wanted == "landscape")
            self._made += 1
            self._start()

    def _page_in_sight(self) -> int:
        """The page most of which is seen."""
        middle = self.area.verticalScrollBar().value() + self.area.viewport().height() / 2
        return min(
            range(len(self._pages)), key=lambda n: abs(self._pages[n].geometry().center().y() - middle), default=0
        )

    # taking it away
    def _ask(self, ending: str, write: Callable[[Path], None]) -> None:
        words = self._face.language.words
        title = words.t("Save as PDF") if ending == "pdf" else words.t("Save as PNG")
        dialog = FileDialog(self._face, title, Material.PAPERS, self, save=True)
        dialog.setNameFilter(f"{ending.upper()} (*.{ending})")
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(safe_file_name(self._file_name, f".{ending}"))
        dialog.fileSelected.connect(lambda file: write(Path(file)))
        self._dialog = dialog
        dialog.open()

    def _write_pdf(self, path: Path) -> None:
        document = self._document

        def write() -> list[Path]:
            write_pdf(document, path)
            return [path]

        self._draw(_blaming(path, write), self._say_saved)

    def _write_pictures(self, path: Path) -> None:
        """A file for each page; from the second on with its number."""
        document, count = self._document, max(len(self._pages), 1)

        def write() -> list[Path]:
            files = [path, *(path.with_stem(f"{path.stem}-{n}") for n in range(2, count + 1))]
            for number, file in enumerate(files):
                _save_picture(page_image(document, number, PICTURE_DPI), file)
            return files

        self._draw(_blaming(path, write), self._say_saved)

    def _copy(self) -> None:
        document, number = self._document, self._page_in_sight()

        def copied(image: QImage) -> None:
            QApplication.clipboard().setImage(image)
            words = self._face.language.words
            text = words.t("Page {page} is in the clipboard.", page=number + 1)
            self.told.say(text)

        self._draw(lambda: page_image(document, number, PICTURE_DPI), copied)

    def _print(self) -> None:
        from app.ui.printing.printer import print_document

        print_document(self._document, self)

    # telling
    def _say_saved(self, files: list[Path]) -> None:
        words = self._face.language.words
        text = words.n("Saved: {file}", "{n} files saved, beginning with {file}", len(files), file=str(files[0]))
        self.told.say(text, files[0].parent)

    def _fail(self, error: BaseException) -> None:
        if not is_expected(error):
            self._face.tasks.unexpected.emit(error)
            return
        self.told.warn(sentence(error, self._face.language))


def _blaming(path: Path, write: Callable[[], T]) -> Callable[[], T]:
    """An error names the file a person chose, not the one it was being written to."""

    def blamed() -> T:
        try:
            return write()
        except OSError as error:
            error.filename = str(path)
            raise

    return blamed


def _save_picture(image: QImage, path: Path) -> None:
    """Whole or not at all."""
    half = path.with_name(f".{path.name}.part")
    try:
        half.touch()
        if not QImageWriter(str(half), QByteArray(b"png")).write(image):
            raise OSError(f"{path.name} cannot be written")
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
