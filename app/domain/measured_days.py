"""Daily figures, oldest first: those of some days or profiles are found without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, overload

from app.domain.kpi import DayFigures

T = TypeVar("T")
Firsts = Mapping[int, tuple[str, date]]
"""Of each profile its network and the first day it has figures of."""


class MeasuredDays(Sequence[DayFigures]):
    """Nothing is ever changed, and so what somebody works out of all of them is kept."""

    def __init__(self, make: Callable[[], Sequence[DayFigures]], firsts: Firsts | None = None) -> None:
        """`make` gives the rows, oldest first, once somebody looks at them: most tiles of posts never do. `firsts` where they are
        known without."""
        self._make = make
        self._told = firsts
        self._kept: dict[Hashable, Any] = {}

    @classmethod
    def of(cls, rows: Iterable[DayFigures]) -> MeasuredDays:
        return rows if isinstance(rows, cls) else cls(lambda: sorted(rows, key=lambda row: row.day))

    @cached_property
    def _rows(self) -> Sequence[DayFigures]:
        return self._make()

    @cached_property
    def days(self) -> list[date]:
        return [row.day for row in self._rows]

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

    def accounts(self, last: date) -> dict[int, str]:
        """The network of each profile that has figures by the end of a day."""
        return {number: network for number, (network, first) in self._firsts.items() if first <= last}

    @cached_property
    def _firsts(self) -> Firsts:
        if self._told is not None:
            return self._told
        found: dict[int, tuple[str, date]] = {}
        for row in self._rows:
            found.setdefault(row.profile_id, (row.network, row.day))
        return found

    def inside(self, first: date, last: date) -> MeasuredDays:
        """Those of the calendar days `first` to `last`."""
        return self.once((first, last), lambda _: MeasuredDays(lambda: self._inside(first, last)))

    def _inside(self, first: date, last: date) -> Sequence[DayFigures]:
        return self._rows[bisect_left(self.days, first) : bisect_right(self.days, last)]

    def of_profiles(self, numbers: frozenset[int]) -> MeasuredDays:
        if numbers >= self.accounts(date.max).keys():
            return self
        own = {number: told for number, told in self._firsts.items() if number in numbers}
        return self.once(numbers, lambda _: MeasuredDays(lambda: self._of_profiles(numbers), own))

    def _of_profiles(self, numbers: frozenset[int]) -> Sequence[DayFigures]:
        return [row for row in self._rows if row.profile_id in numbers]
