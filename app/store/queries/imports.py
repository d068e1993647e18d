"""Import runs: which file was read when, by whom, and whether its figures count."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select, update

from app.domain.errors import NotFound
from app.domain.imports import ImportRun, ImportState
from app.store.queries.rows import add, make
from app.store.schema.measuring import import_run

_RUN = {"state": ImportState}


class ImportRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, **values: Any) -> int:
        return add(self._connection, import_run, **values)

    def edit(self, import_id: int, **values: Any) -> None:
        self._connection.execute(update(import_run).where(import_run.c.id == import_id).values(**values))

    def get(self, import_id: int) -> ImportRun:
        row = self._connection.execute(select(import_run).where(import_run.c.id == import_id)).mappings().one_or_none()
        if row is None:
            raise NotFound("import.not_found", id=import_id)
        return make(ImportRun, row, _RUN)

    def all(self, profile_id: int | None = None, *, state: ImportState | None = None) -> list[ImportRun]:
        """Import runs, oldest first."""
        query = select(import_run).order_by(import_run.c.id)
        if profile_id is not None:
            query = query.where(import_run.c.profile_id == profile_id)
        if state is not None:
            query = query.where(import_run.c.state == state.value)
        return [make(ImportRun, row, _RUN) for row in self._connection.execute(query).mappings()]
