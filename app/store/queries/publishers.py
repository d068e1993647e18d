"""Who publishes from this store, and what is stopped."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from app.domain.publishing import Publisher, Stop, StopScope
from app.store.queries.rows import add, make
from app.store.schema.publishing import publisher, stop

_STOP = {"scope": StopScope}


class PublisherRows:
    """On SQLite one publisher at a time holds the store-wide lease (PUB-14)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def several_may_claim(self) -> bool:
        """Whether several publishers may claim side by side; on PostgreSQL each skips the rows of the others."""
        return self._connection.dialect.name == "postgresql"

    def holder(self) -> Publisher | None:
        row = self._connection.execute(select(publisher)).mappings().one_or_none()
        return None if row is None else make(Publisher, row)

    def hold(self, owner: str, kind: str, machine: str, now: datetime, lease_until: datetime) -> None:
        """Call it in a transaction that writes, after looking who holds it."""
        values = {"owner": owner, "kind": kind, "machine": machine, "lease_until": lease_until, "seen_at": now}
        if self._connection.execute(update(publisher).values(**values)).rowcount == 0:
            self._connection.execute(insert(publisher).values(id=1, **values))

    def release(self, owner: str) -> None:
        self._connection.execute(delete(publisher).where(publisher.c.owner == owner))


class StopRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, **values: Any) -> int:
        return add(self._connection, stop, **values)

    def open(self) -> list[Stop]:
        """The stops that hold now, oldest first."""
        query = select(stop).where(stop.c.lifted_at.is_(None)).order_by(stop.c.id)
        return [make(Stop, row, _STOP) for row in self._connection.execute(query).mappings()]

    def get(self, stop_id: int) -> Stop | None:
        row = self._connection.execute(select(stop).where(stop.c.id == stop_id)).mappings().one_or_none()
        return None if row is None else make(Stop, row, _STOP)

    def lift(self, stop_id: int, at: datetime) -> bool:
        """False: it was lifted before."""
        mine = (stop.c.id == stop_id) & stop.c.lifted_at.is_(None)
        return self._connection.execute(update(stop).where(mine).values(lifted_at=at)).rowcount == 1
