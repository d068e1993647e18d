"""Reads a recognised table row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.domain.days import zone
from app.domain.errors import BadInput
from app.domain.imports import Imported, RecognisedTable
from app.exchange.imports.archive import packed_on
from app.exchange.imports.card import read_card
from app.exchange.imports.dates import moment
from app.exchange.imports.folded import unfolded
from app.exchange.imports.groups import read_breakdown, read_demographics, read_matrix, read_small, read_totals
from app.exchange.imports.layout import Layout, lay_out
from app.exchange.imports.legacy import read_latest
from app.exchange.imports.opening import open_sheets
from app.exchange.imports.periods import made_on, period_of_name
from app.exchange.imports.posts import read_posts
from app.exchange.imports.series import read_days
from app.exchange.imports.sheets import Row, Sheet, Watch, is_blank, is_remark, unwatched
from app.exchange.imports.source import Source
from app.exchange.imports.sources import BY_NAME
from app.exchange.imports.turned import turned_back
from app.exchange.imports.yearless import LatestBefore, Years, YearWalk, walk_to


def read(
    path: Path, table: RecognisedTable, answers: Mapping[str, str], watch: Watch = unwatched
) -> Iterator[Imported]:
    """Posts, days, audience buckets and notes, one by one in constant memory; may be called again.

    `answers` holds what `table.questions` asked and, always from the caller, "zone" (zone of the file's clock times;
    the profile's unless a person said otherwise) and "profile_zone" (the calendar that `day` and `hour` are given in;
    "zone" when absent). Without a zone clock times stay wall clock and `published_at` is unknown.
    Raises `BadInput` at once: import.question_unanswered, import.answer_invalid, zone.unknown, import.unknown_source.
    """
    source = BY_NAME.get(table.source)
    if source is None:
        raise BadInput("import.unknown_source", source=table.source)
    return read_as(path, table, source, answers, source.unescape, watch)


def read_as(
    path: Path,
    table: RecognisedTable,
    source: Source,
    answers: Mapping[str, str],
    unescape: bool = False,
    watch: Watch = unwatched,
) -> Iterator[Imported]:
    """`read` for a source that is not in the list of known ones."""
    for name in ("zone", "profile_zone"):
        if answers.get(name):
            zone(answers[name])
    saved = _saved(path)
    layout = lay_out(table, source, answers, saved, unescape, _years(path, table, source, answers))
    for name in ("first_day", "last_day"):
        layout.day_answer(name)
    sheet = next((sheet for sheet in open_sheets(path) if sheet.name == table.sheet), None)
    if sheet is None:
        raise BadInput("import.sheet_missing", file=path.name, sheet=table.sheet)
    return _imported(layout, sheet, watch)


def _saved(path: Path) -> date:
    saved = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    return min(saved, packed_on(path) or saved, made_on(path.name) or saved)


def _years(path: Path, table: RecognisedTable, source: Source, answers: Mapping[str, str]) -> Years | None:
    """For days without a year: the last one is that of the answer "last_day" or in its "year", else as the file's name
    says, else the latest before the file was saved or, for an archive, packed."""
    latest = table.learned.get("yearless")
    if not isinstance(latest, list | tuple):
        return None
    last_day = _told_last_day(path, table, answers) or _saved(path) + timedelta(days=1)
    if source.kind == "posts":
        return LatestBefore(last_day)
    offset, month, day, leap = latest
    return walk_to((offset, month, day), last_day, leap)


def _told_last_day(path: Path, table: RecognisedTable, answers: Mapping[str, str]) -> date | None:
    told = answers.get("last_day") or (f"{answers['year']}-12-31" if answers.get("year") else "")
    given = moment(told or str(table.learned.get("last_day") or period_of_name(path.name).get("last_day", "")))
    return given.day if given else None


def assumed_last_day(path: Path, table: RecognisedTable, answers: Mapping[str, str]) -> date | None:
    """The last day of a table whose days name no year, where only the date of the file says which year it is."""
    source, latest = BY_NAME.get(table.source), table.learned.get("yearless")
    if source is None or source.kind == "posts" or not isinstance(latest, list | tuple):
        return None
    years = None if _told_last_day(path, table, answers) else _years(path, table, source, answers)
    return years.last(latest[0], latest[1], latest[2]) if isinstance(years, YearWalk) else None


def _imported(layout: Layout, sheet: Sheet, watch: Watch) -> Iterator[Imported]:
    rows = turned_back(unfolded(sheet.rows(watch)))
    before = _rows_above(rows, layout.table.header_line)
    body = _body(rows, layout.table.last_line)
    kind = layout.source.kind
    if kind == "posts":
        yield from read_posts(layout, body)
    elif kind == "days":
        yield from read_days(layout, body, before)
    elif kind == "demographics":
        yield from read_demographics(layout, body)
    elif kind == "matrix":
        yield from read_matrix(layout, body)
    elif kind in ("wide", "pairs", "stock"):
        yield from read_small(layout, body)
    elif kind == "latest":
        yield from read_latest(layout, body)
    elif kind == "card":
        yield from read_card(layout, body)
    elif kind == "totals":
        yield from read_totals(layout, body)
    else:
        yield from read_breakdown(layout, body)


def _rows_above(rows: Iterator[Row], header_line: int) -> list[Row]:
    """Takes the rows up to the header away; gives the last twelve above it."""
    above: list[Row] = []
    for line, cells in rows:
        if line >= header_line:
            break
        above = [*above[-11:], (line, cells)]
    return above


def _body(rows: Iterator[Row], last_line: int | None) -> Iterator[Row]:
    for line, cells in rows:
        if last_line is not None and line > last_line:
            return
        if not is_blank(cells) and not is_remark(cells):
            yield line, cells
