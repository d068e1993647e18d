"""Dates as the calendar of 2026 and 2027 has them, and rules checked against years that are over."""

from __future__ import annotations

from datetime import date

import pytest
from dateutil.easter import easter as easter_of_dateutil
from hypothesis import given
from hypothesis import strategies as st

from app.domain.observances import RULES, TradeSundayRule, easter, observances, trade_sundays


def day(key: str, year: int) -> date:
    return next(row.day for row in observances(year) if row.key == key)


@given(st.integers(1900, 2200))
def test_easter_matches_dateutil(year: int) -> None:
    assert easter(year) == easter_of_dateutil(year)


def test_easter_of_known_years() -> None:
    assert [easter(year) for year in (2024, 2025, 2026, 2027, 2038)] == [
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2038, 4, 25),
    ]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("fat_thursday", date(2026, 2, 12)),
        ("fat_thursday", date(2027, 2, 4)),
        ("shrove_tuesday", date(2026, 2, 17)),
        ("ash_wednesday", date(2026, 2, 18)),
        ("palm_sunday", date(2026, 3, 29)),
        ("wet_monday", date(2026, 4, 6)),
        ("black_friday", date(2026, 11, 27)),
        ("black_friday", date(2027, 11, 26)),
        ("black_friday", date(2024, 11, 29)),
        ("cyber_monday", date(2026, 11, 30)),
        ("giving_tuesday", date(2026, 12, 1)),
        ("mothers_day", date(2026, 5, 26)),
        ("mothers_day_us", date(2026, 5, 10)),
        ("mothers_day_us", date(2027, 5, 9)),
        ("mothers_day_uk", date(2026, 3, 15)),
        ("mothers_day_fr", date(2026, 5, 31)),
        ("mothers_day_fr", date(2027, 5, 30)),
        ("mothers_day_fr", date(2023, 6, 4)),
        ("fathers_day", date(2026, 6, 23)),
        ("fathers_day_us", date(2026, 6, 21)),
        ("fathers_day_de", date(2026, 5, 14)),
        ("grandmothers_day", date(2026, 1, 21)),
        ("grandfathers_day", date(2026, 1, 22)),
        ("earth_hour", date(2026, 3, 28)),
        ("earth_hour", date(2024, 3, 23)),
        ("earth_hour", date(2025, 3, 22)),
        ("school_end", date(2026, 6, 26)),
        ("school_end", date(2024, 6, 21)),
        ("school_end", date(2025, 6, 27)),
        ("school_start", date(2026, 9, 1)),
        ("school_start", date(2023, 9, 4)),
        ("school_start", date(2024, 9, 2)),
        ("saint_andrews_eve", date(2026, 11, 29)),
        ("saint_nicholas_day", date(2026, 12, 6)),
    ],
)
def test_known_days(key: str, expected: date) -> None:
    assert day(key, expected.year) == expected


def test_countries_choose_the_days() -> None:
    poland = {row.key for row in observances(2026, ["PL"])}
    britain = {row.key for row in observances(2026, ["GB"])}
    assert {"fat_thursday", "black_friday", "mothers_day"} <= poland
    assert "mothers_day_uk" not in poland
    assert {"mothers_day_uk", "fathers_day_us", "black_friday"} <= britain
    assert "fat_thursday" not in britain
    assert len(observances(2026)) == len(RULES)


@given(st.integers(1900, 2200))
def test_every_rule_works_in_every_year_in_calendar_order(year: int) -> None:
    rows = observances(year)
    assert [row.day for row in rows] == sorted(row.day for row in rows)
    assert {row.day.year for row in rows} == {year}
    assert len({row.key for row in rows}) == len(rows)


SINCE_2025 = TradeSundayRule(2025, None, (1, 4, 6, 8), 1, 3, 24, (), "")


def test_trade_sundays_of_2026_and_2027() -> None:
    assert trade_sundays(2026, [SINCE_2025]) == (
        date(2026, 1, 25),
        date(2026, 3, 29),
        date(2026, 4, 26),
        date(2026, 6, 28),
        date(2026, 8, 30),
        date(2026, 12, 6),
        date(2026, 12, 13),
        date(2026, 12, 20),
    )
    assert trade_sundays(2027, [SINCE_2025]) == (
        date(2027, 1, 31),
        date(2027, 3, 21),
        date(2027, 4, 25),
        date(2027, 6, 27),
        date(2027, 8, 29),
        date(2027, 12, 5),
        date(2027, 12, 12),
        date(2027, 12, 19),
    )


def test_christmas_eve_and_easter_sunday_never_trade() -> None:
    assert trade_sundays(2028, [SINCE_2025])[-1] == date(2028, 12, 17)
    assert date(2038, 4, 25) not in trade_sundays(2038, [SINCE_2025])


def test_a_year_without_a_rule_is_unknown_not_empty() -> None:
    assert trade_sundays(2019, [SINCE_2025]) is None
