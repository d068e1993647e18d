"""From what the store keeps of posts to the columns of `MeasuredPosts`, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from app.domain.kpi import YOUNG_HOURS, PostFigures
from app.domain.measured_posts import Column
from app.store.types import time_read

_AT_PUBLICATION = "followers_at_publication"
_EPOCH = date(1970, 1, 1).toordinal()
_DAY_SECONDS = 86_400
_GROWN = (YOUNG_HOURS + 12) * 3600
"""Seconds after the end of a post's day, in UTC, when it has grown wherever that day was."""


class PostColumns:
    """`fields` as the store has them, "seen" in seconds since 1970 (0: nothing was); `measure` gives the values of a metric."""

    def __init__(
        self,
        fields: Mapping[str, Sequence[Any]],
        metrics: Sequence[str],
        measure: Callable[[str], Column],
        stocks: Mapping[tuple[int, int], float],
        personas: Mapping[int, tuple[int, ...]],
    ) -> None:
        self._fields, self._stocks, self._personas = fields, stocks, personas
        self._metrics, self._measure = metrics, cache(measure)
        places = range(len(fields["day"]))
        self._made: dict[str, Callable[[], Column]] = {
            "weekday": lambda: [(day + 6) % 7 for day in fields["day"]],
            "followers": lambda: list(map(self._followers, places)),
            "age_hours": lambda: list(map(self._age, places)),
            "young": self._young,
            "paid": lambda: [None if paid is None else bool(paid) for paid in fields["is_paid"]],
            "estimated": lambda: [bool(estimated) for estimated in fields["is_estimated"]],
            "persona_ids": lambda: [personas.get(own, ()) for own in fields["own_id"]],
            "published_at": lambda: list(map(time_read, fields["published"])),
        }

    def column(self, name: str) -> Column:
        make = self._made.get(name)
        return make() if make is not None else self._fields[name]

    def row(self, place: int) -> PostFigures:
        """All of one post."""
        values = {name: value for name in self._metrics if (value := self._measure(name)[place]) is not None}
        f = {name: column[place] for name, column in self._fields.items()}
        return PostFigures(
            f["post_id"], f["profile_id"], f["network"], f["format"], date.fromordinal(f["day"]), (f["day"] + 6) % 7,
            f["hour"], self._followers(place), self._age(place), values, f["text"], f["permalink"],
            None if f["is_paid"] is None else bool(f["is_paid"]), bool(f["is_estimated"]),
            self._personas.get(f["own_id"], ()), f["pillar_id"], f["campaign_id"], time_read(f["published"]), f["own_id"],
        )  # fmt: skip

    def _followers(self, place: int) -> float | None:
        """What was stored with the post, else the count of its day."""
        own = self._fields["followers_at"][place]
        if own is None:
            own = self._measure(_AT_PUBLICATION)[place]
        if own is None:
            own = self._stocks.get((self._fields["profile_id"][place], self._fields["day"][place]))
        return own  # type: ignore[no-any-return]

    def _age(self, place: int) -> float | None:
        """Hours from publication to the newest figure; from the end of the day where only the day is known."""
        seen, at = self._fields["seen"][place], time_read(self._fields["published"][place])
        if not seen:
            return None
        start = at.timestamp() if at is not None else _end(self._fields["day"][place])
        return (seen - float(start)) / 3600  # type: ignore[no-any-return]

    def _young(self) -> Column:
        """Only where the day does not tell it already, the age is asked."""
        grown = {day: grown_at(day) for day in set(self._fields["day"])}
        rows = zip(self._fields["seen"], self._fields["day"], strict=True)
        young = [seen < grown[day] for seen, day in rows]
        for place, may_be in enumerate(young):
            if may_be:
                age = self._age(place)
                young[place] = age is not None and age < YOUNG_HOURS
        return young


def grown_at(day: int) -> int:
    """When a post of this day has grown, wherever it was; seconds since 1970."""
    return _end(day) + _GROWN


def _end(day: int) -> int:
    """Of a day in UTC, in seconds since 1970."""
    return (day + 1 - _EPOCH) * _DAY_SECONDS
