"""Dashboards as data: widths, periods and what they are compared with."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.dashboard_values import Pick, PostBrief
from app.domain.dashboards import (
    COLUMNS,
    READY,
    Comparison,
    DashboardSpec,
    Preset,
    Segment,
    compared_period,
    dashboard_of,
    network_dashboard,
    preset_period,
)
from app.domain.kpi import Period
from app.domain.networks import Network

TODAY = date(2026, 11, 25)
EXTENT = Period(date(2025, 1, 1), date(2026, 11, 25))
EVERY = (*READY, *(network_dashboard(network) for network in Network))


@pytest.mark.parametrize("spec", EVERY, ids=lambda spec: spec.key)
def test_rows_of_tiles_fill_the_columns_and_keys_are_unique(spec: DashboardSpec) -> None:
    taken = 0
    for tile in spec.tiles:
        taken = tile.width if taken + tile.width > COLUMNS else taken + tile.width
        assert 1 <= tile.width <= COLUMNS
    assert taken in (COLUMNS, 8)
    assert len({tile.key for tile in spec.tiles}) == len(spec.tiles)
    assert dashboard_of(spec.key) == spec


def test_nobody_made_other_dashboards() -> None:
    assert dashboard_of("nothing") is None
    assert dashboard_of("network:myspace") is None


def test_the_last_days_end_with_the_last_whole_day_that_has_data() -> None:
    assert preset_period(Preset.LAST_28, TODAY, EXTENT) == Period(date(2026, 10, 28), date(2026, 11, 24))
    old = Period(date(2014, 1, 1), date(2014, 12, 31))
    assert preset_period(Preset.LAST_7, TODAY, old) == Period(date(2014, 12, 25), date(2014, 12, 31))
    assert preset_period(Preset.LAST_7, TODAY, None).last == date(2026, 11, 24)
    first_day = Period(TODAY, TODAY)  # figures of a day that is not over yet: the rule stays
    assert preset_period(Preset.LAST_7, TODAY, first_day).last == date(2026, 11, 24)
    for preset in (Preset.LAST_28, Preset.LAST_90):
        assert preset_period(preset, TODAY, Period(TODAY, date(2026, 12, 31))).last == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("preset", "first", "last"),
    [
        (Preset.THIS_MONTH, date(2026, 11, 1), TODAY),
        (Preset.LAST_MONTH, date(2026, 10, 1), date(2026, 10, 31)),
        (Preset.QUARTER, date(2026, 10, 1), TODAY),
        (Preset.YEAR, date(2026, 1, 1), TODAY),
    ],
)
def test_calendar_presets_follow_the_calendar(preset: Preset, first: date, last: date) -> None:
    assert preset_period(preset, TODAY, EXTENT) == Period(first, last)


def test_a_period_is_held_against_as_many_days_or_whole_months_before_it() -> None:
    days = Period(date(2026, 11, 3), date(2026, 11, 9))
    assert compared_period(days, Comparison.PREVIOUS) == Period(date(2026, 10, 27), date(2026, 11, 2))
    assert compared_period(days, Comparison.NONE) is None
    assert compared_period(days, Comparison.LAST_YEAR) == Period(date(2025, 11, 3), date(2025, 11, 9))
    months = Period(date(2026, 2, 1), date(2026, 3, 31))
    assert compared_period(months, Comparison.PREVIOUS) == Period(date(2025, 12, 1), date(2026, 1, 31))
    leap = Period(date(2028, 2, 29), date(2028, 2, 29))
    assert compared_period(leap, Comparison.LAST_YEAR) == Period(date(2027, 2, 28), date(2027, 2, 28))


def test_a_segment_says_what_is_paid() -> None:
    assert [segment.paid for segment in Segment] == [None, False, True]


def test_a_pick_takes_the_posts_behind_a_number() -> None:
    post = PostBrief(1, 7, "facebook", TODAY, 2, 9, "image", "text", None, 3, None, pillar_id=4, persona_ids=(5, 6))
    day = (TODAY, TODAY)
    assert Pick(*day).takes(post)
    assert Pick(*day, profile_id=7, network="facebook", weekday=2, hours=(8, 12)).takes(post)
    for group in (("format", "image"), ("pillar", "4"), ("persona", "6"), ("profile", "7"), ("weekday", "2")):
        assert Pick(*day, group=group).takes(post)
    assert not Pick(*day, hours=(12, 16)).takes(post)
    assert not Pick(*day, group=("format", "video")).takes(post)
    assert not Pick(date(2026, 11, 1), date(2026, 11, 2)).takes(post)
