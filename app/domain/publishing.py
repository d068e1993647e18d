"""Who publishes, and what is stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Publisher:
    """The program that publishes from a store. `kind`: "window", "agent" or "once"; times UTC."""

    owner: str
    kind: str
    machine: str
    lease_until: datetime
    seen_at: datetime


class StopScope(StrEnum):
    ALL = "all"
    BRAND = "brand"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Stop:
    """Nothing of its scope goes out by itself until it is lifted."""

    id: int
    scope: StopScope
    brand_id: int | None
    network: str | None
    reason: str | None
    member_id: int | None
    since: datetime
    lifted_at: datetime | None

    def covers(self, brand_id: int, network: str) -> bool:
        if self.scope is StopScope.BRAND:
            return self.brand_id == brand_id
        return self.scope is StopScope.ALL or self.network == network
