"""The daily figures of a website: which add up, and how two languages of one export are one figure."""

from __future__ import annotations

from datetime import date, timedelta

from app.analytics.compute import compute
from app.analytics.website_days import kpis_of_days
from app.domain.figure_basis import days_add_up, is_of_days
from app.domain.kpi import DayFigures, KpiValue
from tests.analytics.figures import MONDAY, NOVEMBER, one


def _day(day: date, **values: float) -> DayFigures:
    return DayFigures(1, "other", day, flows={name.replace("_", " "): value for name, value in values.items()})


DAYS = [
    _day(MONDAY, Sessions=10, Active_users=6, New_users=3, Key_events=1),
    _day(MONDAY + timedelta(1), Sessions=20, Sesje=20, Active_users=8),
]


def test_visits_add_up_and_people_of_days_do_not() -> None:
    users, sessions = one("website_active_users_mean", [], DAYS), one("website_sessions", [], DAYS)
    assert (users.value, users.n_used, users.left_out) == (7, 2, {"no_website_users": 28})
    assert (sessions.value, sessions.n_used) == (30, 2)
    assert (one("website_new_users", [], DAYS).value, one("website_key_events", [], DAYS).value) == (3, 1)
    assert one("website_events", [], DAYS).value is None
    assert is_of_days(users) and is_of_days(sessions)
    assert not days_add_up(users) and days_add_up(sessions)


def test_the_best_known_come_first_and_what_else_the_file_has_after_them() -> None:
    stored = [(None, name) for name in ("Bounce rate", "Purchases", "Sesje", "Sessions", "Aktywni użytkownicy")]
    assert kpis_of_days([*stored, ("page_views", "Views"), ("followers", "Followers")]) == (
        "website_active_users_mean", "website_sessions", "website_views", "mean:Bounce rate", "daily:Purchases",
    )  # fmt: skip


def _among(kpi: str, days: list[DayFigures], networks: dict[int, str]) -> KpiValue:
    return compute(kpi, [], days, NOVEMBER, profiles=networks)[0]


def test_a_website_is_not_missed_among_profiles_nor_these_among_websites() -> None:
    networks = {1: "other", 2: "facebook", 3: "instagram", 4: "other"}
    days = [*DAYS, DayFigures(2, "facebook", MONDAY, {"followers": 90.0}, {"new_followers": 3.0})]
    followers = _among("followers", days, networks)
    assert (followers.value, followers.n_used, followers.left_out) == (90, 1, {"no_followers": 1})
    assert _among("follower_growth", days, networks).left_out == {"one_follower_count": 1, "no_followers": 1}
    assert _among("sum:new_followers", days, networks).flags["profiles_without"] == 1
    assert _among("website_sessions", days, networks).flags["profiles_without"] == 1


def test_a_website_whose_readers_somebody_counted_has_followers() -> None:
    letter = DayFigures(1, "other", MONDAY, {"followers": 40.0})
    growing = DayFigures(4, "other", MONDAY, {}, {"net_followers": 2.0})
    found = _among("followers", [letter, growing], {1: "other", 4: "other"})
    assert (found.value, found.left_out) == (40, {"no_followers": 1})


def test_views_of_a_linkedin_page_are_no_views_of_the_website() -> None:
    pages = [
        DayFigures(1, "other", MONDAY, flows={"page_views": 70.0}),
        DayFigures(2, "linkedin", MONDAY, flows={"page_views": 18.0}),
    ]
    networks = {1: "other", 2: "linkedin"}
    assert _among("website_views", pages, networks).value == 70
    assert _among("daily:page_views", pages, networks).value == 88
