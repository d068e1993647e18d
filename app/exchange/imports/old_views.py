"""Meta's Polish word for impressions before 2025 and for views since: which of them a file tells follows from its days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from app.domain.imports import ColumnMapping
from app.exchange.imports.aliases import normal
from app.exchange.imports.dates import moment
from app.exchange.imports.sheets import Cell

_EITHER = frozenset({"wyświetlenia", "liczba wyświetleń"})
_VIEWS_SINCE = date(2025, 1, 1)
"""In exports; what was published before is told in views by files made later."""


@dataclass(slots=True)
class OldViews:
    """`known_new`: a post of the file is of 2025 or later, so that the file is, too."""

    column: ColumnMapping
    day: int
    known_new: bool = False
    rows: int = 0

    @classmethod
    def of(cls, source: str, columns: Iterable[ColumnMapping]) -> OldViews | None:
        """For a table of posts whose views go by the word that was that of impressions."""
        by_meaning = {column.meaning: column for column in columns if column.used}
        views, day = by_meaning.get("views"), by_meaning.get("published_at")
        doubtful = views and day and normal(views.column) in _EITHER and "impressions" not in by_meaning
        return cls(views, day.position) if source.startswith("meta.") and doubtful and views and day else None

    def see(self, cells: list[Cell]) -> None:
        """Takes a row into account."""
        cell = cells[self.day] if self.day < len(cells) else None
        found = moment(cell) or moment(cell, "dmy")  # in either order of the same year
        self.rows += found is not None
        self.known_new |= found is not None and found.day >= _VIEWS_SINCE

    def settled(
        self, columns: tuple[ColumnMapping, ...], path: Path, learned: dict[str, object]
    ) -> tuple[ColumnMapping, ...]:
        """The columns: impressions where the file itself is older than views, else views, with a word of doubt in `learned`
        where nothing in the file is newer."""
        if self.known_new or not self.rows:
            return columns
        if datetime.fromtimestamp(path.stat().st_mtime, UTC).date() >= _VIEWS_SINCE:
            learned["old_views"] = self.column.column
            return columns
        return tuple(replace(one, meaning="impressions") if one.meaning == "views" else one for one in columns)
