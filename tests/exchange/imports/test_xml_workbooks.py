"""Workbooks written as one XML text, as the old insights of Facebook handed them out."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from app.domain.errors import BadInput
from app.exchange.imports import recognise
from tests.exchange.imports.exports import days, imported

_HEAD = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
)


def _cell(value: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell{more}><Data ss:Type="{kind}">{value}</Data></Cell>'


def _sheet(name: str, *rows: str) -> str:
    body = "".join(row if row.startswith("<Row") else f"<Row>{row}</Row>" for row in rows)
    return f'<Worksheet ss:Name="{name}"><Table>{body}</Table></Worksheet>'


NAMES = _cell("Date") + _cell("Lifetime Total Likes") + _cell("Daily New Likes") + _cell("Daily Total Reach")
DAY = _cell("2015-01-01T00:00:00.000", "DateTime") + _cell("1000", "Number") + _cell("12", "Number", ' ss:Index="4"')
NEXT = f'<Row ss:Index="4">{_cell("2015-01-02T00:00:00.000", "DateTime")}{_cell("1001", "Number")}{_cell("2", "Number")}</Row>'
BOOK = _HEAD + _sheet("Key Metrics", NAMES, DAY, NEXT) + _sheet("Notes", _cell("1 &amp; 2")) + "</Workbook>"


def test_sheets_rows_and_cells_left_out_keep_their_places(tmp_path: Path) -> None:
    path = tmp_path / "insights.xls"
    path.write_text(BOOK, encoding="utf-8")
    ((source, items),) = imported(path)
    assert source == "facebook.legacy_days"
    assert days(items) == [
        ("2015-01-01", {"followers": 1000, "reach": 12}),
        ("2015-01-02", {"followers": 1001, "new_followers": 2}),
    ]
    assert [table.sheet for table in recognise(path)] == ["Key Metrics"]


def test_such_a_workbook_in_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "insights.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("old/insights.xls", BOOK)
    ((source, items),) = imported(path)
    assert (source, len(items)) == ("facebook.legacy_days", 2)


@pytest.mark.parametrize(
    "text",
    [
        BOOK[:-40],
        BOOK.replace("Workbook xmlns=", "!DOCTYPE x><Workbook xmlns=", 1),
        BOOK.replace('ss:Index="4"', 'ss:Index="99999999"', 1),
        BOOK.replace(">1000<", ">many<"),
    ],
)
def test_a_damaged_one_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "insights.xls"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        recognise(path)
    assert refused.value.code == "import.damaged_workbook"


def test_one_without_sheets_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "insights.xls"
    path.write_text(f"{_HEAD}</Workbook>", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        recognise(path)
    assert refused.value.code == "import.empty"
