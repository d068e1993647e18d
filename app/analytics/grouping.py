"""Splits posts and days into the groups of a report: spans of time, networks, profiles, personas …"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.analytics.columns import grouped, places
from app.domain.days import day_of
from app.domain.errors import BadInput
from app.domain.kpi import DayFigures, Period
from app.domain.measured_posts import NO_POSTS, MeasuredPosts

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
    posts: MeasuredPosts
    days: Sequence[DayFigures]
    period: Period
    profiles: tuple[int, ...] | None = None
    flags: tuple[str, ...] = ()


def groups_of(
    by: str,
    posts: MeasuredPosts,
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


def _spans(by: str, posts: MeasuredPosts, days: Sequence[DayFigures], period: Period) -> list[Group]:
    own_days: dict[date, list[DayFigures]] = {}
    starts = _starts(by, period)
    own_posts = grouped(posts, "day", lambda day: (span_start(by, day_of(day)),))
    for row in days:
        own_days.setdefault(starts[row.day], []).append(row)
    found = []
    for start in dict.fromkeys(starts.values()):
        end = _next(by, start) - timedelta(days=1)
        span = Period(max(start, period.first), min(end, period.last))
        cut = (f"partial_{by}",) if (span.first, span.last) != (start, end) else ()
        found.append(
            Group(span_key(by, start), own_posts.get(start, NO_POSTS), own_days.get(start, ()), span, flags=cut)
        )
    return found


def _starts(by: str, period: Period) -> dict[date, date]:
    """The start of its span for every day of the period, in order."""
    all_days = (period.first + timedelta(days=step) for step in range(period.days))
    return {day: span_start(by, day) for day in all_days}


def _accounts(
    by: str,
    posts: MeasuredPosts,
    days: Sequence[DayFigures],
    period: Period,
    accounts: Mapping[int, str],
) -> list[Group]:
    keys = {profile: network if by == "network" else str(profile) for profile, network in accounts.items()}
    own_days: dict[str, list[DayFigures]] = {}
    own_posts = grouped(posts, "profile_id", lambda profile: (keys[profile],))
    profiles: dict[str, list[int]] = {}
    for profile in sorted(keys):
        profiles.setdefault(keys[profile], []).append(profile)
    for row in days:
        own_days.setdefault(keys[row.profile_id], []).append(row)
    return [
        Group(key, own_posts.get(key, NO_POSTS), own_days.get(key, ()), period, tuple(profiles[key]))
        for key in sorted(profiles, key=_order)
    ]


def _kinds(by: str, posts: MeasuredPosts, period: Period) -> list[Group]:
    column, keys_of = _KEYS[by]
    found, flags = grouped(posts, column, keys_of), _COUNTED.get(by, ())
    return [
        Group(key, found[key], (), period, tuple(sorted(places(found[key], "profile_id"))), flags)
        for key in sorted(found, key=_order)
    ]


_COUNTED = {"persona": ("counted_for_each",), "pillar": ("counted_once",)}
"""How a post counts where it could belong to several groups, or to none."""


def _order(key: str) -> tuple[bool, int, str]:
    """Numbers by value, words by letter, the groups of what is unknown last."""
    return key in (UNKNOWN, NONE), int(key) if key.isdecimal() else 0, key


def _id_or_none(value: int | None) -> tuple[str, ...]:
    return (NONE if value is None else str(value),)


def _paid(paid: bool | None) -> tuple[str, ...]:
    return (UNKNOWN if paid is None else "paid" if paid else "organic",)


_KEYS: dict[str, tuple[str, Callable[[Any], tuple[str, ...]]]] = {
    "format": ("format", lambda kind: (kind or UNKNOWN,)),
    "persona": ("persona_ids", lambda ids: tuple(str(one) for one in dict.fromkeys(ids)) or (NONE,)),
    "pillar": ("pillar_id", _id_or_none),
    "campaign": ("campaign_id", _id_or_none),
    "weekday": ("weekday", lambda weekday: (str(weekday),)),
    "paid": ("paid", _paid),
}
"""What of a post it is grouped by, and the keys of the groups that puts it in."""
