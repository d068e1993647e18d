"""Personas kept by a team: rights, versions, evidence, reviews."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.errors import BadInput, NotFound, NotPermitted, Refused, StaleEdit
from app.domain.people import Actor, Role
from app.domain.personas import Evidence
from app.services.personas import NewPersona, NewStatement, PersonaService
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.workspace import add_member, owner

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SURVEY = NewStatement(
    "goals", "Chce prezent w 15 minut", Evidence.MEASURED, "Ankieta", 214, date(2026, 9, 1), date(2026, 9, 30), "high"
)
MARTA = NewPersona(
    1, "Młoda  mama", summary="Kupuje online", share=0.4, review_on=date(2026, 11, 24), statements=(SURVEY,)
)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def personas(store: Store, clock: SetClock) -> PersonaService:
    return PersonaService(store, clock)


@pytest.fixture
def ewa(store: Store) -> Actor:
    return Actor(owner(store))


def test_added_changed_and_every_version_kept(personas: PersonaService, ewa: Actor, clock: SetClock) -> None:
    made = personas.add(ewa, MARTA, note="Po warsztatach")
    assert (made.name, made.share, made.version, made.measured_share()) == ("Młoda mama", 0.4, 1, 1.0)
    clock.advance(timedelta(hours=1))
    personas.edit(ewa, made.id, quote="Nie mam czasu", empty=["share"], note="Nowe dane")
    changed = personas.add_statement(ewa, made.id, NewStatement("pains", "Boi się zwrotów"))
    number = changed.statements[1].id
    changed = personas.edit_statement(
        ewa, made.id, number, kind=Evidence.MEASURED, source="Rozmowy", checked_on=date(2026, 11, 20)
    )
    assert (changed.share, changed.quote, changed.measured_share()) == (None, "Nie mam czasu", 1.0)
    assert changed.statements[1].checked_on == date(2026, 11, 20)
    assert (changed.changed_at, changed.version) == (NOW + timedelta(hours=1), 4)
    versions = personas.versions(ewa, made.id)
    assert [(row.n, row.note, row.member_id) for row in versions] == [
        (1, "Po warsztatach", ewa.member_id),
        (2, "Nowe dane", ewa.member_id),
        (3, "", ewa.member_id),
        (4, "", ewa.member_id),
    ]
    told = personas.differences(ewa, made.id, 1, 4)
    assert [(row.change, row.field, row.after) for row in told] == [
        ("changed", "quote", "Nie mam czasu"),
        ("changed", "share", None),
        ("added", "text", "Boi się zwrotów"),
    ]
    assert [(row.field, row.after) for row in personas.differences(ewa, made.id, 3, 4)] == [
        ("kind", "measured"),
        ("source", "Rozmowy"),
        ("checked_on", "2026-11-20"),
    ]
    with pytest.raises(NotFound, match=r"^persona\.no_version"):
        personas.differences(ewa, made.id, 1, 5)


def test_a_measured_statement_without_a_source_is_refused(personas: PersonaService, ewa: Actor) -> None:
    made = personas.add(ewa, MARTA)
    with pytest.raises(Refused, match=r"^persona\.measured_needs_source"):
        personas.add_statement(ewa, made.id, NewStatement("goals", "Coś", Evidence.MEASURED, "  "))
    with pytest.raises(Refused, match=r"^persona\.measured_needs_source"):
        personas.edit_statement(ewa, made.id, made.statements[0].id, source=" ")
    assert personas.persona(ewa, made.id) == made and len(personas.versions(ewa, made.id)) == 1


def test_statements_removed_and_put_in_order(personas: PersonaService, ewa: Actor) -> None:
    made = personas.add(ewa, MARTA)
    for text in ("Drugie", "Trzecie", "Czwarte"):
        made = personas.add_statement(ewa, made.id, NewStatement("goals", text))
    first, second, third, fourth = (row.id for row in made.statements)
    made = personas.order_statements(ewa, made.id, [fourth, second])
    assert [row.id for row in made.statements] == [first, fourth, third, second]
    made = personas.remove_statement(ewa, made.id, third, note="Nieprawda")
    assert [row.id for row in made.statements] == [first, fourth, second]
    moved, removed = personas.differences(ewa, made.id, 4, 5), personas.differences(ewa, made.id, 5, 6)
    assert [(row.change, row.after) for row in moved] == [("moved", (first, fourth, third, second))]
    assert [(row.change, row.before) for row in removed] == [("removed", "Trzecie")]
    with pytest.raises(NotFound, match=r"^statement\.not_found"):
        personas.remove_statement(ewa, made.id, third)


def test_two_people_at_once(personas: PersonaService, ewa: Actor) -> None:
    made = personas.add(ewa, MARTA)
    personas.edit(ewa, made.id, quote="Pierwsza", version=made.version)
    with pytest.raises(StaleEdit) as caught:
        personas.edit(ewa, made.id, quote="Druga", version=made.version)
    assert caught.value.data["theirs"]["quote"] == "Pierwsza"  # type: ignore[index]
    with pytest.raises(StaleEdit):
        personas.remove_statement(ewa, made.id, made.statements[0].id, version=made.version)
    assert len(personas.persona(ewa, made.id).statements) == 1


def test_found_by_number_name_or_part(personas: PersonaService, ewa: Actor) -> None:
    marta, other = personas.add(ewa, MARTA), personas.add(ewa, NewPersona(1, "Młody tata"))
    assert (
        personas.persona(ewa, marta.id) == personas.persona(ewa, "mloda MAMA") == personas.persona(ewa, "mam") == marta
    )
    assert personas.persona(ewa, str(other.id)) == other
    with pytest.raises(NotFound, match=r"^persona\.ambiguous") as caught:
        personas.persona(ewa, "młod")
    assert caught.value.data["choices"] == ["Młoda mama", "Młody tata"]
    for name in ("babcia", ""):
        with pytest.raises(NotFound, match=r"^persona\.not_found"):
            personas.persona(ewa, name)
    with pytest.raises(Refused, match=r"^persona\.exists"):
        personas.add(ewa, NewPersona(1, "młoda mama"))
    with pytest.raises(Refused, match=r"^persona\.exists"):
        personas.edit(ewa, other.id, name="Młoda mama")


def test_due_for_review_and_archived(personas: PersonaService, ewa: Actor) -> None:
    today = date(2026, 11, 24)
    marta = personas.add(ewa, MARTA)
    late = personas.add(ewa, NewPersona(1, "Spóźniona", review_on=today - timedelta(days=30)))
    personas.add(ewa, NewPersona(1, "Później", review_on=today + timedelta(days=1)))
    personas.add(ewa, NewPersona(1, "Bez daty"))
    assert [row.id for row in personas.due_for_review(ewa, today)] == [late.id, marta.id]
    assert personas.archive(ewa, late.id).archived
    assert [row.id for row in personas.due_for_review(ewa, today)] == [marta.id]
    assert len(personas.personas(ewa)) == 3 and len(personas.personas(ewa, archived=True)) == 4
    assert not personas.archive(ewa, late.id, False).archived


def test_who_may_and_what_is_told(personas: PersonaService, ewa: Actor, store: Store) -> None:
    creator = Actor(add_member(store, "jan@jesion.pl", Role.CREATOR))
    manager = Actor(add_member(store, "ola@jesion.pl", Role.MANAGER))
    with pytest.raises(NotPermitted):
        personas.add(creator, MARTA)
    made = personas.add(manager, MARTA)
    with pytest.raises(NotPermitted):
        personas.add_statement(creator, made.id, SURVEY)
    with pytest.raises(BadInput, match=r"^edit\.nothing"):
        personas.edit(manager, made.id, quote=None)
    with pytest.raises(BadInput, match=r"^edit\.unknown_field"):
        personas.edit(manager, made.id, version=1, brand_id=2)
    with pytest.raises(NotFound, match=r"^media\.not_found"):
        personas.edit(manager, made.id, portrait_sha256="0" * 64)
    personas.edit(manager, made.id, summary="zero\x00bajt", note="powód")
    with store.read() as work:
        rows = work.history.of("persona", made.id)
        assert work.history.verify()[1] is None
    assert [(row.action, row.words) for row in rows] == [
        ("added", {"name": "Młoda mama"}),
        ("edited", {"note": "powód"}),
    ]
    assert rows[1].facts == {"fields": ["summary"], "version": 2}


def test_in_an_open_unit(personas: PersonaService, ewa: Actor, store: Store) -> None:
    with pytest.raises(BadInput), store.write() as work:
        personas.add(ewa, MARTA, unit=work)
        personas.add(ewa, NewPersona(1, " "), unit=work)
    assert personas.personas(ewa) == []
