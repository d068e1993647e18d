"""From what the packs hold of posts to the columns of `MeasuredPosts`, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from app.domain.kpi import YOUNG_HOURS, PostFigures
from app.domain.measured_posts import Column
from app.store.queries.post_pack import EPOCH

_AT_PUBLICATION = "followers_at_publication"
_FIRST_DAY = date(1970, 1, 1).toordinal()
_DAY_SECONDS = 86_400
_SECOND = 1_000_000
_GROWN = (YOUNG_HOURS + 12) * 3600
"""Seconds after the end of a post's day, in UTC, when it has grown wherever that day was."""


class Packs(Protocol):
    """Columns as they are packed, "published" in microseconds and "seen" in seconds since 1970 (0: nothing was)."""

    labels: tuple[str, ...]

    def field(self, name: str) -> Column: ...
    def metric(self, label: str) -> Column: ...
    def texts(self, place: int) -> tuple[str, str | None]: ...


@dataclass(frozen=True, slots=True)
class OwnPosts:
    """What our own posts among those read are about, by the id of the post."""

    about: Mapping[int, tuple[int | None, int | None]]
    """Pillar and campaign."""
    personas: Mapping[int, tuple[int, ...]]


NOTHING_OWN = OwnPosts({}, {})


class PostColumns:
    """`stocks` are followers by profile and day, `seen` when each post was seen last, which its pack need not know."""

    def __init__(self, packs: Packs, stocks: Mapping[tuple[int, int], float], own: OwnPosts, seen: Column) -> None:
        self._packs, self._stocks, self._own = packs, stocks, own
        self._done: dict[tuple[str, str], Column] = {("field", "seen"): seen}

    def column(self, name: str) -> Column:
        make = _MADE.get(name)
        return make(self) if make is not None else self._field(name)

    def metric(self, name: str) -> Column:
        return self._once("metric", name, self._packs.metric)

    def row(self, place: int) -> PostFigures:
        """All of one post."""
        f = {name: self._field(name)[place] for name in _OF_A_ROW}
        values = {name: value for name in self._packs.labels if (value := self.metric(name)[place]) is not None}
        text, link = self._packs.texts(place)
        pillar, campaign = self._own.about.get(f["own_id"], (None, None))
        return PostFigures(
            f["post_id"], f["profile_id"], f["network"], f["format"], date.fromordinal(f["day"]), (f["day"] + 6) % 7,
            f["hour"], self._followers(place), self._age(place), values, text, link,
            None if f["paid"] is None else bool(f["paid"]), bool(f["estimated"]),
            self._own.personas.get(f["own_id"], ()), pillar, campaign, _instant(f["published"]), f["own_id"],
        )  # fmt: skip

    def _about(self, place: int) -> Column:
        return [self._own.about.get(number, (None, None))[place] for number in self._field("own_id")]

    def _field(self, name: str) -> Column:
        return self._once("field", name, self._packs.field)

    def _once(self, kind: str, name: str, make: Callable[[str], Column]) -> Column:
        found = self._done.get((kind, name))
        if found is None:
            found = self._done[kind, name] = make(name)
        return found

    def _followers(self, place: int) -> float | None:
        """What was stored with the post, else the count of its day."""
        own = self._field("followers_at")[place]
        if own is None:
            own = self.metric(_AT_PUBLICATION)[place]
        if own is None:
            own = self._stocks.get((self._field("profile_id")[place], self._field("day")[place]))
        return own  # type: ignore[no-any-return]

    def _age(self, place: int) -> float | None:
        """Hours from publication to the newest figure; from the end of the day where only the day is known."""
        seen, at = self._field("seen")[place], self._field("published")[place]
        if not seen:
            return None
        start = at / _SECOND if at is not None else _end(self._field("day")[place])
        return (seen - start) / 3600  # type: ignore[no-any-return]

    def _young(self) -> Column:
        """Only where the day does not tell it already, the age is asked."""
        days = self._field("day")
        grown = {day: grown_at(day) for day in set(days)}
        young = [seen < grown[day] for seen, day in zip(self._field("seen"), days, strict=True)]
        for place, may_be in enumerate(young):
            if may_be:
                age = self._age(place)
                young[place] = age is not None and age < YOUNG_HOURS
        return young


_MADE: dict[str, Callable[[PostColumns], Column]] = {
    "weekday": lambda made: [(day + 6) % 7 for day in made._field("day")],
    "followers": lambda made: list(map(made._followers, range(len(made._field("day"))))),
    "age_hours": lambda made: list(map(made._age, range(len(made._field("day"))))),
    "young": PostColumns._young,
    "paid": lambda made: [None if paid is None else bool(paid) for paid in made._field("paid")],
    "estimated": lambda made: [bool(estimated) for estimated in made._field("estimated")],
    "persona_ids": lambda made: [made._own.personas.get(number, ()) for number in made._field("own_id")],
    "pillar_id": lambda made: made._about(0),
    "campaign_id": lambda made: made._about(1),
    "published_at": lambda made: [_instant(at) for at in made._field("published")],
}
"""Not in the columns themselves: what refers to itself is let go all at once, by the collector."""
_OF_A_ROW = (
    "post_id", "profile_id", "network", "format", "day", "hour", "paid", "estimated", "own_id", "published",
)  # fmt: skip


def _instant(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else EPOCH + timedelta(microseconds=microseconds)


def grown_at(day: int) -> int:
    """When a post of this day has grown, wherever it was; seconds since 1970."""
    return _end(day) + _GROWN


def _end(day: int) -> int:
    """Of a day in UTC, in seconds since 1970."""
    return (day + 1 - _FIRST_DAY) * _DAY_SECONDS
