"""Steps of deliveries that are proved done, and what was found out about deliveries before their time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, union, update

from app.domain.delivery import DeliveryCheck, Part
from app.store.queries.rows import make
from app.store.schema.publishing import delivery, delivery_check, delivery_part


class PartRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, delivery_id: int, name: str, remote_ref: str, remote_url: str | None, at: datetime) -> None:
        """Keeps what the network calls the result of a step; what stood there under this name is replaced."""
        self.drop(delivery_id, [name])
        values = {
            "delivery_id": delivery_id,
            "name": name,
            "remote_ref": remote_ref,
            "remote_url": remote_url,
            "at": at,
        }
        self._connection.execute(insert(delivery_part).values(**values))

    def rename(self, delivery_id: int, before: str, remote_ref: str, remote_url: str | None) -> None:
        """The network calls the result `before` by another id now."""
        mine = (delivery_part.c.delivery_id == delivery_id) & (delivery_part.c.remote_ref == before)
        values = {"remote_ref": remote_ref} | ({} if remote_url is None else {"remote_url": remote_url})
        self._connection.execute(update(delivery_part).where(mine).values(**values))

    def of(self, delivery_id: int) -> list[Part]:
        """In the order in which they were done."""
        query = select(delivery_part).where(delivery_part.c.delivery_id == delivery_id)
        query = query.order_by(delivery_part.c.at, delivery_part.c.name)
        return [make(Part, row) for row in self._connection.execute(query).mappings()]

    def refs(self, delivery_id: int) -> dict[str, str]:
        """Remote ids by the name of the step."""
        return {part.name: part.remote_ref for part in self.of(delivery_id)}

    def drop(self, delivery_id: int, names: Iterable[str]) -> None:
        mine = (delivery_part.c.delivery_id == delivery_id) & delivery_part.c.name.in_(list(names))
        self._connection.execute(delete(delivery_part).where(mine))

    def further(self, profile_id: int) -> set[str]:
        """What a profile's network calls the further parts of threads and the first comments that we published there."""
        query = select(delivery_part.c.remote_ref).join(delivery, delivery.c.id == delivery_part.c.delivery_id)
        further = or_(delivery_part.c.name == "comment", delivery_part.c.name.like("thread:%"))
        return set(self._connection.execute(query.where(delivery.c.profile_id == profile_id, further)).scalars())

    def owned(self, profile_id: int, but: int) -> set[str]:
        """Everything on a profile's network that belongs to a delivery other than `but`."""
        whose = (delivery.c.profile_id == profile_id) & (delivery.c.id != but)
        own = select(delivery.c.remote_id).where(whose, delivery.c.remote_id.is_not(None))
        parts = select(delivery_part.c.remote_ref).join(delivery, delivery.c.id == delivery_part.c.delivery_id)
        return set(self._connection.execute(union(own, parts.where(whose))).scalars())

    def put_check(
        self, delivery_id: int, name: str, at: datetime, problem: str | None, data: Mapping[str, Any] | None = None
    ) -> None:
        """What a check before the time found; the earlier one of this name goes."""
        self.drop_check(delivery_id, name)
        values = {"delivery_id": delivery_id, "name": name, "at": at, "problem": problem, "data": dict(data or {})}
        self._connection.execute(insert(delivery_check).values(**values))

    def drop_check(self, delivery_id: int, name: str | None = None) -> None:
        mine = delivery_check.c.delivery_id == delivery_id
        if name is not None:
            mine &= delivery_check.c.name == name
        self._connection.execute(delete(delivery_check).where(mine))

    def checks(self, delivery_ids: Iterable[int]) -> list[DeliveryCheck]:
        query = select(delivery_check).where(delivery_check.c.delivery_id.in_(list(delivery_ids)))
        query = query.order_by(delivery_check.c.delivery_id, delivery_check.c.at)
        return [make(DeliveryCheck, row) for row in self._connection.execute(query).mappings()]
