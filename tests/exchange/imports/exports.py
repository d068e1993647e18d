"""Files built as exports are, for the tests of each kind."""

from pathlib import Path

import openpyxl

from app.domain.imports import Imported, ImportedAudience, ImportedDay, ImportedPost
from app.exchange.imports import read, recognise


def saved(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "export.csv"
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = folder / "export.xlsx"
    book.save(path)
    return path


def imported(path: Path, **answers: str) -> list[tuple[str, list[Imported]]]:
    """Source and rows of each table."""
    return [(table.source, list(read(path, table, answers))) for table in recognise(path)]


def keyed(item: Imported) -> dict[str, float]:
    assert isinstance(item, ImportedPost | ImportedDay)
    return {reading.key or reading.metric: reading.value for reading in item.readings}


def days(items: list[Imported]) -> list[tuple[str, dict[str, float]]]:
    return [(item.day.isoformat(), keyed(item)) for item in items if isinstance(item, ImportedDay)]


def posts(items: list[Imported]) -> list[ImportedPost]:
    return [item for item in items if isinstance(item, ImportedPost)]


def groups(items: list[Imported]) -> list[tuple[str, str, str, float, str]]:
    return [
        (item.dimension, item.bucket, item.metric, item.value, item.unit)
        for item in items
        if isinstance(item, ImportedAudience)
    ]
