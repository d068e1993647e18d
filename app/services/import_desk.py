"""Importing beside other work: files are read, and figures written, in processes of their own, which hold nobody up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from app.domain.errors import Refused, SzpaltaError
from app.domain.imports import ImportReport, ImportRun, ImportState
from app.domain.people import Actor, Right
from app.domain.workspace import Profile
from app.services.import_looking import ImportChoice, ImportLook, look_apart
from app.services.import_mappings import mapped_before
from app.services.import_zones import remembered
from app.services.importing import ImportService
from app.store.store import Store
from app.system.child import run_aside

Report = Callable[[float | None], None]
"""Hears 0..1, or None while nobody knows; raises to stop the work."""


class Apart(Protocol):
    """Imports in a process of its own, by itself: a function of a module with values that can be sent to one."""

    def __call__(self, actor: Actor, choice: ImportChoice, *, progress: Report) -> ImportReport: ...


class ImportDesk:
    """`apart` None: this computer's database does not let two processes write, so the figures are written here."""

    def __init__(self, store: Store, importing: ImportService, apart: Apart | None) -> None:
        self._store = store
        self._importing = importing
        self._apart = apart

    def profiles(self, actor: Actor) -> tuple[Profile, ...]:
        """Those this person may import into, the closed ones last."""
        with self._store.read() as work:
            found = work.profiles.all()
        allowed = [row for row in found if actor.member is None or actor.member.may(Right.IMPORT, row.brand_id)]
        return tuple(sorted(allowed, key=lambda row: row.status == "closed"))

    def look(self, actor: Actor, choice: ImportChoice, report: Report) -> ImportLook:
        """What an import would read; nothing is written. `report` hears the share read so far. Raises `BadInput` for a file
        that cannot be read, `OSError`."""
        profiles, runs = self.profiles(actor), self._importing.runs()
        with self._store.read() as work:
            zone = work.team.workspace().zone
        mine = {profile.id for profile in profiles}
        zones, mapped = remembered(runs), mapped_before(run for run in runs if run.profile_id in mine)
        found = run_aside(partial(look_apart, choice, profiles, zone, self._importing.today(), zones, mapped), report)
        profile = next((row for row in profiles if row.id == found.profile_id), None)
        self._importing.refuse_swapped(profile, choice.path, [found.dated])
        notes = self._importing.told_before(profile, found.tables)
        if not notes:
            return found
        told = {note.code: 1 for note in notes}
        return replace(found, problems=(*notes, *found.problems), reasons={**found.reasons, **told})

    def bring_in(self, actor: Actor, choice: ImportChoice, report: Report) -> ImportReport:
        """Imports a file; whatever stops it, nothing of it stays. Raises as `ImportService.run`, and "import.left_over" when
        the database does not let it be taken back now."""
        before = {run.id for run in self._unfinished()}
        try:
            if self._apart is not None:
                return run_aside(partial(self._apart, actor, choice), report)
            return self._importing.run(
                actor,
                choice.path,
                profile_id=choice.profile_id,
                answers=choice.answers,
                mapping=choice.mapping,
                progress=report,
            )
        except SzpaltaError:  # told by the import itself, which took back what it had written
            raise
        except BaseException:
            self._take_back(choice.path.name, before)
            raise

    def undo(self, actor: Actor, import_id: int) -> ImportRun:
        """Takes an import back; what it is now."""
        self._importing.undo(import_id, actor)
        with self._store.read() as work:
            return work.imports.get(import_id)

    def runs(self, actor: Actor) -> tuple[ImportRun, ...]:
        """Imports into the profiles this person may import into, newest first."""
        mine = {profile.id for profile in self.profiles(actor)}
        return tuple(run for run in reversed(self._importing.runs()) if run.profile_id in mine)

    def _take_back(self, file_name: str, before: set[int]) -> None:
        """What a process wrote that was ended on the way. The file itself may be gone by now."""
        try:
            for run in self._unfinished():
                if run.id not in before and run.file_name == file_name:
                    self._importing.undo(run.id)
        except SzpaltaError as problem:
            raise Refused("import.left_over", file=file_name) from problem

    def _unfinished(self) -> list[ImportRun]:
        with self._store.read() as work:
            return work.imports.all(state=ImportState.WRITING)
