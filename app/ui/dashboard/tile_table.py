"""The numbers of a tile as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.system.format_tables import NO_DATA
from app.ui.dashboard.telling import Telling

Cell = str | float | date | None


@dataclass(frozen=True, slots=True)
class TileTable:
    """Rows of plain values; None is unknown. `units` belong to the columns, for people: "percent", "count" …"""

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    units: tuple[str, ...] = ()

    def shown(self, row: int, place: int, tell: Telling) -> str:
        """A cell as people read it."""
        value = self.rows[row][place]
        if value is None:
            return NO_DATA
        if isinstance(value, date):
            return tell.formats.day_short(value)
        if isinstance(value, str):
            return value
        return tell.value(value, self.units[place] if self.units else "count")
