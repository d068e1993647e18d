"""Is the store whole? A quick look with a time limit, and the full check (DB-05)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from app.domain.errors import StoreProblem
from app.store.dump import schema_of
from app.store.media_files import media_file, sha256_of, wanted_media
from app.store.problems import problem_code
from app.store.queries.history import HistoryRows
from app.store.queries.post_packs import wrong_packs
from app.store.roll_ups import differences
from app.store.store import Store

QUICK_BUDGET_S = 10.0
MOST_DETAILS = 20

_LOOSE: tuple[tuple[str, str, str, str, str], ...] = (
    ("observation", "profile_id", "profile", "id", ""),
    ("observation", "metric_id", "metric", "id", ""),
    ("observation", "post_id", "published_post", "id", "post_id <> 0"),
    ("observation", "import_id", "import_run", "id", "import_id > 0"),
    ("observation", "import_id", "joint_import", "joint_id", "import_id < 0"),
    ("history_words", "history_id", "history", "id", ""),
)
"""References without a foreign key: table, column, its parent and the column there, condition."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check. `count`: how many things were looked at (`ok`) or are wrong (not `ok`); `details`: the first of them."""

    name: str
    ok: bool
    count: int
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckReport:
    address: str
    schema: int | None
    lines: tuple[CheckLine, ...]

    @property
    def ok(self) -> bool:
        return all(line.ok for line in self.lines)


def quick_check(store: Store, budget_s: float = QUICK_BUDGET_S) -> bool | None:
    """SQLite's quick_check within `budget_s` seconds; None when the time ran out, and on a server, which has none."""
    if not store.is_file:
        return None
    deadline = time.monotonic() + budget_s
    with store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None  # noqa: S101  it was just opened
        raw.set_progress_handler(lambda: time.monotonic() > deadline, 10_000)
        try:
            return connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok"
        except DatabaseError as error:
            if "interrupted" in str(error.orig):
                return None
            if problem_code(error) in ("store.damaged", "store.disk", "store.foreign"):
                return False
            raise
        finally:
            raw.set_progress_handler(None, 0)


def full_check(store: Store, media_folder: Path | None = None) -> CheckReport:
    """Every check there is; changes nothing. A part that cannot be read fails its own line and the rest goes on.

    Lines: "integrity", "references" (both SQLite only), "history", "post_totals", "day_sums", "post_packs", "loose_references",
    "media".
    """
    lines: list[CheckLine] = []
    schema = None
    with store.snapshot() as connection:
        try:
            schema = schema_of(connection)[0]
        except DatabaseError:
            lines.append(CheckLine("schema", False, 1))
        if store.is_file:
            lines += _guarded(_integrity, "integrity", connection)
            lines += _guarded(_references, "references", connection)
        lines += _guarded(_history, "history", connection)
        lines += _guarded(_roll_ups, "post_totals", connection)
        lines += _guarded(_loose, "loose_references", connection)
        wanted = _wanted(connection)
    if wanted is not None:
        lines.append(_media(wanted, media_folder or store.media_folder))
    return CheckReport(store.address, schema, tuple(lines))


def not_opened(address: str, problem: StoreProblem) -> CheckReport:
    """The report on a store that does not even open: one line with the problem's code."""
    return CheckReport(address, None, (CheckLine("opening", False, 1, (problem.code,)),))


def _guarded(check: Callable[[Connection], Iterator[CheckLine]], name: str, connection: Connection) -> list[CheckLine]:
    try:
        with connection.begin_nested():
            return list(check(connection))
    except (DatabaseError, ValueError, TypeError) as error:
        return [CheckLine(name, False, 1, (str(getattr(error, "orig", error)),))]


def _integrity(connection: Connection) -> Iterator[CheckLine]:
    rows = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(100)")]
    found = [row for row in rows if row != "ok"]
    pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    yield _line("integrity", found, pages)


def _references(connection: Connection) -> Iterator[CheckLine]:
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE type = 'table'").scalar_one()
    yield _line("references", [f"{row[0]} {row[1]} -> {row[2]}" for row in rows], int(tables))


def _history(connection: Connection) -> Iterator[CheckLine]:
    count, broken = HistoryRows(connection).verify()
    yield CheckLine("history", broken is None, count if broken is None else 1, () if broken is None else (str(broken),))


def _roll_ups(connection: Connection) -> Iterator[CheckLine]:
    for name, table, wrong in zip(
        ("post_totals", "day_sums"), ("post_total", "day_sum"), differences(connection), strict=True
    ):
        rows = int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())
        yield CheckLine(name, wrong == 0, wrong or rows)
    packs, wrong = wrong_packs(connection)
    yield CheckLine("post_packs", wrong == 0, wrong or packs)


def _loose(connection: Connection) -> Iterator[CheckLine]:
    found: list[str] = []
    wrong = 0
    for child, column, parent, own, condition in _LOOSE:
        query = (
            f"SELECT count(*) FROM {child} c WHERE NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.{own} = c.{column})"
            + (f" AND {condition}" if condition else "")
        )
        count = int(connection.execute(text(query)).scalar_one())
        wrong += count
        found += [f"{child}.{column} -> {parent}: {count}"] if count else []
    yield CheckLine("loose_references", wrong == 0, wrong or len(_LOOSE), tuple(found))


def _wanted(connection: Connection) -> list[str] | None:
    try:
        return wanted_media(connection)
    except DatabaseError:
        return None


def _media(wanted: list[str], folder: Path | None) -> CheckLine:
    """Present and what their name says. Without a folder (a server that names none) only an empty list is right."""
    wrong = [f"{sha256}: {state}" for sha256 in wanted if (state := _state(folder, sha256)) != "ok"]
    return _line("media", wrong, len(wanted))


def _state(folder: Path | None, sha256: str) -> str:
    file = media_file(folder, sha256) if folder else None
    if file is None or not file.is_file():
        return "missing"
    try:
        with file.open("rb") as stream:
            return "ok" if sha256_of(stream)[0] == sha256 else "changed"
    except OSError:
        return "unreadable"


def _line(name: str, wrong: list[str], looked_at: int) -> CheckLine:
    return CheckLine(name, not wrong, len(wrong) or looked_at, tuple(wrong[:MOST_DETAILS]))
