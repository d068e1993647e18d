from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.people import Role
from app.domain.workflow import PostState
from app.store.first_look import read_first_look
from tests.fakes.offices import MORNING, Office, busy_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = busy_office(tmp_path)
    yield made
    made.app.close()


def looked(office: Office, email: str | None = None) -> list[tuple[str, str, PostState]]:
    look = read_first_look(office.address, email, office.clock.now())
    assert look is not None
    return [(row.title, row.handle, row.state) for row in look.going_out]


def test_it_is_what_today_says_a_moment_later(office: Office) -> None:
    office.post(office.owner, "Tomorrow", MORNING + timedelta(days=1))
    cancelled = office.post(office.owner, "Cancelled", MORNING + timedelta(hours=1))
    office.app.scheduling.cancel(office.owner, cancelled)
    look = read_first_look(office.address, None, office.clock.now())
    page = office.app.today.page(office.owner)
    assert look is not None
    assert look.going_out == page.going_out
    assert (look.day, look.now, look.zone, look.workspace) == (page.day, page.now, page.zone, "Piekarnia Świt")
    assert len(look.going_out) == 3


def test_a_member_sees_only_their_brands(office: Office) -> None:
    other = office.app.workspaces.add_brand(office.owner, "Cukiernia")
    office.app.members.add_member(office.owner, "Ola Lis", "ola@example.com", {other.id: frozenset({Role.VIEWER})})
    assert looked(office, "ola@example.com") == []
    assert len(looked(office, "piotr@example.com")) == 3
    assert len(looked(office, "nobody@example.com")) == 3  # the owner acts


def test_where_there_is_nothing_to_look_at_it_says_so(office: Office, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.szpalta"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE workspace (name TEXT)")
    text = tmp_path / "text.szpalta"
    text.write_text("no database " * 100, encoding="utf-8")
    for address in (str(foreign), str(text), str(tmp_path / "missing"), str(tmp_path), "postgresql://localhost/x"):
        assert read_first_look(address, None, MORNING) is None


def test_a_store_of_another_schema_is_left_to_those_who_can_bring_it_up_to_date(office: Office) -> None:
    office.app.close()
    with sqlite3.connect(office.address) as connection:
        connection.execute("PRAGMA user_version = 999")
    assert read_first_look(office.address, None, MORNING) is None
