"""A dashboard on paper: whole tiles, selectable words, the same for a file."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from shutil import which

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.domain.arranging import put
from app.domain.dashboard_values import NumberContent, PostsContent
from app.domain.dashboards import READY, Comparison, DashboardSpec, TileKind, TileSpec, network_dashboard
from app.domain.kpi import FigureFilters, Period
from app.domain.networks import Network
from app.services.campaigns import NewCampaign
from app.system.told.said import is_drawn
from app.system.told.sentences import in_one_line
from app.ui.dashboard.drawings import drawing_of
from app.ui.dashboard.offers import OFFERS
from app.ui.dashboard.telling import Telling
from app.ui.language import Language
from app.ui.plots.look import paper_look
from app.ui.printing import dashboard_picture as dashboard_picture_module
from app.ui.printing.dashboard_pages import FOOT, DashboardDocument
from app.ui.printing.dashboard_picture import dashboard_picture
from app.ui.printing.dashboard_tiles import Card, PostsInside, WordsInside
from app.ui.printing.formulas import Formula, Heading
from app.ui.printing.page_filling import GAP
from app.ui.printing.paper import printable, write_pdf
from app.ui.printing.paragraphs import paragraph_height
from tests.fakes.figures import measured_office
from tests.fakes.offices import ZONE, Office

PERIOD = Period(date(2026, 11, 1), date(2026, 11, 23))
EVERY_KIND = DashboardSpec("every kind", tuple(offer.spec for offer in OFFERS))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = measured_office(tmp_path)
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


@pytest.mark.parametrize("landscape", [False, True], ids=["portrait", "landscape"])
@pytest.mark.parametrize("spec", [*READY, network_dashboard(Network.FACEBOOK)], ids=lambda spec: spec.key)
def test_no_tile_is_cut_and_none_lies_over_another(
    office: Office, language: Language, spec: DashboardSpec, landscape: bool
) -> None:
    document, size = _document(office, language, spec).turned(landscape), printable(landscape)
    pages = document._laid_out(size)
    assert document.landscape is landscape and document.page_count(size) == len(pages)
    tiles = {id(block) for page in pages for _, block in page}
    assert len(tiles) >= 2 * len(spec.tiles) + 1
    for page in pages:
        for place, (box, _) in enumerate(page):
            assert box.bottom() <= size.height() - FOOT + 1 and box.right() <= size.width() + 1
            assert not any(box.intersects(other) for other, _ in page[:place])


def test_tiles_keep_their_places_and_gaps_on_paper(office: Office, language: Language) -> None:
    """Four numbers in a row; the second one moved into a row of its own, seven columns from the left."""
    tiles, _ = put(READY[0].tiles[:4], 1, 1, 7)
    document = _document(office, language, replace(READY[0], tiles=tiles))
    size = printable(landscape=False)
    first, third, fourth, second = (
        box for box, block in document._laid_out(size)[0] if isinstance(block, Card)
    )  # in the order they are read
    column = (size.width() + GAP) / 12
    assert [round(box.left() / column, 3) for box in (first, third, fourth, second)] == [0, 6, 9, 7]
    assert first.top() == third.top() == fourth.top() and second.top() == first.bottom() + GAP
    assert {round(box.width()) for box in (first, second)} == {round(3 * column - GAP)}


@pytest.mark.parametrize("row", [0, None])
def test_two_tiles_that_show_the_same_stand_both_on_paper(office: Office, language: Language, row: int | None) -> None:
    tile = TileSpec("engagements", TileKind.NUMBER, "posts", 3, row=row, column=row)
    beside = tile if row is None else replace(tile, column=3)
    document = _document(office, language, replace(READY[0], tiles=(tile, beside)))
    cards = [block for _, block in document._laid_out(printable(landscape=False))[0] if isinstance(block, Card)]
    assert len(cards) == 2


@pytest.mark.parametrize("first", [date(2026, 11, 1), date(2020, 11, 1)], ids=["figures", "no figures"])
@pytest.mark.parametrize("spec", [*READY, EVERY_KIND], ids=lambda spec: spec.key)
def test_what_is_drawn_is_told_without_drawing_it(
    office: Office, language: Language, spec: DashboardSpec, first: date
) -> None:
    """Files without pictures say the same sentences as those with them."""
    filters = FigureFilters(campaign_id=1) if spec.of_campaign else FigureFilters()
    period = Period(first, first + timedelta(days=22))
    board = office.app.dashboards.load(office.owner, spec, period, Comparison.PREVIOUS, filters)
    tell = Telling(board, language)
    for tile in board.tiles:
        drawing = drawing_of(tile, tell)
        assert is_drawn(tile) == (drawing is not None and bool(drawing.marks)), tile.spec.key


def test_pages_are_painted_in_any_size(office: Office, language: Language) -> None:
    document, size = _document(office, language), QSizeF(400, 500)
    image = QImage(400, 500, QImage.Format.Format_RGB32)
    for page in range(document.page_count(size)):
        painter = QPainter(image)
        document.paint_page(painter, page, size)
        painter.end()


def test_sentences_follow_each_other_without_semicolons() -> None:
    assert in_one_line(["Posty jeszcze rosną.", "", "496 postów ma oszacowaną datę."]) == (
        "Posty jeszcze rosną. 496 postów ma oszacowaną datę."
    )
    assert in_one_line(["4 bez zasięgu", "2 bez daty"]) == "4 bez zasięgu; 2 bez daty"
    assert in_one_line([]) == ""


@pytest.mark.skipif(which("pdftotext") is None, reason="needs poppler-utils")
def test_nothing_of_a_page_ends_in_an_ellipsis_and_a_missing_value_is_no_lone_dash(
    office: Office, language: Language, tmp_path: Path
) -> None:
    place = tmp_path / "board.pdf"
    write_pdf(_document(office, language), place)
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
    write_pdf(_document(office, language), place)
    text = subprocess.run(["pdftotext", str(place), "-"], capture_output=True, text=True, check=True).stdout
    for word in ("Piekarnia Świt – Przegląd", "1195", "1–23 listopada 2026", "Obserwujący", "÷"):
        assert word in text.replace("\N{NO-BREAK SPACE}", " ")
    pictures = subprocess.run(["pdfimages", "-list", str(place)], capture_output=True, text=True, check=True).stdout
    assert len(pictures.splitlines()) == 2


@pytest.mark.skipif(which("pdftotext") is None, reason="needs poppler-utils")
def test_a_long_table_of_posts_goes_on_with_its_head(office: Office, language: Language, tmp_path: Path) -> None:
    number, best = READY[0].tiles[0], READY[0].tiles[6]
    tiles = [number, *(replace(best, key=f"{best.key}#{n}", width=12) for n in range(5))]
    document, place = _document(office, language, DashboardSpec("own:a", tuple(tiles), name="A")), tmp_path / "a.pdf"
    write_pdf(document, place)
    told = subprocess.run(["pdftotext", "-layout", str(place), "-"], capture_output=True, text=True, check=True).stdout
    pages = told.replace("\N{NO-BREAK SPACE}", " ").split("\f")[:-1]
    assert len(pages) == document.page_count(printable(False)) > 2
    goes_on = [page for page in pages if "Najlepsze posty, ciąg dalszy" in page]
    assert goes_on and all(page.index("ciąg dalszy") < page.index("Interakcje") for page in goes_on)
    shown = re.findall(r"Post of (\S+)", told)
    assert len(shown) == 5 * 12 and min(shown.count(day) for day in shown) >= 5
    size = printable(False)
    for filled in document._laid_out(size)[:-2]:
        assert max(box.bottom() for box, _ in filled) > size.height() * 0.8


def test_a_picture_is_one_page_and_twice_as_dense_when_asked(office: Office, language: Language) -> None:
    document = _document(office, language)
    shares: list[float | None] = []
    once, twice = (dashboard_picture(document, scale, shares.append) for scale in (1, 2))
    assert (twice.width(), twice.height()) == (2 * once.width(), 2 * once.height())
    wide = once.scaled(twice.size(), mode=Qt.TransformationMode.SmoothTransformation)
    assert wide != twice and all(share is not None and 0 <= share < 1 for share in shares)
    foot = twice.copy(0, twice.height() - 200, 500, 100)
    assert min(foot.pixelColor(x, y).lightness() for x in range(500) for y in range(100)) < 200


def test_a_picture_higher_than_a_painter_reaches_is_the_same(
    office: Office, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = _document(office, language)
    whole = dashboard_picture(document, 1, lambda share: None)
    monkeypatch.setattr(dashboard_picture_module, "HIGHEST", 1000)
    assert whole.height() > 2000
    in_bands = dashboard_picture(document, 1, lambda share: None)
    different = {
        y for y in range(whole.height()) if whole.copy(0, y, whole.width(), 1) != in_bands.copy(0, y, whole.width(), 1)
    }
    assert all(min(abs(y - edge) for edge in (1000, 2000)) <= 2 for y in different)  # a letter across two bands


def test_a_dashboard_without_tiles_says_so_on_paper(office: Office, language: Language, tmp_path: Path) -> None:
    ((page,),) = (_document(office, language, DashboardSpec("own:1", (), name="Pusty"))._laid_out(printable(False)),)
    ((_, block),) = page
    assert isinstance(block, WordsInside) and block._text == "Nie ma tu jeszcze żadnego kafelka"


@pytest.mark.skipif(which("pdftotext") is None, reason="needs pdftotext")
def test_a_number_is_never_cut_on_paper(office: Office, language: Language, tmp_path: Path) -> None:
    document = _document(office, language)
    board = document._tell.dashboard
    tile = next(one for one in board.tiles if isinstance(one.content, NumberContent))
    large = replace(tile.content, value=replace(tile.content.value, value=1_147_716_525_123.0))  # type: ignore[type-var]
    shown = Telling(replace(board, tiles=(replace(tile, content=large),)), language)
    write_pdf(DashboardDocument(shown), tmp_path / "one.pdf")
    done = subprocess.run(["pdftotext", str(tmp_path / "one.pdf"), "-"], capture_output=True, text=True, check=True)
    assert "1 147 716 525 123" in done.stdout.replace("\N{NO-BREAK SPACE}", " ")


def test_a_word_longer_than_its_tile_is_written_smaller(office: Office, language: Language) -> None:
    font = paper_look().font
    word = "Konstantynopolitańczykowianeczka"
    narrow = QFontMetricsF(font).horizontalAdvance(word) / 2
    assert paragraph_height(word, font, narrow) < paragraph_height("a", font, narrow)


def test_the_rest_of_a_table_has_a_box_of_its_own_height(office: Office, language: Language) -> None:
    board = office.app.dashboards.load(office.owner, READY[0], PERIOD, Comparison.PREVIOUS, FigureFilters())
    look, size = paper_look(), QSizeF(200, 300)
    for goes_on in (False, True):
        card = Card("Best posts", WordsInside("A few rows"), Telling(board, language), goes_on=goes_on)
        image = QImage(200, 301, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        card.paint(painter, size, look)
        painter.end()
        below = range(round(card.height(200, look)) + 3, 301)
        drawn = any(image.pixelColor(100, row) != Qt.GlobalColor.white for row in below)
        assert drawn is not goes_on


def test_an_unknown_format_is_a_dash_on_paper(office: Office, language: Language) -> None:
    board = office.app.dashboards.load(office.owner, READY[0], PERIOD, Comparison.PREVIOUS, FigureFilters())
    tell = Telling(board, language)
    rows = next(tile.content.rows for tile in board.tiles if isinstance(tile.content, PostsContent))
    unknown = replace(rows[0], post=replace(rows[0].post, format=None))
    column = next(one for one in PostsInside((*rows, unknown), tell)._columns(500) if one.heading == "Format")
    assert column.told(unknown) == "–"
    assert "format nieznany" not in PostsInside((*rows, unknown), tell)._beside(unknown, 200)


def test_the_heading_of_the_formulas_never_stands_alone(office: Office, language: Language) -> None:
    """Whatever room is left below the tiles: in pages of many heights."""
    document = _document(office, language)
    for high in range(560, 960, 10):
        pages = document._laid_out(QSizeF(520, high))
        for page in pages:
            kinds = [type(block) for _, block in page]
            if Heading in kinds:
                assert Formula in kinds[kinds.index(Heading) :]
