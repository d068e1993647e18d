"""How weekly results went with the number of posts."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from app.analytics.pace import judge_pace
from app.domain.advice import Evidence
from app.domain.kpi import PostFigures
from tests.analytics.figures import post

TODAY = date(2026, 11, 25)
END = date(2026, 11, 23)


def _weeks(
    count: int, slope: float, sd: float = 0.1, seed: int = 2, numbers: tuple[int, ...] = (2, 4, 8)
) -> list[PostFigures]:
    """Each week's total is 100 × posts ** slope, shared out evenly."""
    luck, found = random.Random(seed), []
    for week in range(count):
        posts = luck.choice(numbers)
        total = 100 * posts**slope * luck.lognormvariate(0, sd)
        start = END - timedelta(weeks=count - week)
        found += [post(100 * week + n, start + timedelta(days=n % 7), interactions=total / posts) for n in range(posts)]
    return found


def test_more_posts_with_less_for_each() -> None:
    advice = judge_pace(1, _weeks(40, 0.5), TODAY)
    assert advice.total is not None and advice.each is not None
    assert advice.total.middle == pytest.approx(2**0.5, rel=0.05)
    assert advice.each.middle == pytest.approx(2**-0.5, rel=0.05)
    assert advice.total.low < 2**0.5 < advice.total.high
    assert (advice.evidence, advice.weeks, advice.fewest, advice.most) == (Evidence.SOME, 40, 2, 8)


def test_posts_that_do_equally_well_however_many() -> None:
    advice = judge_pace(1, _weeks(40, 1.0, 0.6), TODAY)
    assert advice.evidence is Evidence.NONE
    assert advice.each is not None and advice.each.low < 1 < advice.each.high


def test_too_little_says_nothing() -> None:
    assert judge_pace(1, _weeks(25, 0.5), TODAY).reason == "too_few_weeks"
    assert judge_pace(1, _weeks(40, 0.5, numbers=(3, 4)), TODAY).reason == "same_number"
    assert judge_pace(1, [post(1, END - timedelta(days=3))], TODAY).reason == "interactions_unknown"
    assert judge_pace(1, [], TODAY).reason == "too_few_weeks"


def test_the_week_that_runs_and_weeks_without_posts_are_left_out() -> None:
    posts = [one for one in _weeks(40, 0.5) if not END - timedelta(weeks=10) <= one.day < END - timedelta(weeks=8)]
    now = [post(9000 + n, END + timedelta(days=1), interactions=1) for n in range(50)]
    advice = judge_pace(1, [*posts, *now], TODAY)
    assert (advice.weeks, advice.empty, advice.most) == (38, 2, 8)


def test_the_interval_holds_the_truth_about_nine_times_in_ten() -> None:
    held = 0
    for seed in range(100):
        found = judge_pace(1, _weeks(40, 0.5, 0.5, seed), TODAY).total
        held += found is not None and found.low <= 2**0.5 <= found.high
    assert 80 <= held <= 97
