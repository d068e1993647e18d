"""Reports as workbooks, read back."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.domain.reports import Report
from app.exchange.report_sheets import LONGEST_NAME, SheetNames, number_of
from app.exchange.report_workbook import workbook_of
from app.exchange.tables import restored
from app.system.words import Words
from tests.fakes.reports import HOSTILE, a_report, mixed_tile, number_tile, posts_tile, words_tile


def _book(report: Report, language: str = "pl") -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_of(report, Words(language), lambda share: None)))


def _rows(book: Workbook, name: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in book[name].iter_rows(values_only=True)]


@pytest.mark.parametrize(
    ("language", "ends"), [("pl", ("Podsumowanie", "Definicje")), ("en", ("Summary", "Definitions"))]
)
def test_a_sheet_for_each_tile_between_summary_and_definitions(language: str, ends: tuple[str, str]) -> None:
    book = _book(a_report(number_tile(), mixed_tile(), number_tile()), language)
    assert book.sheetnames == [ends[0], "Zasięg", "Cele tydzień", "Zasięg (2)", ends[1]]
    assert all(sheet.freeze_panes for sheet in book)


def test_the_summary_has_head_and_real_numbers() -> None:
    book = _book(a_report(number_tile(), words_tile("Omówić")))
    rows = _rows(book, "Podsumowanie")
    assert [row[:2] for row in rows[:6]] == [
        ("Piekarnia – Przegląd", None),
        ("Okres", "1–23 listopada 2026"),
        ("Pierwszy dzień", datetime(2026, 11, 1)),
        ("Ostatni dzień", datetime(2026, 11, 23)),
        ("Porównywane z", "9–31 października 2026"),
        ("Profile", "Facebook"),
    ]
    assert ("Zasięg", 0.045, -0.0025, 0.0475, "procent", "2 z 3 postów", "zasięg nieznany: 1", "Zasięg") in rows
    note = next(row for row in rows if row[0] == "Notatka")
    assert note[1:4] == (None, None, None) and note[6] == "Omówić"
    shown = next(row for row in book["Podsumowanie"].iter_rows() if row[0].value == "Zasięg")
    assert shown[1].number_format == "0.00%" and shown[2].number_format.startswith("+0.00%")
    assert shown[7].hyperlink is not None and shown[7].hyperlink.location == "'Zasięg'!A1"


def test_numbers_days_and_gaps_keep_their_kind() -> None:
    book = _book(a_report(number_tile(), mixed_tile()))
    assert _rows(book, "Zasięg")[2:5] == [
        ("Dzień", "Zasięg", None, None, None, None),
        (datetime(2026, 11, 1), 0.045, None, None, None, None),
        (datetime(2026, 11, 2), None, None, None, None, None),
    ]
    assert book["Zasięg"]["A4"].number_format == "yyyy-mm-dd" and book["Zasięg"].freeze_panes == "A4"
    assert "Pusta komórka: brak danych." in [row[0] for row in _rows(book, "Zasięg")]
    goals = book["Cele tydzień"]
    assert [(goals.cell(row, 2).value, goals.cell(row, 2).number_format) for row in range(4, 8)] == [
        (12, "#,##0"), (0.0005, "0.000%"), (timedelta(hours=1), "[h]:mm:ss"), (1.25, "#,##0.00"),
    ]  # fmt: skip
    assert goals["C3"].value == "Uwagi" and goals["C5"].value == "za mało postów"


def test_definitions_say_how_everything_is_computed_and_where_it_comes_from() -> None:
    rows = _rows(_book(a_report(number_tile())), "Definicje")
    told = ("Zasięg", "Wskaźnik", "interakcje ÷ zasięg × 100", "procent", "zasięg", "Rival IQ", "2 z 3 postów", "1")
    assert rows[1][:8] == told
    assert [row[0] for row in rows[2:]] == [None, "Dane z", "Facebook: plik wyniki.csv"]


def test_texts_from_outside_are_never_formulas() -> None:
    report = a_report(posts_tile(len(HOSTILE)), words_tile("=1+1", "=cmd|'/c calc'!A1"), title="=1\x07")
    book = _book(report)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    shown = [restored(str(book["Najlepsze posty"].cell(4 + n, 1).value)) for n in range(len(HOSTILE))]
    assert shown == ["".join(c for c in text if (c >= " " or c == "\t") and c != "\ud800") for text in HOSTILE]
    assert [book["Najlepsze posty"].cell(4 + n, 2).value for n in range(3)] == [0, 1, 2]


def test_a_report_without_tiles_is_a_workbook_too() -> None:
    assert _book(a_report()).sheetnames == ["Podsumowanie", "Definicje"]


def test_making_it_can_be_stopped() -> None:
    def stop(share: float | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        workbook_of(a_report(number_tile()), Words("pl"), stop)


@given(st.lists(st.text(max_size=60) | st.sampled_from(["History", "a", "A", "'", "x" * 40, "😀" * 20]), max_size=12))
def test_names_of_sheets_are_valid_and_each_stands_once(wanted: list[str]) -> None:
    names, taken = SheetNames(), []
    for text in wanted:
        taken.append(names.take(text))
    assert len({name.casefold() for name in taken}) == len(taken)
    for name in taken:
        assert name and len(name.encode("utf-16-le")) // 2 <= LONGEST_NAME
        assert not set(name) & set("[]:*?/\\") and not name.startswith("'") and not name.endswith("'")
        assert name.casefold() != "history"


def test_a_percentage_is_a_part_of_one() -> None:
    assert number_of(12.5, "percent") == (0.125, "0.00%")
    assert number_of(0.05, "percent")[1] == "0.000%"
    assert number_of(None, "count")[0] is None
    assert number_of(43_200, "seconds") == (0.5, "[h]:mm:ss") and number_of(-90, "seconds") == (-90, '#,##0" s"')
    assert number_of(3.0, "count") == (3, "#,##0") and number_of(3.25, "per_1000") == (3.25, "#,##0.0")


def test_a_long_name_of_a_sheet_ends_after_a_word() -> None:
    names = SheetNames()
    assert names.take("Sum of post reaches (not people)") == "Sum of post reaches (not…"
    assert names.take("Sum of post reaches (not people)") == "Sum of post reaches (not… (2)"
    assert names.take("x" * 40) == "x" * 30 + "…"
