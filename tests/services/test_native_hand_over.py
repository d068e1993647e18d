"""Posts given to a network's own scheduler: none is published twice, whatever happens between the call and the note."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.connectors.base import Idempotency
from app.domain.content import Post
from app.domain.delivery import LEASE, QUIET, Delivery, Resolution
from app.domain.delivery import DeliveryState as D
from app.domain.errors import Refused
from app.domain.publishing import StopScope
from app.domain.workflow import PostState
from app.services.native_schedules import OLD_WORDS_OUT
from app.services.planning import PostEdit
from tests.fakes.desk import HOUR, NOON, Desk, new_desk
from tests.fakes.keeping_network import KeepingNetwork
from tests.fakes.publisher import KEEPING
from tests.fakes.victims import Victims, victims

DUE = NOON + 3 * HOUR
MINUTE = timedelta(minutes=1)
K = Idempotency


@pytest.fixture
def network(desk: Desk) -> KeepingNetwork:
    return keeping(desk, K.READABLE)


def keeping(desk: Desk, key_class: K) -> KeepingNetwork:
    """The profile hands over to a network of this class."""
    network = KeepingNetwork(desk.folder / "network.db", desk.clock.now, key_class)
    desk.connector = network
    hand_over(desk, True)
    return network


def hand_over(desk: Desk, on: bool) -> None:
    with desk.store.write() as work:
        profile = work.profiles.get(desk.network[0].id)
        work.profiles.edit(profile.id, profile.version, {"hands_over": on})


def at_due(desk: Desk, network: KeepingNetwork, later: timedelta = timedelta(0)) -> None:
    """The time comes with every program closed; the network publishes by itself; then publishing runs again."""
    desk.clock.set(DUE + later)
    network.bring_out_due()
    for _ in range(20):
        desk.publishing.publish_due()
        desk.clock.advance(MINUTE)


def lies(row: Delivery) -> bool:
    return row.handed_over_id is not None


def test_nothing_is_handed_over_unless_the_profile_says_so(desk: Desk, network: KeepingNetwork) -> None:
    hand_over(desk, False)
    post = desk.scheduled(when=DUE)
    desk.publishing.publish_due()
    assert network.waiting() == [] and not lies(desk.delivery(post))


def test_whether_something_changed_at_the_network_is_told(desk: Desk, network: KeepingNetwork) -> None:
    """So that an open post says at once where it lies."""
    assert not desk.publishing.hand_over(), "nothing to do"
    post = desk.scheduled(when=DUE)
    assert desk.publishing.hand_over() and lies(desk.delivery(post))
    assert not desk.publishing.hand_over()
    desk.scheduling.hold(desk.editor, post.id)
    assert desk.publishing.hand_over() and not lies(desk.delivery(post))


def test_the_network_publishes_what_was_handed_over(any_desk: Desk) -> None:
    desk = any_desk
    network = keeping(desk, K.READABLE)
    post = desk.scheduled("Kawa", DUE)
    desk.publishing.publish_due()
    row = desk.delivery(post)
    assert (row.state, lies(row), row.handed_over_for) == (D.SCHEDULED, True, DUE)
    assert network.waiting() == ["Kawa"] and desk.post(post).state is PostState.SCHEDULED
    desk.publishing.publish_due()
    assert network.waiting() == ["Kawa"]
    at_due(desk, network)
    assert [effect.text for effect in network.effects()] == ["Kawa"]
    row = desk.delivery(post)
    assert (row.state, row.remote_id) == (D.SENT, network.effects()[0].remote_id)
    assert desk.post(post).variants[0].published_at == DUE
    assert desk.chain_is_whole()


def test_too_near_or_refused_it_is_published_from_here(desk: Desk, network: KeepingNetwork) -> None:
    near = desk.scheduled("Blisko", NOON + timedelta(minutes=6))
    network.go_wrong("reject", step="schedule")
    refused = desk.scheduled("Odmowa", DUE)
    for _ in range(3):
        desk.publishing.publish_due()
        desk.clock.advance(MINUTE)
    assert network.waiting() == [] and not lies(desk.delivery(near))
    at_due(desk, network)
    assert desk.delivery(refused).state is D.SENT
    assert sorted(effect.text for effect in network.effects()) in (["Odmowa"], ["Blisko", "Odmowa"])


def test_one_that_could_not_be_reached_is_handed_over_later(desk: Desk, network: KeepingNetwork) -> None:
    network.go_wrong("refused", step="schedule")
    post = desk.scheduled("Kawa", DUE)
    desk.publishing.publish_due()
    assert not lies(desk.delivery(post)) and desk.delivery(post).handed_over_at is None
    desk.clock.advance(timedelta(minutes=5))
    desk.publishing.publish_due()
    assert lies(desk.delivery(post)) and network.waiting() == ["Kawa"]


def test_a_post_that_is_not_there_in_time_is_for_a_person(desk: Desk, network: KeepingNetwork) -> None:
    post = desk.scheduled("Kawa", DUE)
    desk.publishing.publish_due()
    network.forget_waiting()
    desk.clock.set(DUE)
    desk.publishing.publish_due()
    assert desk.delivery(post).state is D.RECONCILE
    desk.clock.set(DUE + QUIET + MINUTE)
    desk.publishing.publish_due()
    row = desk.delivery(post)
    assert (row.state, row.reason, network.effects()) == (D.NEEDS_HUMAN, "handed_over_not_found", [])
    desk.settling.resolve(desk.owner, row.id, Resolution.SEND_AGAIN, "Nie ma go")
    desk.publishing.publish_due()
    assert desk.delivery(post).state is D.SENT and len(network.effects()) == 1


def change(desk: Desk, post: Post, way: str) -> None:
    match way:
        case "edit":
            desk.planning.edit(desk.creator, post.id, PostEdit(text="Inne słowa"))
        case "cancel":
            desk.scheduling.cancel(desk.editor, post.id, "Nie teraz")
        case "withdraw":
            desk.approval.withdraw_approval(desk.editor, post.id, "Pomyłka")
        case "hold":
            desk.scheduling.hold(desk.editor, post.id)
        case "off":
            hand_over(desk, False)


@pytest.mark.parametrize("way", ["edit", "cancel", "withdraw", "hold", "off"])
def test_what_changes_is_taken_back(desk: Desk, network: KeepingNetwork, way: str) -> None:
    post = desk.scheduled("Kawa", DUE)
    desk.publishing.publish_due()
    change(desk, post, way)
    assert desk.publishing.hands_over_something()
    desk.publishing.publish_due()
    assert network.waiting() == [] and desk.delivery(post).handed_over_at is None
    at_due(desk, network)
    assert len(network.effects()) == (1 if way == "off" else 0)


def test_another_time_takes_it_back_and_hands_it_over_again(desk: Desk, network: KeepingNetwork) -> None:
    post = desk.scheduled("Kawa", DUE + HOUR)
    desk.publishing.publish_due()
    desk.scheduling.schedule(desk.editor, post.id, desk.at(DUE))
    desk.publishing.publish_due()
    assert desk.delivery(post).handed_over_for == DUE and network.waiting() == ["Kawa"]
    at_due(desk, network)
    assert desk.delivery(post).state is D.SENT and len(network.effects()) == 1


def test_new_words_do_not_go_out_while_the_old_ones_lie_there(desk: Desk, network: KeepingNetwork) -> None:
    post = desk.scheduled("Stare", DUE)
    desk.publishing.publish_due()
    desk.planning.edit(desk.creator, post.id, PostEdit(text="Nowe"))
    desk.approval.submit(desk.creator, post.id)
    desk.approval.approve(desk.editor, post.id)
    network.go_wrong(*["refused"] * 50, step="unschedule")
    at_due(desk, network)
    assert [effect.text for effect in network.effects()] == ["Stare"]
    network.be_well()
    desk.publishing.publish_due()
    newest = desk.delivery(post)
    assert (newest.state, newest.reason) == (D.HELD, OLD_WORDS_OUT)
    assert [effect.text for effect in network.effects()] == ["Stare"]


def test_just_before_its_time_nothing_can_be_changed(desk: Desk, network: KeepingNetwork) -> None:
    post = desk.scheduled("Kawa", DUE)
    desk.publishing.publish_due()
    desk.clock.set(DUE - MINUTE)
    for way in ("edit", "cancel", "hold"):
        with pytest.raises(Refused) as refused:
            change(desk, post, way)
        assert refused.value.code == "post.going_out"


def test_a_stop_takes_back_and_resuming_hands_over_post_by_post(desk: Desk, network: KeepingNetwork) -> None:
    post, other = desk.scheduled("Kawa", DUE), desk.scheduled("Herbata", DUE)
    desk.publishing.publish_due()
    assert sorted(network.waiting()) == ["Herbata", "Kawa"]
    network.go_wrong("refused", step="unschedule")
    result = desk.stops.stop(desk.owner, StopScope.ALL, reason="Kryzys")
    assert [row.why for row in result.not_stopped] == ["network.unreachable"]
    assert len(network.waiting()) == 1
    desk.publishing.publish_due()
    assert network.waiting() == []
    desk.stops.lift(desk.owner, result.stop.id)
    desk.publishing.publish_due()
    assert network.waiting() == []
    desk.scheduling.release(desk.editor, other.id)
    desk.publishing.publish_due()
    assert network.waiting() == ["Herbata"] and desk.delivery(post).state is D.HELD


def test_a_lost_answer_is_found_in_the_list_of_the_network(desk: Desk, network: KeepingNetwork) -> None:
    network.go_wrong("lose", step="schedule")
    post = desk.scheduled("Kawa", DUE)
    desk.publishing.publish_due()
    assert not lies(desk.delivery(post)) and network.waiting() == ["Kawa"]
    desk.clock.advance(2 * MINUTE)
    desk.publishing.publish_due()
    assert lies(desk.delivery(post)) and network.waiting() == ["Kawa"]


@pytest.fixture(scope="module")
def killed() -> Iterator[Victims]:
    with victims() as made:
        yield made


POINTS = {"before schedule": 0, "scheduled": 1, "after schedule": 1}
"""Where it dies, and what waits at the network by then."""


KILLED = (
    pytest.mark.skipif(os.name == "nt", reason="SIGKILL is of POSIX systems"),
    pytest.mark.parametrize("point", POINTS),
    pytest.mark.parametrize("key_class", [K.EXPIRING_KEY, K.READABLE]),
    pytest.mark.parametrize("away", [False, True], ids=["looked at soon", "computer off until its time"]),
)


def each_way(test: Callable[..., None]) -> Callable[..., None]:
    for mark in KILLED:
        test = mark(test)
    return test


@each_way
def test_killed_while_handing_over(desk: Desk, killed: Victims, key_class: K, point: str, away: bool) -> None:
    check_death(desk, killed, key_class, point, away)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@each_way
def test_killed_fifty_times_while_handing_over(
    tmp_path: Path, killed: Victims, key_class: K, point: str, away: bool
) -> None:
    for number in range(50):
        folder = tmp_path / str(number)
        folder.mkdir()
        desk = new_desk(str(folder / "workspace.szpalta"), folder)
        check_death(desk, killed, key_class, point, away)
        desk.close()


def check_death(desk: Desk, killed: Victims, key_class: K, point: str, away: bool) -> None:
    network = keeping(desk, key_class)
    post = desk.scheduled("Kawa", DUE)
    killed.run_until_death(desk, point, KEEPING + key_class.value)
    assert len(network.waiting()) == POINTS[point]
    assert desk.delivery(post).state is D.SCHEDULED and desk.attempts(desk.delivery(post)) == [None]
    again = key_class is K.EXPIRING_KEY or POINTS[point] == 1
    if not away:
        desk.clock.advance(LEASE + MINUTE)
        desk.publishing.publish_due()
        assert lies(desk.delivery(post)) is again
        assert len(network.waiting()) == (1 if again else 0)
    at_due(desk, network)
    row, count = desk.delivery(post), len(network.effects())
    there = POINTS[point] == 1 or (again and not away)
    assert (row.state, count) == ((D.SENT, 1) if there else (D.NEEDS_HUMAN, 0))
    assert desk.chain_is_whole()
