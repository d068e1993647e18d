"""When followers are active, as a network's own file says: another source than the results of posts, never mixed with them."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum

from app.analytics.timing import DAYPART, daypart_of
from app.domain.advice import FollowerActivity
from app.domain.published import AudienceFigure

HOUR = "hour"


def follower_activity(rows: Iterable[tuple[int, AudienceFigure]]) -> FollowerActivity | None:
    """The part of the day with most active followers, by the mean over the days (and profiles) a file has; None without one.

    `rows` are profile and audience figure; those by "hour" count, where the bucket is the hour of the day.
    """
    hours: dict[int, list[float]] = {}
    days = set()
    for profile, row in rows:
        if row.dimension == HOUR and row.unit == "count" and row.bucket.isdecimal() and int(row.bucket) < 24:
            hours.setdefault(int(row.bucket), []).append(row.value)
            days.add((profile, row.last))
    if len(hours) < 24:
        return None
    means = {hour: fsum(values) / len(values) for hour, values in hours.items()}
    parts: dict[int, float] = {}
    for hour, value in means.items():
        parts[daypart_of(hour)] = parts.get(daypart_of(hour), 0.0) + value / DAYPART
    best = max(parts, key=lambda hour: (parts[hour], -hour))
    return FollowerActivity(best, tuple(means[hour] for hour in range(24)), len(days))
