"""An opened workspace with what the frame of the window shows of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.people import Actor, Member
from app.domain.workspace import Brand, Workspace
from app.ui.services import Opened


@dataclass(frozen=True, slots=True)
class Entered:
    """`acting` None: nobody may act here."""

    opened: Opened
    workspace: Workspace
    members: tuple[Member, ...]
    acting: Member | None
    brands: tuple[Brand, ...] = ()
    brand_id: int | None = None
    """The brand chosen at the top; None: all."""

    def acted_by(self, member: Member) -> Entered:
        return replace(self, acting=member)

    def showing(self, brand_id: int | None, brands: tuple[Brand, ...] | None = None) -> Entered:
        """With this brand chosen (None: all); `brands` when the member who acts sees others."""
        return replace(self, brand_id=brand_id, brands=self.brands if brands is None else brands)


def read_entered(opened: Opened, remembered: Callable[[str], str | None]) -> Entered:
    """On a worker's thread: what the frame needs. Acts: who acted here last, else the first owner."""
    services = opened.services
    members = tuple(row for row in services.members.members() if row.active)
    owners = [row for row in members if row.is_owner]
    last = [row for row in members if row.email == remembered(f"acting:{opened.address}")]
    acting = next(iter(last + owners), None)
    brands = brands_of(opened, acting)
    chosen = next((row.id for row in brands if str(row.id) == remembered(f"brand:{opened.address}")), None)
    return Entered(opened, services.workspaces.workspace(), members, acting, brands, chosen)


def brands_of(opened: Opened, acting: Member | None) -> tuple[Brand, ...]:
    return tuple(row for row in opened.services.workspaces.brands(Actor(acting)) if not row.archived)
