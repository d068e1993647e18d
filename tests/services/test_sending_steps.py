"""Publishing in steps: each with its own try, none done twice, a thread never begun again (PUB-11, PUB-12)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.connectors.base import Account, Idempotency, Parcel, Rejected, Step
from app.domain.content import Post
from app.domain.delivery import LEASE, DeliveryState, Resolution
from app.domain.lateness import SPACE
from app.domain.workflow import PostState
from app.services.planning import VariantEdit
from tests.fakes.desk import HOUR, Desk

D = DeliveryState
K = Idempotency
THREAD = "Raz\n---\nDwa\n---\nTrzy"


class Crash(BaseException):
    """Stands for the end of the process."""


def due(desk: Desk, text: str = THREAD, **values: object) -> Post:
    post = desk.scheduled(text, desk.clock.now() + HOUR, **values)
    desk.clock.advance(HOUR)
    return post


def phases(desk: Desk, post: Post) -> list[tuple[str, str | None]]:
    rows = desk.publishing.delivery(desk.owner, desk.delivery(post).id)[1]
    return [(row.phase, row.outcome.value if row.outcome else None) for row in rows]


def parts(desk: Desk, post: Post) -> dict[str, str]:
    with desk.store.read() as work:
        return work.parts.refs(desk.delivery(post).id)


def test_each_step_is_a_try_of_its_own_and_its_result_is_kept(desk: Desk, stepping) -> None:
    """PUB-11."""
    network = stepping(K.TWO_PHASE)
    picture = desk.picture()
    post = due(desk, media=((picture, "Kubek"),))
    desk.publishing.publish_due()
    names = ["media:0", "box", "ready", "post", "thread:1", "thread:2"]
    assert phases(desk, post) == [(name, "ok") for name in names]
    assert set(parts(desk, post)) == set(names)
    effects = network.effects()
    assert [effect.text for effect in effects] == ["Raz", "Dwa", "Trzy"]
    assert [effect.parent for effect in effects] == [None, effects[0].remote_id, effects[1].remote_id]
    row = desk.delivery(post)
    assert (row.state, row.remote_id, row.fence) == (D.SENT, effects[0].remote_id, 1)
    assert desk.post(post).variants[0].remote_url == f"https://network.invalid/{effects[0].remote_id}"
    assert desk.chain_is_whole()


def test_a_thread_broken_off_goes_on_where_it_was(desk: Desk, stepping) -> None:
    """PUB-11."""
    network = stepping(K.READABLE)
    post = due(desk)
    network.go_wrong("refused", step="thread:1")
    desk.publishing.publish_due()
    assert (desk.delivery(post).state, network.steps_seen()) == (D.RETRY_WAIT, ["post"])
    desk.clock.advance(HOUR)
    desk.publishing.publish_due()
    assert (desk.delivery(post).state, network.steps_seen()) == (D.SENT, ["post", "thread:1", "thread:2"])
    assert phases(desk, post)[1:3] == [("thread:1", "not_executed"), ("thread:1", "ok")]


def test_a_thread_half_out_is_not_held_for_being_late(desk: Desk, stepping) -> None:
    network = stepping(K.READABLE)
    first, second = due(desk), desk.scheduled("Inny", desk.clock.now() + timedelta(seconds=1))
    network.go_wrong("busy", step="thread:2", seconds=7200)
    desk.publishing.publish_due(limit=1)
    desk.clock.advance(2 * HOUR)
    desk.publishing.publish_due()
    assert desk.delivery(first).state is D.SENT
    desk.clock.advance(SPACE)
    desk.publishing.publish_due()
    assert (desk.delivery(second).state, desk.delivery(second).reason) == (D.HELD, "late")


def test_a_token_lost_in_the_middle_of_a_thread_keeps_its_parts(desk: Desk, stepping) -> None:
    """PT-21."""
    network = stepping(K.READABLE)
    post = due(desk)
    network.go_wrong("token", "token", step="thread:2")
    desk.publishing.publish_due()
    row = desk.delivery(post)
    assert (row.state, row.reason, set(parts(desk, post))) == (D.RETRY_WAIT, "needs_reconnect", {"post", "thread:1"})
    desk.publishing.reconnected(row.profile_id)
    desk.publishing.publish_due()
    assert desk.delivery(post).state is D.RETRY_WAIT
    desk.publishing.reconnected(row.profile_id)
    desk.publishing.publish_due()
    assert (desk.delivery(post).state, network.steps_seen()) == (D.SENT, ["post", "thread:1", "thread:2"])


def test_waiting_for_the_network_is_no_failure(desk: Desk, stepping) -> None:
    """PUB-12."""
    network = stepping(K.TWO_PHASE)
    post = due(desk, "Film")
    network.go_wrong(*["working"] * 5, step="ready")
    for _ in range(5):
        desk.publishing.publish_due()
        row = desk.delivery(post)
        assert (row.state, row.next_at) == (D.RETRY_WAIT, desk.clock.now() + timedelta(seconds=15))
        desk.clock.advance(timedelta(seconds=15))
    desk.publishing.publish_due()
    assert (desk.delivery(post).state, network.steps_seen()) == (D.SENT, ["post"])
    with desk.store.read() as work:
        assert len([row for row in work.deliveries.attempts(desk.delivery(post).id) if row.phase == "box"]) == 1


def test_a_file_whose_answer_was_lost_is_simply_handed_over_again(desk: Desk, stepping) -> None:
    network = stepping(K.BLIND)
    picture = desk.picture()
    post = due(desk, "Kubek", media=((picture, "Kubek"),))
    network.go_wrong("lose", step="media:0")
    desk.publishing.publish_due()
    assert desk.delivery(post).state is D.RETRY_WAIT
    desk.clock.advance(timedelta(minutes=1))
    desk.publishing.publish_due()
    assert (desk.delivery(post).state, network.steps_seen()) == (D.SENT, ["post"])


def test_a_refusal_in_the_middle_goes_to_a_person_and_not_back_to_the_beginning(desk: Desk, stepping) -> None:
    network = stepping(K.PERMANENT_KEY)
    post = due(desk)
    network.go_wrong("reject", step="thread:1")
    desk.publishing.publish_due()
    row = desk.delivery(post)
    assert (row.state, row.reason, desk.post(post).state) == (D.NEEDS_HUMAN, "Za długie", PostState.UNSURE)
    desk.settling.resolve(desk.creator, row.id, Resolution.SEND_AGAIN, "Limit podniesiony")
    desk.publishing.publish_due()
    assert (desk.delivery(post).state, network.steps_seen()) == (D.SENT, ["post", "thread:1", "thread:2"])
    assert desk.delivery(post).remote_id == row.remote_id


def test_send_again_forgets_what_was_prepared_and_makes_both_keys_new(desk: Desk, stepping) -> None:
    network = stepping(K.BLIND)
    picture = desk.picture()
    post = due(desk, media=((picture, "Kubek"),))
    network.go_wrong("lose", step="thread:1")
    desk.publishing.publish_due()
    before = desk.delivery(post)
    assert before.state is D.NEEDS_HUMAN and set(parts(desk, post)) == {"media:0", "post"}
    desk.settling.resolve(desk.creator, before.id, Resolution.SEND_AGAIN, "Nie ma drugiej części")
    after = desk.delivery(post)
    assert set(parts(desk, post)) == {"post"}
    assert before.idem_key != after.idem_key and before.remote_key != after.remote_key
    assert after.first_send_at is None


@pytest.mark.parametrize("point", ["after part", "after answer", "after intent"])
def test_a_crash_inside_a_thread_repeats_nothing(desk: Desk, stepping, point: str) -> None:
    network = stepping(K.PERMANENT_KEY)
    post = due(desk)
    reached: list[str] = []

    def failpoint(name: str) -> None:
        reached.append(name)
        if name == point and reached.count(name) == 2:
            raise Crash

    desk.failpoint = failpoint
    with pytest.raises(Crash):
        desk.publishing.publish_due()
    desk.failpoint = lambda name: None
    desk.clock.advance(LEASE + timedelta(seconds=1))
    desk.publishing.publish_due()
    desk.publishing.publish_due()
    assert (desk.delivery(post).state, network.steps_seen()) == (D.SENT, ["post", "thread:1", "thread:2"])
    assert desk.chain_is_whole()


def test_a_first_comment_is_the_last_step(desk: Desk, stepping) -> None:
    network = stepping(K.PERMANENT_KEY)
    post = desk.draft("Nowa mieszanka", desk.clock.now() + HOUR)
    desk.planning.edit_variant(desk.creator, post.id, desk.network[0].id, VariantEdit(first_comment="Link w opisie"))
    desk.approval.submit(desk.creator, post.id)
    desk.approval.approve(desk.editor, post.id)
    desk.clock.advance(HOUR)
    desk.publishing.publish_due()
    assert [(effect.step, effect.text) for effect in network.effects()] == [
        ("post", "Nowa mieszanka"),
        ("comment", "Link w opisie"),
    ]


def test_what_the_network_cannot_take_fails_before_anything_is_sent(desk: Desk, stepping) -> None:
    network = stepping(K.READABLE)
    post = due(desk, "Za długie")

    def refuse(account: Account, parcel: Parcel) -> tuple[Step, ...]:
        raise Rejected("test.too_long", reason="Za długie dla tego serwera")

    network.steps = refuse
    desk.publishing.publish_due()
    row = desk.delivery(post)
    assert (row.state, row.reason, phases(desk, post)) == (D.FAILED, "Za długie dla tego serwera", [])
    assert desk.post(post).state is PostState.FAILED
