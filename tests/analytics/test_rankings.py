from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.dashboards import network_dashboard
from app.domain.networks import Network
from tests.analytics.figures import one, post


def test_best_posts_stay_inside_a_network_and_a_metric() -> None:
    rows = [
        post(1, interactions=5, reach=100),
        post(2, interactions=9, reach=100),
        post(3, network="x", interactions=4, impressions=100),
        post(4, interactions=50),
    ]
    value = one("best_posts", rows)
    found = [(row["network"], row["metric"], row["rank"], row["post_id"], row["value"]) for row in value.rows]
    assert found == [
        ("facebook", "engagement_rate_by_reach", 1, 2, 9),
        ("facebook", "engagement_rate_by_reach", 2, 1, 5),
        ("x", "engagement_rate_by_impressions", 1, 3, 4),
    ]
    assert (value.value, value.left_out) == (3, {"no_reach": 1})
    assert (value.rows[0]["numerator"], value.rows[0]["denominator"], value.rows[0]["text"]) == (9, 100, "post 2")
    assert [row["post_id"] for row in one("worst_posts", rows).rows] == [1, 2, 3]


@pytest.mark.parametrize("network", list(Network))
def test_a_list_takes_the_rate_of_its_networks_own_dashboard(network: Network) -> None:
    seen = dict.fromkeys(("reach", "viewers", "impressions", "views", "followers_at_publication"), 100.0)
    value = one("best_posts", [post(1, network=network.value, interactions=5, **seen)])
    keys = [tile.key for tile in network_dashboard(network).tiles]
    assert f"{value.rows[0]['metric']}_median" in keys


def test_best_posts_by_a_chosen_metric() -> None:
    rows = [post(n, interactions=n, reach=1000, saves=100 - n) for n in range(1, 15)]
    assert [row["post_id"] for row in one("best_posts:interactions", rows).rows] == list(range(14, 4, -1))
    by_saves = one("best_posts:saves", rows).rows
    assert (by_saves[0]["post_id"], by_saves[0]["denominator"]) == (1, None)
    assert one("best_posts:engagement_rate_by_views", rows).value is None


def test_formats_with_n_and_few() -> None:
    images = [post(n, interactions=n, reach=100) for n in range(1, 11)]
    video = replace(post(11, interactions=50, reach=100), format="video")
    value = one("formats", [*images, video])
    assert value.rows == (
        {"network": "facebook", "metric": "engagement_rate_by_reach", "format": "video", "n": 1, "median": 50, "few": True},
        {"network": "facebook", "metric": "engagement_rate_by_reach", "format": "image", "n": 10, "median": pytest.approx(5.5),
         "few": False},
    )  # fmt: skip
    assert value.n_used == 11


def test_weekday_and_hour_cells() -> None:
    rows = [post(n, hour=hour, interactions=n, reach=100) for n, hour in enumerate([9, 9, 11, 12, None], start=1)]
    value = one("weekday_hour", rows)
    cells = {(row["cell"], row["weekday"], row["hour"]): (row["n"], row["median"]) for row in value.rows}
    assert cells == {
        ("hour", 0, 9): (2, 1.5),
        ("hour", 0, 11): (1, 3),
        ("hour", 0, 12): (1, 4),
        ("daypart", 0, 8): (3, 2),
        ("daypart", 0, 12): (1, 4),
    }
    assert (value.value, value.n_used, value.left_out) == (4, 4, {"no_hour": 1})


def test_posts_known_only_by_how_often_they_were_seen_are_ranked_by_that() -> None:
    """YouTube's table of content as it comes has views, impressions and subscribers, but no likes."""
    rows = [post(n, network="youtube", views=n * 10, impressions=1000 - n) for n in range(1, 4)]
    value = one("best_posts", rows)
    assert [(row["metric"], row["post_id"], row["value"]) for row in value.rows] == [
        ("views", 3, 30),
        ("views", 2, 20),
        ("views", 1, 10),
    ]
    assert (value.value, value.left_out) == (3, {})
    (formats,) = one("formats", rows).rows
    assert (formats["metric"], formats["median"]) == ("views", 20)
