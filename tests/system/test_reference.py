"""The trading Sundays of past years as they were, and of years to come."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.observances import trade_sundays
from app.system.reference import trade_sunday_rules


def days(year: int, *pairs: tuple[int, int]) -> tuple[date, ...]:
    return tuple(date(year, month, day) for day, month in pairs)


@pytest.mark.parametrize(
    "expected",
    [
        days(2020, (26, 1), (5, 4), (26, 4), (28, 6), (30, 8), (6, 12), (13, 12), (20, 12)),
        days(2021, (31, 1), (28, 3), (25, 4), (27, 6), (29, 8), (12, 12), (19, 12)),
        days(2022, (30, 1), (10, 4), (24, 4), (26, 6), (28, 8), (11, 12), (18, 12)),
        days(2023, (29, 1), (2, 4), (30, 4), (25, 6), (27, 8), (10, 12), (17, 12)),
        days(2024, (28, 1), (24, 3), (28, 4), (30, 6), (25, 8), (15, 12), (22, 12)),
        days(2025, (26, 1), (13, 4), (27, 4), (29, 6), (31, 8), (7, 12), (14, 12), (21, 12)),
        days(2026, (25, 1), (29, 3), (26, 4), (28, 6), (30, 8), (6, 12), (13, 12), (20, 12)),
    ],
)
def test_trade_sundays(expected: tuple[date, ...]) -> None:
    assert trade_sundays(expected[0].year, trade_sunday_rules()) == expected


def test_years_with_transitional_law_are_left_out() -> None:
    assert trade_sundays(2019, trade_sunday_rules()) is None


def test_rules_follow_each_other_without_gap_and_name_their_source() -> None:
    rules = trade_sunday_rules()
    assert all(rule.source for rule in rules)
    assert [rule.first_year for rule in rules[1:]] == [(rule.last_year or 0) + 1 for rule in rules[:-1]]
    assert rules[-1].last_year is None
