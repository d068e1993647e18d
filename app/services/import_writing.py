"""The second half of an import: what lies in the staging file goes into the store under an import id, in short transactions."""

from __future__ import annotations

import gc
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import repeat
from typing import Any

from app.domain.days import LIFETIME
from app.domain.errors import Refused
from app.domain.imports import ImportReport, ImportState, RowProblem
from app.domain.metrics import FigureRow, Reading
from app.domain.people import Actor
from app.domain.published import AudienceFigure, SeenPost
from app.domain.workspace import Profile
from app.services.import_days import PostDays
from app.services.import_reading import observed_at
from app.services.import_shorter import ShorterPeriods
from app.services.import_staging import Batch, Cancel, PostRow, Progress, StagedFile
from app.services.import_twins import VideoTwins
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

FULL_LISTS = frozenset({"meta.facebook_posts", "meta.instagram_posts"})
"""Exports that list every post of their period, so that an absent one is gone from the network."""
_COLLECT_EVERY = 100
START = 0.4
"""Share of an import that reading the file is."""


@dataclass(slots=True)
class _Counts:
    posts_new: int = 0
    posts_updated: int = 0
    posts_changed: int = 0
    figures_new: int = 0
    figures_unchanged: int = 0
    audience_changed: int = 0
    posts_missing: int = 0

    @property
    def anything(self) -> bool:
        return bool(
            self.posts_new or self.posts_updated or self.figures_new or self.audience_changed or self.posts_missing
        )


class ImportWriting:
    """One import while it is written."""

    def __init__(
        self, store: Store, clock: Clock, actor: Actor, profile: Profile, staged: StagedFile, unit: UnitOfWork | None
    ) -> None:
        self._store = store
        self._clock = clock
        self._actor = actor
        self._profile = profile
        self._staged = staged
        self._unit = unit
        self._counts = _Counts()
        self._metrics: list[int] = []
        self._corrected: list[AudienceFigure] = []
        self._repeated: list[AudienceFigure] = []
        self._other_days: set[tuple[int, int]] = set()
        """Metric and day of figures of days that were known otherwise."""
        self._later = False
        """Files were imported into this profile before."""
        self._read_before = False
        """The very same file was imported into this profile, and stands."""
        self._present: set[int] = set()
        self._updated: set[int] = set()
        """Posts known before, of which the file says something new."""
        self._changed: set[int] = set()
        """Those of them that have another time, text or the like now, not only further figures."""
        self._formats: set[str | None] = set()
        self._twins = VideoTwins.of(staged.source, profile.id, staged.metrics)
        self._shorter = ShorterPeriods.of(staged.source, staged.metrics)
        self._days = PostDays(staged.metrics)
        self.run_id = 0
        self._observed_at = clock.now()

    def begin(self, answers: Mapping[str, str]) -> None:
        """The import's row, unfinished, and the metrics it names."""
        now, staged = self._clock.now(), self._staged
        names = [Reading(name, 0, key) for name, key in staged.metrics]
        with self._store.joined(self._unit) as work:
            self._observed_at = self._free_moment(work, answers, now)
            self.run_id = work.imports.add(
                file_name=staged.path.name,
                sha256=staged.sha256,
                source=staged.source,
                profile_id=self._profile.id,
                member_id=self._actor.member_id,
                started_at=now,
                state=ImportState.WRITING.value,
                rows_read=staged.rows_read,
                rows_kept=staged.rows_kept,
                rows_skipped=staged.rows_skipped,
                report=self._notes() | {"touched_at": now.isoformat()},
            )
            ids = work.metrics.metric_ids(self._profile.network.value, names)
            self._metrics = [ids[reading.metric, reading.key] for reading in names]

    def _free_moment(self, work: UnitOfWork, answers: Mapping[str, str], now: datetime) -> datetime:
        """When the figures count as observed. The same file again keeps its moment; another file never shares one, so
        that two exports of one period, made on two days, are two observations."""
        sha256 = self._staged.sha256
        before = {
            run.sha256: datetime.fromisoformat(str(run.report["observed_at"]))
            for run in work.imports.all(self._profile.id)
            if run.state is not ImportState.UNDONE and "observed_at" in run.report
        }
        self._read_before, self._later = sha256 in before, bool(before)
        if self._read_before and "observed_at" not in answers:
            return before[sha256]
        moment = observed_at(self._staged, answers, self._profile.zone, now)
        taken = {at for other, at in before.items() if other != sha256}
        while moment in taken:
            moment += timedelta(seconds=1)
        return moment

    def write(self, progress: Progress, cancel: Cancel) -> None:
        """Batch by batch, each a transaction short enough not to hold others up."""
        total = max(self._staged.posts + self._staged.days + self._staged.audience, 1)
        known = self._known_audience()
        done = 0
        for kind, rows in _without_collecting(self._staged.batches()):
            if cancel():
                raise Refused("import.cancelled", file=self._staged.path.name)
            if kind == "audience":
                self._write_audience(rows, known)
            else:
                with self._store.joined(self._unit) as work:
                    self._write_posts(work, rows) if kind == "posts" else self._write_days(work, rows)
                    self._touch(work)
            done += len(rows)
            progress(min(START + (1 - START) * done / total, 0.99))
        for posts in self._days.steps():
            if cancel():
                raise Refused("import.cancelled", file=self._staged.path.name)
            with self._store.joined(self._unit) as work:
                self._write_figures(work, self._days.sums(work, self._profile.id, posts, self._metrics), False)
                self._touch(work)

    def _write_posts(self, work: UnitOfWork, rows: list[PostRow]) -> None:
        if self._staged.source in FULL_LISTS:
            self._present.update(hash(row[0]) for row in rows)
            self._formats.update(row[5] for row in rows)
        for part in self._twins.settled(work, rows, self.run_id) if self._twins else (rows,):
            self._write_settled(work, part)

    def _write_settled(self, work: UnitOfWork, rows: list[PostRow]) -> None:
        seen = work.metrics.upsert_posts(
            self._profile.id, map(_seen, rows), seen_at=self._clock.now(), import_run_id=self.run_id
        )
        self._counts.posts_new += seen.new
        self._changed |= seen.changed
        self._updated |= seen.changed
        self._days.see(rows, seen.ids)
        only_new = seen.new == len(seen.ids)
        if self._shorter and not only_new:
            longer = self._shorter.longer(work, self._profile.id, rows, seen.ids, self._metrics)
            self._counts.figures_unchanged += sum(len(row[-1]) for row in rows) // 2
            self._counts.figures_unchanged -= sum(len(row[-1]) for row in longer) // 2
            rows = longer
        new = self._write_figures(work, ((seen.ids[row[0]], row[-2], row[-1]) for row in rows), only_new)
        if new and not only_new:
            self._updated |= work.metrics.grown_posts(self._profile.id, self.run_id, seen.ids.values())
        self._counts.posts_updated, self._counts.posts_changed = len(self._updated), len(self._changed)

    def _write_days(self, work: UnitOfWork, rows: list[tuple[Any, ...]]) -> None:
        new = self._write_figures(work, ((0, day, figures) for day, figures in rows), False)
        if new and self._later:
            self._other_days |= work.metrics.corrected_days(self._profile.id, self.run_id, [row[0] for row in rows])

    def _write_figures(self, work: UnitOfWork, rows: Iterator[tuple[int, int, tuple[Any, ...]]], only_new: bool) -> int:
        """`rows` are a post, the day of its figures and the figures; `only_new`: none of the posts was known before. How many
        figures were new."""
        profile, at, run = repeat(self._profile.id), repeat(int(self._observed_at.timestamp())), repeat(self.run_id)
        figures: list[FigureRow] = []
        for post, day, values in rows:  # zip makes the tuples of a post without a step of Python for each
            metrics = [self._metrics[number] for number in values[::2]]
            figures.extend(zip(profile, repeat(post), metrics, repeat(day), at, values[1::2], run, strict=False))
        new = work.metrics.add_figures(figures, only_new=only_new)
        self._counts.figures_new += new
        self._counts.figures_unchanged += len(figures) - new
        return new

    def _known_audience(self) -> dict[object, AudienceFigure]:
        if not self._staged.audience:
            return {}
        with self._store.joined(self._unit) if self._unit else self._store.read() as work:
            return {figure.identity: figure for figure in work.metrics.audience(self._profile.id)}

    def _write_audience(self, rows: list[tuple[Any, ...]], known: dict[object, AudienceFigure]) -> None:
        """New audience figures; those that correct older ones wait for the last transaction, as what they replace
        counts until then."""
        latest = {figure.identity: figure for figure in map(_audience_figure, rows)}
        changed = [figure for identity, figure in latest.items() if figure != known.get(identity)]
        self._repeated += [figure for identity, figure in latest.items() if figure == known.get(identity)]
        self._corrected += [figure for figure in changed if figure.identity in known]
        fresh = [figure for figure in changed if figure.identity not in known]
        if not fresh:
            return
        with self._store.joined(self._unit) as work:
            self._counts.audience_changed += work.metrics.add_audience(self._profile.id, fresh, self.run_id)
            self._touch(work)
        known.update((figure.identity, figure) for figure in fresh)

    def finish(self) -> ImportReport:
        """The last transaction: from now on the import counts."""
        now = self._clock.now()
        missing = self._missing()
        with self._store.joined(self._unit) if self._unit else self._store.read() as work:
            superseded = work.metrics.superseded_numbers(self._profile.id, self.run_id)
        with self._store.joined(self._unit) as work:
            counts = self._counts
            work.metrics.forget_numbers(superseded)
            counts.audience_changed += work.metrics.change_audience(self._profile.id, self._corrected, self.run_id)
            counts.figures_new += counts.audience_changed
            counts.figures_unchanged += self._staged.audience - counts.audience_changed
            counts.posts_missing = work.metrics.mark_missing(missing, self.run_id)
            work.metrics.link_own_posts(self._profile.id)
            state = ImportState.COMPLETE if counts.anything else ImportState.UNCHANGED
            if self._read_before and not counts.anything:
                work.metrics.forget_import(self.run_id)  # it is that file that tells all this
            else:
                work.metrics.repeat_audience(self._profile.id, self._repeated, self.run_id)
            work.imports.edit(self.run_id, state=state.value, finished_at=now, report=self._notes())
            self._record(work, now)
        return self._report()

    def _missing(self) -> dict[int, bool]:
        """Only the latest file of a kind that lists every post can tell that one is gone; stories come in files of their own,
        so it tells of the formats in it alone."""
        source, first, last = self._staged.source, self._staged.first_day, self._staged.last_day
        if source not in FULL_LISTS or first is None or last is None:
            return {}
        with self._store.joined(self._unit) if self._unit else self._store.read() as work:
            runs = [run for run in work.imports.all(self._profile.id) if run.source == source]
            if len(runs) < 2:
                return {}
            newest = max((str(run.report["observed_at"]) for run in runs if "observed_at" in run.report), default="")
            if self._observed_at.isoformat() < newest:
                return {}
            present: Container[str] = _Hashed(self._present)
            return work.metrics.missing_posts(self._profile.id, source, first, last, present, self._formats)

    def _touch(self, work: UnitOfWork) -> None:
        work.imports.edit(self.run_id, report=self._notes() | {"touched_at": self._clock.now().isoformat()})

    def _notes(self) -> dict[str, object]:
        counts = self._counts
        return {
            "observed_at": self._observed_at.isoformat(),
            "posts_new": counts.posts_new,
            "posts_updated": counts.posts_updated,
            "posts_changed": counts.posts_changed,
            "figures_new": counts.figures_new,
            "figures_unchanged": counts.figures_unchanged,
            "posts_missing": counts.posts_missing,
            "skipped_reasons": dict(self._staged.reasons),
            "repeats_kept": not (self._shorter and self._shorter.videos),
            **({"zone": self._staged.zone_said} if self._staged.zone_said else {}),
            **({"mapping": self._staged.mapping} if self._staged.mapping else {}),
        }

    def _record(self, work: UnitOfWork, now: datetime) -> None:
        counts = self._counts
        work.history.record(
            at=now,
            actor=self._actor,
            entity="import_run",
            entity_id=self.run_id,
            action="imported" if counts.anything else "nothing_new",
            brand_id=self._profile.brand_id,
            facts={
                "profile_id": self._profile.id,
                "source": self._staged.source,
                "posts_new": counts.posts_new,
                "figures_new": counts.figures_new,
            },
            words={"file": self._staged.path.name},
        )

    def _report(self) -> ImportReport:
        staged, counts = self._staged, self._counts
        doubts = [] if not self._twins or not self._twins.doubtful else [self._twins.doubt(staged.tables[0])]
        if self._shorter and self._shorter.videos:
            doubts.append(self._shorter.note(staged.tables[0]))
        if other := len(self._other_days) + len(self._corrected):
            line = staged.tables[0].header_line
            doubts.append(RowProblem(line, "import.figures_differ", {"count": other}, False, staged.tables[0].sheet))
        if self._days.added_up:
            doubts.append(self._days.note(staged.tables[0]))
        return ImportReport(
            import_id=self.run_id,
            file_name=staged.path.name,
            tables=staged.tables,
            rows_read=staged.rows_read,
            rows_kept=staged.rows_kept,
            rows_skipped=staged.rows_skipped,
            skipped_reasons={**staged.reasons, **{doubt.code: 1 for doubt in doubts}},
            problems=(*doubts, *staged.problems),
            posts_new=counts.posts_new,
            posts_updated=counts.posts_updated,
            posts_changed=counts.posts_changed,
            figures_new=counts.figures_new,
            figures_unchanged=counts.figures_unchanged,
            profile_id=self._profile.id,
            observed_at=self._observed_at,
            posts_missing=counts.posts_missing,
            zone=staged.zone,
        )


def _without_collecting(batches: Iterator[Batch]) -> Iterator[Batch]:
    """The batches, while Python looks for circles of garbage only now and then: five thousand new tuples are none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        for number, batch in enumerate(batches, 1):
            if number % _COLLECT_EVERY == 0:
                gc.collect()
            yield batch
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Hashed:
    """The ids of a million posts, at eight bytes each rather than a hundred."""

    hashes: set[int]

    def __contains__(self, name: object) -> bool:
        return hash(name) in self.hashes


def _audience_figure(row: tuple[Any, ...]) -> AudienceFigure:
    dimension, bucket, metric, value, unit, at_most, first, last = row
    return AudienceFigure(dimension, bucket, metric, value, unit, at_most, _day(first), _day(last))


def _day(number: int) -> date | None:
    return date.fromordinal(number) if number != LIFETIME else None


def _seen(row: PostRow) -> SeenPost:
    external_id, day, hour, second, estimated, kind, text, permalink, paid, _, _ = row
    published_at = None if second is None else datetime.fromtimestamp(second, UTC)
    return SeenPost(external_id, date.fromordinal(day), hour, published_at, estimated, kind, text, permalink, paid)
