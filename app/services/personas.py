"""Personas: who the team speaks to, what each claim rests on, and how that changed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from app.domain.errors import BadInput, NotFound, Refused
from app.domain.names import clean_name, clean_text
from app.domain.people import Actor, Right
from app.domain.personas import (
    Evidence,
    Persona,
    PersonaChange,
    PersonaVersion,
    Statement,
    came_with,
    check_persona,
    check_statement,
    differences,
    snapshot,
)
from app.services.edits import given_fields, plain_values
from app.services.planning import search_key
from app.services.seeing import brands_read, check_sees
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock


@dataclass(frozen=True, slots=True)
class NewStatement:
    """A claim to add: `block` of `domain.personas.BLOCKS`, `kind`, and what it rests on (a sample of `n` over a period)."""

    block: str
    text: str
    kind: Evidence = Evidence.ASSUMED
    source: str = ""
    n: int | None = None
    period_first: date | None = None
    period_last: date | None = None
    confidence: str | None = None
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewPersona:
    """`share` is the part of the audience, 0..1; `funnel_stage` one of `domain.personas.FUNNEL_STAGES`."""

    brand_id: int
    name: str
    summary: str = ""
    quote: str = ""
    portrait_sha256: str | None = None
    share: float | None = None
    funnel_stage: str | None = None
    tone_do: str = ""
    tone_dont: str = ""
    review_on: date | None = None
    statements: tuple[NewStatement, ...] = ()


_FIELDS = {field.name for field in fields(NewPersona)} - {"brand_id", "statements"}
_OPTIONAL = {"portrait_sha256", "share", "funnel_stage", "review_on"}
_STATEMENT_FIELDS = {field.name for field in fields(NewStatement)}
_STATEMENT_OPTIONAL = {"n", "period_first", "period_last", "confidence", "checked_on"}


class PersonaService:
    """Every change makes a version with its note and author. Writing needs the right to plan."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # reading
    def personas(self, actor: Actor, *, brand_id: int | None = None, archived: bool = False) -> list[Persona]:
        """Personas with their statements (`Persona.measured_share` tells how much of one is evidence), of a brand or of
        all the actor may see."""
        with self._store.read() as work:
            brands = brands_read(work, actor, None if brand_id is None else [brand_id])
            return work.personas.all(brand_ids=brands, archived=archived)

    def persona(self, actor: Actor, name: str | int) -> Persona:
        """A persona by id, by name, or by a part of its name that no other has; upper case and Polish marks do not matter.

        Raises `NotFound` "persona.not_found", "persona.ambiguous" with `choices`.
        """
        rows = self.personas(actor, archived=True)
        text = str(name).strip()
        wanted = search_key(text)
        found = (
            [row for row in rows if str(row.id) == text]
            or [row for row in rows if search_key(row.name) == wanted]
            or [row for row in rows if wanted and wanted in search_key(row.name)]
        )
        if len(found) != 1:
            code = "persona.ambiguous" if found else "persona.not_found"
            raise NotFound(code, persona=text, choices=[row.name for row in found or rows])
        return found[0]

    def due_for_review(self, actor: Actor, today: date, *, brand_id: int | None = None) -> list[Persona]:
        """Personas whose review day has come, the longest overdue first."""
        with self._store.read() as work:
            brands = brands_read(work, actor, None if brand_id is None else [brand_id])
            rows = work.personas.all(brand_ids=brands, review_until=today)
        return sorted(rows, key=lambda row: (row.review_on or today, row.id))

    def versions(self, actor: Actor, persona_id: int) -> list[PersonaVersion]:
        """All versions, oldest first."""
        with self._store.read() as work:
            _check_seen(work, actor, persona_id)
            return work.personas.versions(persona_id)

    def differences(self, actor: Actor, persona_id: int, n1: int, n2: int) -> tuple[PersonaChange, ...]:
        """What changed from version `n1` to version `n2`. Raises `NotFound` "persona.no_version"."""
        with self._store.read() as work:
            _check_seen(work, actor, persona_id)
            before, after = work.personas.version(persona_id, n1), work.personas.version(persona_id, n2)
        return differences(before.snapshot, after.snapshot)

    # writing
    def add(self, actor: Actor, new: NewPersona, *, note: str = "", unit: UnitOfWork | None = None) -> Persona:
        """A new persona with its first version.

        Raises `Refused` "persona.exists" and as `domain.personas.check_persona` and `check_statement`.
        """
        actor.require(Right.PLAN, new.brand_id)
        check_persona(new.share, new.funnel_stage)
        now = self._clock.now()
        values = plain_values({name: getattr(new, name) for name in _FIELDS}) | {"name": clean_name(new.name)}
        with self._store.joined(unit) as work:
            brand = work.team.brand(new.brand_id)
            _check_name(work, brand.id, values["name"])
            _check_portrait(work, new.portrait_sha256)
            persona_id = work.personas.add(
                uid=uuid.uuid4().hex, brand_id=brand.id, created_at=now, changed_at=now, **values
            )
            for row in new.statements:
                work.personas.add_statement(_statement(persona_id, row))
            persona = work.personas.get(persona_id)
            facts = {"statements": len(new.statements)}
            return self._keep(work, actor, persona, "added", note, facts, {"name": persona.name})

    def edit(
        self,
        actor: Actor,
        persona_id: int,
        *,
        empty: Sequence[str] = (),
        note: str = "",
        version: int | None = None,
        unit: UnitOfWork | None = None,
        **values: Any,
    ) -> Persona:
        """Changes the named fields (those of `NewPersona`); None leaves one as it is, `empty` names the optional ones to
        empty (share, funnel_stage, review_on, portrait_sha256). Raises `StaleEdit`, `BadInput` "edit.nothing"."""
        given = given_fields(values, _FIELDS, empty, _OPTIONAL)
        if "name" in given:
            given["name"] = clean_name(given["name"])
        with self._store.joined(unit) as work:
            before = self._writable(work, actor, persona_id)
            check_persona(given.get("share"), given.get("funnel_stage"))
            if given.get("name", before.name) != before.name:
                _check_name(work, before.brand_id, given["name"], but=persona_id)
            _check_portrait(work, given.get("portrait_sha256"))
            return self._change(
                work, actor, before, "edited", given, note=note, version=version, facts={"fields": sorted(given)}
            )

    def archive(
        self, actor: Actor, persona_id: int, archived: bool = True, *, unit: UnitOfWork | None = None
    ) -> Persona:
        """Puts a persona away, or back with `archived` False. Posts keep it."""
        with self._store.joined(unit) as work:
            before = self._writable(work, actor, persona_id)
            action = "archived" if archived else "unarchived"
            return self._change(work, actor, before, action, {"archived": archived})

    def add_statement(
        self,
        actor: Actor,
        persona_id: int,
        new: NewStatement,
        *,
        note: str = "",
        version: int | None = None,
        unit: UnitOfWork | None = None,
    ) -> Persona:
        """One more claim, behind the others. Raises as `domain.personas.check_statement`."""
        row = _statement(persona_id, new)
        with self._store.joined(unit) as work:
            before = self._writable(work, actor, persona_id)
            number = work.personas.add_statement(row)
            facts = {"statement_id": number, "block": row.block, "kind": row.kind.value}
            told = {"text": row.text}
            return self._change(
                work, actor, before, "statement_added", note=note, version=version, facts=facts, told=told
            )

    def edit_statement(
        self,
        actor: Actor,
        persona_id: int,
        statement_id: int,
        *,
        empty: Sequence[str] = (),
        note: str = "",
        version: int | None = None,
        unit: UnitOfWork | None = None,
        **values: Any,
    ) -> Persona:
        """Changes the named fields (those of `NewStatement`); None leaves, `empty` names those to empty (n, period_first,
        period_last, confidence, checked_on). Raises `NotFound` "statement.not_found"."""
        given = given_fields(values, _STATEMENT_FIELDS, empty, _STATEMENT_OPTIONAL)
        with self._store.joined(unit) as work:
            before = self._writable(work, actor, persona_id)
            row = _cleaned(replace(_own(before, statement_id), **given))
            work.personas.edit_statement(row)
            facts = {"statement_id": statement_id, "fields": sorted(given), "kind": row.kind.value}
            told = {"text": row.text} if "text" in given else None
            return self._change(
                work, actor, before, "statement_edited", note=note, version=version, facts=facts, told=told
            )

    def remove_statement(
        self,
        actor: Actor,
        persona_id: int,
        statement_id: int,
        *,
        note: str = "",
        version: int | None = None,
        unit: UnitOfWork | None = None,
    ) -> Persona:
        """Takes a claim away; earlier versions keep it."""
        with self._store.joined(unit) as work:
            before = self._writable(work, actor, persona_id)
            row = _own(before, statement_id)
            work.personas.remove_statement(statement_id)
            facts = {"statement_id": statement_id, "block": row.block}
            return self._change(work, actor, before, "statement_removed", note=note, version=version, facts=facts)

    def restore_statement(
        self, actor: Actor, persona_id: int, row: Statement, *, unit: UnitOfWork | None = None
    ) -> Persona:
        """Puts a removed claim back as it was and where it stood; it keeps its id unless that was given away."""
        with self._store.joined(unit) as work:
            before = self._writable(work, actor, persona_id)
            number = work.personas.add_statement(_cleaned(replace(row, persona_id=persona_id)), keep_id=True)
            order = [one.id for one in before.statements]
            order.insert(sum(one.position < row.position for one in before.statements), number)
            work.personas.order_statements(order)
            facts = {"statement_id": number, "block": row.block, "kind": row.kind.value}
            newest_first = [one.snapshot for one in reversed(work.personas.versions(persona_id))]
            since = came_with(row, newest_first) if number == row.id else {}
            told = {"text": row.text}
            return self._change(work, actor, before, "statement_restored", facts=facts, told=told, restored=since)

    def order_statements(
        self,
        actor: Actor,
        persona_id: int,
        statement_ids: Sequence[int],
        *,
        version: int | None = None,
        unit: UnitOfWork | None = None,
    ) -> Persona:
        """Puts the named statements into this order, on the places they hold together; the others stay where they are."""
        with self._store.joined(unit) as work:
            before = self._writable(work, actor, persona_id)
            wanted = list(dict.fromkeys(statement_ids))
            for number in wanted:
                _own(before, number)
            following = iter(wanted)
            order = [next(following) if row.id in wanted else row.id for row in before.statements]
            work.personas.order_statements(order)
            facts = {"order": order}
            return self._change(work, actor, before, "statements_ordered", version=version, facts=facts)

    # parts
    def _writable(self, work: UnitOfWork, actor: Actor, persona_id: int) -> Persona:
        persona = work.personas.get(persona_id)
        actor.require(Right.PLAN, persona.brand_id)
        return persona

    def _change(
        self,
        work: UnitOfWork,
        actor: Actor,
        before: Persona,
        action: str,
        values: Mapping[str, object] | None = None,
        *,
        note: str = "",
        version: int | None = None,
        facts: Mapping[str, object] | None = None,
        told: Mapping[str, object] | None = None,
        restored: Mapping[int, int] | None = None,
    ) -> Persona:
        columns = dict(values or {}) | {"changed_at": self._clock.now()}
        work.personas.edit(before.id, version or before.version, columns)
        return self._keep(work, actor, work.personas.get(before.id), action, note, facts or {}, told or {}, restored)

    def _keep(
        self,
        work: UnitOfWork,
        actor: Actor,
        persona: Persona,
        action: str,
        note: str,
        facts: Mapping[str, object],
        told: Mapping[str, object],
        restored: Mapping[int, int] | None = None,
    ) -> Persona:
        """The version and the history entry of a change that was made."""
        note = clean_text(note).strip()
        last = work.personas.latest_version(persona.id)
        work.personas.add_version(
            persona_id=persona.id,
            n=persona.version,
            snapshot=snapshot(persona, persona.version, last.snapshot if last else None, restored),
            note=note,
            member_id=actor.member_id,
            at=persona.changed_at,
        )
        words = dict(told) | ({"note": note} if note else {})
        work.history.record(
            at=persona.changed_at,
            actor=actor,
            entity="persona",
            entity_id=persona.id,
            action=action,
            brand_id=persona.brand_id,
            facts=dict(facts) | {"version": persona.version},
            words=words or None,
        )
        return persona


def _check_seen(work: UnitOfWork, actor: Actor, persona_id: int) -> None:
    brand_id = work.personas.get(persona_id).brand_id
    check_sees(work, actor, brand_id, "persona.not_found", persona=persona_id)


def _statement(persona_id: int, new: NewStatement) -> Statement:
    told = plain_values({name: getattr(new, name) for name in _STATEMENT_FIELDS})
    return _cleaned(Statement(id=0, persona_id=persona_id, position=0, **told))


def _cleaned(row: Statement) -> Statement:
    row = replace(row, kind=_evidence(row.kind))
    check_statement(row)
    return row


def _evidence(kind: str) -> Evidence:
    try:
        return Evidence(kind)
    except ValueError:
        raise BadInput("statement.kind", kind=kind, known=[known.value for known in Evidence]) from None


def _own(persona: Persona, statement_id: int) -> Statement:
    for row in persona.statements:
        if row.id == statement_id:
            return row
    raise NotFound("statement.not_found", statement=statement_id, persona=persona.id)


def _check_name(work: UnitOfWork, brand_id: int, name: str, *, but: int | None = None) -> None:
    for row in work.personas.all(brand_ids=[brand_id], archived=True):
        if row.id != but and row.name.casefold() == name.casefold():
            raise Refused("persona.exists", name=name, persona=row.id)


def _check_portrait(work: UnitOfWork, sha256: str | None) -> None:
    if sha256 is not None and work.posts.media_by_hash(sha256) is None:
        raise NotFound("media.not_found", media=sha256)
