"""Ways a dashboard and its tiles leave the window: table, clipboard, print preview, and files of every kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QWidget

from app.domain.reports import ReportWish
from app.system.told.report import file_name_of, headed
from app.ui.dashboard.frame import TileFrame
from app.ui.dashboard.posts_table import PostsTable
from app.ui.dashboard.saying_about import ask_about
from app.ui.dashboard.share_menu import WISHES, file_filter
from app.ui.dashboard.table_dialog import TableDialog
from app.ui.dashboard.telling import Telling
from app.ui.dashboard.tiles_page import TilesPage
from app.ui.errors import is_expected, sentence
from app.ui.links import open_folder
from app.ui.plots.look import screen_look
from app.ui.printing.paragraphs import paragraph_height, write_paragraph
from app.ui.tab_context import TabContext
from app.ui.tasks import Progress
from app.ui.tokens import L, S
from app.ui.widgets.file_dialogs import FileDialog, Material
from app.ui.widgets.icon_label import IconButton

if TYPE_CHECKING:
    from app.ui.printing.paper import PrintedDocument

DENSE = 2.0
"""Pixels of a copied picture for each of the window's, for slides and dense displays."""


class Outlets(QObject):
    def __init__(self, context: TabContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._parent = context, parent

    def of_tile(self, frame: TileFrame, what: str) -> None:
        """ "table", "csv" or "image" of one tile, "kpis": the dictionary, at the tile's KPI, or "about" its posts are."""
        words = self._context.face.language.words
        if what == "table":
            TableDialog(frame.heading, frame.table, frame.tell, self._parent).open()
        elif what == "kpis":
            from app.ui.dashboard.kpi_dialog import open_dictionary

            open_dictionary(self._context, frame.tile.spec.kpi, self._parent)
        elif what == "about":
            if isinstance(frame.body, PostsTable):
                ask_about(self._context, [post.id for post in frame.body.chosen], self._parent)
        elif what == "targets":
            from app.ui.dashboard.targets_dialog import TargetsDialog

            TargetsDialog(self._context, self._parent).open()
        elif what == "image":
            QGuiApplication.clipboard().setImage(picture_of(frame, frame.tell))
            self._say(words.t("The tile is in the clipboard as a picture."))
        elif what == "csv":
            table, services = frame.table, self._context.services
            self._context.face.tasks.run(
                self._parent, lambda report: services.dashboards.csv(table.headers, table.rows), self._copy, self._fail
            )

    def of_dashboard(self, tiles: TilesPage, what: str) -> None:
        """The whole dashboard, as `share_menu` asks for it."""
        if tiles.tell is None:
            return
        if what == "copy":
            QGuiApplication.clipboard().setImage(picture_of(tiles, tiles.tell))
            self._say(self._context.face.language.words.t("The dashboard is in the clipboard as a picture."))
        elif what == "print":
            self._preview(tiles, tiles.tell)
        else:
            self._save(tiles.tell, WISHES[what])

    def _preview(self, tiles: TilesPage, tell: Telling) -> None:
        from app.ui.printing.dashboard_pages import DashboardDocument
        from app.ui.printing.preview import PrintPreview

        def again(take: Callable[[PrintedDocument], None]) -> None:
            if tiles.tell is not None:
                take(DashboardDocument(tiles.tell))

        document = DashboardDocument(tell)
        PrintPreview(document, self._context.face, document.file_name, self._parent, again).open()

    def _save(self, tell: Telling, wish: ReportWish) -> None:
        words = self._context.face.language.words
        title = words.t("Save the dashboard")
        dialog = FileDialog(self._context.face, title, Material.PAPERS, self._parent, save=True)
        dialog.setNameFilter(file_filter(wish.kind, words))
        dialog.setDefaultSuffix(wish.kind.value)
        dialog.selectFile(f"{file_name_of(tell)}.{wish.kind}")
        dialog.fileSelected.connect(lambda name: self._write(tell, wish, Path(name)))
        dialog.open()

    def _write(self, tell: Telling, wish: ReportWish, place: Path) -> None:
        services = self._context.services

        def write(report: Progress) -> int:
            from app.ui.printing.report_files import write_report

            return write_report(services, tell, wish, place, report)

        title = self._context.face.language.words.t("Saving the dashboard")
        self._context.face.tasks.run(self._parent, write, lambda count: self._say_saved(place), self._fail, title=title)

    def _say_saved(self, place: Path) -> None:
        words = self._context.face.language.words
        told, close = words.t("Saved: {file}", file=place.name), words.t("Close")
        self._context.notices.say(told, words.t("Open the folder"), lambda: self._open(place.parent), close=close)

    def _open(self, folder: Path) -> None:
        if not open_folder(folder):
            words = self._context.face.language.words
            told = words.t("This computer has no program that shows the folder {folder}.", folder=str(folder))
            self._context.notices.warn(told, close=words.t("Close"))

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


def picture_of(widget: QWidget, tell: Telling) -> QImage:
    """Tiles as they stand, twice as dense, without their buttons: nobody can press them in a picture. Below them, of what and
    which days they are, as on paper."""
    size, look, report = widget.size(), screen_look(widget.font()), headed(tell)
    lines, wide = (report.title, *report.head), size.width() - 2 * L
    high = size.height() + S + sum(paragraph_height(line, look.small, wide) for line in lines) + S
    image = QImage(round(size.width() * DENSE), round(high * DENSE), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(DENSE)
    image.fill(look.colors.of("window"))
    painter = QPainter(image)
    widget.render(painter, QPoint())
    for button in widget.findChildren(IconButton):
        if button.isVisibleTo(widget):
            painter.fillRect(QRect(button.mapTo(widget, QPoint()), button.size()), look.colors.of("surface"))
    top = float(size.height() + S)
    for line in lines:
        top += write_paragraph(painter, L, top, wide, line, look.small, look.colors.of("muted"))
    painter.end()
    return image
