"""Short ways to write posts and days in these tests."""

from __future__ import annotations

from datetime import date

from app.analytics.compute import compute
from app.domain.kpi import DayFigures, KpiValue, Period, PostFigures

MONDAY = date(2026, 11, 2)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def post(
    post_id: int = 1,
    day: date = MONDAY,
    profile_id: int = 1,
    network: str = "facebook",
    followers: float | None = None,
    hour: int | None = None,
    **values: float,
) -> PostFigures:
    return PostFigures(
        post_id, profile_id, network, "image", day, day.weekday(), hour, followers, None, values, text=f"post {post_id}"
    )


def stock(day: date, followers: float, profile_id: int = 1, network: str = "facebook") -> DayFigures:
    return DayFigures(profile_id, network, day, stocks={"followers": followers})


def flow(day: date, profile_id: int = 1, **values: float) -> DayFigures:
    return DayFigures(profile_id, "facebook", day, flows=values)


def one(
    name: str, posts: list[PostFigures], days: list[DayFigures] | None = None, period: Period = NOVEMBER
) -> KpiValue:
    (value,) = compute(name, posts, days or [], period)
    return value


def keyed(
    name: str, by: str, posts: list[PostFigures], days: list[DayFigures] | None = None, period: Period = NOVEMBER
) -> dict[str, KpiValue]:
    return {value.group["key"]: value for value in compute(name, posts, days or [], period, by)}
