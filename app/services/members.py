"""Members and their roles per brand."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.domain.days import zone as known_zone
from app.domain.errors import BadInput, Refused
from app.domain.names import clean_email, clean_name
from app.domain.people import Actor, Member, Right, Role
from app.services.steps import allow
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock


class MemberService:
    """People: adding, roles, leaving, erasing. Every change is recorded in the history."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # members
    def add_member(
        self,
        actor: Actor,
        name: str,
        email: str,
        roles: Mapping[int, frozenset[Role]],
        *,
        language: str | None = None,
        is_owner: bool = False,
        unit: UnitOfWork | None = None,
    ) -> Member:
        """A new member with roles per brand. Raises `Refused` "member.email_taken", `BadInput` "email.invalid"."""
        with self._store.joined(unit) as work:
            allow(work, actor, Right.ADMIN, None)
            spoken = language or work.team.workspace().language
            member_id = insert_member(work, self._clock.now(), name, email, spoken, is_owner=is_owner)
            for brand_id, held in roles.items():
                work.team.brand(brand_id)
                work.team.set_roles(member_id, brand_id, held)
            facts = {"roles": {str(brand): sorted(held) for brand, held in roles.items()}, "owner": is_owner}
            self._record(
                work,
                actor,
                member_id,
                "added",
                facts=facts,
                words={"name": name, "email": email},
                subject_id=member_id,
            )
            return work.team.member(member_id)

    def set_roles(self, actor: Actor, member_id: int, brand_id: int, roles: frozenset[Role]) -> Member:
        """Replaces a member's roles for a brand."""
        with self._store.write() as work:
            allow(work, actor, Right.ADMIN, None)
            work.team.member(member_id)
            work.team.brand(brand_id)
            work.team.set_roles(member_id, brand_id, roles)
            self._record(work, actor, member_id, "roles_set", brand_id, facts={"roles": sorted(roles)})
            return work.team.member(member_id)

    def edit_member(self, actor: Actor, member_id: int, **values: Any) -> Member:
        """Changes name, email, language, zone, active or is_owner. The last active owner stays one."""
        allowed = {"name", "email", "language", "zone", "active", "is_owner"}
        given = {name: value for name, value in values.items() if value is not None and name in allowed}
        if not given:
            raise BadInput("edit.nothing")
        if "email" in given:
            given["email"] = clean_email(given["email"])
        if "name" in given:
            given["name"] = clean_name(given["name"])
        if "zone" in given:
            known_zone(given["zone"])
        with self._store.write() as work:
            allow(work, actor, Right.ADMIN, None)
            if "email" in given:
                _check_email_free(work, given["email"], member_id)
            loses = given.get("active") is False or given.get("is_owner") is False
            owners = [m for m in work.team.members(active_only=True) if m.is_owner]
            if loses and [m.id for m in owners] == [member_id]:
                raise Refused("member.last_owner")
            work.team.edit_member(member_id, work.team.member_version(member_id), given)
            words = {name: given[name] for name in ("name", "email") if name in given}
            self._record(
                work,
                actor,
                member_id,
                "edited",
                facts={"fields": sorted(given)},
                words=words or None,
                subject_id=member_id,
            )
            return work.team.member(member_id)

    def erase_member(self, actor: Actor, member_id: int) -> int:
        """Erases a person: name and address go, also from the history; what was done stays. Gives erased history words."""
        now = self._clock.now()
        with self._store.write() as work:
            allow(work, actor, Right.ADMIN, None)
            if work.team.member(member_id).is_owner:
                raise Refused("member.erase_owner")
            blank = {"name": f"#{member_id}", "email": f"erased-{member_id}", "active": False, "erased_at": now}
            work.team.erase_member(member_id, blank)
            ids = work.history.words_about(member_id)
            erased = work.history.erase_words(ids)
            self._record(work, actor, member_id, "erased", facts={"history_words": erased})
            return erased

    def members(self) -> list[Member]:
        with self._store.read() as work:
            return work.team.members()

    def member(self, email: str) -> Member:
        with self._store.read() as work:
            return work.team.member_by_email(email)

    def acting(self, email: str | None) -> Actor:
        """Who acts: the active member with this address, or the sole active owner when none is named.

        Raises `Refused` "member.who" when there are several owners and none is named, "member.inactive".
        """
        with self._store.read() as work:
            if email is not None:
                member = work.team.member_by_email(email)
                if not member.active:
                    raise Refused("member.inactive", member=member.name)
                return Actor(member)
            owners = [m for m in work.team.members(active_only=True) if m.is_owner]
        if len(owners) != 1:
            raise Refused("member.who", owners=[m.email for m in owners])
        return Actor(owners[0])

    def _record(
        self, work: UnitOfWork, actor: Actor, entity_id: int, action: str, brand_id: int | None = None, **more: Any
    ) -> None:
        work.history.record(
            at=self._clock.now(),
            actor=actor,
            entity="member",
            entity_id=entity_id,
            action=action,
            brand_id=brand_id,
            **more,
        )


def insert_member(work: UnitOfWork, at: datetime, name: str, email: str, language: str, *, is_owner: bool) -> int:
    address = clean_email(email)
    _check_email_free(work, address, None)
    return work.team.add_member(
        uid=uuid.uuid4().hex,
        name=clean_name(name),
        email=address,
        language=language,
        is_owner=is_owner,
        created_at=at,
    )


def _check_email_free(work: UnitOfWork, email: str, own_id: int | None) -> None:
    if any(m.email.lower() == email.lower() and m.id != own_id for m in work.team.members()):
        raise Refused("member.email_taken", email=email)
