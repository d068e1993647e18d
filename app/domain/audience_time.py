"""Weekday and hour of posts where the audience is: a profile may be kept in another zone than its readers live in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time

from app.domain.days import day_of, zone
from app.domain.measured_posts import MeasuredPosts


def in_audience_time(posts: MeasuredPosts, own: Mapping[int, str], audience: Mapping[int, str]) -> MeasuredPosts:
    """The posts with weekday and hour in the zone of the audience, where a profile has one of its own (`own` are the profiles'
    zones). Their calendar day stays that of the profile."""
    if not audience:
        return posts
    weekdays, hours = list(posts.column("weekday")), list(posts.column("hour"))
    rows = zip(posts.column("profile_id"), posts.column("day"), posts.column("published_at"), strict=True)
    for place, (profile, day, published) in enumerate(rows):
        here, there, hour = own.get(profile), audience.get(profile), hours[place]
        if here is None or there in (None, here) or hour is None:
            continue
        at = published if published is not None else datetime.combine(day_of(day), time(hour), zone(here))
        moved = at.astimezone(zone(there))
        weekdays[place], hours[place] = moved.weekday(), moved.hour
    return posts.with_columns(weekday=weekdays, hour=hours)
