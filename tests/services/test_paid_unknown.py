"""Organic and paid posts where nobody knows which they are: not 0 and not "no data", but left out and counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.added_values import StackedContent, TableContent
from app.domain.dashboard_values import BarsContent, Dashboard, LinesContent, NumberContent
from app.domain.dashboards import CONTENT, Comparison, DashboardSpec, TileKind, TileSpec
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


def test_groups_lines_and_stacks_of_unknown_posts_are_unknown_not_zero(office: Office) -> None:
    measure(office, office.linkedin, [date(2026, 11, 12) + timedelta(days=n) for n in range(3)], paid=False)
    bars, table = TileSpec("b", TileKind.BARS, "posts", by="network"), TileSpec("t", TileKind.TABLE, "posts", by="week")
    stack, lines = TileSpec("s", TileKind.STACKED, "posts", by="profile"), TileSpec("l", TileKind.LINES, "posts")
    board = _load(office, bars, table, stack, lines, POSTS)
    shown, weeks, stacked, drawn, number = (tile.content for tile in board.tiles)
    assert isinstance(shown, BarsContent) and isinstance(weeks, TableContent) and isinstance(stacked, StackedContent)
    told = {row.group["key"]: (row.value, row.left_out.get("paid_unknown", 0)) for row in shown.rows}
    assert told == {"facebook": (None, 14), "linkedin": (3.0, 11)}
    assert [(row.value, row.left_out.get("paid_unknown", 0)) for row in weeks.rows] == [(3.0, 9), (None, 14), (None, 2)]
    assert [row.value for row in stacked.groups] == [None, 3.0]
    assert isinstance(drawn, LinesContent) and isinstance(number, NumberContent)
    facebook, linkedin = drawn.lines
    assert set(facebook.values) == {None} and linkedin.values[3] == 2.0
    assert number.line.values[3] == 2.0 and number.line.values[-1] is None and 0.0 not in number.line.values
    rows = office.app.measuring.kpi(
        office.owner, ["posts"], PERIOD.first, PERIOD.last, "network", FigureFilters(paid=False)
    )
    assert {row.group["key"]: (row.value, row.left_out.get("paid_unknown", 0)) for row in rows} == told


def test_a_day_without_any_post_stays_zero(office: Office) -> None:
    board = _load(
        office, TileSpec("t", TileKind.TABLE, "posts", by="profile", filters=FigureFilters(paid=True)), paid=None
    )
    (content,) = (tile.content for tile in board.tiles)
    assert isinstance(content, TableContent) and {row.value for row in content.rows} == {None}
    known = Period(date(2026, 12, 10), date(2026, 12, 12))
    spec, filters = DashboardSpec("", (TileSpec("t", TileKind.TABLE, "posts", by="day"),)), FigureFilters(paid=True)
    later = office.app.dashboards.load(office.owner, spec, known, Comparison.PREVIOUS, filters).tiles[0].content
    assert isinstance(later, TableContent) and [row.value for row in later.rows] == [0.0, 0.0, 0.0]
