"""Personas: who the team speaks to, and the evidence under each claim (mission 4.3)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum

from app.domain.errors import BadInput, Refused
from app.domain.history import canonical


class Evidence(StrEnum):
    MEASURED = "measured"
    ESTIMATED = "estimated"
    ASSUMED = "assumed"


BLOCKS = ("who", "where", "goals", "pains", "interests", "follows", "profiles", "formats")
"""The blocks of a persona's page; tone stands in fields of its own."""

FUNNEL_STAGES = ("cold_top", "cold_middle", "warm_bottom")
CONFIDENCES = ("low", "medium", "high")
LARGEST_SAMPLE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim about a persona with what it rests on. `confidence`: "low", "medium" or "high"."""

    id: int
    persona_id: int
    block: str
    text: str
    kind: Evidence
    source: str
    n: int | None
    period_first: date | None
    period_last: date | None
    confidence: str | None
    checked_on: date | None
    position: int


@dataclass(frozen=True, slots=True)
class Persona:
    """`share` is the part of the audience, 0..1, None unknown."""

    id: int
    uid: str
    brand_id: int
    name: str
    summary: str
    quote: str
    portrait_sha256: str | None
    share: float | None
    funnel_stage: str | None
    tone_do: str
    tone_dont: str
    review_on: date | None
    archived: bool
    created_at: datetime
    changed_at: datetime
    version: int
    statements: tuple[Statement, ...] = ()

    def measured_share(self) -> float | None:
        """Measured statements / all statements, None without statements."""
        if not self.statements:
            return None
        return sum(s.kind is Evidence.MEASURED for s in self.statements) / len(self.statements)


@dataclass(frozen=True, slots=True)
class PersonaVersion:
    """A persona as it stood after a change; `snapshot` is canonical JSON of its fields and statements."""

    persona_id: int
    n: int
    snapshot: str
    note: str
    member_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class PersonaChange:
    """One difference between two versions.

    `change` is "changed", "added", "removed" or, for the order of a block's statements, "moved". `field` names a field of the
    persona (`statement_id` None) or of a statement; an added or removed statement is told by its "text". A moved block has
    "order" as field and tuples of statement ids before and after. Days are ISO texts, as snapshots keep them.
    """

    change: str
    field: str
    before: object
    after: object
    statement_id: int | None = None
    block: str | None = None


PERSONA_FIELDS = (
    "name",
    "summary",
    "quote",
    "portrait_sha256",
    "share",
    "funnel_stage",
    "tone_do",
    "tone_dont",
    "review_on",
    "archived",
)
"""What a version keeps of a persona besides its statements."""
_STATEMENT_FIELDS = tuple(
    field.name for field in fields(Statement) if field.name not in ("id", "persona_id", "position")
)


def check_persona(share: float | None, funnel_stage: str | None) -> None:
    """Raises `BadInput` "persona.share" outside 0..1, "persona.funnel_stage"."""
    if share is not None and not 0 <= share <= 1:
        raise BadInput("persona.share", share=share)
    if funnel_stage is not None and funnel_stage not in FUNNEL_STAGES:
        raise BadInput("persona.funnel_stage", value=funnel_stage, known=FUNNEL_STAGES)


def check_statement(statement: Statement) -> None:
    """Raises `Refused` "persona.measured_needs_source"; `BadInput` "statement.empty", "statement.block", "statement.n",
    "statement.period", "statement.confidence"."""
    if not statement.text.strip():
        raise BadInput("statement.empty")
    if statement.block not in BLOCKS:
        raise BadInput("statement.block", block=statement.block, known=BLOCKS)
    if statement.kind is Evidence.MEASURED and not statement.source.strip():
        raise Refused("persona.measured_needs_source")
    if statement.n is not None and not 1 <= statement.n <= LARGEST_SAMPLE:
        raise BadInput("statement.n", n=statement.n)
    first, last = statement.period_first, statement.period_last
    if first is not None and last is not None and last < first:
        raise BadInput("statement.period", first=first, last=last)
    if statement.confidence is not None and statement.confidence not in CONFIDENCES:
        raise BadInput("statement.confidence", value=statement.confidence, known=CONFIDENCES)


def snapshot(persona: Persona, n: int, previous: str | None, restored: Mapping[int, int] | None = None) -> str:
    """Version `n` of a persona as canonical JSON, given the snapshot before it.

    A statement keeps the number of the version it came with ("since"): databases give the id of a removed row again.
    `restored`: that number, by id, of statements that were put back.
    """
    since = {row["id"]: row["since"] for row in _read(previous)["statements"]} if previous is not None else {}
    since |= restored or {}
    told: dict[str, object] = {name: _plain(getattr(persona, name)) for name in PERSONA_FIELDS}
    told["statements"] = [
        {"id": row.id, "since": since.get(row.id, n)} | {name: _plain(getattr(row, name)) for name in _STATEMENT_FIELDS}
        for row in persona.statements
    ]
    return canonical(told)


def came_with(statement: Statement, snapshots: Iterable[str]) -> dict[int, int]:
    """The version a statement came with, by its id, as the first of `snapshots` tells that has it as it is; else empty."""
    told = {name: _plain(getattr(statement, name)) for name in _STATEMENT_FIELDS}
    for version in snapshots:
        for row in _read(version)["statements"]:
            if row["id"] == statement.id and told.items() <= row.items():
                return {statement.id: row["since"]}
    return {}


def differences(before: str, after: str) -> tuple[PersonaChange, ...]:
    """What changed from one snapshot to another: fields first, then statements removed, changed, added and moved."""
    old, new = _read(before), _read(after)
    found = [
        PersonaChange("changed", name, old.get(name), new.get(name))
        for name in PERSONA_FIELDS
        if old.get(name) != new.get(name)
    ]
    was, now = _by_identity(old), _by_identity(new)
    found += [_whole("removed", row) for key, row in was.items() if key not in now]
    for key in [key for key in was if key in now]:
        found += _statement_changes(was[key], now[key])
    found += [_whole("added", row) for key, row in now.items() if key not in was]
    return (*found, *_moves(was, now))


_Identity = tuple[int, int]
_Row = Mapping[str, object]


def _by_identity(version: Mapping[str, Iterable[dict[str, int]]]) -> dict[_Identity, _Row]:
    return {(row["id"], row["since"]): row for row in version["statements"]}


def _whole(change: str, row: _Row) -> PersonaChange:
    text, number = row["text"], row["id"]
    before, after = (None, text) if change == "added" else (text, None)
    return PersonaChange(change, "text", before, after, int(str(number)), str(row["block"]))


def _statement_changes(old: _Row, new: _Row) -> list[PersonaChange]:
    number, block = int(str(new["id"])), str(new["block"])
    return [
        PersonaChange("changed", name, old.get(name), new.get(name), number, block)
        for name in _STATEMENT_FIELDS
        if old.get(name) != new.get(name)
    ]


def _moves(was: Mapping[_Identity, _Row], now: Mapping[_Identity, _Row]) -> list[PersonaChange]:
    """Blocks in which statements that stayed stand in another order."""
    found = []
    for block in BLOCKS:
        stayed = [key for key in was if key in now and was[key]["block"] == now[key]["block"] == block]
        ordered = [key for key in now if key in stayed]
        if ordered != stayed:
            before, after = tuple(key[0] for key in stayed), tuple(key[0] for key in ordered)
            found.append(PersonaChange("moved", "order", before, after, block=block))
    return found


def _read(version: str) -> dict[str, list[dict[str, int]]]:
    content: dict[str, list[dict[str, int]]] = json.loads(version)
    return content


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
