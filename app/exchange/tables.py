"""Tables people take away: CSV and XLSX that no spreadsheet will execute (SEC-18)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

Value = str | int | float | bool | date | datetime | None

_DANGEROUS = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20\u2212]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_XLSX_TEXT = 32_767


def defused(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet could take it for a formula (OWASP, CWE-1236).

    A text that already has apostrophes before such a sign gets one more, so that `restored` is the exact inverse.
    """
    return "'" + text if _DANGEROUS.match(text) else text


def restored(text: str) -> str:
    """The inverse of `defused`; every other text comes back as it is."""
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text) else text


def write_csv(
    target: Path | IO[str], headers: Sequence[str], rows: Iterable[Sequence[Value]], delimiter: str = ","
) -> None:
    """Writes RFC 4180 with a byte order mark (to a path), CRLF line ends, a point in decimals, ISO dates, UTC times with Z.

    None is an empty cell; numbers stay numbers. An open text file must have been opened with newline="".
    """
    if isinstance(target, Path):
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            write_csv(file, headers, rows, delimiter)
        return
    writer = csv.writer(target, delimiter=delimiter)
    writer.writerow([defused(header) for header in headers])
    writer.writerows([_plain(value) for value in row] for row in rows)


def write_xlsx(
    target: Path | IO[bytes], headers: Sequence[str], rows: Iterable[Sequence[Value]], title: str = "Szpalta"
) -> None:
    """Writes one sheet: real numbers and dates, texts as texts, times as ISO text in UTC, first row frozen.

    Control characters, which XLSX cannot hold, are left out; texts end at its limit of 32,767 characters.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    sheet.freeze_panes = "A2"

    def cell(value: Value) -> Any:
        content = _sheet_value(value)
        made = WriteOnlyCell(sheet, value=content)
        if isinstance(content, str):
            made.data_type = "s"  # never a formula
        return made

    sheet.append([cell(header) for header in headers])
    for row in rows:
        sheet.append([cell(value) for value in row])
    workbook.save(target)


def _plain(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return _iso(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)  # 355, not 355.0: a spreadsheet of a country with decimal commas takes that for a text
    return defused(value) if isinstance(value, str) else value


def _sheet_value(value: Value) -> Any:
    if isinstance(value, datetime):
        return _iso(value)
    return sheet_text(value) if isinstance(value, str) else value


def sheet_text(text: str) -> str:
    """A text as a cell of XLSX can hold it: never a formula, without what XML forbids, at most 32,767 characters."""
    return defused(xml_text(text))[:_LONGEST_XLSX_TEXT]


def xml_text(text: str) -> str:
    """A text without the control characters that XML forbids."""
    return _ILLEGAL.sub("", text)


def _iso(value: date | datetime) -> str:
    if not isinstance(value, datetime):
        return value.isoformat()
    if value.tzinfo is None:
        return value.isoformat()
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
