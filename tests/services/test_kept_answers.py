"""Answers as they came: kept beside the figures, thinned, and read again by a program that knows more."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from app.connectors.base import Account, ReadFailed, RemotePost
from app.domain.errors import BadInput
from app.domain.kpi import FigureFilters
from app.domain.metrics import Reading
from app.domain.networks import Connection
from app.domain.people import Actor
from app.services.fetch_plan import FetchPlan
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.connectors import ScriptedConnector
from tests.fakes.syncing import remote_post, syncing
from tests.fakes.workspace import add_profile


@dataclass
class Talkative(ScriptedConnector):
    """Answers in JSON; understood at first only for likes, later also for boosts."""

    understands: frozenset[str] = frozenset({"likes"})

    def profile_readings(self, account: Account) -> tuple[Reading, ...]:
        return self._read(account, {"me": {"followers": 50}})[None]

    def recent_posts(self, account: Account, since: datetime) -> Iterator[RemotePost]:
        self._read(account, {"list": [post.remote_id for post in self.posts]})
        yield from super().recent_posts(account, since)

    def post_readings(self, account: Account, remote_ids: tuple[str, ...]) -> dict[str, tuple[Reading, ...]]:
        found = self._read(account, {"posts": {name: {"likes": 3, "boosts": 2} for name in remote_ids}})
        return {name: some for name, some in found.items() if name is not None}

    def readings_from(self, body: bytes) -> Mapping[str | None, tuple[Reading, ...]]:
        told = json.loads(body)
        found: dict[str | None, tuple[Reading, ...]] = {
            name: tuple(Reading(metric, value) for metric, value in figures.items() if metric in self.understands)
            for name, figures in told.get("posts", {}).items()
        }
        if "me" in told:
            found[None] = (Reading("Followers", told["me"]["followers"], "followers"),)
        return found

    def _read(self, account: Account, told: object) -> Mapping[str | None, tuple[Reading, ...]]:
        body = json.dumps(told).encode()
        if account.keep_answer is not None:
            account.keep_answer(body)
        return self.readings_from(body)


def _bodies(store: Store, profile_id: int) -> list[tuple[str, object]]:
    with store.read() as work:
        return [(one.part, json.loads(one.body)) for one in work.fetching.answers(profile_id)]


def test_answers_are_kept_as_they_came(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    syncing(store, clock, {profile.id: Talkative(posts=[remote_post("a", 1)])}).sync()
    assert _bodies(store, profile.id) == [
        ("profile", {"me": {"followers": 50}}),
        ("posts", {"list": ["a"]}),
        ("figures", {"posts": {"a": {"likes": 3, "boosts": 2}}}),
    ]


def test_also_the_answer_that_something_went_wrong_after(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    world = Talkative(failing={"recent_posts": ReadFailed("network.broken")})
    syncing(store, clock, {profile.id: world}).sync()
    assert _bodies(store, profile.id)[-1] == ("posts", {"list": []})


def test_figures_are_worked_out_again_as_of_when_the_answer_came(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    world = Talkative(posts=[remote_post("a", 1)])
    service = syncing(store, clock, {profile.id: world})
    assert service.sync()[0].figures_new == 2
    clock.advance(timedelta(days=5))
    world.understands |= {"boosts"}
    world.asked.clear()
    assert service.answers.read_again(profile.id) == (1, 2)
    assert service.answers.read_again(profile.id) == (0, 3)
    assert world.asked == []
    with store.read() as work:
        (post,) = work.figures.posts(FigureFilters(), date(2026, 11, 1), date(2026, 11, 30))
        assert post.age_hours == 24.0  # of the answer, not of the second reading


def test_what_cannot_be_read_again_is_left(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    assert syncing(store, clock, {profile.id: ScriptedConnector()}).answers.read_again(profile.id) == (0, 0)


def test_answers_go_after_their_days(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    service = syncing(store, clock, {profile.id: Talkative()})
    assert service.answers.days() == 90
    service.sync()
    clock.advance(timedelta(days=89))
    service.sync()
    assert len(_bodies(store, profile.id)) == 4
    clock.advance(timedelta(days=2))
    service.sync()
    assert len(_bodies(store, profile.id)) == 4  # the first two went, two came
    FetchPlan(store, clock).keep_answers(Actor(), 0)
    clock.advance(timedelta(seconds=1))
    service.sync()
    assert _bodies(store, profile.id) == []
    with pytest.raises(BadInput, match=r"answers\.days"):
        FetchPlan(store, clock).keep_answers(Actor(), -1)
