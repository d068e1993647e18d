"""The numbers of a tile as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.reports import Cell, FigureTable
from app.system.format_tables import NO_DATA
from app.system.told.telling import Telling

__all__ = ["Cell", "TileTable"]


@dataclass(frozen=True, slots=True)
class TileTable(FigureTable):
    """As people read it."""

    def shown(self, row: int, place: int, tell: Telling) -> str:
        value = self.rows[row][place]
        if value is None:
            return NO_DATA
        if isinstance(value, date):
            return tell.formats.day_short(value)
        if isinstance(value, str):
            return value
        return tell.value(value, self.unit(row, place))
