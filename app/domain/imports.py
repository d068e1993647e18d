"""What an importer yields, whatever the file looked like. Lines are 1-based as a spreadsheet shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.domain.metrics import Reading


@dataclass(frozen=True, slots=True)
class ImportedPost:
    """One post of an export with its lifetime figures, or with those of a day.

    `published_at` is an aware UTC instant when the file gives a time and a zone is known; `day` (calendar day of the
    profile) and `hour` (0-23, wall clock of the profile) stand alone otherwise. `estimated` marks a date the file did
    not contain. `paid`: True paid or boosted, False organic, None unknown.
    """

    line: int
    external_id: str
    day: date
    hour: int | None
    published_at: datetime | None
    estimated: bool
    format: str | None
    text: str
    permalink: str | None
    paid: bool | None
    readings: tuple[Reading, ...]
    sheet: str | None = None
    figures_day: date | None = None
    """The day the figures count; None: all of the post's life."""


@dataclass(frozen=True, slots=True)
class ImportedDay:
    """Daily figures of a profile on one calendar day; `stock` True for a stock (followers) seen on that day."""

    line: int
    day: date
    readings: tuple[Reading, ...]
    stock: bool = False
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class ImportedAudience:
    """One bucket of an audience or breakdown table (country, age and gender, seniority, traffic source ...).

    `unit` is "count", "share" (0..1), "seconds" or "hours"; `at_most` marks entries such as "< 1%".
    """

    line: int
    dimension: str
    bucket: str
    metric: str
    value: float
    unit: str
    first_day: date | None
    last_day: date | None
    at_most: bool = False
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row (or column) that was left out or kept with a warning. `code` names the sentence, `skipped` what happened."""

    line: int
    code: str
    data: dict[str, object] = field(default_factory=dict)
    skipped: bool = True
    sheet: str | None = None


Imported = ImportedPost | ImportedDay | ImportedAudience | RowProblem


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """`column` as the file names it; `meaning` is a field ("date", "text"…), a metric key, or None (kept by its own name
    or left out, see `used`). `position` is its place in the row, from 0."""

    column: str
    meaning: str | None
    used: bool
    position: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """Something the file does not say and a person must: `name` as in the answers (year, zone, date_order, last_day …).
    `example` is a cell of the file the answer would explain.

    Without a `default` and with `required` the table cannot be read before it is answered.
    """

    name: str
    options: tuple[str, ...] = ()
    default: str | None = None
    required: bool = True
    example: str = ""


Owner = tuple[str, ...]
"""What a table calls the account or page a post belongs to: its id, username or name, as far as there are columns; the
name last."""


@dataclass(frozen=True, slots=True)
class RecognisedTable:
    """One table found in a file. `source` is the importer's stable name, such as "facebook.metrics_table".

    The table ends at `last_line` (None: at the end of its sheet). `learned` holds what the whole file taught while it was
    looked through, as plain JSON values: "date_order", "first_day", "last_day", "decimal:<position>" ("." or ","),
    "percent:<position>" (true when the column's cells carry a percent sign).
    """

    source: str
    network: str | None
    sheet: str | None
    header_line: int
    columns: tuple[ColumnMapping, ...]
    questions: tuple[Question, ...] = ()
    last_line: int | None = None
    learned: dict[str, object] = field(default_factory=dict)
    owners: tuple[Owner, ...] = ()
    """Whose posts or days the table holds, the first accounts of very many."""
    kept: tuple[Owner, ...] | None = None
    """Those of `owners` whose posts are read; None: everybody's."""


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A row as the file has it: its line and its cells as text."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSample:
    """The header and the first rows of a table, as text."""

    sheet: str | None
    header: tuple[str, ...]
    rows: tuple[SampleRow, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. `problems` holds the first thousand; `skipped_reasons` counts all by code."""

    import_id: int | None
    file_name: str
    tables: tuple[RecognisedTable, ...]
    rows_read: int
    rows_kept: int
    rows_skipped: int
    skipped_reasons: dict[str, int]
    problems: tuple[RowProblem, ...]
    posts_new: int = 0
    posts_updated: int = 0
    posts_changed: int = 0
    """Those of the updated ones that have another time, text, link or the like now, not only further figures."""
    figures_new: int = 0
    figures_unchanged: int = 0
    dry_run: bool = False
    mapping: dict[str, object] | None = None
    questions: tuple[Question, ...] = ()
    """What a person must still answer before the file can be read, and with a default what they may (dry run)."""
    profile_id: int | None = None
    observed_at: datetime | None = None
    posts_missing: int = 0
    """Posts known from earlier files of this kind that this one, the latest, no longer lists. They are kept."""
    zone: str = ""
    """The zone in which the clock times were read, where the file does not name it."""


class ImportState(StrEnum):
    WRITING = "writing"
    COMPLETE = "complete"
    UNCHANGED = "unchanged"
    """Everything in the file was known already."""
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One reading of a file into a profile. Its figures count only once `state` is complete.

    `report` holds plain JSON values: "observed_at" (ISO, UTC), "touched_at" while it writes, the counts of the report, and the
    "mapping" the table was read by, where it was.
    """

    id: int
    file_name: str
    sha256: str
    source: str
    profile_id: int | None
    member_id: int | None
    started_at: datetime
    finished_at: datetime | None
    state: ImportState
    rows_read: int
    rows_kept: int
    rows_skipped: int
    report: Mapping[str, object]
