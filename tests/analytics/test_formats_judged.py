"""Formats beside each other: medians, intervals by weeks, and when one is ahead."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from app.analytics.formats_judged import formats_evidence, judge_formats, median_by_weeks
from app.domain.advice import Evidence, FormatResult, Interval
from app.domain.kpi import PostFigures
from app.domain.measured_posts import MeasuredPosts
from tests.analytics.figures import MONDAY, post

if TYPE_CHECKING:
    from app.analytics.columns import Reals

Rated = list[tuple[PostFigures, float]]


def _rated(kind: str, count: int, middle: float, seed: int = 1) -> Rated:
    luck = random.Random(seed)
    return [
        (replace(post(number, MONDAY + timedelta(days=3 * number)), format=kind), luck.lognormvariate(middle, 0.4))
        for number in range(count)
    ]


def _judged(rated: Rated, usual: tuple[str, ...] = ()) -> tuple[FormatResult, ...]:
    return judge_formats(MeasuredPosts.of(one for one, _ in rated), _rates(rated), usual)


def _interval(rated: Rated) -> Interval | None:
    return median_by_weeks(np.array([one.day.toordinal() for one, _ in rated]), _rates(rated))


def _rates(rated: Rated) -> Reals:
    return np.array([value for _, value in rated])


def test_a_format_that_is_clearly_ahead() -> None:
    rows = _judged([*_rated("video", 60, 2.0), *_rated("image", 60, 0.0, 2)], ("image",))
    assert [(row.format, row.n, row.usual) for row in rows] == [("video", 60, False), ("image", 60, True)]
    assert formats_evidence(rows) is Evidence.STRONG
    assert rows[0].interval is not None
    assert rows[0].interval.low <= rows[0].median == rows[0].interval.middle <= rows[0].interval.high


def test_formats_that_do_not_differ_are_said_not_to() -> None:
    rows = _judged([*_rated("video", 60, 0.0), *_rated("image", 60, 0.0, 2)])
    assert formats_evidence(rows) is Evidence.NONE


def test_few_posts_have_no_verdict_and_stand_last() -> None:
    rows = _judged([*_rated("video", 9, 5.0), *_rated("image", 20, 0.0)])
    assert [(row.format, row.few) for row in rows] == [("image", False), ("video", True)]
    assert formats_evidence(rows) is Evidence.TOO_FEW


def test_posts_of_one_week_are_one_draw() -> None:
    alone = _rated("video", 30, 0.0)
    week = [(replace(one, day=MONDAY), value) for one, value in alone]
    assert _interval(week) is None
    doubled = [
        (replace(one, day=MONDAY + timedelta(weeks=place // 6)), value) for place, (one, value) in enumerate(alone)
    ]
    assert _interval(doubled) is not None


def test_weeks_that_go_together_widen_the_interval() -> None:
    luck = random.Random(4)
    weekly = [luck.gauss(0, 1) for _ in range(12)]
    rows = [
        (replace(post(n, MONDAY + timedelta(days=n))), 2.718 ** (weekly[n // 7] + luck.gauss(0, 0.1)))
        for n in range(84)
    ]
    mixed = [(replace(one, day=MONDAY + timedelta(days=37 * n % 84)), value) for n, (one, value) in enumerate(rows)]
    together, apart = _interval(rows), _interval(mixed)
    assert together is not None and apart is not None
    assert together.high / together.low > 1.3 * apart.high / apart.low


def test_many_posts_are_looked_at_in_steps() -> None:
    found = _interval([(post(n, MONDAY + timedelta(days=n % 300)), float(n)) for n in range(20_000)])
    assert found is not None and found.low < 9999.5 < found.high
    assert found.high - found.low < 1000
