"""The two roll-ups of `observation`, recomputed from it: to compare with what the triggers kept, and to rebuild."""

from __future__ import annotations

from sqlalchemy import Connection, text

_TOTALS = (
    "SELECT profile_id, post_id, metric_id, value, observed_at FROM ("
    "SELECT o.*, row_number() OVER (PARTITION BY profile_id, post_id, metric_id ORDER BY observed_at DESC) AS newest "
    "FROM observation o WHERE day = 0) numbered WHERE newest = 1"
)
_DAYS = (
    "SELECT n.profile_id, n.metric_id, n.day, CASE WHEN n.post_id = 0 THEN '' ELSE COALESCE(p.format, '?') END AS format, "
    "sum(n.value) AS total, count(*) AS known FROM ("
    "SELECT o.*, row_number() OVER (PARTITION BY profile_id, post_id, metric_id, day ORDER BY observed_at DESC) AS newest "
    "FROM observation o WHERE day > 0) n LEFT JOIN published_post p ON p.id = n.post_id "
    "WHERE newest = 1 GROUP BY 1, 2, 3, 4"
)
_TOTAL_KEY = ("profile_id", "post_id", "metric_id")
_DAY_KEY = ("profile_id", "metric_id", "day", "format")


def differences(connection: Connection) -> tuple[int, int]:
    """Rows of `post_total` and of `day_sum` that are not what `observation` says: missing, superfluous or different.

    Sums may differ by a billionth: the order of adding is not kept.
    """
    totals = _compare(connection, "post_total", _TOTALS, _TOTAL_KEY, "value", "observed_at")
    return totals, _compare(connection, "day_sum", _DAYS, _DAY_KEY, "total", "known")


def rebuild(connection: Connection) -> None:
    """Makes both roll-ups anew from `observation`."""
    for table, columns, query in (
        ("post_total", (*_TOTAL_KEY, "value", "observed_at"), _TOTALS),
        ("day_sum", (*_DAY_KEY, "total", "known"), _DAYS),
    ):
        connection.execute(text(f"DELETE FROM {table}"))
        connection.execute(text(f"INSERT INTO {table} ({', '.join(columns)}) {query}"))


def _compare(connection: Connection, table: str, expected: str, key: tuple[str, ...], value: str, exact: str) -> int:
    same = " AND ".join(f"e.{name} = a.{name}" for name in key)
    wrong = f"a.{key[0]} IS NULL OR e.{exact} <> a.{exact} OR abs(e.{value} - a.{value}) > 1e-9 * (1 + abs(e.{value}))"
    missing = f"SELECT count(*) FROM ({expected}) e LEFT JOIN {table} a ON {same} WHERE {wrong}"
    extra = f"SELECT count(*) FROM {table} a LEFT JOIN ({expected}) e ON {same} WHERE e.{key[0]} IS NULL"
    return sum(int(connection.execute(text(query)).scalar_one()) for query in (missing, extra))
