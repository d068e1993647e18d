"""A dashboard on paper: A4, vectors and selectable text, the tiles in their order; how they are computed at the end.

As a picture it is one page as high as it needs.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter

from app.domain.arranging import rows_of
from app.domain.dashboards import COLUMNS
from app.domain.reports import Report
from app.system.dashboard_words import dashboard_name
from app.system.told.report import file_name_of, report_of
from app.ui.dashboard.telling import Telling
from app.ui.plots.look import bold, paper_look, write
from app.ui.printing.dashboard_tiles import Block, WordsInside, paper_tile
from app.ui.printing.formulas import Formula, Heading
from app.ui.printing.page_filling import GAP, Blank, PageFilling
from app.ui.printing.paragraphs import paragraph_height, write_paragraph

FOOT = 20.0
HEAD = 16.0
TITLE = 17
FORMULA_GAP = 4.0
ENDLESS = 1e6
"""Height of a page that holds everything."""


class DashboardDocument:
    """`PrintedDocument` of one dashboard in the language it is told in."""

    paints_anywhere = True
    """Neither widgets nor pixmaps: a worker may draw it."""

    def __init__(self, tell: Telling, *, landscape: bool = False) -> None:
        self._tell = tell
        self._look = paper_look()
        self._landscape = landscape
        self._pages: dict[tuple[float, float], list[list[tuple[QRectF, Block]]]] = {}

    @cached_property
    def report(self) -> Report:
        """Made when first asked for: that takes longer than a window may wait."""
        return report_of(self._tell)

    @property
    def title(self) -> str:
        return dashboard_name(self._tell.dashboard.spec, self._tell.words)

    @property
    def landscape(self) -> bool:
        return self._landscape

    def turned(self, landscape: bool) -> DashboardDocument:
        """The same on paper of another orientation."""
        return DashboardDocument(self._tell, landscape=landscape)

    @property
    def file_name(self) -> str:
        """What the file may be called, without its ending."""
        return file_name_of(self._tell)

    def page_count(self, size: QSizeF) -> int:
        return len(self._laid_out(size))

    def whole_height(self, width: float) -> float:
        """How high one page would be that holds everything."""
        page = self._laid_out(QSizeF(width, ENDLESS))[0]
        return max((box.bottom() for box, _ in page), default=self._head_height(width)) + FOOT

    def paint_whole(self, painter: QPainter, size: QSizeF) -> None:
        """Everything on one page of the height it needs."""
        self._paint(painter, self._laid_out(QSizeF(size.width(), ENDLESS))[0], 0, size)
        self._paint_foot(painter, "", size)

    def paint_page(self, painter: QPainter, page: int, size: QSizeF) -> None:
        pages = self._laid_out(size)
        self._paint(painter, pages[page], page, size)
        told = self._tell.words.t("page {page} of {pages}", page=page + 1, pages=len(pages))
        self._paint_foot(painter, told, size)

    # parts
    def _paint(self, painter: QPainter, boxes: list[tuple[QRectF, Block]], page: int, size: QSizeF) -> None:
        self._paint_head(painter, page, size)
        for box, block in boxes:
            painter.save()
            painter.translate(box.topLeft())
            block.paint(painter, box.size(), self._look)
            painter.restore()

    def _head_height(self, width: float) -> float:
        lines = sum(paragraph_height(line, self._look.font, width) for line in self.report.head)
        return paragraph_height(self.report.title, self._big, width) + 2 + lines + GAP

    @property
    def _big(self) -> QFont:
        big = bold(self._look.font)
        big.setPixelSize(TITLE)
        return big

    def _paint_head(self, painter: QPainter, page: int, size: QSizeF) -> None:
        look, report = self._look, self.report
        if page:
            box = QRectF(0, 0, size.width(), HEAD)
            told = f"{report.title} · {report.days[0][1]}"
            write(painter, box, told, font=look.small, color=look.colors.of("muted"))
            return
        wide = size.width()
        top = write_paragraph(painter, 0, 0, wide, report.title, self._big, look.colors.of("text")) + 2
        for line in report.head:
            top += write_paragraph(painter, 0, top, wide, line, look.font, look.colors.of("muted"))

    def _paint_foot(self, painter: QPainter, told: str, size: QSizeF) -> None:
        look, words = self._look, self._tell.words
        box = QRectF(0, size.height() - FOOT + 6, size.width(), FOOT - 6)
        quiet = look.colors.of("muted")
        printed = words.t("Printed on {day}", day=self._tell.formats.day_short(self._tell.today))
        write(painter, box, f"{printed} · Szpalta", font=look.small, color=quiet)
        write(painter, box, told, font=look.small, color=quiet, align=Qt.AlignmentFlag.AlignRight)

    def _rows(self) -> list[list[tuple[int, Block]]]:
        """The tiles as they stand; those without places in one go, as rows fill. What stands in for two tiles has one key."""
        tiles = {str(place): tile for place, tile in enumerate(self._tell.dashboard.tiles)}
        if not tiles:
            return [[(COLUMNS, WordsInside(self._tell.words.t("No tile stands here yet")))]]
        specs = [replace(tile.spec, key=place) for place, tile in tiles.items()]
        if any(spec.row is None for spec in specs):
            return [[(spec.width, paper_tile(tiles[spec.key], self._tell)) for spec in specs]]
        rows = []
        for row in rows_of(specs):
            blocks: list[tuple[int, Block]] = []
            for spec in row:
                if gap := (spec.column or 0) - sum(wide for wide, _ in blocks):
                    blocks.append((gap, Blank()))
                blocks.append((spec.width, paper_tile(tiles[spec.key], self._tell)))
            rows.append(blocks)
        return rows

    def _laid_out(self, size: QSizeF) -> list[list[tuple[QRectF, Block]]]:
        """Every block's place, page by page."""
        key = (size.width(), size.height())
        if key not in self._pages:
            filling = PageFilling(size, self._head_height(size.width()), HEAD, FOOT, self._look)
            for row in self._rows():
                filling.put(row)
            formulas = [made for tile in self.report.tiles if not (made := Formula(tile)).is_empty]
            if formulas:
                heading = Heading(self._tell.words.t("How this is computed"))
                half = (size.width() - GAP) / 2
                first = max(formula.height(half, self._look) for formula in formulas[:2])
                filling.keep_together(heading.height(size.width(), self._look) + FORMULA_GAP + first)
                filling.put([(COLUMNS, heading)], FORMULA_GAP)
                filling.put([(COLUMNS // 2, formula) for formula in formulas], FORMULA_GAP)
            self._pages[key] = filling.pages
        return self._pages[key]
