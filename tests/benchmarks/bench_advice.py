"""Advice on simulated profiles: how often chance alone gives some, and how often a real difference is found.

Every profile has its own spread between formats, months and payment beside the noise, as real ones have.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from math import exp, log
from time import perf_counter

from app.analytics.timing import judge_timing
from app.domain.advice import Timing
from app.domain.kpi import PostFigures

PROFILES = 2000
CURVE_PROFILES = 100
POSTS = 300
SD = 0.68
"""Of the logarithm of the rate, as measured on published data."""
MOST_FALSE, LEAST_FOUND = 0.12, 0.80
FORMATS = ("image", "video", "link", "text", "carousel")
START = date(2026, 1, 5)
PLANS = {
    "even": {"weekday": [1] * 7, "daypart": [1] * 6},
    "office": {"weekday": [18, 18, 18, 18, 16, 6, 6], "daypart": [0, 3, 38, 27, 24, 8]},
    "office without hours": {"weekday": [18, 18, 18, 18, 16, 6, 6]},
}
"""How often each weekday and each four hours are chosen: evenly, or as an office does; some exports tell no hour."""
Rated = tuple[list[PostFigures], list[float]]


def profile(
    luck: random.Random, plan: str, posts: int = POSTS, planted: tuple[str, int] | None = None, effect: float = 1.0
) -> Rated:
    """Half a year of posts with their rates; those of the planted weekday or daypart do `effect` times as well."""
    of_format = {kind: luck.gauss(0, 0.5) for kind in FORMATS}
    of_month = [luck.gauss(0, 0.2) for _ in range(13)]
    found = []
    for number in range(posts):
        at = {kind: luck.choices(range(len(weights)), weights)[0] for kind, weights in PLANS[plan].items()}
        weekday, part = at["weekday"], at.get("daypart")
        day = START + timedelta(weeks=luck.randrange(25), days=weekday)
        format_, paid = luck.choice(FORMATS), luck.random() < 0.15
        rate = luck.gauss(0, SD) + of_format[format_] + of_month[day.month] + 0.4 * paid
        if planted in (("weekday", weekday), ("daypart", part)):
            rate += log(effect)
        hour = None if part is None else 4 * part + luck.randrange(4)
        figures = PostFigures(number, 1, "facebook", format_, day, weekday, hour, None, 100.0, {}, paid=paid)
        found.append((figures, exp(rate)))
    found.sort(key=lambda row: row[0].day)
    return [row[0] for row in found], [row[1] for row in found]


def found_it(timing: Timing, planted: tuple[str, int]) -> bool:
    """Whether the first thing advised is the planted one."""
    if not timing.best:
        return False
    first, (kind, level) = timing.best[0], planted
    return (first.weekday, first.hour) == ((level, None) if kind == "weekday" else (None, 4 * level))


def share_found(luck: random.Random, plan: str, kind: str, profiles: int, posts: int, effect: float) -> float:
    """Over weekdays, or over the dayparts the plan uses for at least every twentieth post."""
    weights = PLANS[plan][kind]
    levels = [place for place, weight in enumerate(weights) if weight * 20 >= sum(weights)]
    hits = 0
    for _ in range(profiles):
        planted = (kind, luck.choice(levels))
        hits += found_it(judge_timing(*profile(luck, plan, posts, planted, effect)), planted)
    return hits / profiles


def false_share(luck: random.Random, plan: str, profiles: int, posts: int) -> float:
    return sum(bool(judge_timing(*profile(luck, plan, posts)).best) for _ in range(profiles)) / profiles


def _curve(luck: random.Random, posts: Iterable[int], effects: Iterable[float]) -> None:
    for count in posts:
        told = [f"chance {false_share(luck, 'office', CURVE_PROFILES, count):.0%}"]
        for effect in effects:
            shares = [
                share_found(luck, "office", kind, CURVE_PROFILES, count, effect) for kind in ("weekday", "daypart")
            ]
            told.append(f"+{effect - 1:.0%} found {shares[0]:.0%} / {shares[1]:.0%}")
        print(f"  {count} posts: {'; '.join(told)} (weekday / daypart)", flush=True)


def main() -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program has it
    began, luck, failed = perf_counter(), random.Random(20261128), False
    for plan in PLANS:
        chance = false_share(luck, plan, PROFILES, POSTS)
        found = {kind: share_found(luck, plan, kind, PROFILES, POSTS, 2.0) for kind in PLANS[plan]}
        failed |= chance > MOST_FALSE or min(found.values()) < LEAST_FOUND
        print(
            f"advice, {plan} plan, {PROFILES} profiles of {POSTS} posts, sd {SD}: from chance alone {chance:.1%} (at most "
            f"{MOST_FALSE:.0%}); +100% found "
            + ", ".join(f"on a {kind} {share:.1%}" for kind, share in found.items())
            + f" (at least {LEAST_FOUND:.0%})",
            flush=True,
        )
    print(f"curve, office plan, {CURVE_PROFILES} profiles a point:")
    _curve(luck, (60, 120, 300, 600), (1.25, 1.5, 2.0))
    print(f"took {perf_counter() - began:.0f} s")
    sys.exit(int(failed))
