from __future__ import annotations

import socket
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from app.connectors.base import (
    Idempotency,
    NeedsReconnect,
    NotExecuted,
    Operation,
    OutcomeUnknown,
    ReadFailed,
    Rejected,
)
from app.connectors.networks.practice import PracticeConnector
from app.domain.errors import StoreProblem
from app.domain.practice import FaultKind, FaultScope, PracticeFault
from tests.fakes.practice import MORNING, REMARKS, PracticeWorld, parcel, picture, practice_world


@pytest.fixture
def world(tmp_path: Path) -> PracticeWorld:
    return practice_world(tmp_path)


def publish_all(world: PracticeWorld, count: int) -> list[object]:
    """What each of `count` publish calls with fresh keys gave or raised."""
    answers: list[object] = []
    for number in range(count):
        try:
            answers.append(world.connector.publish(world.account, parcel(key=f"k{number}")))
        except (NotExecuted, Rejected, OutcomeUnknown) as error:
            answers.append(error.code)
    return answers


def test_everything_is_kept_as_sent_and_labelled(world: PracticeWorld):
    receipt = world.connector.publish(
        world.account,
        parcel(format="image", link="https://example.com", first_comment="Link w komentarzu", attachments=(picture(),)),
    )
    assert receipt.remote_id.startswith("practice-")
    assert receipt.url == f"https://practice.invalid/palarnia/{receipt.remote_id}"
    (kept,) = world.store.find(world.own.id, [receipt.remote_id])
    assert (kept.link, kept.first_comment) == ("https://example.com", "Link w komentarzu")
    assert [(item.alt_text, item.sha256) for item in kept.media] == [("Kubek na stole", "ab" * 32)]
    (listed,) = world.connector.recent_posts(world.account, MORNING)
    assert (listed.format, listed.media_count, listed.url) == ("image", 1, receipt.url)


def test_an_address_holds_no_spaces_or_slashes(tmp_path: Path):
    world = practice_world(tmp_path, handle="@palarnia / kawa")
    receipt = world.connector.publish(world.account, parcel())
    assert receipt.url.startswith("https://practice.invalid/palarnia%20%2F%20kawa/practice-")


def test_every_call_posts_unless_told_otherwise(world: PracticeWorld):
    first = world.connector.publish(world.account, parcel(key="same"))
    second = world.connector.publish(world.account, parcel(key="same"))
    assert first.remote_id != second.remote_id
    assert world.effects == 2
    assert world.connector.capabilities_for(world.account).classes[Operation.PUBLISH] is Idempotency.BLIND


def test_class_a_gives_the_same_receipt_for_ever(world: PracticeWorld):
    world.configure(key_class="A")
    first = world.connector.publish(world.account, parcel(key="same"))
    world.clock.advance(timedelta(days=400))
    assert world.connector.publish(world.account, parcel(key="same")) == first
    assert world.effects == 1
    assert world.connector.capabilities_for(world.account).classes[Operation.PUBLISH] is Idempotency.PERMANENT_KEY


@pytest.mark.parametrize(("seconds", "effects"), [(3599, 1), (3600, 2)])
def test_class_b_forgets_a_key_after_an_hour(world: PracticeWorld, seconds: int, effects: int):
    world.configure(key_class="B")
    world.connector.publish(world.account, parcel(key="same"))
    world.clock.advance(timedelta(seconds=seconds))
    world.connector.publish(world.account, parcel(key="same"))
    assert world.effects == effects


@pytest.mark.parametrize("key_class", ["A", "B"])
def test_a_key_with_another_content_is_rejected(world: PracticeWorld, key_class: str):
    world.configure(key_class=key_class)
    first = world.connector.publish(world.account, parcel("Jedno", key="same"))
    with pytest.raises(Rejected) as refusal:
        world.connector.publish(world.account, parcel("Drugie", key="same"))
    assert refusal.value.code == "practice.key_reused"
    assert refusal.value.data["remote_id"] == first.remote_id
    assert world.effects == 1


def test_keys_of_two_accounts_do_not_meet(world: PracticeWorld, tmp_path: Path):
    world.configure(key_class="A")
    world.connector.publish(world.account, parcel(key="same"))
    world.account = practice_world(tmp_path, "x").account
    world.configure(key_class="A")
    world.connector.publish(world.account, parcel(key="same"))
    assert world.effects == 1


@pytest.mark.parametrize(
    ("kind", "error", "effects"),
    [
        (FaultKind.REFUSE, Rejected, 0),
        (FaultKind.DROP_TOKEN, NeedsReconnect, 0),
        (FaultKind.RATE_LIMIT, NotExecuted, 0),
        (FaultKind.FAIL_BEFORE, NotExecuted, 0),
        (FaultKind.LOSE_ANSWER, OutcomeUnknown, 1),
    ],
)
def test_what_each_fault_leaves_behind(world: PracticeWorld, kind: FaultKind, error: type, effects: int):
    world.spoil(PracticeFault(kind, seconds=30, reason="Za dużo wykrzykników"))
    with pytest.raises(error) as raised:
        world.connector.publish(world.account, parcel())
    assert type(raised.value) is error
    assert world.effects == effects
    if kind is FaultKind.RATE_LIMIT:
        assert raised.value.retry_after == 30
    if kind is FaultKind.REFUSE:
        assert raised.value.data["reason"] == "Za dużo wykrzykników"


def test_faults_wait_in_line_and_run_out(world: PracticeWorld):
    world.spoil(PracticeFault(FaultKind.FAIL_BEFORE, calls=2), PracticeFault(FaultKind.LOSE_ANSWER))
    answers = publish_all(world, 4)
    assert answers[:3] == ["practice.not_reached", "practice.not_reached", "practice.answer_lost"]
    assert answers[3].remote_id
    assert world.effects == 2


def test_always_lasts_until_cleared(world: PracticeWorld):
    world.spoil(PracticeFault(FaultKind.REFUSE, calls=None))
    assert publish_all(world, 5) == ["practice.refused"] * 5
    world.store.clear_faults(world.own.id)
    assert world.connector.publish(world.account, parcel())


def test_slowness_comes_after_acceptance(world: PracticeWorld):
    world.spoil(PracticeFault(FaultKind.SLOW, seconds=7.5))

    def interrupted(seconds: float) -> None:
        raise KeyboardInterrupt(seconds)

    hasty = PracticeConnector(world.store, world.clock.now, REMARKS, interrupted)
    with pytest.raises(KeyboardInterrupt):
        hasty.publish(world.account, parcel())
    assert world.effects == 1


def test_a_slow_answer_is_waited_for(world: PracticeWorld):
    world.spoil(PracticeFault(FaultKind.SLOW, seconds=7.5))
    assert world.connector.publish(world.account, parcel())
    assert world.waited == [7.5]


def test_an_answer_after_the_deadline_is_no_answer(world: PracticeWorld):
    world.spoil(PracticeFault(FaultKind.SLOW, seconds=61))
    with pytest.raises(OutcomeUnknown):
        world.connector.publish(world.account, parcel())
    assert world.waited == [60.0]
    assert world.effects == 1


def test_slow_and_lost_happen_together(world: PracticeWorld):
    world.spoil(PracticeFault(FaultKind.SLOW, calls=None, seconds=2), PracticeFault(FaultKind.LOSE_ANSWER))
    assert publish_all(world, 2)[0] == "practice.answer_lost"
    assert world.waited == [2, 2]


def test_a_publish_fault_leaves_reading_alone(world: PracticeWorld):
    world.spoil(PracticeFault(FaultKind.REFUSE, calls=None))
    assert world.connector.profile_readings(world.account)[0].key == "followers"


@pytest.mark.parametrize(
    ("fault", "error", "code"),
    [
        (PracticeFault(FaultKind.RATE_LIMIT, FaultScope.READ, seconds=9), ReadFailed, "practice.rate_limited"),
        (PracticeFault(FaultKind.FAIL_BEFORE, FaultScope.ANY), ReadFailed, "practice.read_failed"),
        (PracticeFault(FaultKind.SLOW, FaultScope.READ, seconds=90), ReadFailed, "practice.read_failed"),
        (PracticeFault(FaultKind.DROP_TOKEN, FaultScope.ANY), NeedsReconnect, "practice.needs_reconnect"),
    ],
)
def test_reading_can_fail_too(world: PracticeWorld, fault: PracticeFault, error: type, code: str):
    world.spoil(fault)
    with pytest.raises(error) as raised:
        list(world.connector.recent_posts(world.account, MORNING))
    assert raised.value.code == code
    assert list(world.connector.recent_posts(world.account, MORNING)) == []


def test_the_list_can_lag_behind(world: PracticeWorld):
    world.configure(list_lag_s=300.0)
    world.connector.publish(world.account, parcel())
    assert list(world.connector.recent_posts(world.account, MORNING)) == []
    world.clock.advance(timedelta(seconds=300))
    assert len(list(world.connector.recent_posts(world.account, MORNING))) == 1


def test_an_empty_parcel_is_rejected(world: PracticeWorld):
    with pytest.raises(Rejected) as refusal:
        world.connector.publish(world.account, parcel("  "))
    assert refusal.value.code == "practice.empty"


def test_a_locked_file_means_nothing_was_sent(world: PracticeWorld):
    class Locked:
        def __getattr__(self, name: str):
            def raise_locked(*_: object) -> None:
                raise StoreProblem("store.locked", address="practice.db")

            return raise_locked

    connector = PracticeConnector(Locked(), world.clock.now, REMARKS)
    with pytest.raises(NotExecuted) as failure:
        connector.publish(world.account, parcel())
    assert failure.value.data == {"problem": "store.locked"}
    with pytest.raises(ReadFailed):
        connector.profile_readings(world.account)


def test_the_past_is_registered_in_one_go_and_has_its_history(world: PracticeWorld):
    dated = [(MORNING - timedelta(days=day), parcel(f"Dzień {day}", key="same")) for day in range(30, 0, -1)]
    receipts = world.connector.register_past(world.account, dated)
    assert [receipt.at for receipt in receipts] == [at for at, _ in dated]
    assert world.effects == 30
    asked = {receipts[0].remote_id: [receipts[0].at + timedelta(days=1), MORNING], "unknown": [MORNING]}
    (_, _, then), (remote_id, when, now) = world.connector.post_history(world.account, asked)
    assert (remote_id, when) == (receipts[0].remote_id, MORNING)
    assert now == world.connector.post_readings(world.account, (remote_id,))[remote_id]
    assert sum(reading.value for reading in now) > sum(reading.value for reading in then) > 0


def test_the_followers_of_the_past_lead_to_those_of_today(world: PracticeWorld):
    world.configure(followers=5000, since=MORNING - timedelta(days=700))
    history = list(world.connector.profile_history(world.account, [MORNING - timedelta(days=700), MORNING]))
    assert history[0][1].value == 5000
    assert (history[1][1],) == world.connector.profile_readings(world.account)


def test_comments_agree_with_the_metric_and_come_from_the_list(world: PracticeWorld):
    dated = [(MORNING - timedelta(days=day), parcel(f"Pytanie {day}?")) for day in range(60, 0, -1)]
    receipts = world.connector.register_past(world.account, dated)
    comments = list(world.connector.comments(world.account, MORNING - timedelta(days=90)))
    readings = world.connector.post_readings(world.account, tuple(receipt.remote_id for receipt in receipts))
    counted = sum(r.value for post in readings.values() for r in post if r.key == "comments")
    assert len(comments) == counted > 60
    assert len({comment.remote_id for comment in comments}) == len(comments)
    questions = sum(comment.text.endswith("?") for comment in comments)
    assert 0.1 < questions / len(comments) < 0.4
    there = {comment.remote_id for comment in comments}
    assert {comment.parent_remote_id for comment in comments if comment.parent_remote_id} < there


def test_comments_of_two_visits_join_without_gap(world: PracticeWorld):
    dated = [(MORNING - timedelta(days=day), parcel(f"Post {day}")) for day in range(20, 0, -1)]
    world.connector.register_past(world.account, dated)
    middle = MORNING - timedelta(days=7, hours=5, minutes=13)
    everything = list(world.connector.comments(world.account, MORNING - timedelta(days=90)))
    late = list(world.connector.comments(world.account, middle))
    world.clock.set(middle - timedelta(seconds=1))
    early = list(world.connector.comments(world.account, MORNING - timedelta(days=90)))
    assert early + late == everything


def test_the_first_comment_stands_as_ones_own(world: PracticeWorld):
    world.connector.publish(world.account, parcel(first_comment="Adres: ul. Lipowa 4"))
    world.clock.advance(timedelta(minutes=1))
    own = [comment for comment in world.connector.comments(world.account, MORNING) if comment.is_own]
    assert [(comment.author, comment.text) for comment in own] == [("palarnia", "Adres: ul. Lipowa 4")]


def test_no_socket_is_opened(world: PracticeWorld, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the Practice network opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    world.connector.publish(world.account, parcel())
    assert list(world.connector.recent_posts(world.account, MORNING))
    assert list(world.connector.comments(world.account, MORNING)) == []


def test_a_listing_is_entered_in_the_middle_also_between_posts_of_one_moment(world: PracticeWorld):
    receipts = [world.connector.publish(world.account, parcel(f"Post {n}", key=f"k{n}")) for n in range(4)]
    names = [row.remote_id for row in reversed(receipts)]
    assert [row.remote_id for row in world.connector.recent_posts(world.account, MORNING)] == names
    rest = world.connector.older_posts(world.account, MORNING, names[1], receipts[0].at)
    assert [row.remote_id for row in rest] == names[2:]


def test_the_followers_of_past_days_are_those_of_their_ends(world: PracticeWorld):
    world.connector.profile_readings(world.account)  # from now on the account is there
    first = MORNING.date()
    world.clock.advance(timedelta(days=3))
    told = list(world.connector.day_readings(world.account, first - timedelta(days=9), first + timedelta(days=2)))
    assert [day for day, _ in told] == [first + timedelta(days=n) for n in range(3)]
    ends = [datetime.combine(day + timedelta(days=1), time(), UTC) for day, _ in told]
    history = world.connector.profile_history(world.account, ends)
    assert [some for _, some in told] == [(reading,) for _, reading in history]
