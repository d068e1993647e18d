"""Weekday and hour of posts where the audience is: a profile may be kept in another zone than its readers live in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time

from app.domain.days import zone
from app.domain.kpi import PostFigures


def in_audience_time(
    posts: Iterable[PostFigures], own: Mapping[int, str], audience: Mapping[int, str]
) -> list[PostFigures]:
    """The posts with weekday and hour in the zone of the audience, where a profile has one of its own (`own` are the profiles'
    zones). Their calendar day stays that of the profile."""
    if not audience:
        return list(posts)
    return [_moved(post, own.get(post.profile_id), audience.get(post.profile_id)) for post in posts]


def _moved(post: PostFigures, own: str | None, audience: str | None) -> PostFigures:
    if audience is None or own is None or audience == own or post.hour is None:
        return post
    at = post.published_at
    if at is None:
        at = datetime.combine(post.day, time(post.hour), zone(own))
    there = at.astimezone(zone(audience))
    return replace(post, weekday=there.weekday(), hour=there.hour)
