"""What a member reads: everything of the brands of their roles, nothing of others, through every reading method."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.build import App
from app.domain.days import wall_time
from app.domain.errors import NotFound
from app.domain.networks import Connection, Network
from app.domain.people import Actor, Role
from app.domain.published import AudienceFigure, SeenPost
from app.services.calendars import CalendarChoice
from app.services.campaigns import NewCampaign
from app.services.personas import NewPersona
from app.services.planning import NewPost
from app.services.profiles import NewProfile
from app.services.tasks import NewTask
from tests.fakes.offices import MORNING, ZONE, open_office

TODAY = MORNING.date()
FIRST, LAST = TODAY - timedelta(days=7), TODAY + timedelta(days=7)
ALL = CalendarChoice()
SECRET = "Tajne"
NOBODY = 9999


@dataclass(frozen=True)
class House:
    """Two brands. Everything of the second says "Tajne"; the ids are of what belongs to it."""

    app: App
    owner: Actor
    stranger: Actor
    insider: Actor
    folder: Path
    brand: int
    profile: int
    post: int
    waiting: int
    delivery: int
    persona: int
    campaign: int
    task: int


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One for all tests: they only read."""
    folder = tmp_path_factory.mktemp("house")
    office = open_office(folder)
    app, owner = office.app, office.owner
    brand = app.workspaces.add_brand(owner, SECRET, four_eyes="off").id
    app.workspaces.add_pillar(owner, brand, SECRET)
    app.days.add_own_day(owner, TODAY, SECRET, brand_id=brand)
    insider = Actor(app.members.add_member(owner, "Ewa", "ewa@example.com", {brand: frozenset({Role.EDITOR})}))
    profile = app.profiles.add_profile(owner, NewProfile(brand, Network.X, SECRET, SECRET, Connection.PRACTICE)).id
    persona = app.personas.add(owner, NewPersona(brand, SECRET, review_on=TODAY)).id
    campaign = app.campaigns.add(owner, NewCampaign(brand, SECRET, starts_on=TODAY)).id
    when = wall_time(MORNING + timedelta(hours=1), ZONE)
    new = NewPost(brand, SECRET, SECRET, (profile,), campaign_id=campaign, persona_ids=(persona,), when=when)
    posts = [app.approval.submit(owner, app.planning.add(owner, new).id).id for _ in range(2)]
    app.approval.approve(insider, posts[0])
    app.planning.comment(owner, posts[0], SECRET)
    task = app.tasks.add(owner, NewTask(SECRET, brand_id=brand)).id
    with app.store.write() as work:
        work.metrics.upsert_posts(profile, [SeenPost(SECRET, TODAY, 12, format="text")], seen_at=MORNING)
        work.metrics.add_audience(profile, [AudienceFigure("country", "PL", "Views", 1.0, "share", False, FIRST, LAST)])
    choice = CalendarChoice(brand_ids=(brand,))
    app.calendars.keep(owner, folder, choice, language="pl", name=SECRET)
    [delivery] = app.publishing.deliveries(owner)
    yield House(
        app, owner, office.editor, insider, folder, brand, profile, *posts, delivery.id, persona, campaign, task
    )
    app.close()


Read = Callable[[House, Actor], object]
"""What one reading method gives somebody."""

LISTS: dict[str, Read] = {
    "workspaces.brands": lambda h, who: h.app.workspaces.brands(who),
    "workspaces.pillars": lambda h, who: h.app.workspaces.pillars(who),
    "profiles.profiles": lambda h, who: h.app.profiles.profiles(who),
    "planning.posts": lambda h, who: h.app.planning.posts(who),
    "planning.posts of the brand": lambda h, who: h.app.planning.posts(who, brand_ids=[h.brand]),
    "planning.posts of the profile": lambda h, who: h.app.planning.posts(who, profile_ids=[h.profile]),
    "planning.chips": lambda h, who: h.app.planning.chips(who, FIRST, LAST),
    "approval.queue": lambda h, who: h.app.approval.queue(who),
    "publishing.deliveries": lambda h, who: [
        SECRET for row in h.app.publishing.deliveries(who) if row.profile_id == h.profile
    ],
    "personas.personas": lambda h, who: h.app.personas.personas(who),
    "personas.personas of the brand": lambda h, who: h.app.personas.personas(who, brand_id=h.brand),
    "personas.due_for_review": lambda h, who: h.app.personas.due_for_review(who, TODAY),
    "campaigns.campaigns": lambda h, who: h.app.campaigns.campaigns(who),
    "tasks.tasks": lambda h, who: h.app.tasks.tasks(who),
    "tasks.tasks of the brand": lambda h, who: h.app.tasks.tasks(who, brand_id=h.brand),
    "measuring.kpi": lambda h, who: h.app.measuring.kpi(who, ["posts"], FIRST, LAST, "profile"),
    "measuring.extent": lambda h, who: [SECRET] if h.app.measuring.extent(who) else [],
    "measuring.cadence": lambda h, who: [
        SECRET for row in h.app.measuring.cadence(who, FIRST, LAST) if row.profile_id == h.profile
    ],
    "days.days": lambda h, who: h.app.days.days(who, FIRST, LAST, language="pl"),
    "days.year": lambda h, who: h.app.days.year(who, TODAY.year, language="pl"),
    "days.own_days": lambda h, who: h.app.days.own_days(who),
    "calendars.calendar_file": lambda h, who: h.app.calendars.calendar_file(who, FIRST, LAST, ALL, language="pl"),
    "calendars.ics": lambda h, who: h.app.calendars.ics(who, FIRST, LAST, ALL, language="pl"),
    "calendars.kept_calendars": lambda h, who: h.app.calendars.kept_calendars(who),
    "post_lists.planned": lambda h, who: h.app.post_lists.planned(who, FIRST, LAST, ALL),
    "today.page": lambda h, who: h.app.today.page(who),
}

Ask = Callable[[House, Actor, Any], object]
"""Asks for one thing by its id or name."""

ONES: dict[str, tuple[str, Ask]] = {
    "workspaces.brand": ("brand", lambda h, who, one: h.app.workspaces.brand(who, one)),
    "strategy.labels": ("brand", lambda h, who, one: h.app.strategy.labels(who, one)),
    "strategy.targets": ("brand", lambda h, who, one: h.app.strategy.targets(who, one)),
    "profiles.profile": ("profile", lambda h, who, one: h.app.profiles.profile(who, one)),
    "planning.post": ("post", lambda h, who, one: h.app.planning.post(who, one)),
    "planning.history": ("post", lambda h, who, one: h.app.planning.history(who, one)),
    "planning.comments": ("post", lambda h, who, one: h.app.planning.comments(who, one)),
    "approval.checks": ("waiting", lambda h, who, one: h.app.approval.checks(who, one)),
    "approval.decisions": ("post", lambda h, who, one: h.app.approval.decisions(who, one)),
    "publishing.delivery": ("delivery", lambda h, who, one: h.app.publishing.delivery(who, one)),
    "personas.persona": ("persona", lambda h, who, one: h.app.personas.persona(who, one)),
    "personas.versions": ("persona", lambda h, who, one: h.app.personas.versions(who, one)),
    "personas.differences": ("persona", lambda h, who, one: h.app.personas.differences(who, one, 1, 1)),
    "campaigns.campaign": ("campaign", lambda h, who, one: h.app.campaigns.campaign(who, one)),
    "tasks.task": ("task", lambda h, who, one: h.app.tasks.task(who, one)),
    "measuring.cadence": ("profile", lambda h, who, one: h.app.measuring.cadence(who, FIRST, LAST, profile_id=one)),
    "measuring.suggested": ("profile", lambda h, who, one: h.app.measuring.suggested(who, one)),
    "measuring.audience": ("profile", lambda h, who, one: h.app.measuring.audience(who, one)),
    "days.days": ("brand", lambda h, who, one: h.app.days.days(who, FIRST, LAST, one, language="pl")),
    "calendars of a brand": ("brand", lambda h, who, one: _calendar(h, who, CalendarChoice(brand_ids=(one,)))),
    "calendars of a campaign": ("campaign", lambda h, who, one: _calendar(h, who, CalendarChoice(campaign_id=one))),
    "calendars of a persona": ("persona", lambda h, who, one: _calendar(h, who, CalendarChoice(persona_id=one))),
    "post_lists.planned": (
        "brand",
        lambda h, who, one: h.app.post_lists.planned(who, FIRST, LAST, CalendarChoice(brand_ids=(one,))),
    ),
}


def _calendar(house: House, who: Actor, choice: CalendarChoice) -> object:
    return house.app.calendars.calendar_file(who, FIRST, LAST, choice, language="pl")


def tells(found: object) -> bool:
    return SECRET in (found.decode() if isinstance(found, bytes) else repr(found))


@pytest.mark.parametrize("read", LISTS.values(), ids=LISTS)
def test_lists_hold_only_brands_of_the_member(house: House, read: Read) -> None:
    told = [tells(read(house, who)) for who in (house.owner, Actor(), house.insider)]
    assert told == [True] * 3
    assert not tells(read(house, house.stranger))


@pytest.mark.parametrize(("kind", "ask"), ONES.values(), ids=ONES)
def test_what_belongs_to_another_brand_does_not_exist(house: House, kind: str, ask: Ask) -> None:
    for who in (house.owner, Actor(), house.insider):
        ask(house, who, getattr(house, kind))
    with pytest.raises(NotFound) as hidden:
        ask(house, house.stranger, getattr(house, kind))
    with pytest.raises(NotFound) as missing:
        ask(house, house.stranger, NOBODY)
    assert hidden.value.code == missing.value.code
    assert hidden.value.data.keys() == missing.value.data.keys()
    assert not tells(hidden.value)


def test_names_of_another_brand_are_not_offered(house: House) -> None:
    for ask in (house.app.profiles.profile, house.app.personas.persona, house.app.campaigns.campaign):
        with pytest.raises(NotFound) as error:
            ask(house.stranger, SECRET)
        assert SECRET not in str(error.value.data["choices"])
    with pytest.raises(NotFound) as error:
        house.app.calendars.stop_keeping(house.stranger, SECRET)
    assert error.value.data["choices"] == []


def test_every_method_knows_who_asks(house: House) -> None:
    """A new reading method without an actor has to be thought about here."""
    free = {
        *("workspaces.found", "workspaces.workspace", "days.ensure"),
        *("measuring.names", "measuring.definition", "measuring.waiting", "measuring.weights"),
        *(
            "measuring.computed",
            "measuring.forms",
            "measuring.metrics",
            "measuring.of_metrics",
        ),  # what networks call their measures, no figures
        *("publishing.publish_due", "publishing.settle", "publishing.claim", "publishing.bring_out"),
        *("publishing.reconnected", "publishing.next_moment"),
        *("publishing.hand_over", "publishing.hands_over_something"),
        *("calendars.refresh_kept", "calendars.refresh_after", "calendars.history_mark"),
    }
    families = {name.split(".")[0] for name in [*LISTS, *ONES] if "." in name} | {"scheduling"}
    found = {
        f"{family}.{name}"
        for family in families
        for name, method in inspect.getmembers(getattr(house.app, family), inspect.ismethod)
        if not name.startswith("_") and "actor" not in inspect.signature(method).parameters
    }
    assert found == free


def test_roles_count_as_they_are_now(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    before = office.editor
    assert office.app.profiles.profiles(before) != []
    office.app.members.set_roles(office.owner, before.member_id or 0, office.facebook.brand_id, frozenset())
    assert office.app.profiles.profiles(before) == []
    office.app.close()
