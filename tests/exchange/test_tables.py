import csv
from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.tables import defused, restored, write_csv, write_xlsx

TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
FORMULA = st.builds(
    lambda sign, rest: sign + rest, st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "'=", "＝", "''-"]), TEXT
)


@given(TEXT | FORMULA)
def test_defusing_is_undone_exactly(text: str) -> None:
    assert restored(defused(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+48 123", "-5", "@ja", "\tx", "\r=x", "\n=x", "＝1", "＋1", "－1", "＠x"])
def test_everything_a_spreadsheet_would_execute_gets_an_apostrophe(text: str) -> None:
    assert defused(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Ala", "'tis", "a=b", "1-2", " =x"])
def test_ordinary_text_stays(text: str) -> None:
    assert defused(text) == text == restored(text)


@given(st.lists(st.tuples(TEXT | FORMULA, TEXT | FORMULA), min_size=1, max_size=5), st.sampled_from(",;\t"))
def test_csv_round_trip(rows: list[tuple[str, str]], delimiter: str) -> None:
    file = StringIO(newline="")
    write_csv(file, ["a", "b"], rows, delimiter)
    file.seek(0)
    header, *read = csv.reader(file, delimiter=delimiter)
    assert header == ["a", "b"]
    assert [tuple(restored(cell) for cell in row) for row in read] == rows
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for row in read for cell in row)


def test_csv_values(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    noon = datetime(2025, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    write_csv(path, ["=h", "n"], [[-5, -2.5], [None, True], [date(2025, 7, 1), noon]])
    assert path.read_bytes() == "\ufeff'=h,n\r\n-5,-2.5\r\n,true\r\n2025-07-01,2025-07-01T10:00:00Z\r\n".encode()


def test_xlsx_holds_numbers_dates_and_harmless_texts() -> None:
    file = BytesIO()
    moment = datetime(2025, 7, 1, 10, tzinfo=UTC)
    write_xlsx(
        file, ["Tekst", "n"], [["=HYPERLINK(1)", -5], ["bell\x07", 2.5], [None, date(2025, 7, 1)], ["x", moment]]
    )
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows == [
        ("Tekst", "n"),
        ("'=HYPERLINK(1)", -5),
        ("bell", 2.5),
        (None, datetime(2025, 7, 1)),
        ("x", "2025-07-01T10:00:00Z"),
    ]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@given(st.lists(TEXT | FORMULA, min_size=1, max_size=3))
def test_xlsx_round_trip_but_for_control_characters(texts: list[str]) -> None:
    file = BytesIO()
    write_xlsx(file, ["t"], [[text] for text in texts])
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    read = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    kept = ["".join(c for c in text if c >= " " or c in "\t\n\r") for text in texts]
    assert [restored(str(cell or "")).replace("\r\n", "\n").replace("\r", "\n") for cell in read] == [
        text.replace("\r\n", "\n").replace("\r", "\n") for text in kept
    ]
