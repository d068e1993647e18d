"""The tiles people add, on figures counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.added_values import AudienceContent, FunnelContent, GoalContent, StackedContent, TableContent
from app.domain.dashboard_values import Content, NumberContent
from app.domain.dashboards import Comparison, DashboardSpec, TileKind, TileSpec, network_dashboard
from app.domain.errors import BadInput
from app.domain.kpi import FigureFilters, Period
from app.domain.metrics import Observation, Reading
from app.domain.networks import Network
from app.domain.published import AudienceFigure
from app.services.dashboard_added import target_days
from tests.fakes.figures import measured_office
from tests.fakes.offices import Office

PERIOD = Period(date(2026, 11, 10), date(2026, 11, 23))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = measured_office(tmp_path)
    yield made
    made.app.close()


def _content(office: Office, tile: TileSpec, **filters: object) -> Content:
    given = FigureFilters(**filters)  # type: ignore[arg-type]
    board = office.app.dashboards.load(office.owner, DashboardSpec("t", (tile,)), PERIOD, Comparison.NONE, given)
    return board.tiles[0].content


def test_a_table_has_a_row_for_each_group(office: Office) -> None:
    content = _content(office, TileSpec("t", TileKind.TABLE, "posts", by="network"))
    assert isinstance(content, TableContent)
    assert {row.group["key"]: row.value for row in content.rows} == {"facebook": 14.0, "linkedin": 14.0}


def test_the_parts_of_stacked_bars_make_up_the_whole(office: Office) -> None:
    for kpi in ("posts", "interactions"):
        for by in ("network", "format", "week", "profile"):
            content = _content(office, TileSpec("s", TileKind.STACKED, kpi, by=by))
            assert isinstance(content, StackedContent) and content.groups
            for row, values in zip(content.groups, content.values, strict=True):
                assert sum(value or 0 for value in values) == pytest.approx(row.value), (kpi, by)


def test_only_what_adds_up_is_stacked(office: Office) -> None:
    tile = TileSpec("s", TileKind.STACKED, "interactions_median", by="week")
    with pytest.raises(BadInput):
        office.app.own_dashboards.create(office.owner, "A", DashboardSpec("", (tile,)))


def test_a_tile_is_narrowed_as_the_whole_dashboard_would_be(office: Office) -> None:
    number = TileSpec("n", TileKind.NUMBER, "post_reach_total")
    for chosen in (
        {"profile_ids": (office.facebook.id,)},
        {"networks": ("linkedin",)},
        {"formats": ("reel",)},
        {"paid": True},
        {"pillar_id": 1},
    ):
        filters = FigureFilters(**chosen)  # type: ignore[arg-type]
        own = _content(office, replace(number, filters=filters))
        whole = _content(office, number, **chosen)
        assert isinstance(own, NumberContent) and isinstance(whole, NumberContent)
        assert (own.value.value, own.value.n_used) == (whole.value.value, whole.value.n_used), chosen


def test_the_newest_audience_table_of_each_profile_stands(office: Office) -> None:
    empty = _content(office, TileSpec("a", TileKind.AUDIENCE))
    assert isinstance(empty, AudienceContent) and not empty.rows
    old = AudienceFigure("country", "PL", "followers", 0.9, "share", False, None, date(2026, 9, 30))
    new = [
        AudienceFigure("country", name, "followers", share, "share", False, None, date(2026, 10, 31))
        for name, share in (("DE", 0.2), ("PL", 0.8))
    ]
    with office.app.store.write() as work:
        work.metrics.add_audience(office.facebook.id, [old, *new])
    content = _content(office, TileSpec("a", TileKind.AUDIENCE))
    assert isinstance(content, AudienceContent)
    assert [(row.bucket, row.value) for row in content.rows] == [("PL", 0.8), ("DE", 0.2)]


def test_an_audience_is_of_people_grouped_as_one_chooses(office: Office) -> None:
    day = date(2026, 10, 31)
    with office.app.store.write() as work:
        rows = [
            AudienceFigure("country", "PL", "Average view duration", 95.0, "seconds", False, None, day),
            AudienceFigure("country", "PL", "Views", 700.0, "count", False, None, day),
            AudienceFigure("age", "18-24", "followers", 0.4, "share", False, None, day),
            AudienceFigure("period_total", "all", "Impressions", 9000.0, "count", False, None, day),
        ]
        work.metrics.add_audience(office.facebook.id, rows)
    usual, chosen = (_content(office, TileSpec("a", TileKind.AUDIENCE, "", by=by)) for by in ("", "country"))
    assert isinstance(usual, AudienceContent) and isinstance(chosen, AudienceContent)
    assert (usual.dimension, chosen.dimension, chosen.metric) == ("age", "country", "Views")
    assert [row.value for row in chosen.rows] == [700.0]
    assert office.app.dashboards.choices(office.owner).dimensions == ("age", "country")


def test_the_dashboard_of_a_network_shows_its_audience_once_there_is_one(office: Office) -> None:
    spec = network_dashboard(Network.FACEBOOK)

    def kinds() -> list[TileKind]:
        board = office.app.dashboards.load(office.owner, spec, PERIOD, Comparison.NONE, FigureFilters())
        return [tile.spec.kind for tile in board.tiles]

    assert TileKind.AUDIENCE not in kinds()
    figure = AudienceFigure("age", "18-24", "followers", 0.4, "share", False, None, date(2026, 10, 31))
    with office.app.store.write() as work:
        work.metrics.add_audience(office.linkedin.id, [figure])
    assert TileKind.AUDIENCE not in kinds()
    with office.app.store.write() as work:
        work.metrics.add_audience(office.facebook.id, [figure])
    assert kinds()[-1] is TileKind.AUDIENCE


def test_a_funnel_counts_posts_of_which_all_steps_are_known(office: Office) -> None:
    nothing = _content(office, TileSpec("f", TileKind.FUNNEL))
    assert nothing == FunnelContent((), 0, 28)
    clicks = Reading("Link clicks", 0, "link_clicks")
    with office.app.store.write() as work:
        number = work.metrics.metric_ids("facebook", [clicks])["Link clicks", "link_clicks"]
        figures = work.figures.posts(FigureFilters((office.facebook.id,)), PERIOD.last, PERIOD.last)
        (post,) = figures
        seen = Observation(office.facebook.id, post.post_id, number, 0, office.clock.now(), 7.0)
        work.metrics.add_observations([seen])
    content = _content(office, TileSpec("f", TileKind.FUNNEL))
    reach, likes = post.values["reach"], post.values["likes"]
    assert content == FunnelContent((("reach", reach), ("interactions", likes + 3.0), ("link_clicks", 7.0)), 1, 27)


def test_goals_run_over_their_own_period(office: Office) -> None:
    empty = _content(office, TileSpec("g", TileKind.GOALS))
    assert empty == GoalContent(())
    brand = office.facebook.brand_id
    office.app.strategy.set_target(office.owner, brand, "posts", "month", 92)
    office.app.strategy.set_target(office.owner, brand, "posts", "week", 4, office.facebook.id)
    content = _content(office, TileSpec("g", TileKind.GOALS))
    assert isinstance(content, GoalContent)
    month, week = content.rows
    assert (month.value.value, month.target, month.passed, month.days.days) == (23.0 + 20.0, 92, 23, 30)
    assert (week.value.value, week.passed, week.profile_id) == (1.0, 1, office.facebook.id)


def test_periods_of_targets_follow_the_calendar() -> None:
    day = date(2026, 11, 24)
    found = [target_days(name, day) for name in ("week", "month", "quarter", "year")]
    assert [(row.first.isoformat(), row.last.isoformat()) for row in found] == [
        ("2026-11-23", "2026-11-29"),
        ("2026-11-01", "2026-11-30"),
        ("2026-10-01", "2026-12-31"),
        ("2026-01-01", "2026-12-31"),
    ]
