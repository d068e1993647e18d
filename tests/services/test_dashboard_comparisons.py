"""What a number of a dashboard is held against, and when it is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.dashboard_values import (
    FailedContent,
    LinesContent,
)
from app.domain.dashboards import (
    CONTENT,
    DashboardSpec,
    TileKind,
    TileSpec,
)
from app.domain.kpi import Period
from app.domain.metrics import Observation, Reading
from app.domain.networks import Network
from app.services.profiles import NewProfile
from tests.fakes.dashboards import LAST, PERIOD, load_dashboard, number_of
from tests.fakes.figures import count_followers, measure, measured_office
from tests.fakes.offices import Office, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = measured_office(tmp_path)
    yield made
    made.app.close()


def test_numbers_stand_against_the_days_before(office: Office) -> None:
    board = load_dashboard(office)
    assert board.compared == Period(date(2026, 10, 27), date(2026, 11, 9))
    followers = number_of(board, "followers")
    assert (followers.value.value, followers.change) == (1195.0, 70.0)
    assert followers.line.values[-1] == 1195.0
    assert number_of(board, "post_reach_total").value.n_used == 28
    assert not [tile for tile in board.tiles if isinstance(tile.content, FailedContent)]


def test_a_count_of_followers_from_before_the_period_is_no_standstill(office: Office) -> None:
    later = Period(LAST + timedelta(days=30), LAST + timedelta(days=57))
    number = number_of(load_dashboard(office, period=later), "followers")
    assert (number.value.value, number.change, number.why_not) == (1195.0, None, "not_counted")
    assert {row["day"] for row in number.value.rows} == {LAST}


def test_without_data_before_there_is_no_change_and_a_reason(office: Office) -> None:
    first = Period(date(2026, 10, 15), date(2026, 10, 20))
    number = number_of(load_dashboard(office, period=first), "post_reach_total")
    assert (number.change, number.why_not) == (None, "unknown_before")
    empty = number_of(load_dashboard(office, period=Period(date(2020, 1, 1), date(2020, 1, 7))), "post_reach_total")
    assert (empty.value.value, empty.why_not) == (None, "unknown")


def test_a_comparison_needs_the_whole_period_before(office: Office) -> None:
    first = LAST - timedelta(days=39)
    partly = Period(first + timedelta(days=5), LAST)
    number = number_of(load_dashboard(office, period=partly), "post_reach_total")
    assert (number.change, number.why_not) == (None, "partly_before")
    whole = Period(first + timedelta(days=20), LAST)
    covered = number_of(load_dashboard(office, period=whole, profile_ids=(office.facebook.id,)), "post_reach_total")
    assert covered.change is not None


def test_a_profile_more_is_no_growth(office: Office) -> None:
    """LinkedIn begins with the period."""
    board = load_dashboard(office, period=Period(LAST - timedelta(days=19), LAST))
    assert number_of(board, "post_reach_total").why_not == "some_begin_later"
    assert number_of(board, "followers").change is not None  # nobody counts those of LinkedIn
    count_followers(office, office.linkedin, LAST - timedelta(days=5), LAST)
    board = load_dashboard(office, period=Period(LAST - timedelta(days=19), LAST))
    assert number_of(board, "followers").why_not == "some_begin_later"


def test_no_post_in_days_of_which_nothing_is_known_is_no_figure(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    measure(office, office.facebook, [PERIOD.first - timedelta(days=n) for n in (-5, 360, 370)])
    posts = number_of(load_dashboard(office, CONTENT), "posts")
    assert (posts.value.value, posts.change, posts.why_not) == (1, None, "unknown_before")
    office.app.close()


def test_a_sum_over_few_posts_stands_beside_what_the_days_of_the_profile_tell(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    measure(office, office.linkedin, [LAST, LAST - timedelta(days=1)], "impressions")
    with office.app.store.write() as work:
        named = work.metrics.metric_ids("linkedin", [Reading("All impressions", 0, "impressions")])
        work.metrics.add_observations(
            Observation(office.linkedin.id, 0, named["All impressions", "impressions"], day, office.clock.now(), 1000.0)
            for day in range(PERIOD.first.toordinal(), LAST.toordinal() + 1)
        )
    spec = DashboardSpec("", (TileSpec("impressions", TileKind.NUMBER, "impressions", 3),))
    value = number_of(load_dashboard(office, spec), "impressions").value
    assert (value.value, value.flags["days_tell"]) == (410, 14_000)
    office.app.close()


def test_posts_are_not_compared_with_days_of_which_only_daily_figures_are_known(office: Office) -> None:
    first = LAST - timedelta(days=39)
    partly = Period(first + timedelta(days=5), LAST)
    count_followers(office, office.facebook, first - timedelta(days=60), first)
    number = number_of(load_dashboard(office, period=partly, profile_ids=(office.facebook.id,)), "post_reach_total")
    assert (number.change, number.why_not) == (None, "partly_before")


def test_periods_are_not_compared_and_lines_end_where_the_figures_of_a_profile_end(office: Office) -> None:
    later = Period(PERIOD.first + timedelta(days=20), PERIOD.last + timedelta(days=20))
    measure(office, office.facebook, [LAST + timedelta(days=n) for n in range(1, 21)])
    board = load_dashboard(office, period=later)
    assert (reach := number_of(board, "post_reach_total")).change is None and reach.why_not == "partly_now"
    lines = next(tile.content for tile in board.tiles if tile.spec.key == "lines_interactions")
    assert isinstance(lines, LinesContent)
    ends = {line.profile_id: line.values[-1] is not None for line in lines.lines}
    assert ends[office.facebook.id] and not ends[office.linkedin.id]
    alone = load_dashboard(office, period=later, profile_ids=(office.facebook.id,))
    assert number_of(alone, "post_reach_total").why_not == ""


def test_a_number_is_held_against_the_own_days_before_and_equal_formulas(office: Office) -> None:
    spec = DashboardSpec("own", (TileSpec("rate", TileKind.NUMBER, "posts_per_week"),))
    several = load_dashboard(office, spec).tiles[0].held
    assert several is not None and several.several and several.typical == ()
    assert several.own_days == Period(PERIOD.first - timedelta(days=90), PERIOD.first - timedelta(days=1))
    alone = load_dashboard(office, spec, profile_ids=(office.facebook.id,)).tiles[0].held
    assert alone is not None and not alone.several
    assert [row.key for row in alone.typical] == ["rivaliq-2024-posts-facebook", "rivaliq-2023-posts-facebook"]
    assert alone.own.known == (26, 26) and alone.own.value.value == pytest.approx(7), "the data begin 26 days before"


def test_a_website_whose_days_begin_late_stands_in_the_way_of_no_comparison(office: Office) -> None:
    website = office.app.profiles.add_profile(
        office.owner, NewProfile(office.facebook.brand_id, Network.OTHER, "Website", "example.com")
    )
    shown = (office.facebook.id, website.id)
    before = number_of(load_dashboard(office, profile_ids=shown), "post_reach_total").change
    now, days = office.clock.now(), [LAST - timedelta(days=n) for n in range(15)]
    with office.app.store.write() as work:
        metric = work.metrics.metric_ids("other", [Reading("Sessions", 0)])["Sessions", None]
        work.metrics.add_observations(Observation(website.id, 0, metric, day.toordinal(), now, 5.0) for day in days)
    assert before and number_of(load_dashboard(office, profile_ids=shown), "post_reach_total").change == before
    sessions = DashboardSpec("", (TileSpec("s", TileKind.NUMBER, "website_sessions"),))
    assert number_of(load_dashboard(office, sessions), "s").why_not == "partly_before"
