"""Packed posts say what the rows say, and are dropped as soon as one of these changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, text

from app.domain.errors import StoreProblem
from app.domain.imports import ImportState
from app.domain.kpi import FigureFilters, PostFigures
from app.domain.metrics import Observation, Reading
from app.domain.published import SeenPost
from app.store.checking import full_check
from app.store.queries.post_pack import PostPack, pack
from app.store.schema.content import post, variant
from app.store.store import Store
from app.store.triggers import create_triggers
from tests.fakes.workspace import add_profile, new_workspace

NOW = datetime(2026, 11, 22, 9, 0, 0, 123_457, tzinfo=UTC)
DAY = date(2026, 11, 20)
ALL = FigureFilters()
FIRST, LAST = DAY - timedelta(days=30), DAY + timedelta(days=30)


@pytest.fixture
def store(any_store_url: str) -> Iterator[Store]:
    """Two profiles; the first has three posts with figures, two of them under names that mean the same."""
    made = new_workspace(any_store_url)
    add_profile(made)
    add_profile(made, handle="other")
    seen = SeenPost("a", day=DAY, format="image", text='zażółć \x01 "quoted"', permalink="https://a.test/1", hour=9)
    with made.write() as work:
        ids = work.metrics.upsert_posts(
            1,
            [
                replace(seen, published_at=NOW - timedelta(days=2), paid=True, followers_at=12.5),
                replace(seen, external_id="b", day=DAY + timedelta(days=1), hour=None, format=None, text="", permalink=None),
                replace(seen, external_id="c", day=DAY - timedelta(days=9), format="video", estimated=True, paid=False),
            ],
            seen_at=NOW, import_run_id=None,
        ).ids  # fmt: skip
        work.metrics.upsert_posts(2, [seen], seen_at=NOW, import_run_id=None)
        names = work.metrics.metric_ids("facebook", [Reading("Reach", 0, "reach"), Reading("Unique", 0, "reach")])
        old, new = names["Reach", "reach"], names["Unique", "reach"]
        later = NOW + timedelta(hours=3)
        work.metrics.add_observations(
            [
                Observation(1, ids["a"], old, 0, NOW, 0.1),
                Observation(1, ids["a"], new, 0, later, -3.0),
                Observation(1, ids["b"], new, 0, NOW, 1e15),
                Observation(1, ids["b"], old, 0, later, 7.0),
            ]
        )
    yield made
    made.close()


def posts(store: Store, first: date = FIRST, last: date = LAST, filters: FigureFilters = ALL) -> list[PostFigures]:
    with store.read() as work:
        return list(work.figures.posts(filters, first, last))


def missing(store: Store) -> list[tuple[int, int]]:
    with store.read() as work:
        return work.figures.unpacked(ALL, FIRST, LAST)


def keep(store: Store) -> None:
    packs = missing(store)
    with store.write() as work:
        work.figures.pack(packs)


def change(store: Store, statement: str) -> None:
    with store.writing() as connection:
        connection.execute(text(statement))


def test_packed_posts_are_those_of_the_rows(store: Store) -> None:
    before = posts(store)
    assert [row.values for row in before] == [{}, {"reach": -3.0}, {}, {"reach": 7.0}]
    assert missing(store) == [(1, 0), (2, 0)]
    keep(store)
    assert missing(store) == []
    assert posts(store) == before
    assert posts(store, DAY, DAY) == [row for row in before if row.day == DAY]
    some = [row for row in before if row.format == "image" and row.paid]
    assert posts(store, filters=FigureFilters((1,), formats=("image",), paid=True)) == some
    assert posts(store, LAST, LAST) == []
    keep(store)  # there is nothing left to pack
    assert full_check(store).ok


@pytest.mark.parametrize(
    ("statement", "dropped"),
    [
        ("UPDATE published_post SET text = 'changed' WHERE id = 1", [(1, 0)]),
        ("UPDATE published_post SET paid = NULL WHERE profile_id = 2", [(2, 0)]),
        ("UPDATE published_post SET seen_at = seen_at", []),
        ("DELETE FROM observation WHERE post_id = 1", [(1, 0)]),
        ("DELETE FROM observation WHERE post_id = 3", []),
        ("INSERT INTO observation VALUES (1, 3, 1, 0, 5, 9.0, NULL)", [(1, 0)]),
        ("INSERT INTO observation VALUES (1, 0, 1, 0, 5, 9.0, NULL)", []),
        ("INSERT INTO observation VALUES (1, 3, 1, 739000, 5, 9.0, NULL)", []),
    ],
)
def test_a_change_drops_the_pack_it_is_in(store: Store, statement: str, dropped: list[tuple[int, int]]) -> None:
    keep(store)
    change(store, statement)
    assert missing(store) == dropped
    now = posts(store)
    keep(store)
    assert posts(store) == now
    assert full_check(store).ok


def test_a_post_of_ours_that_is_deleted_leaves_its_pack(store: Store) -> None:
    shared = {"created_at": NOW, "changed_at": NOW}
    with store.writing() as connection:
        connection.execute(insert(post).values(id=5, uid="p", brand_id=1, zone="UTC", **shared))
        own = {"id": 6, "uid": "v", "post_id": 5, "profile_id": 1, "format": "image", "zone": "UTC", "state_since": NOW}
        connection.execute(insert(variant).values(**own, changed_at=NOW))
        connection.execute(text("UPDATE published_post SET variant_id = 6 WHERE id = 1"))
    keep(store)
    assert [row.own_id for row in posts(store) if row.post_id == 1] == [5]
    change(store, "DELETE FROM post WHERE id = 5")
    assert missing(store) == [(1, 0)]
    assert [row.own_id for row in posts(store) if row.post_id == 1] == [None]


def test_what_an_unfinished_import_brought_does_not_count(store: Store) -> None:
    keep(store)
    before = posts(store)
    with store.write() as work:
        run = work.imports.add(started_at=NOW, state=ImportState.WRITING.value, profile_id=1, report={})
        added = [SeenPost("new", day=DAY, format="image")]
        new = work.metrics.upsert_posts(1, added, seen_at=NOW, import_run_id=run).ids["new"]
        work.metrics.add_observations([Observation(1, 1, 1, 0, NOW + timedelta(days=1), 99.0, run)])
    assert posts(store) == before
    keep(store)  # packed with what the import brought, and not looked at until it is done
    assert posts(store) == before
    change(store, "UPDATE import_run SET state = 'complete'")
    assert {row.post_id for row in posts(store)} == {row.post_id for row in before} | {new}
    assert next(row for row in posts(store) if row.post_id == 1).values == {"reach": 99.0}


def test_nothing_packed_outlives_triggers_that_were_away(store: Store) -> None:
    keep(store)
    with store.writing() as connection:
        create_triggers(connection)
    assert missing(store) == [(1, 0), (2, 0)]


def test_a_check_finds_a_pack_that_is_wrong(store: Store) -> None:
    keep(store)
    change(store, "UPDATE post_pack SET first_day = 1 WHERE profile_id = 2")
    (line,) = [line for line in full_check(store).lines if line.name == "post_packs"]
    assert (line.ok, line.count) == (False, 1)


def test_no_pack_is_made_while_somebody_writes(any_store_url: str, store: Store) -> None:
    if store.is_file:
        pytest.skip("a file has one writer")
    packs = missing(store)
    with store.engine.connect() as other, other.begin():
        other.execute(text("UPDATE published_post SET text = 'being written' WHERE id = 1"))
        with pytest.raises(StoreProblem, match="locked"), store.write() as work:
            work.figures.pack(packs)


def test_columns_come_back_as_they_were() -> None:
    columns = {
        "post_id": [7, 9], "day": [739_000, 739_001], "hour": [None, 0], "published": [None, -5], "estimated": [1, 0],
        "format": [None, "reel"], "paid": [None, 1], "own_id": [None, None], "import_id": [3, None], "seen": [0, 1 << 40],
        "followers_at": [None, 0.25], "text": ["\x00\n", "ą😀"], "permalink": [None, ""],
    }  # fmt: skip
    made = pack(columns, {4: ([None, -0.5], [0, 5])})
    found = PostPack(1, made.body, made.texts)
    assert (made.posts, made.first_day, made.last_day) == (2, 739_000, 739_001)
    for name in set(columns) - {"text", "permalink"}:
        assert list(found.column(name)) == columns[name], name
    assert (found.values(4), found.moments(4), found.values(5)) == ([None, -0.5], [0, 5], [None, None])
    assert found.texts == (columns["text"], columns["permalink"])
