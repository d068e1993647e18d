from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.errors import StoreProblem
from app.store.checking import CheckLine, full_check, not_opened, quick_check
from app.store.opening import open_store
from app.store.store import Store
from app.store.triggers import drop_triggers
from tests.fakes.damage import damage_one_page, store_with_holidays
from tests.fakes.filled_store import fill


def lines(store: Store, media: Path | None = None) -> dict[str, CheckLine]:
    return {line.name: line for line in full_check(store, media).lines}


def tamper(store: Store, *statements: str) -> None:
    with store.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        drop_triggers(connection)
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_filled_store_is_whole(any_store: Store) -> None:
    fill(any_store)
    report = full_check(any_store)
    assert report.ok, report
    names = [line.name for line in report.lines]
    both = ["history", "post_totals", "day_sums", "post_packs", "loose_references", "media"]
    assert names == (["integrity", "references", *both] if any_store.is_file else both)
    assert {line.name: line.count for line in report.lines}["history"] == 4


@pytest.mark.parametrize(
    ("statement", "name", "count"),
    [
        ("UPDATE history SET action = 'x' WHERE id = 3", "history", 1),
        ("UPDATE post_total SET value = 9", "post_totals", 1),
        ("DELETE FROM day_sum", "day_sums", 2),
        ("UPDATE observation SET post_id = 99 WHERE post_id = 2", "loose_references", 1),
        ("UPDATE observation SET metric_id = 99 WHERE metric_id = 2", "loose_references", 1),
        ("UPDATE observation SET import_id = -7 WHERE metric_id = 2", "loose_references", 1),
        ("INSERT INTO history_words (history_id, salt, words) VALUES (99, '', '{}')", "loose_references", 1),
    ],
)
def test_each_line_notices_its_own(any_store: Store, statement: str, name: str, count: int) -> None:
    fill(any_store)
    tamper(any_store, statement)
    report = full_check(any_store)
    assert not report.ok
    found = {line.name: line for line in report.lines}
    assert (found[name].ok, found[name].count) == (False, count)


def test_broken_keys(store: Store) -> None:
    fill(store)
    with store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("DELETE FROM brand WHERE id = 3")
        raw.execute("PRAGMA foreign_keys=ON")
    line = lines(store)["references"]
    assert not line.ok
    assert "pillar 3 -> brand" in line.details


def test_media_are_looked_at(store: Store, tmp_path: Path) -> None:
    fill(store)
    hello, other = (sha256(data).hexdigest() for data in (b"hello", b"other"))
    with store.writing() as connection:
        for number, sha in ((1, hello), (2, other), (3, "ab" * 32)):
            connection.execute(text("UPDATE media SET sha256 = :sha WHERE id = :n"), {"sha": sha, "n": number})
    folder = tmp_path / "media"
    folder.mkdir()
    (folder / hello).write_bytes(b"hello")
    (folder / other).write_bytes(b"changed")
    line = lines(store, folder)["media"]
    assert (line.ok, line.count) == (False, 2)
    assert set(line.details) == {f"{other}: changed", f"{'ab' * 32}: missing"}


def test_damage_is_found_and_the_rest_is_still_checked(tmp_path: Path) -> None:
    file = tmp_path / "w.szpalta"
    store_with_holidays(file)
    whole = open_store(str(file))
    assert quick_check(whole) is True
    assert quick_check(whole, budget_s=-1) in (None, True)  # a small file may be done before the first look
    whole.close()
    damage_one_page(file)
    damaged = open_store(str(file), read_only=True)
    assert quick_check(damaged) is False
    found = lines(damaged)
    damaged.close()
    assert not found["integrity"].ok
    assert found["history"].ok
    assert found["media"].ok


@pytest.mark.postgres
def test_a_server_has_no_quick_check(new_postgres_url: Callable[[], str]) -> None:
    from app.store.opening import create_store

    store = create_store(new_postgres_url())
    assert quick_check(store) is None
    store.close()


def test_a_store_that_does_not_open_is_one_line() -> None:
    report = not_opened("w.szpalta", StoreProblem("store.foreign"))
    assert not report.ok
    assert [(line.name, line.details) for line in report.lines] == [("opening", ("store.foreign",))]
