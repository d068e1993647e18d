"""Any table by a mapping: JSON that says what each column means. The program proposes one, a person corrects it.

    {"version": 1, "sheet": null, "header_line": 1, "kind": "posts", "network": null, "zone": null, "date_order": null,
     "decimal_mark": null, "unescape_html": false,
     "columns": [{"column": "Date", "position": 1, "meaning": "published_at"}, …]}

`kind` is posts, days, breakdown or day_breakdown; `meaning` one of `aliases.MEANINGS` or null (not imported);
positions count from 1. `year` and `weekday_start` are for files with month and weekday only; `first_day` and
`last_day` (YYYY-MM-DD) for breakdowns.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.domain.errors import BadInput
from app.domain.imports import ColumnMapping, Imported, Owner, Question, RecognisedTable
from app.domain.metrics import FAMILIES
from app.domain.networks import Network
from app.exchange.imports.aliases import MEANINGS, normal
from app.exchange.imports.dates import ORDERS, DateOrder
from app.exchange.imports.folded import unfolded
from app.exchange.imports.headers import column_of
from app.exchange.imports.layout import clean_text
from app.exchange.imports.learning import Draft
from app.exchange.imports.opening import open_sheets
from app.exchange.imports.reading import read_as
from app.exchange.imports.sheets import Cell, Watch, is_blank, unwatched
from app.exchange.imports.source import ZONE, Source
from app.exchange.imports.turned import turned_back

KINDS = ("posts", "days", "breakdown", "day_breakdown")
_OPTIONAL = ("zone", "date_order", "decimal_mark", "year", "weekday_start", "first_day", "last_day")
_KEYS = frozenset(
    ("version", "sheet", "header_line", "kind", "network", "source", "unescape_html", "columns", *_OPTIONAL)
)


def load_mapping(path: Path) -> dict[str, object]:
    """Reads a mapping file. Raises `BadInput` "mapping.not_json" (line, column) or "mapping.invalid" (key)."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        raise BadInput("mapping.not_json", file=path.name, line=error.lineno, column=error.colno) from error
    except (OSError, UnicodeError, RecursionError) as error:
        raise BadInput("import.unreadable", file=path.name, reason=type(error).__name__) from error
    if not isinstance(found, dict):
        raise BadInput("mapping.invalid", key="$", value=type(found).__name__, allowed="object")
    return found


def mapped_table(path: Path, mapping: Mapping[str, object], watch: Watch = unwatched) -> RecognisedTable:
    """The table a mapping describes, for the preview. Walks through the file once.

    Raises `BadInput` "mapping.invalid" with the wrong key, and as `recognise`.
    """
    columns = _checked(mapping)
    sheet = next((sheet for sheet in open_sheets(path) if sheet.name == mapping.get("sheet")), None)
    if sheet is None:
        raise _wrong("sheet", mapping.get("sheet"), "a sheet of the file")
    order = DateOrder()
    draft: Draft | None = None
    for line, cells in turned_back(unfolded(sheet.rows(watch))):
        if draft is not None and not is_blank(cells):
            draft.see(line, cells)
        elif line == mapping["header_line"]:
            _check_header(columns, cells)
            draft = Draft(sheet, _source(mapping, columns), line, columns, order, cells)
    if draft is None:
        raise _wrong("header_line", mapping["header_line"], "a line of the file")
    given = mapping.get("date_order")
    if given and order.decided and given != order.decided:
        raise _wrong("date_order", given, order.decided)
    return draft.finish({"date_order": order.decided} if order.decided else {})


def read_mapped(
    path: Path,
    mapping: Mapping[str, object],
    answers: Mapping[str, str] | None = None,
    watch: Watch = unwatched,
    kept: tuple[Owner, ...] | None = None,
) -> Iterator[Imported]:
    """`read` by a mapping; what it leaves open may be in `answers`, whose posts are read in `kept` (None: everybody's).
    Raises as `mapped_table` and `read`."""
    table = replace(mapped_table(path, mapping), kept=kept)
    said = {name: str(mapping[name]) for name in _OPTIONAL if mapping.get(name) is not None}
    return read_as(
        path,
        table,
        _source(mapping, table.columns),
        {**(answers or {}), **said},
        unescape=bool(mapping.get("unescape_html")),
        watch=watch,
    )


def _source(mapping: Mapping[str, object], columns: Iterable[ColumnMapping]) -> Source:
    meanings = {column.meaning for column in columns}
    questions: list[Question] = []
    if "month" in meanings and "published_at" not in meanings:
        questions += [Question("year"), Question("weekday_start", ("sunday", "monday"), "sunday")]
    elif "published_at" in meanings:
        questions.append(ZONE)
    network = mapping.get("network")
    return Source(
        "mapped", str(network) if network else None, str(mapping["kind"]), frozenset(), questions=tuple(questions)
    )


def _checked(mapping: Mapping[str, object]) -> tuple[ColumnMapping, ...]:
    for key in mapping:
        if key not in _KEYS:
            raise _wrong(key, mapping[key], ", ".join(sorted(_KEYS)))
    _one_of(mapping, "version", (1,))
    _one_of(mapping, "kind", KINDS)
    _one_of(mapping, "network", (None, *(network.value for network in Network)))
    _one_of(mapping, "date_order", (None, *ORDERS))
    _one_of(mapping, "decimal_mark", (None, ".", ","))
    _one_of(mapping, "unescape_html", (None, False, True))
    line = mapping.get("header_line")
    if not isinstance(line, int) or isinstance(line, bool) or line < 1:
        raise _wrong("header_line", line, "1, 2, 3 …")
    columns = mapping.get("columns")
    if not isinstance(columns, list) or not columns:
        raise _wrong("columns", columns, "a list of columns")
    found = tuple(_column(index, column) for index, column in enumerate(columns))
    _check_sufficient(str(mapping["kind"]), {column.meaning for column in found if column.used})
    return found


def _one_of(mapping: Mapping[str, object], key: str, allowed: tuple[object, ...]) -> None:
    value = mapping.get(key)
    if not any(value == option and type(value) is type(option) for option in allowed):
        raise _wrong(key, value, ", ".join("null" if option is None else str(option) for option in allowed))


def _column(index: int, column: Any) -> ColumnMapping:
    key = f"columns[{index}]"
    if not isinstance(column, dict) or set(column) - {"column", "position", "meaning"}:
        raise _wrong(key, column, "column, position, meaning")
    name, position, meaning = column.get("column"), column.get("position"), column.get("meaning")
    if not isinstance(name, str) or not name.strip():
        raise _wrong(f"{key}.column", name, "a column of the file")
    if not isinstance(position, int) or isinstance(position, bool) or position < 1:
        raise _wrong(f"{key}.position", position, "1, 2, 3 …")
    if meaning is not None and meaning not in MEANINGS:
        raise _wrong(f"{key}.meaning", meaning, ", ".join(sorted(MEANINGS)))
    return column_of(name.strip(), meaning, position - 1)


def _check_sufficient(kind: str, meanings: set[str | None]) -> None:
    if kind == "posts" and not meanings & {"published_at", "day", "month"}:
        raise _wrong("columns", "posts", "published_at, day, month")
    if (
        kind == "posts"
        and "month" in meanings
        and not {"weekday"} <= meanings
        and not meanings & {"published_at", "day"}
    ):
        raise _wrong("columns", "month", "weekday")
    if kind in ("days", "day_breakdown") and "day" not in meanings:
        raise _wrong("columns", kind, "day")
    if kind in ("breakdown", "day_breakdown") and "bucket" not in meanings:
        raise _wrong("columns", kind, "bucket")
    if kind != "posts" and not any(meaning is None or meaning in FAMILIES for meaning in meanings):
        raise _wrong("columns", kind, "metric")


def _check_header(columns: tuple[ColumnMapping, ...], cells: list[Cell]) -> None:
    for index, column in enumerate(columns):
        cell = cells[column.position] if column.position < len(cells) else None
        if normal(clean_text(cell)) != normal(column.column):
            raise _wrong(f"columns[{index}].column", column.column, clean_text(cell)[:60])


def _wrong(key: str, value: object, allowed: str) -> BadInput:
    return BadInput("mapping.invalid", key=key, value=str(value)[:60], allowed=allowed)
