"""Importing what networks export: read everything, then write under an import id that counts once it is complete."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from app.domain.errors import BadInput, Refused
from app.domain.imports import ImportReport, ImportRun, ImportState, Question, RecognisedTable, RowProblem
from app.domain.people import Actor, Right
from app.domain.workspace import Profile
from app.exchange.imports import propose_mapping
from app.services.import_mappings import header_of, mapped_before
from app.services.import_owners import apportioned
from app.services.import_reading import chosen_profile, find_tables, open_questions, parse
from app.services.import_staging import Cancel, Progress, Stage, StageRequest, stage_here, staging_folder
from app.services.import_swaps import Dated, Swaps, keep_dated
from app.services.import_twins import told_before
from app.services.import_writing import START, ImportWriting
from app.services.import_zones import ASSUMED, remembered, said_before, with_zone
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

PROGRAM = Actor()
UNDONE_AT_ONCE = 100
"""Posts of one transaction that takes figures back."""
ALIVE = timedelta(seconds=60)
"""An unfinished import that wrote this recently belongs to a program that still runs."""


class ImportService:
    """`stage` reads a file into a staging file: here, or in a process of its own."""

    def __init__(self, store: Store, clock: Clock, stage: Stage = stage_here) -> None:
        self._store = store
        self._clock = clock
        self._stage = stage

    def today(self) -> date:
        """The day files are read on."""
        return self._clock.now().date()

    def preview(
        self,
        path: Path,
        *,
        profile_id: int | None = None,
        answers: Mapping[str, str] | None = None,
        mapping: Mapping[str, object] | None = None,
    ) -> ImportReport:
        """What an import would read; nothing is written. `questions` holds what must be answered first (rows are not
        read then), `mapping` a proposal to correct and import by. Raises `BadInput` for a file that cannot be read."""
        given = dict(answers or {})
        tables = find_tables(path, mapping)
        with self._store.read() as work:
            profiles = work.profiles.all()
            home = work.team.workspace().zone
        try:
            profile: Profile | None = chosen_profile(path, profiles, tables, profile_id)
        except BadInput:
            if profile_id is not None:
                raise
            profile = None
        tables = apportioned(tables, profile, profiles, given)
        questions = open_questions(tables, given, mapping)
        read = () if questions else tables
        runs = self.runs()
        before = said_before(tables, profile, remembered(runs))
        said = with_zone(given, profile.zone if profile else home, before, mapping)
        dated: list[Dated] = []
        keep = partial(keep_dated, kept=dated)
        parsed = parse(path, read, said, mapping, keep, profile=profile, today=self.today())
        self.refuse_swapped(profile, path, [dated])
        if parsed.zone and said["zone_by"] == ASSUMED:
            questions += (Question("zone", default=parsed.zone, required=False),)
        return ImportReport(
            import_id=None,
            file_name=path.name,
            tables=tables,
            rows_read=parsed.rows_read,
            rows_kept=parsed.rows_kept,
            rows_skipped=parsed.rows_skipped,
            skipped_reasons=dict(parsed.reasons),
            problems=(*self.told_before(profile, tables), *parsed.problems),
            dry_run=True,
            mapping=dict(mapping) if mapping is not None else _proposal(path, tables, runs),
            questions=questions,
            profile_id=profile.id if profile else None,
            zone=parsed.zone,
        )

    def refuse_swapped(
        self, profile: Profile | None, path: Path, batches: Iterable[Iterable[Dated]], unit: UnitOfWork | None = None
    ) -> None:
        """Raises `BadInput` "import.swapped_dates" when day and month of known posts changed places in a file."""
        if profile is None:
            return
        swaps = Swaps()
        with self._store.joined(unit) if unit else self._store.read() as work:
            if work.metrics.posts(profile.id, limit=1):
                for posts in batches:
                    swaps.look(work, profile.id, posts)
        swaps.refuse(path.name)

    def told_before(self, profile: Profile | None, tables: Iterable[RecognisedTable]) -> tuple[RowProblem, ...]:
        """Notes when the profile has videos of these tables from an export of another kind."""
        return tuple(told_before(tables, self.runs(profile.id))) if profile else ()

    def run(
        self,
        actor: Actor,
        path: Path,
        *,
        profile_id: int | None = None,
        answers: Mapping[str, str] | None = None,
        mapping: Mapping[str, object] | None = None,
        progress: Progress = lambda share: None,
        cancel: Cancel = lambda: False,
        unit: UnitOfWork | None = None,
    ) -> ImportReport:
        """Imports a file into a profile; `progress` hears 0..1. A second time it changes nothing.

        Raises `BadInput` (nothing was changed): "import.not_recognised" (file), "import.question_unanswered" (name,
        options), those of `chosen_profile`, `observed_at` and of the file; `Refused` "import.running" (file),
        "import.cancelled" (what was written is undone); `NotPermitted`.
        """
        given = dict(answers or {})
        with self._store.joined(unit) if unit else self._store.read() as work:
            profiles = {profile.id: profile for profile in work.profiles.all()}
            known = work.imports.all()
        if profile_id is not None and profile_id in profiles:
            actor.require(Right.IMPORT, profiles[profile_id].brand_id)
        request = StageRequest(
            path, tuple(profiles.values()), profile_id, given, mapping, self.today(), remembered(known)
        )
        with staging_folder(self._clock.now()) as folder:
            staged = self._stage(request, folder, lambda share: progress(share * START), cancel)
            profile = profiles[staged.profile_id]
            actor.require(Right.IMPORT, profile.brand_id)
            self._clear(profile, path)
            self.refuse_swapped(profile, path, staged.dated_posts() if staged.posts else (), unit)
            writing = ImportWriting(self._store, self._clock, actor, profile, staged, unit)
            writing.begin(given)
            try:
                writing.write(progress, cancel)
            except BaseException:
                if unit is None:
                    self.undo(writing.run_id)
                raise
            return writing.finish()

    def _clear(self, profile: Profile, path: Path) -> None:
        """Undoes what a dead import left in this profile; refuses while a living one writes."""
        with self._store.read() as work:
            unfinished = work.imports.all(profile.id, state=ImportState.WRITING)
        for run in unfinished:
            if self._is_alive(run):
                raise Refused("import.running", file=run.file_name)
            self.undo(run.id)

    def undo_unfinished(self) -> tuple[int, ...]:
        """Undoes imports whose program died; ids of those undone. Called when the program starts."""
        with self._store.read() as work:
            dead = [run.id for run in work.imports.all(state=ImportState.WRITING) if not self._is_alive(run)]
        for import_id in dead:
            self.undo(import_id)
        return tuple(dead)

    def _is_alive(self, run: ImportRun) -> bool:
        touched = run.report.get("touched_at")
        last = datetime.fromisoformat(str(touched)) if touched else run.started_at
        return self._clock.now() - last < ALIVE

    def undo(self, import_id: int, actor: Actor = PROGRAM) -> None:
        """Takes back the figures and posts of an import and what it changed of others, in short transactions; what was known
        before counts again, and what other imports tell, too, stays.

        Raises `NotFound` "import.not_found", `NotPermitted`.
        """
        with self._store.read() as work:
            run = work.imports.get(import_id)
            brand = work.profiles.get(run.profile_id).brand_id if run.profile_id else None
        actor.require(Right.IMPORT, brand)
        if run.state is ImportState.UNDONE:
            return
        with self._store.write() as work:
            if run.state is ImportState.COMPLETE:
                work.imports.edit(import_id, state=ImportState.WRITING.value)
            work.metrics.leave_import(run.profile_id or 0, import_id)
        with self._store.read() as work:
            posts = work.metrics.posts_of_import(run.profile_id, import_id) if run.profile_id else []
        for start in range(0, len(posts), UNDONE_AT_ONCE):
            with self._store.write() as work:
                work.metrics.remove_figures(run.profile_id or 0, import_id, posts[start : start + UNDONE_AT_ONCE])
        self._remove_posts(run.profile_id or 0, import_id)
        with self._store.write() as work:
            if run.profile_id:
                work.metrics.take_audience_back(run.profile_id, import_id)
            work.metrics.forget_import(import_id)
            work.imports.edit(import_id, state=ImportState.UNDONE.value, finished_at=self._clock.now())
            work.history.record(
                at=self._clock.now(),
                actor=actor,
                entity="import_run",
                entity_id=import_id,
                action="undone",
                brand_id=brand,
                facts={"profile_id": run.profile_id, "posts": len(posts)},
            )

    def _remove_posts(self, profile_id: int, import_id: int) -> None:
        while True:
            with self._store.write() as work:
                if not work.metrics.remove_posts_of_import(profile_id, import_id):
                    break
        while True:
            with self._store.write() as work:
                if not work.metrics.put_back_posts(profile_id, import_id):
                    return

    def runs(self, profile_id: int | None = None) -> list[ImportRun]:
        """All imports, oldest first."""
        with self._store.read() as work:
            return work.imports.all(profile_id)


def _proposal(path: Path, tables: tuple[RecognisedTable, ...], runs: list[ImportRun]) -> dict[str, object] | None:
    """As `propose_mapping`; a table nobody knows as one with the same head was assigned before."""
    try:
        proposal = propose_mapping(path)
    except BadInput:
        return None
    earlier = mapped_before(runs).get(header_of(proposal)) if proposal is not None and not tables else None
    return earlier.filled(proposal) if earlier is not None else proposal
