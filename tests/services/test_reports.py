"""Reports packed and written: whole, or not at all."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pptx
import pytest

from app.domain.errors import BadInput
from app.services.reports import ReportService
from app.system.clock import SystemClock
from app.system.words import Words
from tests.fakes.reports import a_picture, a_report, number_tile, words_tile

REPORT = a_report(number_tile(), words_tile("Omówić"))


@pytest.fixture
def reports() -> ReportService:
    return ReportService(SystemClock())


def test_workbook_and_slides_replace_what_was_there(reports: ReportService, tmp_path: Path) -> None:
    book, deck = tmp_path / "a.xlsx", tmp_path / "a.pptx"
    for place in (book, deck):
        place.write_text("before")
    reports.workbook(REPORT, book, Words("pl"), lambda share: None)
    reports.slides(REPORT, [a_picture(), None], deck, Words("pl"), lambda share: None)
    assert openpyxl.load_workbook(book).sheetnames == ["Podsumowanie", "Zasięg", "Notatka", "Definicje"]
    assert len(pptx.Presentation(io.BytesIO(deck.read_bytes())).slides) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pptx", "a.xlsx"]


def test_a_place_where_no_file_can_lie_is_refused_before_anything_is_made(
    reports: ReportService, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    for place, code in (
        (tmp_path / "nowhere" / "a.pdf", "file.folder_missing"),
        (tmp_path / "file" / "a.pdf", "file.not_a_folder"),
        (tmp_path / "folder", "file.is_a_folder"),
    ):
        for write in (reports.check, lambda place: reports.keep(place, b"x")):
            with pytest.raises(BadInput) as refused:
                write(place)
            assert refused.value.code == code
    reports.check(tmp_path / "a.pdf")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
