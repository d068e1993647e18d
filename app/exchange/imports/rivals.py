"""Columns of one table that mean the same figure: which of them is it ("Reach" beside "IMPRESSION:UNIQUE_USERS")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.domain.imports import ColumnMapping
from app.domain.metrics import FAMILIES
from app.exchange.imports.sheets import Cell, is_missing


@dataclass(slots=True)
class Rivals:
    """`filled` counts the cells of each such column that hold something."""

    filled: dict[int, int]

    @classmethod
    def of(cls, columns: Iterable[ColumnMapping]) -> Rivals:
        return cls({column.position: 0 for rivals in _rivals(columns) for column in rivals})

    def see(self, cells: list[Cell]) -> None:
        for place in self.filled:
            if place < len(cells) and not is_missing(cells[place]):
                self.filled[place] += 1

    def settled(self, columns: tuple[ColumnMapping, ...]) -> tuple[ColumnMapping, ...]:
        """The columns, with those that are not the figure after all kept under their own names.

        The figure is no column that is mostly empty where a rival is not, and none before the date of the figures, where
        Meta tells of the post itself ("Is share"): that one is left out. Else it is the first.
        """
        begins = next((column.position for column in columns if column.meaning == "span"), -1)
        lost: dict[int, ColumnMapping] = {}
        for rivals in _rivals(columns):
            most = max(self.filled.get(column.position, 0) for column in rivals)
            full = [column for column in rivals if 2 * self.filled.get(column.position, 0) > most] or rivals
            figure = next((column for column in full if column.position > begins), full[0])
            for column in rivals:
                if column is not figure:
                    told = column.position > begins or figure.position < begins
                    lost[column.position] = replace(column, meaning=None, used=told)
        return tuple(lost.get(column.position, column) for column in columns)


def _rivals(columns: Iterable[ColumnMapping]) -> list[list[ColumnMapping]]:
    """The columns of each figure that has several, of different names: equal names are compared when they are read."""
    by_meaning: dict[str, list[ColumnMapping]] = defaultdict(list)
    for column in columns:
        if column.used and column.meaning in FAMILIES and column.meaning:
            by_meaning[column.meaning].append(column)
    return [same for same in by_meaning.values() if len({column.column for column in same}) == len(same) > 1]
