"""Copies out of a damaged store what can still be read, into a new one; the damaged files stay as they are (DB-10)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from app.domain.errors import StoreProblem
from app.domain.people import Actor
from app.store.dump import SECRET_COLUMNS, files_in
from app.store.engine import open_engine
from app.store.holding import Held, hold_everything
from app.store.media_files import media_file, sha256_of
from app.store.opening import create_store
from app.store.orphans import drop_orphans
from app.store.problems import expected_problems
from app.store.queries.history import HistoryRows
from app.store.reading import Row, Unreadable, read_rows
from app.store.roll_ups import rebuild
from app.store.safe_files import file_problems, link_or_copy, private_folder, staging
from app.store.store import media_folder_of
from app.store.switching import beside, settle, take_place
from app.store.table_shapes import TableShape, table_shapes
from app.store.triggers import create_triggers, drop_triggers

_ROWS = 500
_DERIVED = ("post_total", "day_sum")


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """`rows`: what the new store holds. `unreadable`: rows lost per table (None: nobody can say how many).
    `dropped`: rows left out because what they belong to is lost. `history_broken_at`: first entry that does not fit."""

    address: str
    rows: dict[str, int]
    unreadable: dict[str, int | None]
    dropped: dict[str, int]
    media: int
    history_broken_at: int | None
    held: Held


def salvage(path: Path, out: Path, *, now: datetime, actor: Actor) -> SalvageReport:
    """Makes a new store at `out` of what can be read of the store at `path`, which nobody has open.

    Unfinished deliveries are held and publishing is paused: rows about what went out may be among those lost.
    Raises `StoreProblem` "store.missing", "store.exists" (at `out`), "salvage.nothing" (not even the list of tables
    can be read), "store.full" and its like.
    """
    if not path.is_file():
        raise StoreProblem("store.missing", address=str(path))
    if out.exists():
        raise StoreProblem("store.exists", address=str(out))
    with staging(out) as folder:
        damaged, fresh, media = folder / "damaged.sqlite", folder / "store.sqlite", folder / "media"
        _copy_aside(path, damaged)
        create_store(str(fresh)).close()
        report = _fill(damaged, fresh, now, actor)
        count = _copy_media(media_folder_of(path), media)
        settle(fresh)
        take_place(fresh, media, out)
    return replace(report, address=str(out), media=count)


def _copy_aside(path: Path, damaged: Path) -> None:
    """A copy to read from, so that SQLite repairs nothing in the damaged files themselves."""
    with file_problems(str(damaged)):
        for suffix in ("", "-wal"):
            if beside(path, suffix).exists():
                shutil.copyfile(beside(path, suffix), beside(damaged, suffix))


def _fill(damaged: Path, fresh: Path, now: datetime, actor: Actor) -> SalvageReport:
    lost = Unreadable()
    source, target = open_engine(str(damaged)), open_engine(str(fresh), foreign_keys=False)
    try:
        with (
            expected_problems(str(fresh)),
            _read_from(source) as old,
            target.connect().execution_options(write=True) as new,
            new.begin(),
        ):
            drop_triggers(new)
            _copy_tables(old, new, lost)
            dropped = drop_orphans(new)
            rebuild(new)
            create_triggers(new)
            broken_at = HistoryRows(new).verify()[1]
            held = hold_everything(new, now, actor, "salvaged", {"unreadable": sorted(lost)})
            rows = {shape.name: _count(new, shape.name) for shape in table_shapes(new)}
    finally:
        source.dispose()
        target.dispose()
    return SalvageReport(str(fresh), rows, dict(lost), dropped, 0, broken_at, held)


def _read_from(source: Engine) -> Connection:
    try:
        return source.connect()
    except DatabaseError as error:
        raise StoreProblem("salvage.nothing") from error


def _copy_tables(old: Connection, new: Connection, lost: Unreadable) -> None:
    try:
        there = {shape.name: shape for shape in table_shapes(old)}
    except DatabaseError as error:
        raise StoreProblem("salvage.nothing") from error
    for shape in table_shapes(new):
        found = there.get(shape.name)
        if found is None or shape.name in _DERIVED:
            continue
        common = {
            name: kind
            for name, kind in shape.kinds.items()
            if name in found.kinds and (shape.name, name) not in SECRET_COLUMNS
        }
        wanted = TableShape(shape.name, common, shape.key, shape.clustered)
        rows = read_rows(old, wanted, lost)
        while block := list(islice(rows, _ROWS)):
            refused = _insert(new, wanted, block)
            if refused:
                lost[shape.name] = (lost.get(shape.name) or 0) + refused


def _insert(new: Connection, shape: TableShape, rows: list[Row]) -> int:
    """Writes rows as they are; gives how many the new table's own rules refused."""
    columns = ", ".join(f'"{name}"' for name in shape.kinds)
    marks = ", ".join("?" for _ in shape.kinds)
    statement = f'INSERT OR IGNORE INTO "{shape.name}" ({columns}) VALUES ({marks})'
    try:
        with new.begin_nested():
            new.exec_driver_sql(statement, rows)
            return 0
    except DatabaseError:
        return sum(not _insert_one(new, statement, row) for row in rows)


def _insert_one(new: Connection, statement: str, row: Row) -> bool:
    try:
        with new.begin_nested():
            new.exec_driver_sql(statement, row)
            return True
    except DatabaseError:
        return False


def _count(connection: Connection, table: str) -> int:
    return int(connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one())


def _copy_media(source: Path, target: Path) -> int:
    """Files that still are what their name says."""
    count = 0
    with file_problems(str(target)):
        private_folder(target)
        for sha256 in _whole(source):
            link_or_copy(media_file(source, sha256), media_file(target, sha256))
            count += 1
    return count


def _whole(folder: Path) -> Iterator[str]:
    for sha256 in files_in(folder):
        with media_file(folder, sha256).open("rb") as stream:
            if sha256_of(stream)[0] == sha256:
                yield sha256
