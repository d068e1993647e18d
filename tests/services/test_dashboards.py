"""Dashboards: one reading, every tile, and nothing invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.advice import Evidence
from app.domain.dashboard_values import (
    CadenceContent,
    CommentsContent,
    FailedContent,
    FormatsContent,
    HeatContent,
    LinesContent,
    PostsContent,
    ResponseContent,
)
from app.domain.dashboards import (
    CAMPAIGN,
    COMMUNITY,
    CONTENT,
    OVERVIEW,
    DashboardSpec,
    TileKind,
    TileSpec,
    network_dashboard,
)
from app.domain.errors import BadInput
from app.domain.kpi import FigureFilters, Period
from app.domain.metrics import Observation, Reading
from app.domain.networks import Network
from app.domain.people import Actor, Role
from app.domain.post_briefs import Pick
from app.domain.published import SeenPost
from app.services import dashboard_tiles
from app.services.profiles import NewProfile
from app.system.formats import Formats
from app.system.told.telling import Telling
from app.system.words import Words
from tests.fakes.dashboards import LAST, PERIOD, load_dashboard, number_of
from tests.fakes.figures import count_followers, measure, measured_office
from tests.fakes.offices import Office, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = measured_office(tmp_path)
    yield made
    made.app.close()


def test_choices_tell_what_there_is(office: Office) -> None:
    choices = office.app.dashboards.choices(office.owner)
    assert choices.extent == Period(LAST - timedelta(days=39), LAST)
    assert choices.networks == (Network.FACEBOOK, Network.LINKEDIN)
    assert choices.today == date(2026, 11, 24)
    measure(office, office.facebook, [LAST - timedelta(days=60)])
    choices = office.app.dashboards.choices(office.owner)
    linkedin = Period(LAST - timedelta(days=19), LAST)
    assert choices.extent_of(Network.LINKEDIN, None) == choices.extent_of(None, [office.linkedin.id]) == linkedin
    assert choices.extent_of(None, None) == Period(LAST - timedelta(days=60), LAST)
    assert choices.extent_of(Network.TIKTOK, None) == choices.extent


def test_a_change_of_measure_is_never_spliced(office: Office) -> None:
    days = [LAST - timedelta(days=n) for n in range(80, 41, -1)]
    measure(office, office.linkedin, days, "impressions")
    measure(office, office.linkedin, [LAST - timedelta(days=n) for n in range(30, -1, -1)], "views")
    spec = replace(OVERVIEW, tiles=(replace(OVERVIEW.tiles[1], kpi="views"), replace(OVERVIEW.tiles[4], kpi="views")))
    board = load_dashboard(office, spec, Period(LAST - timedelta(days=70), LAST), profile_ids=(office.linkedin.id,))
    lines = board.tiles[1].content
    assert isinstance(lines, LinesContent)
    assert [(one.before, one.after) for one in lines.breaks] == [("impressions", "views")]
    assert lines.lines[0].values[0] is None and lines.lines[0].values[-1] is not None


def test_a_line_for_each_profile_and_followers_only_where_they_are_known(office: Office) -> None:
    content = next(
        tile.content for tile in load_dashboard(office, COMMUNITY).tiles if tile.spec.key == "lines_followers"
    )
    assert isinstance(content, LinesContent)
    assert [line.profile_id for line in content.lines] == [office.facebook.id, office.linkedin.id]
    assert content.lines[0].values[0] is not None
    assert set(content.lines[1].values) == {None}


def test_best_posts_take_turns_and_carry_their_own_figures(office: Office) -> None:
    content = next(tile.content for tile in load_dashboard(office).tiles if tile.spec.key == "best_posts")
    assert isinstance(content, PostsContent)
    assert len(content.rows) == dashboard_tiles.SHOWN_POSTS
    assert [row.post.network for row in content.rows] == ["facebook"] * 6 + ["linkedin"] * 6
    best = content.rows[0]
    assert best.exposure and best.interactions and best.value == pytest.approx(best.interactions / best.exposure * 100)


def test_few_posts_say_so(office: Office) -> None:
    tiles = load_dashboard(office).tiles
    heat = next(tile.content for tile in tiles if isinstance(tile.content, HeatContent))
    assert (heat.timing.evidence, heat.timing.p, heat.timing.best) == (Evidence.TOO_FEW, None, ())
    formats = next(tile.content for tile in tiles if isinstance(tile.content, FormatsContent))
    assert all(row.few for row in formats.rows)


def test_posts_that_still_grow_do_not_count_against_their_format(office: Office) -> None:
    """Two days of one post each on two networks were looked at before they were 48 hours old."""
    formats = next(tile.content for tile in load_dashboard(office).tiles if isinstance(tile.content, FormatsContent))
    assert formats.value.left_out["young"] == 4 and not formats.value.flags.get("younger_than_48h")
    assert formats.value.n_used == sum(row.n for row in formats.rows) == 28 - 4


def test_the_sample_of_the_heat_map_is_that_of_the_network_it_shows(office: Office) -> None:
    heat = next(tile.content for tile in load_dashboard(office).tiles if isinstance(tile.content, HeatContent))
    assert heat.network == "facebook"
    assert heat.value.n_used == sum(cell.n for cell in heat.cells) == 40


def test_questions_are_counted_and_a_rate_waits_for_answers(office: Office) -> None:
    tiles = load_dashboard(office, COMMUNITY).tiles
    comments = next(tile.content for tile in tiles if isinstance(tile.content, CommentsContent))
    assert [(row.profile_id, row.comments, row.questions) for row in comments.rows] == [(office.facebook.id, 6, 3)]
    response = next(tile.content for tile in tiles if isinstance(tile.content, ResponseContent))
    assert (response.questions, response.answers) == (3, 0)


def test_of_comments_that_are_not_fetched_nobody_knows_how_many_questions_there_were(office: Office) -> None:
    board = load_dashboard(office, COMMUNITY, profile_ids=(office.linkedin.id,))
    content = next(tile.content for tile in board.tiles if isinstance(tile.content, ResponseContent))
    assert (content.questions, content.answers) == (None, None)


def test_a_tile_that_fails_leaves_the_others(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(dashboard_tiles._MAKERS, OVERVIEW.tiles[0].kind, broken)
    tiles = load_dashboard(office).tiles
    assert [isinstance(tile.content, FailedContent) for tile in tiles[:5]] == [True] * 4 + [False]


def test_filters_choose_profiles_networks_and_payment(office: Office) -> None:
    assert [row.id for row in load_dashboard(office, network_dashboard(Network.LINKEDIN)).profiles] == [
        office.linkedin.id
    ]
    assert {post.profile_id for post in load_dashboard(office, profile_ids=(office.facebook.id,)).posts} == {
        office.facebook.id
    }
    assert number_of(load_dashboard(office, CONTENT, paid=True), "posts").value.value is None  # nobody knows of any
    count_followers(office, office.linkedin, LAST, LAST)
    assert number_of(load_dashboard(office, paid=True), "followers").value.n_used == 2


def test_a_campaigns_dashboard_needs_one(office: Office) -> None:
    with pytest.raises(BadInput, match=r"dashboard\.which_campaign"):
        load_dashboard(office, CAMPAIGN)
    with pytest.raises(BadInput, match=r"kpi\.period_reversed"):
        load_dashboard(office, period=Period(LAST, date(2026, 1, 1)))


def test_nobody_reads_another_brands_figures(office: Office) -> None:
    other = office.app.workspaces.add_brand(office.owner, "Druga")
    stranger = Actor(
        office.app.members.add_member(office.owner, "Ewa", "ewa@example.com", {other.id: frozenset({Role.EDITOR})})
    )
    assert office.app.dashboards.choices(stranger).extent is None
    board = office.app.dashboards.load(stranger, OVERVIEW, PERIOD)
    assert board.profiles == () and not board.posts


def test_the_clipboards_table_is_for_machines(office: Office) -> None:
    text = office.app.dashboards.csv(("Day", "x"), [(LAST, 1.5), (None, "=1+1")])
    assert text == "Day,x\r\n2026-11-23,1.5\r\n,'=1+1\r\n"


def test_engagements_and_new_followers_stand_in_where_a_file_gives_nothing_else(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    days = [LAST - timedelta(days=n) for n in range(14)]
    now, profile = office.clock.now(), office.linkedin
    with office.app.store.write() as work:
        ids = work.metrics.upsert_posts(
            profile.id, [SeenPost(str(day), day, None, text="Post") for day in days], seen_at=now
        ).ids
        named = work.metrics.metric_ids(
            "linkedin",
            [
                Reading("Engagements", 0, "engagements"),
                Reading("Impressions", 0, "impressions"),
                Reading("New followers", 0, "new_followers"),
            ],
        )
        for name, value in (("engagements", 5.0), ("impressions", 100.0)):
            metric = next(number for key, number in named.items() if key[1] == name)
            work.metrics.add_observations(Observation(profile.id, ids[str(day)], metric, 0, now, value) for day in days)
        gains = named["New followers", "new_followers"]
        work.metrics.add_observations(Observation(profile.id, 0, gains, day.toordinal(), now, 2.0) for day in days)
    board = load_dashboard(office, network_dashboard(Network.LINKEDIN), Period(days[-1], days[0]))
    keys = [tile.spec.key for tile in board.tiles]
    assert not [tile for tile in board.tiles if isinstance(tile.content, FailedContent)]
    assert "lines_engagements" in keys and "lines_sum:new_followers" in keys
    assert "interactions_per_1000_followers" not in keys
    assert number_of(board, "engagements").value.value == 70.0
    assert number_of(board, "network_engagement_rate_by_impressions_median").value.value == 5.0
    best = next(tile.content for tile in board.tiles if tile.spec.key == "best_posts")
    assert isinstance(best, PostsContent) and {row.metric for row in best.rows} == {"engagements"}
    gained = next(tile.content for tile in board.tiles if tile.spec.key == "lines_sum:new_followers")
    assert isinstance(gained, LinesContent)
    linkedin = next(line for line in gained.lines if line.profile_id == profile.id)
    assert linkedin.values[-1] == 14.0
    office.app.close()


def test_daily_figures_of_a_profile_stand_in_where_no_post_is_known(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    days = [LAST - timedelta(days=n) for n in range(14)]
    now, profile = office.clock.now(), office.facebook
    daily = {"reach": 30.0, "likes": 3.0, "comments": 1.0, "shares": 1.0, "new_followers": 2.0}
    with office.app.store.write() as work:
        named = work.metrics.metric_ids("facebook", [Reading(name, 0, name) for name in daily])
        for (_, key), metric in named.items():
            rows = [Observation(profile.id, 0, metric, day.toordinal(), now, daily[str(key)]) for day in days]
            work.metrics.add_observations(rows)
    period = Period(days[-1], days[0])
    board = load_dashboard(office, network_dashboard(Network.FACEBOOK), period)
    assert number_of(board, "daily_reach_mean").value.value == 30.0
    assert number_of(board, "sum:interactions").value.value == 70.0
    told = {tile.spec.key: tile.about.formula for tile in board.tiles if tile.about is not None}
    assert (
        told["sum:interactions"] == told["lines_sum:interactions"] == "sum of the profile's daily figures of {metric}"
    )
    assert number_of(board, "sum:new_followers").value.value == 28.0
    assert {"lines_sum:interactions", "lines_sum:new_followers"} <= {tile.spec.key for tile in board.tiles}
    with office.app.store.write() as work:
        post = work.metrics.upsert_posts(profile.id, [SeenPost("1", LAST, None, text="Post")], seen_at=now).ids["1"]
        known = {"views": 90.0, "viewers": 50.0, "reactions": 3.0, "comments": 1.0, "shares": 1.0}
        named = work.metrics.metric_ids("facebook", [Reading(name, 0, name) for name in known])
        work.metrics.add_observations(
            Observation(profile.id, post, metric, 0, now, known[str(key)]) for (_, key), metric in named.items()
        )
    board = load_dashboard(office, network_dashboard(Network.FACEBOOK), period)
    assert number_of(board, "engagement_rate_by_viewers_median").value.value == 10.0
    assert number_of(board, "daily_reach_mean").value.value == 30.0
    assert "lines_interactions" in {tile.spec.key for tile in board.tiles}
    office.app.close()


def test_tiles_take_the_points_the_workspace_chose(office: Office) -> None:
    spec = DashboardSpec("own", (TileSpec("index", TileKind.NUMBER, "interactivity_index"),))
    usual = number_of(load_dashboard(office, spec), "index").value.value
    office.app.measuring.weigh(office.owner, 1, 0, 0)
    number = number_of(load_dashboard(office, spec), "index")
    assert usual is not None and number.value.value is not None and number.value.value < usual
    assert number.line.values[-1] is not None and number.line.values[-1] < number.value.value


def test_behind_a_point_stand_all_posts_it_counts(office: Office) -> None:
    spec = DashboardSpec("own", (TileSpec("posts", TileKind.NUMBER, "posts"),))
    period = Period(PERIOD.last - timedelta(days=200), PERIOD.last)
    days = [period.first - timedelta(days=back) for back in range(6, 0, -1)]
    measure(office, office.facebook, [*days, period.first])
    board = load_dashboard(office, spec, period)
    line = number_of(board, "posts").line
    first = line.days[0]
    behind = board.posts.behind(Pick(first - timedelta(days=6), first))
    assert len(behind) == line.values[0] == 3


def test_weeks_of_a_profile_whose_posts_nobody_knows_are_not_empty_weeks(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    day, now = LAST - timedelta(days=1), office.clock.now()
    measure(office, office.facebook, [day])
    with office.app.store.write() as work:
        named = work.metrics.metric_ids("linkedin", [Reading("Impressions", 0, "impressions")])
        metric = named["Impressions", "impressions"]
        work.metrics.add_observations([Observation(office.linkedin.id, 0, metric, day.toordinal(), now, 9.0)])
    spec = DashboardSpec("own", (TileSpec("cadence", TileKind.CADENCE),))
    (tile,) = load_dashboard(office, spec).tiles
    assert isinstance(tile.content, CadenceContent)
    assert {row.profile_id for row in tile.content.weeks} == {office.facebook.id}
    office.app.close()


def test_of_posts_without_an_hour_the_weekdays_are_judged(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    days, now = [LAST - timedelta(days=n) for n in range(1, 91)], office.clock.now()
    with office.app.store.write() as work:
        rows = [SeenPost(str(day), day, None, text="Post") for day in days]
        ids = work.metrics.upsert_posts(office.linkedin.id, rows, seen_at=now).ids
        named = work.metrics.metric_ids("linkedin", [Reading("Impressions", 0, "impressions")])
        metric = named["Impressions", "impressions"]
        work.metrics.add_observations(
            Observation(office.linkedin.id, ids[str(day)], metric, 0, now, 100.0 + 300 * (day.weekday() == 2) + day.day)
            for day in days
        )
    board = load_dashboard(office, network_dashboard(Network.LINKEDIN))
    heat = next(tile.content for tile in board.tiles if tile.spec.key == "weekday_hour")
    assert isinstance(heat, HeatContent) and heat.cells == ()
    assert (heat.network, heat.timing.n, heat.timing.days_only) == ("linkedin", 89, True)  # one is young
    assert [level.weekday for level in heat.timing.best] == [2]
    office.app.close()


def test_followers_count_the_profiles_nothing_is_known_of_among_those_left_out(office: Office) -> None:
    value = number_of(board := load_dashboard(office), "followers").value
    assert value.n_used + sum(value.left_out.values()) == len(board.profiles)
    office.app.profiles.add_profile(
        office.owner, NewProfile(office.facebook.brand_id, Network.TIKTOK, "Silent", "@silent")
    )
    later = number_of(load_dashboard(office), "followers").value
    assert later.value == value.value
    assert later.left_out.get("no_followers", 0) == value.left_out.get("no_followers", 0) + 1


def test_a_tile_narrowed_to_a_profile_the_dashboard_is_not_about_names_it(office: Office) -> None:
    tile = TileSpec("t", TileKind.NUMBER, "posts", filters=FigureFilters(profile_ids=(office.facebook.id,)))
    shown = FigureFilters(profile_ids=(office.linkedin.id,))
    board = office.app.dashboards.load(office.owner, DashboardSpec("own", (tile,)), PERIOD, filters=shown)
    assert Telling(board, Words("en"), Formats("en", "Europe/Warsaw")).narrowed(tile) == [office.facebook.name]
