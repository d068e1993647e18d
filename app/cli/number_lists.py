"""List KPIs on a terminal: one table for each network and measure, with words for codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from app.cli.output import one_line
from app.system.dashboard_words import share_digits
from app.system.figure_words import RATES, cell_word, column
from app.system.group_words import bucket

if TYPE_CHECKING:
    from app.cli.context import Run

Row = Mapping[str, object]
_HEADING = ("network", "metric")
_HIDDEN = frozenset({*_HEADING, "post_id", "cell", "hours", "currency"})
"""Columns of the heading, and those only programs need; `--json` has them all."""
_WORDS = frozenset({"weekday", "hour", "profile_id"})
_RATED = frozenset({"value", "median"})
LONGEST = 48


def tell_rows(run: Run, rows: Iterable[Row], profiles: Mapping[str, str], unit: str) -> None:
    """Prints the rows of a list KPI, those of a network and measure together. `unit`: that of their values, where these are
    figures of groups."""
    parts: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        parts.setdefault(tuple(row.get(name) for name in _HEADING), []).append(row)
    for part in parts.values():
        _tell_part(run, [_in_unit(run, row, unit) for row in part], profiles)


def _tell_part(run: Run, rows: list[Row], profiles: Mapping[str, str]) -> None:
    heading = [cell_word(name, rows[0][name], run.words, run.formats) or "" for name in _HEADING if rows[0].get(name)]
    if heading:
        run.out.line("  " + ": ".join(heading))
    names = [name for name in dict.fromkeys(name for row in rows for name in row) if name not in _HIDDEN]
    right = [n for n, name in enumerate(names) if name == "value" or (name not in _WORDS and _all_numbers(rows, name))]
    cells = [[_cell(run, name, row, profiles) for name in names] for row in rows]
    run.out.table([column(name, run.words) for name in names], cells, right)


def _in_unit(run: Run, row: Row, unit: str) -> Row:
    """Percents and money are told as such; the value behind a share stays a number."""
    value, currency = row.get("value"), row.get("currency")
    if "share" in row or not isinstance(value, int | float):
        return row
    if unit == "percent":
        return {**row, "value": run.formats.percent(value, 3)}
    return {**row, "value": run.formats.money(float(value), str(currency))} if currency else row


def _all_numbers(rows: list[Row], name: str) -> bool:
    return all(_is_number(row.get(name)) for row in rows)


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _cell(run: Run, name: str, row: Row, profiles: Mapping[str, str]) -> str:
    value = row.get(name)
    if value is None:
        return "–"
    if name == "profile_id":
        return profiles.get(str(value), str(value))
    if name == "hour" and isinstance(value, int):
        length = row.get("hours")
        return f"{value}:00–{value + (length if isinstance(length, int) else 1)}:00"
    if name == "bucket" and value:
        return one_line(bucket(str(row.get("dimension", "")), str(value), run.words), LONGEST)
    word = cell_word(name, value, run.words, run.formats)
    if word is not None:
        return word
    if isinstance(value, bool):
        return run.words.t("yes") if value else run.words.t("no")
    if isinstance(value, int | float) and name in _RATED and row.get("metric") in RATES:
        return run.formats.percent(value, 3)
    if isinstance(value, int | float) and name == "share":
        return run.formats.number(value, share_digits(value))
    if isinstance(value, int | float):
        return run.formats.number(value, 0 if float(value).is_integer() else 3)
    if isinstance(value, date):
        return run.day(value)
    return one_line(str(value), 200 if name == "permalink" else LONGEST)
