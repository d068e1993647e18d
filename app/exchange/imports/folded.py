"""Sheets whose rows are lines of a text table in one cell each, as when a spreadsheet opens a CSV file with another delimiter."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from app.exchange.imports.sheets import Cell, Row, is_blank

_SAMPLE = 30
_DELIMITERS = (",", ";", "\t")
_LONGEST = 1 << 20
"""Characters of one record; beyond them a quotation mark is taken to be alone."""


def unfolded(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows, those of such a sheet in cells of their own, with the line each ends on."""
    head = list(islice(rows, _SAMPLE))
    delimiter = _delimiter(head)
    return _records(chain(head, rows), delimiter) if delimiter else chain(head, rows)


def _delimiter(head: list[Row]) -> str | None:
    """What stands between the cells of the first table when all its rows are single texts of the header's width."""
    if any(not is_blank(cells[1:]) for _, cells in head):
        return None
    texts = [str(cells[0]) for _, cells in head if not is_blank(cells)]
    first = next((text for text in texts if not text.startswith("#")), "")
    delimiter = max(_DELIMITERS, key=first.count)
    width = len(_split(first, delimiter))
    if width < 3:
        return None
    records = [cells for _, cells in _records(head, delimiter) if not is_blank(cells)]
    table = [cells for cells in records if not str(cells[0]).startswith("#")]
    fits = sum(len(cells) == width for cells in table)
    return delimiter if fits > 1 and fits * 5 >= (len(table) - 1) * 4 else None


def _records(rows: Iterable[Row], delimiter: str) -> Iterator[Row]:
    open_record = ""
    for line, cells in rows:
        text = "" if is_blank(cells) else str(cells[0])
        if not open_record and (not text or text.startswith("#")):
            yield line, [text] if text else []
            continue
        open_record += text
        if open_record.count('"') % 2 and len(open_record) < _LONGEST:
            open_record += "\n"
            continue
        yield line, _split(open_record, delimiter)
        open_record = ""


def _split(text: str, delimiter: str) -> list[Cell]:
    try:
        return [*next(csv.reader(text.splitlines(keepends=True), delimiter=delimiter), [])]
    except csv.Error:
        return [text]
