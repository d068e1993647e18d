"""Tiles of KPIs that tables by group answer: by what they are divided, of which days, and what they come to together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.domain.added_values import GroupedContent
from app.domain.dashboard_values import NumberContent
from app.domain.dashboards import DashboardSpec, TileKind, TileSpec, network_dashboard
from app.domain.errors import BadInput
from app.domain.kpi import FigureFilters, Period
from app.domain.metrics import Observation, Reading
from app.domain.networks import Network
from app.domain.published import AudienceFigure
from app.domain.workspace import Profile
from app.services.profiles import NewProfile
from app.system.dashboard_words import dashboard_name
from app.system.formats import Formats
from app.system.told.sentences import sentence_of
from app.system.told.telling import Telling
from app.system.words import Words
from tests.fakes.dashboards import PERIOD, load_dashboard
from tests.fakes.figures import count_followers, give_tables, measured_office
from tests.fakes.offices import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = measured_office(tmp_path)
    yield made
    made.app.close()


def _of_tables(kpi: str, kind: TileKind = TileKind.BARS, by: str = "", **filters: object) -> DashboardSpec:
    return DashboardSpec("", (TileSpec("one", kind, kpi, 6, by, FigureFilters(**filters)),))  # type: ignore[arg-type]


def _grouped(office: Office, spec: DashboardSpec, period: Period = PERIOD, **filters: object) -> GroupedContent:
    content = load_dashboard(office, spec, period, **filters).tiles[0].content
    assert isinstance(content, GroupedContent)
    return content


def test_what_tables_answer_stands_on_a_tile_by_the_groups_one_chooses(office: Office) -> None:
    give_tables(office, office.facebook)
    shown = _grouped(office, _of_tables("cost_per_result", by="campaign"))
    assert [(row.bucket, row.value, row.unit, row.parts) for row in shown.rows] == [
        ("", 20, "money PLN", (400, 20)), ("Autumn", 30, "money PLN", (300, 10)), ("Sale", 10, "money PLN", (100, 10)),
    ]  # fmt: skip
    assert (shown.dimension, shown.days) == ("campaign", Period(date(2026, 11, 1), date(2026, 11, 20)))
    assert _grouped(office, _of_tables("cost_per_result", by="age")).dimension == "age"
    sources = _grouped(office, _of_tables("traffic_sources", TileKind.TABLE))
    assert [(row.bucket, row.value, row.parts) for row in sources.rows] == [
        ("google", 75, (75,)),
        ("facebook", 25, (25,)),
    ]


def test_tables_change_with_the_period_and_obey_filters_of_profiles_alone(office: Office) -> None:
    give_tables(office, office.facebook)
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    assert [row.value for row in _grouped(office, _of_tables("cost_per_result", by="campaign"), october).rows] == [9]
    none = _grouped(office, _of_tables("cost_per_result"), Period(date(2026, 8, 1), date(2026, 8, 31)))
    assert none.rows == () and none.elsewhere == Period(date(2026, 11, 1), date(2026, 11, 20))
    assert _grouped(office, _of_tables("cost_per_result", profile_ids=(office.linkedin.id,))).rows == ()
    narrowed = _grouped(office, _of_tables("cost_per_result", formats=("reel",)))
    assert narrowed.rows and narrowed.value.flags == {"whole_profiles": 1}


def test_one_number_of_a_table_is_that_of_all_its_groups_held_against_other_days(office: Office) -> None:
    give_tables(office, office.facebook)
    spec, november = _of_tables("cost_per_result", TileKind.NUMBER), Period(date(2026, 11, 1), date(2026, 11, 20))
    tile = load_dashboard(office, spec, november).tiles[0]
    content = tile.content
    assert isinstance(content, NumberContent) and tile.held is None
    assert (content.value.unit, content.change) == ("money PLN", (content.value.value or 0) - 9)
    with office.app.store.write() as work:
        rows = [
            AudienceFigure("campaign", "Autumn", metric, 5.0, "count", False, november.first, november.last)
            for metric in ("Amount spent (PLN)", "Results (actions:link_click)")
        ]
        work.metrics.add_audience(office.linkedin.id, rows)
    several = load_dashboard(office, spec, november).tiles[0].content
    assert isinstance(several, NumberContent) and several.value.value is None
    assert several.value.left_out == {"several_kinds": 2} and several.change is None


def test_a_ready_dashboard_has_the_tiles_of_the_tables_there_are(office: Office) -> None:
    def kpis() -> list[str]:
        board = load_dashboard(office, network_dashboard(Network.FACEBOOK))
        return [tile.spec.kpi for tile in board.tiles if isinstance(tile.content, GroupedContent)]

    assert kpis() == []
    give_tables(office, office.facebook)
    assert kpis() == ["traffic_sources", "amount_spent", "cost_per_result"]
    choices = office.app.dashboards.choices(office.owner)
    assert choices.grouped["cost_per_result"] == ("age", "campaign")
    assert choices.grouped["conversion_rate"] == ()


def test_of_a_website_tables_stand_first_and_alone_where_nothing_else_is_known(office: Office) -> None:
    website = office.app.profiles.add_profile(
        office.owner, NewProfile(office.facebook.brand_id, Network.OTHER, "Website", "example.com")
    )

    def tiles() -> list[str]:
        return [tile.spec.key for tile in load_dashboard(office, network_dashboard(Network.OTHER)).tiles]

    give_tables(office, website)
    assert tiles() == ["audience", "traffic_sources", "amount_spent", "cost_per_result"]
    count_followers(office, website, PERIOD.first, PERIOD.last)
    assert tiles()[1:] == ["traffic_sources", "amount_spent", "cost_per_result", "followers", "lines_followers"]


def _tell_days(office: Office, profile: Profile, readings: list[Reading]) -> None:
    """Figures of the first and the last day of `PERIOD`."""
    with office.app.store.write() as work:
        ids = work.metrics.metric_ids(profile.network.value, readings)
        rows = [
            Observation(profile.id, 0, ids[one.metric, one.key], day.toordinal(), office.clock.now(), one.value)
            for one in readings
            for day in (PERIOD.first, PERIOD.last)
        ]
        work.metrics.add_observations(rows)


def test_a_website_begins_with_its_days_and_has_no_tile_of_what_it_has_not(office: Office) -> None:
    website = office.app.profiles.add_profile(
        office.owner, NewProfile(office.facebook.brand_id, Network.OTHER, "Website", "example.com")
    )
    readings = [Reading("Sesje", 5), Reading("Aktywni użytkownicy", 4), Reading("Wyświetlenia", 9, "page_views")]
    readings.append(Reading("Bounce rate", 0.5))
    _tell_days(office, website, readings)
    give_tables(office, website)
    board = load_dashboard(office, network_dashboard(Network.OTHER))
    assert [(tile.spec.kind.value, tile.spec.kpi) for tile in board.tiles] == [
        ("number", "website_active_users_mean"), ("number", "website_sessions"), ("number", "website_views"),
        ("number", "mean:Bounce rate"), ("lines", "website_active_users_mean"), ("lines", "website_sessions"),
        ("audience", ""), ("bars", "traffic_sources"), ("bars", "amount_spent"),
        ("bars", "cost_per_result"),
    ]  # fmt: skip
    numbers = [tile.content.value.value for tile in board.tiles if isinstance(tile.content, NumberContent)]
    assert numbers == [4, 10, 18, 0.5]
    alone = load_dashboard(office, profile_ids=(website.id,))
    assert [tile.spec for tile in alone.tiles] == [tile.spec for tile in board.tiles] and alone.spec.key == "overview"
    assert dashboard_name(board.spec, Words("pl")) == "Witryna"


def test_views_of_posts_stand_where_they_are_told_beside_the_reach_of_a_network(office: Office) -> None:
    def told() -> dict[str, float | None]:
        board = load_dashboard(office, network_dashboard(Network.FACEBOOK))
        return {
            tile.spec.kpi: tile.content.value.value for tile in board.tiles if isinstance(tile.content, NumberContent)
        }

    assert not {"views", "watch_time"} & set(told())
    views = Reading("Views", 0, "views")
    with office.app.store.write() as work:
        number = work.metrics.metric_ids("facebook", [views])["Views", "views"]
        (post,) = work.figures.posts(FigureFilters((office.facebook.id,)), PERIOD.last, PERIOD.last)
        seen = Observation(office.facebook.id, post.post_id, number, 0, office.clock.now(), 700.0)
        work.metrics.add_observations([seen])
    shown = told()
    assert shown["views"] == 700 and "watch_time" not in shown and shown["post_reach_total"]


def test_a_ready_dashboard_shows_what_daily_figures_of_its_profiles_tell_each_once(office: Office) -> None:
    readings = [
        Reading("Unfollows", 2, "lost_followers"),
        Reading("Post views", 5, "views"),
        Reading("Clicks (organic)", 3),
    ]
    new = NewProfile(office.facebook.brand_id, Network.TIKTOK, "Shop", "shop")
    profile = office.app.profiles.add_profile(office.owner, new)
    _tell_days(office, profile, readings)
    board = load_dashboard(office, network_dashboard(Network.TIKTOK))
    told = [
        (tile.spec.kpi, tile.content.value.value)
        for tile in board.tiles
        if isinstance(tile.content, NumberContent) and tile.content.value.value is not None
    ]
    assert told == [("daily_views", 10), ("daily:lost_followers", 4)]


def test_a_long_name_of_a_table_goes_into_a_tile_and_no_target_is_set_of_groups(office: Office) -> None:
    spec = _of_tables("traffic_sources", by="session source / medium · " * 5)
    assert office.app.own_dashboards.create(office.owner, "Long", spec).tiles[0].by == spec.tiles[0].by
    with pytest.raises(BadInput, match="of_groups"):
        office.app.strategy.set_target(office.owner, office.facebook.brand_id, "cost_per_result", "month", 5)
    for kind, kpi in ((TileKind.LINES, "cost_per_result"), (TileKind.NUMBER, "traffic_sources")):
        with pytest.raises(BadInput, match=r"dashboard\.tile"):
            office.app.own_dashboards.create(office.owner, "Not", _of_tables(kpi, kind))


def test_a_website_is_not_named_among_profiles_without_posts(office: Office) -> None:
    brand = office.facebook.brand_id
    for network, name in ((Network.OTHER, "example.com"), (Network.TIKTOK, "example")):
        office.app.profiles.add_profile(office.owner, NewProfile(brand, network, name, name))
    board = load_dashboard(office)
    tell = Telling(board, Words("en"), Formats("en", "Europe/Warsaw"))
    lines = next(tile for tile in board.tiles if tile.spec.kind is TileKind.LINES)
    assert "No posts with these figures in these days: TikTok." in sentence_of(lines, tell)
