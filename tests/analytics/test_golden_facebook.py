"""The numbers of a published data set (500 Facebook posts, 2014), to three decimals, through the dictionary's names."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.analytics.compute import compute
from app.analytics.rated import rated_posts
from app.analytics.timing import judge_timing
from app.domain.advice import Evidence
from app.domain.kpi import KpiValue, Period, PostFigures

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "facebook_uci" / "dataset_Facebook_500_comma.csv"
YEAR = Period(date(2014, 1, 1), date(2014, 12, 31))
METRICS = {
    "Lifetime Post Total Reach": "reach",
    "Lifetime Post Total Impressions": "impressions",
    "comment": "comments",
    "like": "likes",
    "share": "shares",
    "Total Interactions": "interactions",
    "Lifetime Post Consumers": "Lifetime Post Consumers",
}
FORMATS = {"Photo": "image", "Status": "text", "Link": "link", "Video": "video"}
PAID = {"0": False, "1": True, "": None}

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the data set is not beside the repository")


def first_such_weekday(month: int, weekday: int) -> date:
    start = date(2014, month, 1)
    return start + timedelta(days=(weekday - start.weekday()) % 7)


def read_post(number: int, row: dict[str, str]) -> PostFigures:
    weekday = (int(row["Post Weekday"]) - 2) % 7  # the file counts from Sunday = 1
    return PostFigures(
        post_id=number,
        profile_id=1,
        network="facebook",
        format=FORMATS[row["Type"]],
        day=first_such_weekday(int(row["Post Month"]), weekday),
        weekday=weekday,
        hour=int(row["Post Hour"]),
        followers=float(row["Page total likes"]),
        age_hours=None,
        values={key: float(row[column]) for column, key in METRICS.items() if row[column] != ""},
        paid=PAID[row["Paid"]],
        estimated=True,
    )


@pytest.fixture(scope="module")
def posts() -> list[PostFigures]:
    with FILE.open(newline="", encoding="utf-8-sig") as lines:
        return [read_post(number, row) for number, row in enumerate(csv.DictReader(lines), start=1)]


def one(name: str, posts: list[PostFigures]) -> KpiValue:
    (value,) = compute(name, posts, [], YEAR)
    return value


def by(name: str, posts: list[PostFigures], key: str) -> dict[str, KpiValue]:
    return {value.group["key"]: value for value in compute(name, posts, [], YEAR, key)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("interactions_mean", 212.12),
        ("engagement_rate_by_followers_mean", 0.173),
        ("engagement_rate_by_followers_median", 0.104),
        ("engagement_rate_by_followers_pooled", 0.172),
        ("engagement_rate_by_reach_mean", 2.407),
        ("engagement_rate_by_reach_median", 2.123),
        ("engagement_rate_by_reach_pooled", 1.526),
        ("interactions_per_1000_followers_per_post", 1.734),
        ("interactions_per_1000_followers", 860.917),
        ("posts", 500),
        ("interactions", 106060),
        ("followers", 139441),
        ("follower_growth", 58071),
        ("follower_growth_rate", 71.367),
    ],
)
def test_number(posts: list[PostFigures], name: str, expected: float) -> None:
    found = one(name, posts).value
    assert found is not None
    assert round(found, 3) == expected


def test_every_post_counts(posts: list[PostFigures]) -> None:
    value = one("engagement_rate_by_reach_median", posts)
    assert (value.n_used, value.left_out) == (500, {})
    assert value.flags == {"date_estimated": 500, "reach_above_impressions": 4}


def test_interactions_are_the_sum_of_the_parts(posts: list[PostFigures]) -> None:
    parts = [post for post in posts if {"comments", "likes", "shares"} <= set(post.values)]
    bare = [
        PostFigures(
            post.post_id, 1, "facebook", None, post.day, post.weekday, None, None, None,
            {name: value for name, value in post.values.items() if name != "interactions"},
        )
        for post in posts
    ]  # fmt: skip
    value = one("interactions", bare)
    assert value.n_used == len(parts) == 496
    assert value.left_out == {"interactions_unknown": 4}
    assert value.value == sum(post.values["interactions"] for post in parts)


def test_formats_and_paid(posts: list[PostFigures]) -> None:
    counts = {key: value.value for key, value in by("posts", posts, "format").items()}
    assert counts == {"image": 426, "text": 45, "link": 22, "video": 7}
    consumers = {
        key: round(value.value or 0, 1) for key, value in by("mean:Lifetime Post Consumers", posts, "format").items()
    }
    assert consumers == {"text": 1949.6, "video": 1584.7, "image": 690.4, "link": 292.7}
    paid = {
        key: round(value.value or 0, 3) for key, value in by("engagement_rate_by_reach_median", posts, "paid").items()
    }
    assert (paid["paid"], paid["organic"]) == (2.003, 2.206)


def test_followers_are_those_of_the_posts_and_say_so(posts: list[PostFigures]) -> None:
    value = one("follower_growth", posts)
    assert (value.rows[0]["start"], value.rows[0]["end"]) == (81370, 139441)
    assert value.flags == {"followers_at_publication": 1, "start_inside_period": 1}
    months = compute("follower_growth", posts, [], YEAR, "month")
    assert sum(month.value or 0 for month in months) == 58071


def test_times_of_publication_make_no_reliable_difference_once_the_mix_is_taken_out(posts: list[PostFigures]) -> None:
    (rated,) = rated_posts(sorted(posts, key=lambda post: post.day), YEAR)
    timing = judge_timing(rated.posts, rated.rates)
    assert (rated.metric, timing.n) == ("engagement_rate_by_reach", 500)
    assert timing.sd == pytest.approx(0.68, abs=0.01)
    assert (timing.evidence, timing.best) == (Evidence.NONE, ())
    assert timing.p is not None and timing.p > 0.1
