"""Publishing: intent before the network, fenced results, three outcomes, never twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest

from app.connectors.base import Account, NotExecuted, OutcomeUnknown, Parcel, Receipt
from app.domain.delivery import LEASE, DeliveryState, Outcome
from app.domain.errors import Refused
from app.domain.people import Actor
from app.domain.practice import FaultKind, PracticeFault
from app.domain.workflow import PostState
from tests.fakes.connectors import FakeNetwork
from tests.fakes.desk import HOUR, NOON, Desk, due

D = DeliveryState


class Crash(BaseException):
    """Stands for the end of the process: nothing after it runs."""


def crash_at(wanted: str):
    def failpoint(name: str) -> None:
        if name == wanted:
            raise Crash(name)

    return failpoint


@contextmanager
def process_ends(desk: Desk, at: str) -> Iterator[None]:
    desk.failpoint = crash_at(at)
    with pytest.raises(Crash):
        yield
    desk.failpoint = lambda name: None


def test_publishes_exactly_what_was_approved_and_shows_it(any_desk: Desk) -> None:
    """Transitions 1, 2 and 3, each with its fence in the history (PUB-21)."""
    post = due(any_desk)
    report = any_desk.publishing.publish_due()
    shown, sent = any_desk.post(post), any_desk.delivery(post)
    assert report.ids == {"sent": [sent.id]}
    assert shown.state is PostState.PUBLISHED
    assert shown.variants[0].published_at == NOON + HOUR
    assert shown.variants[0].remote_url == sent.remote_url
    assert (sent.state, sent.owner, sent.lease_until, sent.fence, sent.attempts) == (D.SENT, None, None, 1, 1)
    assert any_desk.attempts(sent) == ["ok"]
    assert any_desk.effects() == 1
    assert any_desk.chain_is_whole()
    moves = [
        (entry.action, entry.facts["fence"])
        for entry in any_desk.planning.history(any_desk.owner, post.id)
        if entry.entity == "delivery"
    ]
    assert moves == [("leased", 1), ("sending", 1), ("sent", 1)]


def test_intent_is_committed_before_the_network_is_called(any_desk: Desk) -> None:
    """PUB-01: a second connection sees the committed row while the network is called."""
    post = due(any_desk)
    second = any_desk.beside()
    seen: list[tuple[D, int, str | None]] = []

    def look(parcel: Parcel) -> None:
        row, attempts = second.publishing.delivery(any_desk.owner, any_desk.delivery(post).id)
        seen.append((row.state, len(attempts), parcel.idem_key == row.idem_key and attempts[0].finished_at is None))

    any_desk.connector = FakeNetwork(look)
    any_desk.publishing.publish_due()
    second.close()
    assert seen == [(D.SENDING, 1, True)]


def test_keys_survive_retries_and_restarts(any_desk: Desk) -> None:
    """PUB-02, transition 4."""
    post = due(any_desk)
    key = any_desk.delivery(post).idem_key
    any_desk.spoil(PracticeFault(FaultKind.FAIL_BEFORE))
    any_desk.publishing.publish_due()
    assert any_desk.delivery(post).state is D.RETRY_WAIT
    any_desk.clock.advance(timedelta(minutes=5))
    restarted = any_desk.beside()
    network = restarted.connector = FakeNetwork()
    restarted.publishing.publish_due()
    restarted.close()
    assert [parcel.idem_key for parcel in network.parcels] == [key]
    assert any_desk.attempts(any_desk.delivery(post)) == ["not_executed", "ok"]


def test_a_result_that_comes_after_the_fence_rose_is_kept_as_evidence_only(any_desk: Desk) -> None:
    """PUB-03, transition 8."""
    post = due(any_desk)
    other = any_desk.beside()

    def slow(parcel: Parcel) -> None:
        any_desk.clock.advance(LEASE + timedelta(seconds=1))
        other.publishing.publish_due()

    any_desk.connector = FakeNetwork(slow)
    other.connector = FakeNetwork()
    any_desk.publishing.publish_due()
    row, attempts = other.publishing.delivery(other.owner, any_desk.delivery(post).id)
    other.close()
    assert (row.state, row.fence, row.remote_id) == (D.NEEDS_HUMAN, 2, None)
    assert (attempts[0].outcome, attempts[0].error_class) == (Outcome.UNKNOWN, "abandoned")
    assert attempts[0].remote_ref == "remote-1"
    assert ("delivery", "late_answer") in any_desk.history(post)
    assert any_desk.post(post).state is PostState.UNSURE
    assert any_desk.post(post).variants[0].published_at is None


def test_two_publishers_claim_each_delivery_once(any_desk: Desk) -> None:
    """PUB-04."""
    posts = [any_desk.scheduled(f"Post {number}", NOON + HOUR) for number in range(12)]
    any_desk.clock.advance(HOUR)
    desks = [any_desk, any_desk.beside()]
    network = FakeNetwork()
    reports, failed = [], []

    def work(desk: Desk) -> None:
        desk.connector = network
        try:
            reports.append(desk.publishing.publish_due())
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    desks[1].close()
    assert failed == []
    assert sorted(number for report in reports for number in report.ids.get("sent", [])) == sorted(
        any_desk.delivery(post).id for post in posts
    )
    assert sorted(parcel.text for parcel in network.parcels) == sorted(f"Post {number}" for number in range(12))
    assert {any_desk.delivery(post).fence for post in posts} == {1}
    assert any_desk.chain_is_whole()


def test_publishing_twice_and_scheduling_twice_is_one_post(any_desk: Desk) -> None:
    """PUB-16."""
    post = any_desk.scheduled(when=None)
    any_desk.scheduling.publish_now(any_desk.creator, post.id)
    any_desk.scheduling.publish_now(any_desk.creator, post.id)
    any_desk.publishing.publish_due()
    any_desk.publishing.publish_due()
    assert any_desk.effects() == 1
    assert len(any_desk.deliveries(post)) == 1
    with pytest.raises(Refused, match=r"post\.already_out"):
        any_desk.scheduling.publish_now(any_desk.creator, post.id)


def test_publish_now_needs_an_approval(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"post\.not_approved"):
        desk.scheduling.publish_now(desk.creator, desk.in_review().id)


def test_a_refusal_is_shown_with_its_reason(desk: Desk) -> None:
    """Transition 5."""
    post = due(desk)
    desk.spoil(PracticeFault(FaultKind.REFUSE, reason="Zdjęcie jest za duże"))
    desk.publishing.publish_due()
    row = desk.delivery(post)
    assert (row.state, row.reason, desk.attempts(row)) == (D.FAILED, "Zdjęcie jest za duże", ["rejected"])
    assert desk.post(post).state is PostState.FAILED
    assert desk.effects() == 0


def test_a_network_that_asks_to_wait_is_asked_again_then(desk: Desk) -> None:
    """Transition 4."""
    post = due(desk)
    desk.spoil(PracticeFault(FaultKind.RATE_LIMIT, seconds=300))
    desk.publishing.publish_due()
    row = desk.delivery(post)
    assert row.state is D.RETRY_WAIT
    assert row.next_at == NOON + HOUR + timedelta(seconds=300)
    assert desk.post(post).state is PostState.PUBLISHING
    desk.clock.advance(timedelta(seconds=299))
    desk.publishing.publish_due()
    assert desk.effects() == 0
    desk.clock.advance(timedelta(seconds=1))
    desk.publishing.publish_due()
    assert (desk.effects(), desk.post(post).state) == (1, PostState.PUBLISHED)


@pytest.mark.parametrize("seconds", [0.0, -5.0, float("nan"), float("inf"), 1e300])
def test_nonsense_to_wait_neither_hurries_nor_stops_the_program(desk: Desk, seconds: float) -> None:
    post = due(desk)

    def never(parcel: Parcel) -> None:
        raise NotExecuted("x", retry_after=seconds)

    desk.connector = FakeNetwork(never)
    report = desk.publishing.publish_due()
    row = desk.delivery(post)
    assert report.ids == {"retry_wait": [row.id]}
    assert row.next_at is not None
    assert NOON + HOUR + timedelta(seconds=30) <= row.next_at <= NOON + HOUR + timedelta(days=1)


def test_a_retry_that_would_be_late_is_held(desk: Desk) -> None:
    post = due(desk)
    desk.spoil(PracticeFault(FaultKind.RATE_LIMIT, seconds=3600))
    desk.publishing.publish_due()
    desk.clock.advance(HOUR)
    desk.publishing.publish_due()
    assert (desk.delivery(post).state, desk.delivery(post).reason) == (D.HELD, "late")
    assert desk.effects() == 0


@pytest.mark.parametrize("error", [OutcomeUnknown("x"), TimeoutError(), ValueError("<html>"), KeyError("id")])
def test_whatever_is_not_proved_goes_to_a_person_at_once(any_desk: Desk, error: Exception) -> None:
    """Transition 6, and 12 at once where nobody can be asked (PT-10, PT-12, class E)."""
    post = due(any_desk)

    def odd(parcel: Parcel) -> None:
        raise error

    any_desk.connector = FakeNetwork(odd)
    any_desk.publishing.publish_due()
    any_desk.publishing.publish_due()
    row = any_desk.delivery(post)
    assert (row.state, any_desk.attempts(row)) == (D.NEEDS_HUMAN, ["unknown"])
    assert any_desk.post(post).state is PostState.UNSURE


def test_an_answer_without_an_id_is_unknown(desk: Desk) -> None:
    post = due(desk)

    class Forgetful(FakeNetwork):
        def publish(self, account: Account, parcel: Parcel) -> Receipt:
            return Receipt("", None, NOON)

    desk.connector = Forgetful()
    desk.publishing.publish_due()
    assert desk.delivery(post).state is D.NEEDS_HUMAN


def test_a_lost_answer_is_one_post_and_one_question(any_desk: Desk) -> None:
    post = due(any_desk)
    any_desk.spoil(PracticeFault(FaultKind.LOSE_ANSWER))
    for _ in range(3):
        any_desk.publishing.publish_due()
        any_desk.clock.advance(HOUR)
    assert any_desk.effects() == 1
    assert any_desk.delivery(post).state is D.NEEDS_HUMAN


@pytest.mark.parametrize(
    ("point", "effects", "end"),
    [
        ("before claim", 1, D.SENT),
        ("after claim", 1, D.SENT),
        ("after intent", 0, D.NEEDS_HUMAN),
        ("after answer", 1, D.NEEDS_HUMAN),
        ("after commit", 1, D.SENT),
    ],
)
def test_a_crash_between_any_two_steps_never_posts_twice(any_desk: Desk, point: str, effects: int, end: D) -> None:
    post = due(any_desk)
    with process_ends(any_desk, point):
        any_desk.publishing.publish_due()
    other = any_desk.beside()
    other.publishing.publish_due()
    before = other.effects()
    other.clock.advance(LEASE + timedelta(seconds=1))
    for _ in range(2):
        other.publishing.publish_due()
    assert before <= 1
    assert other.effects() == effects
    assert other.delivery(post).state is end
    assert other.chain_is_whole()
    other.close()


def test_a_crash_before_the_question_is_asked_still_asks_it(desk: Desk) -> None:
    post = due(desk)
    desk.spoil(PracticeFault(FaultKind.LOSE_ANSWER))
    with process_ends(desk, "after unknown"):
        desk.publishing.publish_due()
    assert desk.delivery(post).state is D.RECONCILE
    desk.publishing.publish_due()
    assert (desk.delivery(post).state, desk.effects()) == (D.NEEDS_HUMAN, 1)


def test_the_limit_counts_claims(desk: Desk) -> None:
    for number in range(3):
        desk.scheduled(f"Post {number}", NOON + HOUR)
    desk.clock.advance(HOUR)
    desk.publishing.publish_due(limit=2)
    assert desk.effects() == 2


def test_no_state_is_reached_outside_the_table(desk: Desk) -> None:
    post = due(desk)
    with pytest.raises(Refused, match=r"delivery\.wrong_state"), desk.store.write() as work:
        desk.delivery_steps.move(work, desk.delivery(post), D.SENT)
    assert desk.delivery(post).state is D.SCHEDULED


def test_every_move_names_who_made_it(desk: Desk) -> None:
    """PUB-21."""
    post = due(desk)
    desk.publishing.publish_due()
    entries = [entry for entry in desk.planning.history(desk.owner, post.id) if entry.entity == "delivery"]
    assert {(entry.actor_kind, entry.instance, entry.brand_id) for entry in entries} == {("program", "desk-1", 1)}
    assert isinstance(desk.delivery_steps.program, Actor)
    assert isinstance(entries[0].at, datetime)
