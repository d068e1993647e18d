"""Reviews of a persona: what waits, what was confirmed, what changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.errors import BadInput, NotPermitted, Refused
from app.domain.people import Actor, Role
from app.domain.personas import Evidence
from app.services.persona_reviews import PersonaReviewService, months_later
from app.services.personas import NewPersona, NewStatement, PersonaService
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.workspace import add_member, owner

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
ROWS = (
    NewStatement("goals", "nowe", Evidence.MEASURED, "Ankieta", checked_on=date(2026, 10, 1)),
    NewStatement("pains", "stare", Evidence.ESTIMATED, "Rozmowy", checked_on=date(2026, 3, 1)),
    NewStatement("who", "nigdy"),
)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def personas(store: Store, clock: SetClock) -> PersonaService:
    return PersonaService(store, clock)


@pytest.fixture
def reviews(store: Store, clock: SetClock, personas: PersonaService) -> PersonaReviewService:
    return PersonaReviewService(store, clock, personas)


@pytest.fixture
def ewa(store: Store) -> Actor:
    return Actor(owner(store))


def test_walked_through_left_and_gone_on_with(
    personas: PersonaService, reviews: PersonaReviewService, ewa: Actor, clock: SetClock
) -> None:
    made = personas.add(ewa, NewPersona(1, "Marta", statements=ROWS))
    assert reviews.page(ewa, made.id).review.started_on is None
    state = reviews.start(ewa, made.id)
    assert [row.text for row in state.waiting] == ["nigdy", "stare", "nowe"]
    reviews.confirm(ewa, made.id, state.waiting[0].id)
    clock.advance(timedelta(days=3))
    assert [row.text for row in reviews.start(ewa, made.id).waiting] == ["stare", "nowe"]
    with pytest.raises(Refused, match=r"^persona\.review_open"):
        reviews.finish(ewa, made.id, date(2027, 5, 24))
    personas.remove_statement(ewa, made.id, state.waiting[1].id)
    reviews.confirm(ewa, made.id, state.waiting[2].id)
    with pytest.raises(BadInput, match=r"^persona\.review_day"):
        reviews.finish(ewa, made.id, TODAY)
    done = reviews.finish(ewa, made.id, date(2027, 5, 27), note="Po badaniu")
    page = reviews.page(ewa, made.id)
    assert (page.persona, page.versions[-1].note, page.changes) == (done, "Po badaniu", ())
    assert (page.review.started_on, page.review.last_on, page.review.last_version) == (
        None,
        date(2026, 11, 27),
        done.version,
    )
    personas.edit(ewa, made.id, quote="Nowy")
    assert [row.field for row in reviews.page(ewa, made.id).changes] == ["quote"]


def test_a_removed_statement_comes_back_where_it_stood(personas: PersonaService, ewa: Actor) -> None:
    made = personas.add(ewa, NewPersona(1, "Marta", statements=ROWS))
    for row in made.statements:
        personas.remove_statement(ewa, made.id, row.id)
        back = personas.restore_statement(ewa, made.id, row)
        assert [(one.id, one.text) for one in back.statements] == [(one.id, one.text) for one in made.statements]
        assert [replace(one, position=0) for one in back.statements] == [
            replace(one, position=0) for one in made.statements
        ]
        assert personas.differences(ewa, made.id, made.version, back.version) == ()
    edited = personas.edit_statement(ewa, made.id, made.statements[0].id, text="Inaczej")
    (change,) = personas.differences(ewa, made.id, made.version, edited.version)
    assert (change.change, change.before, change.after) == ("changed", made.statements[0].text, "Inaczej")


def test_only_who_may_plan_reviews(
    personas: PersonaService, reviews: PersonaReviewService, ewa: Actor, store: Store
) -> None:
    made = personas.add(ewa, NewPersona(1, "Marta", statements=ROWS))
    guest = Actor(add_member(store, "gosc@jesion.pl", Role.VIEWER))
    with pytest.raises(NotPermitted):
        reviews.start(guest, made.id)
    with pytest.raises(NotPermitted):
        personas.restore_statement(guest, made.id, made.statements[0])
    assert reviews.page(guest, made.id).persona == made


def test_half_a_year_later() -> None:
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_later(date(2026, 12, 15), 1) == date(2027, 1, 15)
