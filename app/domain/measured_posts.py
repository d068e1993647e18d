"""Posts with their figures as columns: of fifty thousand posts one thing at a time is looked at, and seldom one post."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, overload

from app.domain.kpi import PostFigures

Column = Sequence[Any]
Maker = Callable[[str], Column]

_FIELDS = (
    "post_id", "profile_id", "network", "format", "day", "weekday", "hour", "followers", "age_hours", "text", "permalink",
    "paid", "estimated", "persona_ids", "pillar_id", "campaign_id", "published_at", "own_id",
)  # fmt: skip


class MeasuredPosts(Sequence[PostFigures]):
    """A column for each field of `PostFigures`, `day` as ordinal, and one for each metric, None where it is unknown.

    Columns are made when first asked for; a part of some posts asks the whole for its columns. Nothing is ever changed.
    """

    def __init__(self, length: int, metrics: Iterable[str], make: Maker, measure: Maker) -> None:
        """`make` gives the column of a field, `measure` that of a metric."""
        self._length = length
        self.metrics = tuple(metrics)
        self._make, self._measure = make, measure
        self._fields: dict[str, Column] = {}
        self._values: dict[str, Column] = {}
        self._derived: dict[Hashable, Column] = {}
        self._cut_from: tuple[MeasuredPosts, slice] | None = None

    @classmethod
    def of(cls, posts: Iterable[PostFigures]) -> MeasuredPosts:
        """Columns of posts that are there one by one."""
        if isinstance(posts, MeasuredPosts):
            return posts
        rows = list(posts)
        metrics = dict.fromkeys(name for row in rows for name in row.values)

        def make(name: str) -> Column:
            if name == "day":
                return [row.day.toordinal() for row in rows]
            return [getattr(row, name) for row in rows]

        return cls(len(rows), metrics, make, lambda name: [row.values.get(name) for row in rows])

    # columns
    def column(self, field: str) -> Column:
        """A field of every post."""
        found = self._fields.get(field)
        if found is None:
            found = self._fields[field] = self._make(field)
        return found

    def metric(self, name: str) -> Column:
        """What every post has of a metric, None where it is unknown."""
        found = self._values.get(name)
        if found is None:
            known = name in self.metrics
            found = self._values[name] = self._measure(name) if known else [None] * self._length
        return found

    def derived(self, key: Hashable, make: Callable[[MeasuredPosts], Column]) -> Column:
        """A column somebody works out from each post alone, once for each `key`."""
        found = self._derived.get(key)
        if found is None:
            if self._cut_from is not None:
                whole, span = self._cut_from
                found = whole.derived(key, make)[span]
            else:
                found = make(self)
            self._derived[key] = found
        return found

    def with_columns(self, **fields: Column) -> MeasuredPosts:
        """The same posts with some fields in place of theirs."""
        return MeasuredPosts(
            self._length, self.metrics, lambda name: fields[name] if name in fields else self.column(name), self.metric
        )

    # parts
    def take(self, places: Sequence[int]) -> MeasuredPosts:
        """The posts at some places, in that order."""

        def gather(column: Column) -> Column:
            return [column[place] for place in places]

        return MeasuredPosts(
            len(places), self.metrics, lambda name: gather(self.column(name)), lambda name: gather(self.metric(name))
        )

    def keep(self, places: Sequence[int]) -> MeasuredPosts:
        """The posts at some places that ascend; cheaper where they are neighbours."""
        count = len(places)
        if count == self._length:
            return self
        if count and places[-1] - places[0] + 1 == count:
            return self[places[0] : places[-1] + 1]
        return self.take(places)

    def within(self, first: date, last: date) -> MeasuredPosts:
        """The posts of some days."""
        start, end = first.toordinal(), last.toordinal()
        return self.keep([place for place, day in enumerate(self.column("day")) if start <= day <= end])

    def where(self, field: str, among: Container[Any]) -> MeasuredPosts:
        """The posts whose field is among some values."""
        return self.keep([place for place, value in enumerate(self.column(field)) if value in among])

    def having(self, field: str, test: Callable[[Any], object]) -> MeasuredPosts:
        """The posts whose field passes a test."""
        return self.keep([place for place, value in enumerate(self.column(field)) if test(value)])

    def places_by(self, keys: Sequence[Hashable]) -> dict[Any, list[int]]:
        """The places of the posts with each key, by first appearance."""
        found: dict[Any, list[int]] = {}
        for place, key in enumerate(keys):
            if key in found:
                found[key].append(place)
            else:
                found[key] = [place]
        return found

    def parts(self, field: str) -> dict[Any, MeasuredPosts]:
        """The posts by what they have in a field, by first appearance."""
        return {key: self.keep(places) for key, places in self.places_by(self.column(field)).items()}

    # one by one
    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[PostFigures]:
        metrics = [(name, self.metric(name)) for name in self.metrics]
        for place, fields in enumerate(zip(*map(self.column, _FIELDS), strict=True)):
            yield _post(fields, _known(metrics, place))

    @overload
    def __getitem__(self, place: int) -> PostFigures: ...
    @overload
    def __getitem__(self, place: slice) -> MeasuredPosts: ...
    def __getitem__(self, place: int | slice) -> PostFigures | MeasuredPosts:
        if isinstance(place, slice):
            count = len(range(*place.indices(self._length)))
            part = MeasuredPosts(
                count, self.metrics, lambda name: self.column(name)[place], lambda name: self.metric(name)[place]
            )
            part._cut_from = (self, place)
            return part
        metrics = [(name, self.metric(name)) for name in self.metrics]
        return _post(tuple(self.column(name)[place] for name in _FIELDS), _known(metrics, place))


NO_POSTS = MeasuredPosts.of(())


def _known(metrics: Sequence[tuple[str, Column]], place: int) -> Mapping[str, float]:
    return {name: value for name, column in metrics if (value := column[place]) is not None}


def _post(fields: tuple[Any, ...], values: Mapping[str, float]) -> PostFigures:
    number, profile, network, kind, day, weekday, hour, followers, age, *others = fields
    return PostFigures(
        number, profile, network, kind, date.fromordinal(day), weekday, hour, followers, age, values, *others
    )
