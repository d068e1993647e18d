"""When to publish: chance gives no advice, a real difference is found, few posts are not judged."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.analytics.timing import judge_timing, median_interval
from app.domain.kpi import PostFigures
from tests.analytics.figures import post


def _posts(count: int) -> list[PostFigures]:
    luck = random.Random(7)
    found = []
    for number in range(count):
        day = date(2026, 5, 1) + timedelta(days=number % 180)
        found.append(
            replace(post(number, day), hour=luck.choice((8, 9, 13, 18)), format=luck.choice(("image", "video")))
        )
    return found


def test_few_posts_are_not_judged() -> None:
    timing = judge_timing((one, 1.0) for one in _posts(59))
    assert (timing.n, timing.p, timing.best) == (59, None, None)


def test_chance_gives_no_advice() -> None:
    luck = random.Random(3)
    timing = judge_timing([(one, luck.lognormvariate(0, 0.7)) for one in _posts(200)])
    assert timing.p is not None and timing.p > 0.1
    assert timing.best is None and timing.uplift is None


def test_a_real_difference_is_found_and_told_smaller_than_it_looks() -> None:
    luck = random.Random(5)

    def rate(one: PostFigures) -> float:
        return luck.lognormvariate(1.2 if (one.weekday, one.hour) == (2, 18) else 0.0, 0.3)

    timing = judge_timing([(one, rate(one)) for one in _posts(400)])
    assert timing.p is not None and timing.p < 0.1
    assert timing.best == (2, 16)
    assert timing.uplift is not None
    middle, low, high = timing.uplift
    assert 1.0 < low < middle < high


def test_what_the_format_explains_is_no_effect_of_the_hour() -> None:
    luck = random.Random(11)
    mixed = [replace(one, hour=18 if one.format == "video" else 9) for one in _posts(300)]
    timing = judge_timing([(one, luck.lognormvariate(1.5 if one.format == "video" else 0.0, 0.5)) for one in mixed])
    assert timing.best is None


def test_young_posts_and_those_without_an_hour_do_not_count() -> None:
    posts = _posts(100)
    young = [replace(one, age_hours=3.0) for one in posts[:50]]
    timeless = [replace(one, hour=None) for one in posts[50:]]
    assert judge_timing([(one, 1.0) for one in (*young, *timeless)]).n == 0


@pytest.mark.parametrize(("n", "low", "high"), [(6, 1, 6), (10, 2, 9), (20, 6, 15)])
def test_the_interval_of_a_median_comes_from_the_order_alone(n: int, low: int, high: int) -> None:
    assert median_interval([float(number) for number in range(n, 0, -1)]) == (low, high)


def test_an_interval_needs_six_values() -> None:
    assert median_interval([1.0] * 5) is None
    found = median_interval([float(number) for number in range(1, 402)])
    assert found is not None and found[0] < 201 < found[1]
