"""Times: scheduling, moving, holding, cancelling, reopening; and the two odd hours of the year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.days import WallTime
from app.domain.delivery import DeliveryState
from app.domain.errors import BadInput, NotPermitted, Refused
from app.domain.networks import Network
from app.domain.workflow import PostState
from tests.fakes.desk import HOUR, NOON, Desk

S, D = PostState, DeliveryState


def test_a_time_makes_an_approved_post_scheduled(any_desk: Desk) -> None:
    post = any_desk.scheduled(when=None)
    after = any_desk.scheduling.schedule(any_desk.creator, post.id, any_desk.at(NOON + HOUR))
    row = any_desk.delivery(post)
    assert (after.state, after.due_at, after.variants[0].due_at) == (S.SCHEDULED, NOON + HOUR, NOON + HOUR)
    assert (row.state, row.due_at, row.zone, row.wall_time) == (
        D.SCHEDULED,
        NOON + HOUR,
        "Europe/Warsaw",
        "2026-03-10T13:00",
    )
    assert after.variants[0].sequence == post.variants[0].sequence + 1
    assert ("variant", "schedule") in any_desk.history(post)
    assert any_desk.chain_is_whole()


def test_a_draft_only_carries_its_date(desk: Desk) -> None:
    post = desk.draft(when=None)
    after = desk.scheduling.schedule(desk.creator, post.id, desk.at(NOON + HOUR))
    assert (after.state, after.variants[0].due_at) == (S.DRAFT, NOON + HOUR)
    idea = desk.draft(when=None, profile_ids=(), idea=True)
    assert desk.scheduling.schedule(desk.creator, idea.id, desk.at(NOON + HOUR)).due_at == NOON + HOUR
    assert desk.history(idea) == [("post", "added"), ("post", "dated")]


def test_what_is_over_is_refused(desk: Desk) -> None:
    post = desk.scheduled()
    with pytest.raises(Refused, match=r"schedule\.past"):
        desk.scheduling.schedule(desk.creator, post.id, desk.at(NOON - timedelta(minutes=2)))
    assert desk.post(post).due_at == NOON + HOUR


def test_only_who_may_schedule(desk: Desk) -> None:
    post = desk.scheduled()
    when = desk.at(NOON + HOUR)
    for act in (
        lambda: desk.scheduling.schedule(desk.viewer, post.id, when),
        lambda: desk.scheduling.publish_now(desk.viewer, post.id),
        lambda: desk.scheduling.unschedule(desk.viewer, post.id),
        lambda: desk.scheduling.hold(desk.viewer, post.id),
        lambda: desk.scheduling.cancel(desk.viewer, post.id),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_without_a_time_the_approval_stays(any_desk: Desk) -> None:
    post = any_desk.scheduled()
    after = any_desk.scheduling.unschedule(any_desk.creator, post.id)
    assert (after.state, after.due_at) == (S.APPROVED, None)
    assert (any_desk.delivery(post).state, any_desk.delivery(post).due_at) == (D.SCHEDULED, None)
    any_desk.clock.advance(2 * HOUR)
    any_desk.publishing.publish_due()
    assert any_desk.effects() == 0
    again = any_desk.scheduling.schedule(any_desk.creator, post.id, any_desk.at(NOON + 3 * HOUR))
    assert again.state is S.SCHEDULED


def test_one_of_two_profiles_is_moved(desk: Desk) -> None:
    x = desk.profile(Network.X)
    post = desk.scheduled()
    after = desk.scheduling.schedule(desk.creator, post.id, desk.at(NOON + 3 * HOUR), (x.id,))
    assert {row.profile_id: row.due_at for row in after.variants} == {
        desk.network[0].id: NOON + HOUR,
        x.id: NOON + 3 * HOUR,
    }
    with pytest.raises(BadInput, match=r"post\.no_variant"):
        desk.scheduling.schedule(desk.creator, post.id, desk.at(NOON + HOUR), (99,))


def test_on_hold_and_off_again(any_desk: Desk) -> None:
    post = any_desk.scheduled()
    held = any_desk.scheduling.hold(any_desk.creator, post.id, "Żałoba narodowa")
    assert (held.state, any_desk.delivery(post).state) == (S.ON_HOLD, D.HELD)
    any_desk.clock.advance(timedelta(minutes=30))
    back = any_desk.scheduling.release(any_desk.creator, post.id)
    assert (back.state, any_desk.delivery(post).state, back.variants[0].due_at) == (
        S.SCHEDULED,
        D.SCHEDULED,
        NOON + HOUR,
    )
    any_desk.scheduling.hold(any_desk.creator, post.id)
    any_desk.clock.advance(HOUR)
    any_desk.publishing.publish_due()
    assert any_desk.effects() == 0
    assert any_desk.scheduling.release(any_desk.creator, post.id).state is S.APPROVED
    any_desk.publishing.publish_due()
    assert any_desk.effects() == 0
    with pytest.raises(Refused, match=r"post\.wrong_state"):
        any_desk.scheduling.release(any_desk.creator, post.id)


def test_cancelled_and_reopened(any_desk: Desk) -> None:
    post = any_desk.scheduled()
    cancelled = any_desk.scheduling.cancel(any_desk.creator, post.id, "Nieaktualny")
    assert (cancelled.state, any_desk.delivery(post).state) == (S.CANCELLED, D.CANCELLED)
    with pytest.raises(Refused, match=r"post\.wrong_state"):
        any_desk.scheduling.cancel(any_desk.creator, post.id)
    with pytest.raises(Refused, match=r"post\.already_out"):
        any_desk.scheduling.schedule(any_desk.creator, post.id, any_desk.at(NOON + HOUR))
    opened = any_desk.scheduling.reopen(any_desk.creator, post.id)
    assert (opened.state, opened.variants[0].approved_sha256) == (S.DRAFT, None)
    with pytest.raises(Refused, match=r"post\.wrong_state"):
        any_desk.scheduling.reopen(any_desk.creator, post.id)


def test_cancelling_is_taken_back_with_approval_and_time(any_desk: Desk) -> None:
    post = any_desk.scheduled()
    before, first = any_desk.post(post), any_desk.delivery(post)
    any_desk.scheduling.cancel(any_desk.creator, post.id)
    back = any_desk.scheduling.uncancel(any_desk.creator, post.id)
    assert (back.state, back.variants[0].due_at) == (S.SCHEDULED, before.variants[0].due_at)
    assert back.variants[0].approved_sha256 == before.variants[0].approved_sha256
    second = any_desk.delivery(post)
    assert (second.state, second.due_at, second.payload_sha256) == (D.SCHEDULED, first.due_at, first.payload_sha256)
    assert second.idem_key != first.idem_key
    any_desk.clock.advance(HOUR)
    any_desk.publishing.publish_due()
    assert any_desk.effects() == 1


def test_after_its_time_a_cancelled_post_is_approved_and_waits_for_another(desk: Desk) -> None:
    post = desk.scheduled()
    desk.scheduling.cancel(desk.creator, post.id)
    desk.clock.advance(2 * HOUR)
    assert desk.scheduling.uncancel(desk.creator, post.id).state is S.APPROVED
    desk.publishing.publish_due()
    assert desk.effects() == 0


def test_an_approval_is_not_brought_back_for_another_profile(desk: Desk) -> None:
    post = desk.scheduled()
    desk.scheduling.cancel(desk.creator, post.id)
    desk.profiles.edit_profile(desk.owner, desk.network[0].id, handle="renamed")
    with pytest.raises(Refused, match=r"post\.approval_over"):
        desk.scheduling.uncancel(desk.creator, post.id)
    assert desk.post(post).state is S.CANCELLED


def test_what_was_in_review_when_it_was_cancelled_is_a_draft(desk: Desk) -> None:
    post = desk.in_review()
    desk.scheduling.cancel(desk.creator, post.id)
    assert desk.scheduling.uncancel(desk.creator, post.id).state is S.DRAFT
    with pytest.raises(Refused, match=r"post\.wrong_state"):
        desk.scheduling.uncancel(desk.creator, post.id)


def test_reopening_touches_only_what_can_be_reopened(desk: Desk) -> None:
    x = desk.profile(Network.X)
    post = desk.scheduled()
    desk.scheduling.cancel(desk.creator, post.id, "", (x.id,))
    after = desk.scheduling.reopen(desk.creator, post.id)
    assert {row.profile_id: row.state for row in after.variants} == {desk.network[0].id: S.SCHEDULED, x.id: S.DRAFT}


def test_what_is_out_is_neither_moved_nor_cancelled(desk: Desk) -> None:
    post = desk.published()
    for act in (
        lambda: desk.scheduling.schedule(desk.creator, post.id, desk.at(NOON + 3 * HOUR)),
        lambda: desk.scheduling.cancel(desk.creator, post.id),
    ):
        with pytest.raises(Refused, match=r"post\.already_out"):
            act()


# clock changes
def test_an_hour_that_does_not_exist_is_refused_with_the_nearest_two(desk: Desk) -> None:
    """PUB-23."""
    post = desk.scheduled(when=None)
    with pytest.raises(BadInput, match=r"time\.gap") as gap:
        desk.scheduling.schedule(
            desk.creator, post.id, WallTime(datetime.fromisoformat("2026-03-29T02:30"), "Europe/Warsaw")
        )
    assert gap.value.data["before"] == datetime.fromisoformat("2026-03-29T01:59")
    assert gap.value.data["after"] == datetime.fromisoformat("2026-03-29T03:00")
    assert desk.post(post).state is S.APPROVED


@pytest.mark.parametrize(("fold", "hour", "wall"), [(0, 0, "2026-10-25T02:30"), (1, 1, "2026-10-25T02:30/1")])
def test_an_hour_that_comes_twice_is_told_apart(any_desk: Desk, fold: int, hour: int, wall: str) -> None:
    """PUB-23."""
    post = any_desk.scheduled(when=None)
    any_desk.scheduling.schedule(
        any_desk.creator, post.id, WallTime(datetime.fromisoformat("2026-10-25T02:30"), "Europe/Warsaw", fold)
    )
    row = any_desk.delivery(post)
    assert (row.due_at, row.wall_time) == (datetime(2026, 10, 25, hour, 30, tzinfo=UTC), wall)


@pytest.mark.parametrize("when", [NOON + 3 * HOUR, None], ids=["another time", "no time"])
def test_a_move_is_taken_back_exactly(desk: Desk, when: datetime | None) -> None:
    before = desk.scheduled(when=when)
    desk.scheduling.schedule(desk.creator, before.id, desk.at(NOON + HOUR))
    after = desk.scheduling.restore_times(desk.creator, before, (before.variants[0].profile_id,))
    row = desk.delivery(before)
    assert (after.due_at, after.variants[0].due_at, after.variants[0].wall_time) == (
        before.due_at,
        before.variants[0].due_at,
        before.variants[0].wall_time,
    )
    assert (after.state, row.due_at, row.state) == (before.state, when, D.SCHEDULED)
    assert desk.chain_is_whole()


def test_a_draft_goes_back_to_a_time_that_has_passed_and_what_was_held_is_held_again(desk: Desk) -> None:
    draft, held = desk.draft(), desk.scheduled(when=NOON + 3 * HOUR)
    held = desk.scheduling.hold(desk.creator, held.id)
    desk.clock.set(NOON + HOUR + HOUR)
    for post in (draft, held):
        desk.scheduling.schedule(desk.creator, post.id, desk.at(NOON + 5 * HOUR))
        back = desk.scheduling.restore_times(desk.creator, post, (post.variants[0].profile_id,))
        assert (back.state, back.due_at) == (post.state, post.due_at)
    assert desk.delivery(held).state is D.HELD


def test_profiles_are_given_times_of_their_own_all_or_none(desk: Desk) -> None:
    first, second = desk.network[0].id, desk.profile(Network.X).id
    post = desk.draft(profile_ids=(first, second))
    times = {first: desk.at(NOON + 2 * HOUR), second: desk.at(NOON + 3 * HOUR)}
    after = desk.scheduling.schedule_each(desk.creator, post.id, times)
    assert [variant.due_at for variant in after.variants] == [NOON + 2 * HOUR, NOON + 3 * HOUR]
    assert after.due_at == post.due_at
    with pytest.raises(Refused, match=r"schedule\.past"):
        desk.scheduling.schedule_each(desk.creator, post.id, times | {second: desk.at(NOON - HOUR)})
    assert desk.post(post).variants[0].due_at == NOON + 2 * HOUR
    together = dict.fromkeys((first, second), desk.at(NOON + 4 * HOUR))
    assert desk.scheduling.schedule_each(desk.creator, post.id, together).due_at == NOON + 4 * HOUR


def test_a_time_that_is_over_is_not_given_back_to_what_is_approved(desk: Desk) -> None:
    before = desk.scheduled()
    desk.scheduling.schedule(desk.creator, before.id, desk.at(NOON + 3 * HOUR))
    desk.clock.set(NOON + 2 * HOUR)
    with pytest.raises(Refused, match=r"schedule\.past"):
        desk.scheduling.restore_times(desk.creator, before, (before.variants[0].profile_id,))
