"""A dashboard on paper: A4, vectors and selectable text, the tiles in their order, none cut; formulas at the end."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter

from app.domain.dashboards import COLUMNS, Segment
from app.system.dashboard_words import SEGMENTS, dashboard_name
from app.ui.dashboard.telling import Telling
from app.ui.plots.look import PlotLook, bold, paper_look, write
from app.ui.printing.dashboard_tiles import Block, Formula, paper_tile
from app.ui.printing.paper import page_image, write_pdf
from app.ui.printing.paragraphs import paragraph_height, write_paragraph

GAP = 10.0
FOOT = 20.0
HEAD = 16.0
PNG_DOTS = 144


class DashboardDocument:
    """`PrintedDocument` of one dashboard in the language it is told in."""

    paints_anywhere = True
    """Neither widgets nor pixmaps: a worker may draw it."""

    def __init__(self, tell: Telling) -> None:
        self._tell = tell
        self._look = paper_look()
        self._pages: dict[tuple[float, float], list[list[tuple[QRectF, Block]]]] = {}
        self._blocks = [(tile.spec.width, paper_tile(tile, tell)) for tile in tell.dashboard.tiles]
        self._formulas = [Formula(tile, tell) for tile in tell.dashboard.tiles]

    @property
    def title(self) -> str:
        return dashboard_name(self._tell.dashboard.spec, self._tell.words)

    @property
    def landscape(self) -> bool:
        return False

    @property
    def file_name(self) -> str:
        """What the file may be called, without its ending."""
        period = self._tell.dashboard.period
        name = "".join(sign if sign.isalnum() else "-" for sign in self.title).strip("-")
        return f"{name}-{period.first.isoformat()}-{period.last.isoformat()}"

    def page_count(self, size: QSizeF) -> int:
        return len(self._laid_out(size))

    def paint_page(self, painter: QPainter, page: int, size: QSizeF) -> None:
        pages = self._laid_out(size)
        self._paint_head(painter, page, size)
        for box, block in pages[page]:
            painter.save()
            painter.translate(box.topLeft())
            block.paint(painter, box.size(), self._look)
            painter.restore()
        self._paint_foot(painter, page, len(pages), size)

    # parts
    def _told(self) -> list[str]:
        """What stands under the title: days, comparison, filters, date of the data."""
        tell = self._tell
        words, board = tell.words, tell.dashboard
        told = [tell.formats.days(board.period.first, board.period.last)]
        if board.compared is not None:
            days = tell.formats.days(board.compared.first, board.compared.last)
            told.append(words.t("compared with {days}", days=days))
        told.append(self._filters())
        data = tell.formats.moment_full(board.data_at) if board.data_at is not None else words.t("nowhere yet")
        told.append(words.t("Data of {when}", when=data))
        if made_up := tell.practice():
            told.append(f"{made_up[:1].upper()}{made_up[1:]}")
        return [line for line in told if line]

    def _filters(self) -> str:
        tell, filters = self._tell, self._tell.dashboard.filters
        words = tell.words
        names = ", ".join(tell.profile(row.id) for row in tell.dashboard.profiles)
        told = [words.t("Profiles: {names}", names=names or "–")]
        if filters.persona_id is not None:
            told.append(words.t("Persona: {name}", name=tell.dashboard.names.get("persona", "")))
        if filters.campaign_id is not None:
            told.append(words.t("Campaign: {name}", name=tell.dashboard.names.get("campaign", "")))
        if filters.paid is not None:
            told.append(words.c(*SEGMENTS[Segment.PAID if filters.paid else Segment.ORGANIC]))
        return " · ".join(told)

    def _head_height(self, width: float) -> float:
        lines = sum(paragraph_height(line, self._look.font, width) for line in self._told())
        return 26.0 + lines + GAP

    def _paint_head(self, painter: QPainter, page: int, size: QSizeF) -> None:
        look = self._look
        if page:
            box = QRectF(0, 0, size.width(), HEAD)
            told = f"{self.title} · {self._told()[0]}"
            write(painter, box, told, font=look.small, color=look.colors.of("muted"))
            return
        big = bold(look.font)
        big.setPixelSize(17)
        name = f"{self._tell.dashboard.names.get('workspace', '')} – {self.title}"
        write(painter, QRectF(0, 0, size.width(), 24), name, font=big, color=look.colors.of("text"))
        top = 26.0
        for line in self._told():
            top += write_paragraph(painter, 0, top, size.width(), line, look.font, look.colors.of("muted"))

    def _paint_foot(self, painter: QPainter, page: int, count: int, size: QSizeF) -> None:
        look, words = self._look, self._tell.words
        box = QRectF(0, size.height() - FOOT + 6, size.width(), FOOT - 6)
        quiet = look.colors.of("muted")
        printed = words.t("Printed on {day}", day=self._tell.formats.day_short(self._tell.today))
        write(painter, box, f"{printed} · Szpalta", font=look.small, color=quiet)
        told = words.t("page {page} of {pages}", page=page + 1, pages=count)
        write(painter, box, told, font=look.small, color=quiet, align=Qt.AlignmentFlag.AlignRight)

    def _laid_out(self, size: QSizeF) -> list[list[tuple[QRectF, Block]]]:
        """Every block's place, page by page."""
        key = (size.width(), size.height())
        if key not in self._pages:
            self._pages[key] = _Layout(size, self._head_height(size.width()), self._look).pages(
                self._blocks, self._formulas
            )
        return self._pages[key]


class _Layout:
    """Fills pages row by row; a row that does not fit begins the next page."""

    def __init__(self, size: QSizeF, head: float, look: PlotLook) -> None:
        self._size, self._look = size, look
        self._top = head
        self._found: list[list[tuple[QRectF, Block]]] = [[]]

    def pages(self, blocks: list[tuple[int, Block]], formulas: list[Formula]) -> list[list[tuple[QRectF, Block]]]:
        row: list[tuple[int, Block]] = []
        for width, block in blocks:
            if sum(wide for wide, _ in row) + width > COLUMNS:
                self._put(row)
                row = []
            row.append((width, block))
        self._put(row)
        for formula in formulas:
            self._put([(COLUMNS, formula)], gap=4.0)
        return self._found

    def _put(self, row: list[tuple[int, Block]], gap: float = GAP) -> None:
        if not row:
            return
        whole = self._size.width() + GAP
        high = max(block.height(wide * whole / COLUMNS - GAP, self._look) for wide, block in row)
        if self._top + high > self._size.height() - FOOT and self._found[-1]:
            self._found.append([])
            self._top = HEAD
        left = 0.0
        for wide, block in row:
            width = wide * whole / COLUMNS - GAP
            self._found[-1].append((QRectF(left, self._top, width, high), block))
            left += width + GAP
        self._top += high + gap


def write_pages(document: DashboardDocument, place: Path) -> None:
    """Writes a PDF, or by the ending .png one picture of all pages below each other. Raises `OSError`."""
    if place.suffix.lower() != ".png":
        write_pdf(document, place)
        return
    from app.ui.printing.paper import printable

    images = [page_image(document, page, PNG_DOTS) for page in range(document.page_count(printable(False)))]
    whole = QImage(images[0].width(), sum(image.height() for image in images), QImage.Format.Format_RGB32)
    painter, top = QPainter(whole), 0
    for image in images:
        painter.drawImage(0, top, image)
        top += image.height()
    painter.end()
    half = place.with_name(f".{place.name}.part")
    try:
        if not whole.save(str(half), "PNG"):  # type: ignore[call-overload]  # bytes or str: the stubs know bytes only
            raise OSError(f"{place.name} cannot be written")
        half.replace(place)
    finally:
        half.unlink(missing_ok=True)
