"""Versions of a persona and what differs between two of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadInput, Refused
from app.domain.personas import (
    BLOCKS,
    Evidence,
    Persona,
    PersonaChange,
    Statement,
    check_persona,
    check_statement,
    differences,
    snapshot,
)

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def statement(number: int, text: str = "Kupuje w sobotę", **changes: object) -> Statement:
    plain = Statement(
        id=number,
        persona_id=1,
        block="goals",
        text=text,
        kind=Evidence.ASSUMED,
        source="",
        n=None,
        period_first=None,
        period_last=None,
        confidence=None,
        checked_on=None,
        position=number,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def persona(*statements: Statement, **changes: object) -> Persona:
    plain = Persona(
        id=1,
        uid="a" * 32,
        brand_id=1,
        name="Marta",
        summary="",
        quote="",
        portrait_sha256=None,
        share=0.25,
        funnel_stage="warm_bottom",
        tone_do="",
        tone_dont="",
        review_on=date(2026, 12, 1),
        archived=False,
        created_at=NOW,
        changed_at=NOW,
        version=1,
        statements=statements,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_share_of_evidence() -> None:
    assert persona().measured_share() is None
    rows = (statement(1), statement(2, kind=Evidence.MEASURED), statement(3, kind=Evidence.ESTIMATED), statement(4))
    assert persona(*rows).measured_share() == 0.25


def test_a_snapshot_is_canonical_and_keeps_when_a_statement_came() -> None:
    first = snapshot(persona(statement(7)), 1, None)
    second = snapshot(persona(statement(7), statement(8)), 2, first)
    assert first == json.dumps(json.loads(first), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert json.loads(first)["review_on"] == "2026-12-01"
    assert [(row["id"], row["since"]) for row in json.loads(second)["statements"]] == [(7, 1), (8, 2)]


def test_fields_and_statements_changed_added_removed_moved() -> None:
    before = persona(statement(1), statement(2), statement(3))
    after = persona(
        statement(3),
        statement(1, text="Kupuje w niedzielę", kind=Evidence.MEASURED),
        statement(9, "Czyta recenzje", block="follows"),
        share=0.3,
        review_on=None,
    )
    first = snapshot(before, 1, None)
    assert differences(first, snapshot(after, 2, first)) == (
        PersonaChange("changed", "share", 0.25, 0.3),
        PersonaChange("changed", "review_on", "2026-12-01", None),
        PersonaChange("removed", "text", "Kupuje w sobotę", None, 2, "goals"),
        PersonaChange("changed", "text", "Kupuje w sobotę", "Kupuje w niedzielę", 1, "goals"),
        PersonaChange("changed", "kind", "assumed", "measured", 1, "goals"),
        PersonaChange("added", "text", None, "Czyta recenzje", 9, "follows"),
        PersonaChange("moved", "order", (1, 3), (3, 1), block="goals"),
    )


def test_an_id_given_again_is_another_statement() -> None:
    first = snapshot(persona(statement(1), statement(2)), 1, None)
    second = snapshot(persona(statement(1)), 2, first)
    third = snapshot(persona(statement(1), statement(2, "Coś innego")), 3, second)
    assert [(row.change, row.statement_id) for row in differences(first, third)] == [("removed", 2), ("added", 2)]


@given(
    st.lists(st.integers(1, 30), unique=True, max_size=6),
    st.lists(st.integers(1, 30), unique=True, max_size=6),
    st.text(max_size=5),
)
def test_back_and_forth_tell_the_same(old: list[int], new: list[int], name: str) -> None:
    first = snapshot(persona(*map(statement, old)), 1, None)
    second = snapshot(persona(*map(statement, new), name=name), 2, first)
    assert differences(first, first) == differences(second, second) == ()
    turned = {"added": "removed", "removed": "added"}
    there = {
        (turned.get(c.change, c.change), c.field, c.statement_id, c.after, c.before) for c in differences(first, second)
    }
    back = {(c.change, c.field, c.statement_id, c.before, c.after) for c in differences(second, first)}
    assert there == back


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": "  "}, "statement.empty"),
        ({"block": "hobby"}, "statement.block"),
        ({"n": 0}, "statement.n"),
        ({"n": 10**10}, "statement.n"),
        ({"period_first": date(2026, 2, 1), "period_last": date(2026, 1, 1)}, "statement.period"),
        ({"confidence": "sure"}, "statement.confidence"),
    ],
)
def test_statements_that_cannot_be(changes: dict[str, object], code: str) -> None:
    with pytest.raises(BadInput, match=f"^{code}"):
        check_statement(statement(1, **changes))  # type: ignore[arg-type]


def test_measured_needs_a_source() -> None:
    with pytest.raises(Refused, match=r"^persona\.measured_needs_source"):
        check_statement(statement(1, kind=Evidence.MEASURED, source=" "))
    check_statement(statement(1, kind=Evidence.MEASURED, source="Ankieta"))
    check_statement(statement(1, kind=Evidence.ESTIMATED))


def test_shares_and_stages() -> None:
    for share in (-0.01, 1.01, 25, float("nan")):
        with pytest.raises(BadInput, match=r"^persona\.share"):
            check_persona(share, None)
    with pytest.raises(BadInput, match=r"^persona\.funnel_stage"):
        check_persona(None, "hot")
    for share in (None, 0, 1, 0.5):
        check_persona(share, "cold_top")
    assert len(set(BLOCKS)) == 8
