"""A publisher that runs: wakes in time, profiles side by side, ends in order (PUB-18)."""

from __future__ import annotations

import threading
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

import pytest

from app.connectors.base import Account, Capabilities, Parcel, Receipt
from app.domain.delivery import Delivery, DeliveryState
from app.domain.errors import StoreProblem
from app.services.publisher_loop import LOOK_EVERY, Aside, PublisherLoop
from app.services.publishing import PublishReport
from tests.fakes.connectors import OneStep
from tests.fakes.desk import HOUR, NOON, Desk, new_desk
from tests.fakes.offices import open_office

D = DeliveryState


class PassingTime:
    """Instead of waiting, the clock goes on; after `rounds` the loop is closed."""

    def __init__(self, desk: Desk, rounds: int) -> None:
        self._desk = desk
        self._rounds = rounds
        self.waited: list[float] = []
        self.loop: PublisherLoop | None = None

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout or 0.0)
        self._desk.clock.advance(timedelta(seconds=timeout or 0.0))
        if len(self.waited) == self._rounds and self.loop is not None:
            self.loop._closed.set()
        return False

    def set(self) -> None: ...

    def clear(self) -> None: ...


class Meeting(OneStep):
    """Answers once as many calls are there at the same time as are expected."""

    capabilities = Capabilities()

    def __init__(self, expected: int) -> None:
        self._barrier = threading.Barrier(expected, timeout=30)
        self.order: list[str] = []

    def publish(self, account: Account, parcel: Parcel) -> Receipt:
        self._barrier.wait()
        self.order.append(parcel.text)
        return Receipt(f"{account.profile_id}-{len(self.order)}", None, NOON + HOUR)


def test_it_wakes_at_the_time_of_the_next_post(desk: Desk) -> None:
    post = desk.scheduled(when=NOON + timedelta(seconds=60))
    waiting = PassingTime(desk, 4)
    reports: list[PublishReport] = []
    waiting.loop = PublisherLoop(desk.publishing, desk.clock, told=reports.append, waiting=waiting)
    waiting.loop.run()
    assert waiting.waited[:2] == [30.0, 30.0]
    assert [report.ids for report in reports] == [{}, {}, {"sent": [desk.delivery(post).id]}, {}]
    assert desk.post(post).variants[0].published_at == NOON + timedelta(seconds=60)
    with desk.store.read() as work:
        assert work.publishers.holder() is None, "the lease is given back"


def test_profiles_go_side_by_side_and_posts_of_one_in_order(tmp_path) -> None:
    desk = new_desk(str(tmp_path / "w.szpalta"), tmp_path, profiles=3)
    for number in range(2):
        for profile in desk.network:
            desk.scheduled(f"{profile.id}/{number}", NOON + HOUR, profile_ids=(profile.id,))
    network = desk.connector = Meeting(3)
    desk.clock.advance(HOUR)
    waiting = PassingTime(desk, 1)
    waiting.loop = PublisherLoop(desk.publishing, desk.clock, waiting=waiting)
    waiting.loop.run()
    for profile in desk.network:
        mine = [text for text in network.order if text.startswith(f"{profile.id}/")]
        assert mine == [f"{profile.id}/0", f"{profile.id}/1"]
    desk.close()


def test_a_store_that_is_busy_ends_a_round_only_when_all_it_began_has_ended(tmp_path, monkeypatch) -> None:
    desk = new_desk(str(tmp_path / "w.szpalta"), tmp_path, profiles=2)
    for number, profile in enumerate(desk.network):
        desk.scheduled(str(number), NOON + HOUR, profile_ids=(profile.id,))
    desk.clock.advance(HOUR)
    pausing = threading.Event()
    paused_meanwhile: list[bool] = []

    def bring_out(delivery: Delivery, report: PublishReport) -> None:
        if delivery.profile_id == desk.network[0].id:
            raise StoreProblem("store.locked")
        paused_meanwhile.append(pausing.wait(0.3))

    monkeypatch.setattr(desk.publishing, "bring_out", bring_out)
    waiting = PassingTime(desk, 1)
    monkeypatch.setattr(waiting, "clear", pausing.set)
    waiting.loop = PublisherLoop(desk.publishing, desk.clock, waiting=waiting)
    waiting.loop.run()
    assert paused_meanwhile == [False]
    desk.close()


@pytest.mark.parametrize(
    ("code", "told"), [("store.full", "publishing.disk_full"), ("store.locked", "publishing.store")]
)
def test_a_store_that_cannot_be_written_is_told_and_tried_again_with_a_pause(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, code: str, told: str
) -> None:
    """A post is due all the time: without a pause the loop would go round as fast as it can."""
    post = desk.scheduled("Raz")
    desk.clock.advance(HOUR)
    claim, refusals = desk.publishing.claim, iter([StoreProblem(code), StoreProblem(code)])

    def refusing(report: PublishReport, busy: Collection[int] = ()) -> Delivery | None:
        problem = next(refusals, None)
        if problem is not None:
            raise problem
        return claim(report, busy)

    monkeypatch.setattr(desk.publishing, "claim", refusing)
    waiting = PassingTime(desk, 3)
    reports: list[PublishReport] = []
    waiting.loop = PublisherLoop(desk.publishing, desk.clock, told=reports.append, waiting=waiting)
    waiting.loop.run()
    assert [report.store_problem for report in reports] == [told, told, None]
    assert waiting.waited[:2] == [10.0, 10.0]
    assert reports[-1].ids == {"sent": [desk.delivery(post).id]}


def test_a_store_that_fills_up_in_a_round_still_says_what_went_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    post = desk.scheduled("Raz")
    desk.clock.advance(HOUR)
    claim = desk.publishing.claim

    def once(report: PublishReport, busy: Collection[int] = ()) -> Delivery | None:
        if report.ids:
            raise StoreProblem("store.full")
        return claim(report, busy)

    monkeypatch.setattr(desk.publishing, "claim", once)
    waiting = PassingTime(desk, 1)
    reports: list[PublishReport] = []
    waiting.loop = PublisherLoop(desk.publishing, desk.clock, told=reports.append, waiting=waiting)
    waiting.loop.run()
    assert (reports[0].store_problem, reports[0].ids) == (
        "publishing.disk_full", {"sent": [desk.delivery(post).id]}
    )  # fmt: skip


def test_closing_lets_what_runs_come_to_its_end_and_begins_nothing(desk: Desk) -> None:
    first, second = desk.scheduled("Raz"), desk.scheduled("Dwa")
    desk.clock.advance(HOUR)
    begun, go_on = threading.Event(), threading.Event()

    class Slow(OneStep):
        capabilities = Capabilities()

        def publish(self, account: Account, parcel: Parcel) -> Receipt:
            begun.set()
            go_on.wait(30)
            return Receipt("1", None, NOON + HOUR)

    desk.connector = Slow()
    loop = PublisherLoop(desk.publishing, desk.clock)
    thread = threading.Thread(target=loop.run)
    thread.start()
    assert begun.wait(30)
    assert not loop.close(timedelta(0))
    go_on.set()
    assert loop.close()
    thread.join(30)
    assert [desk.delivery(post).state for post in (first, second)] == [D.SENT, D.SCHEDULED]


def test_it_is_woken_at_once(desk: Desk) -> None:
    seen = threading.Event()
    loop = PublisherLoop(desk.publishing, desk.clock, told=lambda report: seen.set() if report.ids else None)
    thread = threading.Thread(target=loop.run)
    thread.start()
    post = desk.scheduled(when=None)
    desk.scheduling.publish_now(desk.creator, post.id)
    loop.wake()
    assert seen.wait(LOOK_EVERY.total_seconds())
    assert loop.close()
    thread.join(30)
    assert desk.delivery(post).state is D.SENT


def test_what_may_take_its_time_runs_beside_the_rounds(desk: Desk) -> None:
    waiting = PassingTime(desk, 12)
    looked: list[str] = []
    look = Aside(lambda: bool(looked.append("x")))
    waiting.loop = PublisherLoop(desk.publishing, desk.clock, asides=[look], waiting=waiting)
    waiting.loop.run()
    assert looked == ["x", "x"], "six minutes"


def test_a_long_fetch_delays_no_check(desk: Desk) -> None:
    """Each thing that runs aside has a place of its own."""
    waiting = PassingTime(desk, 12)
    fetched, looked = threading.Event(), []

    def look() -> bool:
        looked.append(desk.clock.now())
        if len(looked) == 2:
            fetched.set()
        return False

    long = Aside(lambda: fetched.wait(30))
    waiting.loop = PublisherLoop(desk.publishing, desk.clock, asides=[long, Aside(look)], waiting=waiting)
    waiting.loop.run()
    assert len(looked) == 2, "six minutes"
    assert fetched.is_set()


def test_what_changes_beside_the_rounds_is_told(desk: Desk) -> None:
    waiting = PassingTime(desk, 2)
    changed: list[str] = []
    asides = [Aside(lambda: True), Aside(lambda: False)]
    told = {"changed": lambda: changed.append("x"), "waiting": waiting}
    waiting.loop = PublisherLoop(desk.publishing, desk.clock, asides=asides, **told)  # type: ignore[arg-type]
    waiting.loop.run()
    assert changed == ["x"]


def test_a_loop_is_made_without_what_reaches_networks(tmp_path: Path) -> None:
    """The window makes it on its own thread, which would stand still for as long as that takes to import."""
    office = open_office(tmp_path)
    office.app.publisher_loop(lambda told: None, lambda: None)
    assert not {"http", "delivery_checks"} & set(vars(office.app))
    office.app.close()
