"""Dashboards people arranged. Tiles this program does not know (any more) are left out when read, never when kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, select

from app.domain.alphabet import in_alphabet
from app.domain.arranging import settled
from app.domain.errors import NotFound
from app.domain.networks import Network
from app.domain.own_dashboards import OwnDashboard
from app.domain.people import Role
from app.domain.plain_tiles import plain_tile, tiles_known
from app.store.queries.rows import add, edit, make
from app.store.schema.dashboards import dashboard


class OwnDashboardRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: OwnDashboard) -> OwnDashboard:
        """Keeps a dashboard; its `id` is given."""
        values = {name: getattr(row, name) for name in ("uid", "owner_id", "brand_id", "of_campaign", "changed_at")}
        add(self._connection, dashboard, **values, **plain_values(row), version=row.version)
        return self.get(row.uid)

    def edit(self, row: OwnDashboard, values: Mapping[str, Any]) -> OwnDashboard:
        """Keeps what can change: name, tiles, shared, refresh, and `values`. Raises `StaleEdit`."""
        edit(self._connection, dashboard, row.id, row.version, {**plain_values(row), **values})
        return self.get(row.uid)

    def remove(self, uid: str) -> None:
        self._connection.execute(delete(dashboard).where(dashboard.c.uid == uid))

    def get(self, uid: str) -> OwnDashboard:
        """Raises `NotFound` "dashboard.not_found"."""
        row = self._connection.execute(select(dashboard).where(dashboard.c.uid == uid)).mappings().one_or_none()
        if row is None:
            raise NotFound("dashboard.not_found", name=uid)
        return _made(row)

    def all(self) -> list[OwnDashboard]:
        """By name."""
        query = select(dashboard).order_by(dashboard.c.id)
        rows = [_made(row) for row in self._connection.execute(query).mappings()]
        return sorted(rows, key=lambda row: in_alphabet(row.name))


def plain_values(row: OwnDashboard) -> dict[str, Any]:
    """What of a dashboard is kept in another shape than it has here."""
    return {
        "name": row.name,
        "tiles": [plain_tile(tile) for tile in row.tiles],
        "shared": sorted(role.value for role in row.shared),
        "network": row.network.value if row.network else None,
        "refresh": row.refresh,
    }


def _made(row: RowMapping) -> OwnDashboard:
    roles = {role.value for role in Role}
    return make(
        OwnDashboard,
        row,
        tiles=settled(tiles_known(row["tiles"])),
        shared=frozenset(Role(name) for name in row["shared"] if name in roles),
        network=Network(row["network"]) if row["network"] in {one.value for one in Network} else None,
    )
