"""Advice from what the store holds: the last half year, the audience's zone, and nothing where nothing is known."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.advice import Evidence
from app.domain.dashboard_values import FormatsContent, HeatContent
from app.domain.dashboards import OVERVIEW
from app.domain.errors import BadInput, NotPermitted
from app.domain.kpi import FigureFilters, Period
from app.domain.metrics import Observation, Reading
from app.domain.published import AudienceFigure, SeenPost
from tests.fakes.offices import Office, open_office

KINDS = ("image", "video")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = open_office(tmp_path)
    yield made
    made.app.close()


def _publish(office: Office, days: int, count: int, *, busy: int | None = None, hour: int = 10) -> None:
    """Facebook posts of the last days, always at one hour of Warsaw; those of the weekday `busy` do three times as well."""
    luck, now = random.Random(5), office.clock.now()
    last = now.date() - timedelta(days=3)
    seen = []
    for number in range(count):
        day = last - timedelta(days=luck.randrange(days))
        at = datetime(day.year, day.month, day.day, hour - 2, 30, tzinfo=UTC)
        seen.append(SeenPost(f"p{number}", day, hour, at, format=KINDS[number % 2], text=f"Post {number}"))
    with office.app.store.write() as work:
        ids = work.metrics.upsert_posts(office.facebook.id, seen, seen_at=now).ids
        for row in seen:
            factor = 3.0 if row.day.weekday() == busy else 1.0
            rate = luck.lognormvariate(0, 0.5) * factor
            readings = [
                Reading("Reach", 10_000, "reach"),
                Reading("Interactions", round(100 * rate) + 1, "interactions"),
            ]
            names = work.metrics.metric_ids("facebook", readings)
            work.metrics.add_observations(
                Observation(office.facebook.id, ids[row.external_id], names[one.metric, one.key], 0, now, one.value)
                for one in readings
            )


def test_a_better_weekday_is_found_in_the_last_half_year(office: Office) -> None:
    _publish(office, 170, 200, busy=2)
    (advice,) = office.app.advice.times(office.owner)
    assert (advice.network, advice.metric, advice.zone) == ("facebook", "engagement_rate_by_reach", "Europe/Warsaw")
    assert advice.period.days == 180
    assert advice.timing.evidence is Evidence.STRONG
    assert (advice.timing.best[0].weekday, advice.timing.best[0].hour) == (2, None)


def test_older_posts_say_nothing(office: Office) -> None:
    _publish(office, 2000, 100)
    (advice,) = office.app.advice.times(office.owner)
    assert advice.timing.evidence is Evidence.TOO_FEW and advice.timing.n < 20


def test_times_are_those_of_the_audience(office: Office) -> None:
    _publish(office, 170, 80, hour=10)

    def hours() -> set[int | None]:
        (advice,) = office.app.advice.times(office.owner)
        return {level.hour for test in advice.timing.tests if test.kind == "daypart" for level in test.levels}

    assert hours() == {8}
    office.app.advice.choose_zone(office.owner, office.facebook.id, "Asia/Tokyo")
    assert office.app.advice.zone_of(office.owner, office.facebook.id) == "Asia/Tokyo"
    assert hours() == {16}
    office.app.advice.choose_zone(office.owner, office.facebook.id, None)
    assert hours() == {8}


def test_a_zone_is_checked_and_chosen_by_who_plans(office: Office) -> None:
    with pytest.raises(BadInput):
        office.app.advice.choose_zone(office.owner, office.facebook.id, "Europe/Nowhere")
    with pytest.raises(NotPermitted):
        office.app.advice.choose_zone(office.editor, office.facebook.id, "Europe/Lisbon")


def test_formats_stand_beside_the_usual_advice(office: Office) -> None:
    _publish(office, 170, 80)
    (advice,) = office.app.advice.formats(office.owner)
    assert advice.usual == ("video", "live")
    assert {(row.format, row.n, row.usual) for row in advice.rows} == {("image", 40, False), ("video", 40, True)}
    assert all(row.interval is not None for row in advice.rows)


def test_pace_of_a_profile(office: Office) -> None:
    _publish(office, 350, 300)
    (advice,) = office.app.advice.pace(office.owner)
    assert advice.profile_id == office.facebook.id
    assert advice.weeks > 40 and advice.total is not None
    assert advice.fewest < advice.total.middle * 100
    assert office.app.advice.pace(office.owner, FigureFilters((office.linkedin.id,))) == ()


def test_tiles_say_the_same(office: Office) -> None:
    _publish(office, 170, 200, busy=2)
    last = office.clock.now().date()
    board = office.app.dashboards.load(office.owner, OVERVIEW, Period(last - timedelta(days=28), last))
    heat = next(tile.content for tile in board.tiles if isinstance(tile.content, HeatContent))
    (advice,) = office.app.advice.times(office.owner)
    assert heat.timing == advice.timing and heat.period == advice.period
    formats = next(tile.content for tile in board.tiles if isinstance(tile.content, FormatsContent))
    assert [row.network for row in formats.advice] == ["facebook"]


def test_followers_activity_is_a_source_of_its_own(office: Office) -> None:
    _publish(office, 170, 80)
    day = office.clock.now().date()
    with office.app.store.write() as work:
        work.metrics.add_audience(
            office.facebook.id,
            [AudienceFigure("hour", str(n), "Active followers", float(n), "count", False, day, day) for n in range(24)],
        )
    (advice,) = office.app.advice.times(office.owner)
    assert advice.activity is not None and (advice.activity.hour, advice.activity.days) == (20, 1)
    assert advice.timing.evidence is Evidence.NONE
