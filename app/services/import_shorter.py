"""Videos of YouTube from an export of fewer days than an earlier one: it counts only what happened in the days chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.domain.imports import RecognisedTable, RowProblem
from app.services.import_staging import PostRow
from app.store.unit import UnitOfWork

_GROWING = ("views", "impressions", "watch_hours")
_LEAST = 0.9
"""Less than this share of what is known is no correction by the network."""


class ShorterPeriods:
    """Leaves out, while an import is written, the figures of videos of which more is known already."""

    def __init__(self, growing: frozenset[int]) -> None:
        self._growing = growing
        self.videos = 0
        """How many were left out."""

    @staticmethod
    def of(source: str, metrics: Iterable[tuple[str, str | None]]) -> ShorterPeriods | None:
        """None for files of other kinds."""
        growing = frozenset(number for number, (_, key) in enumerate(metrics) if key in _GROWING)
        return ShorterPeriods(growing) if growing and "youtube.videos" in source.split(",") else None

    def longer(
        self, work: UnitOfWork, profile_id: int, rows: list[PostRow], ids: Mapping[str, int], metrics: Sequence[int]
    ) -> list[PostRow]:
        """The rows that tell of at least as much as is known; `metrics` are the store's ids of the file's metrics."""
        known = work.metrics.totals(
            profile_id, (ids[row[0]] for row in rows), [metrics[number] for number in self._growing]
        )
        kept = [row for row in rows if not self._is_shorter(row, ids[row[0]], known, metrics)]
        self.videos += len(rows) - len(kept)
        return kept

    def _is_shorter(
        self, row: PostRow, post: int, known: Mapping[tuple[int, int], float], metrics: Sequence[int]
    ) -> bool:
        figures = zip(row[-1][::2], row[-1][1::2], strict=True)
        return any(
            number in self._growing and value < _LEAST * known.get((post, metrics[number]), 0)
            for number, value in figures
        )

    def note(self, table: RecognisedTable) -> RowProblem:
        """The note that figures were left out."""
        data: dict[str, object] = {"count": self.videos}
        return RowProblem(table.header_line, "import.shorter_period", data, False, table.sheet)
