"""Which known table a row is the header of, by the meanings of its names."""

from __future__ import annotations

import re
from dataclasses import replace

from app.domain.imports import ColumnMapping
from app.exchange.imports.aliases import general_meaning, normal
from app.exchange.imports.dates import DateOrder
from app.exchange.imports.known_ads import by_spending
from app.exchange.imports.known_youtube import by_figures, views_apart
from app.exchange.imports.layout import clean_text
from app.exchange.imports.learning import Draft
from app.exchange.imports.sheets import Cell, Sheet
from app.exchange.imports.source import Source
from app.exchange.imports.sources import SOURCES

_UNNAMED = re.compile(r"Unnamed: \d+")
"""What pandas, in which people join exports, calls a column without a name when it saves it again."""

_OF_POSTS = frozenset({"post_id", "permalink", "text", "title"})
"""What a column of single posts says, whoever exported them: such a table holds no days of a profile."""


def headers_in(sheet: Sheet, line: int, cells: list[Cell], order: DateOrder) -> list[Draft]:
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
        if cell is None or not str(cell).strip() or _UNNAMED.fullmatch(str(cell)):
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
    singles = any(general_meaning(name) in _OF_POSTS for name in names)
    best: tuple[int, Source] | None = None
    for source in SOURCES:
        if singles and source.kind == "days" and not source.name.startswith("facebook.legacy"):
            continue  # the old Facebook describes its days, too
        fits = source.fits([source.meaning(name) for name in names])
        if fits and (best is None or fits > best[0]):
            best = fits, source
    if best is not None:
        source, meanings = best[1], [best[1].meaning(name) for name in names]
    elif told := by_figures(names) or by_spending(names):
        source, meanings = told
    else:
        return None
    columns = tuple(
        column_of(name, meaning, place) for name, meaning, place in zip(names, meanings, places, strict=True)
    )
    if source.network == "youtube":
        columns = views_apart(columns)
    if source.kind == "totals":
        columns = tuple(replace(column, used=True) for column in columns)
    return Draft(sheet, source, line, columns, order, cells)


def column_of(name: str, meaning: str | None, position: int) -> ColumnMapping:
    """How a column is shown and read: known figures without a neutral key have no meaning but are used."""
    used = meaning is not None and meaning != "ignored"
    shown = None if meaning == "metric" else meaning
    return ColumnMapping(name, shown, used and shown not in ("page", "account", "category", "audience"), position)
