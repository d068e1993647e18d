from __future__ import annotations

from datetime import date

import pytest

from app.analytics.compute import compute
from app.analytics.followers import stock_lines
from app.domain.kpi import DayFigures, Period
from tests.analytics.figures import NOVEMBER, flow, keyed, one, post, stock


def nov(day: int) -> date:
    return date(2026, 11, day)


HISTORY = [stock(date(2026, 10, 31), 100), stock(nov(10), 110), stock(nov(20), 130)]


def test_the_stock_is_the_last_count_on_or_before_the_day() -> None:
    line = stock_lines(HISTORY, [], nov(30))[1]
    assert line.on(date(2026, 10, 30)) is None
    assert (line.on(nov(9)), line.on(nov(10)), line.on(nov(19))) == (100, 110, 110)
    assert one("followers", [], HISTORY).value == 130
    assert one("followers", [], HISTORY).rows == ({"profile_id": 1, "value": 130, "day": nov(20)},)


def test_growth_starts_from_the_day_before_so_that_periods_add_up() -> None:
    assert one("follower_growth", [], HISTORY).value == 30
    first, second = Period(nov(1), nov(15)), Period(nov(16), nov(30))
    assert one("follower_growth", [], HISTORY, first).value == 10
    assert one("follower_growth", [], HISTORY, second).value == 20
    assert one("follower_growth_rate", [], HISTORY).value == pytest.approx(30)


def test_without_an_earlier_count_the_first_inside_is_the_start() -> None:
    value = one("follower_growth", [], HISTORY[1:])
    assert (value.value, value.flags) == (20, {"start_inside_period": 1})


def test_the_change_of_the_first_day_leads_back_to_the_start() -> None:
    days = [stock(nov(1), 110), flow(nov(1), net_followers=10), stock(nov(30), 130), flow(nov(30), net_followers=1)]
    value = one("follower_growth", [], days)
    assert (value.value, value.flags, value.rows[0]["start"]) == (30, {}, 100)
    assert one("follower_growth_rate", [], days).value == pytest.approx(30)
    later = [stock(nov(2), 110), flow(nov(2), net_followers=10), stock(nov(30), 130)]
    assert one("follower_growth", [], later).flags == {"start_inside_period": 1}


def test_one_count_is_no_growth() -> None:
    value = one("follower_growth", [], HISTORY[:1])
    assert (value.value, value.left_out) == (None, {"one_follower_count": 1})
    assert one("followers", [post(1)]).left_out == {"no_followers": 1}


def test_daily_changes_stand_in() -> None:
    days = [flow(nov(1), new_followers=5, lost_followers=2), flow(nov(2), net_followers=-1)]
    value = one("follower_growth", [], days, Period(nov(1), nov(2)))
    assert (value.value, value.flags) == (2, {"from_daily_changes": 1})
    assert value.formula == "sum of new followers − lost followers of each day of the period"
    longer = one("follower_growth", [], days)
    assert (longer.value, longer.left_out) == (None, {"changes_of_some_days": 1}), "28 days more may have had any"
    only_new = one("follower_growth", [], [flow(nov(1), new_followers=5)])
    assert (only_new.value, only_new.left_out) == (None, {"no_followers": 1})


def test_profiles_are_added_and_split() -> None:
    days = [*HISTORY, stock(nov(1), 1000, 2, "x"), stock(nov(30), 900, 2, "x")]
    assert one("followers", [], days).value == 1030
    assert one("follower_growth", [], days).value == -70
    split = keyed("follower_growth", "network", [], days)
    assert {key: value.value for key, value in split.items()} == {"facebook": 30, "x": -100}
    assert one("follower_growth_rate", [], days).value == pytest.approx(-70 / 1100 * 100)


def test_a_purge_is_flagged() -> None:
    days = [stock(nov(1), 1000), stock(nov(2), 880), stock(nov(30), 1500)]
    assert one("followers", [], days).flags == {"followers_jump": 1}


def test_growth_by_day_says_nothing_on_days_without_a_count() -> None:
    values = compute("follower_growth", [], HISTORY, Period(nov(9), nov(11)), "day")
    assert [value.value for value in values] == [None, 10, None]


def test_zero_followers_have_no_rate() -> None:
    value = one("follower_growth_rate", [], [stock(nov(1), 0), stock(nov(9), 5)])
    assert (value.value, value.left_out) == (None, {"zero_followers": 1})


def test_interactions_against_start_and_end_only() -> None:
    days = [stock(nov(1), 100), stock(nov(30), 300)]
    value = one("interactions_per_1000_followers", [post(1, interactions=30), post(2, interactions=10)], days)
    assert value.value == pytest.approx(200)  # 40 / 200 * 1000
    assert value.flags == {"followers_estimated": 1}
    assert one("interaction_rate", [post(1, interactions=30), post(2, interactions=10)], days).value == pytest.approx(
        10
    )


def test_average_of_daily_counts_is_their_mean() -> None:
    three = Period(nov(1), nov(3))
    days = [stock(nov(1), 100), stock(nov(2), 100), stock(nov(3), 130)]
    assert stock_lines(days, [], nov(3))[1].average(three) == pytest.approx(110)


def test_only_profiles_that_published_count_and_only_with_followers() -> None:
    days = [stock(nov(1), 100), stock(nov(1), 900, profile_id=2)]
    rows = [post(1, interactions=5), post(2, profile_id=3, interactions=5)]
    value = one("interactions_per_1000_followers", rows, days)
    assert value.value == pytest.approx(50)
    assert (value.n_used, value.left_out) == (1, {"no_followers": 1})


def test_per_post_and_per_day() -> None:
    rows = [
        post(1, nov(2), followers=1000, interactions=10),
        post(2, nov(2), followers=1000, interactions=20),
        post(3, nov(3), followers=2000, interactions=20),
    ]
    assert one("interactions_per_1000_followers_per_post", rows).value == pytest.approx(40 / 3)
    assert one("daily_engagement_rate", rows).value == pytest.approx(2)  # (3 + 1) / 2
    by_publication = one("interactions_per_1000_followers", rows)
    assert by_publication.value == pytest.approx(50 / (4000 / 3) * 1000)
    assert by_publication.flags == {"followers_at_publication": 1, "followers_jump": 1}


def test_posts_listed_newest_first_are_turned_round() -> None:
    rows = [
        post(1, nov(9), followers=130),
        post(2, nov(2), followers=120),
        post(3, nov(2), followers=100),
    ]
    value = one("follower_growth", rows)
    assert (value.rows[0]["start"], value.rows[0]["end"]) == (100, 130)


def test_snapshots_come_before_counts_of_posts() -> None:
    days: list[DayFigures] = [stock(nov(3), 500)]
    value = one("followers", [post(1, nov(9), followers=1)], days, NOVEMBER)
    assert (value.value, value.flags) == (500, {})
