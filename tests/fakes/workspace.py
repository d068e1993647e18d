"""A small workspace in a store: one brand, one owner, as many profiles as a test asks for."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from app.domain.networks import Connection, Network
from app.domain.people import Member, Role
from app.domain.workspace import Profile
from app.store.store import Store
from tests.fakes.new_stores import new_store

CREATED = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
ZONE = "Europe/Warsaw"


def new_workspace(address: str) -> Store:
    """A store with the workspace "Jesion", its one brand (id 1) and its owner."""
    return new_store(address, found_workspace)


def found_workspace(store: Store) -> None:
    with store.write() as work:
        work.team.add_workspace(
            uid=uuid.uuid4().hex,
            name="Jesion",
            country="PL",
            zone=ZONE,
            language="pl",
            is_demo=False,
            created_at=CREATED,
        )
        work.team.add_brand(
            uid=uuid.uuid4().hex,
            name="Jesion",
            language="pl",
            zone=ZONE,
            places=[],
            banned_words=[],
            required_words=[],
        )
        work.team.add_member(uid=uuid.uuid4().hex, name="Ewa", email="ewa@jesion.pl", is_owner=True, created_at=CREATED)


def add_profile(
    store: Store,
    network: Network = Network.FACEBOOK,
    handle: str = "jesion",
    connection: Connection = Connection.NONE,
    **values: object,
) -> Profile:
    """A profile of the one brand."""
    given = {"brand_id": 1, "name": f"Jesion {network.value}", "zone": ZONE, "created_at": CREATED} | values
    with store.write() as work:
        number = work.profiles.add(
            uid=uuid.uuid4().hex, network=network.value, connection=connection.value, handle=handle, **given
        )
        return work.profiles.get(number)


def add_member(store: Store, email: str, role: Role) -> Member:
    """A member with one role for the one brand."""
    with store.write() as work:
        number = work.team.add_member(uid=uuid.uuid4().hex, name=email, email=email, created_at=CREATED)
        work.team.set_roles(number, 1, frozenset({role}))
        return work.team.member(number)


def owner(store: Store) -> Member:
    with store.read() as work:
        return work.team.member_by_email("ewa@jesion.pl")
