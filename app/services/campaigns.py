"""Campaigns: posts with one goal, a time and a budget."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from app.domain.errors import BadInput, NotFound, Refused
from app.domain.names import clean_name
from app.domain.people import Actor, Right
from app.domain.workspace import Campaign
from app.services.edits import given_fields, plain_values
from app.services.planning import search_key
from app.services.seeing import brands_read
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """Days inclusive; `budget_minor` in whole minor units (grosze) of `currency` (three letters, ISO 4217)."""

    brand_id: int
    name: str
    goal: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    budget_minor: int | None = None
    currency: str = "PLN"
    utm_campaign: str | None = None


_FIELDS = {field.name for field in fields(NewCampaign)} - {"brand_id"}
_OPTIONAL = {"starts_on", "ends_on", "budget_minor", "utm_campaign"}


class CampaignService:
    """Writing needs the right to plan. Every change is recorded in the history."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # reading
    def campaigns(
        self, actor: Actor, *, brand_id: int | None = None, archived: bool = False, on: date | None = None
    ) -> list[Campaign]:
        """Campaigns of a brand, or of all the actor may see, by their first day; `on` keeps those that run on a day (an
        open end runs on)."""
        with self._store.read() as work:
            brands = brands_read(work, actor, None if brand_id is None else [brand_id])
            rows = work.plans.campaigns(brand_ids=brands, archived=archived)
        return [row for row in rows if on is None or _runs(row, on)]

    def campaign(self, actor: Actor, name: str | int) -> Campaign:
        """A campaign by id, or by a name (or part of one) that no other has.

        Raises `NotFound` "campaign.not_found", "campaign.ambiguous" with `choices`.
        """
        rows = self.campaigns(actor, archived=True)
        text = str(name).strip()
        wanted = search_key(text)
        found = (
            [row for row in rows if str(row.id) == text]
            or [row for row in rows if search_key(row.name) == wanted]
            or [row for row in rows if wanted and wanted in search_key(row.name)]
        )
        if len(found) != 1:
            code = "campaign.ambiguous" if found else "campaign.not_found"
            raise NotFound(code, campaign=text, choices=[row.name for row in found or rows])
        return found[0]

    # writing
    def add(self, actor: Actor, new: NewCampaign, *, unit: UnitOfWork | None = None) -> Campaign:
        """A new campaign. Raises `Refused` "campaign.exists"; `BadInput` "campaign.days", "campaign.budget",
        "campaign.currency", "name.empty"."""
        actor.require(Right.PLAN, new.brand_id)
        values = _checked({name: getattr(new, name) for name in _FIELDS})
        _check_days(new.starts_on, new.ends_on)
        with self._store.joined(unit) as work:
            brand = work.team.brand(new.brand_id)
            _check_name(work, brand.id, values["name"])
            campaign_id = work.plans.add_campaign(uid=uuid.uuid4().hex, brand_id=brand.id, **values)
            campaign = work.plans.campaign(campaign_id)
            self._record(work, actor, campaign, "added", words={"name": campaign.name, "goal": campaign.goal})
            return campaign

    def edit(
        self,
        actor: Actor,
        campaign_id: int,
        *,
        empty: Sequence[str] = (),
        version: int | None = None,
        unit: UnitOfWork | None = None,
        **values: Any,
    ) -> Campaign:
        """Changes the named fields (those of `NewCampaign`); None leaves one, `empty` names those to empty (starts_on,
        ends_on, budget_minor, utm_campaign). Raises as `add`, `StaleEdit`, `BadInput` "edit.nothing"."""
        given = _checked(given_fields(values, _FIELDS, empty, _OPTIONAL))
        with self._store.joined(unit) as work:
            before = work.plans.campaign(campaign_id)
            actor.require(Right.PLAN, before.brand_id)
            _check_days(given.get("starts_on", before.starts_on), given.get("ends_on", before.ends_on))
            if "name" in given:
                _check_name(work, before.brand_id, given["name"], but=campaign_id)
            work.plans.edit_campaign(campaign_id, version or before.version, given)
            told = {name: given[name] for name in ("name", "goal") if name in given}
            self._record(work, actor, before, "edited", facts={"fields": sorted(given)}, words=told or None)
            return work.plans.campaign(campaign_id)

    def archive(
        self, actor: Actor, campaign_id: int, archived: bool = True, *, unit: UnitOfWork | None = None
    ) -> Campaign:
        """Puts a campaign away, or back with `archived` False. Posts keep it."""
        with self._store.joined(unit) as work:
            before = work.plans.campaign(campaign_id)
            actor.require(Right.PLAN, before.brand_id)
            work.plans.edit_campaign(campaign_id, before.version, {"archived": archived})
            self._record(work, actor, before, "archived" if archived else "unarchived")
            return work.plans.campaign(campaign_id)

    def _record(self, work: UnitOfWork, actor: Actor, campaign: Campaign, action: str, **more: Any) -> None:
        work.history.record(
            at=self._clock.now(),
            actor=actor,
            entity="campaign",
            entity_id=campaign.id,
            action=action,
            brand_id=campaign.brand_id,
            **more,
        )


def _runs(campaign: Campaign, day: date) -> bool:
    begun = campaign.starts_on is None or campaign.starts_on <= day
    return begun and (campaign.ends_on is None or day <= campaign.ends_on)


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    given = plain_values(values)
    if "name" in given:
        given["name"] = clean_name(given["name"])
    budget = given.get("budget_minor")
    if budget is not None and not 0 <= budget < 10**15:
        raise BadInput("campaign.budget", budget=budget)
    if "currency" in given:
        given["currency"] = given["currency"].upper()
        if not re.fullmatch(r"[A-Z]{3}", given["currency"]):
            raise BadInput("campaign.currency", currency=given["currency"])
    if given.get("utm_campaign") is not None:
        given["utm_campaign"] = given["utm_campaign"] or None
    return given


def _check_days(first: date | None, last: date | None) -> None:
    if first is not None and last is not None and last < first:
        raise BadInput("campaign.days", first=first, last=last)


def _check_name(work: UnitOfWork, brand_id: int, name: str, *, but: int | None = None) -> None:
    for row in work.plans.campaigns(brand_ids=[brand_id], archived=True):
        if row.id != but and row.name.casefold() == name.casefold():
            raise Refused("campaign.exists", name=name, campaign=row.id)
