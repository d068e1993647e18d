from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from app.domain.errors import BadInput, StoreProblem
from app.domain.people import Actor
from app.store.backup import backup
from app.store.dump import dump
from app.store.opening import create_store, open_store
from app.store.restore import restore
from app.store.schema.content import variant
from app.store.schema.publishing import attempt, delivery
from app.store.schema.team import workspace
from app.store.schema_version import SCHEMA
from app.store.store import Store
from tests.fakes.filled_store import NOW, START, everything, fill
from tests.fakes.rewritten_archive import rewritten

HELLO = sha256(b"hello").hexdigest()
STATES = [
    # delivery before, variant before -> delivery after, variant after
    ("scheduled", "scheduled", "held", "on_hold"),
    ("leased", "publishing", "held", "on_hold"),
    ("retry_wait", "publishing", "held", "on_hold"),
    ("sending", "publishing", "needs_human", "unsure"),
    ("reconcile", "publishing", "needs_human", "unsure"),
    ("needs_human", "unsure", "needs_human", "unsure"),
    ("held", "on_hold", "held", "on_hold"),
    ("sent", "published", "sent", "published"),
    ("cancelled", "draft", "cancelled", "draft"),
]


@pytest.fixture
def filled(store: Store) -> Iterator[Store]:
    """A store with a delivery in every state and one media file."""
    fill(store, rows=len(STATES))
    with store.writing() as connection:
        for number, (state, shown, _, _) in enumerate(STATES, 1):
            connection.execute(update(delivery).where(delivery.c.id == number).values(state=state))
            connection.execute(update(variant).where(variant.c.id == number).values(state=shown))
        connection.execute(update(attempt).values(outcome=None, finished_at=None))
        connection.execute(text("UPDATE media SET sha256 = :sha WHERE id = 1"), {"sha": HELLO})
        connection.execute(update(workspace).values(publishing_paused=False, pause_reason=None))
    assert store.media_folder is not None
    store.media_folder.mkdir()
    (store.media_folder / HELLO).write_bytes(b"hello")
    yield store


def check_held(store: Store) -> None:
    with store.snapshot() as connection:
        found = connection.execute(select(delivery.c.id, delivery.c.state, delivery.c.reason)).all()
        states = {row.id: row.state for row in found}
        shown = dict(map(tuple, connection.execute(select(variant.c.id, variant.c.state))))
        since = dict(map(tuple, connection.execute(select(variant.c.id, variant.c.state_since))))
        paused = connection.execute(select(workspace.c.publishing_paused, workspace.c.pause_reason)).one()
        open_attempts = connection.execute(
            select(attempt.c.delivery_id).where(attempt.c.finished_at.is_(None)).order_by(attempt.c.delivery_id)
        ).scalars()
        assert {n: (states[n], shown[n]) for n in states} == {
            n: (after, shown_after) for n, (_, _, after, shown_after) in enumerate(STATES, 1)
        }
        assert {n for n, at in since.items() if at == NOW + timedelta(hours=1)} == {1, 2, 3, 4, 5}
        assert tuple(paused) == (True, "restored")
        assert list(open_attempts) == [1, 2, 3, 6, 7, 8, 9]  # those being sent got the outcome unknown
    with store.read() as work:
        assert work.history.verify()[1] is None
        last = work.history.latest(1)[0]
    assert (last.entity, last.action, last.facts["on_hold"], last.facts["unsure"]) == ("workspace", "restored", 3, 2)


def bring_back(file: Path, address: str, *, keep_aside: bool = False) -> str | None:
    return restore(file, address, now=NOW + timedelta(hours=1), actor=Actor(), keep_aside=keep_aside).kept_aside


def test_a_backup_comes_back_with_everything_held(filled: Store, tmp_path: Path) -> None:
    backup(filled, tmp_path / "b.zip", now=NOW)
    assert bring_back(tmp_path / "b.zip", str(tmp_path / "new.szpalta")) is None

    back = open_store(str(tmp_path / "new.szpalta"))
    check_held(back)
    changed = {"delivery", "attempt", "variant", "workspace", "history"}
    before, after = everything(filled), everything(back)
    assert {name for name in before if before[name] != after[name]} == changed
    assert back.media_folder is not None
    assert (back.media_folder / HELLO).read_bytes() == b"hello"
    back.close()
    assert not list(tmp_path.glob(".*"))


def test_the_old_store_stays_aside_whole(filled: Store, tmp_path: Path) -> None:
    backup(filled, tmp_path / "b.zip", now=NOW)
    with filled.writing() as connection:
        connection.execute(text("INSERT INTO setting (name, value, version) VALUES ('later', '1', 1)"))
    newer = everything(filled)
    filled.close()

    aside = bring_back(tmp_path / "b.zip", filled.address, keep_aside=True)

    assert aside == filled.address + ".before-restore-20261122T110000Z"
    old = open_store(aside)
    assert everything(old) == newer
    assert old.media_folder is not None
    assert (old.media_folder / HELLO).read_bytes() == b"hello"
    old.close()
    back = open_store(filled.address)
    check_held(back)
    back.close()
    assert bring_back(tmp_path / "b.zip", filled.address, keep_aside=True) == f"{aside}-2"


def test_a_damaged_store_stays_aside_too(filled: Store, tmp_path: Path) -> None:
    backup(filled, tmp_path / "b.zip", now=NOW)
    filled.close()
    damaged = Path(filled.address)
    damaged.write_bytes(b"\xa5" * 9000)
    Path(filled.address + "-wal").write_bytes(b"left over")
    aside = bring_back(tmp_path / "b.zip", filled.address, keep_aside=True)
    assert aside is not None
    assert Path(aside).read_bytes() == b"\xa5" * 9000
    assert Path(aside + "-wal").read_bytes() == b"left over"
    back = open_store(filled.address)
    check_held(back)
    back.close()


def test_a_stray_wal_is_not_played_into_the_restored_store(filled: Store, tmp_path: Path) -> None:
    backup(filled, tmp_path / "b.zip", now=NOW)
    (tmp_path / "new.szpalta-wal").write_bytes(b"of a store long gone")
    bring_back(tmp_path / "b.zip", str(tmp_path / "new.szpalta"))
    assert (tmp_path / "new.szpalta-wal.left-over").read_bytes() == b"of a store long gone"
    open_store(str(tmp_path / "new.szpalta")).close()


def test_a_taken_place_needs_leave_and_nobody_inside(filled: Store, tmp_path: Path) -> None:
    backup(filled, tmp_path / "b.zip", now=NOW)
    before = everything(filled)
    with pytest.raises(StoreProblem, match=r"store\.exists"):
        bring_back(tmp_path / "b.zip", filled.address)
    with pytest.raises(StoreProblem, match=r"store\.in_use"):
        bring_back(tmp_path / "b.zip", filled.address, keep_aside=True)
    assert everything(filled) == before


def test_a_bad_backup_changes_nothing(filled: Store, tmp_path: Path) -> None:
    backup(filled, tmp_path / "b.zip", now=NOW)
    before = everything(filled)
    filled.close()
    data = bytearray((tmp_path / "b.zip").read_bytes())
    data[len(data) // 3] ^= 1
    (tmp_path / "bad.zip").write_bytes(data)
    with pytest.raises((BadInput, StoreProblem)):
        bring_back(tmp_path / "bad.zip", filled.address, keep_aside=True)
    again = open_store(filled.address)
    assert everything(again) == before
    again.close()
    assert not list(tmp_path.glob("*before-restore*"))
    assert not list(tmp_path.glob(".*"))


def test_a_newer_backup_is_refused(filled: Store, tmp_path: Path) -> None:
    backup(filled, tmp_path / "b.zip", now=NOW)
    newer = rewritten(tmp_path / "b.zip", tmp_path / "newer.zip", {}, schema=SCHEMA + 1)
    with pytest.raises(StoreProblem) as problem:
        bring_back(newer, str(tmp_path / "new.szpalta"))
    assert (problem.value.code, problem.value.data["found"]) == ("archive.newer_schema", SCHEMA + 1)
    assert not (tmp_path / "new.szpalta").exists()


def test_too_little_room(filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup(filled, tmp_path / "b.zip", now=NOW)
    monkeypatch.setattr("app.store.load.free_bytes", lambda folder: 1000)
    with pytest.raises(StoreProblem, match=r"archive\.no_space"):
        bring_back(tmp_path / "b.zip", str(tmp_path / "new.szpalta"))


def test_a_dump_is_a_backup_too(filled: Store, tmp_path: Path) -> None:
    dump(filled, tmp_path / "d.zip", now=NOW)
    bring_back(tmp_path / "d.zip", str(tmp_path / "new.szpalta"))
    back = open_store(str(tmp_path / "new.szpalta"))
    check_held(back)
    back.close()


@pytest.mark.postgres
def test_between_the_two_databases(filled: Store, tmp_path: Path, new_postgres_url: Callable[[], str]) -> None:
    backup(filled, tmp_path / "b.zip", now=NOW)
    url = new_postgres_url()
    bring_back(tmp_path / "b.zip", url)
    server = open_store(url)
    check_held(server)

    backup(server, tmp_path / "server.zip", now=NOW)
    bring_back(tmp_path / "server.zip", str(tmp_path / "new.szpalta"))
    back = open_store(str(tmp_path / "new.szpalta"))
    with back.snapshot() as connection:
        assert connection.execute(select(delivery.c.state).where(delivery.c.id == 1)).scalar_one() == "held"
    back.close()
    server.close()
    with pytest.raises(StoreProblem, match=r"store\.exists"):
        bring_back(tmp_path / "b.zip", url)


def test_an_empty_store_can_be_restored(tmp_path: Path) -> None:
    empty = create_store(str(tmp_path / "w.szpalta"))
    backup(empty, tmp_path / "b.zip", now=START)
    empty.close()
    bring_back(tmp_path / "b.zip", str(tmp_path / "new.szpalta"))
    open_store(str(tmp_path / "new.szpalta")).close()
