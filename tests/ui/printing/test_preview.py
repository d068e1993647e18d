"""The print preview as a person uses it, with no printer in the house."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.ui.face import Face
from app.ui.printing import preview as preview_module
from app.ui.printing.preview import PrintPreview
from app.ui.printing.printer import draw
from app.ui.widgets.file_dialogs import Material
from tests.ui.on_screen import nameless, texts


class Leaflet:
    """Three pages with a corner in a colour of their own."""

    title = "Ulotka „Świt”"
    landscape = False

    def __init__(self, *, pages: int = 3, landscape: bool = False) -> None:
        self._pages = pages
        self.landscape = landscape
        self.painted: list[int] = []

    def turned(self, landscape: bool) -> Leaflet:
        return Leaflet(pages=1, landscape=landscape)

    def page_count(self, size: QSizeF) -> int:
        return self._pages

    def paint_page(self, painter: QPainter, page: int, size: QSizeF) -> None:
        self.painted.append(page)
        painter.fillRect(0, 0, 100, 100, QColor(10 * page + 10, 0, 0))
        painter.drawText(QPointF(20, 200), f"page {page}")


class FreeLeaflet(Leaflet):
    paints_anywhere = True


Open = Callable[[Any], PrintPreview]


@pytest.fixture
def open_preview(face: Face, qtbot: QtBot) -> Iterator[Open]:
    def opened(document: Any) -> PrintPreview:
        made = PrintPreview(document, face, "ulotka")
        qtbot.addWidget(made)
        made.open()
        qtbot.waitUntil(lambda: bool(made._pages) and made._pages[0].image is not None)
        return made

    yield opened


def save_as(preview: PrintPreview, path: Path, qtbot: QtBot) -> None:
    """What a person does in the dialog of the system."""
    dialog = preview.findChild(QFileDialog)
    assert dialog is not None
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(path.name)
    dialog.accept()
    qtbot.waitUntil(lambda: preview.told.text != "")


@pytest.mark.parametrize("kind", [Leaflet, FreeLeaflet])
def test_pages_appear_as_they_come_into_sight(open_preview: Open, kind: type[Leaflet], qtbot: QtBot) -> None:
    document = kind()
    preview = open_preview(document)
    assert "3 pages" in texts(preview)
    assert document.painted[:1] == [0]
    assert preview._pages[2].image is None
    assert preview._pages[1].accessibleName() == "Page 2 of 3"
    preview.area.verticalScrollBar().setValue(preview.area.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: preview._pages[2].image is not None)
    assert nameless(preview) == []


def test_few_pictures_of_many_pages_are_kept(open_preview: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview_module, "KEPT_PAGES", 3)
    preview = open_preview(Leaflet(pages=12))
    bar = preview.area.verticalScrollBar()
    for page in preview._pages:
        bar.setValue(page.geometry().top())
        qtbot.waitUntil(lambda page=page: page.image is not None)
    assert sum(page.image is not None for page in preview._pages) <= 4


def test_a_pdf_is_saved_where_a_person_says(open_preview: Open, tmp_path: Path, face: Face, qtbot: QtBot) -> None:
    preview = open_preview(FreeLeaflet())
    preview.pdf.click()
    save_as(preview, tmp_path / "Ulotka świt.pdf", qtbot)
    assert (tmp_path / "Ulotka świt.pdf").read_bytes().startswith(b"%PDF")
    assert preview.told.text == f"Saved: {tmp_path / 'Ulotka świt.pdf'}"
    assert preview.told.show_folder.isVisible()
    assert face.remembered.window(Material.PAPERS.value) == str(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"Ulotka świt.pdf", "home"}


def test_any_text_becomes_a_name_every_system_takes(face: Face, qtbot: QtBot, tmp_path: Path) -> None:
    preview = PrintPreview(Leaflet(), face, "../Ola: mama/tata?")
    qtbot.addWidget(preview)
    preview.open()
    preview.pdf.click()
    dialog = preview.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "Ola mama tata.pdf"
    dialog.reject()


def test_pictures_of_every_page_are_saved(open_preview: Open, tmp_path: Path, qtbot: QtBot) -> None:
    preview = open_preview(Leaflet())
    preview.png.click()
    save_as(preview, tmp_path / "plan.png", qtbot)
    assert preview.told.text == f"3 files saved, beginning with {tmp_path / 'plan.png'}"
    assert sorted(path.name for path in tmp_path.glob("*.png")) == ["plan-2.png", "plan-3.png", "plan.png"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_takes_nothing_is_told(open_preview: Open, tmp_path: Path, qtbot: QtBot) -> None:
    tmp_path.chmod(0o500)
    preview = open_preview(Leaflet())
    preview._write_pdf(tmp_path / "x.pdf")
    qtbot.waitUntil(lambda: preview.told.text != "")
    assert "does not allow access" in preview.told.text
    tmp_path.chmod(0o700)


def test_a_folder_that_is_gone_is_told_and_nothing_is_left_behind(
    open_preview: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    for write in ("_write_pdf", "_write_pictures"):
        preview = open_preview(Leaflet())
        getattr(preview, write)(tmp_path / "nie ma" / "x.pdf")
        qtbot.waitUntil(lambda preview=preview: preview.told.text != "")
        assert preview.told.text.startswith(f"There is no {tmp_path / 'nie ma' / 'x.pdf'}")
        assert not preview.told.show_folder.isVisible()


def test_the_page_in_sight_is_copied(open_preview: Open, qtbot: QtBot) -> None:
    preview = open_preview(Leaflet())
    bar = preview.area.verticalScrollBar()
    bar.setValue(preview._pages[1].geometry().top())
    preview.copy.click()
    qtbot.waitUntil(lambda: preview.told.text != "")
    assert preview.told.text == "Page 2 is in the clipboard."
    image = QApplication.clipboard().image()
    assert image.pixelColor(image.width() // 10, image.height() // 10).red() == 20


def test_paper_turns_where_the_document_can(open_preview: Open, qtbot: QtBot) -> None:
    preview = open_preview(Leaflet())
    assert preview.turn.isVisible()
    preview.turn.button("landscape").click()
    qtbot.waitUntil(lambda: len(preview._pages) == 1 and preview._pages[0].image is not None)
    assert preview._pages[0].width() > preview._pages[0].height()


def test_a_document_that_does_not_turn_offers_no_switch(open_preview: Open) -> None:
    class Fixed:
        title, landscape = "x", True
        page_count, paint_page = Leaflet.page_count, Leaflet.paint_page

        def __init__(self) -> None:
            self._pages, self.painted = 1, []

    assert not open_preview(Fixed()).turn.isVisible()


def test_pages_follow_the_window_and_the_choice(open_preview: Open, qtbot: QtBot) -> None:
    preview = open_preview(Leaflet())
    wide = preview._pages[0].width()
    preview.zoom.button("page").click()
    assert preview._pages[0].width() < wide
    assert preview._pages[0].height() <= preview.area.viewport().height()
    preview.resize(600, 500)
    qtbot.waitUntil(lambda: preview._pages[0].height() <= preview.area.viewport().height())


def test_printing_works_without_a_printer(open_preview: Open, tmp_path: Path) -> None:
    preview = open_preview(Leaflet())
    preview.print.click()
    dialog = preview.findChild(QPrintDialog)
    assert dialog is not None
    dialog.reject()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setFromTo(2, 3)
    document = Leaflet()
    draw(document, printer)
    assert document.painted == [1, 2]
    assert (tmp_path / "out.pdf").stat().st_size > 0


def test_the_language_switches(open_preview: Open, face: Face) -> None:
    preview = open_preview(Leaflet())
    face.language.choose("pl")
    assert "3 strony" in texts(preview) or "3 pages" in texts(preview)
