"""The posts behind the numbers of a dashboard: found by columns, told one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isnan
from typing import Any, overload

from app.domain.kpi import FigureFilters
from app.domain.measured_posts import MeasuredPosts
from app.domain.networks import Format


@dataclass(frozen=True, slots=True)
class PostBrief:
    """A published post behind a number. `id` is the published post's, `post_id` our own post's when it is one. `weekday` and
    `hour` are the audience's."""

    id: int
    profile_id: int
    network: str
    day: date
    weekday: int
    hour: int | None
    format: str | None
    text: str
    permalink: str | None
    interactions: float | None
    reach: float | None
    post_id: int | None = None
    pillar_id: int | None = None
    persona_ids: tuple[int, ...] = ()
    values: Mapping[str, float | None] = field(default_factory=dict)
    """What is known of it, by metric."""
    paid: bool | None = None
    campaign_id: int | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """Which of the posts stand behind a number; None leaves a question open."""

    first: date
    last: date
    profile_id: int | None = None
    network: str | None = None
    weekday: int | None = None
    hours: tuple[int, int] | None = None
    group: tuple[str, str] | None = None
    """What the bar is for: by ("format", "pillar"…) and its key."""
    filters: FigureFilters = field(default_factory=FigureFilters)
    """Those of the tile itself."""
    stories: bool = True
    """Whether stories count, too."""

    def of(self, posts: MeasuredPosts) -> MeasuredPosts:
        """The posts that stand behind it."""
        found = posts.within(self.first, self.last)
        for name, wanted in (("profile_id", self.profile_id), ("network", self.network), ("weekday", self.weekday)):
            if wanted is not None:
                found = found.where(name, (wanted,))
        if self.hours is not None:
            start, end = self.hours
            found = found.having("hour", lambda hour: hour is not None and start <= hour < end)
        if self.group is not None:
            found = _in_group(found, *self.group)
        if not self.stories:
            found = found.having("format", lambda kind: kind != Format.STORY.value)
        return passing(found, self.filters)


class PostBriefs(Sequence[PostBrief]):
    """Posts as briefs, each made when it is looked at. `interactions` gives those of every post, not a number where unknown."""

    def __init__(self, posts: MeasuredPosts, interactions: Callable[[MeasuredPosts], Any]) -> None:
        self._posts, self._interactions = posts, interactions

    def behind(self, pick: Pick) -> PostBriefs:
        """Those behind a number, the newest first."""
        found = pick.of(self._posts)
        days, hours = found.column("day"), found.column("hour")
        when = [day * 24 + (0 if hour is None else hour) for day, hour in zip(days, hours, strict=True)]
        return PostBriefs(found.take(sorted(range(len(when)), key=when.__getitem__, reverse=True)), self._interactions)

    @property
    def ids(self) -> Sequence[int]:
        """The `id` of each, without the brief being made."""
        return self._posts.column("post_id")

    def __len__(self) -> int:
        return len(self._posts)

    def __iter__(self) -> Iterator[PostBrief]:
        return (self[place] for place in range(len(self)))

    @overload
    def __getitem__(self, place: int) -> PostBrief: ...
    @overload
    def __getitem__(self, place: slice) -> PostBriefs: ...
    def __getitem__(self, place: int | slice) -> PostBrief | PostBriefs:
        if isinstance(place, slice):
            return PostBriefs(self._posts[place], self._interactions)
        post, interactions = self._posts[place], float(self._interactions(self._posts)[place])
        return PostBrief(
            post.post_id, post.profile_id, post.network, post.day, post.weekday, post.hour, post.format, post.text,
            post.permalink, None if isnan(interactions) else interactions, post.values.get("reach"), post.own_id, post.pillar_id,
            post.persona_ids, post.values, post.paid, post.campaign_id,
        )  # fmt: skip


def passing(posts: MeasuredPosts, filters: FigureFilters) -> MeasuredPosts:
    """The posts that pass some filters."""
    found = posts
    for name, several in (
        ("profile_id", filters.profile_ids),
        ("network", filters.networks),
        ("format", filters.formats),
    ):
        if several is not None:
            found = found.where(name, several)
    for name, wanted in (("pillar_id", filters.pillar_id), ("campaign_id", filters.campaign_id)):
        if wanted is not None:
            found = found.where(name, (wanted,))
    if filters.paid is not None:
        found = found.having("paid", lambda paid: paid is filters.paid)
    if filters.persona_id is not None:
        found = found.having("persona_ids", lambda ids: filters.persona_id in ids)
    return found


def _in_group(posts: MeasuredPosts, by: str, key: str) -> MeasuredPosts:
    """Of a group as `analytics.grouping` has them."""
    column, keys_of = _GROUPS.get(by, ("network", lambda network: (network,)))
    return posts.having(column, lambda value: key in keys_of(value))


def _number(value: int | None) -> tuple[str, ...]:
    return ("none" if value is None else str(value),)


_GROUPS: Mapping[str, tuple[str, Callable[[Any], tuple[str, ...]]]] = {
    "format": ("format", lambda kind: (kind or "unknown",)),
    "pillar": ("pillar_id", _number),
    "campaign": ("campaign_id", _number),
    "paid": ("paid", lambda paid: ("unknown" if paid is None else "paid" if paid else "organic",)),
    "persona": ("persona_ids", lambda ids: tuple(map(str, ids)) or ("none",)),
    "profile": ("profile_id", _number),
    "weekday": ("day", lambda day: (str((day + 6) % 7),)),
}
