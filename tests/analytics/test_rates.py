from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analytics.compute import compute
from tests.analytics.figures import MONDAY, NOVEMBER, one, post

# interactions 10, 30, 20 over reach 100, 1000, 400: rates 10, 3 and 5 percent
THREE = [
    post(1, interactions=10, reach=100),
    post(2, interactions=30, reach=1000),
    post(3, interactions=20, reach=400),
]


def test_median_mean_and_pooled_are_three_numbers() -> None:
    assert one("engagement_rate_by_reach_median", THREE).value == pytest.approx(5)
    assert one("engagement_rate_by_reach_mean", THREE).value == pytest.approx(6)
    assert one("engagement_rate_by_reach_pooled", THREE).value == pytest.approx(4)  # 60 / 1500


@pytest.mark.parametrize("name", ["reach", "viewers", "impressions", "views", "followers"])
def test_each_denominator_is_read(name: str) -> None:
    values = {"interactions": 3.0} | ({} if name == "followers" else {name: 200.0})
    row = post(1, followers=200 if name == "followers" else None, **values)
    for kind in ("median", "mean", "pooled"):
        assert one(f"engagement_rate_by_{name}_{kind}", [row]).value == pytest.approx(1.5)


def test_followers_stored_with_the_post_serve_too() -> None:
    row = post(1, interactions=3, followers_at_publication=200)
    assert one("engagement_rate_by_followers_mean", [row]).value == pytest.approx(1.5)


def test_unknown_and_zero_denominators_are_left_out_and_counted() -> None:
    rows = [*THREE, post(4, interactions=5), post(5, interactions=5, reach=0), post(6, reach=50), post(7, reach=-1)]
    value = one("engagement_rate_by_reach_mean", rows)
    assert value.value == pytest.approx(6)
    assert value.n_used == 3
    assert value.left_out == {"no_reach": 1, "zero_reach": 1, "interactions_unknown": 1, "negative_reach": 1}


def test_nothing_known_is_no_data() -> None:
    value = one("engagement_rate_by_reach_median", [post(1, interactions=5)])
    assert (value.value, value.n_used, value.left_out) == (None, 0, {"no_reach": 1})
    assert one("engagement_rate_by_reach_pooled", []).value is None


def test_doubtful_posts_are_kept_and_flagged() -> None:
    rows = [
        replace(post(1, interactions=1, reach=10, impressions=5), age_hours=47.5),
        replace(post(2, interactions=-2, reach=10, impressions=10), age_hours=48, estimated=True),
    ]
    value = one("engagement_rate_by_reach_mean", rows)
    assert value.value == pytest.approx(-5)
    assert value.flags == {"younger_than_48h": 1, "date_estimated": 1, "reach_above_impressions": 1, "negative": 1}


def test_the_networks_own_engagements_count_clicks() -> None:
    row = post(1, network="linkedin", engagements=6, impressions=89)
    assert one("network_engagement_rate_by_impressions_median", [row]).value == pytest.approx(6.7416, abs=1e-4)
    assert one("engagement_rate_by_impressions_median", [row]).left_out == {"interactions_unknown": 1}


def test_clicks_and_frequency() -> None:
    rows = [post(1, clicks=8, link_clicks=2, impressions=100, reach=50), post(2, clicks=2, impressions=100)]
    assert one("click_through_rate", rows).value == pytest.approx(5)
    assert one("link_click_through_rate", rows).value == pytest.approx(2)
    assert one("frequency", rows).value == pytest.approx(2)
    assert one("frequency", rows).left_out == {"no_reach": 1}


def test_a_change_of_metric_is_told_and_not_spliced() -> None:
    rows = [
        post(1, date(2026, 11, 2), interactions=1, impressions=100),
        post(2, date(2026, 11, 9), interactions=1, impressions=100, views=120),
        post(3, date(2026, 11, 16), interactions=1, views=50),
    ]
    value = one("views", rows)
    assert value.value == 170
    assert value.flags == {"metric_changed": 1}
    change = {"profile_id": 1, "day": date(2026, 11, 16), "before": "impressions", "after": "views"}
    assert value.breaks == (change,)
    weeks = compute("engagement_rate_by_impressions_mean", rows, [], NOVEMBER, "week")
    assert [week.group["key"] for week in weeks if "metric_changed" in week.flags] == ["2026-W47"]
    assert one("interactions", rows).breaks == ()


def test_two_metrics_side_by_side_are_no_change() -> None:
    rows = [post(n, date(2026, 11, n), impressions=10, views=10) for n in range(1, 5)]
    assert one("views", rows).flags == {}


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=1, max_size=30))
def test_all_three_lie_between_the_lowest_and_the_highest_post(pairs: list[tuple[int, int]]) -> None:
    rows = [post(n, MONDAY, interactions=top, reach=below) for n, (top, below) in enumerate(pairs)]
    rates = [top / below * 100 for top, below in pairs]
    for kind in ("median", "mean", "pooled"):
        value = one(f"engagement_rate_by_reach_{kind}", rows).value
        assert value is not None
        assert min(rates) * (1 - 1e-9) <= value <= max(rates) * (1 + 1e-9)
