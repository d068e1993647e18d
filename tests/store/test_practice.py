from __future__ import annotations

import multiprocessing
import stat
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import BadInput, Refused, StoreProblem
from app.domain.practice import FaultKind, FaultScope, PracticeFault, PracticeMedia
from app.store.practice import PracticeStore, open_practice
from app.store.sqlite_files import sqlite_module
from tests.fakes.practice import MORNING, draft


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "practice.db"


@pytest.fixture
def store(path: Path) -> PracticeStore:
    return open_practice(path)


def account_id(store: PracticeStore, key_class: str = "E", handle: str = "palarnia") -> int:
    account = store.account("facebook", handle, MORNING)
    store.configure(replace(account, key_class=key_class))
    return account.id


def test_a_new_file_belongs_to_its_owner_alone(store: PracticeStore, path: Path):
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_account_opens_once_and_keeps_its_settings(store: PracticeStore, path: Path):
    first = store.account("x", "palarnia", MORNING)
    later = open_practice(path).account("x", "palarnia", MORNING + timedelta(days=5))
    assert first == later
    assert (first.key_class, first.followers, first.since, first.list_lag_s) == ("E", None, MORNING, 0.0)
    assert store.account("x", "inna", MORNING).seed != first.seed
    assert [account.handle for account in store.accounts()] == ["palarnia", "inna"]


def test_a_post_comes_back_as_it_went_in(store: PracticeStore):
    sent = draft(
        text="Zażółć 🌿\n'; DROP TABLE practice_post; --",
        link="https://example.com/ą?b=1",
        first_comment="Pierwszy",
        media=(PracticeMedia("image/png", "ab" * 32, "Kubek „na” stole"),),
    )
    owner = account_id(store)
    kept = store.accept(owner, sent)
    (found,) = store.find(owner, [kept.remote_id, "other"])
    assert found == kept
    assert (found.text, found.media, found.published_at) == (sent.text, sent.media, MORNING)


def test_posts_are_those_between_two_moments_newest_first(store: PracticeStore):
    owner = account_id(store)
    moments = [MORNING + timedelta(hours=hour) for hour in range(4)]
    store.register(owner, [draft(at, text=str(at)) for at in moments])
    assert [post.published_at for post in store.posts(owner, moments[1], moments[2])] == [moments[2], moments[1]]


def test_a_naive_time_is_refused(store: PracticeStore):
    with pytest.raises(BadInput):
        store.accept(account_id(store), draft(datetime(2026, 1, 1)))


def test_ids_do_not_depend_on_which_account_came_first(store: PracticeStore, tmp_path: Path):
    other = open_practice(tmp_path / "other.db")
    account_id(other, handle="wcześniejsza")
    assert store.accept(account_id(store), draft()).remote_id == other.accept(account_id(other), draft()).remote_id


def test_keys_count_only_in_classes_a_and_b(store: PracticeStore):
    for key_class, effects in (("A", 1), ("B", 1), ("D", 2), ("E", 2)):
        owner = account_id(store, key_class, handle=key_class)
        store.accept(owner, draft())
        store.accept(owner, draft())
        assert store.effect_count(owner) == effects


def test_a_key_with_other_content_is_refused(store: PracticeStore):
    owner = account_id(store, "A")
    store.accept(owner, draft(text="Jedno"))
    with pytest.raises(Refused) as refusal:
        store.accept(owner, draft(text="Drugie"))
    assert refusal.value.code == "practice.key_reused"
    assert store.effect_count(owner) == 1


def test_class_c_cannot_be_played(store: PracticeStore):
    with pytest.raises(BadInput) as error:
        account_id(store, "C")
    assert error.value.data["known"] == ["A", "B", "D", "E"]


@pytest.mark.parametrize("fault", [PracticeFault(FaultKind.SLOW, seconds=-1), PracticeFault(FaultKind.REFUSE, calls=0)])
def test_impossible_faults_are_refused(store: PracticeStore, fault: PracticeFault):
    with pytest.raises(BadInput):
        store.add_fault(account_id(store), fault)


def test_faults_are_counted_down_in_their_own_line(store: PracticeStore):
    owner = account_id(store)
    lost = PracticeFault(FaultKind.LOSE_ANSWER, calls=2)
    limited = PracticeFault(FaultKind.RATE_LIMIT, FaultScope.READ, seconds=30)
    slow = PracticeFault(FaultKind.SLOW, FaultScope.ANY, calls=None, seconds=1.5)
    for fault in (lost, limited, slow):
        store.add_fault(owner, fault)
    assert store.take_faults(owner, FaultScope.PUBLISH) == (lost, slow)
    assert store.take_faults(owner, FaultScope.READ) == (limited, slow)
    assert store.faults(owner) == (PracticeFault(FaultKind.LOSE_ANSWER, calls=1), slow)
    store.take_faults(owner, FaultScope.PUBLISH)
    assert store.take_faults(owner, FaultScope.PUBLISH) == (slow,)


def test_faults_stay_with_their_account(store: PracticeStore):
    store.add_fault(account_id(store), PracticeFault(FaultKind.REFUSE))
    assert store.take_faults(account_id(store, handle="inna"), FaultScope.PUBLISH) == ()


def test_another_programs_file_is_left_alone(path: Path):
    path.parent.mkdir()
    other = sqlite_module().connect(str(path))
    other.execute("CREATE TABLE notes (words TEXT)")
    other.close()
    with pytest.raises(StoreProblem) as problem:
        open_practice(path)
    assert problem.value.code == "store.foreign"


def test_a_newer_file_is_left_alone(store: PracticeStore, path: Path):
    store.close()
    newer = sqlite_module().connect(str(path))
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(StoreProblem) as problem:
        open_practice(path)
    assert (problem.value.code, problem.value.data["found"]) == ("store.newer", 99)


def test_a_file_that_is_no_database_is_named(path: Path):
    path.parent.mkdir()
    path.write_bytes(b"kawa" * 5000)
    with pytest.raises(StoreProblem) as problem:
        open_practice(path)
    assert problem.value.data["address"] == str(path)
    assert path.read_bytes() == b"kawa" * 5000


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreProblem) as problem:
        open_practice(tmp_path / "file" / "practice.db")
    assert problem.value.code == "store.cannot_open"


KEYS = 40


def _publish_the_same_keys(path: str, barrier: Any) -> None:
    barrier.wait(timeout=60)  # both meet at a file that does not exist yet
    store = open_practice(Path(path))
    owner = store.account("facebook", "palarnia", MORNING).id
    for number in range(KEYS):
        store.accept(owner, draft(key=f"key-{number}"))


def _publish_own_keys(path: str, barrier: Any, name: str) -> None:
    store = open_practice(Path(path))
    owner = store.account("facebook", "palarnia", MORNING).id
    barrier.wait(timeout=60)
    for number in range(KEYS):
        store.accept(owner, draft(key=f"{name}-{number}", text=f"{name}-{number}"))


def _run_together(*works: tuple[Callable[..., None], tuple[object, ...]]) -> list[int | None]:
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(len(works))
    children = [context.Process(target=work, args=(arguments[0], barrier, *arguments[1:])) for work, arguments in works]
    for child in children:
        child.start()
    for child in children:
        child.join(90)
    return [child.exitcode for child in children]


def test_two_processes_with_the_same_keys_make_each_post_once(store: PracticeStore, path: Path):
    owner = account_id(store, "A")
    work = (_publish_the_same_keys, (str(path),))
    assert _run_together(work, work) == [0, 0]
    posts = store.posts(owner, MORNING, datetime.max.replace(tzinfo=UTC))
    assert Counter(post.idem_key for post in posts) == {f"key-{number}": 1 for number in range(KEYS)}


def test_two_processes_with_their_own_keys_lose_nothing(path: Path):
    assert _run_together((_publish_own_keys, (str(path), "a")), (_publish_own_keys, (str(path), "b"))) == [0, 0]
    store = open_practice(path)
    (account,) = store.accounts()
    posts = store.posts(account.id, MORNING, datetime.max.replace(tzinfo=UTC))
    assert len({post.remote_id for post in posts}) == 2 * KEYS
    assert {post.text for post in posts} == {f"{name}-{number}" for name in "ab" for number in range(KEYS)}
