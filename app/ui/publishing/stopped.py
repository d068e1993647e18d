"""What is stopped now and what a stop left on hold, as the window shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.content import PlannedChip
from app.domain.delivery import DeliveryState
from app.domain.networks import Network
from app.domain.people import Actor
from app.domain.publishing import Stop, StopScope
from app.domain.workflow import PostState
from app.domain.workspace import Profile
from app.system.labels import network as network_name
from app.ui.language import Language

if TYPE_CHECKING:
    from app.ui.services import Services

STOPPED = "stopped"
"""The reason of a delivery that a stop put on hold."""


@dataclass(frozen=True, slots=True)
class HeldPost:
    chip: PlannedChip
    profile: Profile


@dataclass(frozen=True, slots=True)
class Stopped:
    """`paused` without a stop: the workspace itself was stopped, as a restored copy is. `held`: on hold since some stop,
    by time; `brands` and `members` are names by id."""

    stops: tuple[Stop, ...]
    paused: bool
    held: tuple[HeldPost, ...]
    brands: Mapping[int, str]
    members: Mapping[int, str]

    @property
    def is_stopped(self) -> bool:
        return self.paused or bool(self.stops)

    @property
    def to_decide(self) -> tuple[HeldPost, ...]:
        """Those no stop covers any more: each needs a decision now."""
        if self.paused:
            return ()
        return tuple(row for row in self.held if not any(_covers(stop, row) for stop in self.stops))

    def waiting_under(self, stop: Stop) -> int:
        """How many posts the stop keeps on hold."""
        return sum(_covers(stop, row) for row in self.held)


def read_stopped(services: Services, actor: Actor) -> Stopped:
    """On a worker's thread."""
    here = services.workspaces.workspace()
    stops = tuple(services.stops.open(actor))
    everything = any(stop.scope is StopScope.ALL for stop in stops)
    return Stopped(
        stops,
        here.publishing_paused and not everything,
        _held(services, actor),
        {row.id: row.name for row in services.workspaces.brands(actor)},
        {row.id: row.name for row in services.members.members()},
    )


def told_scope(stop: Stop, stopped: Stopped, language: Language) -> str:
    """What a stop reaches, as a heading."""
    words = language.words
    if stop.scope is StopScope.BRAND:
        return words.t("Brand: {name}", name=stopped.brands.get(stop.brand_id or 0, "–"))
    if stop.scope is StopScope.NETWORK and stop.network is not None:
        return words.t("Network: {name}", name=network_name(Network(stop.network), words))
    return words.t("Everything")


def _held(services: Services, actor: Actor) -> tuple[HeldPost, ...]:
    rows = services.publishing.deliveries(actor, states=(DeliveryState.HELD,))
    ids = {row.variant_id for row in rows if row.reason == STOPPED}
    times = [row.due_at for row in rows if row.variant_id in ids and row.due_at is not None]
    if not times:
        return ()
    first, last = min(times).date(), max(times).date()
    chips = services.planning.chips(actor, first, last, zone="UTC", states=(PostState.ON_HOLD,))
    profiles = {row.id: row for row in services.profiles.profiles(actor)}
    return tuple(HeldPost(row, profiles[row.profile_id]) for row in chips if row.variant_id in ids)


def _covers(stop: Stop, row: HeldPost) -> bool:
    return stop.covers(row.profile.brand_id, row.profile.network.value)
