"""A workspace with something of every kind, all of it called as somebody wishes: for pictures and tests of long and odd texts."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from app.domain.days import local_day, wall_time
from app.domain.networks import Connection, Network
from app.domain.people import Actor, Role
from app.domain.personas import Evidence
from app.domain.workspace import Profile
from app.services.campaigns import NewCampaign
from app.services.import_looking import ImportChoice
from app.services.personas import NewPersona, NewStatement
from app.services.planning import NewPost
from app.services.profiles import NewProfile
from app.services.tasks import NewTask
from app.ui.services import Services

Name = Callable[[str], str]
"""Makes a text of a plain one."""
NETWORKS = (Network.FACEBOOK, Network.LINKEDIN)
POSTS = 9
LONG = (
    "Jesienna kampania Konstantynopolitańczykowianeczki o najdłuższych możliwych nazwach bez ani jednego skrótu "
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
)


def long_text(plain: str) -> str:
    """Longer than any place for it."""
    return f"{plain} {LONG}"


def crowd(services: Services, actor: Actor, name: Name) -> None:
    """Fills a workspace that has its owner and nothing else, seen by `actor`, who owns it."""
    brand = services.workspaces.brands(actor)[0]
    roles = {brand.id: frozenset({Role.EDITOR})}
    editor = Actor(services.members.add_member(actor, name("Piotr Wilk"), "piotr@example.com", roles))
    profiles = [
        services.profiles.add_profile(
            actor, NewProfile(brand.id, network, name("Piekarnia"), f"piekarnia{place}", Connection.PRACTICE)
        )
        for place, network in enumerate(NETWORKS)
    ]
    persona = _persona(services, actor, brand.id, name)
    campaign = _campaign(services, actor, brand.id, name)
    zone = services.workspaces.workspace().zone
    start = services.clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    for number in range(POSTS):
        author = editor if number % 2 else actor
        when = wall_time(start + timedelta(hours=7 * number), zone)
        chosen = tuple(profile.id for profile in _some(profiles, number))
        new = NewPost(
            brand.id,
            text=name(f"Treść posta {number}"),
            title=name(f"Post {number}"),
            profile_ids=chosen,
            when=when,
            persona_ids=(persona,),
            campaign_id=campaign,
        )
        post = services.planning.add(author, new)
        if number % 3 != 2:
            services.approval.submit(author, post.id)
            services.planning.comment(author, post.id, name("Uwaga do treści"))
    services.tasks.add(actor, NewTask(name("Zamówić mąkę"), assignee_id=actor.member_id, brand_id=brand.id))
    by_hand = NewProfile(brand.id, Network.MASTODON, name("Piekarnia"), "piekarnia", Connection.BY_HAND)
    for profile in (profiles[0], services.profiles.add_profile(actor, by_hand)):
        _send(services, actor, editor, profile, name)
    _figures(services, actor, profiles[0], name)


def meta_export(file: Path, posts: Iterable[tuple[str, str, date]]) -> None:
    """Posts as (id, title, day) in a file as Meta Business Suite exports them, with figures."""
    header = "Post ID,Page ID,Page name,Title,Publish time,Post type,Reach,Reactions,Comments,Shares"
    with file.open("w", encoding="utf-8", newline="") as out:
        write = csv.writer(out).writerow
        write(header.split(","))
        for post_id, title, day in posts:
            size = day.day
            kind = ("Photos", "Reels", "Links")[size % 3]
            write(
                [post_id, 7, "Tour", title, f"{day:%m/%d/%Y} 12:30", kind, size * 100, size * (5 + size % 4), size, 1]
            )


def _figures(services: Services, actor: Actor, profile: Profile, name: Name) -> None:
    """Two months of results of one profile."""
    today = local_day(services.clock.now(), services.workspaces.workspace().zone)
    days = [today - timedelta(days=number) for number in range(3, 60)]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "posts.csv"
        meta_export(file, ((f"5000{day:%m%d}", name(f"Chleb {day.day}"), day) for day in days))
        services.import_desk.bring_in(actor, ImportChoice(file, profile.id), lambda *_: None)


def _send(services: Services, actor: Actor, editor: Actor, profile: Profile, name: Name) -> None:
    """A post that has gone out, or waits for a person where somebody publishes by hand."""
    new = NewPost(
        profile.brand_id,
        text=name("Chleb prosto z pieca"),
        title=name("Chleb"),
        profile_ids=(profile.id,),
    )
    post = services.planning.add(actor, new)
    services.approval.submit(actor, post.id)
    services.approval.approve(editor, post.id)
    services.scheduling.publish_now(actor, post.id)
    services.publishing.publish_due()


def _some(profiles: list[Profile], number: int) -> list[Profile]:
    return profiles if number % 4 == 0 else [profiles[number % len(profiles)]]


def _persona(services: Services, actor: Actor, brand_id: int, name: Name) -> int:
    statements = tuple(
        NewStatement(block, name("Czyta przy śniadaniu"), kind)
        for block, kind in (("goals", Evidence.ASSUMED), ("pains", Evidence.ESTIMATED), ("interests", Evidence.ASSUMED))
    )
    new = NewPersona(
        brand_id,
        name("Ola"),
        summary=name("Piecze w niedzielę"),
        quote=name("Chcę wiedzieć, co jem"),
        share=0.4,
        tone_do=name("Prosto"),
        tone_dont=name("Bez żargonu"),
        statements=statements,
    )
    return services.personas.add(actor, new).id


def _campaign(services: Services, actor: Actor, brand_id: int, name: Name) -> int:
    today = local_day(services.clock.now(), services.workspaces.workspace().zone)
    new = NewCampaign(brand_id, name("Jesień"), name("Więcej zamówień"), today, today + timedelta(days=30))
    return services.campaigns.add(actor, new).id
