"""A file looked at before it is imported: what is in it, what it would bring, what must be answered. No store is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from math import inf
from pathlib import Path

from app.domain.errors import BadInput
from app.domain.imports import ImportedDay, ImportedPost, Question, RecognisedTable, RowProblem, TableSample
from app.domain.workspace import Profile
from app.exchange.imports import Watch, propose_mapping, sample, unwatched
from app.services.import_mappings import Header, MappedBefore, header_of
from app.services.import_owners import apportioned
from app.services.import_reading import ParsedFile, Value, chosen_profile, find_tables, halves, open_questions, parse
from app.services.import_swaps import Dated, keep_dated
from app.services.import_zones import Remembered, said_before, with_zone

SAMPLE_ROWS = 50


@dataclass(frozen=True, slots=True)
class ImportChoice:
    """A file, and what a person said about it. Without a mapping the file is read as the program knows it."""

    path: Path
    profile_id: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, object] | None = None
    recognised: bool = False
    """The program knew the file before somebody gave a mapping of their own."""


@dataclass(frozen=True, slots=True)
class ImportLook:
    """`tables` as recognised or mapped; `mapping` a mapping that can be corrected, None where the file is known and has
    several tables. `known` False: the program does not know such files, and the mapping is a guess."""

    choice: ImportChoice
    known: bool
    tables: tuple[RecognisedTable, ...]
    samples: tuple[TableSample, ...]
    profile_id: int | None = None
    mapping: Mapping[str, object] | None = None
    mapped_as: str = ""
    """The file whose columns were assigned by hand before, in whose way the mapping was filled in."""
    wrong_mapping: Mapping[str, object] | None = None
    """What is wrong with the mapping ("key", "value", "allowed"); nothing was read then."""
    questions: tuple[Question, ...] = ()
    """All that may be answered."""
    open_questions: tuple[Question, ...] = ()
    """Those without which no row was read."""
    posts: int = 0
    """Posts, days and groups count once what several rows or columns tell of."""
    days: int = 0
    groups: int = 0
    first_day: date | None = None
    last_day: date | None = None
    rows_read: int = 0
    rows_kept: int = 0
    rows_skipped: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[RowProblem, ...] = ()
    zone: str = ""
    """That of the clock times, where the file does not name it."""
    dated: tuple[Dated, ...] = ()
    """The first posts, to be held against what is known of them."""


def look(
    choice: ImportChoice,
    profiles: tuple[Profile, ...],
    home_zone: str,
    today: date,
    watch: Watch = unwatched,
    zones: Remembered | None = None,
    mapped: Mapping[Header, MappedBefore] | None = None,
) -> ImportLook:
    """Reads the file through. `profiles` are those the figures may go into. Raises `BadInput` for a file that is no
    table, is damaged, or belongs to another network than the profile chosen."""
    path, mapping = choice.path, choice.mapping
    looking, reading = halves(watch)
    tables = () if mapping is not None else find_tables(path, None, looking)
    known = bool(tables) or choice.recognised
    if len(tables) < 2 and mapping is None:
        mapping = propose_mapping(path) if not known else _proposal(path)
    before = (mapped or {}).get(header_of(mapping)) if mapping is not None and not known else None
    if mapping is not None and before is not None and choice.mapping is None:
        mapping = before.filled(mapping)
    mapped_as = before.file_name if before else ""
    if choice.mapping is not None or not known:
        try:
            tables = find_tables(path, mapping, looking)
        except BadInput as problem:
            if problem.code != "mapping.invalid":
                raise
            samples = _samples_of(path, mapping)
            return ImportLook(
                choice, known, (), samples, mapping=mapping, mapped_as=mapped_as, wrong_mapping=problem.data
            )
    found = _read(choice, known, tables, mapping, profiles, home_zone, today, reading, zones or {})
    return replace(found, mapped_as=mapped_as)


def look_apart(
    choice: ImportChoice,
    profiles: tuple[Profile, ...],
    zone: str,
    today: date,
    zones: Remembered,
    mapped: Mapping[Header, MappedBefore],
    progress: Callable[[float | None], None],
) -> ImportLook:
    """As `look`, for a process of its own, which need not load the store for it. `progress` hears 0..1 and never less than
    before: a file nobody knows is gone through once more."""
    told = 0.0

    def tell(share: float) -> None:
        nonlocal told
        told = max(told, min(share, 1.0))
        progress(told)

    return look(choice, profiles, zone, today, tell, zones, mapped)


def _read(
    choice: ImportChoice,
    known: bool,
    tables: tuple[RecognisedTable, ...],
    mapping: Mapping[str, object] | None,
    profiles: tuple[Profile, ...],
    home_zone: str,
    today: date,
    watch: Watch,
    zones: Remembered,
) -> ImportLook:
    used = mapping if not known or choice.mapping is not None else None
    profile = _profile(choice, profiles, tables)
    tables = apportioned(tables, profile, profiles, choice.answers)
    unanswered = open_questions(tables, choice.answers, used)
    before = said_before(tables, profile, zones)
    answers = with_zone(choice.answers, profile.zone if profile else home_zone, before, used)
    seen = _Seen()
    parsed = parse(
        choice.path, () if unanswered else tables, answers, used, seen.take,
        profile=profile, today=today, watch=watch,
    )  # fmt: skip
    first, last = _period(parsed, [used or {}, *(table.learned for table in tables)])
    return ImportLook(
        choice,
        known,
        tables,
        _samples_of_tables(choice.path, tables),
        profile_id=profile.id if profile else None,
        mapping=mapping,
        questions=_questions(tables, before),
        open_questions=unanswered,
        posts=len(seen.posts),
        days=len(seen.days),
        groups=len(seen.groups),
        first_day=first,
        last_day=last,
        rows_read=parsed.rows_read,
        rows_kept=parsed.rows_kept,
        rows_skipped=parsed.rows_skipped,
        reasons=dict(parsed.reasons),
        problems=tuple(parsed.problems),
        zone=parsed.zone,
        dated=tuple(seen.dated),
    )


def _questions(tables: tuple[RecognisedTable, ...], zone: str) -> tuple[Question, ...]:
    """Each once; `zone` is what was said of such files before."""
    asked = {question.name: question for table in tables for question in table.questions}
    if zone and "zone" in asked:
        asked["zone"] = replace(asked["zone"], default=zone)
    return tuple(asked.values())


@dataclass(slots=True)
class _Seen:
    """Counts each post, day and group once, though several rows or tables tell of it; as numbers, which take little room."""

    posts: set[int] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    groups: set[int] = field(default_factory=set)
    dated: list[Dated] = field(default_factory=list)

    def take(self, item: Value) -> None:
        if isinstance(item, ImportedPost):
            self.posts.add(hash(item.external_id))
            keep_dated(item, self.dated)
        elif isinstance(item, ImportedDay):
            self.days.add(item.day.toordinal())
        else:
            self.groups.add(hash((item.dimension, item.bucket)))


def _profile(
    choice: ImportChoice, profiles: tuple[Profile, ...], tables: tuple[RecognisedTable, ...]
) -> Profile | None:
    """The one chosen, else the only one that fits."""
    try:
        return chosen_profile(choice.path, profiles, tables, choice.profile_id)
    except BadInput:
        if choice.profile_id is not None:
            raise
        return None


def _period(parsed: ParsedFile, told_by: list[Mapping[str, object]]) -> tuple[date | None, date | None]:
    if parsed.first_day is not None:
        return parsed.first_day, parsed.last_day
    named = [told.get(name) for told in told_by for name in ("first_day", "last_day")]
    told = [date.fromisoformat(str(day)) for day in named if day]
    return (min(told), max(told)) if told else (None, None)


def _proposal(path: Path) -> dict[str, object] | None:
    try:
        return propose_mapping(path)
    except BadInput:
        return None


def _samples_of_tables(path: Path, tables: tuple[RecognisedTable, ...]) -> tuple[TableSample, ...]:
    begin: dict[str | None, list[int]] = {}
    for table in tables:
        begin.setdefault(table.sheet, []).append(table.header_line)
    found = []
    for table in tables:
        later = (line for line in begin[table.sheet] if line > table.header_line)
        found.append(sample(path, table.sheet, table.header_line, SAMPLE_ROWS, before=min(later, default=inf)))
    return tuple(found)


def _samples_of(path: Path, mapping: Mapping[str, object] | None) -> tuple[TableSample, ...]:
    sheet, line = (mapping or {}).get("sheet"), (mapping or {}).get("header_line")
    if not isinstance(line, int):
        return ()
    return (sample(path, str(sheet) if sheet is not None else None, line, SAMPLE_ROWS),)
