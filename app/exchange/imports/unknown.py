"""Tables nobody knows beside others that are known: they are left out, and the report says so."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.domain.imports import RecognisedTable
from app.exchange.imports.figures import figure
from app.exchange.imports.layout import clean_text
from app.exchange.imports.sheets import Cell, Sheet

_SHOWN = 4
_MOST = 20
_ABOVE = 3
"""Rows above a header that may say something about its table."""


@dataclass(slots=True)
class UnknownTables:
    """Headers that were not known, with rows of figures under them."""

    found: dict[tuple[str | None, int], str] = field(default_factory=dict)
    """Sheet and line of a header, and its first columns."""

    def see(self, sheet: Sheet, above: tuple[int, list[Cell]], cells: list[Cell]) -> None:
        """`above` is a row of words, `cells` the row under it, which begins no known table."""
        line, header = above
        if (sheet.name, line) in self.found or len(self.found) == _MOST:
            return
        names = [clean_text(cell) for cell in header if clean_text(cell)]
        if len(cells) >= len(names) and any(figure(cell) is not None for cell in cells):
            more = "…" if len(names) > _SHOWN else ""
            self.found[sheet.name, line] = ", ".join(name[:40] for name in names[:_SHOWN]) + more

    def forget(self, sheet: Sheet, line: int) -> None:
        """A table begins at `line`: the rows just above it said something about it."""
        for above in range(line - _ABOVE, line):
            self.found.pop((sheet.name, above), None)

    def told_with(self, tables: list[RecognisedTable]) -> list[RecognisedTable]:
        """The tables; the first of them carries what stands beside them."""
        if not tables or not self.found:
            return tables
        told = [(sheet, line, columns) for (sheet, line), columns in self.found.items()]
        return [replace(tables[0], learned={**tables[0].learned, "unknown": told}), *tables[1:]]
