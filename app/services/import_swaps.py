"""Files in which a spreadsheet let day and month change places. The file alone does not show it; posts known before do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import product

from app.domain.errors import BadInput
from app.domain.imports import ImportedPost
from app.store.unit import UnitOfWork

AT_ONCE = 1000
_NEAR = timedelta(days=2)
_SHIFTS = (timedelta(0), timedelta(days=-1), timedelta(days=1))
"""A day of the file may be the next or the last one in the profile's zone."""

Dated = tuple[str, date, datetime | None]
"""A post: its id, its day and, where it is known, its time."""


def keep_dated(item: object, kept: list[Dated]) -> None:
    """Puts a post of a file whose day is known among those kept, as long as they are few enough to look at together."""
    if isinstance(item, ImportedPost) and not item.estimated and len(kept) < AT_ONCE:
        kept.append((item.external_id, item.day, item.published_at))


@dataclass(slots=True)
class Swaps:
    """Posts of a file whose day and month stand the other way round than they are known."""

    count: int = 0
    first: dict[str, object] = field(default_factory=dict)

    def look(self, work: UnitOfWork, profile_id: int, posts: Iterable[Dated]) -> None:
        """Takes some posts of a file into account."""
        of_file = {name: (day, at) for name, day, at in posts}
        for name, known_day, known_at in work.metrics.dated_posts(profile_id, of_file):
            day, at = of_file[name]
            if abs(day - known_day) > _NEAR and _same_minute(at, known_at) and _changed_places(day, known_day):
                self.count += 1
                self.first = self.first or {"post": name[:40], "known": known_day, "day": day}

    def refuse(self, file_name: str) -> None:
        """Raises `BadInput` "import.swapped_dates" (file, count, post, known, day) when there are any."""
        if self.count:
            raise BadInput("import.swapped_dates", file=file_name, count=self.count, **self.first)


def _same_minute(one: datetime | None, other: datetime | None) -> bool:
    return one is None or other is None or one.minute == other.minute


def _changed_places(day: date, known: date) -> bool:
    return any(_turned(day + here) == known + there for here, there in product(_SHIFTS, _SHIFTS))


def _turned(day: date) -> date | None:
    return date(day.year, day.day, day.month) if day.day <= 12 else None
