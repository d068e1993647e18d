"""When to publish: chance gives no advice, a real difference is found, few posts are not judged."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from app.analytics.timing import judge_timing
from app.domain.advice import Evidence, Timing
from app.domain.kpi import PostFigures
from tests.analytics.figures import post


def _posts(count: int, luck: random.Random) -> list[PostFigures]:
    return [
        replace(
            post(number, date(2026, 5, 1) + timedelta(days=number * 180 // count)),
            hour=luck.choice((8, 9, 13, 18)),
            format=luck.choice(("image", "video")),
        )
        for number in range(count)
    ]


def _judged(count: int, seed: int, middle: Callable[[PostFigures], float], sd: float = 0.68) -> Timing:
    luck = random.Random(seed)
    posts = _posts(count, luck)
    return judge_timing(posts, [luck.lognormvariate(middle(one), sd) for one in posts])


def test_few_posts_are_not_judged() -> None:
    timing = _judged(59, 7, lambda one: 0.0)
    assert (timing.n, timing.evidence, timing.p, timing.tests) == (59, Evidence.TOO_FEW, None, ())


def test_chance_gives_no_advice_but_an_experiment() -> None:
    timing = _judged(300, 3, lambda one: 0.0)
    assert timing.evidence is Evidence.NONE and timing.best == ()
    assert timing.p is not None and timing.p > 0.1
    assert timing.experiment is not None and timing.experiment.detectable > 1.3
    assert {timing.experiment.first.weekday, timing.experiment.second.weekday} == {None}


def test_a_weekday_that_does_better_is_named_by_itself() -> None:
    timing = _judged(300, 5, lambda one: 0.7 if one.weekday == 2 else 0.0)
    assert timing.evidence is Evidence.STRONG
    first = timing.best[0]
    assert (first.weekday, first.hour) == (2, None)
    assert first.uplift is not None and 1 < first.uplift.low < first.uplift.middle < 2.0137
    assert {test.kind for test in timing.tests} == {"weekday", "daypart"}


def test_cells_are_looked_at_from_600_posts_on() -> None:
    def evening(one: PostFigures) -> float:
        return 2.0 if (one.weekday, one.hour) == (2, 18) else 0.0

    timing = _judged(800, 5, evening, 0.3)
    assert {test.kind for test in timing.tests} == {"weekday", "daypart", "cell"}
    assert (timing.best[0].weekday, timing.best[0].hour) == (2, 16)
    assert {test.kind for test in _judged(599, 5, evening).tests} == {"weekday", "daypart"}


def test_what_the_format_explains_is_no_effect_of_the_hour() -> None:
    luck = random.Random(11)
    mixed = [replace(one, hour=18 if one.format == "video" else 9) for one in _posts(300, luck)]
    timing = judge_timing(mixed, [luck.lognormvariate(1.5 if one.format == "video" else 0.0, 0.5) for one in mixed])
    assert timing.best == ()
    levels = next(test.levels for test in timing.tests if test.kind == "daypart")
    assert [level.uplift for level in levels] == [None, None]  # nothing is left that the format does not explain


def test_holm_counts_every_look() -> None:
    timing = _judged(200, 3, lambda one: 0.0)
    first, second = sorted(timing.tests, key=lambda test: test.p)
    assert first.adjusted == min(2 * first.p, 1.0)
    assert second.adjusted == max(first.adjusted, second.p)


def test_the_same_data_give_the_same_answer() -> None:
    assert _judged(150, 9, lambda one: 0.0) == _judged(150, 9, lambda one: 0.0)


def test_the_order_of_posts_in_the_store_does_not_matter() -> None:
    luck = random.Random(4)
    posts = [replace(one, day=date(2026, 5, 1) + timedelta(days=one.post_id // 4)) for one in _posts(300, luck)]
    rows = [(one, luck.lognormvariate(0.2 if one.hour == 9 else 0.0, 0.68)) for one in posts]
    luck.shuffle(rows)
    again = [replace(one, post_id=1000 + number) for number, (one, _) in enumerate(rows)]
    first = judge_timing(posts, [rate for _, rate in sorted(rows, key=lambda row: row[0].post_id)])
    assert first == judge_timing(again, [rate for _, rate in rows])


def test_young_posts_and_those_without_an_hour_do_not_count() -> None:
    posts = _posts(100, random.Random(1))
    young = [replace(one, age_hours=3.0) for one in posts[:35]]
    timeless = [replace(one, hour=None) for one in posts[60:]]
    assert judge_timing([*young, *posts[35:60], *timeless], [1.0] * 100).n == 65
    assert judge_timing([*young, *posts[35:55], *timeless[:30]], [1.0] * 85).n == 20


def test_of_posts_without_an_hour_weekdays_alone_are_judged() -> None:
    luck = random.Random(5)
    posts = [replace(one, hour=None) for one in _posts(300, luck)]
    timing = judge_timing(posts, [luck.lognormvariate(0.7 if one.weekday == 2 else 0.0, 0.68) for one in posts])
    assert timing.days_only and [test.kind for test in timing.tests] == ["weekday"]
    assert [level.weekday for level in timing.best] == [2] and timing.experiment is None
    few = judge_timing(posts[:40], [1.0] * 40)
    assert (few.n, few.evidence, few.days_only) == (40, Evidence.TOO_FEW, True)


def test_of_posts_without_an_hour_chance_gives_no_advice() -> None:
    advised = 0
    for seed in range(60):
        luck = random.Random(seed)
        posts = [replace(one, hour=None) for one in _posts(150, luck)]
        advised += bool(judge_timing(posts, [luck.lognormvariate(0.0, 0.68) for _ in posts]).best)
    assert advised <= 12


def test_rates_that_are_all_alike_say_nothing() -> None:
    assert judge_timing(_posts(100, random.Random(1)), [0.0] * 100).best == ()
