"""What goes out today, read from a workspace's file without SQLAlchemy, whose import alone takes longer than a window may
stay empty. Only for the first picture: the services read everything anew a moment later.
"""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app.domain.days import day_bounds, local_day
from app.domain.networks import Network
from app.domain.today import NOT_GOING, FirstLook, TodayPost, title_of
from app.domain.workflow import PostState
from app.store.schema_version import SCHEMA
from app.store.sqlite_files import APPLICATION_ID, sqlite_module

MOST = 200
_DUE = """
SELECT post.id, variant.id, post.title, coalesce(variant.text, post.text), profile.network, profile.handle,
    variant.due_at, variant.state
FROM variant JOIN post ON post.id = variant.post_id JOIN profile ON profile.id = variant.profile_id
WHERE variant.due_at >= ? AND variant.due_at < ? AND (? OR profile.brand_id IN
    (SELECT brand_id FROM member_role WHERE member_id = ?))
ORDER BY variant.due_at, variant.id
"""


def read_first_look(address: str, email: str | None, now: datetime) -> FirstLook | None:
    """What the member with this e-mail address (None or unknown: the first owner) may see of the posts going out today.

    None where there is nothing to look at so early: a server, no file, one of another program or schema, a busy one.
    """
    path = Path(address)
    if "://" in address or not path.is_file():
        return None
    module = sqlite_module()
    try:
        uri = f"file:{quote(str(path.absolute()))}?mode=ro"
        with closing(module.connect(uri, uri=True, timeout=0.05)) as connection:
            return _read(connection, email, now)
    except (module.Error, OSError, ValueError):
        return None


def _read(connection: Any, email: str | None, now: datetime) -> FirstLook | None:
    told = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    if told != [APPLICATION_ID, SCHEMA]:
        return None
    here = connection.execute("SELECT name, zone FROM workspace").fetchone()
    member = connection.execute(
        "SELECT id, is_owner FROM member WHERE active = 1 AND (email = ? OR is_owner = 1) ORDER BY email <> ?, id",
        (email, email or ""),
    ).fetchone()
    if here is None or member is None:
        return None
    name, zone = here
    day = local_day(now, zone)
    bounds = [moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ") for moment in day_bounds(day, zone)]
    rows = connection.execute(_DUE, (*bounds, member[1], member[0]))
    posts = tuple(_post(row) for row in rows if PostState(row[7]) not in NOT_GOING)
    return FirstLook(name, zone, now, day, posts[:MOST])


def _post(row: tuple[Any, ...]) -> TodayPost:
    due = datetime.strptime(row[6], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    return TodayPost(row[0], row[1], title_of(row[2], row[3]), Network(row[4]), row[5], due, PostState(row[7]))
