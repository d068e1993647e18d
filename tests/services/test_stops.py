"""Stop everything, for all, a brand or a network; resumed post by post (mission 8.4, PT-19)."""

from __future__ import annotations

import socket
import subprocess
import sys
from datetime import timedelta

import pytest

from app.connectors.base import Idempotency
from app.domain.delivery import DeliveryState
from app.domain.errors import BadInput, NotFound, NotPermitted, Refused
from app.domain.lateness import LatePolicy
from app.domain.networks import Network
from app.domain.people import Role
from app.domain.publishing import StopScope
from app.domain.workflow import PostState
from app.services.publisher_lease import PublisherLease
from tests.fakes.desk import HOUR, NOON, Desk

D = DeliveryState


def test_everything_that_waits_is_held_until_somebody_decides_again(any_desk: Desk) -> None:
    desk = any_desk
    post, later = desk.scheduled(), desk.scheduled("Później", NOON + 5 * HOUR)
    result = desk.stops.stop(desk.editor, StopScope.ALL, reason="Żałoba")
    assert sorted(result.held) == sorted(desk.delivery(row).id for row in (post, later))
    assert result.not_stopped == ()
    assert desk.workspaces.workspace().pause_reason == "Żałoba"
    desk.clock.advance(HOUR)
    assert desk.publishing.publish_due().paused
    desk.stops.lift(desk.editor, result.stop.id)
    assert desk.stops.open(desk.owner) == []
    desk.publishing.publish_due()
    assert (desk.delivery(post).state, desk.delivery(post).reason, desk.effects()) == (D.HELD, "stopped", 0)
    desk.scheduling.publish_now(desk.editor, post.id)
    desk.publishing.publish_due()
    assert (desk.effects(), desk.post(post).state) == (1, PostState.PUBLISHED)
    assert desk.post(later).state is PostState.ON_HOLD
    assert desk.chain_is_whole()


def test_one_network_stops_and_the_others_go_on(desk: Desk) -> None:
    other = desk.profile(Network.X)
    first, second = (desk.scheduled("Raz", profile_ids=(row.id,)) for row in desk.network)
    stop = desk.stops.stop(desk.editor, StopScope.NETWORK, network=Network.LINKEDIN).stop
    again = desk.scheduled("Dwa", profile_ids=(desk.network[0].id,))
    desk.clock.advance(HOUR)
    desk.publishing.publish_due()
    assert [desk.delivery(row).state for row in (first, second, again)] == [D.HELD, D.SENT, D.SCHEDULED]
    assert desk.effects(other) == 1
    desk.stops.lift(desk.editor, stop.id)
    desk.publishing.publish_due()
    assert desk.delivery(again).state is D.SENT
    with pytest.raises(Refused, match=r"stop\.lifted"):
        desk.stops.lift(desk.editor, stop.id)


def test_a_brand_stops_for_those_who_may(desk: Desk) -> None:
    post = desk.scheduled()
    other = desk.workspaces.add_brand(desk.owner, "Inna")
    stranger = desk.join("obcy", Role.EDITOR, brand_id=other.id)
    with pytest.raises(NotPermitted):
        desk.stops.stop(stranger, StopScope.BRAND, brand_id=1)
    stop = desk.stops.stop(desk.editor, StopScope.BRAND, brand_id=1).stop
    assert desk.stops.open(stranger) == [] and desk.stops.open(desk.viewer) == [stop]
    with pytest.raises(NotFound, match=r"stop\.not_found"):
        desk.stops.lift(stranger, stop.id)
    assert desk.delivery(post).state is D.HELD
    with pytest.raises(BadInput, match=r"stop\.scope"):
        desk.stops.stop(desk.owner, StopScope.BRAND)


def test_what_is_being_sent_is_named_and_a_thread_not_yet_seen_ends_there(desk: Desk, stepping) -> None:
    picture = desk.picture()
    post = desk.scheduled("Raz", media=((picture, "Kubek"),))
    desk.clock.advance(HOUR)
    named = []

    def stop(name: str) -> None:
        if name == "after answer" and not named:
            named.append(desk.stops.stop(desk.editor, StopScope.ALL))

    network = stepping(Idempotency.READABLE)
    desk.failpoint = stop
    desk.publishing.publish_due()
    assert [(row.delivery_id, row.why) for row in named[0].not_stopped] == [(desk.delivery(post).id, "sending")]
    assert (desk.delivery(post).state, network.effects()) == (D.RETRY_WAIT, [])


def test_a_wish_to_cancel_while_sending_is_noted_and_the_post_goes_out(desk: Desk, stepping) -> None:
    """PT-19."""
    post = desk.scheduled()
    desk.clock.advance(HOUR)

    def cancel(name: str) -> None:
        if name == "bytes sent":
            with pytest.raises(Refused, match=r"post\.going_out"):
                desk.scheduling.cancel(desk.creator, post.id)

    stepping(Idempotency.READABLE, point=cancel)
    desk.publishing.publish_due()
    row = desk.delivery(post)
    assert (row.state, row.cancel_wanted, desk.post(post).state) == (D.SENT, True, PostState.PUBLISHED)
    assert ("delivery", "cancel_wanted") in desk.history(post)


def test_a_wish_to_cancel_a_try_that_failed_ends_it(desk: Desk, stepping) -> None:
    """PT-19, transition 15."""
    post = desk.scheduled()
    desk.clock.advance(HOUR)

    def cancel(name: str) -> None:
        if name == "connected":
            with pytest.raises(Refused, match=r"post\.going_out"):
                desk.scheduling.cancel(desk.creator, post.id)

    network = stepping(Idempotency.READABLE, point=cancel)
    network.go_wrong("refused")
    desk.publishing.publish_due()
    assert (desk.delivery(post).state, desk.post(post).state) == (D.CANCELLED, PostState.CANCELLED)


@pytest.mark.parametrize(
    ("policy", "late", "state"),
    [
        (LatePolicy.DEFAULT, timedelta(minutes=5), D.SENT),
        (LatePolicy.DEFAULT, timedelta(hours=3), D.HELD),
        (LatePolicy.PUBLISH, timedelta(hours=3), D.SENT),
        (LatePolicy.DEFAULT, timedelta(days=2), D.HELD),
        (LatePolicy.PUBLISH, timedelta(days=2), D.HELD),
        (LatePolicy.ASK, timedelta(minutes=5), D.SENT),
        (LatePolicy.ASK, timedelta(hours=3), D.HELD),
        (LatePolicy.ASK, timedelta(days=2), D.HELD),
        (LatePolicy.SKIP, timedelta(minutes=5), D.SENT),
        (LatePolicy.SKIP, timedelta(days=2), D.SKIPPED),
        (LatePolicy.SKIP, timedelta(hours=3), D.SKIPPED),
    ],
)
def test_a_computer_that_slept_past_the_time(desk: Desk, policy: LatePolicy, late: timedelta, state: D) -> None:
    """PT-18: five minutes, three hours and two days; what each policy makes of it."""
    post = desk.scheduled()
    desk.scheduling.set_late_policy(desk.editor, post.id, policy)
    desk.clock.set(NOON + HOUR + late)
    desk.publishing.publish_due()
    assert desk.delivery(post).state is state


def test_several_late_posts_of_one_profile_do_not_come_in_a_burst(desk: Desk) -> None:
    """PUB-20."""
    posts = [desk.scheduled(f"Post {number}", NOON + HOUR + timedelta(seconds=number)) for number in range(3)]
    desk.clock.set(NOON + HOUR + timedelta(minutes=8))
    out = []
    for _ in range(5):
        desk.publishing.publish_due()
        out.append(desk.effects())
        desk.clock.advance(timedelta(minutes=1))
    assert out == [1, 1, 2, 2, 3]
    assert all(desk.delivery(post).state is D.SENT for post in posts)


def test_on_a_file_store_one_program_publishes_at_a_time(desk: Desk) -> None:
    """PUB-14."""
    post = desk.scheduled()
    desk.clock.advance(HOUR)
    other = desk.beside()
    reports = []

    def look(name: str) -> None:
        if name == "after claim":
            reports.append(other.publishing.publish_due())

    desk.failpoint = look
    desk.publishing.publish_due(limit=1)
    elsewhere = reports[0].elsewhere
    assert elsewhere is not None and (elsewhere.owner, elsewhere.kind) == ("desk-1", "once")
    assert reports[0].ids == {} and desk.delivery(post).state is D.SENT
    assert other.publishing.publish_due().elsewhere is None, "it was given back"
    other.close()


@pytest.mark.skipif(sys.platform == "win32", reason="never sure there")
def test_a_publisher_whose_process_is_gone_is_followed_at_once(desk: Desk) -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    killed = PublisherLease(desk.store, desk.clock, f"{socket.gethostname()}-{child.pid}-0123abcd")
    with desk.store.write() as work:
        assert killed.gain(work, "agent") is None
    post = desk.scheduled()
    desk.clock.advance(HOUR)
    with desk.store.write() as work:
        killed.gain(work, "agent")
    assert desk.publishing.publish_due().elsewhere is None
    assert desk.delivery(post).state is D.SENT


def test_a_publisher_that_died_is_followed_by_another_once_its_lease_is_over(desk: Desk) -> None:
    """PUB-14."""
    with desk.store.write() as work:
        desk.publishing.lease.gain(work, "agent")
    post = desk.scheduled()
    desk.clock.advance(timedelta(minutes=2))
    other = desk.beside()
    assert other.publishing.publish_due().elsewhere is not None
    desk.clock.set(NOON + HOUR)
    assert other.publishing.publish_due().elsewhere is None
    assert other.delivery(post).state is D.SENT
    other.close()
