"""Storing figures with their roll-up beside raw sqlite3 with the same triggers; reading a period's figures; bytes a row."""

from __future__ import annotations

import sys
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter

from app.domain.kpi import FigureFilters
from app.domain.metrics import Observation, Reading
from app.domain.networks import Network
from app.domain.published import SeenPost
from app.store.engine import open_engine
from app.store.opening import create_store
from app.store.store import Store

POSTS = 5_000
METRICS = 10
ROUNDS = 3
LIMIT = 0.5
BYTES = 60
BATCH = 5_000
READ_POSTS = 50_000
_NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
_FIRST = date(2025, 1, 1)
_RAW = (
    "INSERT INTO observation (profile_id, post_id, metric_id, day, observed_at, value, import_id) "
    "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_RAW_READ = (
    "SELECT p.id, p.day, p.format, t.metric_id, t.value, t.observed_at FROM published_post p JOIN post_total t "
    "ON t.profile_id = p.profile_id AND t.post_id = p.id WHERE p.profile_id = 1 AND t.metric_id <= 5"
)


def _store(folder: Path, name: str, posts: int) -> Store:
    store = create_store(str(folder / name))
    with store.write() as work:
        work.team.add_workspace(
            uid=uuid.uuid4().hex, name="B", country="PL", zone="Europe/Warsaw", language="pl", created_at=_NOW
        )
        brand = work.team.add_brand(
            uid=uuid.uuid4().hex, name="B", zone="Europe/Warsaw", places=[], banned_words=[], required_words=[]
        )
        work.profiles.add(
            uid=uuid.uuid4().hex, brand_id=brand, network=Network.FACEBOOK.value, connection="none", name="B",
            handle="b", zone="Europe/Warsaw", created_at=_NOW,
        )  # fmt: skip
        seen = (
            SeenPost(f"post-{number}", _FIRST + timedelta(days=number % 365), 12, format=("image", "video")[number % 2])
            for number in range(posts)
        )
        work.metrics.upsert_posts(1, seen, seen_at=_NOW)
        names = ["likes", "comments", "shares", "reach", "impressions", *(f"m{number}" for number in range(METRICS))]
        work.metrics.metric_ids(
            "facebook", (Reading(name, 0, name if number < 5 else None) for number, name in enumerate(names))
        )
    return store


def _lifetime(days: int = 1) -> Iterator[Observation]:
    """Figures of every post as a sync brings them; every value differs from the day before."""
    for day in range(days):
        at = _NOW + timedelta(days=day)
        for post in range(1, POSTS + 1):
            for metric in range(1, METRICS + 1):
                yield Observation(1, post, metric, 0, at, float((post * 31 + metric * 7) % 5000 + day), 1)


def _daily() -> Iterator[Observation]:
    """Daily figures of posts: the roll-up by day, format and metric."""
    first = _FIRST.toordinal()
    for post in range(1, POSTS + 1):
        for metric in range(1, METRICS + 1):
            yield Observation(1, post, metric, first + post % 365, _NOW, float(post % 977), 1)


def _ours(store: Store, rows: Iterable[Observation]) -> float:
    source = iter(rows)
    spent = 0.0
    while chunk := list(islice(source, BATCH)):
        begin = perf_counter()
        with store.write() as work:
            work.metrics.add_observations(chunk)
        spent += perf_counter() - begin
    return spent


def _raw(path: str, rows: Iterable[Observation]) -> float:
    """The same rows and batches through the driver alone, on a file with the same tables, triggers and pragmas."""
    engine = open_engine(path)
    pooled = engine.raw_connection()
    connection = pooled.driver_connection
    assert connection is not None
    source = iter(rows)
    spent = 0.0
    while chunk := list(islice(source, BATCH)):
        values = [
            (r.profile_id, r.post_id, r.metric_id, r.day, int(r.observed_at.timestamp()), r.value, r.import_id)
            for r in chunk
        ]
        begin = perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_RAW, values)
        connection.execute("COMMIT")
        spent += perf_counter() - begin
    pooled.close()
    engine.dispose()
    return spent


def _compare(name: str, days: int) -> None:
    ours, raw = [], []
    count = POSTS * METRICS * max(days, 1)
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory(prefix="szpalta-bench-") as folder:
            rows = list(_lifetime(days) if days else _daily())
            _store(Path(folder), "raw", POSTS).close()
            raw.append(_raw(str(Path(folder) / "raw"), rows))
            store = _store(Path(folder), "ours", POSTS)
            ours.append(_ours(store, rows))
            store.close()
    ratio = median(r / o for r, o in zip(raw, ours, strict=True))
    print(
        f"metrics: {name} stored at {ratio:.2f} x the rate of raw sqlite3 with the same triggers (at least {LIMIT})"
        f" [{count / median(ours):,.0f} rows/s, raw {count / median(raw):,.0f} rows/s]"
    )


def _size() -> None:
    """Bytes of the observations alone (the totals are emptied and their pages taken off), and with the totals."""
    with tempfile.TemporaryDirectory(prefix="szpalta-bench-") as folder:
        store = _store(Path(folder), "size", POSTS)
        before = _bytes(store)
        _ours(store, _lifetime(3))
        together = _bytes(store) - before
        with store.engine.begin() as connection:
            for table in ("post_total", "day_sum"):
                connection.exec_driver_sql(f"DELETE FROM {table}")
        free = _bytes(store, "freelist_count")
        store.close()
    rows = POSTS * METRICS * 3
    print(
        f"metrics: {(together - free) / rows:.1f} bytes an observation (limit {BYTES}), "
        f"{together / rows:.1f} with its totals [{rows:,} rows, three of each figure]"
    )


def _bytes(store: Store, pages: str = "page_count") -> int:
    with store.engine.connect() as connection:
        count = connection.exec_driver_sql(f"PRAGMA {pages}").scalar_one()
        return int(count) * int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())


def _read() -> None:
    with tempfile.TemporaryDirectory(prefix="szpalta-bench-") as folder:
        store = _store(Path(folder), "read", READ_POSTS)
        rows = (
            Observation(1, post, metric, 0, _NOW, float(post % 977 + metric))
            for post in range(1, READ_POSTS + 1)
            for metric in range(1, METRICS + 1)
        )
        _ours(store, rows)
        wanted = frozenset({"likes", "comments", "shares", "reach", "impressions"})
        ours, raw = [], []
        for _ in range(ROUNDS):
            begin = perf_counter()
            with store.engine.connect() as connection:
                rows_read = len(connection.exec_driver_sql(_RAW_READ).fetchall())
            raw.append(perf_counter() - begin)
            begin = perf_counter()
            with store.read() as work:
                found = work.figures.posts(FigureFilters(), _FIRST, date(2026, 1, 1), wanted)
            ours.append(perf_counter() - begin)
        store.close()
    print(
        f"metrics: figures of {len(found):,} posts as values in {median(ours) / median(raw):.1f} x the raw query of their "
        f"{rows_read:,} totals [{median(ours):.2f} s, raw {median(raw):.2f} s]"
    )


def main() -> None:
    """Prints a line for each measure: ratio, limit and the rates behind it."""
    _compare("lifetime figures", 1)
    _compare("lifetime figures, second day", 2)
    _compare("daily figures", 0)
    _size()
    _read()


if __name__ == "__main__":
    sys.exit(main())
