"""What was read of figures counts until anything is written, whoever wrote it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.kpi import FigureFilters
from app.domain.measured_posts import MeasuredPosts
from app.domain.metrics import Observation, Reading
from app.domain.published import SeenPost
from app.store.kept_figures import KEPT, KeptFigures
from app.store.opening import open_store
from app.store.store import Store
from tests.fakes.postgres import Cluster, waiting_commits
from tests.fakes.workspace import add_profile, new_workspace

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
DAY = date(2026, 11, 20)
ALL = FigureFilters()


@pytest.fixture
def store(any_store_url: str) -> Iterator[Store]:
    made = new_workspace(any_store_url)
    add_profile(made)
    _publish(made, "a", 10.0)
    yield made
    made.close()


@pytest.fixture
def kept(store: Store) -> Iterator[KeptFigures]:
    made = KeptFigures(store)
    yield made
    made.close()


def _publish(store: Store, name: str, reach: float) -> None:
    with store.write() as work:
        post = SeenPost(name, day=DAY, format="image", text=name, permalink=None, hour=9)
        ids = work.metrics.upsert_posts(1, [post], seen_at=NOW, import_run_id=None).ids
        metric = work.metrics.metric_ids("facebook", [Reading("Reach", 0, "reach")])["Reach", "reach"]
        work.metrics.add_observations([Observation(1, ids[name], metric, 0, NOW, reach)])


def _posts(kept: KeptFigures, first: date = DAY) -> MeasuredPosts:
    with kept.read() as work:
        return work.figures.posts(ALL, first, DAY)


def test_the_same_question_is_read_once(kept: KeptFigures) -> None:
    assert _posts(kept) is _posts(kept)
    other = _posts(kept, DAY - timedelta(days=1))
    assert other is not _posts(kept) and list(other) == list(_posts(kept))


def test_whatever_is_written_is_seen_at_once(store: Store, kept: KeptFigures) -> None:
    assert _posts(kept).metric("reach") == [10.0]
    _publish(store, "b", 7.0)
    assert _posts(kept).metric("reach") == [10.0, 7.0]
    other = open_store(store.address)  # as another program would
    _publish(other, "c", 5.0)
    other.close()
    assert _posts(kept).metric("reach") == [10.0, 7.0, 5.0]


def test_what_is_written_while_others_read_is_not_taken_for_what_they_read(store: Store, kept: KeptFigures) -> None:
    with kept.read() as work:
        assert work.figures.extent(ALL) == (DAY, DAY)  # the snapshot has begun
        _publish(store, "b", 7.0)
        before = work.figures.posts(ALL, DAY, DAY)
    assert before.metric("reach") == [10.0]
    assert _posts(kept).metric("reach") == [10.0, 7.0]


def test_few_answers_are_kept_and_none_after_closing(kept: KeptFigures) -> None:
    first = _posts(kept)
    for back in range(1, KEPT + 1):
        _posts(kept, DAY - timedelta(days=back))
    again = _posts(kept)
    assert again is not first
    kept.close()
    assert _posts(kept) is not again


def test_what_is_logged_and_not_done_yet_is_seen_once_it_is(
    postgres_cluster: Cluster, new_postgres_url: Callable[[], str]
) -> None:
    """A server logs that a transaction is done before others see what it did: here it waits in between for a standby."""
    store = new_workspace(new_postgres_url())
    add_profile(store)
    kept = KeptFigures(store)
    with waiting_commits(postgres_cluster) as waits:
        writer = threading.Thread(target=_publish, args=(store, "a", 10.0))
        writer.start()
        waits()
        assert list(_posts(kept)) == []
    writer.join()
    assert _posts(kept).metric("reach") == [10.0]
    kept.close()
    store.close()
