"""The own page among its competitors: the only count of all its followers that a page's exports have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.domain.imports import Imported, ImportedAudience, ImportedDay, RecognisedTable, RowProblem
from app.domain.metrics import Reading
from app.domain.workspace import Profile
from app.services.import_owners import owned

_FOLLOWERS = frozenset({"total followers", "łączna liczba obserwujących"})


def tells_competitors(table: RecognisedTable) -> bool:
    return table.source == "linkedin.competitors"


class OwnPage:
    """Which page of a table of competitors is the profile's: the only one that is called like it."""

    def __init__(self, items: Iterable[Imported], profile: Profile) -> None:
        """`items`: all of the table."""
        counts = [
            item
            for item in items
            if isinstance(item, ImportedAudience) and item.metric.casefold().strip() in _FOLLOWERS
        ]
        own = [item for item in counts if owned((item.bucket,), profile)]
        self._profile = profile
        self._known = bool(counts)
        self._count = own[0] if len(own) == 1 else None

    def note(self, table: RecognisedTable) -> Iterator[RowProblem]:
        """Why its followers are not counted."""
        if self._known and self._count is None:
            told: dict[str, object] = {"profile": self._profile.name}
            yield RowProblem(table.header_line, "import.own_page_unknown", told, False, table.sheet)
        elif self._count is not None and self._count.last_day is None:
            told = {"page": self._count.bucket}
            yield RowProblem(table.header_line, "import.own_page_undated", told, False, table.sheet)

    def with_followers(self, items: Iterable[Imported]) -> Iterator[Imported]:
        """The items of the table, and beside those of the own page its followers on the last day of the table."""
        for item in items:
            yield item
            if item == self._count and self._count.last_day is not None:
                reading = Reading(self._count.metric, self._count.value, "followers")
                yield ImportedDay(item.line, self._count.last_day, (reading,), stock=True, sheet=item.sheet)
