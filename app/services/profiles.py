"""Profiles: the accounts the brands own."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.connecting import HANDLE_CHANGED, same_handle
from app.domain.days import zone as known_zone
from app.domain.errors import BadInput, NotFound, Refused
from app.domain.names import clean_name, clean_text
from app.domain.networks import Cadence, Connection, Network
from app.domain.people import Actor, Right
from app.domain.workflow import PostState
from app.domain.workspace import Profile
from app.services.seeing import brands_read
from app.services.steps import VariantSteps, allow
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock


@dataclass(frozen=True, slots=True)
class NewProfile:
    brand_id: int
    network: Network
    name: str
    handle: str
    connection: Connection = Connection.NONE
    url: str | None = None
    purpose: str = ""
    zone: str | None = None
    language: str | None = None
    cadence: Cadence | None = None


class ProfileService:
    """Accounts, how they are reached and how often they should speak."""

    def __init__(self, store: Store, clock: Clock, steps: VariantSteps | None = None) -> None:
        self._store = store
        self._clock = clock
        self._steps = steps or VariantSteps(clock)

    # profiles
    def add_profile(self, actor: Actor, new: NewProfile, *, unit: UnitOfWork | None = None) -> Profile:
        """A new profile of a brand. Raises `Refused` "profile.exists" for the same handle twice."""
        handle = _handle(new.handle)
        with self._store.joined(unit) as work:
            allow(work, actor, Right.PLAN, new.brand_id)
            brand = work.team.brand(new.brand_id)
            _check_handle_free(work, brand.id, new.network, handle, None)
            known_zone(new.zone or brand.zone)
            profile_id = work.profiles.add(
                uid=uuid.uuid4().hex,
                brand_id=brand.id,
                network=new.network.value,
                connection=new.connection.value,
                name=clean_name(new.name),
                handle=handle,
                url=new.url,
                purpose=new.purpose,
                zone=new.zone or brand.zone,
                language=new.language,
                created_at=self._clock.now(),
                **_cadence_columns(new.cadence),
            )
            facts = {"network": new.network.value, "connection": new.connection.value}
            self._record(work, actor, profile_id, "added", brand.id, facts=facts, words={"handle": handle})
            return work.profiles.get(profile_id)

    def edit_profile(
        self,
        actor: Actor,
        profile_id: int,
        *,
        version: int | None = None,
        cadence: Cadence | None = None,
        no_cadence: bool = False,
        **values: Any,
    ) -> Profile:
        """Changes name, handle, url, purpose, access_note, key_owner, owner_id, language, zone, status or connection.
        `no_cadence` takes the profile's target away.

        Another handle is another place to publish to: what was in review or approved for it goes back to draft. Raises
        `StaleEdit`, `Refused` "profile.exists", "post.going_out".
        """
        given = _checked(values)
        if cadence is not None:
            given |= _cadence_columns(cadence)
        elif no_cadence:
            given |= dict.fromkeys(("cadence_per", "cadence_low", "cadence_high"))
        if not given:
            raise BadInput("edit.nothing")
        with self._store.write() as work:
            before = work.profiles.get(profile_id)
            allow(work, actor, Right.PLAN, before.brand_id)
            if "handle" in given:
                given["handle"] = _handle(given["handle"])
                _check_handle_free(work, before.brand_id, before.network, given["handle"], profile_id)
                if before.name == before.handle.lstrip("@"):  # it has no other name: it is called so from now on
                    given.setdefault("name", given["handle"].lstrip("@"))
            work.profiles.edit(profile_id, version or before.version, given)
            self._record(work, actor, profile_id, "edited", before.brand_id, facts={"fields": sorted(given)})
            if given.get("handle", before.handle) != before.handle:
                self._withdraw_waiting(work, actor, before)
                _follow_account(work, profile_id, given["handle"])
            return work.profiles.get(profile_id)

    def profiles(self, actor: Actor, *, brand_id: int | None = None) -> list[Profile]:
        """The profiles of a brand, or of all brands the actor may see."""
        with self._store.read() as work:
            return work.profiles.all(brand_ids=brands_read(work, actor, None if brand_id is None else [brand_id]))

    def profile(self, actor: Actor, name: str | int) -> Profile:
        """A profile the actor may see by id, by "network/handle", or by a handle or name that only one of them has."""
        rows = self.profiles(actor)
        text = str(name).strip()
        by_id = [p for p in rows if str(p.id) == text]
        loose = text.casefold().lstrip("@")
        named = [
            p
            for p in rows
            if loose
            in (
                p.handle.casefold().lstrip("@"),
                p.name.casefold(),
                f"{p.network.value}/{p.handle.casefold().lstrip('@')}",
                f"{p.network.value}/{p.handle.casefold()}",
                p.network.value,
            )
        ]
        found = by_id or named
        if len(found) != 1:
            code = "profile.ambiguous" if found else "profile.not_found"
            raise NotFound(code, profile=text, choices=[f"{p.network.value}/{p.handle}" for p in found or rows])
        return found[0]

    def _withdraw_waiting(self, work: UnitOfWork, actor: Actor, profile: Profile) -> None:
        for variant in work.posts.variants_in_states(_BOUND, profile_id=profile.id):
            facts = {"profile_id": profile.id}
            self._steps.take(work, actor, variant, "edit", brand_id=profile.brand_id, facts=facts)

    def _record(
        self, work: UnitOfWork, actor: Actor, entity_id: int, action: str, brand_id: int | None = None, **more: Any
    ) -> None:
        work.history.record(
            at=self._clock.now(),
            actor=actor,
            entity="profile",
            entity_id=entity_id,
            action=action,
            brand_id=brand_id,
            **more,
        )


_BOUND = (
    PostState.IN_REVIEW,
    PostState.APPROVED,
    PostState.SCHEDULED,
    PostState.ON_HOLD,
    PostState.PUBLISHING,
)
"""States in which somebody has said yes, or is asked to, to a place as well as to words."""


def _handle(handle: str) -> str:
    cleaned = " ".join(clean_text(handle).split())
    if not cleaned:
        raise BadInput("profile.no_handle")
    return cleaned


def _follow_account(work: UnitOfWork, profile_id: int, handle: str) -> None:
    """A profile that now has the name its account was given on the network has no problem with it any more."""
    row = work.connections.get(profile_id)
    if row is not None and row.problem == HANDLE_CHANGED and same_handle(handle, str(row.problem_data.get("now"))):
        work.fetching.remove_connection_problem(profile_id, HANDLE_CHANGED)


def _check_handle_free(work: UnitOfWork, brand_id: int, network: Network, handle: str, own_id: int | None) -> None:
    for row in work.profiles.all(brand_ids=[brand_id]):
        if (row.network, row.handle) == (network, handle) and row.id != own_id:
            raise Refused("profile.exists", network=network.value, handle=handle, profile=row.id)


_EDITED = frozenset(
    {
        "name", "handle", "url", "purpose", "access_note", "key_owner", "owner_id", "language", "zone", "status",
        "connection",
    }
)  # fmt: skip
_STATUSES = ("active", "paused", "closed")


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was given of the columns anybody may edit. Raises `BadInput`."""
    given = {name: value for name, value in values.items() if value is not None and name in _EDITED}
    if "zone" in given:
        known_zone(given["zone"])
    if "connection" in given:
        given["connection"] = Connection(given["connection"]).value
    if given.get("status", "active") not in _STATUSES:
        raise BadInput("profile.status", status=given["status"])
    return given


def _cadence_columns(cadence: Cadence | None) -> dict[str, Any]:
    if cadence is None:
        return {}
    if cadence.per not in ("day", "week") or not 0 <= cadence.low <= cadence.high:
        raise BadInput("cadence.invalid", per=cadence.per, low=cadence.low, high=cadence.high)
    return {"cadence_per": cadence.per, "cadence_low": cadence.low, "cadence_high": cadence.high}
