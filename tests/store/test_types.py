import zoneinfo
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from app.store.engine import open_engine
from app.store.store import Store
from app.store.types import Day, EpochSecond, Flag, JsonText, NaiveTime, UtcTime, stamp

ZONES: list[tzinfo] = [
    zoneinfo.ZoneInfo("Europe/Warsaw"),
    zoneinfo.ZoneInfo("America/New_York"),
    zoneinfo.ZoneInfo("Asia/Kathmandu"),
    zoneinfo.ZoneInfo("Australia/Lord_Howe"),
    timezone(timedelta(hours=-11, minutes=-59)),
    UTC,
]
WARSAW = ZONES[0]
moments = st.builds(
    lambda moment, zone, fold: moment.replace(tzinfo=zone, fold=fold),
    st.datetimes(datetime.fromisoformat("0002-01-01"), datetime.fromisoformat("9998-12-31")),
    st.sampled_from(ZONES),
    st.sampled_from([0, 1]),
)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(-1e9, 1e9)
    | st.text(st.characters(codec="utf-8", exclude_characters="\x00")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("aż\n", max_size=3), inner, max_size=3),
    max_leaves=5,
).filter(lambda value: value is not None)

SAMPLE = Table(
    "type_sample",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime),
    Column("second", EpochSecond),
    Column("day", Day),
    Column("yes", Flag),
    Column("json", JsonText),
    sqlite_strict=True,
)


def carry(store: Store, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Writes rows to a table and reads them back."""
    engine = open_engine(store.address)
    try:
        with engine.connect() as connection, connection.begin() as transaction:
            SAMPLE.create(connection)
            connection.execute(insert(SAMPLE), [{"id": n} | row for n, row in enumerate(rows)])
            found = connection.execute(select(SAMPLE).order_by(SAMPLE.c.id)).mappings().all()
            transaction.rollback()
    finally:
        engine.dispose()
    return [{name: value for name, value in row.items() if name != "id"} for row in found]


@given(st.lists(moments, min_size=2, max_size=20))
def test_stamps_sort_as_time_does_and_come_back(found: list[datetime]) -> None:
    stamps = {moment.astimezone(UTC): stamp(moment) for moment in found}
    assert [stamps[moment] for moment in sorted(stamps)] == sorted(stamps.values())
    assert all(datetime.fromisoformat(text) == moment for moment, text in stamps.items())
    assert {len(text) for text in stamps.values()} == {27}


@given(st.datetimes())
def test_a_naive_time_cannot_be_stored(moment: datetime) -> None:
    dialect: Any = None
    for kind in (UtcTime(), EpochSecond()):
        with pytest.raises(NaiveTime):
            kind.process_bind_param(moment, dialect)
    with pytest.raises(NaiveTime):
        stamp(moment)


def test_a_naive_time_is_refused_by_the_statement(any_store: Store) -> None:
    with pytest.raises(StatementError, match="NaiveTime"):
        carry(any_store, [{"at": datetime.fromisoformat("2026-03-29T02:30")}])


def test_both_folds_and_the_gap_come_back_as_they_were(any_store: Store) -> None:
    local = [
        datetime(2026, 10, 25, 2, 30, tzinfo=WARSAW, fold=0),
        datetime(2026, 10, 25, 2, 30, tzinfo=WARSAW, fold=1),
        datetime(2026, 3, 29, 2, 30, tzinfo=WARSAW),
    ]
    found = carry(any_store, [{"at": moment, "second": moment} for moment in local])
    expected = [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    ]
    assert [row["at"] for row in found] == [row["second"] for row in found] == expected
    assert all(row["at"].utcoffset() == timedelta(0) for row in found)


def test_any_moment_comes_back_to_the_microsecond(any_store: Store) -> None:
    batch: list[datetime] = []

    @given(moments)
    def gather(moment: datetime) -> None:
        batch.append(moment)

    gather()
    found = carry(any_store, [{"at": moment} for moment in batch])
    assert [row["at"] for row in found] == [moment.astimezone(UTC) for moment in batch]


def test_days_flags_and_json_come_back(any_store: Store) -> None:
    batch: list[dict[str, Any]] = [{"day": None, "yes": None, "json": []}]

    @given(st.dates(), st.booleans(), json_values)
    def gather(day: date, yes: bool, value: Any) -> None:
        batch.append({"day": day, "yes": yes, "json": value})

    gather()
    found = carry(any_store, batch)
    assert [{name: row[name] for name in ("day", "yes", "json")} for row in found] == batch
    assert {type(row["yes"]) for row in found} == {bool, type(None)}
