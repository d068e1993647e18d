"""Posts with their figures as columns: of fifty thousand posts one thing at a time is looked at, and seldom one post."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Any, Protocol, TypeVar, overload

from app.domain.kpi import YOUNG_HOURS, PostFigures

Column = Sequence[Any]
Maker = Callable[[str], Column]

Row = Callable[[int], PostFigures]
Raw = Callable[[str, str], bytes | None]
"""From "field" or "metric" and a name to its numbers side by side, eight bytes each: whole ones of a field, `UNKNOWN` where it
has none, real ones of a metric, not a number where it is unknown; None where they do not lie like that."""
Coded = Callable[[str], tuple[list[Any], bytes] | None]
"""From a field to its values and which of them each post has, numbers as `Raw` has them; None where they do not lie like that."""
UNKNOWN = -(1 << 63)
T = TypeVar("T")


class Places(Protocol):
    """Numbers, or an array of them."""

    def __len__(self) -> int: ...
    def __getitem__(self, place: int, /) -> Any: ...


class MeasuredPosts(Sequence[PostFigures]):
    """A column for each field of `PostFigures`, `day` as ordinal, "young" (below `YOUNG_HOURS`), and one for each metric, None
    where it is unknown.

    Columns are made when first asked for; a part of some posts asks the whole for its columns. Nothing is ever changed.
    Whoever reckons with them may keep arrays beside the lists, anything that knows slices and `take`.
    """

    def __init__(
        self,
        length: int,
        metrics: Iterable[str],
        field: Maker,
        measure: Maker,
        row: Row,
        raw: Raw = lambda kind, name: None,
        coded: Coded = lambda field: None,
    ) -> None:
        """`field` gives the column of a field, `measure` that of a metric, `row` all of one post."""
        self._length = length
        self.metrics = tuple(metrics)
        self._field, self._measure, self._row = field, measure, row
        self.raw, self.coded = raw, coded  # of posts that are no part of others
        self._fields: dict[str, Column] = {}
        self._values: dict[str, Column] = {}
        self._derived: dict[Hashable, Any] = {}
        self._carried: dict[tuple[str, str], Any] = {}
        self._kept: dict[Hashable, Any] = {}
        self._own: frozenset[str] = frozenset()
        self._whole: MeasuredPosts | None = None
        self._part: Callable[[Any], Any] = list
        self._sorted = False

    @classmethod
    def of(cls, posts: Iterable[PostFigures]) -> MeasuredPosts:
        """Columns of posts that are there one by one."""
        if isinstance(posts, MeasuredPosts):
            return posts
        rows = list(posts)
        metrics = dict.fromkeys(name for row in rows for name in row.values)

        def field(name: str) -> Column:
            if name == "day":
                return [row.day.toordinal() for row in rows]
            if name == "young":
                return [row.age_hours is not None and row.age_hours < YOUNG_HOURS for row in rows]
            return [getattr(row, name) for row in rows]

        return cls(len(rows), metrics, field, lambda name: [row.values.get(name) for row in rows], rows.__getitem__)

    # columns
    def column(self, field: str) -> Column:
        """A field of every post."""
        found = self._fields.get(field)
        if found is None:
            found = self._fields[field] = self._field(field)
        return found

    def metric(self, name: str) -> Column:
        """What every post has of a metric, None where it is unknown."""
        found = self._values.get(name)
        if found is None:
            known = name in self.metrics
            found = self._values[name] = self._measure(name) if known else [None] * self._length
        return found

    def source(self, name: str) -> MeasuredPosts:
        """The posts a column comes from."""
        return self if self._whole is None or name in self._own else self._whole.source(name)

    def carried(self, kind: str, name: str, make: Callable[[MeasuredPosts], Any]) -> Any:
        """An array somebody makes of a column where it comes from, once for each `kind`; parts take theirs from it."""
        found = self._carried.get((kind, name))
        if found is None:
            whole = None if name in self._own else self._whole
            found = make(self) if whole is None else self._part(whole.carried(kind, name, make))
            self._carried[kind, name] = found
        return found

    def derived(self, key: Hashable, make: Callable[[MeasuredPosts], Any]) -> Any:
        """What somebody works out from each post alone, once for each `key`; parts take theirs from it."""
        found = self.ready(key)
        if found is None:
            whole = self._same_whole
            found = self._derived[key] = make(self) if whole is None else self._part(whole.derived(key, make))
        return found

    def ready(self, key: Hashable) -> Any:
        """What was worked out already; None else."""
        found = self._derived.get(key)
        if found is None and self._whole is not None and (ready := self._whole.ready(key)) is not None:
            found = self._derived[key] = self._part(ready)
        return found

    def once(self, key: Hashable, make: Callable[[MeasuredPosts], T]) -> T:
        """What somebody works out from all these posts together, whatever their order, once for each `key`."""
        if key not in self._kept:
            whole = self._same_whole
            self._kept[key] = make(self) if whole is None else whole.once(key, make)
        return self._kept[key]  # type: ignore[no-any-return]

    @property
    def ordered(self) -> bool:
        """Whether they stand oldest first."""
        return self._sorted

    @property
    def whole(self) -> MeasuredPosts | None:
        """The posts these are a part of."""
        return self._whole

    @property
    def _same_whole(self) -> MeasuredPosts | None:
        """The same posts in another order."""
        return self._whole if self._whole is not None and len(self._whole) == len(self) else None

    def with_columns(self, **fields: Column) -> MeasuredPosts:
        """The same posts with some fields in place of theirs."""

        def row(place: int) -> PostFigures:
            return replace(self._row(place), **{name: column[place] for name, column in fields.items()})

        found = self._of(self._length, lambda column: column, row)
        found._fields, found._own, found._sorted = dict(fields), frozenset(fields), self._sorted
        return found

    def _of(self, length: int, part: Callable[[Any], Any], row: Row) -> MeasuredPosts:
        """Posts whose columns are parts of these."""
        found = MeasuredPosts(
            length, self.metrics, lambda name: part(self.column(name)), lambda name: part(self.metric(name)), row
        )
        found._whole, found._part = self, part
        return found

    # parts
    def take(self, places: Places) -> MeasuredPosts:
        """The posts at some places, in that order."""
        taken = _Taken(places)
        return self._of(len(places), taken.of, lambda place: self._row(int(places[place])))

    def by_day(self) -> MeasuredPosts:
        """The posts, oldest first."""
        places = sorted(range(self._length), key=self.column("post_id").__getitem__)
        places.sort(key=self.column("day").__getitem__)  # two plain keys are quicker to sort by than pairs
        found = self.take(places)
        found._sorted = True
        return found

    def keep(self, places: Places) -> MeasuredPosts:
        """The posts at some places that ascend; cheaper where they are neighbours."""
        count = len(places)
        if count == self._length:
            return self
        if (span := span_of(places)) is not None:
            return self[span]
        found = self.take(places)
        found._sorted = self._sorted
        return found

    def within(self, first: date, last: date) -> MeasuredPosts:
        """The posts of some days."""
        start, end, days = first.toordinal(), last.toordinal(), self.column("day")
        if self._sorted:
            return self.keep(range(bisect_left(days, start), bisect_right(days, end)))
        if not days or (start <= min(days) and max(days) <= end):
            return self
        return self.keep([place for place, day in enumerate(days) if start <= day <= end])

    def where(self, field: str, among: Container[Any]) -> MeasuredPosts:
        """The posts whose field is among some values."""
        return self.having(field, lambda value: value in among)

    def having(self, field: str, test: Callable[[Any], object]) -> MeasuredPosts:
        """The posts whose field passes a test."""
        values = self.column(field)
        passed = {value: bool(test(value)) for value in set(values)}
        if all(passed.values()):
            return self
        return self.keep([place for place, value in enumerate(values) if passed[value]])

    # one by one
    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[PostFigures]:
        return map(self._row, range(self._length))

    @overload
    def __getitem__(self, place: int) -> PostFigures: ...
    @overload
    def __getitem__(self, place: slice) -> MeasuredPosts: ...
    def __getitem__(self, place: int | slice) -> PostFigures | MeasuredPosts:
        places = range(self._length)
        if not isinstance(place, slice):
            return self._row(places[place])
        chosen = places[place]
        found = self._of(len(chosen), lambda column: column[place], lambda number: self._row(chosen[number]))
        found._sorted = self._sorted and chosen.step > 0
        return found


class _Taken:
    """What stands at some places of a column."""

    def __init__(self, places: Any) -> None:
        self._places = array("q", places) if isinstance(places, list | range) else places

    def of(self, column: Any) -> Any:
        if not isinstance(column, list):
            return column.take(self._places)
        if len(self._places) < 2:
            return [column[self._places[0]]] if len(self._places) else []
        return list(self._pick(column))

    @cached_property
    def _pick(self) -> Callable[[Column], Iterable[Any]]:
        places = self._places
        return itemgetter(*(places if isinstance(places, array) else places.tolist()))  # quicker than one by one


def span_of(places: Places) -> slice | None:
    """Places that ascend, where they are neighbours."""
    if len(places) and places[-1] - places[0] + 1 == len(places):
        return slice(int(places[0]), int(places[-1]) + 1)
    return None


NO_POSTS = MeasuredPosts.of(())
