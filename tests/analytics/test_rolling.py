"""Values through time: whole windows only, gaps where nothing is known."""

from __future__ import annotations

from datetime import date, timedelta

from app.analytics.rolling import points_of, rolling, spans_of
from app.domain.kpi import Period
from tests.analytics.figures import flow, post, stock

WEEK = Period(date(2026, 11, 9), date(2026, 11, 15))


def test_each_point_stands_for_the_week_up_to_its_day() -> None:
    posts = [post(1, date(2026, 11, 3), interactions=5.0), post(2, date(2026, 11, 10), interactions=7.0)]
    found = rolling("interactions", posts, [], WEEK, [1])
    assert found == (5.0, 7.0, 7.0, 7.0, 7.0, 7.0, 7.0)


def test_a_point_may_stand_for_its_day_alone() -> None:
    posts = [post(1, date(2026, 11, 3), interactions=5.0), post(2, date(2026, 11, 10), interactions=7.0)]
    assert rolling("interactions", posts, [], WEEK, [1], span_days=1) == (None, 7.0, *[None] * 5)


def test_a_window_without_posts_is_a_gap_and_other_profiles_do_not_count() -> None:
    posts = [post(1, date(2026, 11, 1), interactions=5.0), post(2, date(2026, 11, 10), profile_id=2, interactions=7.0)]
    assert rolling("interactions", posts, [], WEEK, [1]) == (None,) * 7


def test_a_window_that_reaches_out_of_the_days_known_is_a_gap() -> None:
    posts = [post(1, date(2026, 11, 6), interactions=5.0), post(2, date(2026, 11, 10), interactions=7.0)]
    known = Period(date(2026, 11, 6), date(2026, 11, 14))
    found = rolling("interactions", posts, [], WEEK, [1], known=known)
    assert found == (None,) * 3 + (12.0, 7.0, 7.0, None)
    days = [stock(date(2026, 11, 8), 100.0)]
    assert rolling("followers", [], days, WEEK, [1], known=known) == (100.0,) * 7


def test_followers_are_those_of_the_day_and_unknown_before_their_first_count() -> None:
    days = [stock(date(2026, 11, 11), 100.0), stock(date(2026, 11, 13), 110.0)]
    found = rolling("followers", [], days, WEEK, [1])
    assert found == (None, None, 100.0, 100.0, 110.0, 110.0, 110.0)


def test_a_sum_of_profiles_waits_for_all_of_them() -> None:
    days = [stock(date(2026, 11, 9), 100.0), stock(date(2026, 11, 14), 50.0, profile_id=2)]
    assert rolling("followers", [], days, WEEK, [1, 2]) == (None,) * 5 + (150.0, 150.0)


def test_long_periods_have_fewer_points_the_last_on_the_last_day() -> None:
    quarter, year, years = (
        Period(date(2026, 12, 31) - timedelta(days=n - 1), date(2026, 12, 31)) for n in (92, 365, 900)
    )
    assert [spans_of(period) for period in (quarter, year, years)] == [(1, 7), (7, 7), (28, 28)]
    for period in (quarter, year, years):
        points = points_of(period)
        assert points[-1] == period.last
        assert period.first <= points[0] < period.first + timedelta(days=28)


def test_points_of_one_line_are_counted_in_one_way() -> None:
    posts = [post(1, date(2026, 11, 1), impressions=70.0), post(2, date(2026, 11, 14), impressions=30.0)]
    days = [flow(date(2026, 11, day), impressions=900.0) for day in range(1, 30)]
    assert rolling("impressions", posts, days, WEEK, [1]) == (None,) * 5 + (30.0, 30.0)
    before = posts[:1]  # within the week no post has any: daily figures stand in, where a post lies in a window too
    early = Period(date(2026, 11, 5), date(2026, 11, 11))
    for name in ("impressions", "sum:impressions"):
        assert rolling(name, before, days, early, [1]) == (4500.0, 5400.0) + (6300.0,) * 5
