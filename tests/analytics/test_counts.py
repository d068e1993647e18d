from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.analytics.compute import compute
from app.domain.errors import BadInput
from app.domain.kpi import DayFigures, Period
from tests.analytics.figures import MONDAY, flow, keyed, one, post

ROWS = [
    post(1, reach=10, interactions=2, saves=4),
    post(2, reach=30, interactions=4),
    post(3, reach=80, interactions=9, saves=1),
]


def test_posts_per_week() -> None:
    value = one("posts_per_week", ROWS, period=Period(MONDAY, date(2026, 11, 15)))  # 14 days
    assert (value.value, value.unit) == (1.5, "per_week")
    assert one("posts", []).value == 0


def test_a_young_post_counts_as_one_all_the_same() -> None:
    rows = [replace(post(1, reach=10, interactions=2), age_hours=3.0, estimated=True)]
    assert one("posts", rows).flags == one("posts_per_week", rows).flags == {"date_estimated": 1}
    assert one("interactions", rows).flags == {"younger_than_48h": 1, "date_estimated": 1}


def test_reach_is_never_a_sum_of_people() -> None:
    assert one("reach_median", ROWS).value == 30
    assert one("reach_mean", ROWS).value == 40
    total = one("post_reach_total", ROWS)
    assert total.value == 120
    assert "no number of people" in total.formula
    with pytest.raises(BadInput) as caught:
        one("sum:reach", ROWS)
    assert caught.value.data == {"metric": "reach", "instead": "post_reach_total"}


def test_interactions() -> None:
    assert one("interactions", ROWS).value == 15
    assert one("interactions_mean", ROWS).value == 5
    assert one("interactions_median", ROWS).value == 4


def test_any_stored_metric() -> None:
    assert one("sum:saves", ROWS).value == 5
    assert one("mean:saves", ROWS).value == 2.5
    value = one("median:saves", ROWS)
    assert (value.value, value.n_used, value.left_out) == (2.5, 2, {"no_saves": 1})
    assert value.formula == "median over posts of saves"
    assert one("mean:Lifetime {Consumers}", [post(1, **{"Lifetime {Consumers}": 7})]).value == 7


def test_daily_figures_stand_in_only_where_no_post_has_the_metric() -> None:
    days = [flow(date(2026, 11, 2), views=5), flow(date(2026, 11, 3), views=9)]
    value = one("sum:views", ROWS, days)
    assert (value.value, value.n_used) == (14, 2)
    assert value.flags == {"from_daily_figures": 2}
    assert value.left_out == {"no_views": 28}
    assert value.formula == "sum of the profile's daily figures of views"
    assert one("median:views", ROWS, days).value == 7
    mean = one("mean:views", ROWS, days)
    assert (mean.formula, mean.denominator) == (
        "mean over days of the profile's daily figures of views", "days with a known value"
    )  # fmt: skip
    assert one("views", ROWS, days).formula == "sum of the profile's daily views"
    with_post = one("views", [*ROWS, post(4, views=3)], days)
    assert (with_post.value, with_post.flags) == (3, {"daily_figures_exist": 2})
    assert with_post.formula == "sum of the views of the posts published in the period"
    assert keyed("sum:views", "format", ROWS, days)["image"].value is None


def test_days_of_several_profiles_count_once() -> None:
    days = [flow(date(2026, 11, day), profile_id=number, views=1) for number in (1, 2) for day in (2, 3, 4)]
    value = one("sum:views", [], days)
    assert (value.value, value.n_used, value.left_out) == (6, 3, {"no_views": 27})
    assert value.flags == {"from_daily_figures": 3, "of_profiles": 2}
    value = one("daily_views", [], days[:-1])
    assert (value.n_used, value.flags) == (3, {"of_profiles": 2, "days_of_some": 1})
    assert one("sum:views", [post(1, views=3)], days).flags == {"daily_figures_exist": 3}


def test_profiles_without_daily_figures_are_counted_where_several_are_asked_for() -> None:
    days = [flow(date(2026, 11, day), new_followers=1) for day in (2, 3)]
    period = Period(date(2026, 11, 2), date(2026, 11, 15))

    def without(by: str | None, *numbers: int, days: list[DayFigures] = days) -> list[int]:
        networks = {1: "facebook", 2: "instagram", 3: "instagram"}
        asked = {number: networks[number] for number in numbers}
        rows = compute("sum:new_followers", [], days, period, by, profiles=asked)
        return [row.flags.get("profiles_without", 0) for row in rows]

    assert without(None, 1) == [0] and without(None, 1, 2) == [1] and without(None, 1, 2, 3) == [2]
    assert without("week", 1, 2, 3) == [2, 0]  # nothing at all is known of the second week
    assert without("network", 1, 2, 3) == without("profile", 1, 2, 3) == [0]
    assert without(None, 1, 2, days=[*days, flow(MONDAY, profile_id=2, new_followers=1)]) == [0]
    assert without(None, 1, 2, days=[]) == [0]


def test_daily_figures_by_name() -> None:
    days = [flow(date(2026, 11, 2), impressions=5, reach=4), flow(date(2026, 11, 3), impressions=-1, reach=8)]
    value = one("daily_impressions", [], days)
    assert (value.value, value.flags) == (4, {"negative": 1})
    assert one("daily_reach_mean", [], days).value == 6
    assert one("daily_views", [], days).value is None


def test_months_of_one_table_are_counted_in_one_way() -> None:
    period = Period(date(2026, 10, 1), date(2026, 11, 30))
    days = [flow(date(2026, 10, 5), impressions=900.0), flow(date(2026, 11, 5), impressions=800.0)]
    for name in ("sum:impressions", "impressions"):
        october, november = compute(name, [post(impressions=70.0)], days, period, "month")
        assert (october.value, november.value) == (None, 70.0)
        assert "from_daily_figures" not in {**october.flags, **november.flags}


def test_interactions_of_months_are_counted_in_one_way_too() -> None:
    period = Period(date(2026, 10, 1), date(2026, 11, 30))
    days = [flow(date(2026, 10, 5), interactions=900.0)]
    posts = [post(likes=4.0, comments=1.0, shares=0.0)]
    october, november = compute("sum:interactions", posts, days, period, "month")
    assert (october.value, november.value) == (None, 5.0)


def test_organic_impressions_of_months_are_counted_in_one_way() -> None:
    period = Period(date(2026, 10, 1), date(2026, 11, 30))
    name = "Impressions (organic)"
    days = [flow(date(2026, 10, 5), **{name: 900.0}), flow(date(2026, 11, 5), **{name: 800.0})]
    october, november = compute("organic_impressions", [post(**{name: 70.0})], days, period, "month")
    assert (october.value, november.value) == (None, 70.0)
    october, november = compute("organic_impressions", [post(reach=70.0)], days, period, "month")
    assert (october.value, november.value) == (900.0, 800.0)


def test_daily_figures_can_be_asked_for_beside_those_of_posts() -> None:
    days = [flow(MONDAY, likes=30.0), flow(date(2026, 11, 3), likes=12.0)]
    posts = [post(likes=5.0)]
    assert (one("sum:likes", posts, days).value, one("daily:likes", posts, days).value) == (5, 42)
    none = one("daily:likes", posts)
    assert (none.value, none.flags) == (None, {})


def test_daily_engagements_have_a_kpi_of_their_own() -> None:
    rows = [DayFigures(1, "linkedin", date(2026, 11, day), {}, {"engagements": day}) for day in (1, 2)]
    (found,) = compute("daily_engagements", [], rows, Period(date(2026, 11, 1), date(2026, 11, 2)))
    assert (found.value, found.n_used) == (3, 2)
