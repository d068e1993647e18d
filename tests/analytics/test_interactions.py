from __future__ import annotations

from math import isnan

import pytest

from app.analytics.interactions import extras_given, interactions_of, of_day
from app.domain.kpi import PostFigures
from app.domain.measured_posts import MeasuredPosts
from tests.analytics.figures import MONDAY, flow, one, post


def alone(row: PostFigures) -> float | None:
    posts = MeasuredPosts.of([row])
    (value,) = interactions_of(posts, extras_given(posts)).tolist()
    return None if isnan(value) else value


def test_the_networks_total_wins() -> None:
    assert alone(post(1, interactions=100, likes=79, comments=4, shares=17, clicks=50)) == 100


def test_reactions_before_likes_and_no_clicks() -> None:
    assert alone(post(1, reactions=12, likes=9, comments=3, shares=1, clicks=40)) == 16


@pytest.mark.parametrize("network", ["facebook", "linkedin", "x", "tiktok", "mastodon"])
def test_a_missing_part_is_unknown_and_not_zero(network: str) -> None:
    assert alone(post(1, network=network, likes=9, comments=3)) is None
    assert alone(post(1, network=network, likes=9, comments=3, shares=0)) == 12


def test_saves_count_where_the_profile_has_them() -> None:
    rows = [
        post(1, network="instagram", likes=10, comments=2, saves=3),
        post(2, network="instagram", likes=10, comments=2),
        post(3, profile_id=2, network="instagram", likes=10, comments=2),
    ]
    value = one("interactions", rows)
    assert value.value == 27  # 15 of the first, 12 of the other profile, which never gives saves
    assert value.left_out == {"interactions_unknown": 1}


def test_a_network_nobody_knows_counts_approval_and_comments() -> None:
    assert alone(post(1, network="somewhere", likes=1, comments=2)) == 3
    assert alone(post(1, network="somewhere", likes=1)) is None


def test_interactions_of_a_day_are_the_networks_total_or_the_sum_of_its_parts() -> None:
    day = flow(MONDAY, likes=3.0, comments=2.0, shares=1.0, saves=8.0, views=90.0)
    assert of_day(day, "interactions") == 6.0
    assert of_day(flow(MONDAY, likes=3.0, comments=2.0), "interactions") is None
    assert of_day(flow(MONDAY, likes=3.0, interactions=7.0), "interactions") == 7.0
    assert (of_day(day, "views"), of_day(day, "reach")) == (90.0, None)
    assert one("sum:interactions", [], [day]).value == 6.0
