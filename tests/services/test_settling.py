"""What a vanished worker left behind, and what only a person can know."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.delivery import LEASE, DeliveryState, Resolution
from app.domain.errors import BadInput, NotPermitted, Refused
from app.domain.people import Actor, Role
from app.domain.practice import FaultKind, PracticeFault
from app.domain.workflow import PostState
from tests.fakes.desk import HOUR, NOON, Desk

D = DeliveryState


def unsure(desk: Desk):
    """A post that is on the network although its answer was lost."""
    post = desk.scheduled()
    desk.clock.advance(HOUR)
    desk.spoil(PracticeFault(FaultKind.LOSE_ANSWER))
    desk.publishing.publish_due()
    return post


def test_published_after_all(any_desk: Desk) -> None:
    """Transition 13."""
    post = unsure(any_desk)
    row = any_desk.delivery(post)
    url = "https://www.linkedin.com/feed/update/1"
    any_desk.settling.resolve(any_desk.creator, row.id, Resolution.PUBLISHED, "Widzę go na profilu", url)
    shown = any_desk.post(post)
    assert (any_desk.delivery(post).state, shown.state) == (D.SENT, PostState.PUBLISHED)
    assert (shown.variants[0].remote_url, shown.variants[0].published_at) == (url, NOON + HOUR)
    assert any_desk.delivery(post).idem_key == row.idem_key
    entry = next(e for e in any_desk.planning.history(any_desk.owner, post.id) if e.action == "sent")
    assert (entry.actor_id, entry.words) == (any_desk.creator.member_id, {"reason": "Widzę go na profilu"})
    assert any_desk.chain_is_whole()


def test_send_again_makes_a_new_key_and_a_second_post_only_then(any_desk: Desk) -> None:
    """Transition 13, PUB-02."""
    post = unsure(any_desk)
    row = any_desk.delivery(post)
    any_desk.clock.advance(timedelta(days=1))
    any_desk.settling.resolve(any_desk.editor, row.id, Resolution.SEND_AGAIN, "Na profilu go nie ma")
    again = any_desk.delivery(post)
    assert (again.state, again.id) == (D.RETRY_WAIT, row.id)
    assert again.idem_key != row.idem_key
    assert again.due_at == any_desk.clock.now() == any_desk.post(post).variants[0].due_at
    assert any_desk.effects() == 1
    any_desk.publishing.publish_due()
    assert (any_desk.effects(), any_desk.post(post).state) == (2, PostState.PUBLISHED)
    assert any_desk.attempts(again) == ["unknown", "ok"]


def test_leave_it(any_desk: Desk) -> None:
    """Transition 13."""
    post = unsure(any_desk)
    any_desk.settling.resolve(any_desk.creator, any_desk.delivery(post).id, Resolution.LEAVE, "Nieaktualny")
    any_desk.publishing.publish_due()
    assert (any_desk.delivery(post).state, any_desk.delivery(post).reason) == (D.SKIPPED, "Nieaktualny")
    assert any_desk.post(post).state is PostState.CANCELLED


@pytest.mark.parametrize("resolution", list(Resolution))
def test_once_is_enough(any_desk: Desk, resolution: Resolution) -> None:
    post = unsure(any_desk)
    number = any_desk.delivery(post).id
    any_desk.settling.resolve(any_desk.creator, number, resolution, "tak")
    with pytest.raises(Refused, match=r"delivery\.not_unsure"):
        any_desk.settling.resolve(any_desk.creator, number, resolution, "tak")


def test_a_named_person_with_a_reason_and_the_right(desk: Desk) -> None:
    """Transition 13."""
    number = desk.delivery(unsure(desk)).id
    with pytest.raises(BadInput, match=r"reason\.missing"):
        desk.settling.resolve(desk.creator, number, Resolution.LEAVE, " \n")
    with pytest.raises(Refused, match=r"delivery\.needs_person"):
        desk.settling.resolve(Actor(), number, Resolution.LEAVE, "tak")
    with pytest.raises(NotPermitted):
        desk.settling.resolve(desk.viewer, number, Resolution.LEAVE, "tak")
    other = desk.workspaces.add_brand(desk.owner, "Inna")
    with pytest.raises(NotPermitted):
        desk.settling.resolve(desk.join("obcy", Role.EDITOR, brand_id=other.id), number, Resolution.LEAVE, "tak")
    with pytest.raises(BadInput, match=r"link\.invalid"):
        desk.settling.resolve(desk.creator, number, Resolution.PUBLISHED, "tak", "javascript:alert(1)")


def test_what_was_leased_and_abandoned_is_scheduled_again(any_desk: Desk) -> None:
    """Transition 7."""
    post = any_desk.scheduled()
    any_desk.clock.advance(HOUR)
    with any_desk.store.write() as work:
        any_desk.delivery_steps.move(work, any_desk.delivery(post), D.LEASED, lease_until=any_desk.clock.now() + LEASE)
    assert any_desk.settling.close_abandoned() == []
    any_desk.clock.advance(LEASE)
    moved = any_desk.settling.close_abandoned()
    assert [(row.state, row.fence, row.owner) for row in moved] == [(D.SCHEDULED, 1, None)]
    assert any_desk.post(post).state is PostState.SCHEDULED


def test_settling_writes_nothing_when_nothing_is_open(desk: Desk) -> None:
    post = desk.published()
    before = desk.history(post)
    assert desk.settling.close_abandoned() == []
    assert desk.history(post) == before
