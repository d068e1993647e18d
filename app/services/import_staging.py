"""The first half of an import: the whole file is read, checked and laid down in a staging file outside the store.

The staging file is ours alone: batches of plain tuples, each small enough for one transaction, written and read in order.
"""

from __future__ import annotations

import marshal
import shutil
import struct
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from app.domain.days import LIFETIME
from app.domain.errors import BadInput, Refused
from app.domain.imports import ImportedAudience, ImportedDay, ImportedPost, RecognisedTable, RowProblem
from app.domain.metrics import Reading
from app.domain.workspace import Profile
from app.services.import_owners import apportioned
from app.services.import_reading import Value, chosen_profile, find_tables, fingerprint, halves, open_questions, parse
from app.services.import_swaps import Dated
from app.services.import_zones import Remembered, said_before, with_zone
from app.system.child import run_stoppable

POSTS_AT_ONCE = 1000
FIGURES_AT_ONCE = 5000
"""Values of one batch, and so of one transaction: well under half a second on a slow disk."""
_PREFIX = "szpalta-import-"
_LEFT_BEHIND_SECONDS = 86_400

Progress = Callable[[float], None]
Cancel = Callable[[], bool]
PostRow = tuple[Any, ...]
"""external id, day number, hour, second of publication, estimated, format, text, permalink, paid, day of the figures, figures."""
Batch = tuple[str, list[tuple[Any, ...]]]
"""Rows of "posts", "days" (day number, figures) or "audience" (as `ImportedAudience`, days as numbers). Figures are a flat
tuple: number of the metric, value, number of the metric, value …"""


@dataclass(frozen=True, slots=True)
class StageRequest:
    """A file, what was said about it, and the profiles its figures may go into."""

    path: Path
    profiles: tuple[Profile, ...]
    profile_id: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, object] | None = None
    today: date | None = None
    zones: Remembered = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StagedFile:
    """What was read, and where it lies. `metrics` are the figures' names and neutral keys, in the order of their numbers."""

    path: Path
    staging: Path
    profile_id: int
    sha256: str
    tables: tuple[RecognisedTable, ...]
    source: str
    rows_kept: int
    rows_skipped: int
    reasons: Mapping[str, int]
    problems: tuple[RowProblem, ...]
    metrics: tuple[tuple[str, str | None], ...]
    posts: int
    days: int
    audience: int
    first_day: date | None
    last_day: date | None
    last_daily: date | None
    zone: str = ""
    """Of clock times whose zone the file does not name."""
    zone_said: str = ""
    """What a person said of it, now or before."""
    mapping: Mapping[str, object] | None = None
    """What the table was read by; None: as the program knows it."""

    @property
    def rows_read(self) -> int:
        return self.rows_kept + self.rows_skipped

    def batches(self) -> Iterator[Batch]:
        """The batches in the order of the file."""
        with self.staging.open("rb") as file:
            while head := file.read(4):
                yield marshal.loads(file.read(*struct.unpack("<I", head)))  # noqa: S302  our own file

    def dated_posts(self) -> Iterator[list[Dated]]:
        """The posts with their days and times, batch by batch."""
        for kind, rows in self.batches():
            if kind == "posts":
                yield [
                    (row[0], date.fromordinal(row[1]), None if row[3] is None else datetime.fromtimestamp(row[3], UTC))
                    for row in rows
                    if not row[4]
                ]


Stage = Callable[[StageRequest, Path, Progress, Cancel], StagedFile]


def stage_here(request: StageRequest, folder: Path, progress: Progress, cancel: Cancel) -> StagedFile:
    """Reads the file into a staging file in `folder`; `progress` hears 0..1.

    Raises `BadInput`: "import.not_recognised" (file), "import.question_unanswered" (name, options), those of `chosen_profile`
    and of the file; `Refused` "import.cancelled".
    """

    def watch(share: float) -> None:
        if cancel():
            raise Refused("import.cancelled", file=request.path.name)
        progress(min(share, 1.0))

    path, mapping = request.path, request.mapping
    looking, reading = halves(watch)
    looking(0.0)
    tables = _recognised(request, looking)
    profile = chosen_profile(path, request.profiles, tables, request.profile_id)
    _check_answered(request, tables)
    tables = apportioned(tables, profile, request.profiles, request.answers)
    before = said_before(tables, profile, request.zones)
    answers = with_zone(request.answers, profile.zone, before, mapping)
    with _Writer(folder / "staging") as writer:
        reading(0.0)
        parsed = parse(
            path, tables, answers, mapping, writer.take,
            profile=profile, today=request.today, watch=reading,
        )  # fmt: skip
    return StagedFile(
        path=path,
        staging=writer.path,
        profile_id=profile.id,
        sha256=fingerprint(path),
        tables=tables,
        source=parsed.source,
        rows_kept=parsed.rows_kept,
        rows_skipped=parsed.rows_skipped,
        reasons=dict(parsed.reasons),
        problems=tuple(parsed.problems),
        metrics=tuple(writer.metrics),
        posts=writer.counts["posts"],
        days=writer.counts["days"],
        audience=writer.counts["audience"],
        first_day=parsed.first_day,
        last_day=parsed.last_day,
        last_daily=parsed.last_daily,
        zone=parsed.zone,
        zone_said=(request.answers.get("zone") or before) if parsed.zone else "",
        mapping=mapping,
    )


def _recognised(request: StageRequest, looking: Callable[[float], None]) -> tuple[RecognisedTable, ...]:
    tables = find_tables(request.path, request.mapping, looking)
    if not tables:
        raise BadInput("import.not_recognised", file=request.path.name)
    return tables


def _check_answered(request: StageRequest, tables: tuple[RecognisedTable, ...]) -> None:
    if questions := open_questions(tables, request.answers, request.mapping):
        first = questions[0]
        raise BadInput("import.question_unanswered", name=first.name, options=", ".join(first.options))


def stage_apart(request: StageRequest, folder: Path, progress: Progress, cancel: Cancel) -> StagedFile:
    """As `stage_here` in a process of its own, which a file that crashes its reader takes no other with. Raises `ChildFailed`."""

    def report(share: float | None, step: object) -> None:
        if cancel():
            raise Refused("import.cancelled", file=request.path.name)
        if share is not None:
            progress(share)

    return run_stoppable(partial(_stage_beside, request, folder), report)


def _stage_beside(
    request: StageRequest, folder: Path, *, progress: Callable[[float | None, object], None], cancel: Cancel
) -> StagedFile:
    return stage_here(request, folder, lambda share: progress(share, None), cancel)


@contextmanager
def staging_folder(now: datetime) -> Iterator[Path]:
    """A folder for one import, gone at the end. One that a killed program left is removed by the first import a day later."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if left.is_dir() and now.timestamp() - left.stat().st_mtime > _LEFT_BEHIND_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        yield Path(name)


class _Writer:
    """Collects values into batches. Metrics are numbered in the order of their first appearance."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.metrics: dict[tuple[str, str | None], int] = {}
        self.counts = {"posts": 0, "days": 0, "audience": 0}
        self._kind = "posts"
        self._rows: list[tuple[Any, ...]] = []
        self._figures = 0

    def __enter__(self) -> _Writer:
        self._file = self.path.open("wb")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
        self._file.close()

    def take(self, item: Value) -> None:
        if isinstance(item, ImportedPost):
            figures = self._numbered(item.readings)
            self._add("posts", _post_row(item, figures), len(figures) // 2)
        elif isinstance(item, ImportedDay):
            figures = self._numbered(item.readings)
            self._add("days", (item.day.toordinal(), figures), len(figures) // 2)
        else:
            self._add("audience", _audience_row(item), 1)

    def _numbered(self, readings: tuple[Reading, ...]) -> tuple[float, ...]:
        found: list[float] = []
        metrics = self.metrics
        for reading in readings:
            name = (reading.metric, reading.key)
            number = metrics.get(name)
            if number is None:
                number = metrics[name] = len(metrics)
            found.append(number)
            found.append(reading.value)
        return tuple(found)

    def _add(self, kind: str, row: tuple[Any, ...], figures: int) -> None:
        if kind != self._kind or len(self._rows) >= POSTS_AT_ONCE or self._figures + figures > FIGURES_AT_ONCE:
            self._flush()
            self._kind = kind
        self._rows.append(row)
        self._figures += figures
        self.counts[kind] += 1

    def _flush(self) -> None:
        if self._rows:
            data = marshal.dumps((self._kind, self._rows))
            self._file.write(struct.pack("<I", len(data)))
            self._file.write(data)
        self._rows, self._figures = [], 0


def _post_row(item: ImportedPost, figures: tuple[float, ...]) -> PostRow:
    return (
        item.external_id,
        item.day.toordinal(),
        item.hour,
        item.published_at.timestamp() if item.published_at else None,
        item.estimated,
        item.format,
        item.text,
        item.permalink,
        item.paid,
        item.figures_day.toordinal() if item.figures_day else LIFETIME,
        figures,
    )


def _audience_row(item: ImportedAudience) -> tuple[Any, ...]:
    return (
        item.dimension,
        item.bucket,
        item.metric,
        item.value,
        item.unit,
        item.at_most,
        item.first_day.toordinal() if item.first_day else 0,
        item.last_day.toordinal() if item.last_day else 0,
    )
