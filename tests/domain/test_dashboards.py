"""Dashboards as data: widths, periods and what they are compared with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

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
from app.domain.kpi import FigureFilters, Period, PostFigures
from app.domain.measured_posts import MeasuredPosts
from app.domain.networks import Network
from app.domain.post_briefs import Pick, PostBriefs

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
    one = PostFigures(
        1, 7, "facebook", "image", TODAY, 2, 9, None, None, {"reach": 10.0}, pillar_id=4, persona_ids=(5, 6), own_id=3
    )
    older = replace(one, post_id=2, day=TODAY - timedelta(days=1), hour=None, paid=True, persona_ids=())
    briefs = PostBriefs(MeasuredPosts.of([older, one]), lambda posts: [4.0 for _ in posts])
    both, day = (older.day, TODAY), (TODAY, TODAY)

    def taken(pick: Pick) -> list[int]:
        return [row.id for row in briefs.behind(pick)]

    assert taken(Pick(*both)) == [1, 2]
    assert taken(Pick(*both, profile_id=7, network="facebook", weekday=2)) == [1, 2]
    assert taken(Pick(*both, hours=(8, 12))) == [1] and not taken(Pick(*both, hours=(12, 16)))
    for group in (("format", "image"), ("pillar", "4"), ("persona", "6"), ("profile", "7")):
        assert taken(Pick(*day, group=group)) == [1], group
    for group in (("persona", "none"), ("paid", "paid")):
        assert taken(Pick(*both, group=group)) == [2], group
    assert taken(Pick(*both, group=("paid", "unknown"))) == [1]
    assert taken(Pick(*both, stories=False)) == [1, 2]
    story = replace(one, post_id=3, format="story", hour=8)
    with_story = PostBriefs(MeasuredPosts.of([older, one, story]), lambda posts: [4.0 for _ in posts])
    assert [row.id for row in with_story.behind(Pick(*both, stories=False))] == [1, 2]
    assert [row.id for row in with_story.behind(Pick(*both))] == [1, 3, 2]  # by the hour, too
    assert taken(Pick(*both, group=("campaign", "none"))) == [1, 2] and not taken(Pick(*both, group=("campaign", "3")))
    assert taken(Pick(*both, group=("weekday", str(older.day.weekday())))) == [2]
    assert not taken(Pick(*day, group=("format", "video")))
    assert taken(Pick(*both, filters=FigureFilters(paid=True))) == [2]
    assert not taken(Pick(*both, filters=FigureFilters(profile_ids=(8,))))
    assert not taken(Pick(date(2026, 11, 1), date(2026, 11, 2)))
    told = briefs[1]
    assert (told.id, told.post_id, told.reach, told.interactions, told.values) == (1, 3, 10.0, 4.0, {"reach": 10.0})
