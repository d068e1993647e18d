"""Tiles of what is known in place of what cannot be, under filters that choose among posts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.dashboard_values import Dashboard
from app.domain.dashboards import network_dashboard
from app.domain.kpi import FigureFilters, Period
from app.domain.metrics import Observation, Reading
from app.domain.networks import Network
from app.services.personas import NewPersona
from app.system.formats import Formats
from app.system.told.telling import Telling
from app.system.words import Words
from tests.fakes.dashboards import LAST, load_dashboard, number_of
from tests.fakes.offices import Office, open_office

DAYS = [LAST - timedelta(days=n) for n in range(14)]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Of Facebook only daily figures of the whole profile are known, and no count of followers."""
    made = open_office(tmp_path)
    daily = {"reach": 30.0, "likes": 3.0, "comments": 1.0, "shares": 1.0, "new_followers": 2.0}
    now = made.clock.now()
    with made.app.store.write() as work:
        named = work.metrics.metric_ids("facebook", [Reading(name, 0, name) for name in daily])
        for (_, key), metric in named.items():
            rows = [Observation(made.facebook.id, 0, metric, day.toordinal(), now, daily[str(key)]) for day in DAYS]
            work.metrics.add_observations(rows)
    yield made
    made.app.close()


def _board(office: Office, **filters: object) -> Dashboard:
    return load_dashboard(office, network_dashboard(Network.FACEBOOK), Period(DAYS[-1], DAYS[0]), **filters)


def test_filters_of_posts_choose_no_other_tiles(office: Office) -> None:
    persona = office.app.personas.add(office.owner, NewPersona(office.facebook.brand_id, "Marta")).id
    every = [tile.spec.key for tile in _board(office).tiles]
    assert every[:2] == ["sum:new_followers", "daily_reach_mean"]
    for chosen in ({"persona_id": persona}, {"paid": False}, {"formats": ("image",)}):
        assert [tile.spec.key for tile in _board(office, **chosen).tiles] == every, chosen


def test_a_stand_in_says_what_filters_of_posts_make_of_it(office: Office) -> None:
    board = _board(office, paid=False)
    tell = Telling(board, Words("en"), Formats("en", "Europe/Warsaw"))
    gained, reach = number_of(board, "sum:new_followers").value, number_of(board, "daily_reach_mean").value
    assert gained.value == 28.0
    assert tell.sample(gained) == "14 days · whole profiles, whatever the filters"
    assert reach.value is None
    assert tell.unknown(reach) == "Known only of whole profiles, day by day, not of chosen posts"
    interactions = number_of(board, "sum:interactions").value
    assert interactions.value is None and tell.unknown(interactions) == tell.unknown(reach)


def test_a_figure_by_itself_says_that_filters_of_posts_do_not_change_it(office: Office) -> None:
    for chosen, said in ((FigureFilters(), False), (FigureFilters(paid=False), True)):
        (gained,) = office.app.measuring.kpi(office.owner, ["sum:new_followers"], DAYS[-1], DAYS[0], filters=chosen)
        assert (gained.value, "whole_profiles" in gained.flags) == (28.0, said)
