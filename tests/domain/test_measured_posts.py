"""Posts as columns: the same posts as one by one, whatever part of them is looked at."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.kpi import PostFigures
from app.domain.measured_posts import NO_POSTS, Column, MeasuredPosts

FIRST = date(2026, 11, 2)


def _post(number: int, day: int, profile: int, reach: float | None) -> PostFigures:
    values = {} if reach is None else {"reach": reach}
    on = FIRST + timedelta(days=day)
    return PostFigures(number, profile, "facebook", "image", on, on.weekday(), 9, None, float(20 * day), values)


ROWS = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 3), st.none() | st.floats(0, 9)), max_size=12).map(
    lambda rows: [_post(number, *row) for number, row in enumerate(rows)]
)


@given(ROWS, st.data())
def test_every_part_is_that_of_the_rows(rows: list[PostFigures], data: st.DataObject) -> None:
    posts = MeasuredPosts.of(rows)
    assert list(posts) == rows and len(posts) == len(rows)
    start, end = data.draw(st.integers(-3, 14)), data.draw(st.integers(-3, 14))
    assert list(posts[start:end]) == rows[start:end]
    places = data.draw(st.lists(st.sampled_from(range(len(rows))))) if rows else []
    assert list(posts.take(places)) == [rows[place] for place in places]
    first, last = FIRST + timedelta(days=2), FIRST + timedelta(days=6)
    inside = posts.within(first, last)
    wanted = [row for row in rows if first <= row.day <= last]
    assert list(inside) == wanted
    assert inside.metric("reach") == [row.values.get("reach") for row in wanted]
    assert list(inside.where("profile_id", (2,))) == [row for row in wanted if row.profile_id == 2]
    assert list(inside.by_day()) == sorted(wanted, key=lambda row: (row.day, row.post_id))


def test_fields_days_and_metrics_are_columns() -> None:
    posts = MeasuredPosts.of([_post(1, 0, 1, 5.0), _post(2, 3, 2, None)])
    assert posts.column("day") == [FIRST.toordinal(), FIRST.toordinal() + 3]
    assert posts.column("young") == [True, False]
    assert (posts.metric("reach"), posts.metric("likes")) == ([5.0, None], [None, None])
    assert posts[-1] == posts[1] and posts[1].post_id == 2
    assert not NO_POSTS and list(NO_POSTS) == []


def test_what_is_worked_out_of_the_whole_serves_its_parts() -> None:
    asked: list[int] = []

    def doubled(posts: MeasuredPosts) -> Column:
        asked.append(len(posts))
        return [2 * number for number in posts.column("post_id")]

    posts = MeasuredPosts.of([_post(number, number, 1, None) for number in range(6)])
    assert posts.derived("twice", doubled) == [0, 2, 4, 6, 8, 10]
    part = posts[2:].where("post_id", (3, 5))
    assert part.derived("twice", doubled) == [6, 10] and asked == [6]
    assert posts.take([4, 0]).derived("other", doubled) == [8, 0] and asked == [6, 2]


def test_other_columns_stand_in_the_rows_too() -> None:
    moved = MeasuredPosts.of([_post(1, 0, 1, 5.0), _post(2, 1, 1, 6.0)]).with_columns(weekday=[5, 6], hour=[1, 2])
    assert [(row.weekday, row.hour, row.values["reach"]) for row in moved[1:]] == [(6, 2, 6.0)]
    assert moved.take([1, 0]).column("hour") == [2, 1]
