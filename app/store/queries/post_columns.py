"""From what the packs hold of posts to the columns of `MeasuredPosts`, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

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

    @property
    def early(self) -> list[int]: ...
    def field(self, name: str) -> Column: ...
    def metric(self, label: str) -> Column: ...
    def post(self, place: int) -> tuple[dict[str, Any], dict[str, float], str, str | None]: ...


@dataclass(frozen=True, slots=True)
class OwnPosts:
    """What our own posts among those read are about, by the id of the post, and what somebody said others are about, by the id of
    the published post."""

    about: Mapping[int, tuple[int | None, int | None]]
    """Pillar and campaign."""
    personas: Mapping[int, tuple[int, ...]]
    said_pillars: Mapping[int, int]
    said_personas: Mapping[int, tuple[int, ...]]


NOTHING_OWN = OwnPosts({}, {}, {}, {})


class PostColumns:
    """`stocks` are followers by profile and day, `seen` when each post was seen last, where packs do not know all of it."""

    def __init__(
        self, packs: Packs, stocks: Mapping[tuple[int, int], float], own: OwnPosts, seen: Column | None
    ) -> None:
        self._packs, self._stocks, self._own = packs, stocks, own
        self._done: dict[tuple[str, str], Column] = {} if seen is None else {("field", "seen"): seen}

    def column(self, name: str) -> Column:
        make = _MADE.get(name)
        return make(self) if make is not None else self._field(name)

    def metric(self, name: str) -> Column:
        return self._once("metric", name, self._packs.metric)

    def row(self, place: int) -> PostFigures:
        """All of one post."""
        f, values, text, link = self._packs.post(place)
        stored = f["followers_at"] if f["followers_at"] is not None else values.get(_AT_PUBLICATION)
        followers = stored if stored is not None else self._stocks.get((f["profile_id"], f["day"]))
        pillar, campaign = self._own.about.get(f["own_id"], (None, None))
        personas = self._own.personas.get(f["own_id"], ())
        if f["own_id"] is None:
            pillar = self._own.said_pillars.get(f["post_id"])
            personas = self._own.said_personas.get(f["post_id"], ())
        return PostFigures(
            f["post_id"], f["profile_id"], f["network"], f["format"], date.fromordinal(f["day"]), (f["day"] + 6) % 7,
            f["hour"], followers, _age(self._field("seen")[place], f["published"], f["day"]), values, text, link,
            None if f["paid"] is None else bool(f["paid"]), bool(f["estimated"]),
            personas, pillar, campaign, _instant(f["published"]), f["own_id"],
        )  # fmt: skip

    def _about(self, place: int) -> Column:
        return [self._own.about.get(number, (None, None))[place] for number in self._field("own_id")]

    def _pillars(self) -> Column:
        return self._or_said(self._about(0), self._own.said_pillars)

    def _personas(self) -> Column:
        planned = [self._own.personas.get(number, ()) for number in self._field("own_id")]
        return self._or_said(planned, self._own.said_personas)

    def _or_said(self, planned: Column, said: Mapping[int, Any]) -> Column:
        """A planned post goes by its plan."""
        if not said:
            return planned
        rows = zip(planned, self._field("own_id"), self._field("post_id"), strict=True)
        return [said.get(number, plan) if own is None else plan for plan, own, number in rows]

    def _field(self, name: str) -> Column:
        return self._once("field", name, self._packs.field)

    def _once(self, kind: str, name: str, make: Callable[[str], Column]) -> Column:
        found = self._done.get((kind, name))
        if found is None:
            found = self._done[kind, name] = make(name)
        return found

    def _followers(self) -> Column:
        """What was stored with the post, else the count of its day."""
        found = self._field("followers_at")
        if _AT_PUBLICATION in self._packs.labels:
            both = zip(found, self.metric(_AT_PUBLICATION), strict=True)
            found = [other if own is None else own for own, other in both]
        if self._stocks:
            of_day = map(self._stocks.get, zip(self._field("profile_id"), self._field("day"), strict=True))
            found = [other if own is None else own for own, other in zip(found, of_day, strict=True)]
        return found

    def _ages(self) -> Column:
        return list(map(_age, self._field("seen"), self._field("published"), self._field("day")))

    def _young(self) -> Column:
        """Only of those seen early the age is asked."""
        seen, published, days = self._field("seen"), self._field("published"), self._field("day")
        young = [False] * len(days)
        for place in self._packs.early:
            age = _age(seen[place], published[place], days[place])
            young[place] = age is not None and age < YOUNG_HOURS
        return young


def _age(seen: int, published: int | None, day: int) -> float | None:
    """Hours from publication to the newest figure; from the end of the day where only the day is known."""
    if not seen:
        return None
    return (seen - (published / _SECOND if published is not None else _end(day))) / 3600


_YES_NO = {None: None, 0: False, 1: True}
_MADE: dict[str, Callable[[PostColumns], Column]] = {
    "weekday": lambda made: [(day + 6) % 7 for day in made._field("day")],
    "followers": PostColumns._followers,
    "age_hours": PostColumns._ages,
    "young": PostColumns._young,
    "paid": lambda made: list(map(_YES_NO.__getitem__, made._field("paid"))),
    "estimated": lambda made: list(map(bool, made._field("estimated"))),
    "persona_ids": PostColumns._personas,
    "pillar_id": PostColumns._pillars,
    "campaign_id": lambda made: made._about(1),
    "published_at": lambda made: [_instant(at) for at in made._field("published")],
}
"""Not in the columns themselves: what refers to itself is let go all at once, by the collector."""


def _instant(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else EPOCH + timedelta(microseconds=microseconds)


def grown_at(day: int) -> int:
    """When a post of this day has grown, wherever it was; seconds since 1970."""
    return _end(day) + _GROWN


def _end(day: int) -> int:
    """Of a day in UTC, in seconds since 1970."""
    return (day + 1 - _FIRST_DAY) * _DAY_SECONDS
