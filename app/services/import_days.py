"""Posts of which a file tells single days, as Meta's exports by day: their countable figures are added up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.domain.days import LIFETIME
from app.domain.imports import RecognisedTable, RowProblem
from app.domain.metrics import FAMILIES
from app.services.import_staging import PostRow
from app.store.unit import UnitOfWork

_COUNTED = frozenset({key for key, family in FAMILIES.items() if family in ("exposure", "interaction", "click")}) | {
    "follows",
    "video_plays",
    "watch_seconds",
    "watch_hours",
}
"""People reached on two days may be the same ones, and means have no sum."""
_STEP = 500
"""Posts of one transaction."""


class PostDays:
    """Gathers, while an import is written, the posts it tells single days of."""

    def __init__(self, metrics: Iterable[tuple[str, str | None]]) -> None:
        self._counted = [number for number, (_, key) in enumerate(metrics) if key in _COUNTED]
        self._posts: dict[int, None] = {}
        self.added_up = False
        """True when figures of some post were added up, and nothing more was known of it than its days tell."""

    def see(self, rows: Iterable[PostRow], ids: Mapping[str, int]) -> None:
        """The posts of rows that are days."""
        self._posts.update((ids[row[0]], None) for row in rows if row[-2] != LIFETIME)

    def steps(self) -> Iterator[list[int]]:
        """The posts, a few at a time."""
        posts = list(self._posts)
        return (posts[start : start + _STEP] for start in range(0, len(posts), _STEP))

    def sums(
        self, work: UnitOfWork, profile_id: int, posts: list[int], metrics: Sequence[int]
    ) -> Iterator[tuple[int, int, tuple[float, ...]]]:
        """What the known days of posts come to where that is more than is known of them: a post, no single day, its figures.
        `metrics` are the store's ids of the file's metrics."""
        wanted = [metrics[number] for number in self._counted]
        known = work.metrics.totals(profile_id, posts, wanted)
        sums = work.metrics.sums_of_days(profile_id, posts, wanted)
        for post in posts:
            more: list[float] = []
            added = lacking = 0
            for number, metric in zip(self._counted, wanted, strict=True):
                value, before = sums.get((post, metric)), known.get((post, metric))
                if value is None:
                    continue
                added += 1
                lacking += before is not None and value < before
                if before is None or value > before:
                    more += [number, value]
            self.added_up |= added > 0 and not lacking
            yield post, LIFETIME, tuple(more)

    def note(self, table: RecognisedTable) -> RowProblem:
        """The note that days were added up."""
        return RowProblem(table.header_line, "import.days_of_posts", {}, False, table.sheet)
