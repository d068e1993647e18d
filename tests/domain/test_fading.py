"""How often a post is asked about, worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.fading import is_due

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age_hours", "asked_hours_ago", "due"),
    [
        (3, 0.5, False),
        (3, 1, True),
        (30, 20, False),
        (30, 24, True),
        (8 * 24, 6 * 24, False),
        (8 * 24, 7 * 24, True),
        (60 * 24, 26 * 24, False),
        (60 * 24, 30 * 24, True),
        (400 * 24, 200 * 24, False),
    ],
)
def test_young_posts_are_asked_about_often_and_old_ones_rarely(
    age_hours: float, asked_hours_ago: float, due: bool
) -> None:
    published, asked = NOW - timedelta(hours=age_hours), NOW - timedelta(hours=asked_hours_ago)
    assert is_due(published, asked, NOW) is due


def test_a_post_never_asked_about_is_due_whatever_its_age() -> None:
    assert is_due(NOW - timedelta(days=700), None, NOW)


def test_a_daily_fetch_a_second_early_still_asks() -> None:
    assert is_due(NOW - timedelta(days=3), NOW - timedelta(hours=23, minutes=59), NOW)
