"""What nobody knows the end of is settled by the network's class alone (PT-10, PT-11, PT-12, PT-20)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.connectors.base import Idempotency
from app.domain.content import Post
from app.domain.delivery import ASKING, POLL, QUIET, DeliveryState, Resolution
from app.domain.workflow import PostState
from tests.fakes.desk import HOUR, Desk

D = DeliveryState
K = Idempotency
MINUTE = timedelta(minutes=1)
THREAD = "Raz\n---\nDwa"


def due(desk: Desk, text: str = "Nowa mieszanka") -> Post:
    post = desk.scheduled(text, desk.clock.now() + HOUR)
    desk.clock.advance(HOUR)
    return post


def run(desk: Desk, minutes: int) -> None:
    """Publishes now and every minute."""
    desk.publishing.publish_due()
    for _ in range(minutes):
        desk.clock.advance(MINUTE)
        desk.publishing.publish_due()


def settled(desk: Desk, post: Post) -> tuple[D, int]:
    """Its state, and how often it is out."""
    return desk.delivery(post).state, len(desk.connector.effects())  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["lose", "html"])
@pytest.mark.parametrize(
    ("key_class", "end"),
    [(K.PERMANENT_KEY, D.SENT), (K.EXPIRING_KEY, D.SENT), (K.TWO_PHASE, D.SENT), (K.READABLE, D.SENT),
     (K.BLIND, D.NEEDS_HUMAN)],
)  # fmt: skip
def test_an_answer_lost_after_the_post_is_out(desk: Desk, stepping, key_class: K, end: D, kind: str) -> None:
    """PT-10, and PT-12 with an answer that cannot be read; transition 9."""
    network = stepping(key_class)
    post = due(desk)
    network.go_wrong(kind, step="post")
    run(desk, 2)
    assert settled(desk, post) == (end, 1)
    shown = desk.post(post)
    assert shown.state is (PostState.PUBLISHED if end is D.SENT else PostState.UNSURE)
    if end is D.SENT:
        assert (desk.delivery(post).remote_id, shown.variants[0].published_at) == ("1", network.effects()[0].at)
    assert desk.chain_is_whole()


@pytest.mark.parametrize("seconds", [45, 400])
@pytest.mark.parametrize("key_class", list(K))
def test_a_post_that_comes_out_after_the_call_was_given_up(desk: Desk, stepping, key_class: K, seconds: int) -> None:
    """PT-11."""
    network = stepping(key_class)
    post = due(desk)
    network.go_wrong("late", step="post", seconds=seconds)
    run(desk, 15)
    assert settled(desk, post) == (D.NEEDS_HUMAN if key_class is K.BLIND else D.SENT, 1)


@pytest.mark.parametrize(
    ("key_class", "end"),
    [(K.PERMANENT_KEY, D.SENT), (K.EXPIRING_KEY, D.SENT), (K.TWO_PHASE, D.SENT), (K.READABLE, D.NEEDS_HUMAN),
     (K.BLIND, D.NEEDS_HUMAN)],
)  # fmt: skip
def test_a_post_that_never_came_out(desk: Desk, stepping, key_class: K, end: D) -> None:
    """PUB-09: absence is no proof in class D; transitions 10, 11 and 12."""
    network = stepping(key_class)
    post = due(desk)
    key = desk.delivery(post).idem_key
    network.go_wrong("late", step="post", seconds=10**9)
    run(desk, 14)
    assert settled(desk, post) == (end, 1 if end is D.SENT else 0)
    assert desk.delivery(post).idem_key == key


@pytest.mark.parametrize(("waited", "end"), [(3000, D.NEEDS_HUMAN), (2000, D.SENT), (3700, D.NEEDS_HUMAN)])
def test_an_expiring_key_is_used_again_only_while_it_surely_lives(desk: Desk, stepping, waited: int, end: D) -> None:
    """PT-20. The network keeps it for 3 600 s; the last quarter is not used. Here it cannot be asked before `waited`."""
    network = stepping(K.EXPIRING_KEY)
    post = due(desk)
    with desk.store.write() as work:
        work.team.edit_brand(1, work.team.brand(1).version, {"late_policy": "publish"})
    network.go_wrong("late", step="post", seconds=10**9)
    desk.publishing.publish_due()
    desk.clock.advance(timedelta(seconds=waited))
    run(desk, 3)
    assert settled(desk, post) == (end, 1 if end is D.SENT else 0)


def test_a_key_that_grows_old_between_the_look_and_the_call_is_not_used(desk: Desk, stepping) -> None:
    network = stepping(K.EXPIRING_KEY)
    post = due(desk)
    with desk.store.write() as work:
        work.team.edit_brand(1, work.team.brand(1).version, {"late_policy": "publish"})
    network.go_wrong("late", step="post", seconds=10**9)
    desk.publishing.publish_due()
    desk.clock.advance(2 * MINUTE)
    desk.publishing.publish_due(limit=0)
    assert desk.delivery(post).state is D.RETRY_WAIT
    desk.clock.advance(HOUR)
    run(desk, 1)
    assert settled(desk, post) == (D.NEEDS_HUMAN, 0)


def test_two_posts_that_could_be_it_are_for_a_person(desk: Desk, stepping) -> None:
    """PUB-10, transition 12."""
    network = stepping(K.READABLE)
    first = due(desk)
    desk.publishing.publish_due()
    with desk.store.writing() as connection:  # somebody put the same words there by hand, a minute ago
        connection.exec_driver_sql("UPDATE delivery SET remote_id = 'other'")
        connection.exec_driver_sql("DELETE FROM delivery_part")
    second = desk.scheduled("Nowa  mieszanka", desk.clock.now() + MINUTE)
    desk.clock.advance(MINUTE)
    network.go_wrong("lose", step="post")
    run(desk, 9)
    assert desk.delivery(second).state is D.RECONCILE
    run(desk, 2)
    assert (desk.delivery(second).state, len(network.effects())) == (D.NEEDS_HUMAN, 2)
    assert first.id != second.id


def test_a_post_of_another_delivery_is_not_taken_for_this_one(desk: Desk, stepping) -> None:
    """PUB-10."""
    network = stepping(K.READABLE)
    due(desk)
    desk.publishing.publish_due()
    second = desk.scheduled("Nowa mieszanka", desk.clock.now() + MINUTE)
    desk.clock.advance(MINUTE)
    network.go_wrong("late", step="post", seconds=10**9)
    run(desk, 11)
    assert settled(desk, second) == (D.NEEDS_HUMAN, 1)


def test_a_lost_part_of_a_thread_is_found_and_the_thread_goes_on(desk: Desk, stepping) -> None:
    network = stepping(K.READABLE)
    post = due(desk, THREAD)
    network.go_wrong("lose", step="post")
    run(desk, 2)
    assert settled(desk, post) == (D.SENT, 2)
    assert network.effects()[1].parent == network.effects()[0].remote_id


def test_only_one_process_asks_in_one_interval(desk: Desk, stepping) -> None:
    """Transition 11."""
    network = stepping(K.READABLE, list_lag=HOUR)
    due(desk)
    network.go_wrong("lose", step="post")
    desk.publishing.publish_due()
    other = desk.beside()
    other.connector = network
    for _ in range(3):
        other.publishing.publish_due()
        desk.publishing.publish_due()
    assert network.asked == ["recent_posts"]
    desk.clock.advance(POLL)
    other.publishing.publish_due()
    desk.publishing.publish_due()
    other.close()
    assert network.asked == ["recent_posts"] * 2


def test_a_list_that_lags_is_waited_for(desk: Desk, stepping) -> None:
    network = stepping(K.READABLE, list_lag=timedelta(minutes=12))
    post = due(desk)
    network.go_wrong("lose", step="post")
    run(desk, 11)
    assert desk.delivery(post).state is D.RECONCILE
    run(desk, 2)
    assert settled(desk, post) == (D.SENT, 1)


@pytest.mark.parametrize("key_class", [K.PERMANENT_KEY, K.READABLE])
def test_a_network_that_cannot_be_asked_is_asked_for_an_hour(desk: Desk, stepping, key_class: K) -> None:
    network = stepping(key_class)
    post = due(desk)
    network.go_wrong("lose", step="post")
    network.go_wrong(*["unread"] * 100, step="read")
    run(desk, 1)
    desk.clock.advance(QUIET)
    desk.publishing.publish_due()
    assert desk.delivery(post).state is D.RECONCILE
    desk.clock.advance(ASKING)
    desk.publishing.publish_due()
    assert settled(desk, post) == (D.NEEDS_HUMAN, 1)


def test_what_a_person_sends_again_has_a_new_key_and_comes_out(desk: Desk, stepping) -> None:
    network = stepping(K.READABLE)
    post = due(desk)
    network.go_wrong("late", step="post", seconds=10**9)
    run(desk, 11)
    desk.settling.resolve(desk.editor, desk.delivery(post).id, Resolution.SEND_AGAIN, "Nie ma go")
    run(desk, 1)
    assert settled(desk, post) == (D.SENT, 1)


def test_a_wish_to_cancel_holds_when_it_is_proved_that_nothing_is_out(desk: Desk, stepping) -> None:
    network = stepping(K.PERMANENT_KEY)
    post = due(desk)
    network.go_wrong("late", step="post", seconds=10**9)
    desk.publishing.publish_due()
    with desk.store.write() as work:
        work.deliveries.want_cancel(desk.delivery(post).id, desk.clock.now())
    run(desk, 2)
    assert settled(desk, post) == (D.CANCELLED, 0)
    assert desk.post(post).state is PostState.CANCELLED
