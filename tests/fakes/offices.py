"""A small office: one workspace in a folder with two people, two profiles and posts around one morning."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from app.build import App, open_app
from app.domain.days import wall_time
from app.domain.networks import Connection, Network
from app.domain.people import Actor, Role
from app.domain.workspace import Profile
from app.services.planning import NewPost
from app.services.profiles import NewProfile
from app.services.tasks import NewTask
from app.services.workspaces import NewWorkspace
from app.system.clock import SetClock
from app.system.paths import Paths
from tests.fakes.new_stores import new_store

ZONE = "Europe/Warsaw"
MORNING = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
"""A Tuesday, half past eight in Warsaw."""


@dataclass(slots=True)
class Office:
    app: App
    address: str
    clock: SetClock
    owner: Actor
    editor: Actor
    facebook: Profile
    linkedin: Profile

    def post(self, actor: Actor, title: str, when: datetime, *profiles: Profile, submit: bool = False) -> int:
        """A draft for some profiles (Facebook unless said otherwise), sent to review when asked."""
        chosen = tuple(profile.id for profile in profiles or (self.facebook,))
        brand_id = self.facebook.brand_id
        new = NewPost(brand_id, f"Text of {title}", title, chosen, when=wall_time(when, ZONE))
        post_id = self.app.planning.add(actor, new).id
        if submit:
            self.app.approval.submit(actor, post_id)
        return post_id


def paths_in(folder: Path) -> Paths:
    return Paths(folder / "data", folder / "config", folder / "cache", folder / "logs")


def open_office(folder: Path) -> Office:
    """The office with nobody's posts yet; its clock stands at `MORNING`."""
    return copied_office(folder, found_office)


def found_office(folder: Path, *, name: str = "Piekarnia Świt", owner: str = "Anna Nowak") -> Office:
    """As `open_office`, made anew, of whatever name."""
    clock = SetClock(MORNING - timedelta(hours=2))
    paths = paths_in(folder)
    address = str(folder / "office.szpalta")
    app = App(new_store(address), clock, paths)
    app.workspaces.found(NewWorkspace(name, owner, "anna@example.com", zone=ZONE))
    actor = app.members.acting(None)
    brand = app.workspaces.brands(actor)[0]
    editor = app.members.add_member(actor, "Piotr Wilk", "piotr@example.com", {brand.id: frozenset({Role.EDITOR})})
    profiles = [
        app.profiles.add_profile(actor, NewProfile(brand.id, kind, handle, handle, Connection.PRACTICE))
        for kind, handle in ((Network.FACEBOOK, "piekarniaswit"), (Network.LINKEDIN, "piekarnia-swit"))
    ]
    clock.set(MORNING)
    return Office(app, address, clock, actor, Actor(editor), profiles[0], profiles[1])


def busy_office(folder: Path) -> Office:
    """An office with something in every part of Today, seen by its owner.

    Going out today: "Chleb na zakwasie" (two profiles, scheduled) and "Makowiec" (in review, in three hours).
    Waits for the owner: "Makowiec" by the editor. Task of the owner: "Zamówić mąkę". 6 December is in the fortnight.
    """
    return copied_office(folder, _make_busy)


def copied_office(folder: Path, make: Callable[[Path], Office]) -> Office:
    """A copy of what `make`, a function of a module, made once in this process."""
    template = _template(make)
    shutil.copytree(Path(template.address).parent, folder, dirs_exist_ok=True)
    address, clock = str(folder / "office.szpalta"), SetClock(MORNING)
    return replace(template, app=open_app(address, clock=clock, paths=paths_in(folder)), address=address, clock=clock)


@cache
def _template(make: Callable[[Path], Office]) -> Office:
    """In the tests' home folder, closed again."""
    office = make(Path(tempfile.mkdtemp(dir=Path.home())))
    office.app.close()
    return office


def _make_busy(folder: Path) -> Office:
    office = found_office(folder)
    owner, editor, app = office.owner, office.editor, office.app
    bread = office.post(
        owner, "Chleb na zakwasie", MORNING + timedelta(hours=8), office.facebook, office.linkedin, submit=True
    )
    app.approval.approve(editor, bread)
    office.post(editor, "Makowiec", MORNING + timedelta(hours=3), submit=True)
    app.tasks.add(
        owner,
        NewTask("Zamówić mąkę", assignee_id=owner.member_id, due_on=MORNING.date(), brand_id=office.facebook.brand_id),
    )
    return office
