"""Columns as arrays say what the rows say, of every part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import isnan

from hypothesis import given
from hypothesis import strategies as st

from app.analytics import columns
from app.domain.kpi import Period, PostFigures
from app.domain.measured_posts import UNKNOWN, MeasuredPosts
from tests.analytics.figures import MONDAY, post

FORMATS = (None, "image", "video")
ROWS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 3), st.sampled_from(FORMATS), st.none() | st.integers(0, 23)),
    max_size=14,
).map(lambda rows: [_post(number, *row) for number, row in enumerate(rows)])


def _post(number: int, day: int, profile: int, kind: str | None, hour: int | None) -> PostFigures:
    values = {} if hour is None else {"reach": float(hour)}
    made = post(number, MONDAY + timedelta(days=day), profile_id=profile, **values)
    return replace(made, format=kind, hour=hour, persona_ids=tuple(range(day % 3)))


@given(ROWS, st.booleans(), st.integers(-2, 11), st.integers(-2, 11))
def test_days_groups_and_numbers_are_those_of_the_rows(
    rows: list[PostFigures], sort: bool, start: int, end: int
) -> None:
    posts = MeasuredPosts.of(rows).by_day() if sort else MeasuredPosts.of(rows)
    period = Period(MONDAY + timedelta(days=start), MONDAY + timedelta(days=end))
    part = columns.within(posts, period)
    wanted = [row for row in posts if period.first <= row.day <= period.last]
    assert list(part) == wanted
    assert columns.numbers(part, "hour").tolist() == [UNKNOWN if row.hour is None else row.hour for row in wanted]
    assert _plain(columns.metric(part, "reach")) == [row.values.get("reach") for row in wanted]
    assert _plain(columns.metric(part, "nothing")) == [None] * len(wanted)
    assert list(columns.where(part, "format", (None, "video"))) == [row for row in wanted if row.format != "image"]
    by_format = {key: list(own) for key, own in columns.parts(part, "format").items()}
    assert by_format == {
        key: [row for row in wanted if row.format == key] for key in dict.fromkeys(row.format for row in wanted)
    }
    assert list(by_format) == list(dict.fromkeys(row.format for row in wanted))  # by first appearance
    by_persona = {key: list(own) for key, own in columns.grouped(part, "persona_ids", lambda ids: ids).items()}
    assert by_persona == {
        key: [row for row in wanted if key in row.persona_ids]
        for key in {key for row in wanted for key in row.persona_ids}
    }


def test_a_column_that_was_moved_is_that_of_every_part() -> None:
    posts = MeasuredPosts.of([_post(number, number, 1, None, 9) for number in range(4)])
    assert columns.numbers(posts, "hour").tolist() == [9, 9, 9, 9]
    moved = posts.with_columns(hour=[1, 2, None, 4])
    late = columns.within(moved, Period(MONDAY + timedelta(days=1), date.max))
    assert columns.numbers(late, "hour").tolist() == [2, UNKNOWN, 4]
    assert {key: len(own) for key, own in columns.places(late, "hour").items()} == {2: 1, None: 1, 4: 1}
    assert columns.numbers(late, "post_id").tolist() == [1, 2, 3]


def test_the_first_known_value_counts() -> None:
    found = columns.first_known([columns.reals([1.0, None, None]), columns.reals([5.0, 6.0, None])])
    assert _plain(found) == [1.0, 6.0, None] and columns.known(found).tolist() == [True, True, False]


def _plain(values: columns.Reals) -> list[float | None]:
    return [None if isnan(value) else value for value in values.tolist()]
