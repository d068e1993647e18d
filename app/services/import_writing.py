"""The second half of an import: what was read goes into the store under an import id, in short transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from app.domain.days import LIFETIME, day_number
from app.domain.errors import Refused
from app.domain.imports import ImportedAudience, ImportedPost, ImportReport, ImportState
from app.domain.metrics import Observation, Reading
from app.domain.people import Actor
from app.domain.published import AudienceFigure, SeenPost
from app.domain.workspace import Profile
from app.services.import_reading import ParsedFile, observed_at
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

POSTS_AT_ONCE = 1000
FIGURES_AT_ONCE = 5000
"""Rows of one transaction, well under half a second on a slow disk."""

FULL_LISTS = frozenset({"meta.facebook_posts", "meta.instagram_posts"})
"""Exports that list every post of their period, so that an absent one is gone from the network."""

Progress = Callable[[float], None]
Cancel = Callable[[], bool]


@dataclass(slots=True)
class _Counts:
    posts_new: int = 0
    posts_updated: int = 0
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
        self, store: Store, clock: Clock, actor: Actor, profile: Profile, parsed: ParsedFile, unit: UnitOfWork | None
    ) -> None:
        self._store = store
        self._clock = clock
        self._actor = actor
        self._profile = profile
        self._parsed = parsed
        self._unit = unit
        self._counts = _Counts()
        self._metrics: dict[tuple[str, str | None], int] = {}
        self._posts: dict[str, int] = {}
        self._corrected: list[AudienceFigure] = []
        self.run_id = 0
        self._observed_at = clock.now()

    def begin(self, sha256: str, answers: Mapping[str, str]) -> None:
        """The import's row, unfinished, and the metrics it names."""
        now = self._clock.now()
        with self._store.joined(self._unit) as work:
            self._observed_at = self._free_moment(work, sha256, answers, now)
            self.run_id = work.imports.add(
                file_name=self._parsed.path.name,
                sha256=sha256,
                source=self._parsed.source,
                profile_id=self._profile.id,
                member_id=self._actor.member_id,
                started_at=now,
                state=ImportState.WRITING.value,
                rows_read=self._parsed.rows_read,
                rows_kept=self._parsed.rows_kept,
                rows_skipped=self._parsed.rows_skipped,
                report=self._notes(),
            )
            self._metrics = work.metrics.metric_ids(self._profile.network.value, self._readings())

    def _free_moment(self, work: UnitOfWork, sha256: str, answers: Mapping[str, str], now: datetime) -> datetime:
        """When the figures count as observed. The same file again keeps its moment; another file never shares one, so
        that two exports of one period, made on two days, are two observations."""
        before = {
            run.sha256: datetime.fromisoformat(str(run.report["observed_at"]))
            for run in work.imports.all(self._profile.id)
            if run.state is not ImportState.UNDONE and "observed_at" in run.report
        }
        if sha256 in before and "observed_at" not in answers:
            return before[sha256]
        moment = observed_at(self._parsed, answers, self._profile.zone, now)
        taken = {at for other, at in before.items() if other != sha256}
        while moment in taken:
            moment += timedelta(seconds=1)
        return moment

    def _readings(self) -> Iterator[Reading]:
        for row in self._parsed.posts:
            yield from row.readings
        for day in self._parsed.days:
            yield from day.readings

    def write(self, progress: Progress, cancel: Cancel) -> None:
        """Posts, then figures, in transactions short enough not to hold others up."""
        rows = iter(self._parsed.posts)
        total = max(len(self._parsed.posts) * 2 + len(self._parsed.days), 1)
        done = 0
        while chunk := list(islice(rows, POSTS_AT_ONCE)):
            self._stop_if(cancel)
            with self._store.joined(self._unit) as work:
                seen = work.metrics.upsert_posts(
                    self._profile.id, map(_seen, chunk), seen_at=self._clock.now(), import_run_id=self.run_id
                )
                self._touch(work)
            self._posts |= seen.ids
            self._counts.posts_new += seen.new
            self._counts.posts_updated += seen.updated
            done += len(chunk)
            progress(0.3 + 0.7 * done / total)
        figures = self._figures()
        while batch := list(islice(figures, FIGURES_AT_ONCE)):
            self._stop_if(cancel)
            with self._store.joined(self._unit) as work:
                new, unchanged = work.metrics.add_observations(batch)
                self._touch(work)
            self._counts.figures_new += new
            self._counts.figures_unchanged += unchanged
            done += len({(figure.post_id, figure.day) for figure in batch})
            progress(min(0.3 + 0.7 * done / total, 0.99))
        self._write_audience(cancel)

    def _write_audience(self, cancel: Cancel) -> None:
        """New audience figures; those that correct older ones wait for the last transaction, as they cannot be undone."""
        with self._store.joined(self._unit) if self._unit else self._store.read() as work:
            known = {figure.identity: figure for figure in work.metrics.audience(self._profile.id)}
        rows = {
            figure.identity: figure
            for r in self._parsed.audience
            for figure in [_audience_figure(r)]
            if figure != known.get(figure.identity)
        }
        self._corrected = [figure for identity, figure in rows.items() if identity in known]
        fresh = iter([figure for identity, figure in rows.items() if identity not in known])
        while batch := list(islice(fresh, FIGURES_AT_ONCE)):
            self._stop_if(cancel)
            with self._store.joined(self._unit) as work:
                self._counts.audience_changed += work.metrics.add_audience(self._profile.id, batch, self.run_id)
                self._touch(work)

    def _stop_if(self, cancel: Cancel) -> None:
        if cancel():
            raise Refused("import.cancelled", file=self._parsed.path.name)

    def _figures(self) -> Iterator[Observation]:
        profile, at, run = self._profile.id, self._observed_at, self.run_id
        for row in self._parsed.posts:
            post = self._posts[row.external_id]
            for reading in row.readings:
                metric = self._metrics[reading.metric, reading.key]
                yield Observation(profile, post, metric, LIFETIME, at, reading.value, run)
        for day in self._parsed.days:
            for reading in day.readings:
                metric = self._metrics[reading.metric, reading.key]
                yield Observation(profile, 0, metric, day_number(day.day), at, reading.value, run)

    def finish(self) -> ImportReport:
        """The last transaction: from now on the import counts."""
        now = self._clock.now()
        with self._store.joined(self._unit) as work:
            counts = self._counts
            counts.audience_changed += work.metrics.change_audience(self._profile.id, self._corrected, self.run_id)
            counts.figures_new += counts.audience_changed
            counts.figures_unchanged += len(self._parsed.audience) - counts.audience_changed
            counts.posts_missing = self._mark_missing(work)
            work.metrics.link_own_posts(self._profile.id)
            state = ImportState.COMPLETE if counts.anything else ImportState.UNCHANGED
            work.imports.edit(self.run_id, state=state.value, finished_at=now, report=self._notes())
            self._record(work, now)
        return self._report()

    def _mark_missing(self, work: UnitOfWork) -> int:
        """Only the latest file of a kind that lists every post can tell that one is gone."""
        source = self._parsed.source
        days = [row.day for row in self._parsed.posts]
        runs = [run for run in work.imports.all(self._profile.id) if run.source == source]
        newest = max((str(run.report["observed_at"]) for run in runs if "observed_at" in run.report), default="")
        if source not in FULL_LISTS or not days or self._observed_at.isoformat() < newest:
            return 0
        present = (row.external_id for row in self._parsed.posts)
        return work.metrics.mark_missing(self._profile.id, source, min(days), max(days), present)

    def _touch(self, work: UnitOfWork) -> None:
        work.imports.edit(self.run_id, report=self._notes() | {"touched_at": self._clock.now().isoformat()})

    def _notes(self) -> dict[str, object]:
        counts = self._counts
        return {
            "observed_at": self._observed_at.isoformat(),
            "posts_new": counts.posts_new,
            "posts_updated": counts.posts_updated,
            "figures_new": counts.figures_new,
            "figures_unchanged": counts.figures_unchanged,
            "posts_missing": counts.posts_missing,
            "skipped_reasons": dict(self._parsed.reasons),
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
                "source": self._parsed.source,
                "posts_new": counts.posts_new,
                "figures_new": counts.figures_new,
            },
            words={"file": self._parsed.path.name},
        )

    def _report(self) -> ImportReport:
        parsed, counts = self._parsed, self._counts
        return ImportReport(
            import_id=self.run_id,
            file_name=parsed.path.name,
            tables=parsed.tables,
            rows_read=parsed.rows_read,
            rows_kept=parsed.rows_kept,
            rows_skipped=parsed.rows_skipped,
            skipped_reasons=dict(parsed.reasons),
            problems=tuple(parsed.problems),
            posts_new=counts.posts_new,
            posts_updated=counts.posts_updated,
            figures_new=counts.figures_new,
            figures_unchanged=counts.figures_unchanged,
            profile_id=self._profile.id,
            observed_at=self._observed_at,
            posts_missing=counts.posts_missing,
        )


def _audience_figure(row: ImportedAudience) -> AudienceFigure:
    return AudienceFigure(
        row.dimension, row.bucket, row.metric, row.value, row.unit, row.at_most, row.first_day, row.last_day
    )


def _seen(row: ImportedPost) -> SeenPost:
    return SeenPost(
        external_id=row.external_id,
        day=row.day,
        hour=row.hour,
        published_at=row.published_at,
        estimated=row.estimated,
        format=row.format,
        text=row.text,
        permalink=row.permalink,
        paid=row.paid,
    )
