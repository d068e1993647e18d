import threading
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.history import GENESIS
from app.domain.people import Actor
from app.store.store import Store
from app.store.triggers import drop_triggers
from tests.fakes.filled_store import NOW


def record(store: Store, n: int, words: dict[str, object] | None = None, subject: int | None = None) -> int:
    with store.write() as work:
        return work.history.record(
            at=NOW + timedelta(seconds=n),
            actor=Actor(instance="test"),
            entity="post",
            entity_id=n % 2,
            action="edited",
            facts={"n": n},
            words=words,
            subject_id=subject,
        )


def tamper(store: Store, statement: str) -> None:
    with store.writing() as connection:
        drop_triggers(connection)
        connection.exec_driver_sql(statement)


def verify(store: Store) -> tuple[int, int | None]:
    with store.read() as work:
        return work.history.verify()


def test_an_empty_chain_is_whole(any_store: Store) -> None:
    assert verify(any_store) == (0, None)
    with any_store.read() as work:
        assert work.history.head() == GENESIS


def test_entries_come_back_and_link(any_store: Store) -> None:
    for n in range(5):
        record(any_store, n, {"text": f"zażółć {n}"} if n != 2 else None)
    assert verify(any_store) == (5, None)
    with any_store.read() as work:
        mine = work.history.of("post", 0)
        newest = work.history.latest(2)
        since = work.history.latest(9, since=NOW + timedelta(seconds=3))
        head = work.history.head()
    assert [dict(entry.facts) for entry in mine] == [{"n": 0}, {"n": 2}, {"n": 4}]
    assert [entry.words for entry in mine] == [{"text": "zażółć 0"}, None, {"text": "zażółć 4"}]
    assert [entry.facts["n"] for entry in newest] == [4, 3]
    assert [entry.facts["n"] for entry in since] == [4, 3]
    assert newest[0].prev_hash == newest[1].hash
    assert (mine[0].prev_hash, newest[0].hash) == (GENESIS, head)
    assert mine[0].at == datetime(2026, 11, 22, 10, tzinfo=UTC)


def test_erasing_words_keeps_the_chain(any_store: Store) -> None:
    ids = [record(any_store, n, {"name": "Ola"}, subject=7 if n else 8) for n in range(3)]
    with any_store.write() as work:
        about = work.history.words_about(7)
        assert about == ids[1:]
        assert work.history.erase_words(about) == 2
    assert verify(any_store) == (3, None)
    with any_store.read() as work:
        entries = work.history.latest(3)
    assert [(entry.words, entry.erased) for entry in entries] == [(None, True), (None, True), ({"name": "Ola"}, False)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET facts = '{\"n\":9}' WHERE id = 2",
        "UPDATE history SET action = 'approved' WHERE id = 2",
        "UPDATE history SET actor_id = 5 WHERE id = 2",
        "UPDATE history SET brand_id = 5 WHERE id = 2",
        "UPDATE history SET facts = 'no json' WHERE id = 2",
        'UPDATE history_words SET words = \'{"text":"other"}\' WHERE history_id = 2',
        "UPDATE history_words SET salt = 'x' WHERE history_id = 2",
    ],
)
def test_a_changed_entry_is_found(any_store: Store, statement: str) -> None:
    for n in range(3):
        record(any_store, n, {"text": "as it was"})
    tamper(any_store, statement)
    assert verify(any_store) == (2, 2)


def test_a_removed_entry_is_found(any_store: Store) -> None:
    for n in range(3):
        record(any_store, n)
    tamper(any_store, "DELETE FROM history WHERE id = 2")
    assert verify(any_store) == (2, 3)


def test_words_nobody_vouched_for_are_found(any_store: Store) -> None:
    record(any_store, 0)
    tamper(any_store, "INSERT INTO history_words (history_id, salt, words) VALUES (1, 's', '{\"text\":\"added\"}')")
    assert verify(any_store) == (1, 1)


def test_two_threads_make_one_chain(any_store: Store) -> None:
    threads = [threading.Thread(target=lambda: [record(any_store, n) for n in range(10)]) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert verify(any_store) == (30, None)
