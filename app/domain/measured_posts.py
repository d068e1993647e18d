"""Posts with their figures as columns: of fifty thousand posts one thing at a time is looked at, and seldom one post."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from operator import itemgetter
from typing import Any, TypeVar, overload

from app.domain.kpi import YOUNG_HOURS, PostFigures

Column = Sequence[Any]
Maker = Callable[[str], Column]

Row = Callable[[int], PostFigures]
T = TypeVar("T")
_ID_BITS = 48


class MeasuredPosts(Sequence[PostFigures]):
    """A column for each field of `PostFigures`, `day` as ordinal, "young" (below `YOUNG_HOURS`), and one for each metric, None
    where it is unknown.

    Columns are made when first asked for; a part of some posts asks the whole for its columns. Nothing is ever changed.
    """

    def __init__(self, length: int, metrics: Iterable[str], field: Maker, measure: Maker, row: Row) -> None:
        """`field` gives the column of a field, `measure` that of a metric, `row` all of one post."""
        self._length = length
        self.metrics = tuple(metrics)
        self._field, self._measure, self._row = field, measure, row
        self._fields: dict[str, Column] = {}
        self._values: dict[str, Column] = {}
        self._derived: dict[Hashable, Column] = {}
        self._kept: dict[Hashable, Any] = {}
        self._places: dict[tuple[str, ...], dict[Any, list[int]]] = {}
        self._whole: MeasuredPosts | None = None
        self._part: Callable[[Column], Column] = list
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

    def derived(self, key: Hashable, make: Callable[[MeasuredPosts], Column]) -> Column:
        """A column somebody works out from each post alone, once for each `key`; parts take theirs from it."""
        found = self.ready(key)
        if found is None:
            whole = self._same_whole
            found = self._derived[key] = make(self) if whole is None else self._part(whole.derived(key, make))
        return found

    def ready(self, key: Hashable) -> Column | None:
        """A derived column that is there already."""
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
        found._fields = dict(fields)
        return found

    def _of(self, length: int, part: Callable[[Column], Column], row: Row) -> MeasuredPosts:
        """Posts whose columns are parts of these."""
        found = MeasuredPosts(
            length, self.metrics, lambda name: part(self.column(name)), lambda name: part(self.metric(name)), row
        )
        found._whole, found._part = self, part
        return found

    # parts
    def take(self, places: Sequence[int]) -> MeasuredPosts:
        """The posts at some places, in that order."""
        if len(places) > 1:
            pick = itemgetter(*places)  # three times as quick as one by one
            return self._of(len(places), lambda column: list(pick(column)), lambda place: self._row(places[place]))
        return self._of(
            len(places), lambda column: [column[place] for place in places], lambda place: self._row(places[place])
        )

    def by_day(self) -> MeasuredPosts:
        """The posts, oldest first."""
        both = zip(self.column("day"), self.column("post_id"), strict=True)
        keys = [(day << _ID_BITS) + number for day, number in both]  # quicker to compare than pairs
        found = self.take(sorted(range(self._length), key=keys.__getitem__))
        found._sorted = True
        return found

    def keep(self, places: Sequence[int]) -> MeasuredPosts:
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
        return self.keep([place for place, day in enumerate(days) if start <= day <= end])

    def where(self, field: str, among: Container[Any]) -> MeasuredPosts:
        """The posts whose field is among some values."""
        groups = self.places(field)
        chosen = [places for key, places in groups.items() if key in among]
        if len(chosen) == len(groups):
            return self
        return self.keep(chosen[0] if len(chosen) == 1 else sorted(chain.from_iterable(chosen)))

    def having(self, field: str, test: Callable[[Any], object]) -> MeasuredPosts:
        """The posts whose field passes a test."""
        return self.keep([place for place, value in enumerate(self.column(field)) if test(value)])

    def places(self, *fields: str) -> dict[Any, list[int]]:
        """The places of the posts by what they have in a field (or in some, as tuples), by first appearance."""
        found = self._places.get(fields)
        if found is None:
            columns = [self.column(field) for field in fields]
            found = self._places[fields] = places_by(columns[0] if len(columns) == 1 else zip(*columns, strict=True))
        return found

    def parts(self, field: str) -> dict[Any, MeasuredPosts]:
        """The posts by what they have in a field, by first appearance."""
        return {key: self.keep(places) for key, places in self.places(field).items()}

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


def places_by(keys: Iterable[Hashable]) -> dict[Any, list[int]]:
    """The places of each key, by first appearance."""
    found: dict[Any, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        found[key].append(place)
    return dict(found)


def span_of(places: Sequence[int]) -> slice | None:
    """Places that ascend, where they are neighbours."""
    if places and places[-1] - places[0] + 1 == len(places):
        return slice(places[0], places[-1] + 1)
    return None


NO_POSTS = MeasuredPosts.of(())
