"""A key refused in the middle of publishing: the post waits like the profile's others and goes on, once, when it is connected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from app.connectors.base import Account, Idempotency, RemotePost
from app.domain.content import Post
from app.domain.delivery import Delivery, DeliveryState
from app.domain.history import HistoryEntry
from app.domain.lateness import LatePolicy
from app.domain.workflow import PostState
from app.services.access_keys import AccessKeys
from app.services.connecting import ConnectingService
from app.services.publishing import PublishingService
from app.system.key_keeper import KeyKeeper
from app.system.system_keyring import SystemKeyring
from tests.fakes.desk import HOUR, Desk, due
from tests.fakes.keyrings import OwnKeyring
from tests.fakes.stepping import SteppingNetwork

D = DeliveryState
K = Idempotency
MINUTE = timedelta(minutes=1)


@dataclass
class Team:
    """The desk's profile, connected to a network."""

    desk: Desk
    network: SlowList
    connecting: ConnectingService
    publishing: PublishingService

    def connect(self) -> int:
        """How many publications go out again."""
        return self.connecting.connect(self.desk.owner, 1, {"token": "t"}).put_back

    def row(self, post: Post) -> Delivery:
        return self.desk.delivery(post)


class SlowList(SteppingNetwork):
    """Longer behind with its list than it says."""

    behind = False

    def recent_posts(self, account: Account, since: datetime) -> Iterator[RemotePost]:
        return iter(()) if self.behind else super().recent_posts(account, since)


@pytest.fixture
def team(desk: Desk) -> Team:
    network = SlowList(desk.folder / "network.db", desk.clock.now, K.EXPIRING_KEY)
    backend = OwnKeyring()
    access = AccessKeys(desk.store, desk.clock, KeyKeeper(SystemKeyring(lambda: backend, 5), lambda: "w"))
    connecting = ConnectingService(
        desk.store,
        desk.clock,
        access,
        desk.delivery_steps,
        desk.scheduling,
        connector_for=lambda profile: network,
        reconnected=lambda profile_id: publishing.reconnected(profile_id),  # noqa: PLW0108 - made below
    )
    publishing = PublishingService(
        desk.store,
        desk.clock,
        desk.delivery_steps,
        desk.settling,
        connector_for=lambda profile: network,
        account_for=access.account_for,
        media_path=lambda sha256: desk.folder / sha256,
        lost=connecting.note_problem,
    )
    team = Team(desk, network, connecting, publishing)
    team.connect()
    return team


def test_the_post_being_sent_is_held_like_the_others_and_all_go_on_when_connected(team: Team) -> None:
    first, later = due(team.desk, "Raz"), team.desk.scheduled("Dwa", team.desk.clock.now() + HOUR)
    team.network.go_wrong("token", step="post")
    team.publishing.publish_due()
    for post in (first, later):
        assert (team.row(post).state, team.row(post).reason) == (D.HELD, "needs_reconnect")
        assert team.desk.post(post).state is PostState.ON_HOLD
    assert team.desk.attempts(team.row(first)) == ["not_executed"]
    keys, at = (team.row(first).idem_key, team.row(first).remote_key), team.row(first).due_at
    team.desk.clock.advance(5 * MINUTE)
    team.publishing.publish_due()
    assert team.network.steps_seen() == [], "nothing is tried before it is connected"

    assert team.connect() == 2
    assert (team.row(first).state, team.row(first).due_at) == (D.SCHEDULED, at)
    team.publishing.publish_due()
    assert (team.row(first).state, team.row(later).state) == (D.SENT, D.SCHEDULED)
    assert (team.row(first).idem_key, team.row(first).remote_key) == keys
    team.desk.clock.advance(HOUR)
    team.publishing.publish_due()
    assert (team.row(later).state, [effect.text for effect in team.network.effects()]) == (D.SENT, ["Raz", "Dwa"])
    assert team.desk.chain_is_whole()


def test_half_a_thread_waits_where_only_its_rest_can_go_out(team: Team) -> None:
    post = due(team.desk, "Raz\n---\nDwa")
    team.network.go_wrong("token", step="thread:1")
    team.publishing.publish_due()
    assert (team.row(post).state, team.desk.post(post).state) == (D.RETRY_WAIT, PostState.PUBLISHING)
    team.desk.clock.advance(2 * HOUR)
    team.connect()
    team.publishing.publish_due()
    assert (team.row(post).state, team.network.steps_seen()) == (D.SENT, ["post", "thread:1"])


def test_a_post_in_doubt_is_looked_for_and_not_repeated_with_a_key_that_became_old(team: Team) -> None:
    post = due(team.desk)
    team.desk.scheduling.set_late_policy(team.desk.editor, post.id, LatePolicy.PUBLISH)
    team.network.behind = True
    team.network.go_wrong("lose", "token", step="post")
    for _ in range(5):
        team.publishing.publish_due()
        team.desk.clock.advance(MINUTE)
    assert (team.row(post).reason, len(team.network.effects())) == ("needs_reconnect", 1)
    team.desk.clock.advance(2 * HOUR)
    team.network.behind = False
    assert team.connect() == 1
    team.publishing.publish_due()
    team.publishing.publish_due()
    assert (team.row(post).state, len(team.network.effects())) == (D.SENT, 1)
    assert [entry.action for entry in entries(team, post)][-4:] == ["leased", "reconcile", "reconcile", "sent"]


def test_a_post_that_became_too_late_is_for_a_person(team: Team) -> None:
    post = due(team.desk)
    team.network.go_wrong("token", step="post")
    team.publishing.publish_due()
    team.desk.clock.advance(2 * HOUR)
    assert team.connect() == 0
    team.publishing.publish_due()
    assert (team.row(post).state, team.network.steps_seen()) == (D.HELD, [])


def test_a_wish_to_cancel_that_came_meanwhile_ends_it(team: Team) -> None:
    post = due(team.desk)
    team.network.go_wrong("token", step="post")

    def want(name: str) -> None:
        if name == "connected":
            with team.desk.store.write() as work:
                work.deliveries.want_cancel(team.row(post).id, team.desk.clock.now())

    team.network.point = want
    team.publishing.publish_due()
    assert team.row(post).state is D.CANCELLED


def entries(team: Team, post: Post) -> list[HistoryEntry]:
    with team.desk.store.read() as work:
        return list(work.history.of("delivery", team.row(post).id))
