"""Connections of profiles to their networks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from app.domain.connecting import ProfileConnection
from app.store.queries.rows import make
from app.store.schema.connecting import connection

_CONVERTED = {"missing_rights": tuple}


class ConnectionRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, profile_id: int) -> ProfileConnection | None:
        query = select(connection).where(connection.c.profile_id == profile_id)
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else make(ProfileConnection, row, _CONVERTED)

    def all(self, profile_ids: Iterable[int] | None = None) -> list[ProfileConnection]:
        query = select(connection).order_by(connection.c.profile_id)
        if profile_ids is not None:
            query = query.where(connection.c.profile_id.in_(list(profile_ids)))
        return [make(ProfileConnection, row, _CONVERTED) for row in self._connection.execute(query).mappings()]

    def put(self, profile_id: int, **values: Any) -> None:
        """The connection of a profile, in place of the one it had."""
        self.remove(profile_id)
        self._connection.execute(insert(connection).values(profile_id=profile_id, **values))

    def remove(self, profile_id: int) -> bool:
        """False: there was none."""
        done = self._connection.execute(delete(connection).where(connection.c.profile_id == profile_id))
        return done.rowcount == 1

    def change(self, profile_id: int, **values: Any) -> bool:
        """Changes what is noted about a connection; False: there is none."""
        done = self._connection.execute(
            update(connection)
            .where(connection.c.profile_id == profile_id)
            .values(**values, version=connection.c.version + 1)
        )
        return done.rowcount == 1

    def replace_sealed(self, profile_id: int, before: str | None, **values: Any) -> bool:
        """Changes a connection whose access key is still `before`; False: somebody else has replaced it."""
        is_same = connection.c.sealed.is_(None) if before is None else connection.c.sealed == before
        done = self._connection.execute(
            update(connection)
            .where(connection.c.profile_id == profile_id, is_same)
            .values(**values, version=connection.c.version + 1)
        )
        return done.rowcount == 1

    def take_renewal(self, profile_id: int, owner: str, now: datetime, until: datetime) -> bool:
        """Makes `owner` the one who renews the access key until `until`; False: somebody else is at it."""
        free = or_(connection.c.renewing.is_(None), connection.c.renewing_until <= now)
        done = self._connection.execute(
            update(connection)
            .where(connection.c.profile_id == profile_id, free)
            .values(renewing=owner, renewing_until=until)
        )
        return done.rowcount == 1

    def end_renewal(self, profile_id: int, owner: str) -> None:
        self._connection.execute(
            update(connection)
            .where(connection.c.profile_id == profile_id, connection.c.renewing == owner)
            .values(renewing=None, renewing_until=None)
        )
