"""A large export: staging, storing and the whole import beside raw sqlite3 with the same tables and roll-up; the memory of a
million rows; the processor time damaged files take to be refused.

Raw is `executemany` upserts through the driver alone, in transactions of the same size, of the same posts and figures as plain
values at hand. Rates are rows of the file in a second.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import median

from app.domain.errors import SzpaltaError
from app.domain.people import Actor
from app.exchange.imports import propose_mapping, read, recognise
from app.services.import_staging import StagedFile, StageRequest, stage_here
from app.services.import_writing import ImportWriting
from app.services.importing import ImportService
from app.store.engine import open_engine
from app.store.store import Store
from app.system.clock import SystemClock
from tests.benchmarks.bench_metrics import _store as new_store
from tests.fakes.mutations import mutated

ROWS = 50_000
MANY_ROWS = 1_000_000
ROUNDS = 3
STORING, WHOLE, MEMORY_MIB, REFUSED_SECONDS = 0.5, 0.2, 300, 2.0
MUTATIONS = 300
_HEAD = (
    "Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Caption type,Permalink,Is crosspost,Is share,"
    "Post type,Languages,Custom labels,Funded content status,Data comment,Date,Views,Reach,"
    '"Reactions, comments and shares",Reactions,Comments,Shares,Total clicks,Link Clicks,Other Clicks\n'
)
_FIRST = date(2000, 1, 1)
_POST = (
    "INSERT INTO published_post (profile_id, external_id, published_at, day, hour, estimated, format, text, permalink, "
    "missing_in_latest, import_run_id, seen_at) VALUES (1, ?, ?, ?, ?, 0, ?, ?, ?, 0, NULL, ?) "
    "ON CONFLICT (profile_id, external_id) DO UPDATE SET text = excluded.text"
)
_FIGURE = (
    "INSERT INTO observation (profile_id, post_id, metric_id, day, observed_at, value, import_id) "
    "VALUES (1, ?, ?, 0, ?, ?, NULL) ON CONFLICT DO UPDATE SET value = excluded.value"
)


def main() -> None:
    """Prints each measure with its limit. Exits with 1 beyond one."""
    failed = _speed(ROWS) | _memory(MANY_ROWS) | _damaged()
    if failed:
        raise SystemExit(1)


def export(path: Path, rows: int) -> Path:
    """A post export of Facebook with nine figures in a row."""
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        for number in range(rows):
            day = _FIRST + timedelta(days=number % 9000)
            reach = number % 9000
            file.write(
                f'12210654{number:010},100,Piekarnia,"Wpis {number}, a w nim zdanie o chlebie",,0,'
                f"{day:%m/%d/%Y} {number % 24:02}:30,,https://www.facebook.com/{number},0,0,Photos,,,,,Lifetime,"
                f"{reach * 2},{reach},{number % 90 + 12},{number % 90},7,5,{number % 40},{number % 30},{number % 10}\n"
            )
    return path


def _speed(rows: int) -> bool:
    shares: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory(prefix="szpalta-bench-") as name:
        folder = Path(name)
        file = export(folder / "export.csv", rows)
        for round_ in range(ROUNDS):
            store = new_store(folder, f"ours{round_}", 0)
            staging, storing = _import(store, file, folder)
            store.close()
            raw = _raw(folder, f"raw{round_}", file)
            shares.append((raw / storing, raw / (staging + storing)))
            print(
                f"import: {rows:,} rows staged at {rows / staging:,.0f}, stored at {rows / storing:,.0f}, raw sqlite3 at "
                f"{rows / raw:,.0f} rows/s"
            )
    stored, whole = (median(column) for column in zip(*shares, strict=True))
    print(
        f"import: storing alone {stored:.2f} x raw (at least {STORING}), the whole {whole:.2f} x raw (at least {WHOLE})"
    )
    return stored < STORING or whole < WHOLE


def _import(store: Store, file: Path, folder: Path) -> tuple[float, float]:
    """Seconds of staging and of storing."""
    with store.read() as work:
        (profile,) = work.profiles.all()
    begin = time.process_time()
    staged = stage_here(StageRequest(file, (profile,)), folder, lambda share: None, lambda: False)
    middle = time.process_time()
    writing = ImportWriting(store, SystemClock(), Actor(), profile, staged, None)
    writing.begin({})
    writing.write(lambda share: None, lambda: False)
    assert writing.finish().posts_new == staged.posts
    return middle - begin, time.process_time() - middle


def _raw(folder: Path, name: str, file: Path) -> float:
    store = new_store(folder, name, 0)
    with store.read() as work:
        (profile,) = work.profiles.all()
    staged = stage_here(StageRequest(file, (profile,)), folder, lambda share: None, lambda: False)
    store.close()
    rows = list(_plain(staged))
    engine = open_engine(str(folder / name))
    pooled = engine.raw_connection()
    connection = pooled.driver_connection
    assert connection is not None
    begin = time.process_time()
    for posts, figures in rows:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_POST, posts)
        connection.executemany(_FIGURE, figures)
        connection.execute("COMMIT")
    spent = time.process_time() - begin
    pooled.close()
    engine.dispose()
    return spent


def _plain(staged: StagedFile) -> Iterator[tuple[list[tuple[object, ...]], list[tuple[object, ...]]]]:
    number, now = 0, int(datetime.now(UTC).timestamp())
    for _, rows in staged.batches():
        posts: list[tuple[object, ...]] = []
        figures: list[tuple[object, ...]] = []
        for row in rows:
            number += 1
            external_id, day, hour, second, _, kind, text, link, *_ = row
            at = datetime.fromtimestamp(second or 0, UTC).isoformat()
            posts.append((external_id, at, day, hour, kind, text, link, "2026-11-22T09:00:00.000000Z"))
            values = row[-1]
            figures += [(number, int(values[i]) + 1, now, values[i + 1]) for i in range(0, len(values), 2)]
        yield posts, figures


def _memory(rows: int) -> bool:
    with tempfile.TemporaryDirectory(prefix="szpalta-bench-") as name:
        file = export(Path(name) / "export.csv", rows)
        new_store(Path(name), "memory", 0).close()
        begin = time.perf_counter()
        code = "import sys; from tests.benchmarks.bench_import import alone; alone(sys.argv[1], sys.argv[2])"
        done = subprocess.run(
            [sys.executable, "-P", "-c", code, str(Path(name) / "memory"), str(file)],
            check=True, capture_output=True, text=True, env={"PYTHONPATH": str(Path.cwd()), "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        mebibytes = int(done.stdout) / 1024
        print(
            f"import: {rows:,} rows in {mebibytes:.0f} MiB at the most (limit {MEMORY_MIB}), {time.perf_counter() - begin:.0f} s "
            f"for {file.stat().st_size >> 20} MiB"
        )
    return mebibytes > MEMORY_MIB


def alone(address: str, file: str) -> None:
    """The whole import in this process; prints its largest memory in KiB."""
    from app.store.opening import open_store

    store = open_store(address)
    ImportService(store, SystemClock()).run(Actor(), Path(file))
    store.close()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _damaged() -> bool:
    slowest, refused = 0.0, 0
    with tempfile.TemporaryDirectory(prefix="szpalta-bench-") as name:
        source = export(Path(name) / "whole.csv", 2_000).read_bytes()
        path = Path(name) / "damaged.csv"
        for seed in range(MUTATIONS):
            path.write_bytes(mutated(source, seed))
            begin = time.process_time()
            refused += _is_refused(path)
            slowest = max(slowest, time.process_time() - begin)
    print(
        f"import: {MUTATIONS} damaged files, {refused} refused, the slowest took {slowest:.2f} s (limit {REFUSED_SECONDS:.0f})"
    )
    return slowest > REFUSED_SECONDS


def _is_refused(path: Path) -> bool:
    try:
        for table in recognise(path):
            for _ in islice(read(path, table, {"zone": "Europe/Warsaw", "decimal_mark": "."}), 100_000):
                pass
        propose_mapping(path)
    except SzpaltaError:
        return True
    return False


if __name__ == "__main__":
    sys.exit(main())
