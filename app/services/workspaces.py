"""The workspace and its brands."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from app.domain.days import zone as known_zone
from app.domain.errors import BadInput, Refused
from app.domain.lateness import LatePolicy
from app.domain.names import clean_name, clean_text
from app.domain.people import Actor, Right
from app.domain.workspace import Brand, Pillar, Workspace
from app.services.members import insert_member
from app.services.seeing import check_sees, visible_brands
from app.services.steps import allow
from app.store.queries.team import place_rows
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    name: str
    owner_name: str
    owner_email: str
    country: str = "PL"
    zone: str = "Europe/Warsaw"
    language: str = "pl"
    is_demo: bool = False
    machine_id: str | None = None


class WorkspaceService:
    """What the team speaks for. Every change is recorded in the history."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # workspace
    def found(self, new: NewWorkspace, *, unit: UnitOfWork | None = None) -> Workspace:
        """Makes the workspace row, its first brand (of the same name) and its owner in a new store.

        Raises `BadInput` "email.invalid", "zone.unknown", "name.empty", `Refused` "workspace.exists".
        """
        known_zone(new.zone)
        now = self._clock.now()
        with self._store.joined(unit) as work:
            if work.team.has_workspace():
                raise Refused("workspace.exists")
            work.team.add_workspace(
                uid=uuid.uuid4().hex,
                name=clean_name(new.name),
                country=new.country.upper(),
                zone=new.zone,
                language=new.language,
                is_demo=new.is_demo,
                created_at=now,
                machine_id=new.machine_id,
            )
            owner_id = insert_member(work, now, new.owner_name, new.owner_email, new.language, is_owner=True)
            actor = Actor(work.team.member(owner_id))
            work.history.record(
                at=now, actor=actor, entity="workspace", entity_id=1, action="founded", words={"name": new.name}
            )
            self.add_brand(actor, new.name, unit=work)
            return work.team.workspace()

    def workspace(self) -> Workspace:
        with self._store.read() as work:
            return work.team.workspace()

    def edit_workspace(
        self, actor: Actor, *, name: str | None = None, country: str | None = None, zone: str | None = None
    ) -> Workspace:
        """Changes what the workspace is called and where it is. Raises `BadInput` "zone.unknown", "name.empty"."""
        given: dict[str, Any] = {}
        if name is not None:
            given["name"] = clean_name(name)
        if country is not None:
            given["country"] = country.upper()
        if zone is not None:
            known_zone(zone)
            given["zone"] = zone
        if not given:
            raise BadInput("edit.nothing")
        with self._store.write() as work:
            allow(work, actor, Right.ADMIN, None)
            here = work.team.workspace()
            work.team.edit_workspace(here.version, given)
            work.history.record(
                at=self._clock.now(),
                actor=actor,
                entity="workspace",
                entity_id=1,
                action="edited",
                facts={"fields": sorted(given)},
            )
            return work.team.workspace()

    def pause_publishing(self, actor: Actor, paused: bool, reason: str | None = None) -> None:
        """Stops or resumes everything that would go out by itself."""
        with self._store.write() as work:
            allow(work, actor, Right.SCHEDULE, None)
            here = work.team.workspace()
            work.team.edit_workspace(here.version, {"publishing_paused": paused, "pause_reason": reason})
            work.history.record(
                at=self._clock.now(),
                actor=actor,
                entity="workspace",
                entity_id=1,
                action="paused" if paused else "resumed",
                words={"reason": clean_text(reason)} if reason else None,
            )

    # brands
    def add_brand(self, actor: Actor, name: str, *, unit: UnitOfWork | None = None, **values: Any) -> Brand:
        """A new brand with the workspace's country, zone and language unless given otherwise."""
        with self._store.joined(unit) as work:
            allow(work, actor, Right.ADMIN, None)
            here = work.team.workspace()
            given = _brand_values(values)
            row = {
                "uid": uuid.uuid4().hex,
                "name": clean_name(name),
                "language": here.language,
                "zone": here.zone,
                "places": [{"country": here.country, "regions": []}],
                "banned_words": [],
                "required_words": [],
            } | given
            brand_id = work.team.add_brand(**row)
            self._record(work, actor, brand_id, "added", brand_id, words={"name": name})
            return work.team.brand(brand_id)

    def edit_brand(
        self, actor: Actor, brand_id: int, *, version: int | None = None, unit: UnitOfWork | None = None, **values: Any
    ) -> Brand:
        """Changes the named fields of a brand. Raises `StaleEdit` when `version` is no longer the newest."""
        with self._store.joined(unit) as work:
            before = work.team.brand(brand_id)
            allow(work, actor, Right.PLAN, brand_id)
            given = _brand_values(values)
            if not given:
                raise BadInput("edit.nothing")
            work.team.edit_brand(brand_id, version or before.version, given)
            policy = {name: given[name] for name in _POLICY if name in given}
            self._record(work, actor, brand_id, "edited", brand_id, facts={"fields": sorted(given)} | policy)
            return work.team.brand(brand_id)

    def brands(self, actor: Actor) -> list[Brand]:
        """The brands the actor may see."""
        with self._store.read() as work:
            visible = visible_brands(work, actor)
            return [row for row in work.team.brands() if visible is None or row.id in visible]

    def brand(self, actor: Actor, brand_id: int) -> Brand:
        """Raises `NotFound` "brand.not_found", also for one the actor may not see."""
        with self._store.read() as work:
            check_sees(work, actor, brand_id, "brand.not_found", brand=brand_id)
            return work.team.brand(brand_id)

    def pillars(self, actor: Actor, brand_id: int | None = None) -> list[Pillar]:
        """The content pillars of a brand, or of all the actor may see."""
        with self._store.read() as work:
            visible = visible_brands(work, actor)
            return [row for row in work.team.pillars(brand_id) if visible is None or row.brand_id in visible]

    def add_pillar(self, actor: Actor, brand_id: int, name: str, target_share: float | None = None) -> Pillar:
        """A content pillar; `target_share` (0..1) is the part of posts it should have."""
        actor.require(Right.PLAN, brand_id)
        with self._store.write() as work:
            work.team.brand(brand_id)
            number = work.team.add_pillar(brand_id=brand_id, name=clean_name(name), target_share=target_share)
            self._record(work, actor, brand_id, "pillar_added", brand_id, facts={"pillar_id": number})
            return next(row for row in work.team.pillars(brand_id) if row.id == number)

    def _record(
        self, work: UnitOfWork, actor: Actor, entity_id: int, action: str, brand_id: int | None = None, **more: Any
    ) -> None:
        work.history.record(
            at=self._clock.now(),
            actor=actor,
            entity="brand",
            entity_id=entity_id,
            action=action,
            brand_id=brand_id,
            **more,
        )


_BRAND_FIELDS = {field.name for field in fields(Brand)} - {"id", "uid", "version"}


_POLICY = ("four_eyes", "required_approvals", "late_policy")
"""Rules whose value belongs into the history, not only that it was changed."""


def _brand_values(values: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in values.items() if value is not None and name in _BRAND_FIELDS}
    if "zone" in given:
        known_zone(given["zone"])
    if "places" in given:
        given["places"] = place_rows(given["places"])
    for name in ("banned_words", "required_words"):
        if name in given:
            given[name] = [word.strip() for word in given[name] if word.strip()]
    if "name" in given:
        given["name"] = clean_name(given["name"])
    if not 1 <= given.get("required_approvals", 1) <= 9:
        raise BadInput("brand.required_approvals", value=given["required_approvals"])
    if given.get("four_eyes", "auto") not in ("auto", "always", "off"):
        raise BadInput("brand.four_eyes", value=given["four_eyes"])
    if given.get("late_policy", LatePolicy.DEFAULT) not in set(LatePolicy):
        raise BadInput("brand.late_policy", value=given["late_policy"])
    return given
