"""The people and things of the demo company, made by the services a person uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from app.connectors.base import Account, Parcel, Receipt
from app.domain.days import local_day
from app.domain.networks import Cadence, Connection, Network
from app.domain.people import Actor, Role
from app.domain.personas import Evidence
from app.domain.workspace import Brand, Place, Profile
from app.services.afterwards import AfterwardsService
from app.services.approval import ApprovalService
from app.services.campaigns import CampaignService, NewCampaign
from app.services.delivery_steps import DeliverySteps
from app.services.media import MediaService
from app.services.members import MemberService
from app.services.personas import NewPersona, NewStatement, PersonaService
from app.services.planning import PlanningService
from app.services.profiles import NewProfile, ProfileService
from app.services.publishing import PublishingService
from app.services.scheduling import SchedulingService
from app.services.strategy import StrategyService
from app.services.syncing import SyncService
from app.services.tasks import TaskService
from app.services.workspaces import NewWorkspace, WorkspaceService
from app.store.store import Store
from app.system.clock import SetClock


class PracticeWorld(Protocol):
    """What the demo asks of the Practice network beyond the connector contract."""

    def set_up(self, account: Account, *, seed: int, followers: int, since: datetime) -> None: ...

    def register_past(self, account: Account, dated: list[tuple[datetime, Parcel]]) -> tuple[Receipt, ...]: ...

    def post_history(self, account: Account, moments: Mapping[str, list[datetime]]) -> Any: ...

    def profile_history(self, account: Account, moments: list[datetime]) -> Any: ...

    def misbehave(self, account: Account, kind: str, seconds: float = 0.0, reason: str = "") -> None: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """The services the demo is made with; one clock sets the time for all of them."""

    store: Store
    clock: SetClock
    workspaces: WorkspaceService
    strategy: StrategyService
    members: MemberService
    profiles: ProfileService
    planning: PlanningService
    scheduling: SchedulingService
    approval: ApprovalService
    deliveries: DeliverySteps
    publishing: PublishingService
    afterwards: AfterwardsService
    syncing: SyncService
    media: MediaService
    personas: PersonaService
    campaigns: CampaignService
    tasks: TaskService
    practice: PracticeWorld
    account_for: Callable[[Profile], Account]
    machine_id: str | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what the story is about, in the order of the bundled description."""

    zone: str
    brand: Brand
    actors: tuple[Actor, ...]
    profiles: tuple[Profile, ...]
    personas: tuple[int, ...]
    pillars: Mapping[str, int]
    campaign: int
    campaign_from: date
    images: tuple[tuple[int, str], ...]


def make_cast(desk: Desk, company: Mapping[str, Any], images: Path, seed: int, today: datetime) -> Cast:
    """Makes workspace, brand, members, profiles, pictures, personas and campaign at the clock's present time."""
    started = desk.clock.now()
    owner = _found(desk, company)
    brand = _brand(desk, owner, company)
    actors = _members(desk, owner, brand, company)
    profiles = tuple(_profile(desk, owner, brand, row, seed + n) for n, row in enumerate(company["profiles"]))
    pillars = _pillars(desk, owner, brand, company)
    with ThreadPoolExecutor(2) as pool:  # each picture is looked at in a process of its own
        pictures = tuple(pool.map(lambda path: _picture(desk, actors[2], path), sorted(images.glob("*.jpg"))))
    personas = tuple(_persona(desk, actors[1], brand, row, today) for row in company["personas"])
    campaign = desk.campaigns.add(actors[1], _campaign(brand, company["campaign"], local_day(today, company["zone"])))
    desk.clock.set(started)
    return Cast(
        company["zone"],
        brand,
        actors,
        profiles,
        personas,
        pillars,
        campaign.id,
        campaign.starts_on or started.date(),
        pictures,
    )


def _campaign(brand: Brand, row: Mapping[str, Any], today: date) -> NewCampaign:
    return NewCampaign(
        brand_id=brand.id,
        name=row["name"],
        goal=row["goal"],
        starts_on=today - timedelta(days=21),
        ends_on=today + timedelta(days=39),
        budget_minor=row["budget_minor"],
        utm_campaign=row["utm"],
    )


def _found(desk: Desk, company: Mapping[str, Any]) -> Actor:
    first = company["members"][0]
    desk.workspaces.found(
        NewWorkspace(
            name=company["name"],
            owner_name=first["name"],
            owner_email=first["email"],
            country=company["country"],
            zone=company["zone"],
            is_demo=True,
            machine_id=desk.machine_id,
        )
    )
    return desk.members.acting(first["email"])


def _brand(desk: Desk, owner: Actor, company: Mapping[str, Any]) -> Brand:
    row = company["brand"]
    brand = desk.workspaces.brands(owner)[0]
    return desk.workspaces.edit_brand(
        owner,
        brand.id,
        places=(Place(company["country"], tuple(company["regions"])),),
        banned_words=tuple(row["banned_words"]),
        **{name: row[name] for name in ("tone", "tone_do", "tone_dont", "goals")},
    )


def _members(desk: Desk, owner: Actor, brand: Brand, company: Mapping[str, Any]) -> tuple[Actor, ...]:
    first, *others = company["members"]
    if owner.member is not None:
        desk.members.set_roles(owner, owner.member.id, brand.id, frozenset(map(Role, first["roles"])))
    for row in others:
        desk.members.add_member(owner, row["name"], row["email"], {brand.id: frozenset(map(Role, row["roles"]))})
    return tuple(desk.members.acting(row["email"]) for row in company["members"])


def _profile(desk: Desk, owner: Actor, brand: Brand, row: Mapping[str, Any], seed: int) -> Profile:
    profile = desk.profiles.add_profile(
        owner,
        NewProfile(
            brand_id=brand.id,
            network=Network(row["network"]),
            name=row["name"],
            handle=row["handle"],
            connection=Connection.PRACTICE,
            purpose=row["purpose"],
            cadence=Cadence(*row["cadence"]),
        ),
    )
    desk.practice.set_up(desk.account_for(profile), seed=seed, followers=row["followers"], since=desk.clock.now())
    return profile


def _pillars(desk: Desk, owner: Actor, brand: Brand, company: Mapping[str, Any]) -> dict[str, int]:
    for name in company["brand"]["labels"]:
        desk.strategy.add_label(owner, brand.id, name)
    rows = [
        desk.workspaces.add_pillar(owner, brand.id, row["name"], row["share"]) for row in company["brand"]["pillars"]
    ]
    return {row.name: row.id for row in rows}


def _picture(desk: Desk, actor: Actor, path: Path) -> tuple[int, str]:
    alt = f"Ilustracja: {path.stem.replace('-', ' ')}"
    made = desk.media.add(actor, path, alt_text=alt, author="Zofia Borek", licence="własne")
    return made.id, alt


def _persona(desk: Desk, actor: Actor, brand: Brand, row: Mapping[str, Any], today: datetime) -> int:
    day = today.date()
    new = NewPersona(
        brand_id=brand.id,
        name=row["name"],
        summary=row["summary"],
        quote=row["quote"],
        share=row["share"],
        funnel_stage=row["funnel"],
        tone_do=row["tone_do"],
        tone_dont=row["tone_dont"],
        review_on=day + timedelta(days=40),
        statements=tuple(_statement(given, day) for given in row["statements"]),
    )
    return desk.personas.add(actor, new).id


def _statement(given: Sequence[Any], day: date) -> NewStatement:
    block, text, kind, source, n, confidence = given
    evidence = Evidence(kind)
    if evidence is Evidence.ASSUMED:
        return NewStatement(block=block, text=text)
    return NewStatement(
        block=block,
        text=text,
        kind=evidence,
        source=source,
        n=n,
        period_first=day - timedelta(days=400),
        period_last=day - timedelta(days=35),
        confidence=confidence,
        checked_on=day - timedelta(days=30),
    )
