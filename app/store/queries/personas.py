"""Personas, their statements and versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from app.domain.errors import NotFound
from app.domain.personas import Evidence, Persona, PersonaVersion, Statement
from app.store.queries.rows import add, by_id, edit, make
from app.store.schema.content import persona, persona_version, statement

_STATEMENT = {"kind": Evidence}


class PersonaRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # personas
    def add(self, **values: Any) -> int:
        return add(self._connection, persona, **values)

    def edit(self, persona_id: int, version: int, values: Mapping[str, Any]) -> int:
        return edit(self._connection, persona, persona_id, version, values)

    def get(self, persona_id: int) -> Persona:
        row = self._connection.execute(select(persona).where(persona.c.id == persona_id)).mappings().one_or_none()
        if row is None:
            raise NotFound("persona.not_found", persona=persona_id)
        return make(Persona, row, statements=tuple(self._statements([persona_id])[persona_id]))

    def brand_of(self, persona_id: int) -> int:
        """The brand of a persona. Raises `NotFound`."""
        row = by_id(self._connection, persona, persona_id)
        if row is None:
            raise NotFound("persona.not_found", persona=persona_id)
        return int(row["brand_id"])

    def all(
        self, *, brand_ids: Iterable[int] | None = None, archived: bool = False, review_until: date | None = None
    ) -> list[Persona]:
        """Personas with their statements, by id; `review_until` keeps those whose review is due by that day."""
        query = select(persona).order_by(persona.c.id)
        if brand_ids is not None:
            query = query.where(persona.c.brand_id.in_(list(brand_ids)))
        if not archived:
            query = query.where(persona.c.archived == False)  # noqa: E712  SQL, not Python
        if review_until is not None:
            query = query.where(persona.c.review_on <= review_until)
        rows = self._connection.execute(query).mappings().all()
        statements = self._statements([row["id"] for row in rows])
        return [make(Persona, row, statements=tuple(statements[row["id"]])) for row in rows]

    # statements
    def add_statement(self, row: Statement, *, keep_id: bool = False) -> int:
        """Puts a statement behind the others of its persona; its own position is ignored, and its id unless `keep_id` and
        no other statement has it by now."""
        last = self._connection.execute(
            select(func.max(statement.c.position)).where(statement.c.persona_id == row.persona_id)
        ).scalar()
        place = 0 if last is None else int(last) + 1
        own = {"id": row.id} if keep_id and by_id(self._connection, statement, row.id) is None else {}
        return add(self._connection, statement, **own, **_columns(row), persona_id=row.persona_id, position=place)

    def edit_statement(self, row: Statement) -> None:
        """Replaces what a statement says; its place stays."""
        self._connection.execute(update(statement).where(statement.c.id == row.id).values(**_columns(row)))

    def remove_statement(self, statement_id: int) -> None:
        self._connection.execute(delete(statement).where(statement.c.id == statement_id))

    def order_statements(self, statement_ids: Iterable[int]) -> None:
        """Gives the statements positions in the order of their ids."""
        for place, number in enumerate(statement_ids):
            self._connection.execute(update(statement).where(statement.c.id == number).values(position=place))

    # versions
    def add_version(self, **values: Any) -> None:
        self._connection.execute(insert(persona_version).values(**values))

    def versions(self, persona_id: int) -> list[PersonaVersion]:
        """All versions of a persona, oldest first."""
        query = select(persona_version).where(persona_version.c.persona_id == persona_id).order_by(persona_version.c.n)
        return [make(PersonaVersion, row) for row in self._connection.execute(query).mappings()]

    def version(self, persona_id: int, n: int) -> PersonaVersion:
        query = select(persona_version).where(persona_version.c.persona_id == persona_id, persona_version.c.n == n)
        row = self._connection.execute(query).mappings().one_or_none()
        if row is None:
            raise NotFound("persona.no_version", persona=persona_id, n=n)
        return make(PersonaVersion, row)

    def latest_version(self, persona_id: int) -> PersonaVersion | None:
        query = (
            select(persona_version)
            .where(persona_version.c.persona_id == persona_id)
            .order_by(persona_version.c.n.desc())
            .limit(1)
        )
        row = self._connection.execute(query).mappings().one_or_none()
        return make(PersonaVersion, row) if row is not None else None

    def _statements(self, persona_ids: list[int]) -> dict[int, list[Statement]]:
        found: dict[int, list[Statement]] = defaultdict(list)
        query = (
            select(statement)
            .where(statement.c.persona_id.in_(persona_ids))
            .order_by(statement.c.position, statement.c.id)
        )
        for row in self._connection.execute(query).mappings():
            found[row["persona_id"]].append(make(Statement, row, _STATEMENT))
        return found


def _columns(row: Statement) -> dict[str, Any]:
    return {
        "block": row.block,
        "text": row.text,
        "kind": row.kind.value,
        "source": row.source,
        "n": row.n,
        "period_first": row.period_first,
        "period_last": row.period_last,
        "confidence": row.confidence,
        "checked_on": row.checked_on,
    }
