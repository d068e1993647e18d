"""The tiles people add, on figures counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.added_values import AudienceContent, FunnelContent, GoalContent, StackedContent, TableContent
from app.domain.dashboard_values import Content, FormatsContent, NumberContent
from app.domain.dashboards import Comparison, DashboardSpec, TileKind, TileSpec, network_dashboard
from app.domain.errors import BadInput
from app.domain.kpi import DayFigures, FigureFilters, Period, PostFigures
from app.domain.measured_posts import MeasuredPosts
from app.domain.metrics import Observation, Reading
from app.domain.networks import Network
from app.domain.published import AudienceFigure
from app.services.dashboard_added import stacked, target_days
from app.services.dashboard_reading import Figures
from app.services.dashboard_tiles import content_of
from tests.analytics.figures import NOVEMBER, flow, post
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
    for kpi in ("interactions_median", "reach_mean", "median:saves", "mean:views"):
        tile = TileSpec("s", TileKind.STACKED, kpi, by="week")
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


def test_followers_of_a_tile_that_chooses_posts_are_said_to_be_of_whole_profiles(office: Office) -> None:
    for kind, by in ((TileKind.NUMBER, ""), (TileKind.LINES, ""), (TileKind.BARS, "profile")):
        tile = TileSpec("f", kind, "followers", by=by, filters=FigureFilters(paid=True))
        chosen, profile = _content(office, tile), replace(tile, filters=FigureFilters((office.facebook.id,)))
        assert chosen.value.flags["whole_profiles"] == 1  # type: ignore[union-attr]
        assert "whole_profiles" not in _content(office, profile).value.flags  # type: ignore[union-attr]
    posts = _content(office, TileSpec("p", TileKind.NUMBER, "posts", filters=FigureFilters(paid=False)))
    assert "whole_profiles" not in posts.value.flags  # type: ignore[union-attr]


def test_the_newest_audience_table_of_each_profile_stands(office: Office) -> None:
    empty = _content(office, TileSpec("a", TileKind.AUDIENCE))
    assert isinstance(empty, AudienceContent) and not empty.rows
    old = AudienceFigure("country", "PL", "followers", 0.9, "share", False, None, date(2026, 9, 30))
    shares = [("DE", 0.2), ("PL", 0.7), *((f"C{number}", 0.01) for number in range(10))]
    new = [
        AudienceFigure("country", name, "followers", share, "share", False, None, date(2026, 10, 31))
        for name, share in shares
    ]
    with office.app.store.write() as work:
        work.metrics.add_audience(office.facebook.id, [old, *new])
    content = _content(office, TileSpec("a", TileKind.AUDIENCE))
    assert isinstance(content, AudienceContent)
    assert [(row.bucket, row.value) for row in content.rows[:2]] == [("PL", 0.7), ("DE", 0.2)]
    assert len(content.rows) == 12


def test_an_audience_is_of_people_grouped_as_one_chooses(office: Office) -> None:
    day = date(2026, 10, 31)
    with office.app.store.write() as work:
        rows = [
            AudienceFigure("country", "PL", "Average view duration", 95.0, "seconds", False, None, day),
            AudienceFigure("country", "PL", "Views", 700.0, "count", False, None, day),
            AudienceFigure("age", "18-24", "followers", 0.4, "share", False, None, day),
            AudienceFigure("period_total", "all", "Impressions", 9000.0, "count", False, None, day),
            AudienceFigure("campaign · ad_set", "Spring · one", "Impressions", 500.0, "count", False, None, day),
            AudienceFigure("week", "", "Impressions", 500.0, "count", False, None, day),
        ]
        work.metrics.add_audience(office.facebook.id, rows)
    usual, chosen = (_content(office, TileSpec("a", TileKind.AUDIENCE, "", by=by)) for by in ("", "country"))
    assert isinstance(usual, AudienceContent) and isinstance(chosen, AudienceContent)
    assert (usual.dimension, chosen.dimension, chosen.metric) == ("age", "country", "Views")
    assert [row.value for row in chosen.rows] == [700.0]
    assert office.app.dashboards.choices(office.owner).dimensions == ("age", "country")


def test_the_audience_is_told_by_its_size_and_not_by_how_long_each_group_watches(office: Office) -> None:
    day = date(2026, 10, 31)
    columns = {"Average percentage viewed (%)": 0.44, "Views (%)": 0.05}
    rows = [AudienceFigure("age", "18-24", name, value, "share", False, None, day) for name, value in columns.items()]
    with office.app.store.write() as work:
        work.metrics.add_audience(office.facebook.id, rows)
    content = _content(office, TileSpec("a", TileKind.AUDIENCE))
    assert isinstance(content, AudienceContent)
    assert (content.metric, [row.value for row in content.rows]) == ("Views (%)", [0.05])


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


def test_tables_stacks_and_goals_take_the_points_the_workspace_chose(office: Office) -> None:
    office.app.measuring.weigh(office.owner, 1, 0, 0)
    number = _content(office, TileSpec("n", TileKind.NUMBER, "interactivity_index"))
    assert isinstance(number, NumberContent)
    table = _content(office, TileSpec("t", TileKind.TABLE, "interactivity_index", by="network"))
    stack = _content(office, TileSpec("s", TileKind.STACKED, "interactivity_index", by="network"))
    assert isinstance(table, TableContent) and isinstance(stack, StackedContent)
    assert table.value.value == stack.value.value == sum(row.value or 0 for row in table.rows) == number.value.value
    assert sum(value or 0 for values in stack.values for value in values) == number.value.value
    office.app.strategy.set_target(office.owner, office.facebook.brand_id, "interactivity_index", "month", 92)
    before = _content(office, TileSpec("g", TileKind.GOALS))
    office.app.measuring.weigh(office.owner, 2, 0, 0)
    after = _content(office, TileSpec("g", TileKind.GOALS))
    assert isinstance(before, GoalContent) and isinstance(after, GoalContent)
    assert after.rows[0].value.value == 2 * (before.rows[0].value.value or 0) > 0


def _figures(posts: list[PostFigures], days: list[DayFigures] | None = None) -> Figures:
    return Figures(NOVEMBER, None, MeasuredPosts.of(posts).by_day(), days or [], (), {})


def test_a_sum_over_posts_is_not_held_against_one_over_days() -> None:
    posts = [post(1, date(2026, 10, 5), views=50.0), post(2)]
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    figures = replace(_figures(posts, [flow(date(2026, 11, 9), views=700.0)]), compared=october)
    content = content_of(TileSpec("n", TileKind.NUMBER, "views"), figures)
    assert isinstance(content, NumberContent) and content.before is not None
    assert (content.value.value, content.before.value) == (700.0, 50.0)
    assert (content.change, content.why_not) == (None, "counted_otherwise")


def test_daily_figures_are_no_part_of_a_stack() -> None:
    posts = [post(1, views=5.0), replace(post(2), format="link")]
    figures = _figures(posts, [flow(date(2026, 11, 9), views=700.0)])
    content = stacked(TileSpec("s", TileKind.STACKED, "sum:views", by="month"), figures)
    assert (content.parts, content.values, content.groups[0].value) == (("image", "link"), ((5.0, None),), 5.0)
    alone = _figures([post(1), replace(post(2), format="link")], [flow(date(2026, 11, 9), views=700.0)])
    content = stacked(TileSpec("s", TileKind.STACKED, "sum:views", by="month"), alone)
    assert (content.parts, content.values, content.groups[0].value) == (("unknown",), ((700.0,),), 700.0)
    content = stacked(TileSpec("s", TileKind.STACKED, "sum:views", by="format"), alone)
    assert {value for values in content.values for value in values} == {None}


def test_what_counts_as_interactions_is_the_same_in_a_part_as_in_the_whole() -> None:
    known = {"likes": 4.0, "comments": 1.0}
    posts = [
        post(1, network="instagram", saves=2.0, **known),
        replace(post(2, network="instagram", **known), format="reel"),
    ]
    content = stacked(TileSpec("s", TileKind.STACKED, "interactions", by="month"), _figures(posts))
    assert content.groups[0].value == 7.0 and content.values == ((7.0, None),)


def test_saves_of_before_are_expected_of_the_formats_of_today() -> None:
    known = {"likes": 4.0, "comments": 1.0, "reach": 50.0}
    old = post(1, date(2026, 9, 1), network="instagram", saves=2.0, **known)
    new = [post(number, network="instagram", **known) for number in (2, 3)]
    whole = content_of(TileSpec("n", TileKind.NUMBER, "interactions"), _figures([old, *new]))
    formats = content_of(TileSpec("f", TileKind.FORMATS, "formats"), _figures([old, *new]))
    assert isinstance(whole, NumberContent) and isinstance(formats, FormatsContent)
    assert whole.value.left_out == {"interactions_unknown": 2}
    assert formats.value.n_used == sum(row.n for row in formats.rows)
