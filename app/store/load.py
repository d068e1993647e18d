"""The way back from a dump into a new store, on either database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, MetaData, column, insert, table, text
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from app.domain.errors import BadInput, StoreProblem
from app.store.archive import ArchiveReader
from app.store.dump import history_head
from app.store.engine import is_url, open_engine
from app.store.manifest import Manifest, media_member, table_member
from app.store.media_files import media_file
from app.store.open_format import column_type, line_reader
from app.store.opening import create_store
from app.store.orphans import drop_orphans
from app.store.problems import expected_problems, problem_code
from app.store.queries.history import HistoryRows
from app.store.roll_ups import differences, rebuild
from app.store.row_counts import row_counts
from app.store.safe_files import file_problems, free_bytes, link_or_copy, private_folder, staging
from app.store.schema_version import HEAD, SCHEMA
from app.store.switching import settle, take_place
from app.store.table_shapes import table_shapes
from app.store.triggers import create_triggers, drop_triggers

_ROWS = 2000


@dataclass(frozen=True, slots=True)
class LoadReport:
    """`dropped`: rows whose parents a damaged store had lost. `history_broken_at`: id of the first entry that does
    not fit its chain (it did not fit in the dump either)."""

    address: str
    rows: dict[str, int]
    media: int
    missing_media: tuple[str, ...]
    history_entries: int
    history_broken_at: int | None
    roll_ups_rebuilt: bool
    dropped: dict[str, int] = field(default_factory=dict)


def load(
    dump: Path, address: str, *, media_folder: Path | None = None, finish: Callable[[str], object] | None = None
) -> LoadReport:
    """Makes a new store at `address` of a dump: the same rows with the same ids.

    `finish` gets the address of the loaded store before a file takes its place. All or nothing.

    Raises `StoreProblem` "store.exists", "archive.newer_schema", "archive.no_space", "load.incomplete" (a dump of a
    damaged store goes into a file first); `BadInput` "archive.unreadable", "archive.refused", "archive.wrong_content",
    "load.bad_row" (table, line), "load.refused" (table), "load.counts" (tables).
    """
    with ArchiveReader(dump) as reader:
        _check_manifest(reader, address)
        if is_url(address):
            return _load_into_server(reader, address, media_folder, finish)
        return _load_into_file(reader, Path(address), finish)


def _check_manifest(reader: ArchiveReader, address: str) -> None:
    manifest = reader.manifest
    if manifest.content != "tables":
        raise BadInput("archive.wrong_content", file=reader.file, content=manifest.content)
    if manifest.schema > SCHEMA:
        raise StoreProblem("archive.newer_schema", file=reader.file, found=manifest.schema, known=SCHEMA)
    if manifest.unreadable and is_url(address):
        raise StoreProblem("load.incomplete", file=reader.file)
    if not is_url(address):
        check_space(reader, Path(address).parent)


def check_space(reader: ArchiveReader, folder: Path) -> None:
    """Raises `StoreProblem` "archive.no_space" where what is inside would not fit."""
    with file_problems(str(folder / "_")):
        free = free_bytes(folder)
    if reader.manifest.size > free:
        raise StoreProblem("archive.no_space", folder=str(folder), needed=reader.manifest.size, free=free)


def _load_into_file(reader: ArchiveReader, target: Path, finish: Callable[[str], object] | None) -> LoadReport:
    if target.exists():
        raise StoreProblem("store.exists", address=str(target))
    with staging(target) as folder:
        report = load_aside(reader, folder / "store.sqlite", folder / "media")
        if finish is not None:
            finish(str(folder / "store.sqlite"))
            settle(folder / "store.sqlite")
        take_place(folder / "store.sqlite", folder / "media", target)
    return replace(report, address=str(target))


def load_aside(reader: ArchiveReader, file: Path, media: Path) -> LoadReport:
    """Loads into a file that is not in its place yet; it is closed and on the disk afterwards."""
    report = _fill(reader, str(file))
    copy_media(reader, media)
    settle(file)
    return report


def _load_into_server(
    reader: ArchiveReader, url: str, media_folder: Path | None, finish: Callable[[str], object] | None
) -> LoadReport:
    reader.verify()
    create_empty(url, reader.manifest)
    try:
        report = _fill_tables(reader, url)
        if media_folder is not None:
            copy_media(reader, media_folder)
        if finish is not None:
            finish(url)
    except BaseException:
        remove_all_tables(url)
        raise
    return report


def _fill(reader: ArchiveReader, address: str) -> LoadReport:
    create_empty(address, reader.manifest)
    return _fill_tables(reader, address)


def create_empty(address: str, manifest: Manifest) -> None:
    """An empty store at the revision the dump was made at."""
    create_store(address, revision="head" if manifest.revision == HEAD else manifest.revision).close()


def _fill_tables(reader: ArchiveReader, address: str) -> LoadReport:
    manifest = reader.manifest
    engine = open_engine(address, foreign_keys=False)
    try:
        with (
            expected_problems(address),
            engine.connect().execution_options(write=True) as connection,
            connection.begin(),
        ):
            drop_triggers(connection)
            _insert_all(connection, reader)
            dropped = drop_orphans(connection) if manifest.unreadable else {}
            _set_counters(connection)
            rebuilt = any(differences(connection))
            if rebuilt:
                rebuild(connection)
            if manifest.revision == HEAD:
                create_triggers(connection)
            counted = _check(connection, reader, dropped, rebuilt)
            entries, broken_at = HistoryRows(connection).verify()
    finally:
        engine.dispose()
    if manifest.revision != HEAD:
        from app.store.migrate import upgrade  # Alembic is only needed now

        upgrade(address)
    return LoadReport(
        address=address,
        rows=counted,
        media=sum(member.name.startswith("media/") for member in manifest.members),
        missing_media=manifest.missing_media,
        history_entries=entries,
        history_broken_at=broken_at,
        roll_ups_rebuilt=rebuilt,
        dropped=dropped,
    )


def _insert_all(connection: Connection, reader: ArchiveReader) -> None:
    shapes = table_shapes(connection)
    here = {shape.name: set(shape.kinds) for shape in shapes}
    for name, kinds in reader.manifest.columns.items():
        if not set(kinds) <= here.get(name, set()):
            raise BadInput("load.refused", file=reader.file, table=name, reason="columns")
    members = {member.name: member for member in reader.manifest.members}
    for shape in shapes:
        if shape.name not in reader.manifest.columns:
            continue
        kinds = reader.manifest.columns[shape.name]
        target = table(shape.name, *[column(name, column_type(kind)) for name, kind in kinds.items()])
        rows = _rows(reader, shape.name, reader.lines(members[table_member(shape.name)]))
        while block := list(islice(rows, _ROWS)):
            try:
                connection.execute(insert(target), block)
            except SQLAlchemyError as error:
                if isinstance(error, DatabaseError) and problem_code(error):
                    raise
                raise BadInput("load.refused", file=reader.file, table=shape.name, reason="values") from error


def _rows(reader: ArchiveReader, name: str, lines: Iterator[bytes]) -> Iterator[dict[str, object]]:
    read = line_reader(reader.manifest.columns[name])
    for number, line in enumerate(lines, 1):
        try:
            values = read(line)
        except (ValueError, TypeError, OverflowError, RecursionError) as error:
            raise BadInput("load.bad_row", file=reader.file, table=name, line=number) from error
        yield values


def _check(connection: Connection, reader: ArchiveReader, dropped: dict[str, int], rebuilt: bool) -> dict[str, int]:
    """The rows are those the manifest promised, no reference leads nowhere, and the history ends where it ended."""
    counted = row_counts(connection)
    promised = reader.manifest.rows
    unsure = {"post_total", "day_sum"} if rebuilt else set()
    wrong = sorted(
        name
        for name in promised
        if name not in unsure and counted.get(name, 0) != promised[name] - dropped.get(name, 0)
    )
    if wrong:
        raise BadInput("load.counts", file=reader.file, tables=wrong)
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise BadInput("load.refused", file=reader.file, table=str(broken[0][0]), reason="references")
    if not dropped and not reader.manifest.unreadable and history_head(connection) != reader.manifest.history_head:
        raise BadInput("load.refused", file=reader.file, table="history", reason="head")
    return counted


def _set_counters(connection: Connection) -> None:
    """PostgreSQL counts ids apart from the rows; the next id follows the highest loaded."""
    if connection.dialect.name != "postgresql":
        return
    for shape in table_shapes(connection):
        if shape.key == ("id",):
            name = shape.name
            connection.execute(
                text(
                    f"SELECT setval(counter::regclass, (SELECT max(id) FROM {name})) "
                    f"FROM (SELECT pg_get_serial_sequence('{name}', 'id') AS counter) found "
                    f"WHERE counter IS NOT NULL AND EXISTS (SELECT 1 FROM {name})"
                )
            )


def copy_media(reader: ArchiveReader, folder: Path) -> None:
    """Writes the archive's media into a folder; files already there are kept, since their name is their content."""
    with file_problems(str(folder / "_")):
        private_folder(folder)
        with staging(folder) as aside:
            for member in reader.manifest.members:
                if not member.name.startswith("media/"):
                    continue
                fresh = aside / member.sha256
                reader.copy(member, fresh)
                assert member.name == media_member(member.sha256)  # noqa: S101  the manifest was checked
                link_or_copy(fresh, media_file(folder, member.sha256))


def remove_all_tables(url: str) -> None:
    """Empties a server's database that this program has just filled."""
    engine = open_engine(url)
    try:
        with engine.connect().execution_options(write=True) as connection, connection.begin():
            drop_triggers(connection)
            there = MetaData()
            there.reflect(connection)
            there.drop_all(connection)
    finally:
        engine.dispose()
