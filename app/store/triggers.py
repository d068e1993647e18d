"""Triggers: the metric roll-ups, the packs of posts, and the guard of the append-only tables, once per dialect.

A pack is dropped when something in it changes. Triggers live outside the tables' definitions because a migration drops and
re-creates them (batch mode loses them). SQLite fires row triggers after each single row; PostgreSQL fires them at the end of
a statement, when all its rows are there (or gone) already, so there the roll-ups take a statement's rows as a set. Both keep
the same sums.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from app.store.schema.measuring import CHUNK_BITS

_SAME = "o.profile_id = {r}.profile_id AND o.post_id = {r}.post_id AND o.metric_id = {r}.metric_id AND o.day = {r}.day"
_FORMAT = (
    "CASE WHEN {r}.post_id = 0 THEN '' ELSE "
    "COALESCE((SELECT p.format FROM published_post p WHERE p.id = {r}.post_id), '?') END"
)
_TOTAL_COLUMNS = "profile_id, post_id, metric_id, value, observed_at"
_DAY_COLUMNS = "profile_id, metric_id, day, format, total, known"
_NEWER_TOTAL = (
    "ON CONFLICT (profile_id, post_id, metric_id) DO UPDATE "
    "SET value = excluded.value, observed_at = excluded.observed_at "
    "WHERE excluded.observed_at >= post_total.observed_at;"
)
_ADD_TO_DAY = (
    "ON CONFLICT (profile_id, metric_id, day, format) DO UPDATE "
    "SET total = day_sum.total + excluded.total, known = day_sum.known + excluded.known;"
)


def _later(row: str) -> str:
    same = _SAME.format(r=row)
    return f"EXISTS (SELECT 1 FROM observation o WHERE {same} AND o.observed_at > {row}.observed_at)"


def _before(row: str) -> str:
    same = _SAME.format(r=row)
    return (
        f"(SELECT o.value FROM observation o WHERE {same} AND o.observed_at < {row}.observed_at "
        "ORDER BY o.observed_at DESC LIMIT 1)"
    )


def _total_insert() -> str:
    return (
        f"INSERT INTO post_total ({_TOTAL_COLUMNS}) "
        f"VALUES (NEW.profile_id, NEW.post_id, NEW.metric_id, NEW.value, NEW.observed_at) {_NEWER_TOTAL}"
    )


def _day_insert() -> str:
    before = _before("NEW")
    return (
        f"INSERT INTO day_sum ({_DAY_COLUMNS}) "
        f"VALUES (NEW.profile_id, NEW.metric_id, NEW.day, {_FORMAT.format(r='NEW')}, NEW.value, 1) "
        "ON CONFLICT (profile_id, metric_id, day, format) DO UPDATE SET "
        f"total = day_sum.total + excluded.total - COALESCE({before}, 0), "
        f"known = day_sum.known + CASE WHEN {before} IS NULL THEN 1 ELSE 0 END;"
    )


def _total_delete() -> str:
    keys = "profile_id = OLD.profile_id AND post_id = OLD.post_id AND metric_id = OLD.metric_id"
    return (
        f"DELETE FROM post_total WHERE {keys}; "
        f"INSERT INTO post_total ({_TOTAL_COLUMNS}) "
        "SELECT o.profile_id, o.post_id, o.metric_id, o.value, o.observed_at FROM observation o "
        f"WHERE {_SAME.format(r='OLD')} ORDER BY o.observed_at DESC LIMIT 1;"
    )


def _day_delete() -> str:
    before = _before("OLD")
    keys = (
        "profile_id = OLD.profile_id AND metric_id = OLD.metric_id AND day = OLD.day "
        f"AND format = {_FORMAT.format(r='OLD')}"
    )
    return (
        f"UPDATE day_sum SET total = total - OLD.value + COALESCE({before}, 0), "
        f"known = known - CASE WHEN {before} IS NULL THEN 1 ELSE 0 END WHERE {keys}; "
        f"DELETE FROM day_sum WHERE {keys} AND known <= 0;"
    )


def _format_change() -> str:
    """Moves a post's daily figures from the sums of its old format to those of its new one; the same on both."""
    own = "o.profile_id = NEW.profile_id AND o.post_id = NEW.id AND o.day > 0"
    days = f"(metric_id, day) IN (SELECT o.metric_id, o.day FROM observation o WHERE {own})"
    keys = f"profile_id = NEW.profile_id AND format = COALESCE(OLD.format, '?') AND {days}"
    latest = (
        "(SELECT o.value FROM observation o WHERE o.profile_id = NEW.profile_id AND o.post_id = NEW.id "
        "AND o.metric_id = day_sum.metric_id AND o.day = day_sum.day ORDER BY o.observed_at DESC LIMIT 1)"
    )
    later = (
        "EXISTS (SELECT 1 FROM observation l WHERE l.profile_id = o.profile_id AND l.post_id = o.post_id "
        "AND l.metric_id = o.metric_id AND l.day = o.day AND l.observed_at > o.observed_at)"
    )
    return (
        f"UPDATE day_sum SET total = total - {latest}, known = known - 1 WHERE {keys}; "
        f"DELETE FROM day_sum WHERE {keys} AND known <= 0; "
        f"INSERT INTO day_sum ({_DAY_COLUMNS}) "
        "SELECT o.profile_id, o.metric_id, o.day, COALESCE(NEW.format, '?'), o.value, 1 FROM observation o "
        f"WHERE {own} AND NOT {later} {_ADD_TO_DAY}"
    )


def _drop_pack(profile: str, post: str) -> str:
    """The pack that holds a post is no longer right."""
    return f"DELETE FROM post_pack WHERE profile_id = {profile} AND chunk = {post} >> {CHUNK_BITS} AND {post} > 0;"


def _drop_packs(rows: str) -> str:
    """Those of a statement's `rows`."""
    posts = f"SELECT DISTINCT profile_id, post_id >> {CHUNK_BITS} AS chunk FROM {rows} WHERE day = 0 AND post_id > 0"
    return f"DELETE FROM post_pack k USING ({posts}) r WHERE k.profile_id = r.profile_id AND k.chunk = r.chunk;"


_PACKED_COLUMNS = (
    "profile_id, variant_id, published_at, day, hour, estimated, format, text, permalink, paid, followers_at, "
    "import_run_id"
)
_PACKS = (
    # name, event, body
    ("published_post_new", "INSERT", _drop_pack("NEW.profile_id", "NEW.id")),
    ("published_post_changed", f"UPDATE OF {_PACKED_COLUMNS}", _drop_pack("NEW.profile_id", "NEW.id")),
    ("published_post_gone", "DELETE", _drop_pack("OLD.profile_id", "OLD.id")),
)
_SQLITE_ROLL_UPS: tuple[tuple[str, str, str, str], ...] = (
    # name, event, condition, body
    ("observation_total", "INSERT", "NEW.day = 0", f"{_total_insert()} {_drop_pack('NEW.profile_id', 'NEW.post_id')}"),
    ("observation_day", "INSERT", f"NEW.day > 0 AND NOT {_later('NEW')}", _day_insert()),
    (
        "observation_total_undo",
        "DELETE",
        "OLD.day = 0",
        f"{_total_delete()} {_drop_pack('OLD.profile_id', 'OLD.post_id')}",
    ),
    ("observation_day_undo", "DELETE", f"OLD.day > 0 AND NOT {_later('OLD')}", _day_delete()),
)


def _latest_totals(source: str) -> str:
    return (
        f"INSERT INTO post_total ({_TOTAL_COLUMNS}) SELECT DISTINCT ON (o.profile_id, o.post_id, o.metric_id) "
        f"o.profile_id, o.post_id, o.metric_id, o.value, o.observed_at FROM {source} WHERE o.day = 0 "
        f"ORDER BY o.profile_id, o.post_id, o.metric_id, o.observed_at DESC {_NEWER_TOTAL}"
    )


def _day_changes(rows: str, now: str, before: str) -> str:
    """The change of each day sum by a statement's `rows`: from the latest values of `before` to those of `now`."""
    same = _SAME.format(r="k")

    def latest(source: str) -> str:
        return f"(SELECT o.value FROM {source} AND {same} ORDER BY o.observed_at DESC LIMIT 1)"

    return (
        "SELECT c.profile_id, c.metric_id, c.day, c.format, "
        "sum(COALESCE(c.now, 0) - COALESCE(c.before, 0)) AS total, "
        "sum(CASE WHEN c.now IS NULL THEN 0 ELSE 1 END - CASE WHEN c.before IS NULL THEN 0 ELSE 1 END) AS known "
        f"FROM (SELECT k.profile_id, k.metric_id, k.day, {_FORMAT.format(r='k')} AS format, "
        f"{latest(now)} AS now, {latest(before)} AS before "
        f"FROM (SELECT DISTINCT profile_id, post_id, metric_id, day FROM {rows} WHERE day > 0) k) c "
        "GROUP BY c.profile_id, c.metric_id, c.day, c.format"
    )


def _set_insert() -> str:
    mine = f"EXISTS (SELECT 1 FROM added a WHERE {_SAME.format(r='a')} AND o.observed_at = a.observed_at)"
    changes = _day_changes("added", "observation o WHERE true", f"observation o WHERE NOT {mine}")
    return f"{_latest_totals('added o')} INSERT INTO day_sum ({_DAY_COLUMNS}) {changes} {_ADD_TO_DAY}"


def _set_delete() -> str:
    kept = "observation o JOIN (SELECT DISTINCT profile_id, post_id, metric_id FROM removed WHERE day = 0) k"
    both = "(SELECT * FROM observation UNION ALL SELECT * FROM removed) o WHERE true"
    return (
        "DELETE FROM post_total t USING removed k WHERE k.day = 0 "
        "AND t.profile_id = k.profile_id AND t.post_id = k.post_id AND t.metric_id = k.metric_id; "
        f"{_latest_totals(kept + ' USING (profile_id, post_id, metric_id)')} "
        f"UPDATE day_sum d SET total = d.total + x.total, known = d.known + x.known "
        f"FROM ({_day_changes('removed', 'observation o WHERE true', both)}) x "
        "WHERE d.profile_id = x.profile_id AND d.metric_id = x.metric_id AND d.day = x.day AND d.format = x.format; "
        "DELETE FROM day_sum d USING removed k WHERE d.known <= 0 AND k.day > 0 "
        "AND d.profile_id = k.profile_id AND d.metric_id = k.metric_id AND d.day = k.day;"
    )


_POSTGRESQL_ROLL_UPS: tuple[tuple[str, str, str, str], ...] = (
    # name, event, transition table, body
    ("observation_rows", "INSERT", "NEW TABLE AS added", f"{_set_insert()} {_drop_packs('added')}"),
    ("observation_rows_undo", "DELETE", "OLD TABLE AS removed", f"{_set_delete()} {_drop_packs('removed')}"),
)

_FORMAT_CHANGE = ("published_post_format", "published_post", "OLD.format IS DISTINCT FROM NEW.format", _format_change())

_FIXED_COLUMNS = "profile_id, post_id, metric_id, day, observed_at, value"
"""Not the import beside them: several may come to tell a figure."""
_GUARDS: tuple[tuple[str, str, str], ...] = (
    ("observation_fixed", f"UPDATE OF {_FIXED_COLUMNS}", "observation"),
    ("history_fixed", "UPDATE", "history"),
    ("history_kept", "DELETE", "history"),
    ("history_words_fixed", "UPDATE", "history_words"),
)


def create_triggers(connection: Connection) -> None:
    """Creates all triggers; existing ones of the same name are replaced. What was packed while they were away is dropped."""
    drop_triggers(connection)
    connection.execute(text("DELETE FROM post_pack"))
    make = _sqlite if connection.dialect.name == "sqlite" else _postgresql
    for statement in make():
        connection.execute(text(statement))


def drop_triggers(connection: Connection) -> None:
    """Drops all triggers that exist, so that tables can be rebuilt."""
    roll_ups = [(name, "observation") for name, *_ in _SQLITE_ROLL_UPS + _POSTGRESQL_ROLL_UPS]
    guards = [(name, table) for name, _, table in _GUARDS]
    packs = [(name, "published_post") for name, *_ in _PACKS]
    for name, table in [*roll_ups, *packs, _FORMAT_CHANGE[:2], *guards]:
        if connection.dialect.name == "sqlite":
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        else:
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name} ON {table}"))


def _sqlite() -> list[str]:
    made = [
        f"CREATE TRIGGER {name} AFTER {event} ON observation FOR EACH ROW WHEN {condition} BEGIN {body} END"
        for name, event, condition, body in _SQLITE_ROLL_UPS
    ]
    name, table, condition, body = _FORMAT_CHANGE
    made.append(
        f"CREATE TRIGGER {name} AFTER UPDATE OF format ON {table} FOR EACH ROW WHEN {condition} BEGIN {body} END"
    )
    made += [
        f"CREATE TRIGGER {name} AFTER {event} ON published_post FOR EACH ROW BEGIN {drop} END"
        for name, event, drop in _PACKS
    ]
    made += [
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for name, event, table in _GUARDS
    ]
    return made


def _postgresql() -> list[str]:
    made: list[str] = []
    for name, event, rows, body in _POSTGRESQL_ROLL_UPS:
        made.append(_function(name, f"{body} RETURN NULL;"))
        made.append(
            f"CREATE TRIGGER {name} AFTER {event} ON observation REFERENCING {rows} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )
    name, table, condition, body = _FORMAT_CHANGE
    made.append(_function(name, f"IF {condition} THEN {body} END IF; RETURN NULL;"))
    made.append(
        f"CREATE TRIGGER {name} AFTER UPDATE OF format ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )
    for name, event, drop in _PACKS:
        made.append(_function(name, f"{drop} RETURN NULL;"))
        made.append(f"CREATE TRIGGER {name} AFTER {event} ON published_post FOR EACH ROW EXECUTE FUNCTION {name}()")
    for name, event, table in _GUARDS:
        made.append(_function(name, f"RAISE EXCEPTION '{table} is append-only';"))
        made.append(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
    return made


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
