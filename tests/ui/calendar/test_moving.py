"""Where moves land: the same wall-clock time on another day, a time of the week, over the changes of the clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.domain.content import Post
from app.domain.days import WallTime, wall_time
from app.domain.errors import BadInput
from app.domain.people import Right
from app.domain.workflow import PostState
from app.ui.calendar.moving import Target, changes, is_past, landing, landings, movable, stays
from tests.fakes.offices import MORNING, Office

WARSAW, LISBON = "Europe/Warsaw", "Europe/Lisbon"
AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
"""9:00 in Warsaw, 8:00 in Lisbon."""


def test_another_day_keeps_the_wall_clock_time() -> None:
    assert landing(AT, WARSAW, Target(date(2026, 11, 27)), WARSAW) == WallTime(datetime(2026, 11, 27, 9), WARSAW)
    summer = landing(AT, WARSAW, Target(date(2027, 4, 1)), WARSAW)
    assert (summer.local.hour, summer.to_utc().hour) == (9, 7)


def test_a_post_of_another_zone_keeps_its_own_clock() -> None:
    there = landing(AT, LISBON, Target(date(2026, 11, 25)), WARSAW)
    assert there == WallTime(datetime(2026, 11, 25, 8), LISBON)
    placed = landing(AT, LISBON, Target(date(2026, 11, 25), time(12, 30)), WARSAW)
    assert placed == WallTime(datetime(2026, 11, 25, 11, 30), LISBON)


def test_an_hour_that_does_not_exist_is_refused_and_one_that_comes_twice_is_told_apart() -> None:
    night = datetime(2027, 3, 27, 1, 30, tzinfo=UTC)
    with pytest.raises(BadInput, match=r"time\.gap"):
        landing(night, WARSAW, Target(date(2027, 3, 28)), WARSAW).to_utc()
    first = landing(AT, WARSAW, Target(date(2026, 10, 25), time(2, 30)), WARSAW)
    second = landing(AT, WARSAW, Target(date(2026, 10, 25), time(2, 30), 1), WARSAW)
    assert second.to_utc() - first.to_utc() == timedelta(hours=1)
    assert landing(second.to_utc(), WARSAW, Target(date(2026, 10, 26)), WARSAW).fold == 0


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (PostState.PUBLISHED, "published"),
        (PostState.REMOVED, "published"),
        (PostState.PUBLISHING, "going_out"),
        (PostState.UNSURE, "unsure"),
        (PostState.CANCELLED, "cancelled"),
        (PostState.DRAFT, None),
        (PostState.SCHEDULED, None),
        (PostState.ON_HOLD, None),
    ],
)
def test_what_has_left_stays(state: PostState, code: str | None) -> None:
    assert stays(state, frozenset(Right)) == code
    assert stays(state, frozenset({Right.VIEW})) == "right"


def test_what_is_over_is_past() -> None:
    assert is_past([wall_time(AT, WARSAW)], AT + timedelta(minutes=2))
    assert not is_past([wall_time(AT, WARSAW)], AT)


def _post(office: Office) -> Post:
    post = office.app.planning.post(office.owner, office.post(office.owner, "Rogale", MORNING + timedelta(hours=1)))
    first = post.variants[0]
    later = replace(first, id=99, profile_id=99, due_at=MORNING + timedelta(hours=3))
    out = replace(first, id=98, profile_id=98, state=PostState.PUBLISHED)
    untimed = replace(first, id=97, profile_id=97, due_at=None)
    return replace(post, variants=(first, later, out, untimed))


def test_everything_moves_by_as_much_and_what_is_out_stays(office: Office) -> None:
    post = _post(office)
    number = post.variants[0].profile_id
    target = Target(date(2026, 11, 26))
    assert set(landings(post, number, target, WARSAW, everything=False)) == {number}
    walls = landings(post, number, target, WARSAW, everything=True)
    assert {key: wall.local for key, wall in walls.items()} == {
        number: datetime(2026, 11, 26, 9, 30),
        99: datetime(2026, 11, 26, 11, 30),
        97: datetime(2026, 11, 26, 9, 30),
    }
    assert [row.profile_id for row in movable(post)] == [number, 99, 97]
    assert changes(post, walls)
    assert not changes(post, {number: wall_time(MORNING + timedelta(hours=1), WARSAW)})
