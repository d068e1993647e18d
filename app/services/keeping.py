"""Keeping a workspace safe: where it may lie, checks, backups, restoring, everything out and back in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from app.domain.errors import NotFound, StoreProblem
from app.domain.people import Actor
from app.store.archive import ArchiveReader
from app.store.backup import backup
from app.store.checking import CheckReport, full_check, not_opened, quick_check
from app.store.dump import ArchiveReport, dump
from app.store.engine import is_url, is_writable
from app.store.load import LoadReport, load
from app.store.opening import create_store, open_store, version_of
from app.store.reserve import reserve
from app.store.restore import RestoreReport, hold_in, restore
from app.store.rotation import AT_MOST_EVERY, automatic_backup, newest_backup
from app.store.salvage import SalvageReport, salvage
from app.store.schema_version import SCHEMA
from app.store.store import Store
from app.store.thinning import DEFAULT_CAP, Kept
from app.system.clock import Clock
from app.system.placement import Placement, PlacementKind, placement

PROGRAM = Actor()


class StoreKeeping:
    """Addresses are file paths or PostgreSQL URLs, as everywhere. Times come from the clock given."""

    def __init__(
        self,
        clock: Clock,
        *,
        machine_id: str | None,
        workspaces: Path,
        server_media: Callable[[str], Path] | None = None,
        place: Callable[[Path], Placement] = placement,
    ) -> None:
        """`workspaces`: the local folder to suggest; `server_media`: where this machine keeps the media of a workspace
        on a server, by its uid."""
        self._clock = clock
        self._machine_id = machine_id
        self._workspaces = workspaces
        self._server_media = server_media
        self._place = place

    # opening
    def check_placement(self, address: str) -> None:
        """Refuses a place where SQLite cannot keep a store whole (DB-12).

        Raises `StoreProblem` "store.synchronised_folder" or "store.network_folder" (data `address`, `name` of the
        program or file system, `suggestion`: a local folder). A PostgreSQL URL is the other way on.
        """
        if is_url(address):
            return
        found = self._place(Path(address))
        if found.kind is not PlacementKind.LOCAL:
            code = "store.synchronised_folder" if found.kind is PlacementKind.SYNC else "store.network_folder"
            raise StoreProblem(code, address=address, name=found.name, suggestion=str(self._workspaces))

    def create(self, address: str) -> Store:
        """A new empty store in a place that can keep it. Raises as `check_placement` and `create_store` do."""
        self.check_placement(address)
        made = create_store(address)
        self._reserve(made)
        return made

    def open(self, address: str, *, read_only: bool = False) -> Store:
        """Opens for work; read-only skips what only writing needs.

        Raises as `check_placement` and `open_store` do, and `StoreProblem` "store.other_machine" for a file that was
        last used on another computer: after a person confirms, `open_here` takes it over.
        """
        return self._open(address, read_only=read_only, confirmed_by=None)

    def can_write(self, address: str) -> bool:
        """Whether this place lets us write at all; what the store itself says is another matter."""
        return is_writable(address)

    def open_to_read(self, address: str) -> Store:
        """Opens for somebody who only looks: nothing is kept back or written down, and nothing need be writable.

        A store of another version is opened as `open` does, which brings an older one to ours. Raises as `open`.
        """
        if version_of(address) != SCHEMA:
            return self.open(address)
        if is_writable(address):
            self.check_placement(address)
        return open_store(address, read_only=True)

    def open_here(self, address: str, actor: Actor = PROGRAM) -> Store:
        """As `open`, when a person has said that the workspace now lives on this computer only."""
        return self._open(address, read_only=False, confirmed_by=actor)

    def adopt(self, store: Store, actor: Actor = PROGRAM) -> None:
        """Writes down that the workspace lives on this computer. Does nothing on a server or in an empty store."""
        if not store.is_file or self._machine_id is None:
            return
        with store.write() as work:
            try:
                here = work.team.workspace()
            except NotFound:
                return
            work.team.edit_workspace(here.version, {"machine_id": self._machine_id})
            work.history.record(
                at=self._clock.now(), actor=actor, entity="workspace", entity_id=1, action="moved_to_machine"
            )

    # checks
    def check(self, address: str) -> CheckReport:
        """The full check. A store that does not open gives a report too, with one line "opening"."""
        try:
            with self._reading(address) as store:
                return full_check(store, self._media_of(store))
        except StoreProblem as problem:
            return not_opened(address, problem)

    def quick_check(self, store: Store) -> bool | None:
        """At start, on a thread of its own: True whole, False damaged, None not finished within ten seconds."""
        return quick_check(store)

    # backups
    def backup(self, address: str, out: Path) -> ArchiveReport:
        with self._reading(address) as store:
            return backup(store, out, now=self._clock.now(), media_folder=self._media_of(store))

    def automatic_backup(
        self, store: Store, folder: Path, cap: int = DEFAULT_CAP, every: timedelta = AT_MOST_EVERY
    ) -> ArchiveReport | None:
        """At most hourly (`every`) and only after a change; None when there was nothing to do. Old ones are thinned out."""
        now, media = self._clock.now(), self._media_of(store)
        return automatic_backup(store, folder, now, every=every, cap=cap, media_folder=media)

    def newest_backup(self, address: str, folder_of: Callable[[str], Path], uid: str | None = None) -> Kept | None:
        """The newest automatic backup of a workspace. `uid`: whose it is where the store itself cannot say any more."""
        try:
            with self._reading(address) as store, store.read() as work:
                uid = work.team.workspace().uid
        except (NotFound, StoreProblem):
            pass
        return None if uid is None else newest_backup(folder_of(uid), uid)

    def restore(self, file: Path, address: str, *, actor: Actor = PROGRAM, keep_aside: bool = False) -> RestoreReport:
        """Unfinished deliveries are on hold afterwards and publishing is paused until a person resumes it."""
        self.check_placement(address)
        return restore(
            file,
            address,
            now=self._clock.now(),
            actor=actor,
            keep_aside=keep_aside,
            media_folder=self._media_inside(file, address),
        )

    # open formats
    def dump(self, address: str, out: Path) -> ArchiveReport:
        with self._reading(address) as store:
            return dump(store, out, now=self._clock.now(), media_folder=self._media_of(store))

    def load(self, file: Path, address: str, *, actor: Actor = PROGRAM) -> LoadReport:
        """Loads a dump and puts everything unfinished on hold, since the workspace it came from may still publish."""
        self.check_placement(address)
        now = self._clock.now()
        return load(
            file,
            address,
            media_folder=self._media_inside(file, address),
            finish=lambda loaded: hold_in(loaded, now, actor, "loaded"),
        )

    def salvage(self, path: Path, out: Path, *, actor: Actor = PROGRAM) -> SalvageReport:
        self.check_placement(str(out))
        return salvage(path, out, now=self._clock.now(), actor=actor)

    def _open(self, address: str, *, read_only: bool, confirmed_by: Actor | None) -> Store:
        if not read_only:
            self.check_placement(address)
            if not is_writable(address) and Path(address).exists():
                raise StoreProblem("store.read_only", address=address)
        store = open_store(address, read_only=read_only)
        try:
            if not read_only:
                self._settle_machine(store, confirmed_by)
                self._reserve(store)
        except BaseException:
            store.close()
            raise
        return store

    def _settle_machine(self, store: Store, confirmed_by: Actor | None) -> None:
        if not store.is_file or self._machine_id is None:
            return
        with store.read() as work:
            known = work.team.machine_id()
        if known == self._machine_id:
            return
        if known is not None and confirmed_by is None:
            raise StoreProblem("store.other_machine", address=store.address)
        self.adopt(store, confirmed_by or PROGRAM)

    def _reserve(self, store: Store) -> None:
        """A disk too full for the reserve is no reason not to open."""
        if store.is_file:
            try:
                reserve(Path(store.address))
            except StoreProblem:
                return

    def _media_of(self, store: Store) -> Path | None:
        """Where an open workspace keeps its media; None where nobody can say: in an empty or broken one on a server."""
        if store.is_file or self._server_media is None:
            return store.media_folder
        try:
            with store.read() as work:
                return self._server_media(work.team.workspace().uid)
        except (NotFound, StoreProblem):
            return None

    def _media_inside(self, file: Path, address: str) -> Path | None:
        """Where the media of an archive belong once it is loaded into a server; a file store has them beside it."""
        if not is_url(address) or self._server_media is None:
            return None
        with ArchiveReader(file) as reader:
            uid = reader.manifest.workspace_uid
        return None if uid is None else self._server_media(uid)

    @contextmanager
    def _reading(self, address: str) -> Iterator[Store]:
        store = open_store(address, read_only=True)
        try:
            yield store
        finally:
            store.close()
