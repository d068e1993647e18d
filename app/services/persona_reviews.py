"""Reviews of a persona: every statement looked at again, the oldest check first, and what changed since the last one.

A review may be left and gone on with: what was checked on or after the day it started is done.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from app.domain.days import local_day
from app.domain.errors import BadInput, Refused
from app.domain.history import HistoryEntry
from app.domain.people import Actor, Right
from app.domain.personas import Persona, PersonaChange, PersonaVersion, Statement, differences
from app.services.personas import PersonaService
from app.services.seeing import check_sees
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

MONTHS_TO_NEXT = 6
STARTED, FINISHED = "review_started", "review_finished"


@dataclass(frozen=True, slots=True)
class ReviewState:
    """`started_on` is None unless a review is under way; `waiting` are the statements to look at, the oldest check first.

    `last_on` and `last_version` are those of the last finished review, None when there was none.
    """

    started_on: date | None
    waiting: tuple[Statement, ...]
    done: int
    last_on: date | None
    last_version: int | None
    next_on: date
    """What the next review's day would be if this one ended today."""


@dataclass(frozen=True, slots=True)
class PersonaPage:
    """All a persona's page shows of the persona itself. `authors` names the members who wrote its versions."""

    persona: Persona
    today: date
    versions: tuple[PersonaVersion, ...]
    authors: dict[int, str]
    review: ReviewState
    changes: tuple[PersonaChange, ...]
    """Since the last review, else since the first version."""


class PersonaReviewService:
    def __init__(self, store: Store, clock: Clock, personas: PersonaService) -> None:
        self._store, self._clock, self._personas = store, clock, personas

    def page(self, actor: Actor, persona_id: int) -> PersonaPage:
        """Raises `NotFound` "persona.not_found"."""
        with self._store.read() as work:
            persona = work.personas.get(persona_id)
            check_sees(work, actor, persona.brand_id, "persona.not_found", persona=persona_id)
            today = self._today(work)
            versions = tuple(work.personas.versions(persona_id))
            review = _state(persona, work.history.of("persona", persona_id), today)
            authors = {row.id: row.name for row in work.team.members()}
        base = next((row for row in versions if row.n == review.last_version), versions[0])
        told = differences(base.snapshot, versions[-1].snapshot)
        return PersonaPage(persona, today, versions, authors, review, told)

    def start(self, actor: Actor, persona_id: int) -> ReviewState:
        """A review begins; one under way goes on."""
        with self._store.write() as work:
            persona = work.personas.get(persona_id)
            actor.require(Right.PLAN, persona.brand_id)
            state = _state(persona, work.history.of("persona", persona_id), self._today(work))
            if state.started_on is None:
                self._record(work, actor, persona, STARTED, {"day": self._today(work).isoformat()})
            return _state(persona, work.history.of("persona", persona_id), self._today(work))

    def confirm(self, actor: Actor, persona_id: int, statement_id: int, *, version: int | None = None) -> Persona:
        """The statement is still true: checked today. Raises as `PersonaService.edit_statement`."""
        with self._store.write() as work:
            today = self._today(work)
            return self._personas.edit_statement(
                actor, persona_id, statement_id, checked_on=today, version=version, unit=work
            )

    def finish(self, actor: Actor, persona_id: int, next_on: date, *, note: str = "") -> Persona:
        """The version a review ends with, and the day of the next one.

        Raises `Refused` "persona.review_open" (n) while statements wait, `BadInput` "persona.review_day" (day) when the
        next review would not lie ahead.
        """
        with self._store.write() as work:
            persona, today = work.personas.get(persona_id), self._today(work)
            waiting = _state(persona, work.history.of("persona", persona_id), today).waiting
            if waiting:
                raise Refused("persona.review_open", n=len(waiting))
            if next_on <= today:
                raise BadInput("persona.review_day", day=next_on)
            done = self._personas.edit(actor, persona_id, review_on=next_on, note=note, unit=work)
            self._record(work, actor, done, FINISHED, {"version": done.version, "day": today.isoformat()})
            return done

    def _today(self, work: UnitOfWork) -> date:
        return local_day(self._clock.now(), work.team.workspace().zone)

    def _record(self, work: UnitOfWork, actor: Actor, persona: Persona, action: str, facts: dict[str, object]) -> None:
        work.history.record(
            at=self._clock.now(),
            actor=actor,
            entity="persona",
            entity_id=persona.id,
            action=action,
            brand_id=persona.brand_id,
            facts=facts,
        )


def months_later(day: date, months: int) -> date:
    """The same day of a later month, its last where it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _state(persona: Persona, history: list[HistoryEntry], today: date) -> ReviewState:
    started_on: date | None = None
    last: HistoryEntry | None = None
    for entry in sorted(history, key=lambda row: row.id):
        if entry.action == STARTED:
            started_on = _day(entry)
        elif entry.action == FINISHED:
            started_on, last = None, entry
    since = started_on or today
    rows = [row for row in persona.statements if row.checked_on is None or row.checked_on < since]
    waiting = tuple(sorted(rows, key=lambda row: (row.checked_on or date.min, row.position)))
    return ReviewState(
        started_on=started_on,
        waiting=waiting if started_on else (),
        done=len(persona.statements) - len(waiting),
        last_on=_day(last) if last else None,
        last_version=int(str(last.facts["version"])) if last else None,
        next_on=months_later(today, MONTHS_TO_NEXT),
    )


def _day(entry: HistoryEntry) -> date:
    return date.fromisoformat(str(entry.facts["day"]))
