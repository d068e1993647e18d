"""A month of the calendar, 1,000 posts of 1,000,000, beside the same query asked of the driver directly."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from app.domain.people import Actor
from app.services.planning import PlanningService
from app.services.steps import VariantSteps
from app.store.opening import create_store
from app.store.store import Store
from app.store.types import stamp
from app.system.clock import SystemClock

POSTS = 1_000_000
IN_MONTH = 1_000
ROUNDS = 25
LIMIT = 3.0
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
START = datetime(2026, 10, 31, 23, tzinfo=UTC)
END = datetime(2026, 11, 30, 23, tzinfo=UTC)
_RAW = """SELECT v.id, v.post_id, v.profile_id, v.due_at, v.state,
CASE WHEN p.title != '' THEN p.title ELSE substr(p.text, 1, 80) END
FROM variant v JOIN post p ON p.id = v.post_id WHERE v.due_at >= ? AND v.due_at < ? ORDER BY v.due_at, v.id"""


def _filled(folder: Path) -> Store:
    store = create_store(str(folder / "month.szpalta"))
    step = (END - START) / IN_MONTH
    before = POSTS * 3 // 4
    with store.write() as work:
        work.team.add_workspace(uid="w", name="B", country="PL", zone="Europe/Warsaw", language="pl", created_at=START)
        work.team.add_brand(uid="b", name="B", zone="Europe/Warsaw", places=[], banned_words=[], required_words=[])
        work.profiles.add(
            uid="p", brand_id=1, network="facebook", connection="none", name="B", handle="b", zone="Europe/Warsaw",
            created_at=START,
        )  # fmt: skip
    now = stamp(START)
    due = [stamp(START + step * (number - before)) for number in range(POSTS)]
    connection = store.engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute("BEGIN")
    cursor.executemany(
        "INSERT INTO post (id, uid, brand_id, title, text, created_at, changed_at, stage, due_at, zone, search_key, version) "
        "VALUES (?, ?, 1, '', ?, ?, ?, 'draft', ?, 'Europe/Warsaw', '', 1)",
        ((n + 1, f"u{n}", f"Post {n} o kawie, porankach i paleniu ziarna", now, now, at) for n, at in enumerate(due)),
    )
    cursor.executemany(
        "INSERT INTO variant (id, uid, post_id, profile_id, format, own_media, state, state_since, due_at, zone, "
        "approved_by_author, sequence, ever_exported, changed_at, version) "
        "VALUES (?, ?, ?, 1, 'text', 0, 'scheduled', ?, ?, 'Europe/Warsaw', 0, 0, 0, ?, 1)",
        ((n + 1, f"v{n}", n + 1, now, at, now) for n, at in enumerate(due)),
    )
    cursor.execute("COMMIT")
    connection.close()
    return store


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        store = _filled(Path(name))
        clock = SystemClock()
        planning = PlanningService(store, clock, VariantSteps(clock))
        raw, ours = [], []
        connection = store.engine.raw_connection()
        for _ in range(ROUNDS):
            began = perf_counter()
            rows = connection.cursor().execute(_RAW, (stamp(START), stamp(END))).fetchall()
            raw.append(perf_counter() - began)
            began = perf_counter()
            chips = planning.chips(Actor(), FIRST, LAST, zone="Europe/Warsaw")
            ours.append(perf_counter() - began)
        connection.close()
        store.close()
    if not len(rows) == len(chips) == IN_MONTH:
        sys.exit(f"month: {len(rows)} and {len(chips)} rows, not {IN_MONTH}")
    ratio = median(ours) / median(raw)
    print(
        f"month of {IN_MONTH} posts out of {POSTS}: {median(ours) * 1000:.1f} ms, raw {median(raw) * 1000:.1f} ms, "
        f"ratio {ratio:.2f} (at most {LIMIT})"
    )
    if ratio > LIMIT:
        sys.exit(1)
