"""A store file with one page gone bad, as a failing disk leaves it."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.new_stores import new_store

PAGE = 4096
HOLIDAYS = 1000


def store_with_holidays(file: Path) -> None:
    """A closed store whose table `holiday` fills many pages."""
    store = new_store(str(file))
    with store.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO holiday (country, region, day, name, language, category) VALUES ('PL', '', ?, ?, 'pl', '')",
            [(day, "x" * 200) for day in range(1, HOLIDAYS + 1)],
        )
    store.close()


def damage_one_page(file: Path, holding: bytes = b"x" * 200) -> None:
    """Overwrites the middle one of the table pages (not index pages) that hold these bytes."""
    data = bytearray(file.read_bytes())
    leaves = [page for page in range(0, len(data), PAGE) if data[page] == 13 and holding in data[page : page + PAGE]]
    middle = leaves[len(leaves) // 2]
    data[middle : middle + PAGE] = b"\xa5" * PAGE
    file.write_bytes(data)
