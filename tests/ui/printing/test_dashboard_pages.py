"""A dashboard on paper: whole tiles, selectable words, the same for a file."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import which

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.domain.dashboards import READY, Comparison, DashboardSpec, network_dashboard
from app.domain.kpi import FigureFilters, Period
from app.domain.networks import Network
from app.services.campaigns import NewCampaign
from app.ui.dashboard.telling import Telling
from app.ui.language import Language
from app.ui.printing.dashboard_pages import FOOT, DashboardDocument, write_pages
from app.ui.printing.dashboard_tiles import in_one_line
from app.ui.printing.paper import printable
from tests.fakes.figures import measured_office
from tests.fakes.offices import ZONE, Office, open_office

PERIOD = Period(date(2026, 11, 1), date(2026, 11, 23))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = measured_office(open_office(tmp_path))
    made.app.campaigns.add(made.owner, NewCampaign(made.facebook.brand_id, "Zima"))
    yield made
    made.app.close()


def _document(office: Office, language: Language, spec: DashboardSpec = READY[0]) -> DashboardDocument:
    filters = FigureFilters(campaign_id=1) if spec.of_campaign else FigureFilters()
    board = office.app.dashboards.load(office.owner, spec, PERIOD, Comparison.PREVIOUS, filters)
    return DashboardDocument(Telling(board, language))


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    made = Language(qapp, "pl", ZONE)
    yield made
    made.choose("en")
    made.deleteLater()


@pytest.mark.parametrize("spec", [*READY, network_dashboard(Network.FACEBOOK)], ids=lambda spec: spec.key)
def test_no_tile_is_cut_and_none_lies_over_another(office: Office, language: Language, spec: DashboardSpec) -> None:
    document, size = _document(office, language, spec), printable(False)
    pages = document._laid_out(size)
    assert document.page_count(size) == len(pages)
    assert sum(map(len, pages)) == 2 * len(spec.tiles)
    for page in pages:
        for place, (box, _) in enumerate(page):
            assert box.bottom() <= size.height() - FOOT + 1 and box.right() <= size.width() + 1
            assert not any(box.intersects(other) for other, _ in page[:place])


def test_pages_are_painted_in_any_size(office: Office, language: Language) -> None:
    document, size = _document(office, language), QSizeF(400, 500)
    image = QImage(400, 500, QImage.Format.Format_RGB32)
    for page in range(document.page_count(size)):
        painter = QPainter(image)
        document.paint_page(painter, page, size)
        painter.end()


def test_sentences_follow_each_other_without_semicolons() -> None:
    assert in_one_line("Posty jeszcze rosną.\n496 postów ma oszacowaną datę.") == (
        "Posty jeszcze rosną. 496 postów ma oszacowaną datę."
    )
    assert in_one_line("4 bez zasięgu\n2 bez daty") == "4 bez zasięgu; 2 bez daty"
    assert in_one_line("") == ""


@pytest.mark.skipif(which("pdftotext") is None, reason="needs poppler-utils")
def test_nothing_of_a_page_ends_in_an_ellipsis_and_a_missing_value_is_no_lone_dash(
    office: Office, language: Language, tmp_path: Path
) -> None:
    place = tmp_path / "board.pdf"
    write_pages(_document(office, language), place)
    told = subprocess.run(["pdftotext", "-layout", str(place), "-"], capture_output=True, text=True, check=True).stdout
    text = told.replace("\N{NO-BREAK SPACE}", " ")
    assert "…" not in text and ".;" not in text
    assert not re.search(r"2026: –", text)
    assert "niedz." in text and "Wydrukowano" in text
    assert re.search(r"strona 1 z \d", text)


@pytest.mark.skipif(which("pdftotext") is None, reason="needs poppler-utils")
def test_the_pdf_has_words_to_select_and_no_pictures_of_plots(
    office: Office, language: Language, tmp_path: Path
) -> None:
    place = tmp_path / "board.pdf"
    write_pages(_document(office, language), place)
    text = subprocess.run(["pdftotext", str(place), "-"], capture_output=True, text=True, check=True).stdout
    for word in ("Piekarnia Świt – Przegląd", "1195", "1–23 listopada 2026", "Obserwujący", "÷"):
        assert word in text.replace("\N{NO-BREAK SPACE}", " ")
    pictures = subprocess.run(["pdfimages", "-list", str(place)], capture_output=True, text=True, check=True).stdout
    assert len(pictures.splitlines()) == 2


def test_a_png_has_all_pages_below_each_other_and_nothing_is_left_beside_it(
    office: Office, language: Language, tmp_path: Path
) -> None:
    place = tmp_path / "board.png"
    document = _document(office, language)
    write_pages(document, place)
    image = QImage(str(place))
    assert image.height() / image.width() > document.page_count(printable(False)) * 1.4
    assert [path.name for path in tmp_path.glob("*board*")] == ["board.png"]
    with pytest.raises(OSError, match="cannot be written"):
        write_pages(document, tmp_path / "nowhere" / "board.png")
