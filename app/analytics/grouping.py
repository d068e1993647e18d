"""Splits posts and days into the groups of a report: spans of time, networks, profiles, personas …"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.errors import BadInput
from app.domain.kpi import DayFigures, Period, PostFigures

TIME = ("day", "week", "month")
ACCOUNT = ("network", "profile")
POST = ("format", "persona", "pillar", "campaign", "weekday", "paid")
GROUPS = TIME + ACCOUNT + POST
UNKNOWN = "unknown"
NONE = "none"
"""Group keys: "unknown" for a format nobody knows, "none" for a post without persona, pillar or campaign."""


@dataclass(frozen=True, slots=True)
class Group:
    """`key` is stable: ISO day, "2026-W48", "2026-11", a network, an id as text …; `profiles` None means all."""

    key: str
    posts: Sequence[PostFigures]
    days: Sequence[DayFigures]
    period: Period
    profiles: tuple[int, ...] | None = None
    flags: tuple[str, ...] = ()


def groups_of(
    by: str,
    posts: Sequence[PostFigures],
    days: Sequence[DayFigures],
    period: Period,
    accounts: Mapping[int, str],
) -> list[Group]:
    """The groups of posts and days that lie inside `period`: every day, week or month of it, every profile of `accounts`
    (profile to network), also the empty ones.

    Raises `BadInput` "kpi.by_unknown" (by, allowed).
    """
    if by in TIME:
        return _spans(by, posts, days, period)
    if by in ACCOUNT:
        return _accounts(by, posts, days, period, accounts)
    if by in POST:
        return _kinds(by, posts, period)
    raise BadInput("kpi.by_unknown", by=by, allowed=list(GROUPS))


def inside(
    posts: Sequence[PostFigures], days: Sequence[DayFigures], period: Period
) -> tuple[list[PostFigures], list[DayFigures]]:
    """The posts and days of a period."""
    first, last = period.first, period.last
    return [post for post in posts if first <= post.day <= last], [row for row in days if first <= row.day <= last]


def span_start(by: str, day: date) -> date:
    """The first day of the span a day belongs to; weeks start on Monday."""
    if by == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if by == "month" else day


def span_key(by: str, start: date) -> str:
    """ISO day, ISO week "2026-W48" or month "2026-11"."""
    if by == "week":
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02d}"
    return f"{start:%Y-%m}" if by == "month" else start.isoformat()


def _next(by: str, start: date) -> date:
    if by == "month":
        return (start + timedelta(days=31)).replace(day=1)
    return start + timedelta(days=7 if by == "week" else 1)


def _spans(by: str, posts: Sequence[PostFigures], days: Sequence[DayFigures], period: Period) -> list[Group]:
    own_posts: dict[date, list[PostFigures]] = {}
    own_days: dict[date, list[DayFigures]] = {}
    starts = _starts(by, period)
    for post in posts:
        own_posts.setdefault(starts[post.day], []).append(post)
    for row in days:
        own_days.setdefault(starts[row.day], []).append(row)
    found = []
    for start in dict.fromkeys(starts.values()):
        end = _next(by, start) - timedelta(days=1)
        span = Period(max(start, period.first), min(end, period.last))
        cut = (f"partial_{by}",) if (span.first, span.last) != (start, end) else ()
        found.append(Group(span_key(by, start), own_posts.get(start, ()), own_days.get(start, ()), span, flags=cut))
    return found


def _starts(by: str, period: Period) -> dict[date, date]:
    """The start of its span for every day of the period, in order."""
    all_days = (period.first + timedelta(days=step) for step in range(period.days))
    return {day: span_start(by, day) for day in all_days}


def _accounts(
    by: str,
    posts: Sequence[PostFigures],
    days: Sequence[DayFigures],
    period: Period,
    accounts: Mapping[int, str],
) -> list[Group]:
    keys = {profile: network if by == "network" else str(profile) for profile, network in accounts.items()}
    own_posts: dict[str, list[PostFigures]] = {}
    own_days: dict[str, list[DayFigures]] = {}
    profiles: dict[str, list[int]] = {}
    for profile in sorted(keys):
        profiles.setdefault(keys[profile], []).append(profile)
    for post in posts:
        own_posts.setdefault(keys[post.profile_id], []).append(post)
    for row in days:
        own_days.setdefault(keys[row.profile_id], []).append(row)
    return [
        Group(key, own_posts.get(key, ()), own_days.get(key, ()), period, tuple(profiles[key]))
        for key in sorted(profiles, key=_order)
    ]


def _kinds(by: str, posts: Sequence[PostFigures], period: Period) -> list[Group]:
    keys = _KEYS[by]
    found: dict[str, list[PostFigures]] = {}
    for post in posts:
        for key in keys(post):
            found.setdefault(key, []).append(post)
    flags = _COUNTED.get(by, ())
    return [
        Group(key, own, (), period, tuple(sorted({post.profile_id for post in own})), flags)
        for key, own in sorted(found.items(), key=lambda item: _order(item[0]))
    ]


_COUNTED = {"persona": ("counted_for_each",), "pillar": ("counted_once",)}
"""How a post counts where it could belong to several groups, or to none."""


def _order(key: str) -> tuple[bool, int, str]:
    """Numbers by value, words by letter, the groups of what is unknown last."""
    return key in (UNKNOWN, NONE), int(key) if key.isdecimal() else 0, key


def _id_or_none(value: int | None) -> tuple[str, ...]:
    return (NONE if value is None else str(value),)


def _paid(post: PostFigures) -> tuple[str, ...]:
    return (UNKNOWN if post.paid is None else "paid" if post.paid else "organic",)


_KEYS: dict[str, Callable[[PostFigures], tuple[str, ...]]] = {
    "format": lambda post: (post.format or UNKNOWN,),
    "persona": lambda post: tuple(str(one) for one in dict.fromkeys(post.persona_ids)) or (NONE,),
    "pillar": lambda post: _id_or_none(post.pillar_id),
    "campaign": lambda post: _id_or_none(post.campaign_id),
    "weekday": lambda post: (str(post.weekday),),
    "paid": _paid,
}
