"""The old insights of a Facebook page: who liked it, and the parts of daily figures that its workbook has on further sheets.

The same stands in columns of the wide file ("Lifetime Likes by Country - PL") and on sheets of the workbook (sheet "Lifetime
Likes By Country", column "PL").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.imports import ColumnMapping, Imported, ImportedAudience
from app.exchange.imports.aliases import normal
from app.exchange.imports.dates import DateOrder
from app.exchange.imports.known_meta import META_SOURCES
from app.exchange.imports.layout import Layout, clean_text
from app.exchange.imports.learning import Draft
from app.exchange.imports.sheets import Cell, Row, Sheet

_SOURCES = {source.name: source for source in META_SOURCES}
_LIKES = re.compile(r"lifetime likes by (gender|country|city|language)\b(?:.*? - (.+))?.*", re.IGNORECASE)
_DAILY_SHEET = re.compile(
    r"daily (?!.*(?:city|country|language|locale|demographics|gender|frequency|referr|tab views|liked and online)).*",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?P<gender>[FMU])\.(?P<age>\d\d.*)")
_GENDERS = {"F": "Women", "M": "Men", "U": "Unknown"}
_DAY, _NOTE = ("date", "data"), "description"


def legacy_parts(sheet: Sheet, line: int, cells: list[Cell], order: DateOrder) -> list[Draft]:
    """The tables of people and of parts whose header this row is; none for all other rows."""
    names = [clean_text(cell) for cell in cells]
    day = next((place for place, name in enumerate(names[:2]) if normal(name) in _DAY), None)
    if day is None:
        return []
    parts = [(place, name) for place, name in enumerate(names) if name and place != day and normal(name) != _NOTE]
    title = clean_text(sheet.name).rpartition(" · ")[2]
    whole = _LIKES.fullmatch(title)
    groups: dict[str, list[ColumnMapping]] = {}
    for place, name in parts:
        found = whole or _LIKES.fullmatch(name)
        bucket = name if whole else (found.group(2) if found else None)
        if found and bucket:
            dimension = {"gender": "age_gender"}.get(found.group(1).casefold(), found.group(1).casefold())
            groups.setdefault(dimension, []).append(ColumnMapping(_bucket(bucket), None, True, place))
    at = ColumnMapping(names[day], "day", True, day)
    if not groups and parts and _DAILY_SHEET.fullmatch(title) and any(normal(name) == _NOTE for name in names):
        columns = [ColumnMapping(f"{title} - {name}", None, True, place) for place, name in parts]
        return [Draft(sheet, _SOURCES["facebook.legacy_days"], line, (at, *columns), order, cells)]
    source = _SOURCES["facebook.legacy_likes"]
    return [
        Draft(sheet, source, line, (at, *columns), order, cells, dimension=dimension)
        for dimension, columns in groups.items()
    ]


def _bucket(name: str) -> str:
    """The name of a part as other tables have it: "F.18-24" are women from 18 to 24."""
    person = _PERSON.fullmatch(name)
    return f"{person['age']} · {_GENDERS[person['gender']]}" if person else name


def read_latest(layout: Layout, rows: Iterator[Row]) -> Iterator[Imported]:
    """People by part, as they were on the last day that has any figures."""
    found: list[ImportedAudience] = []
    dimension = str(layout.table.learned.get("dimension"))
    for line, cells in rows:
        days = None if layout.is_empty(cells) or layout.is_header(cells) else layout.days(cells)
        readings = layout.readings(line, cells)[0] if days else ()
        if days and readings and (not found or found[0].last_day is None or found[0].last_day <= days[1]):
            found = [
                ImportedAudience(
                    line, dimension, one.metric, "followers", one.value, "count", *days, sheet=layout.table.sheet
                )
                for one in readings
            ]
    yield from found
