"""A store of a large team: ten million observations of fifty thousand posts, always the same ones.

`SZPALTA_BENCH_FIGURES` names a file to keep it in: an existing one is used again (it takes minutes to make).
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Connection, insert

from app.domain.metrics import Reading
from app.domain.published import AudienceFigure, RemoteRemark
from app.store.opening import create_store
from app.store.roll_ups import rebuild
from app.store.schema.content import post, post_persona, variant
from app.store.schema.measuring import published_post
from app.store.store import Store
from app.store.triggers import create_triggers, drop_triggers

NETWORKS = ("facebook", "instagram", "linkedin", "x", "tiktok")
METRICS = {
    "reactions": 60.0, "comments": 8.0, "shares": 5.0, "saves": 4.0, "reach": 2500.0, "impressions": 3400.0,
    "views": 3100.0, "clicks": 90.0, "link_clicks": 30.0, "engagements": 170.0,
}  # fmt: skip
"""Neutral keys and what is usual for a post."""
DAILY = {"followers": 0.0, "new_followers": 25.0, "lost_followers": 11.0, "reach": 4000.0, "profile_visits": 130.0}
PROFILES = 10
POSTS = 50_000
SPREAD = 365
"""Days the posts lie in, up to the last one."""
SEEN = 20
"""Times the figures of a post were fetched, each time a little higher."""
DAYS = 730
OBSERVATIONS = POSTS * len(METRICS) * SEEN + PROFILES * len(DAILY) * DAYS
SEED = 20261128
_BATCH = 10_000
_NOW = datetime.now(UTC).replace(hour=3, minute=0, second=0, microsecond=0)
LAST = _NOW.date() - timedelta(days=1)
_FORMATS = ("image", "video", "carousel", "link", "text")
_GROWN = (
    "INSERT INTO observation (profile_id, post_id, metric_id, day, observed_at, value, import_id) "
    "WITH RECURSIVE seen(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM seen WHERE n < ?) "
    "SELECT b.profile_id, b.post_id, b.metric_id, 0, b.at + 86400 * n, round(b.value * n / ?) + n, NULL "
    "FROM base b CROSS JOIN seen"
)


def figure_store(folder: Path) -> Path:
    """The file, made where it is not there yet."""
    kept = os.environ.get("SZPALTA_BENCH_FIGURES")
    place = Path(kept) if kept else folder / "figures.szpalta"
    if not place.exists():
        half = place.with_suffix(".half")
        half.unlink(missing_ok=True)
        _make(half)
        half.rename(place)
    return place


def _make(place: Path) -> None:
    luck = Random(SEED)
    store = create_store(str(place))
    _around(store)
    with store.writing() as connection:
        _posts(connection, luck)
        drop_triggers(connection)
        _figures(connection, luck)
        rebuild(connection)
        create_triggers(connection)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()


def _around(store: Store) -> None:
    """Profiles, pillars, personas, targets, an audience table and comments."""
    with store.write() as work:
        work.team.add_workspace(
            uid=uuid.uuid4().hex, name="B", country="PL", zone="Europe/Warsaw", language="en", created_at=_NOW
        )
        work.team.add_member(uid=uuid.uuid4().hex, name="Ola", email="ola@example.com", is_owner=True, created_at=_NOW)
        brand = work.team.add_brand(
            uid=uuid.uuid4().hex, name="B", zone="Europe/Warsaw", places=[], banned_words=[], required_words=[]
        )
        for number in range(1, 5):
            work.team.add_pillar(brand_id=brand, name=f"Pillar {number}")
            work.personas.add(
                uid=uuid.uuid4().hex, brand_id=brand, name=f"Persona {number}", summary="", quote="", tone_do="",
                tone_dont="", created_at=_NOW, changed_at=_NOW,
            )  # fmt: skip
        for number in range(PROFILES):
            work.profiles.add(
                uid=uuid.uuid4().hex, brand_id=brand, network=NETWORKS[number % len(NETWORKS)], connection="none",
                name=f"Profile {number}", handle=f"p{number}", zone="Europe/Warsaw", created_at=_NOW,
            )  # fmt: skip
        for network in NETWORKS:
            work.metrics.metric_ids(network, [Reading(key, 0, key) for key in dict.fromkeys((*METRICS, *DAILY))])
        for profile in range(1, PROFILES + 1):
            work.metrics.add_audience(
                profile,
                [
                    AudienceFigure("country", f"C{n}", "followers", 0.01 * n, "share", False, None, LAST)
                    for n in range(40)
                ],
            )
            work.comments.upsert(profile, _remarks())
        work.team.set_target(brand, None, "interactions", "month", 1e6)


def _remarks() -> list[RemoteRemark]:
    return [
        RemoteRemark(f"c{n}", None, None, "Ola", "Kiedy?", _NOW - timedelta(hours=4 * n), n % 5 == 0, n % 3 == 0)
        for n in range(1500)
    ]


def _posts(connection: Connection, luck: Random) -> None:
    """Every post is our own and stands on one profile; ids of post, variant and published post are the same."""
    rows = [(n, *_when(n, luck)) for n in range(1, POSTS + 1)]
    shared = {"brand_id": 1, "title": "", "created_at": _NOW, "changed_at": _NOW, "zone": "Europe/Warsaw"}
    for start in range(0, POSTS, _BATCH):
        some = rows[start : start + _BATCH]
        connection.execute(
            insert(post), [shared | {"id": n, "uid": f"p{n}", "text": "", "pillar_id": n % 4 + 1} for n, _, _ in some]
        )
        connection.execute(insert(post_persona), [{"post_id": n, "persona_id": n % 3 + 1} for n, _, _ in some])
        connection.execute(
            insert(variant),
            [
                {"id": n, "uid": f"v{n}", "post_id": n, "profile_id": _profile(n), "format": _FORMATS[n % 5],
                 "state": "published", "state_since": _NOW, "zone": "Europe/Warsaw", "changed_at": _NOW}
                for n, _, _ in some
            ],
        )  # fmt: skip
        connection.execute(
            insert(published_post),
            [
                {"id": n, "profile_id": _profile(n), "external_id": f"e{n}", "variant_id": n, "day": day, "hour": hour,
                 "published_at": datetime(day.year, day.month, day.day, hour, n % 60, tzinfo=UTC),
                 "format": _FORMATS[n % 5], "text": f"Post number {n}, of which somebody thought for a while",
                 "permalink": f"https://social.example/{n}", "paid": n % 10 == 0, "seen_at": _NOW}
                for n, day, hour in some
            ],
        )  # fmt: skip


def _profile(number: int) -> int:
    return number % PROFILES + 1


def _when(number: int, luck: Random) -> tuple[date, int]:
    """Spread evenly; a few thousand days and hours are as good as any."""
    return LAST - timedelta(days=SPREAD - 1 - (number - 1) * SPREAD // POSTS), luck.randrange(6, 22)


def _figures(connection: Connection, luck: Random) -> None:
    """In the order of the key, straight into the table: the roll-ups are made from it afterwards."""
    ids = {(row.network, row.key): row.id for row in connection.exec_driver_sql("SELECT id, network, key FROM metric")}
    connection.exec_driver_sql(
        "CREATE TEMP TABLE base (profile_id INTEGER, post_id INTEGER, metric_id INTEGER, at INTEGER, value REAL)"
    )
    connection.exec_driver_sql("INSERT INTO base VALUES (?, ?, ?, ?, ?)", list(_base(ids, luck)))
    connection.exec_driver_sql(_GROWN, (SEEN, float(SEEN)))
    connection.exec_driver_sql("DROP TABLE base")
    connection.exec_driver_sql(
        "INSERT INTO observation (profile_id, post_id, metric_id, day, observed_at, value) VALUES (?, 0, ?, ?, ?, ?)",
        list(_daily(ids, luck)),
    )


def _base(ids: dict[tuple[str, str], int], luck: Random) -> Iterator[tuple[int, int, int, int, float]]:
    at = int((_NOW - timedelta(days=SEEN)).timestamp())
    for profile in range(1, PROFILES + 1):
        network = NETWORKS[(profile - 1) % len(NETWORKS)]
        for number in range(profile - 1 or PROFILES, POSTS + 1, PROFILES):
            good = luck.lognormvariate(0, 0.68)
            for key, usual in METRICS.items():
                yield profile, number, ids[network, key], at, usual * good * luck.lognormvariate(0, 0.2)


def _daily(ids: dict[tuple[str, str], int], luck: Random) -> Iterator[tuple[int, int, int, int, float]]:
    at, first = int(_NOW.timestamp()), LAST.toordinal() - DAYS + 1
    for profile in range(1, PROFILES + 1):
        network = NETWORKS[(profile - 1) % len(NETWORKS)]
        for key, usual in DAILY.items():
            for day in range(DAYS):
                value = 10_000.0 + 14 * day if key == "followers" else round(usual * luck.uniform(0.5, 1.5))
                yield profile, ids[network, key], first + day, at, value
