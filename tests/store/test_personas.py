"""Rows of personas: statements in their order, versions, and what is due for review."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from app.domain.errors import NotFound
from app.domain.personas import Evidence, Statement
from app.store.store import Store
from app.store.unit import UnitOfWork
from tests.fakes.workspace import CREATED, new_workspace


@pytest.fixture
def store(any_store_url: str) -> Iterator[Store]:
    made = new_workspace(any_store_url)
    yield made
    made.close()


def put(work: UnitOfWork, name: str, **values: Any) -> int:
    return work.personas.add(
        uid=uuid.uuid4().hex, brand_id=1, name=name, created_at=CREATED, changed_at=CREATED, **values
    )


def claim(persona_id: int, text: str, **values: Any) -> Statement:
    plain: dict[str, Any] = dict.fromkeys(("n", "period_first", "period_last", "confidence", "checked_on"))
    plain |= {"id": 0, "block": "goals", "kind": Evidence.ASSUMED, "source": "", "position": 99}
    return Statement(persona_id=persona_id, text=text, **(plain | values))


def test_statements_keep_their_order_and_their_evidence(store: Store) -> None:
    measured = {"kind": Evidence.MEASURED, "source": "Ankieta", "n": 214, "checked_on": date(2026, 11, 2)}
    with store.write() as work:
        marta, other = put(work, "Marta"), put(work, "Inna")
        work.personas.add_statement(claim(other, "Obce"))
        first = work.personas.add_statement(claim(marta, "Pierwsze"))
        second = work.personas.add_statement(claim(marta, "Drugie", **measured))
        assert [row.position for row in work.personas.get(marta).statements] == [0, 1]
        work.personas.order_statements([second, first])
        work.personas.edit_statement(claim(marta, "Zmienione", id=first))
        rows = work.personas.get(marta).statements
    assert [(row.id, row.text) for row in rows] == [(second, "Drugie"), (first, "Zmienione")]
    assert (rows[0].kind, rows[0].n, rows[0].checked_on) == (Evidence.MEASURED, 214, date(2026, 11, 2))
    with store.write() as work:
        work.personas.remove_statement(first)
        assert [len(row.statements) for row in work.personas.all()] == [1, 1]


def test_due_until_a_day(store: Store) -> None:
    with store.write() as work:
        due = put(work, "Dziś", review_on=date(2026, 11, 24))
        put(work, "Jutro", review_on=date(2026, 11, 25))
        put(work, "Nigdy")
        put(work, "Odłożona", review_on=date(2026, 11, 1), archived=True)
        assert [row.id for row in work.personas.all(review_until=date(2026, 11, 24))] == [due]
        assert work.personas.all(brand_ids=[]) == [] and len(work.personas.all(archived=True)) == 4


def test_versions_by_number(store: Store) -> None:
    with store.write() as work:
        marta = put(work, "Marta")
        assert work.personas.latest_version(marta) is None
        for n in (1, 2):
            work.personas.add_version(persona_id=marta, n=n, snapshot=f"{{{n}}}", note="", member_id=None, at=CREATED)
        latest = work.personas.latest_version(marta)
        assert latest is not None and (latest.n, latest.snapshot) == (2, "{2}")
        assert work.personas.version(marta, 1).snapshot == "{1}"
        assert [row.n for row in work.personas.versions(marta)] == [1, 2]
        for wrong, code in (
            (lambda: work.personas.version(marta, 3), "no_version"),
            (lambda: work.personas.get(99), "not_found"),
        ):
            with pytest.raises(NotFound, match=rf"^persona\.{code}"):
                wrong()
