"""Profiles: the accounts a brand owns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from app.domain.errors import NotFound
from app.domain.networks import Cadence, Network
from app.domain.networks import Connection as Way
from app.domain.workspace import Profile
from app.store.queries.rows import add, by_id, edit, make
from app.store.schema.team import profile

_PROFILE = {"network": Network, "connection": Way}


def _profile(row: RowMapping) -> Profile:
    per = row["cadence_per"]
    cadence = None if per is None else Cadence(per, row["cadence_low"], row["cadence_high"])
    return make(Profile, row, _PROFILE, cadence=cadence)


class ProfileRows:
    """Profiles are read once per unit of work and again after a change in it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[int, Profile] = {}

    def add(self, **values: Any) -> int:
        return add(self._connection, profile, **values)

    def edit(self, profile_id: int, version: int, values: Mapping[str, Any]) -> int:
        self._known.pop(profile_id, None)
        return edit(self._connection, profile, profile_id, version, values)

    def get(self, profile_id: int) -> Profile:
        if profile_id not in self._known:
            row = by_id(self._connection, profile, profile_id)
            if row is None:
                raise NotFound("profile.not_found", profile=profile_id)
            self._known[profile_id] = _profile(row)
        return self._known[profile_id]

    def all(self, *, brand_ids: Iterable[int] | None = None, status: str | None = None) -> list[Profile]:
        query = select(profile).order_by(profile.c.id)
        if brand_ids is not None:
            query = query.where(profile.c.brand_id.in_(list(brand_ids)))
        if status is not None:
            query = query.where(profile.c.status == status)
        return [_profile(row) for row in self._connection.execute(query).mappings()]

    def mark_fetched(self, profile_id: int, at: datetime) -> None:
        self._known.pop(profile_id, None)
        self._connection.execute(update(profile).where(profile.c.id == profile_id).values(fetched_at=at))

    def base_url(self, profile_id: int) -> str | None:
        return self._connection.execute(select(profile.c.base_url).where(profile.c.id == profile_id)).scalar()
