"""A dashboard somebody arranged: whose it is, whom it is shared with, which tiles stand on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.dashboards import DashboardSpec, TileSpec
from app.domain.networks import Network
from app.domain.people import Member, Role

OWN = "own:"


@dataclass(frozen=True, slots=True)
class OwnDashboard:
    """`owner_id` None: its owner is gone. `brand_id` None: for the whole workspace. `refresh`: minutes after which it is read
    again by itself. `network` and `of_campaign` as in `DashboardSpec`."""

    id: int
    uid: str
    owner_id: int | None
    brand_id: int | None
    name: str
    tiles: tuple[TileSpec, ...]
    shared: frozenset[Role]
    network: Network | None
    of_campaign: bool
    refresh: int | None
    changed_at: datetime
    version: int = 1

    @property
    def key(self) -> str:
        """As a chosen dashboard is remembered."""
        return OWN + self.uid

    @property
    def spec(self) -> DashboardSpec:
        return DashboardSpec(self.key, self.tiles, self.network, self.of_campaign, self.name)

    def is_of(self, member: Member | None) -> bool:
        """Whether a member may change it: its owner, and the owner of the workspace; the program may."""
        return member is None or member.is_owner or self.owner_id == member.id

    def is_shown_to(self, member: Member | None) -> bool:
        """Whether a member finds it among the dashboards: their own, and those shared with a role they have. The brand's
        being seen is asked elsewhere."""
        if member is None or self.owner_id == member.id:
            return True
        if member.is_owner:
            return bool(self.shared) or self.owner_id is None
        brands = member.roles.values() if self.brand_id is None else [member.roles.get(self.brand_id, frozenset())]
        return any(self.shared & roles for roles in brands)
