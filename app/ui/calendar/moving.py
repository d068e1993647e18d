"""Moving in time: where a drop or a key would put a post, and why it may not go there. Times only, no widget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from app.domain.content import Post, Variant
from app.domain.days import WallTime, wall_time
from app.domain.people import Right
from app.domain.workflow import PostState

STEP = 15
"""Minutes a drop is rounded to."""
_FORGIVEN = timedelta(minutes=1)
_STAYS: dict[PostState, str] = {
    PostState.PUBLISHED: "published",
    PostState.REMOVED: "published",
    PostState.PUBLISHING: "going_out",
    PostState.UNSURE: "unsure",
    PostState.CANCELLED: "cancelled",
}


@dataclass(frozen=True, slots=True)
class Target:
    """Where something is to go, as the calendar shows time: a day, and the time of day unless that stays as it is.

    `fold` 1 means the second of two equal hours when the clocks go back.
    """

    day: date
    at: time | None = None
    fold: int = 0


def stays(state: PostState, rights: frozenset[Right]) -> str | None:
    """Why a variant cannot move at all, None when it can."""
    if Right.SCHEDULE not in rights:
        return "right"
    return _STAYS.get(state)


def is_past(walls: Iterable[WallTime], now: datetime) -> bool:
    """One of the times is over. Raises `BadInput` "time.gap" for one that does not exist."""
    return any(wall.to_utc() < now - _FORGIVEN for wall in walls)


def landing(due_at: datetime, zone: str, target: Target, shown_zone: str) -> WallTime:
    """Where a variant lands, in its own zone. `shown_zone` is the calendar's.

    A new day keeps the wall-clock time; where the clocks change there it may not exist (`WallTime.to_utc` says so).
    """
    if target.at is not None:
        wall = WallTime(datetime.combine(target.day, target.at), shown_zone, target.fold)
        if zone == shown_zone:
            return wall
        return wall_time(wall.to_utc(), zone)
    shown = wall_time(due_at, shown_zone).local.date()
    wall = wall_time(due_at, zone)
    moved = WallTime(wall.local + (target.day - shown), zone)
    return replace(moved, fold=wall.fold) if wall.fold and moved.is_repeated() else moved


def landings(post: Post, profile_id: int, target: Target, shown_zone: str, *, everything: bool) -> dict[int, WallTime]:
    """New times by profile: of one variant, or of everything that can still move, by as much as that one moves."""
    chosen = next(variant for variant in post.variants if variant.profile_id == profile_id)
    due_at = chosen.due_at or post.due_at
    if due_at is None:
        if target.at is None:
            raise ValueError(post.id)
        due_at = WallTime(datetime.combine(target.day, target.at), shown_zone).to_utc()
    there = landing(due_at, chosen.zone, target, shown_zone)
    found = {profile_id: there}
    if everything:
        shift = there.local - wall_time(due_at, chosen.zone).local
        for variant in movable(post):
            if variant.profile_id != profile_id:
                found[variant.profile_id] = _shifted(variant, shift, there)
    return found


def movable(post: Post) -> list[Variant]:
    """The variants whose time can still change."""
    return [variant for variant in post.variants if variant.state not in _STAYS]


def changes(post: Post, walls: Mapping[int, WallTime]) -> bool:
    """Something would have another time than now."""
    due = {variant.profile_id: variant.due_at for variant in post.variants}
    return any(due[number] != wall.to_utc() for number, wall in walls.items())


def _shifted(variant: Variant, shift: timedelta, there: WallTime) -> WallTime:
    if variant.due_at is None:
        return there
    wall = wall_time(variant.due_at, variant.zone)
    return WallTime(wall.local + shift, variant.zone)
