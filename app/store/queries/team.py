"""Workspace, brands, members, pillars, labels, targets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from app.domain.errors import NotFound
from app.domain.people import Member, Role
from app.domain.workspace import Brand, KpiTarget, Label, Pillar, Place, Workspace
from app.store.queries.rows import add, by_id, edit, make
from app.store.schema.team import brand, kpi_target, label, member, member_role, pillar, workspace

_BRAND = {
    "places": lambda rows: tuple(Place(row["country"], tuple(row["regions"])) for row in rows),
    "banned_words": tuple,
    "required_words": tuple,
}


def place_rows(places: tuple[Place, ...]) -> list[dict[str, Any]]:
    """Places as the store keeps them."""
    return [{"country": place.country, "regions": list(place.regions)} for place in places]


class TeamRows:
    """Brands and members are read once per unit of work and again after a change in it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._brands: dict[int, Brand] = {}
        self._members: dict[int, Member] = {}

    # workspace
    def add_workspace(self, **values: Any) -> None:
        self._connection.execute(insert(workspace).values(id=1, **values))

    def workspace(self) -> Workspace:
        """The one workspace row; raises `NotFound` in a store that has none yet."""
        row = self._connection.execute(select(workspace)).mappings().one_or_none()
        if row is None:
            raise NotFound("workspace.none")
        return make(Workspace, row)

    def has_workspace(self) -> bool:
        return self._connection.execute(select(workspace.c.id)).scalar() is not None

    def machine_id(self) -> str | None:
        return self._connection.execute(select(workspace.c.machine_id)).scalar()

    def edit_workspace(self, version: int, values: Mapping[str, Any]) -> int:
        return edit(self._connection, workspace, 1, version, values)

    def keep_high_water(self, at: datetime) -> None:
        """The latest time seen here; no edit of the workspace, so its version stays."""
        self._connection.execute(update(workspace).values(high_water=at))

    # brands
    def add_brand(self, **values: Any) -> int:
        return add(self._connection, brand, **values)

    def edit_brand(self, brand_id: int, version: int, values: Mapping[str, Any]) -> int:
        self._brands.pop(brand_id, None)
        return edit(self._connection, brand, brand_id, version, values)

    def brand(self, brand_id: int) -> Brand:
        if brand_id not in self._brands:
            row = by_id(self._connection, brand, brand_id)
            if row is None:
                raise NotFound("brand.not_found", brand=brand_id)
            self._brands[brand_id] = make(Brand, row, _BRAND)
        return self._brands[brand_id]

    def brands(self, *, archived: bool = False) -> list[Brand]:
        query = select(brand).order_by(brand.c.id)
        if not archived:
            query = query.where(brand.c.archived == False)  # noqa: E712  SQL, not Python
        return [make(Brand, row, _BRAND) for row in self._connection.execute(query).mappings()]

    # pillars, labels, targets
    def add_pillar(self, **values: Any) -> int:
        return add(self._connection, pillar, **values)

    def pillars(self, brand_id: int | None = None) -> list[Pillar]:
        query = select(pillar).order_by(pillar.c.id)
        if brand_id is not None:
            query = query.where(pillar.c.brand_id == brand_id)
        return [make(Pillar, row) for row in self._connection.execute(query).mappings()]

    def add_label(self, **values: Any) -> int:
        return add(self._connection, label, **values)

    def labels(self, brand_id: int | None = None) -> list[Label]:
        query = select(label).order_by(label.c.id)
        if brand_id is not None:
            query = query.where(label.c.brand_id == brand_id)
        return [make(Label, row) for row in self._connection.execute(query).mappings()]

    def set_target(self, brand_id: int, profile_id: int | None, kpi: str, period: str, value: float) -> None:
        """Puts or replaces one target."""
        self.remove_target(brand_id, profile_id, kpi, period)
        add(self._connection, kpi_target, brand_id=brand_id, profile_id=profile_id, kpi=kpi, period=period, value=value)

    def remove_target(self, brand_id: int, profile_id: int | None, kpi: str, period: str) -> bool:
        """False: there was none."""
        profile_is = kpi_target.c.profile_id.is_(None) if profile_id is None else kpi_target.c.profile_id == profile_id
        where = (kpi_target.c.brand_id == brand_id, profile_is, kpi_target.c.kpi == kpi, kpi_target.c.period == period)
        return self._connection.execute(delete(kpi_target).where(*where)).rowcount > 0

    def targets(self, brand_id: int) -> list[KpiTarget]:
        query = select(kpi_target).where(kpi_target.c.brand_id == brand_id).order_by(kpi_target.c.id)
        return [make(KpiTarget, row) for row in self._connection.execute(query).mappings()]

    # members
    def add_member(self, **values: Any) -> int:
        self._members.clear()
        return add(self._connection, member, **values)

    def edit_member(self, member_id: int, version: int, values: Mapping[str, Any]) -> int:
        self._members.clear()
        return edit(self._connection, member, member_id, version, values)

    def set_roles(self, member_id: int, brand_id: int, roles: frozenset[Role]) -> None:
        self._members.clear()
        self._connection.execute(
            delete(member_role).where(member_role.c.member_id == member_id, member_role.c.brand_id == brand_id)
        )
        for role in sorted(roles):
            self._connection.execute(
                insert(member_role).values(member_id=member_id, brand_id=brand_id, role=role.value)
            )

    def members(self, *, active_only: bool = False) -> list[Member]:
        if not self._members:
            roles = self._roles()
            rows = self._connection.execute(select(member).order_by(member.c.id)).mappings()
            self._members = {row["id"]: make(Member, row, roles=roles.get(row["id"], {})) for row in rows}
        return [row for row in self._members.values() if row.active or not active_only]

    def member(self, member_id: int) -> Member:
        found = {row.id: row for row in self.members()}.get(member_id)
        if found is None:
            raise NotFound("member.not_found", member=member_id)
        return found

    def member_version(self, member_id: int) -> int:
        return int(self._connection.execute(select(member.c.version).where(member.c.id == member_id)).scalar_one())

    def member_by_email(self, email: str) -> Member:
        """The member with this address, upper or lower case alike; raises `NotFound`."""
        found = self._connection.execute(
            select(member.c.id).where(func.lower(member.c.email) == email.strip().lower())
        ).scalar()
        if found is None:
            raise NotFound("member.no_such_email", email=email)
        return self.member(int(found))

    def erase_member(self, member_id: int, values: Mapping[str, Any]) -> None:
        self._members.clear()
        self._connection.execute(update(member).where(member.c.id == member_id).values(**values))

    def _roles(self) -> dict[int, dict[int, frozenset[Role]]]:
        found: dict[int, dict[int, set[Role]]] = {}
        for row in self._connection.execute(select(member_role)):
            found.setdefault(row.member_id, {}).setdefault(row.brand_id, set()).add(Role(row.role))
        return {who: {where: frozenset(roles) for where, roles in rows.items()} for who, rows in found.items()}
