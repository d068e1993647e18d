"""Corrections of what is already out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select, update

from app.domain.corrections import Correction, CorrectionAction, CorrectionState
from app.domain.errors import NotFound
from app.store.queries.rows import add, by_id, make
from app.store.schema.publishing import correction

_CORRECTION = {"action": CorrectionAction, "state": CorrectionState}


class CorrectionRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, **values: Any) -> int:
        return add(self._connection, correction, **values)

    def get(self, correction_id: int) -> Correction:
        row = by_id(self._connection, correction, correction_id)
        if row is None:
            raise NotFound("correction.not_found", correction=correction_id)
        return make(Correction, row, _CORRECTION)

    def change(self, correction_id: int, **values: Any) -> None:
        self._connection.execute(update(correction).where(correction.c.id == correction_id).values(**values))

    def of(self, delivery_ids: Iterable[int]) -> list[Correction]:
        """Oldest first."""
        query = select(correction).where(correction.c.delivery_id.in_(list(delivery_ids))).order_by(correction.c.id)
        return [make(Correction, row, _CORRECTION) for row in self._connection.execute(query).mappings()]
