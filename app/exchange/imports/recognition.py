"""Finds the tables of a file by their columns, wherever they stand in it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from app.domain.imports import ColumnMapping, RecognisedTable
from app.exchange.imports.aliases import general_meaning, is_figure, normal
from app.exchange.imports.dates import DateOrder, moment
from app.exchange.imports.layout import clean_text
from app.exchange.imports.learning import Draft
from app.exchange.imports.opening import open_sheets
from app.exchange.imports.sheets import Cell, Sheet, is_blank, is_remark
from app.exchange.imports.sources import SOURCES, Source

HEADER_ROWS = 12
_OF_NETWORK = re.compile(r"^(?:facebook|instagram) ", re.IGNORECASE)


def recognise(path: Path) -> list[RecognisedTable]:
    """The known tables of a file, by content only; empty when the file can be read but no table is known (a mapping helps).

    Walks through all rows once, in constant memory. Raises `BadInput` for a file that is no table or damaged.
    """
    order = DateOrder()
    drafts = [draft for sheet in open_sheets(path) for draft in _scan(sheet, order)]
    learned: dict[str, object] = {}
    if order.decided:
        learned["date_order"] = order.decided
    learned |= _period(drafts, order)
    return [draft.finish(learned) for draft in drafts]


def _scan(sheet: Sheet, order: DateOrder) -> list[Draft]:
    """A header is looked for in the first rows of the sheet and in those after an empty or # line."""
    drafts: list[Draft] = []
    current: list[Draft] = []
    looking = HEADER_ROWS
    title: tuple[int, str] | None = None
    for line, cells in sheet.rows():
        if is_blank(cells) or is_remark(cells):
            looking, title = HEADER_ROWS, None
            continue
        if looking:
            looking -= 1
            if found := _headers(sheet, line, cells, order):
                for draft in current:
                    draft.last_line = (title[0] if title else line) - 1
                found = [replace(draft, columns=_titled(draft, title[1] if title else "")) for draft in found]
                drafts += found
                current, looking = found, 0
                continue
            words = [clean_text(cell) for cell in cells if cell is not None and clean_text(cell)]
            title = (line, words[0]) if len(words) == 1 else None
        for draft in current:
            draft.see(line, cells)
    return drafts


def _titled(draft: Draft, title: str) -> tuple[ColumnMapping, ...]:
    """The columns with the figure called by the title above them, where the source has it there."""
    if not draft.source.titled:
        return draft.columns
    meaning = general_meaning(_OF_NETWORK.sub("", title))
    key = "new_followers" if meaning == "follows" else meaning if is_figure(meaning) and meaning != "metric" else None
    return tuple(
        replace(column, column=title or column.column, meaning=key, used=True)
        if column.meaning == "primary"
        else column
        for column in draft.columns
    )


def _headers(sheet: Sheet, line: int, cells: list[Cell], order: DateOrder) -> list[Draft]:
    """The tables whose header this row is: one, or several side by side with an empty column between."""
    blocks = _blocks(cells)
    for apart in (blocks, _repeated(cells, blocks)):
        if len(apart) > 1:
            beside = [draft for block in apart if (draft := _match(sheet, line, cells, block, order))]
            if len(beside) > 1 and all(draft.source.side_by_side for draft in beside):
                return beside
    whole = _match(sheet, line, cells, [place for block in blocks for place in block], order)
    return [whole] if whole else []


def _blocks(cells: list[Cell]) -> list[list[int]]:
    blocks: list[list[int]] = [[]]
    for position, cell in enumerate(cells):
        if cell is None or not str(cell).strip():
            blocks.append([])
        else:
            blocks[-1].append(position)
    return [block for block in blocks if block]


def _repeated(cells: list[Cell], blocks: list[list[int]]) -> list[list[int]]:
    """Blocks that begin where the first name comes again, for exports that fill the column between; numbers are no names."""
    places = [place for block in blocks for place in block if not clean_text(cells[place]).isdigit()]
    found: list[list[int]] = []
    for place in places:
        if not found or normal(cells[place]) == normal(cells[places[0]]):
            found.append([])
        found[-1].append(place)
    return found


def _match(sheet: Sheet, line: int, cells: list[Cell], places: list[int], order: DateOrder) -> Draft | None:
    names = [clean_text(cells[place]) for place in places]
    best: tuple[int, Source] | None = None
    for source in SOURCES:
        fits = source.fits([source.meaning(name) for name in names])
        if fits and (best is None or fits > best[0]):
            best = fits, source
    if best is None:
        return None
    source = best[1]
    columns = tuple(column_of(name, source.meaning(name), place) for name, place in zip(names, places, strict=True))
    if source.kind == "totals":
        columns = tuple(replace(column, used=True) for column in columns)
    return Draft(sheet, source, line, columns, order, cells)


def column_of(name: str, meaning: str | None, position: int) -> ColumnMapping:
    """How a column is shown and read: known figures without a neutral key have no meaning but are used."""
    used = meaning is not None and meaning != "ignored"
    shown = None if meaning == "metric" else meaning
    return ColumnMapping(name, shown, used and shown not in ("page", "account", "category"), position)


def _period(drafts: list[Draft], order: DateOrder) -> dict[str, object]:
    """First and last day of a workbook that names its period in a header ("8/7/2023 - 8/5/2024")."""
    for draft in drafts:
        if draft.source.kind == "totals":
            for cell in draft.header:
                ends = [moment(part.strip(), order.decided or "mdy") for part in str(cell).split(" - ")]
                if len(ends) == 2 and ends[0] and ends[1]:
                    return {"first_day": ends[0].day.isoformat(), "last_day": ends[1].day.isoformat()}
    return {}
