"""Ways a dashboard and its tiles leave the window: table, clipboard, picture, PDF and print preview."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QWidget

from app.ui.dashboard.frame import TileFrame
from app.ui.dashboard.table_dialog import TableDialog
from app.ui.dashboard.tiles_page import TilesPage
from app.ui.errors import is_expected, sentence
from app.ui.tab_context import TabContext
from app.ui.tokens import colors_of
from app.ui.widgets.file_dialogs import FileDialog, Material

if TYPE_CHECKING:
    from app.ui.printing.dashboard_pages import DashboardDocument
    from app.ui.printing.paper import PrintedDocument

DENSE = 2.0
"""Pixels of a copied picture for each of the window's, for slides and dense displays."""


class Outlets(QObject):
    def __init__(self, context: TabContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._parent = context, parent

    def of_tile(self, frame: TileFrame, what: str) -> None:
        """ "table", "csv" or "image" of one tile, or "kpis": the dictionary, at the tile's KPI."""
        words = self._context.face.language.words
        if what == "table":
            TableDialog(frame.heading, frame.table, frame.tell, self._parent).open()
        elif what == "kpis":
            self._show_dictionary(frame)
        elif what == "image":
            QGuiApplication.clipboard().setImage(picture_of(frame))
            self._say(words.t("The tile is in the clipboard as a picture."))
        elif what == "csv":
            table, services = frame.table, self._context.services
            self._context.face.tasks.run(
                self._parent, lambda report: services.dashboards.csv(table.headers, table.rows), self._copy, self._fail
            )

    def _show_dictionary(self, frame: TileFrame) -> None:
        from app.ui.dashboard.kpi_dialog import KpiDialog, KpiLine, read_dictionary

        services, words = self._context.services, self._context.face.language.words

        def show(lines: list[KpiLine]) -> None:
            KpiDialog(lines, frame.tell, frame.tile.spec.kpi, self._parent).open()

        self._context.face.tasks.run(self._parent, lambda report: read_dictionary(services, words), show, self._fail)

    def of_dashboard(self, tiles: TilesPage, what: str) -> None:
        """ "copy", "pdf", "png" or "print" of the whole dashboard."""
        if tiles.tell is None:
            return
        from app.ui.printing.dashboard_pages import DashboardDocument

        words = self._context.face.language.words
        document = DashboardDocument(tiles.tell)
        if what == "copy":
            QGuiApplication.clipboard().setImage(picture_of(tiles))
            self._say(words.t("The dashboard is in the clipboard as a picture."))
        elif what == "print":
            from app.ui.printing.preview import PrintPreview

            def again(take: Callable[[PrintedDocument], None]) -> None:
                if tiles.tell is not None:
                    take(DashboardDocument(tiles.tell))

            PrintPreview(document, self._context.face, document.file_name, self._parent, again).open()
        else:
            self._save(document, what)

    def _save(self, document: object, what: str) -> None:
        from app.ui.printing.dashboard_pages import DashboardDocument

        if not isinstance(document, DashboardDocument):
            raise TypeError(what)
        words = self._context.face.language.words
        kinds = {"pdf": words.t("PDF document (*.pdf)"), "png": words.t("PNG picture (*.png)")}
        title = words.t("Save the dashboard")
        dialog = FileDialog(self._context.face, title, Material.PAPERS, self._parent, save=True)
        dialog.setNameFilter(kinds[what])
        dialog.setDefaultSuffix(what)
        dialog.selectFile(f"{document.file_name}.{what}")
        dialog.fileSelected.connect(lambda name: self._write(document, Path(name)))
        dialog.open()

    def _write(self, document: DashboardDocument, place: Path) -> None:
        from app.ui.printing.dashboard_pages import write_pages

        words = self._context.face.language.words
        self._context.face.tasks.run(
            self._parent,
            lambda report: write_pages(document, place),
            lambda done: self._say(words.t("Saved: {file}", file=place.name)),
            self._fail,
            title=words.t("Saving the dashboard"),
        )

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._say(self._context.face.language.words.t("The tile's data are in the clipboard."))

    def _say(self, text: str) -> None:
        self._context.notices.say(text, close=self._context.face.language.words.t("Close"))

    def _fail(self, error: BaseException) -> None:
        face = self._context.face
        if not is_expected(error):
            face.tasks.unexpected.emit(error)
        else:
            self._context.notices.warn(sentence(error, face.language), close=face.language.words.t("Close"))


def picture_of(widget: QWidget) -> QImage:
    """A widget as it stands, twice as dense."""
    size = widget.size()
    image = QImage(round(size.width() * DENSE), round(size.height() * DENSE), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(DENSE)
    image.fill(colors_of(QGuiApplication.palette()).of("window"))
    painter = QPainter(image)
    widget.render(painter, QPoint())
    painter.end()
    return image
