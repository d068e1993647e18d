"""A small team at its desk: a workspace in a store, four people, a Practice network, a clock that stands still."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from app.connectors.base import Account, Connector
from app.connectors.networks.by_hand import ByHandConnector
from app.connectors.networks.practice import PracticeConnector
from app.domain.content import Post, Variant
from app.domain.days import WallTime, wall_time
from app.domain.delivery import Delivery
from app.domain.networks import Connection, Network
from app.domain.people import Actor, Role
from app.domain.practice import PracticeFault
from app.domain.workspace import Profile
from app.services.afterwards import AfterwardsService
from app.services.approval import ApprovalService
from app.services.delivery_steps import DeliverySteps
from app.services.members import MemberService
from app.services.native_schedules import NativeSchedules
from app.services.outbound import Outbound
from app.services.planning import NewPost, PlanningService
from app.services.profiles import NewProfile, ProfileService
from app.services.publishing import PublishingService
from app.services.scheduling import SchedulingService
from app.services.settling import SettlingService
from app.services.steps import VariantSteps
from app.services.stops import StopService
from app.services.workspaces import NewWorkspace, WorkspaceService
from app.store.opening import open_store
from app.store.practice import PracticeStore, open_practice
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.new_stores import new_store
from tests.fakes.practice import REMARKS

NOON = datetime(2026, 3, 10, 11, 0, tzinfo=UTC)
"""12:00 in Warsaw."""
HOUR = timedelta(hours=1)
JOINED = {"creator": Role.CREATOR, "editor": Role.EDITOR, "viewer": Role.VIEWER}


@dataclass
class Desk:
    """One program at work on a store. `beside` gives a second one on the same store and the same clock."""

    store: Store
    clock: SetClock
    folder: Path
    instance: str = "desk-1"
    failpoint: Callable[[str], None] = lambda name: None
    make_room: Callable[[], object] = lambda: None
    pause: Callable[[float], None] = time.sleep
    connector: Connector | None = None
    """Instead of the Practice network."""
    connectors: dict[int, Connector] = field(default_factory=dict)
    """By profile, where they differ."""
    account: Account | None = None
    """On `connector`'s network, where that needs more than a handle."""
    people: dict[str, Actor] = field(default_factory=dict)
    network: list[Profile] = field(default_factory=list)

    # services
    @cached_property
    def practice_store(self) -> PracticeStore:
        return open_practice(self.folder / "practice.db")

    @cached_property
    def practice(self) -> Connector:
        return PracticeConnector(self.practice_store, self.clock.now, REMARKS, lambda seconds: None)

    @cached_property
    def steps(self) -> VariantSteps:
        return VariantSteps(self.clock)

    @cached_property
    def workspaces(self) -> WorkspaceService:
        return WorkspaceService(self.store, self.clock)

    @cached_property
    def members(self) -> MemberService:
        return MemberService(self.store, self.clock)

    @cached_property
    def profiles(self) -> ProfileService:
        return ProfileService(self.store, self.clock, self.steps)

    @cached_property
    def planning(self) -> PlanningService:
        return PlanningService(self.store, self.clock, self.steps)

    @cached_property
    def scheduling(self) -> SchedulingService:
        return SchedulingService(self.store, self.clock, self.steps)

    @cached_property
    def approval(self) -> ApprovalService:
        return ApprovalService(self.store, self.clock, self.steps)

    @cached_property
    def delivery_steps(self) -> DeliverySteps:
        return DeliverySteps(self.clock, self.steps, Actor(instance=self.instance))

    @cached_property
    def settling(self) -> SettlingService:
        return SettlingService(self.store, self.clock, self.delivery_steps)

    @cached_property
    def outbound(self) -> Outbound:
        return Outbound(
            self.store,
            connector_for=self._connector_for,
            account_for=self._account_for,
            media_path=lambda sha256: self.folder / sha256,
        )

    @cached_property
    def afterwards(self) -> AfterwardsService:
        return AfterwardsService(self.store, self.steps, self.outbound)

    @cached_property
    def stops(self) -> StopService:
        schedules = NativeSchedules(self.store, self.clock, self.delivery_steps, self.outbound)
        return StopService(self.store, self.clock, self.delivery_steps, schedules)

    @cached_property
    def publishing(self) -> PublishingService:
        return PublishingService(
            self.store,
            self.clock,
            self.delivery_steps,
            self.settling,
            connector_for=self._connector_for,
            account_for=self._account_for,
            media_path=lambda sha256: self.folder / sha256,
            make_room=self.make_room,
            failpoint=self._reach,
            pause=self._pause,
        )

    def _connector_for(self, profile: Profile) -> Connector | None:
        if profile.connection is Connection.BY_HAND:
            return ByHandConnector()
        if profile.connection is not Connection.PRACTICE:
            return None
        return self.connectors.get(profile.id) or self.connector or self.practice

    def _account_for(self, profile: Profile) -> Account:
        if self.account is not None:
            return replace(self.account, profile_id=profile.id)
        return Account(profile.id, profile.network.value, profile.handle)

    def _reach(self, name: str) -> None:
        self.failpoint(name)

    def _pause(self, seconds: float) -> None:
        self.pause(seconds)

    def beside(self, instance: str = "desk-2") -> Desk:
        store = open_store(self.store.address)
        return Desk(store, self.clock, self.folder, instance, people=self.people, network=self.network)

    def close(self) -> None:
        if "practice_store" in self.__dict__:
            self.practice_store.close()
        self.store.close()

    # people
    @property
    def owner(self) -> Actor:
        return self.people["owner"]

    @property
    def creator(self) -> Actor:
        return self.people["creator"]

    @property
    def editor(self) -> Actor:
        return self.people["editor"]

    @property
    def viewer(self) -> Actor:
        return self.people["viewer"]

    def join(self, name: str, *roles: Role, brand_id: int = 1) -> Actor:
        member = self.members.add_member(
            self.owner, name, f"{name}@jesion.pl", {brand_id: frozenset(roles)} if roles else {}
        )
        self.people[name] = Actor(member)
        return self.people[name]

    # what tests do all day
    def profile(
        self,
        network: Network = Network.LINKEDIN,
        handle: str = "jesion",
        brand_id: int = 1,
        connection: Connection = Connection.PRACTICE,
    ) -> Profile:
        new = NewProfile(brand_id, network, f"Jesion {network.value}", handle, connection)
        self.network.append(self.profiles.add_profile(self.owner, new))
        return self.network[-1]

    def at(self, moment: datetime) -> WallTime:
        return wall_time(moment, "Europe/Warsaw")

    def draft(self, text: str = "Nowa mieszanka", when: datetime | None = NOON + HOUR, **values: object) -> Post:
        given = {"profile_ids": tuple(row.id for row in self.network)} | values
        new = NewPost(brand_id=1, text=text, when=None if when is None else self.at(when), **given)
        return self.planning.add(self.creator, new)

    def in_review(self, text: str = "Nowa mieszanka", when: datetime | None = NOON + HOUR, **values: object) -> Post:
        return self.approval.submit(self.creator, self.draft(text, when, **values).id)

    def scheduled(self, text: str = "Nowa mieszanka", when: datetime | None = NOON + HOUR, **values: object) -> Post:
        return self.approval.approve(self.editor, self.in_review(text, when, **values).id)

    def published(self, text: str = "Nowa mieszanka", **values: object) -> Post:
        post = self.scheduled(text, self.clock.now() + timedelta(minutes=1), **values)
        self.clock.advance(timedelta(minutes=1))
        self.publishing.publish_due()
        return self.post(post)

    def post(self, post: Post) -> Post:
        return self.planning.post(self.owner, post.id)

    def delivery(self, post: Post, place: int = 0) -> Delivery:
        """The newest delivery of a variant."""
        with self.store.read() as work:
            return work.deliveries.of_variant(post.variants[place].id)[-1]

    def deliveries(self, post: Post) -> list[Delivery]:
        with self.store.read() as work:
            return [row for variant in post.variants for row in work.deliveries.of_variant(variant.id)]

    def attempts(self, delivery: Delivery) -> list[str | None]:
        rows = self.publishing.delivery(self.owner, delivery.id)[1]
        return [row.outcome.value if row.outcome else None for row in rows]

    def spoil(self, *faults: PracticeFault, profile: Profile | None = None) -> None:
        place = profile or self.network[0]
        own = self.practice_store.account(place.network.value, place.handle, self.clock.now())
        for fault in faults:
            self.practice_store.add_fault(own.id, fault)

    def effects(self, profile: Profile | None = None) -> int:
        """Posts on the network."""
        place = profile or self.network[0]
        own = self.practice_store.account(place.network.value, place.handle, self.clock.now())
        return self.practice_store.effect_count(own.id)

    def picture(self, name: str = "kubek.png") -> int:
        """A file of the media library; its id."""
        body = name.encode()
        sha256 = hashlib.sha256(body).hexdigest()
        (self.folder / sha256).write_bytes(body)
        with self.store.write() as work:
            return work.posts.add_media(
                sha256=sha256, file_name=name, mime="image/png", size=len(body), created_at=self.clock.now()
            )

    def history(self, post: Post) -> list[tuple[str, str]]:
        return [(entry.entity, entry.action) for entry in self.planning.history(self.owner, post.id)]

    def chain_is_whole(self) -> bool:
        with self.store.read() as work:
            count, broken = work.history.verify()
        return count > 0 and broken is None


def variant(post: Post, place: int = 0) -> Variant:
    return post.variants[place]


def new_desk(address: str, folder: Path, *, profiles: int = 1) -> Desk:
    """Owner, creator, editor and viewer of the brand "Jesion", and up to three Practice profiles."""
    desk = Desk(new_store(address, found_desk), SetClock(NOON), folder)
    desk.people["owner"] = desk.members.acting(None)
    for name in JOINED:
        desk.people[name] = desk.members.acting(f"{name}@jesion.pl")
    for network in (Network.LINKEDIN, Network.X, Network.FACEBOOK)[:profiles]:
        desk.profile(network)
    return desk


def found_desk(store: Store) -> None:
    """The workspace with its people."""
    desk = Desk(store, SetClock(NOON), Path())
    desk.workspaces.found(NewWorkspace("Jesion", "Ewa", "ewa@jesion.pl"))
    desk.people["owner"] = desk.members.acting(None)
    for name, role in JOINED.items():
        desk.join(name, role)


def due(desk: Desk, text: str = "Nowa mieszanka", **values: object) -> Post:
    """A post whose time has just come."""
    post = desk.scheduled(text, desk.clock.now() + HOUR, **values)
    desk.clock.advance(HOUR)
    return post
