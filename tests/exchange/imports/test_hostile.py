"""Files that are damaged or meant to harm give a `BadInput` or values, never anything else."""

import struct
import zipfile
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import BadInput
from app.domain.imports import ImportedPost
from app.exchange.imports import propose_mapping, read, recognise
from app.exchange.imports.place import Place
from app.exchange.imports.sheets import MAX_COLUMNS
from app.exchange.imports.workbook import open_workbook
from tests.exchange.imports.exports import days, imported

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
ANSWERS = {"year": "2014", "decimal_mark": "."}
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(rows: list[list[object]], title: str = "Arkusz") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(source: bytes, name: str, content: bytes, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The archive with one part replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(source)) as old, zipfile.ZipFile(out, "w", compression) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def sheet_xml(body: str) -> bytes:
    return f'<worksheet xmlns="{SHEET}"><sheetData>{body}</sheetData></worksheet>'.encode()


def refusal(folder: Path, content: bytes) -> BadInput:
    path = folder / "file.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        recognise(path)
    assert caught.value.data["file"] == "file.csv"
    return caught.value


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import.empty"),
        (b" \r\n\n", "import.empty"),
        (b"\xef\xbb\xbf", "import.empty"),
        (b"%PDF-1.7 ...", "import.binary"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "import.binary"),
        (b'[{"title": 1}]', "import.binary"),
        (b"\x89PNG\r\n\x1a\n", "import.picture"),
        (b"a,b\n\0\1\2\3\4,\0", "import.binary"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "import.damaged_workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(99) + "EncryptedPackage".encode("utf-16-le"), "import.encrypted"),
        (b"PK\x03\x04 not a zip", "import.damaged_workbook"),
        (b'a,b\n1,"' + b"x" * 200_000, "import.bad_row"),
        (b"a," * (MAX_COLUMNS + 1) + b"\n", "import.too_many_columns"),
    ],
)
def test_refusals_by_content(tmp_path: Path, content: bytes, code: str) -> None:
    assert refusal(tmp_path, content).code == code


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"import.unreadable"):
        recognise(tmp_path / "nothing.csv")
    with pytest.raises(BadInput, match=r"import.unreadable"):
        recognise(tmp_path)


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    assert refusal(tmp_path, file.getvalue()).code == "import.not_a_workbook"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = with_part(workbook([["a"]]), "xl/worksheets/sheet1.xml", bytes(300 << 20))
    assert refusal(tmp_path, bomb).code == "import.zip_bomb"


def test_too_many_parts(tmp_path: Path) -> None:
    file = BytesIO(workbook([["a"]]))
    with zipfile.ZipFile(file, "a") as archive:
        for number in range(2_100):
            archive.writestr(f"x/{number}", b"")
    assert refusal(tmp_path, file.getvalue()).code == "import.zip_bomb"


def test_an_encrypted_part(tmp_path: Path) -> None:
    content = bytearray(workbook([["a"]]))
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = content.find(signature)
        content[place + offset : place + offset + 2] = struct.pack("<H", 1)
    assert refusal(tmp_path, bytes(content)).code == "import.encrypted"


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + sheet_xml("<row><c><v>1</v></c></row>"),
        b" " * (1 << 19) + b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + sheet_xml(""),
        sheet_xml('<row r="1"><c r="$$1"><v>1</v></c></row>'),
        sheet_xml('<row r="1"><c t="str"><v>' + "x" * 300_000 + "</v></c></row>"),
        sheet_xml('<row r="1"><c t="s"><v>999</v></c></row>'),
        b"<worksheet",
        b"",
    ],
)
def test_hostile_sheets(tmp_path: Path, xml: bytes) -> None:
    code = refusal(tmp_path, with_part(workbook([["a"]]), "xl/worksheets/sheet1.xml", xml, zipfile.ZIP_STORED)).code
    assert code == "import.damaged_workbook"


def test_a_row_number_beyond_any_sheet(tmp_path: Path) -> None:
    xml = sheet_xml('<row r="1"><c><v>1</v></c></row><row r="99999999999"><c><v>1</v></c></row>')
    assert (
        refusal(tmp_path, with_part(workbook([["a"]]), "xl/worksheets/sheet1.xml", xml)).code == "import.too_many_rows"
    )


@pytest.mark.parametrize("row", ["<c/>" * 600_000, '<c r="ZZZZZ1"><v>1</v></c>'])
def test_more_cells_than_any_export(tmp_path: Path, row: str) -> None:
    xml = sheet_xml(f"<row>{row}</row>")
    content = with_part(workbook([["a"]]), "xl/worksheets/sheet1.xml", xml, zipfile.ZIP_STORED)
    assert refusal(tmp_path, content).code == "import.too_many_columns"


def test_a_wide_row(tmp_path: Path) -> None:
    assert refusal(tmp_path, workbook([["x"] * (MAX_COLUMNS + 1)])).code == "import.too_many_columns"


def test_a_date_in_a_column_of_figures_is_damage(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Date", "Views"], ["2025-01-01", 5], ["2025-01-02", datetime(2025, 4, 3)]]
    found = refusal(tmp_path, workbook(rows, "Dane"))
    assert found.code == "import.damaged_by_spreadsheet"
    assert (found.data["sheet"], found.data["line"], found.data["column"]) == ("Dane", 3, "Views")


def test_an_id_as_a_number_is_read_while_no_digit_is_lost(tmp_path: Path) -> None:
    header: list[object] = ["Post ID", "Publish time", "Page ID"]
    whole: list[list[object]] = [
        header,
        [1142979803545328, "01/02/2025 10:00", 1],
        [1207431990433440, "01/03/2025 10:00", 1],
    ]
    path = tmp_path / "file.xlsx"
    path.write_bytes(workbook(whole))
    (table,) = recognise(path)
    found = [item.external_id for item in read(path, table, {}) if isinstance(item, ImportedPost)]
    assert found == ["1142979803545328", "1207431990433440"]
    rounded: list[list[object]] = [header, [1142979803545320, "01/02/2025 10:00", 1]]
    assert refusal(tmp_path, workbook(rounded)).code == "import.damaged_ids"


def test_an_id_as_a_number_is_damage(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Post ID", "Publish time", "Page ID"], [122106543210987654, "01/02/2025 10:00", 1]]
    assert refusal(tmp_path, workbook(rows)).code == "import.damaged_ids"


def test_a_workbook_in_which_every_cell_is_text(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(workbook([["Date", "Views"], ["1/13/2025", "1,234"], ["1/14/2025", "1,234.5"]]))
    (table,) = recognise(path)
    values = [item.readings[0].value for item in read(path, table, {})]  # type: ignore[union-attr]
    assert values == [1234, 1234.5]


@pytest.mark.skipif(not DATA.is_dir(), reason="shared/data is not beside the repository")
def test_sheets_are_read_as_openpyxl_reads_them() -> None:
    path = next(DATA.glob("*/*.xlsx"))
    book = openpyxl.load_workbook(path)
    for sheet in open_workbook(Place(path)):
        theirs = {line: trimmed(list(row)) for line, row in enumerate(book[sheet.name].iter_rows(values_only=True), 1)}
        ours = {line: trimmed(row) for line, row in sheet.rows()}
        assert {line: row for line, row in ours.items() if row} == {line: row for line, row in theirs.items() if row}


def test_dates_times_and_gaps_of_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B2"], sheet["C2"], sheet["D2"] = date(2025, 3, 4), timedelta(minutes=5), True
    sheet["A5"] = 1.5
    path = tmp_path / "x.xlsx"
    book.save(path)
    (found,) = open_workbook(Place(path))
    assert list(found.rows()) == [
        (1, []),
        (2, [None, datetime(2025, 3, 4), timedelta(minutes=5), True]),
        (4, []),
        (5, [1.5]),
    ]


def trimmed(row: list[Any]) -> list[Any]:
    while row and row[-1] is None:
        row = row[:-1]
    return row


def everything(path: Path) -> None:
    """Whatever a face would do with a file."""
    for table in recognise(path):
        list(read(path, table, ANSWERS))
    propose_mapping(path)


EDIT = st.tuples(st.integers(0, 1 << 20), st.binary(min_size=0, max_size=6), st.integers(0, 40))
SEEDS = sorted(DATA.glob("*/*")) if DATA.is_dir() else []


def mutated(content: bytes, edits: list[tuple[int, bytes, int]]) -> bytes:
    for place, insert, drop in edits:
        at = place % (len(content) + 1)
        content = content[:at] + insert + content[at + drop :]
    return content


@pytest.mark.skipif(not SEEDS, reason="shared/data is not beside the repository")
@pytest.mark.parametrize(
    "seed", [seed for seed in SEEDS if seed.stat().st_size < 100_000], ids=lambda seed: seed.stem[:12]
)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=st.lists(EDIT, min_size=1, max_size=8))
def test_mutated_files_give_values_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, seed: Path, edits: list[tuple[int, bytes, int]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "mutated"
    path.write_bytes(mutated(seed.read_bytes(), edits))
    try:
        everything(path)
    except BadInput as error:
        assert error.code.startswith(("import.", "mapping."))


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_arbitrary_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "arbitrary"
    path.write_bytes(content)
    try:
        everything(path)
    except BadInput as error:
        assert error.code.startswith("import.")


def inner_mutations() -> list[str]:
    return [
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet3.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
    ]


@pytest.mark.skipif(not SEEDS, reason="shared/data is not beside the repository")
@pytest.mark.parametrize("part", inner_mutations())
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=st.lists(EDIT, min_size=1, max_size=6))
def test_mutated_parts_of_a_workbook(
    tmp_path_factory: pytest.TempPathFactory, part: str, edits: list[tuple[int, bytes, int]]
) -> None:
    source = next(seed for seed in SEEDS if seed.suffix == ".xlsx").read_bytes()
    with zipfile.ZipFile(BytesIO(source)) as archive:
        content = archive.read(part)
    path = tmp_path_factory.getbasetemp() / "mutated-part"
    path.write_bytes(with_part(source, part, mutated(content, edits)))
    try:
        everything(path)
    except BadInput as error:
        assert error.code.startswith(("import.", "mapping."))


def test_raised_digits_count_no_days(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(
        "# Start date: 20240101\n# End date: 20240103\nNth day,Users\n0000,5\n000²,6\n0002,7\n", encoding="utf-8"
    )
    ((_, items),) = imported(path)
    assert [day for day, _ in days(items)] == ["2024-01-01", "2024-01-03"]
