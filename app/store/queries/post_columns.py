"""From what the store keeps of posts to the columns of `MeasuredPosts`, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from app.domain.measured_posts import Column
from app.store.types import time_read

_AT_PUBLICATION = "followers_at_publication"
_EPOCH = date(1970, 1, 1).toordinal()
_DAY_SECONDS = 86_400


class PostColumns:
    """`fields` as the store has them, "seen" in seconds since 1970 (0: nothing was); `measure` gives the values of a metric."""

    def __init__(
        self,
        fields: Mapping[str, Sequence[Any]],
        measure: Callable[[str], Column],
        stocks: Mapping[tuple[int, int], float],
        personas: Mapping[int, tuple[int, ...]],
    ) -> None:
        self._fields, self._measure, self._stocks, self._personas = fields, measure, stocks, personas
        self._made: dict[str, Callable[[], Column]] = {
            "weekday": lambda: [(day + 6) % 7 for day in fields["day"]],
            "followers": self._followers,
            "age_hours": self._ages,
            "paid": lambda: [None if paid is None else bool(paid) for paid in fields["is_paid"]],
            "estimated": lambda: [bool(estimated) for estimated in fields["is_estimated"]],
            "persona_ids": lambda: [personas.get(own, ()) for own in fields["own_id"]],
            "published_at": self._published,
        }

    def column(self, name: str) -> Column:
        make = self._made.get(name)
        return make() if make is not None else self._fields[name]

    def _followers(self) -> Column:
        """What was stored with the post, else the count of its day."""
        stored = zip(self._fields["followers_at"], self._measure(_AT_PUBLICATION), strict=True)
        days = zip(self._fields["profile_id"], self._fields["day"], strict=True)
        found = []
        for (kept, published), day in zip(stored, days, strict=True):
            own = published if kept is None else kept
            found.append(self._stocks.get(day) if own is None else own)
        return found

    def _published(self) -> list[datetime | None]:
        return [time_read(at) for at in self._fields["published"]]

    def _ages(self) -> Column:
        """Hours from publication to the newest figure; from the end of the day where only the day is known."""
        rows = zip(self._fields["seen"], self._published(), self._fields["day"], strict=True)
        return [
            ((seen - (at.timestamp() if at is not None else float((day + 1 - _EPOCH) * _DAY_SECONDS))) / 3600)
            if seen
            else None
            for seen, at, day in rows
        ]
