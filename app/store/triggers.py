"""Triggers: the metric roll-ups and the guard of the append-only tables, once per dialect.

They live outside the tables' definitions because a migration drops and re-creates them (batch mode loses them).
"""

from __future__ import annotations

from sqlalchemy import Connection, text

_SAME = "o.profile_id = {r}.profile_id AND o.post_id = {r}.post_id AND o.metric_id = {r}.metric_id AND o.day = {r}.day"
_FORMAT = (
    "CASE WHEN {r}.post_id = 0 THEN '' ELSE "
    "COALESCE((SELECT p.format FROM published_post p WHERE p.id = {r}.post_id), '?') END"
)


def _rules(row: str) -> dict[str, str]:
    """The statements both dialects share, written for NEW or OLD."""
    same = _SAME.format(r=row)
    later = f"EXISTS (SELECT 1 FROM observation o WHERE {same} AND o.observed_at > {row}.observed_at)"
    before = (
        f"(SELECT o.value FROM observation o WHERE {same} AND o.observed_at < {row}.observed_at "
        "ORDER BY o.observed_at DESC LIMIT 1)"
    )
    return {"same": same, "later": later, "before": before, "format": _FORMAT.format(r=row)}


def _total_insert() -> str:
    return (
        "INSERT INTO post_total (profile_id, post_id, metric_id, value, observed_at) "
        "VALUES (NEW.profile_id, NEW.post_id, NEW.metric_id, NEW.value, NEW.observed_at) "
        "ON CONFLICT (profile_id, post_id, metric_id) DO UPDATE "
        "SET value = excluded.value, observed_at = excluded.observed_at "
        "WHERE excluded.observed_at >= post_total.observed_at;"
    )


def _day_insert() -> str:
    r = _rules("NEW")
    return (
        "INSERT INTO day_sum (profile_id, metric_id, day, format, total, known) "
        f"VALUES (NEW.profile_id, NEW.metric_id, NEW.day, {r['format']}, NEW.value, 1) "
        "ON CONFLICT (profile_id, metric_id, day, format) DO UPDATE SET "
        f"total = day_sum.total + excluded.total - COALESCE({r['before']}, 0), "
        f"known = day_sum.known + CASE WHEN {r['before']} IS NULL THEN 1 ELSE 0 END;"
    )


def _total_delete() -> str:
    keys = "profile_id = OLD.profile_id AND post_id = OLD.post_id AND metric_id = OLD.metric_id"
    return (
        f"DELETE FROM post_total WHERE {keys}; "
        "INSERT INTO post_total (profile_id, post_id, metric_id, value, observed_at) "
        f"SELECT o.profile_id, o.post_id, o.metric_id, o.value, o.observed_at FROM observation o WHERE {_SAME.format(r='OLD')} "
        "ORDER BY o.observed_at DESC LIMIT 1;"
    )


def _day_delete() -> str:
    r = _rules("OLD")
    keys = f"profile_id = OLD.profile_id AND metric_id = OLD.metric_id AND day = OLD.day AND format = {r['format']}"
    return (
        f"UPDATE day_sum SET total = total - OLD.value + COALESCE({r['before']}, 0), "
        f"known = known - CASE WHEN {r['before']} IS NULL THEN 1 ELSE 0 END WHERE {keys}; "
        f"DELETE FROM day_sum WHERE {keys} AND known <= 0;"
    )


_BODIES: tuple[tuple[str, str, str, str], ...] = (
    # name, event, condition, body
    ("observation_total", "AFTER INSERT", "NEW.day = 0", _total_insert()),
    ("observation_day", "AFTER INSERT", f"NEW.day > 0 AND NOT {_rules('NEW')['later']}", _day_insert()),
    ("observation_total_undo", "AFTER DELETE", "OLD.day = 0", _total_delete()),
    ("observation_day_undo", "AFTER DELETE", f"OLD.day > 0 AND NOT {_rules('OLD')['later']}", _day_delete()),
)

_GUARDS: tuple[tuple[str, str, str], ...] = (
    ("observation_fixed", "UPDATE", "observation"),
    ("history_fixed", "UPDATE", "history"),
    ("history_kept", "DELETE", "history"),
    ("history_words_fixed", "UPDATE", "history_words"),
)


def create_triggers(connection: Connection) -> None:
    """Creates all triggers; existing ones of the same name are replaced."""
    drop_triggers(connection)
    make = _sqlite if connection.dialect.name == "sqlite" else _postgresql
    for statement in make():
        connection.execute(text(statement))


def drop_triggers(connection: Connection) -> None:
    """Drops all triggers that exist, so that tables can be rebuilt."""
    for name, table in [(name, "observation") for name, *_ in _BODIES] + [(name, table) for name, _, table in _GUARDS]:
        if connection.dialect.name == "sqlite":
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        else:
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name} ON {table}"))


def _sqlite() -> list[str]:
    roll_ups = [
        f"CREATE TRIGGER {name} {event} ON observation FOR EACH ROW WHEN {condition} BEGIN {body} END"
        for name, event, condition, body in _BODIES
    ]
    guards = [
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for name, event, table in _GUARDS
    ]
    return roll_ups + guards


def _postgresql() -> list[str]:
    made: list[str] = []
    for name, event, condition, body in _BODIES:
        made.append(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN IF {condition} THEN {body} END IF; RETURN NULL; END $$"
        )
        made.append(f"CREATE TRIGGER {name} {event} ON observation FOR EACH ROW EXECUTE FUNCTION {name}()")
    for name, event, table in _GUARDS:
        made.append(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
        )
        made.append(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
    return made
