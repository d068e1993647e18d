from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analytics.compute import compute
from app.domain.errors import BadInput
from app.domain.kpi import Period
from tests.analytics.figures import MONDAY, NOVEMBER, keyed, one, post, stock


def test_only_the_period_counts() -> None:
    rows = [post(n, day) for n, day in enumerate([date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30)])]
    assert one("posts", rows).value == 2


def test_weeks_start_on_monday_and_empty_ones_are_there() -> None:
    rows = [post(1, date(2026, 11, 1)), post(2, MONDAY), post(3, date(2026, 11, 8))]
    weeks = compute("posts", rows, [], Period(date(2026, 11, 1), date(2026, 11, 15)), "week")
    assert [(week.group["key"], week.value, week.flags) for week in weeks] == [
        ("2026-W44", 1, {"partial_week": 1}),
        ("2026-W45", 2, {}),
        ("2026-W46", 0, {}),
    ]
    assert (weeks[0].group["first"], weeks[0].group["last"]) == ("2026-11-01", "2026-11-01")


def test_posts_per_week_of_a_cut_week_counts_its_own_days() -> None:
    weeks = compute("posts_per_week", [post(1, date(2026, 11, 1))], [], NOVEMBER, "week")
    assert weeks[0].value == 7


def test_half_filled_months_say_so() -> None:
    months = compute("posts", [], [], Period(date(2026, 10, 15), date(2026, 12, 31)), "month")
    assert [(month.group["key"], month.flags) for month in months] == [
        ("2026-10", {"partial_month": 1}),
        ("2026-11", {}),
        ("2026-12", {}),
    ]


def test_iso_week_over_the_new_year() -> None:
    weeks = compute("posts", [], [], Period(date(2026, 12, 28), date(2027, 1, 10)), "week")
    assert [week.group["key"] for week in weeks] == ["2026-W53", "2027-W01"]


def test_a_post_counts_for_each_of_its_personas() -> None:
    rows = [replace(post(1), persona_ids=(2, 10)), replace(post(2), persona_ids=(10,)), post(3)]
    found = keyed("posts", "persona", rows)
    assert {key: value.value for key, value in found.items()} == {"2": 1, "10": 2, "none": 1}
    assert list(found) == ["2", "10", "none"]
    assert all(value.flags["counted_for_each"] == 1 for value in found.values())


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("network", {"facebook": 2, "x": 1}),
        ("profile", {"1": 2, "2": 1}),
        ("format", {"image": 2, "unknown": 1}),
        ("pillar", {"7": 1, "none": 2}),
        ("campaign", {"8": 1, "none": 2}),
        ("weekday", {"0": 2, "1": 1}),
        ("paid", {"organic": 1, "paid": 1, "unknown": 1}),
    ],
)
def test_groups(by: str, expected: dict[str, int]) -> None:
    rows = [
        replace(post(1), pillar_id=7, paid=True),
        replace(post(2), campaign_id=8, paid=False),
        replace(post(3, date(2026, 11, 3), profile_id=2, network="x"), format=None),
    ]
    assert {key: value.value for key, value in keyed("posts", by, rows).items()} == expected


def test_a_profile_silent_in_the_period_is_still_a_group() -> None:
    found = keyed("followers", "profile", [post(1)], [stock(date(2026, 10, 1), 100, profile_id=2)])
    assert {key: value.value for key, value in found.items()} == {"1": None, "2": 100}


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 3), st.integers(-5, 500)), max_size=40))
def test_the_groups_add_up_to_the_whole(found: list[tuple[int, int, int]]) -> None:
    rows = [post(n, date(2026, 11, day), profile, interactions=count) for n, (day, profile, count) in enumerate(found)]
    whole = one("interactions", rows).value or 0
    for by in ("day", "week", "month", "profile", "network", "format", "weekday", "paid", "pillar"):
        assert sum(value.value or 0 for value in compute("interactions", rows, [], NOVEMBER, by)) == whole


def test_groups_that_make_no_sense_are_refused() -> None:
    with pytest.raises(BadInput) as caught:
        compute("followers", [], [], NOVEMBER, "format")
    assert (caught.value.code, caught.value.data["by"]) == ("kpi.group_not_possible", "format")
    with pytest.raises(BadInput, match=r"kpi\.by_unknown"):
        compute("followers", [], [], NOVEMBER, "colour")
    with pytest.raises(BadInput, match=r"kpi\.period_reversed"):
        compute("posts", [], [], Period(MONDAY, date(2026, 11, 1)))
