"""What keeps a post from going out: changed behind the services' back, late, paused, edited, cancelled, a computer asleep."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.connectors.base import Account, Parcel
from app.domain.delivery import LEASE, DeliveryState
from app.domain.errors import Refused
from app.domain.practice import FaultKind, PracticeFault
from app.domain.workflow import PostState
from app.services.planning import PostEdit
from tests.fakes.connectors import FakeNetwork
from tests.fakes.desk import HOUR, NOON, Desk, due

D = DeliveryState


def test_a_text_changed_behind_the_services_back_is_not_sent(any_desk: Desk) -> None:
    """PUB-13."""
    from sqlalchemy import text

    post = due(any_desk)
    with any_desk.store.writing() as connection:
        connection.execute(text("UPDATE post SET text = 'Kup teraz'"))
    any_desk.publishing.publish_due()
    row = any_desk.delivery(post)
    assert (row.state, row.reason, any_desk.effects()) == (D.HELD, "not_what_was_approved", 0)
    assert any_desk.post(post).state is PostState.ON_HOLD


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE revision SET content = replace(content, 'Nowa', 'Stara')",
        "UPDATE revision SET sha256 = 'x'",
        "UPDATE delivery SET payload_sha256 = 'x'",
        "UPDATE variant SET approved_sha256 = NULL",
        "UPDATE variant SET first_comment = 'Kup'",
        "UPDATE variant SET state = 'draft'",
        "UPDATE profile SET handle = 'ktos-inny'",
    ],
)
def test_no_other_row_can_be_changed_behind_the_services_back_either(desk: Desk, change: str) -> None:
    """PUB-13."""
    from sqlalchemy import text

    post = due(desk)
    with desk.store.writing() as connection:
        connection.execute(text(change))
    desk.publishing.publish_due()
    assert (desk.delivery(post).state, desk.delivery(post).reason) == (D.HELD, "not_what_was_approved")
    desk.publishing.publish_due()
    with desk.practice_store._reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM practice_post")).scalar_one() == 0


@pytest.mark.parametrize("after_claim", [False, True])
def test_a_file_changed_on_the_disk_is_not_sent(desk: Desk, after_claim: bool) -> None:
    """PUB-13."""
    picture = desk.picture()
    post = due(desk, media=((picture, "Kubek"),))
    file = next(path for path in desk.folder.iterdir() if len(path.name) == 64)

    def spoil(name: str = "after claim") -> None:
        if name == "after claim":
            file.write_bytes(b"inne")

    if after_claim:
        desk.failpoint = spoil
    else:
        spoil()
    desk.publishing.publish_due()
    assert (desk.delivery(post).state, desk.delivery(post).reason) == (D.HELD, "media_changed")
    assert desk.effects() == 0


def test_late_by_a_quarter_of_an_hour_still_goes_out_and_more_asks(desk: Desk) -> None:
    """PUB-20, transition 14."""
    first, second = desk.scheduled("Pierwszy"), desk.scheduled("Drugi", NOON + HOUR - timedelta(seconds=1))
    desk.clock.set(NOON + HOUR + timedelta(minutes=15))
    desk.publishing.publish_due()
    assert desk.delivery(first).state is D.SENT
    assert (desk.delivery(second).state, desk.delivery(second).reason) == (D.HELD, "late")
    assert desk.post(second).state is PostState.ON_HOLD
    desk.scheduling.schedule(desk.creator, second.id, desk.at(desk.clock.now() + HOUR))
    assert desk.post(second).state is PostState.SCHEDULED
    desk.clock.advance(HOUR)
    desk.publishing.publish_due()
    assert (desk.post(second).state, desk.effects()) == (PostState.PUBLISHED, 2)


def test_nothing_goes_out_while_publishing_is_paused(desk: Desk) -> None:
    post = due(desk)
    desk.workspaces.pause_publishing(desk.owner, True, "Żałoba")
    assert desk.publishing.publish_due().paused
    assert desk.delivery(post).state is D.SCHEDULED
    desk.workspaces.pause_publishing(desk.owner, False)
    desk.publishing.publish_due()
    assert desk.effects() == 1


@pytest.mark.parametrize("change", [{"status": "paused"}, {"status": "closed"}, {"connection": "none"}])
def test_a_profile_that_is_paused_or_not_connected_publishes_nothing(desk: Desk, change: dict[str, str]) -> None:
    post = due(desk)
    desk.profiles.edit_profile(desk.owner, desk.network[0].id, **change)
    assert desk.publishing.publish_due().ids == {}
    assert (desk.delivery(post).state, desk.effects()) == (D.SCHEDULED, 0)


def test_an_edit_while_leased_stops_it_and_the_worker_sends_nothing(any_desk: Desk) -> None:
    """PT-19, transition 15."""
    post = due(any_desk)
    other = any_desk.beside()

    def edit(name: str) -> None:
        if name == "after claim":
            any_desk.failpoint = lambda name: None
            other.planning.edit(other.creator, post.id, PostEdit(text="Poprawka"))

    any_desk.failpoint = edit
    any_desk.publishing.publish_due()
    other.close()
    assert (any_desk.delivery(post).state, any_desk.effects()) == (D.CANCELLED, 0)
    assert any_desk.post(post).state is PostState.DRAFT


def test_an_edit_while_sending_is_refused(any_desk: Desk) -> None:
    """PT-19: it is told that the post goes out, and it does."""
    post = due(any_desk)
    other = any_desk.beside()
    refused: list[str] = []

    def edit(parcel: Parcel) -> None:
        for act in (
            lambda: other.planning.edit(other.creator, post.id, PostEdit(text="Poprawka")),
            lambda: other.scheduling.cancel(other.creator, post.id),
            lambda: other.approval.withdraw_approval(other.editor, post.id),
        ):
            try:
                act()
            except Refused as refusal:
                refused.append(refusal.code)

    any_desk.connector = FakeNetwork(edit)
    any_desk.publishing.publish_due()
    other.close()
    assert refused == ["post.already_out", "post.going_out", "post.going_out"]
    assert any_desk.post(post).state is PostState.PUBLISHED


def test_what_waits_for_its_next_try_can_be_cancelled(desk: Desk) -> None:
    """Transition 15."""
    post = due(desk)
    desk.spoil(PracticeFault(FaultKind.FAIL_BEFORE))
    desk.publishing.publish_due()
    desk.scheduling.cancel(desk.creator, post.id)
    desk.clock.advance(HOUR)
    desk.publishing.publish_due()
    assert (desk.delivery(post).state, desk.post(post).state) == (D.CANCELLED, PostState.CANCELLED)
    assert desk.effects() == 0


def test_a_computer_that_slept_between_intent_and_call_sends_nothing(desk: Desk) -> None:
    """PUB-06."""
    post = due(desk)

    def sleep(name: str) -> None:
        if name == "after intent":
            desk.clock.advance(timedelta(seconds=61))

    desk.failpoint = sleep
    report = desk.publishing.publish_due(limit=1)
    assert report.ids == {"retry_wait": [desk.delivery(post).id]}
    assert desk.attempts(desk.delivery(post)) == ["not_executed"]
    assert desk.effects() == 0


def test_a_lease_nearly_over_is_not_used(desk: Desk) -> None:
    """The guard of transition 2."""
    post = due(desk)

    def slow(name: str) -> None:
        if name == "after claim":
            desk.clock.advance(LEASE - timedelta(seconds=89))

    desk.failpoint = slow
    desk.publishing.publish_due(limit=1)
    assert (desk.delivery(post).state, desk.attempts(desk.delivery(post)), desk.effects()) == (D.LEASED, [], 0)


def test_a_missing_key_holds_the_post_before_any_intent(desk: Desk) -> None:
    post = due(desk)

    def locked(profile: object) -> Account:
        raise Refused("keyring.locked")

    desk.publishing._outbound.account_for = locked
    desk.publishing.publish_due()
    assert (desk.delivery(post).state, desk.delivery(post).reason) == (D.HELD, "keyring.locked")
    assert desk.attempts(desk.delivery(post)) == []
