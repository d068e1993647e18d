"""Organic and paid posts where nobody knows which they are: not 0 and not "no data", but left out and counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.dashboard_values import Dashboard, NumberContent
from app.domain.dashboards import CONTENT, Comparison, DashboardSpec, TileSpec
from app.domain.kpi import FigureFilters, Period
from tests.fakes.figures import measure, measured_office
from tests.fakes.offices import Office

PERIOD = Period(date(2026, 11, 10), date(2026, 11, 23))
POSTS, FOLLOWERS = CONTENT.tiles[0], replace(CONTENT.tiles[0], key="f", kpi="followers")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = measured_office(tmp_path)
    yield made
    made.app.close()


def _load(office: Office, *tiles: TileSpec, paid: bool | None = False) -> Dashboard:
    spec, filters = DashboardSpec("", tiles), FigureFilters(paid=paid)
    return office.app.dashboards.load(office.owner, spec, PERIOD, Comparison.PREVIOUS, filters)


def _number(board: Dashboard, place: int = 0) -> NumberContent:
    content = board.tiles[place].content
    assert isinstance(content, NumberContent)
    return content


def test_without_any_known_post_the_figure_is_unknown_and_says_why(office: Office) -> None:
    board = _load(office, POSTS, FOLLOWERS)
    assert board.paid_unknown == 28
    posts, followers = _number(board), _number(board, 1)
    assert (posts.value.value, posts.value.left_out, posts.change) == (None, {"paid_unknown": 28}, None)
    assert set(posts.line.values) == {None}
    assert followers.value.value is not None and "paid_unknown" not in followers.value.left_out
    (value,) = office.app.measuring.kpi(
        office.owner, ["posts"], PERIOD.first, PERIOD.last, filters=FigureFilters(paid=True)
    )
    assert (value.value, value.left_out) == (None, {"paid_unknown": 28})


def test_with_some_known_posts_the_others_are_counted_beside_them(office: Office) -> None:
    measure(office, office.linkedin, [date(2026, 11, 12) + timedelta(days=n) for n in range(3)], paid=False)
    value = _number(_load(office, POSTS)).value
    assert value.value is not None and value.value + value.left_out["paid_unknown"] == 28
    assert value.value == 3


def test_a_tile_of_its_own_filters_counts_its_own_posts(office: Office) -> None:
    facebook = FigureFilters(profile_ids=(office.facebook.id,))
    own = replace(POSTS, key="own", filters=replace(facebook, paid=True))
    assert _number(_load(office, own, paid=None)).value.left_out == {"paid_unknown": 14}
    narrower = replace(POSTS, filters=facebook)
    assert _number(_load(office, narrower)).value.left_out == {"paid_unknown": 14}


def test_nobody_asked_and_nothing_is_left_out(office: Office) -> None:
    board = _load(office, POSTS, paid=None)
    assert (board.paid_unknown, _number(board).value.value, _number(board).value.left_out) == (0, 28, {})
