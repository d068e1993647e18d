"""Long work of a workspace in a process of its own, beside the window that has the same workspace open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.build import open_app
from app.domain.imports import ImportReport
from app.domain.people import Actor
from app.domain.syncing import SyncReport
from app.system.clock import Clock
from app.system.paths import Paths

if TYPE_CHECKING:
    from app.services.import_looking import ImportChoice
    from app.services.many_profiles import Progress
    from app.system.key_keeper import DataKey


def fetch_apart(
    address: str,
    clock: Clock,
    paths: Paths,
    keys: tuple[DataKey, ...],
    profile_ids: Sequence[int],
    *,
    progress: Progress,
    cancel: Callable[[], bool],
) -> list[SyncReport]:
    """What profiles had to tell, one report each. `keys` open their access keys; they come through a pipe."""
    app = open_app(address, clock=clock, paths=paths)
    try:
        app.borrow_keys(keys)
        return app.syncing.sync(profile_ids, progress=progress, cancel=cancel)
    finally:
        app.close()


def import_apart(
    address: str,
    clock: Clock,
    paths: Paths,
    actor: Actor,
    choice: ImportChoice,
    *,
    progress: Callable[[float | None], None],
) -> ImportReport:
    """Brings a file in; raises what the import raises."""
    from app.services.importing import ImportService

    app = open_app(address, clock=clock, paths=paths)
    try:
        return ImportService(app.store, app.clock).run(
            actor,
            choice.path,
            profile_id=choice.profile_id,
            answers=choice.answers,
            mapping=choice.mapping,
            progress=progress,
        )
    finally:
        app.close()
