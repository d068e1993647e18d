"""The first half of an import: the whole file is read and checked before anything is written."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from app.domain.days import day_bounds, require_utc, zone
from app.domain.errors import BadInput
from app.domain.imports import (
    Imported,
    ImportedAudience,
    ImportedDay,
    ImportedPost,
    Question,
    RecognisedTable,
    RowProblem,
)
from app.domain.workspace import Profile
from app.exchange.imports import Watch, assumed_last_day, mapped_table, read, read_mapped, recognise, unwatched
from app.services.import_own_page import OwnPage, tells_competitors
from app.services.import_owners import owners_profiles, told_owners
from app.services.import_zones import asks_zone, source_of, zone_notes

SHOWN_PROBLEMS = 1000
_ZONES = timedelta(days=1)
"""Somewhere it is tomorrow already."""
_KNOWING = 0.4
"""Part of a reading in which the tables are looked for."""

Value = ImportedPost | ImportedDay | ImportedAudience
Sink = Callable[[Value], None]
Answers = Mapping[str, str]
Mapped = Mapping[str, object]


@dataclass(slots=True)
class ParsedFile:
    """What a file says, counted; its values go to `sink` one by one. Rows are lines of a table that hold something: kept,
    or skipped when nothing of it was."""

    path: Path
    tables: tuple[RecognisedTable, ...]
    sink: Sink
    today: date | None = None
    problems: list[RowProblem] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    rows_kept: int = 0
    rows_skipped: int = 0
    first_day: date | None = None
    last_day: date | None = None
    """Of posts and of days."""
    last_daily: date | None = None
    """Of days alone."""
    timed: int = 0
    """Posts of which the minute is known."""
    zone: str = ""
    """That of the clock times, where the file does not name it."""
    _told: dict[tuple[int, str], float] = field(default_factory=dict)
    """Figures of days in files of several tables, which may tell one twice."""

    @property
    def rows_read(self) -> int:
        return self.rows_kept + self.rows_skipped

    @property
    def source(self) -> str:
        return source_of(self.tables)

    def take(self, items: Iterable[Imported]) -> None:
        """Takes one table's items into account; the notes about a row follow its values."""
        line: int | None = None
        kept = False
        for item in items:
            if item.line != line:
                if line is not None:
                    self._count(kept)
                line = item.line
                kept = False
            kept |= self._sort(item)
        if line is not None:
            self._count(kept)

    def note(self, problem: RowProblem) -> None:
        """Keeps the first notes, counts all."""
        self.reasons[problem.code] += 1
        if len(self.problems) < SHOWN_PROBLEMS:
            self.problems.append(problem)

    def head(self, notes: Iterable[RowProblem]) -> None:
        """Notes that concern all rows come before those about single ones."""
        for problem in notes:
            self.reasons[problem.code] += 1
            self.problems.insert(0, problem)

    def _count(self, kept: bool) -> None:
        self.rows_kept += kept
        self.rows_skipped += not kept

    def _sort(self, item: Imported) -> bool:
        if isinstance(item, ImportedPost | ImportedDay) and self.today and item.day > self.today + _ZONES:
            item = RowProblem(item.line, "import.in_the_future", {"day": item.day}, sheet=item.sheet)
        if isinstance(item, ImportedDay) and len(self.tables) > 1 and self._is_told_otherwise(item):
            item = RowProblem(item.line, "import.day_again", {"day": item.day}, sheet=item.sheet)
        if isinstance(item, RowProblem):
            self.note(item)
            return not item.skipped
        if isinstance(item, ImportedPost | ImportedDay):
            self._see(item.day)
        if isinstance(item, ImportedPost):
            self.timed += item.published_at is not None
        if isinstance(item, ImportedDay):
            self.last_daily = max(item.day, self.last_daily or item.day)
        self.sink(item)
        return True

    def _is_told_otherwise(self, item: ImportedDay) -> bool:
        """True where an earlier table of the file has another figure of the same name for the day: which one is right, the
        file does not say."""
        day = item.day.toordinal()
        told = [self._told.setdefault((day, reading.metric), reading.value) for reading in item.readings]
        return any(first != reading.value for first, reading in zip(told, item.readings, strict=True))

    def _see(self, day: date) -> None:
        if self.first_day is None or day < self.first_day:
            self.first_day = day
        if self.last_day is None or day > self.last_day:
            self.last_day = day


class Observed(Protocol):
    """What tells when a file's figures were true."""

    @property
    def path(self) -> Path: ...
    @property
    def tables(self) -> tuple[RecognisedTable, ...]: ...
    @property
    def last_daily(self) -> date | None: ...


def halves(tell: Watch) -> tuple[Watch, Watch]:
    """For the looking for tables and for the reading: what they tell is passed on as a share of both."""
    return lambda share: tell(share * _KNOWING), lambda share: tell(_KNOWING + share * (1 - _KNOWING))


def find_tables(path: Path, mapping: Mapped | None, watch: Watch = unwatched) -> tuple[RecognisedTable, ...]:
    """The tables of a file, by its content or by a mapping; none when nothing is known. Raises `BadInput`."""
    return (mapped_table(path, mapping, watch),) if mapping is not None else tuple(recognise(path, watch))


def open_questions(tables: Iterable[RecognisedTable], answers: Answers, mapping: Mapped | None) -> tuple[Question, ...]:
    """What must be answered before the tables can be read."""
    said = {name for name, value in {**(mapping or {}), **answers}.items() if value is not None}
    asked = {question.name: question for table in tables for question in table.questions}
    return tuple(q for q in asked.values() if q.required and q.default is None and q.name not in said)


def parse(
    path: Path,
    tables: tuple[RecognisedTable, ...],
    answers: Answers,
    mapping: Mapped | None,
    sink: Sink,
    *,
    profile: Profile | None = None,
    today: date | None = None,
    watch: Watch = unwatched,
) -> ParsedFile:
    """Reads every row. Tables of another network than the profile's are left out with a note, and so are rows of days after
    `today`: they cannot have happened.

    Raises `BadInput` with the place of what is wrong, "import.nothing_read" (file), and whatever `watch` raises.
    """
    parsed = ParsedFile(path, tables, sink, today)
    network = profile.network.value if profile else None
    for note in _unknown(tables):
        parsed.note(note)
    for table in tables:
        if network and table.network and table.network != network:
            parsed.note(
                RowProblem(
                    table.header_line, "import.other_networks_table", {"network": table.network}, True, table.sheet
                )
            )
            continue
        for note in (*_learned(table), *told_owners(table, network is not None)):
            parsed.note(note)
        items: Iterator[Imported]
        if mapping is not None:
            items = read_mapped(path, mapping, answers, watch, table.kept)
        else:
            items = read(path, table, answers, watch)
            if profile is not None and tells_competitors(table):
                own = OwnPage(read(path, table, answers), profile)
                parsed.head(own.note(table))
                items = own.with_followers(items)
        timed = parsed.timed
        parsed.take(items)
        if mapping is None and (day := assumed_last_day(path, table, answers)):
            parsed.head([RowProblem(table.header_line, "import.year_assumed", {"day": day}, False, table.sheet)])
        if parsed.timed > timed and asks_zone(table):
            parsed.zone = answers["zone"]
            parsed.head(zone_notes(table, answers))
    if tables and not parsed.rows_read and not parsed.problems:
        raise BadInput("import.nothing_read", file=path.name)
    return parsed


def _learned(table: RecognisedTable) -> Iterator[RowProblem]:
    """What was noticed of a table while its head was looked at."""
    learned = table.learned
    if learned.get("rows_unwrapped"):
        yield RowProblem(table.header_line, "import.rows_unwrapped", {}, False, table.sheet)
    if column := learned.get("old_views"):
        yield RowProblem(table.header_line, "import.views_or_impressions", {"column": column}, False, table.sheet)
    if learned.get("ends_open"):
        yield RowProblem(table.header_line, "import.last_line_open", {}, False, table.sheet)


def _unknown(tables: Iterable[RecognisedTable]) -> Iterator[RowProblem]:
    """Notes on the tables of a file that nobody knows."""
    for table in tables:
        told = table.learned.get("unknown")
        for sheet, line, columns in told if isinstance(told, list) else []:
            yield RowProblem(line, "import.unknown_table", {"columns": columns}, True, sheet)


def chosen_profile(
    path: Path, profiles: Iterable[Profile], tables: Iterable[RecognisedTable], wanted: int | None
) -> Profile:
    """The profile named, else the only one of the file's network, else the only one its posts name as theirs.

    Raises `BadInput` "import.which_profile" (file, network, choices, and in "named" the ids of those whose posts are in the
    file by name) and "import.other_network" (file, network, profile).
    """
    tables = tuple(tables)
    networks = _networks(tables)
    named: list[Profile] = []
    found = [p for p in profiles if (p.id == wanted if wanted is not None else p.network in networks or not networks)]
    if wanted is None and len(found) > 1:
        found = [profile for profile in found if profile.status != "closed"]
        named = owners_profiles(tables, found)
        found = named if len(named) == 1 else found
    if len(found) != 1:
        choices = [f"{profile.network.value}/{profile.handle}" for profile in found]
        told = ", ".join(sorted(networks))
        ids = [profile.id for profile in named]
        raise BadInput("import.which_profile", file=path.name, network=told, choices=choices, named=ids)
    if networks and found[0].network not in networks:
        network = ", ".join(sorted(networks))
        raise BadInput("import.other_network", file=path.name, network=network, profile=found[0].name)
    return found[0]


def _networks(tables: tuple[RecognisedTable, ...]) -> set[str]:
    """Whose figures the tables may be; none for anybody's. Meta's summaries do not always say which of its two."""
    told = {table.network for table in tables if table.network}
    of_meta = all(table.source.startswith("meta.") for table in tables)
    return told or ({"facebook", "instagram"} if tables and of_meta else set())


def fingerprint(path: Path) -> str:
    """SHA-256 of the file, hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def observed_at(parsed: Observed, answers: Answers, zone_name: str, now: datetime) -> datetime:
    """When the figures were true (UTC, whole seconds, never later than `now`): the answer "observed_at" (a day: its
    end in the profile's zone; or a time with offset), else the end of the period the file names or of its last day of
    daily figures, else the file's modification time. Raises `BadInput` "import.answer_invalid"."""
    given = answers.get("observed_at")
    end = _answered(given, zone_name) if given else _period_end(parsed, answers, zone_name)
    if end is None:
        end = datetime.fromtimestamp(parsed.path.stat().st_mtime, UTC)
    return min(end, now).replace(microsecond=0)


def _answered(text: str, zone_name: str) -> datetime:
    try:
        if len(text) == len("2026-11-22"):
            return day_bounds(date.fromisoformat(text), zone_name)[1] - timedelta(seconds=1)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput("import.answer_invalid", name="observed_at", value=text[:40], allowed="2026-11-22") from None
    return require_utc(moment if moment.tzinfo else moment.replace(tzinfo=zone(zone_name)))


def _period_end(parsed: Observed, answers: Answers, zone_name: str) -> datetime | None:
    named = [answers.get("last_day"), *(table.learned.get("last_day") for table in parsed.tables)]
    days = [date.fromisoformat(str(day)) for day in named if day]
    last = max(days) if days else parsed.last_daily
    return day_bounds(last, zone_name)[1] - timedelta(seconds=1) if last else None
