"""The daily figures of a website: which add up, and how two languages of one export are one figure."""

from __future__ import annotations

from datetime import date, timedelta

from app.analytics.website_days import kpis_of_days
from app.domain.figure_basis import days_add_up, is_of_days
from app.domain.kpi import DayFigures
from tests.analytics.figures import MONDAY, one


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
