"""Every kind of tile over ten million observations: its query beside the raw one of the roll-ups, and the whole of it.

Time is that of the processor, as other programs may run. The raw query fetches, through the driver alone, the totals and day
sums of the very posts, metrics and days the tile's query asked the store for.
"""

from __future__ import annotations

import gc
import json
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from app.build import App, open_app
from app.domain.dashboards import DashboardSpec, TileKind, TileSpec
from app.domain.kpi import Period
from app.domain.people import Actor
from app.services import dashboards
from app.store.queries.figures import FigureRows
from app.store.sqlite_files import sqlite_module
from app.system.paths import Paths
from tests.benchmarks.bench_own_dashboard import measured
from tests.benchmarks.figure_stores import LAST, OBSERVATIONS, POSTS, figure_store

DAYS = (28, 90, 365)
ROUNDS = 3
RATIO = 3.0
SINGLE_MS = 300.0
BYTES = 60
_MORE = (
    TileSpec("followers", TileKind.NUMBER, "followers"),
    TileSpec("median rate", TileKind.NUMBER, "engagement_rate_by_reach_median"),
    TileSpec("lines of followers", TileKind.LINES, "followers", 8),
    TileSpec("by persona", TileKind.BARS, "interactions_median", 4, "persona"),
    TileSpec("by pillar", TileKind.BARS, "interactions_median", 4, "pillar"),
    TileSpec("by weekday", TileKind.BARS, "posts", 8, "weekday"),
)
"""Beside what the gallery offers: what the ready dashboards have of their own."""
SINGLE = frozenset(
    {"bars", "best_posts", "worst_posts", "formats", "weekday_hour", "median rate", "by persona", "by pillar"}
)
"""Tiles that need every post by itself."""
_POSTS = (
    "SELECT p.id, p.day, p.format, t.metric_id, t.value, t.observed_at FROM published_post p JOIN post_total t "
    "ON t.profile_id = p.profile_id AND t.post_id = p.id WHERE p.profile_id BETWEEN 1 AND 1000 "
    "AND p.day BETWEEN ? AND ? AND t.metric_id IN (SELECT id FROM metric WHERE key IN (SELECT value FROM json_each(?)))"
)
_SUMS = (
    "SELECT profile_id, metric_id, day, total FROM day_sum WHERE format = '' AND day BETWEEN ? AND ? "
    "AND metric_id IN (SELECT id FROM metric WHERE key IN (SELECT value FROM json_each(?)))"
)


@dataclass
class Asked:
    """What a tile's query asked of the figures, and the time it took, in milliseconds of the processor."""

    raw: list[tuple[str, tuple[int, int, str]]] = field(default_factory=list)
    posts: int = 0
    query: float = 0.0


@dataclass(frozen=True)
class Measured:
    """In milliseconds of the processor."""

    query: float
    whole: float
    raw: float
    posts: int


def main() -> None:
    """Prints a line a tile. Exits with 1 where a limit is missed."""
    with tempfile.TemporaryDirectory(prefix="szpalta-bench-") as name:
        folder = Path(name)
        place = figure_store(folder)
        missed = _size(place)
        app = open_app(str(place), paths=Paths(folder / "data", folder / "config", folder / "cache", folder / "logs"))
        actor = app.members.acting(None)
        gc.disable()  # as the window has it
        _pack(app, actor)
        for spec in tiles():
            missed |= _tile(app, actor, place, spec)
        app.close()
        gc.enable()
        missed |= measured(str(place), folder, "ten million observations")
    print(f"tiles: pandas {'was loaded' if 'pandas' in sys.modules else 'was never loaded: it saw no row'}")
    if missed:
        sys.exit(1)


def tiles() -> list[TileSpec]:
    from app.ui.dashboard.offers import OFFERS

    return [*(offer.spec for offer in OFFERS), *_MORE]


def _size(place: Path) -> bool:
    each = place.stat().st_size / OBSERVATIONS
    print(
        f"tiles: {each:.1f} bytes an observation with everything (limit {BYTES}) [{OBSERVATIONS:,} of {POSTS:,} posts]"
    )
    return each > BYTES


def _pack(app: App, actor: Actor) -> None:
    """The first reading packs the posts; it is told and not held against a limit."""
    began = process_time()
    spec = DashboardSpec("bench", (TileSpec("posts", TileKind.NUMBER, "posts"),))
    app.dashboards.load(actor, spec, Period(LAST - timedelta(days=DAYS[-1] - 1), LAST))
    print(f"tiles: the first reading, which packs the posts, {(process_time() - began) * 1000:.0f} ms", flush=True)


def _tile(app: App, actor: Actor, place: Path, spec: TileSpec) -> bool:
    """Whether it misses a limit."""
    missed, told = False, []
    for days in DAYS:
        found = _measured(app, actor, place, spec, Period(LAST - timedelta(days=days - 1), LAST))
        ratio = found.query / found.raw if found.raw else 0.0
        bad = found.whole > SINGLE_MS if spec.key in SINGLE else ratio > RATIO
        missed |= bad
        against = f"{ratio:.1f} x raw" if found.raw else "reads no figures"
        told.append(
            f"{days} d: {found.whole:.0f} ms, query {found.query:.0f} = {against}, {found.posts:,} posts{' !' if bad else ''}"
        )
    limit = f"whole under {SINGLE_MS:.0f} ms" if spec.key in SINGLE else f"query at most {RATIO:g} x raw"
    print(f"tiles: {spec.key} ({limit}): {'; '.join(told)}", flush=True)
    return missed


def _measured(app: App, actor: Actor, place: Path, spec: TileSpec, period: Period) -> Measured:
    wholes, queries, raws = [], [], []
    asked = Asked()
    for _ in range(ROUNDS):
        gc.collect()
        app.kept_figures.close()  # nothing is remembered
        asked = Asked()
        with _Listening(asked):
            began = process_time()
            app.dashboards.load(actor, DashboardSpec("bench", (spec,)), period)
            wholes.append(process_time() - began)
        queries.append(asked.query)
        raws.append(_raw(place, asked))
    return Measured(median(queries), median(wholes) * 1000, median(raws), asked.posts)


def _raw(place: Path, asked: Asked) -> float:
    connection = sqlite_module().connect(f"file:{place}?mode=ro", uri=True)
    began = process_time()
    for query, values in asked.raw:
        connection.execute(query, values).fetchall()
    spent = (process_time() - began) * 1000
    connection.close()
    return spent if asked.raw else 0.0


class _Listening:
    """While it lasts, what is asked of the figures is written down, and how long the asking takes."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._inside = False
        self._kept: list[tuple[Any, str, Any]] = []

    def __enter__(self) -> None:
        asked, posts, days, read = self._asked, FigureRows.posts, FigureRows.days, dashboards.read_figures

        def posts_heard(
            rows: FigureRows, filters: Any, first: date, last: date, wanted: Any = None, **more: Any
        ) -> Any:
            found = self._timed(posts, rows, filters, first, last, wanted, **more)
            asked.posts += len(found)
            asked.raw.append((_POSTS, (first.toordinal(), last.toordinal(), _names(wanted))))
            return found

        def days_heard(rows: FigureRows, filters: Any, first: date, last: date, wanted: Any = None) -> Any:
            asked.raw.append((_SUMS, (first.toordinal(), last.toordinal(), _names(wanted))))
            return self._timed(days, rows, filters, first, last, wanted)

        self._put(FigureRows, "posts", posts_heard)
        self._put(FigureRows, "days", days_heard)
        self._put(dashboards, "read_figures", lambda *given, **more: self._timed(read, *given, **more))

    def _timed(self, do: Any, *given: Any, **more: Any) -> Any:
        """Only the outermost counts."""
        if self._inside:
            return do(*given, **more)
        self._inside, began = True, process_time()
        try:
            return do(*given, **more)
        finally:
            self._inside = False
            self._asked.query += (process_time() - began) * 1000

    def _put(self, place: Any, name: str, value: Any) -> None:
        self._kept.append((place, name, getattr(place, name)))
        setattr(place, name, value)

    def __exit__(self, *error: object) -> None:
        for place, name, value in self._kept:
            setattr(place, name, value)


def _names(wanted: frozenset[str]) -> str:
    return json.dumps(sorted(wanted))


if __name__ == "__main__":
    main()
