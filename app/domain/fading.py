"""How often the figures of a post are asked for: they move fast at first and hardly at all after a month."""

from __future__ import annotations

from datetime import datetime, timedelta

FADING: tuple[tuple[timedelta, timedelta], ...] = (
    # age of the post up to, time between two questions
    (timedelta(days=1), timedelta(hours=1)),
    (timedelta(days=7), timedelta(days=1)),
    (timedelta(days=31), timedelta(days=7)),
    (timedelta(days=366), timedelta(days=30)),
)
"""Most of what a post will ever get comes on its first day, nearly all in its first month. Asking about everything every
time would spend the calls a network allows (Mastodon 300 in five minutes) and, on X, money on figures that stand still."""
SLACK = 0.1
"""This part of the time between is let off: a fetch that runs every day does not run at the same second every day."""


def is_due(published_at: datetime, asked_at: datetime | None, now: datetime) -> bool:
    """Whether to ask about a post again; one never asked about always, one older than a year only then."""
    if asked_at is None:
        return True
    between = next((pause for age, pause in FADING if now - published_at <= age), None)
    return between is not None and now - asked_at >= between * (1 - SLACK)
