"""When data is due to be fetched by itself, and who may choose that."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.errors import BadInput, NotFound
from app.domain.networks import Connection
from app.domain.people import Actor, Member
from app.domain.workspace import Profile
from app.services.fetch_plan import FetchPlan
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.connectors import ScriptedConnector
from tests.fakes.syncing import NOW, syncing
from tests.fakes.workspace import add_profile

STRANGER = Actor(Member(9, "Gość", "gosc@example.com", "pl", None, False, True))


def _due(store: Store, plan: FetchPlan) -> list[int]:
    with store.read() as work:
        found: list[Profile] = work.profiles.all()
    return [row.id for row in plan.due(found)]


def test_a_profile_is_due_at_first_and_hourly_after(store: Store, clock: SetClock) -> None:
    profile, plan = add_profile(store, connection=Connection.PRACTICE), FetchPlan(store, clock)
    assert _due(store, plan) == [profile.id]
    syncing(store, clock, {profile.id: ScriptedConnector()}).sync()
    clock.advance(timedelta(minutes=59))
    assert _due(store, plan) == []
    clock.advance(timedelta(minutes=2))
    assert _due(store, plan) == [profile.id]


def test_a_fetch_that_failed_is_tried_again_no_sooner(store: Store, clock: SetClock) -> None:
    profile, plan = add_profile(store, connection=Connection.PRACTICE), FetchPlan(store, clock)
    service = syncing(store, clock, {profile.id: Unreachable()})
    assert service.sync()[0].error == "sync.unexpected"
    clock.advance(timedelta(minutes=30))
    assert _due(store, plan) == []
    clock.advance(timedelta(minutes=31))
    assert _due(store, plan) == [profile.id]


def test_off_is_off(store: Store, clock: SetClock) -> None:
    add_profile(store, connection=Connection.PRACTICE)
    plan = FetchPlan(store, clock)
    plan.fetch_every(Actor(), 0)
    assert plan.choices().every is None
    assert _due(store, plan) == []


def test_choices_are_kept_and_what_is_kept_is_measured(store: Store, clock: SetClock) -> None:
    profile, plan = add_profile(store, connection=Connection.PRACTICE), FetchPlan(store, clock)
    plan.fetch_every(Actor(), 180)
    plan.keep_answers(Actor(), 30)
    assert (plan.choices().kept, plan.choices().size) == (0, 0)
    with store.write() as work:
        work.fetching.keep_answers(profile.id, "posts", NOW, ["abcd", "ef"])
    told = plan.choices()
    assert (told.every, told.days, told.kept, told.size) == (timedelta(hours=3), 30, 2, 6)


@pytest.mark.parametrize("minutes", [-5, 1, 14, 1441])
def test_a_time_between_that_makes_no_sense_is_refused(store: Store, clock: SetClock, minutes: int) -> None:
    with pytest.raises(BadInput, match=r"fetching\.every"):
        FetchPlan(store, clock).fetch_every(Actor(), minutes)


def test_somebody_who_is_no_member_may_not_choose(store: Store, clock: SetClock) -> None:
    plan = FetchPlan(store, clock)
    with pytest.raises(NotFound):
        plan.fetch_every(STRANGER, 60)
    with pytest.raises(NotFound):
        plan.keep_answers(STRANGER, 0)


class Unreachable(ScriptedConnector):
    def profile_readings(self, account: object) -> tuple[()]:
        raise OSError("nobody there")
