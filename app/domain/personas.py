"""Personas: who the team speaks to, and the evidence under each claim (mission 4.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Evidence(StrEnum):
    MEASURED = "measured"
    ESTIMATED = "estimated"
    ASSUMED = "assumed"


BLOCKS = ("who", "where", "goals", "pains", "interests", "follows", "profiles", "formats")
"""The blocks of a persona's page; tone stands in fields of its own."""

FUNNEL_STAGES = ("cold_top", "cold_middle", "warm_bottom")


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
