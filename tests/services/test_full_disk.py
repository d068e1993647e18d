"""The disk fills up while a post goes out: nothing goes out twice, and what went out is written down (DB-11)."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from app.connectors.base import Account, Capabilities, Idempotency, Operation, Parcel, Receipt, Rejected
from app.domain.content import Post
from app.domain.delivery import LEASE, DeliveryState
from app.domain.errors import StoreProblem
from app.services.keeping import StoreKeeping
from app.services.publishing import PublishReport
from app.store.reserve import release, reserve, reserve_file
from tests.fakes.connectors import OneStep
from tests.fakes.desk import HOUR, NOON, Desk, new_desk

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounts a small disk")
D = DeliveryState


class Network(OneStep):
    """Takes what it is given, and fills our disk meanwhile."""

    def __init__(self, meanwhile: Callable[[], None], refuse: bool = False) -> None:
        self.capabilities = Capabilities(classes={Operation.PUBLISH: Idempotency.BLIND})
        self._meanwhile = meanwhile
        self._refuse = refuse
        self.calls = 0

    def publish(self, account: Account, parcel: Parcel) -> Receipt:
        self.calls += 1
        self._meanwhile()
        if self._refuse:
            raise Rejected("practice.rejected", reason="Za długie")
        return Receipt(f"remote-{self.calls}", "https://example.org/1", NOON + HOUR)


class SmallDisk:
    def __init__(self, folder: Path) -> None:
        self.store = folder / "w.szpalta"
        self._rubbish = folder / "rubbish"

    def fill(self) -> None:
        with self._rubbish.open("wb", buffering=0) as rubbish, suppress(OSError):
            while rubbish.write(b"x" * 4096) == 4096:
                pass

    def clear(self) -> None:
        self._rubbish.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(place)], check=False)
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    yield SmallDisk(place)
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def desk(disk: SmallDisk, tmp_path: Path) -> Iterator[Desk]:
    made = new_desk(str(disk.store), tmp_path)
    reserve(disk.store)
    made.make_room = lambda: release(disk.store)
    yield made
    made.close()


def due(desk: Desk) -> Post:
    post = desk.scheduled("Nowa mieszanka", desk.clock.now() + HOUR)
    desk.clock.advance(HOUR)
    return post


@pytest.mark.parametrize(("refuse", "state"), [(False, D.SENT), (True, D.FAILED)])
def test_the_space_kept_back_takes_the_result(desk: Desk, disk: SmallDisk, refuse: bool, state: DeliveryState) -> None:
    """PT-16 at the result."""
    network = desk.connector = Network(disk.fill, refuse)
    post = due(desk)
    desk.publishing.publish_due()
    assert (desk.delivery(post).state, network.calls) == (state, 1)
    assert not reserve_file(disk.store).exists()
    disk.clear()
    desk.clock.advance(LEASE + HOUR)
    desk.publishing.publish_due()
    assert network.calls == 1 and desk.chain_is_whole()
    keeper = StoreKeeping(desk.clock, machine_id=None, workspaces=disk.store.parent)
    keeper.open(str(disk.store)).close()
    assert reserve_file(disk.store).exists()


def test_without_the_intent_nothing_is_sent(desk: Desk, disk: SmallDisk) -> None:
    """PT-16 at the intent."""
    network = desk.connector = Network(lambda: None)
    post = due(desk)
    desk.failpoint = lambda name: disk.fill() if name == "after claim" else None
    report = PublishReport()
    with pytest.raises(StoreProblem, match=r"store\.full"):
        desk.publishing.publish_due(report=report)
    assert (desk.delivery(post).state, network.calls, report.unwritten) == (D.LEASED, 0, [])
    assert reserve_file(disk.store).exists(), "it is kept for results"
    disk.clear()
    desk.failpoint = lambda name: None
    desk.clock.advance(LEASE + timedelta(seconds=1))
    desk.publishing.publish_due()
    assert (desk.delivery(post).state, network.calls) == (D.SENT, 1)


def test_a_result_nothing_could_hold_is_unsure_later_and_never_sent_again(desk: Desk, disk: SmallDisk) -> None:
    """PT-16 at the result, with no space at all."""
    release(disk.store)
    network = desk.connector = Network(disk.fill)
    post = due(desk)
    report = PublishReport()
    with pytest.raises(StoreProblem, match=r"store\.full"):
        desk.publishing.publish_due(report=report)
    assert (desk.delivery(post).state, network.calls) == (D.SENDING, 1)
    assert (report.ids, report.unwritten) == ({}, [desk.delivery(post).id])
    disk.clear()
    desk.publishing.publish_due()
    assert desk.delivery(post).state is D.SENDING, "its lease is not over yet"
    for _ in range(3):
        desk.clock.advance(LEASE + HOUR)
        desk.publishing.publish_due()
    assert (desk.delivery(post).state, network.calls) == (D.NEEDS_HUMAN, 1)
    assert desk.attempts(desk.delivery(post)) == ["unknown"] and desk.chain_is_whole()
