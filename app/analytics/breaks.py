"""Changes of metric: a network that gave impressions gives views from some day on. Two metrics, never one series."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from app.analytics.columns import known, metric, numbers, places
from app.domain.measured_days import MeasuredDays
from app.domain.measured_posts import MeasuredPosts

Seen = Callable[[str], Mapping[int, set[int]]]
"""From a metric to the days (ordinals) each profile has it on."""
PAIRS = (("impressions", "views"), ("reach", "viewers"))
REPLACED = frozenset(name for pair in PAIRS for name in pair)


def metric_breaks(seen: Seen, reads: frozenset[str]) -> tuple[Mapping[str, object], ...]:
    """The changes among the metrics a KPI reads, oldest first: profile_id, day, before, after.

    A change: one metric stood alone at first, the other at the end; its day is the first
    with the new metric after the last with the old.
    """
    pairs = [pair for pair in PAIRS if reads & set(pair)]
    if not pairs:
        return ()
    days: dict[str, Mapping[int, set[int]]] = {}
    for one, other in pairs:
        days[one] = seen(one)
        days[other] = seen(other) if days[one] else {}  # without both there is no change
    profiles = sorted({profile for own in days.values() for profile in own})
    found = [
        {"profile_id": profile, "day": changed, "before": before, "after": after}
        for profile in profiles
        for pair in pairs
        for before, after in (pair, pair[::-1])
        if (changed := _change(days[before].get(profile), days[after].get(profile))) is not None
    ]
    return tuple(sorted(found, key=lambda row: (str(row["day"]), str(row["profile_id"]))))


def days_with(posts: MeasuredPosts) -> Seen:
    """The days of posts that have a metric."""

    def seen(name: str) -> Mapping[int, set[int]]:
        if name not in posts.metrics:
            return {}
        there = known(metric(posts, name))
        return posts.once("days", _days) if there.all() else _days(posts.keep(there.nonzero()[0]))

    return seen


def _days(posts: MeasuredPosts) -> dict[int, set[int]]:
    """The days of the posts of each profile."""
    days = numbers(posts, "day")
    return {profile: set(days[own].tolist()) for profile, own in places(posts, "profile_id").items()}


def days_counted(rows: MeasuredDays) -> Seen:
    """The days whose daily figures have a metric."""

    def days(name: str) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        for row in rows:
            if name in row.flows:
                found.setdefault(row.profile_id, set()).add(row.day.toordinal())
        return found

    return lambda name: rows.once(("counted", name), lambda _: days(name))


def _change(old: set[int] | None, new: set[int] | None) -> date | None:
    if not old or not new or min(old) >= min(new) or max(old) >= max(new):
        return None
    return date.fromordinal(min(day for day in new if day > max(old)))
