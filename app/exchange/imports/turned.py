"""Explorations of Google Analytics with a dimension across the columns: told as rows, like every other table.

    ,Device category,desktop,mobile,Totals
    Country,,Active users,Active users,Active users
    Poland,,120,340,460

is read as the rows "Country, Device category, Active users"; "Poland, desktop, 120"; "Poland, mobile, 340". The totals of a
row and of a column stand in the file beside what they sum up, and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.exchange.imports.aliases import is_figure, is_total
from app.exchange.imports.figures import figure
from app.exchange.imports.known_ga4 import GA4_IN_CONTEXT
from app.exchange.imports.layout import clean_text
from app.exchange.imports.sheets import Cell, Row, is_blank, is_remark

WIDEST = 500
"""Columns of a turned table at most; the service lays twenty names across, of ten figures each."""
HEADERS = 3
"""Rows over a table that may name what stands across."""
_ACROSS = "Column"
"""What stands across, where the file does not say it."""


@dataclass(frozen=True, slots=True)
class _Across:
    """How the rows of one turned table are laid out. `groups` are the names across, each with the place of its first figure."""

    rows: tuple[int, ...]
    header: list[Cell]
    groups: tuple[tuple[list[Cell], int], ...]
    figures: int

    def told(self, line: int, cells: list[Cell]) -> Iterator[Row]:
        """The rows that one row of the file is. A row without a name sums up the others."""
        names = [cells[place] if place < len(cells) else None for place in self.rows]
        if is_blank(names) or any(map(is_total, cells)):
            yield line, ["Grand total"]
            return
        for group, place in self.groups:
            values = cells[place : place + self.figures]
            if not is_blank(values):
                yield line, [*names, *group, *values]


def turned_back(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows, those of turned tables as rows; tables are looked for at the top and, in files with # lines, below them."""
    above: list[Row] = []
    analytics = plain = False
    across: _Across | None = None
    for line, cells in rows:
        if is_blank(cells) or is_remark(cells):
            yield from above
            yield line, cells
            above, across, plain = [], None, False
            analytics |= is_remark(cells)
        elif plain:
            yield line, cells
        elif across:
            yield from across.told(line, cells)
        elif across := _across([row for _, row in above], cells, analytics):
            yield line, across.header
            above = []
        elif len(above) < HEADERS:
            above.append((line, cells))
        else:
            yield from above
            yield line, cells
            above, plain = [], True
            if not analytics:
                yield from rows
                return
    yield from above


def _across(above: list[list[Cell]], cells: list[Cell], analytics: bool) -> _Across | None:
    """The table whose figures this row names, again for every group the rows above name; None for any other row."""
    if not above or len(cells) > WIDEST:
        return None
    names = _texts(cells)
    place, figures = _repeated(names)
    known = analytics or all(is_figure(GA4_IN_CONTEXT.meaning(name)) for name in names[place:])
    over = [row for row in map(_texts, above) if any(row[place:])]
    if not over or not figures or not known or any(figure(name) is not None for name in names):
        return None
    rows = tuple(column for column in range(place) if names[column])
    if not rows or any(sum(map(bool, row[:place])) > 1 for row in over):
        return None
    groups = _groups(over, range(place, len(names), figures))
    if len({tuple(group) for group, _ in groups}) < len(groups):
        return None
    called = [next((name for name in reversed(row[:place]) if name), _ACROSS) for row in over]
    header: list[Cell] = [*(names[column] for column in rows), *called, *names[place : place + figures]]
    return _Across(rows, header, tuple(groups), figures)


def _texts(cells: list[Cell]) -> list[str]:
    """The cells as text, without the empty ones at the end."""
    found = [clean_text(cell) for cell in cells]
    while found and not found[-1]:
        found.pop()
    return found


def _repeated(names: list[str]) -> tuple[int, int]:
    """Where names begin that are repeated to the end of the row, and how many they are; (0, 0) for none."""
    best = (0, 0)
    longest = 0
    for figures in range(1, len(names) // 2 + 1):
        place = len(names) - figures
        while place and names[place - 1] and names[place - 1] == names[place - 1 + figures]:
            place -= 1
        length = (len(names) - place) // figures * figures
        if length > max(longest, figures) and all(names[-length:]):
            longest, best = length, (len(names) - length, figures)
    return best


def _groups(over: list[list[str]], places: range) -> list[tuple[list[Cell], int]]:
    """The names over each group, the last one going on where a row leaves it out; without the totals of a row."""
    found: list[tuple[list[Cell], int]] = []
    last = ["" for _ in over]
    for place in places:
        here = [row[place] if place < len(row) else "" for row in over]
        last = [name or before for name, before in zip(here, last, strict=True)]
        if not any(map(is_total, here)):
            found.append((list[Cell](last), place))
    return found
