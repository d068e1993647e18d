"""Dashboards as real files of every kind, read back and held against the tiles."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import which
from typing import Any

import openpyxl
import pptx
import pytest
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import QApplication

from app.domain.dashboard_values import Break, Dashboard, FailedContent, LinesContent, NumberContent, PostsContent
from app.domain.dashboards import OVERVIEW, Comparison, DashboardSpec, TileKind, TileSpec
from app.domain.errors import BadInput, SzpaltaError
from app.domain.kpi import FigureFilters, Period
from app.domain.reports import ReportKind, ReportWish
from app.system.told.report import report_of
from app.ui.dashboard.telling import Telling
from app.ui.language import Language
from app.ui.printing.report_files import write_report
from tests.fakes.figures import measured_office
from tests.fakes.offices import ZONE, Office

PERIOD = Period(date(2026, 11, 1), date(2026, 11, 23))
LONG_AGO = Period(date(2020, 1, 1), date(2020, 1, 31))
HOSTILE = "=1+1\x07 <b>Zażółć</b>"
K = TileKind
OWN = (
    TileSpec("n", K.NUMBER, "post_reach_total", filters=FigureFilters(networks=("facebook",))),
    TileSpec("r", K.NUMBER, "engagement_rate_by_reach_median"),
    TileSpec("note", K.NOTE, "", 6, text=HOSTILE),
    TileSpec("best_posts#2", K.BEST_POSTS, "best_posts", 12),
    TileSpec("l", K.LINES, "followers", 6),
    TileSpec("s", K.STACKED, "interactions", 6, "week"),
    TileSpec("t", K.TABLE, "interactions", 6, "weekday"),
    TileSpec("b", K.BARS, "interactions_median", 6, "format"),
    TileSpec("audience", K.AUDIENCE, "", 4),
    TileSpec("cost", K.NUMBER, "cost_per_result", 4),
    TileSpec("costs", K.BARS, "cost_per_result", 4, "campaign"),
    TileSpec("sources", K.TABLE, "traffic_sources", 4),
    TileSpec("funnel", K.FUNNEL, "", 4),
    TileSpec("goals", K.GOALS, "", 4),
    TileSpec("weekday_hour", K.HEAT_MAP, "weekday_hour", 12),
)
Make = Callable[..., Telling]
EVERY = [
    ReportWish(ReportKind.PDF), ReportWish(ReportKind.PDF, landscape=True), ReportWish(ReportKind.PNG, scale=2),
    ReportWish(ReportKind.XLSX), ReportWish(ReportKind.PPTX),
]  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = measured_office(tmp_path)
    yield made
    made.app.close()


@pytest.fixture
def telling(office: Office, qapp: QApplication) -> Iterator[Make]:
    language = Language(qapp, "pl", ZONE)

    def make(spec: DashboardSpec = OVERVIEW, period: Period = PERIOD, **filters: Any) -> Telling:
        board = office.app.dashboards.load(
            office.owner, spec, period, Comparison.PREVIOUS, FigureFilters(**filters), brand_id=office.facebook.brand_id
        )
        return Telling(board, language)

    yield make
    language.choose("en")
    language.deleteLater()


def _own(office: Office) -> DashboardSpec:
    return office.app.own_dashboards.create(office.owner, "Zarząd / Q4", DashboardSpec("", OWN)).spec


def _write(office: Office, tell: Telling, wish: ReportWish, place: Path) -> int:
    return write_report(office.app, tell, wish, place, lambda share: None)


def _book(office: Office, tell: Telling, folder: Path) -> Any:
    _write(office, tell, ReportWish(ReportKind.XLSX), folder / "r.xlsx")
    return openpyxl.load_workbook(folder / "r.xlsx")


def test_the_workbook_has_the_figures_of_the_tiles(office: Office, telling: Make, tmp_path: Path) -> None:
    tell = telling()
    book = _book(office, tell, tmp_path)
    summary = {row[0]: row for row in book["Podsumowanie"].iter_rows(values_only=True)}
    numbers = [tile for tile in tell.dashboard.tiles if isinstance(tile.content, NumberContent)]
    assert len(numbers) == 4
    for tile in numbers:
        content, part = tile.content, 1.0
        assert isinstance(content, NumberContent)
        part = 100.0 if content.value.unit == "percent" else 1.0
        row = summary[tell.title(tile)]
        assert row[1] == pytest.approx((content.value.value or 0) / part)
        assert row[2] == (None if content.change is None else pytest.approx(content.change / part))
    best = next(tile.content for tile in tell.dashboard.tiles if isinstance(tile.content, PostsContent))
    rows = list(book["Najlepsze posty"].iter_rows(min_row=4, max_row=3 + len(best.rows), values_only=True))
    assert [(row[2], row[3].date(), row[6]) for row in rows] == [
        (post.post.text, post.post.day, post.interactions) for post in best.rows
    ]
    assert [row[8] for row in rows] == [pytest.approx(post.value / 100) for post in best.rows]


def test_an_own_dashboard_keeps_its_order_filters_and_notes(office: Office, telling: Make, tmp_path: Path) -> None:
    tell = telling(_own(office))
    book = _book(office, tell, tmp_path)
    assert len(book.sheetnames) == 2 + len(OWN)
    assert book["Podsumowanie"]["A1"].value == "Piekarnia Świt – Zarząd / Q4"
    headings = [book[name]["A1"].value for name in book.sheetnames[1:-1]]
    assert headings == [tell.title(tile) for tile in tell.dashboard.tiles] and headings[0].endswith("· Facebook")
    assert book["Notatka"]["A3"].value == "'=1+1 <b>Zażółć</b>"
    waits = [row[0] for row in book["Odbiorcy"].iter_rows(values_only=True)]
    assert any(str(text).startswith("Czeka na tabelę odbiorców") for text in waits)
    _write(office, tell, ReportWish(ReportKind.PPTX), tmp_path / "r.pptx")
    deck = pptx.Presentation(str(tmp_path / "r.pptx"))
    assert [slide.shapes.title.text for slide in deck.slides][1:] == [" ".join(text.split()) for text in headings]
    pictures = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]
    assert len(pictures) == 6 and all(shape._element.nvPicPr.cNvPr.get("descr") for shape in pictures)
    for shape in pictures:
        assert shape.image.size[0] == pytest.approx(shape.width / 914400 * 192, abs=2)


@pytest.mark.parametrize("wish", EVERY, ids=lambda wish: f"{wish.kind}{'-landscape' if wish.landscape else ''}")
@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_kind_is_written_in_both_languages(
    office: Office, telling: Make, qapp: QApplication, tmp_path: Path, wish: ReportWish, language: str
) -> None:
    tell = Telling(telling(_own(office)).dashboard, Language(qapp, language, ZONE))
    place = tmp_path / f"r.{wish.kind}"
    assert _write(office, tell, wish, place) >= 1
    begins = {"pdf": b"%PDF", "png": b"\x89PNG", "xlsx": b"PK", "pptx": b"PK"}
    assert place.read_bytes().startswith(begins[wish.kind])
    assert [path.name for path in tmp_path.glob("*r.*")] == [place.name]


@pytest.mark.skipif(which("pdftotext") is None, reason="needs poppler-utils")
def test_a_pdf_lies_on_its_side_and_says_its_filters_and_formulas(
    office: Office, telling: Make, tmp_path: Path
) -> None:
    place = tmp_path / "r.pdf"
    tell = telling(OVERVIEW, PERIOD, profile_ids=(office.facebook.id,), paid=False)
    pages = _write(office, tell, ReportWish(ReportKind.PDF, landscape=True), place)
    told = subprocess.run(["pdftotext", str(place), "-"], capture_output=True, text=True, check=True).stdout
    told = told.replace("\N{NO-BREAK SPACE}", " ")
    for text in ("Okres: 1–23 listopada 2026", "Profile: Facebook · Posty: Organiczne", "Stan danych", "Jak to policzono",
                 "interakcje ÷ zasięg × 100", f"strona {pages} z {pages}"):  # fmt: skip
        assert text in told
    size = subprocess.run(["pdfinfo", str(place)], capture_output=True, text=True, check=True).stdout
    assert "841.89 x 595" in size or "842 x 595" in size


def test_without_data_every_kind_says_so_and_invents_nothing(office: Office, telling: Make, tmp_path: Path) -> None:
    tell = telling(period=LONG_AGO)
    book = _book(office, tell, tmp_path)
    rows = {row[0]: row for row in book["Podsumowanie"].iter_rows(values_only=True)}
    reach = rows[tell.title(tell.dashboard.tiles[1])]
    assert reach[1] is None and reach[6] == "Brak danych w tym okresie."
    report = report_of(tell)
    assert all(tile.said or tile.table.rows for tile in report.tiles)
    for wish in EVERY:
        _write(office, tell, wish, tmp_path / f"empty.{wish.kind}")
    deck = pptx.Presentation(str(tmp_path / "empty.pptx"))
    texts = [[shape.text_frame.text for shape in slide.shapes if shape.has_text_frame] for slide in deck.slides]
    assert sum("Brak danych w tym okresie." in "\n".join(told) for told in texts) >= 5


def test_failed_tiles_and_breaks_are_said_in_words(office: Office, telling: Make, tmp_path: Path) -> None:
    tell = telling()
    tell.dashboard = _broken(tell.dashboard, office.facebook.id)
    report = report_of(tell)
    assert "nie udało się" in report.tiles[0].said[0] and report.tiles[0].figure is None
    lines = next(tile for tile in report.tiles if tile.heading.startswith("Interakcje, według"))
    assert any(line.startswith("10.11.2026: Facebook") and "→" in line for line in lines.said)
    book = _book(office, tell, tmp_path)
    summary = {row[0]: row for row in book["Podsumowanie"].iter_rows(values_only=True)}
    assert summary[report.tiles[0].heading][1] is None
    for wish in EVERY:
        _write(office, tell, wish, tmp_path / f"broken.{wish.kind}")


def _broken(board: Dashboard, profile_id: int) -> Dashboard:
    first, *rest = board.tiles
    tiles = [replace(first, content=FailedContent(BadInput("kpi.unknown", name="x")))]
    for tile in rest:
        content = tile.content
        if isinstance(content, LinesContent):
            content = replace(content, breaks=(Break(profile_id, date(2026, 11, 10), "impressions", "views"),))
        tiles.append(replace(tile, content=content))
    return replace(board, tiles=tuple(tiles))


@pytest.mark.parametrize("wish", EVERY, ids=lambda wish: f"{wish.kind}{'-landscape' if wish.landscape else ''}")
def test_what_cannot_be_written_is_said_and_leaves_nothing(
    office: Office, telling: Make, tmp_path: Path, wish: ReportWish
) -> None:
    tell, name = telling(), f"r.{wish.kind}"
    with pytest.raises(SzpaltaError) as missing:
        _write(office, tell, wish, tmp_path / "nowhere" / name)
    assert missing.value.code == "file.folder_missing" and not (tmp_path / "nowhere").exists()
    (tmp_path / "out" / name).mkdir(parents=True)
    with pytest.raises(SzpaltaError) as folder:
        _write(office, tell, wish, tmp_path / "out" / name)
    assert folder.value.code == "file.is_a_folder"
    assert [path.name for path in (tmp_path / "out").iterdir()] == [name]


@pytest.mark.parametrize("wish", EVERY, ids=lambda wish: f"{wish.kind}{'-landscape' if wish.landscape else ''}")
def test_stopped_it_leaves_the_file_that_was_there(
    office: Office, telling: Make, tmp_path: Path, wish: ReportWish
) -> None:
    place, heard = tmp_path / f"r.{wish.kind}", list[float | None]()
    place.write_text("before")

    def stop(share: float | None) -> None:
        heard.append(share)
        if len(heard) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_report(office.app, telling(), wish, place, stop)
    assert place.read_text() == "before"
    assert all(share is not None and 0 <= share <= 1 for share in heard)
    assert [path.name for path in tmp_path.glob("*r.*")] == [place.name]


@pytest.mark.parametrize("count", [0, 40])
def test_dashboards_without_tiles_and_with_very_many_are_written(
    office: Office, telling: Make, tmp_path: Path, count: int
) -> None:
    tiles = [replace(OWN[place % len(OWN)], key=f"{OWN[place % len(OWN)].key}#{place}") for place in range(count)]
    tell = telling(DashboardSpec("own:x", tuple(tiles), name="Wszystko"))
    for wish in EVERY:
        _write(office, tell, wish, tmp_path / f"many.{wish.kind}")
    assert len(openpyxl.load_workbook(tmp_path / "many.xlsx").sheetnames) == count + 2
    assert len(pptx.Presentation(str(tmp_path / "many.pptx")).slides) == count + 1
    assert QImageReader(str(tmp_path / "many.png")).size().height() > (15_000 if count else 100)


def test_a_picture_twice_as_dense_has_twice_the_pixels(office: Office, telling: Make, tmp_path: Path) -> None:
    tell, sizes = telling(), []
    for scale in (1, 2):
        _write(office, tell, ReportWish(ReportKind.PNG, scale=scale), tmp_path / f"{scale}.png")
        sizes.append(QImage(str(tmp_path / f"{scale}.png")).size())
    assert sizes[1] == sizes[0] * 2
