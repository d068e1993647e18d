"""Daily figures, oldest first: those of some days or profiles are found without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar, overload

from app.domain.kpi import DayFigures

T = TypeVar("T")


class MeasuredDays(Sequence[DayFigures]):
    """Nothing is ever changed, and so what somebody works out of all of them is kept."""

    def __init__(self, rows: Sequence[DayFigures]) -> None:
        """`rows` are oldest first."""
        self._rows = rows
        self.days = [row.day for row in rows]
        self._kept: dict[Hashable, Any] = {}

    @classmethod
    def of(cls, rows: Iterable[DayFigures]) -> MeasuredDays:
        return rows if isinstance(rows, cls) else cls(sorted(rows, key=lambda row: row.day))

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> DayFigures: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[DayFigures]: ...
    def __getitem__(self, place: int | slice) -> DayFigures | Sequence[DayFigures]:
        return self._rows[place]

    def once(self, key: Hashable, make: Callable[[MeasuredDays], T]) -> T:
        """What `make` gives, once for each `key`."""
        if key not in self._kept:
            self._kept[key] = make(self)
        return self._kept[key]  # type: ignore[no-any-return]

    def inside(self, first: date, last: date) -> MeasuredDays:
        """Those of the calendar days `first` to `last`."""
        begin, end = bisect_left(self.days, first), bisect_right(self.days, last)
        if end - begin == len(self):
            return self
        return self.once((begin, end), lambda _: MeasuredDays(self._rows[begin:end]))

    def of_profiles(self, numbers: frozenset[int]) -> MeasuredDays:
        if numbers >= self.once("profiles", lambda _: {row.profile_id for row in self._rows}):
            return self
        return self.once(numbers, lambda _: MeasuredDays([row for row in self._rows if row.profile_id in numbers]))
