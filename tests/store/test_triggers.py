"""The roll-ups against their definition, whatever comes in whichever order, on both databases."""

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, text
from sqlalchemy.exc import DatabaseError

from app.store.roll_ups import differences, rebuild
from app.store.schema.measuring import day_sum, observation, post_total
from app.store.store import Store
from tests.fakes.filled_store import fill

KEY = ("profile_id", "post_id", "metric_id", "day", "observed_at")
figures = st.builds(
    lambda post, metric, day, at, value: {
        "profile_id": 1,
        "post_id": post,
        "metric_id": metric,
        "day": day,
        "observed_at": datetime.fromtimestamp(1_700_000_000 + at, UTC),
        "value": value / 4,
    },
    st.integers(0, 3),
    st.integers(1, 2),
    st.sampled_from([0, 0, 739_000, 739_001]),
    st.integers(0, 4),
    st.integers(0, 400),
)


def expected(rows: list[dict[str, Any]], formats: dict[int, str]) -> tuple[set[Any], set[Any]]:
    """The definitions in plain Python: the newest figure counts."""
    newest: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: row["observed_at"]):
        newest[tuple(row[name] for name in KEY[:4])] = row
    totals = {(*key[:3], row["value"], row["observed_at"]) for key, row in newest.items() if key[3] == 0}
    sums: dict[tuple[Any, ...], list[float]] = defaultdict(list)
    for (profile, post, metric, day), row in newest.items():
        if day:
            sums[(profile, metric, day, formats[post])].append(row["value"])
    return totals, {(*key, sum(values), len(values)) for key, values in sums.items()}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(figures, max_size=15, unique_by=lambda row: tuple(row[name] for name in KEY)), data=st.data())
def test_the_roll_ups_are_what_the_observations_say(any_store: Store, rows: list[dict[str, Any]], data: Any) -> None:
    gone = data.draw(st.lists(st.sampled_from(rows), unique_by=id, max_size=5)) if rows else []
    with any_store.writing() as connection:
        if not connection.execute(text("SELECT count(*) FROM brand")).scalar_one():
            connection.execute(text("SELECT 1"))
    _once(any_store)
    with any_store.writing() as connection:
        connection.execute(delete(observation))
        for row in rows:
            connection.execute(insert(observation).values(**row))
        for row in gone:
            connection.execute(delete(observation).where(*[observation.c[name] == row[name] for name in KEY]))
        totals = {tuple(row) for row in connection.execute(select(post_total))}
        sums = {tuple(row) for row in connection.execute(select(day_sum))}
        left = [row for row in rows if row not in gone]
        formats = {0: "", 1: "photo", 2: "reel", 3: "?"}
        assert (totals, sums) == expected(left, formats)
        assert differences(connection) == (0, 0)
        rebuild(connection)
        assert {tuple(row) for row in connection.execute(select(post_total))} == totals
        assert {tuple(row) for row in connection.execute(select(day_sum))} == sums


def _once(store: Store) -> None:
    with store.snapshot() as connection:
        if connection.execute(text("SELECT count(*) FROM brand")).scalar_one():
            return
    fill(store)
    with store.writing() as connection:
        for post, form in ((1, "photo"), (2, "reel"), (3, None)):
            connection.execute(text("UPDATE published_post SET format = :f WHERE id = :p"), {"f": form, "p": post})


def test_differences_are_counted(any_store: Store) -> None:
    fill(any_store, rows=5)
    with any_store.writing() as connection:
        assert differences(connection) == (0, 0)
        connection.execute(text("UPDATE post_total SET value = value + 1"))
        connection.execute(text("DELETE FROM day_sum WHERE day = 3"))
        connection.execute(text("INSERT INTO day_sum VALUES (9, 9, 9, '', 1, 1)"))
        assert differences(connection) == (1, 2)
        rebuild(connection)
        assert differences(connection) == (0, 0)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE observation SET value = 0",
        "UPDATE history SET facts = '{}'",
        "DELETE FROM history",
        "UPDATE history_words SET words = '{}'",
    ],
)
def test_append_only_tables_refuse_changes(any_store: Store, statement: str) -> None:
    fill(any_store)
    with pytest.raises(DatabaseError, match="append-only"), any_store.writing() as connection:
        connection.execute(text(statement))
