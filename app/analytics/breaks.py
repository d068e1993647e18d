"""Changes of metric: a network that gave impressions gives views from some day on. Two metrics, never one series."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

Seen = tuple[int, date, Mapping[str, float]]
PAIRS = (("impressions", "views"), ("reach", "viewers"))
REPLACED = frozenset(name for pair in PAIRS for name in pair)


def metric_breaks(rows: Iterable[Seen], reads: frozenset[str]) -> tuple[Mapping[str, object], ...]:
    """The changes among the metrics a KPI reads, oldest first: profile_id, day, before, after.

    `rows` are (profile, day, values). A change: one metric stood alone at first, the other at the end; its day is the first
    with the new metric after the last with the old.
    """
    pairs = [pair for pair in PAIRS if reads & set(pair)]
    if not pairs:
        return ()
    days: dict[tuple[int, str], set[date]] = {}
    names = [name for pair in pairs for name in pair]
    for profile, day, values in rows:
        for name in names:
            if name in values:
                days.setdefault((profile, name), set()).add(day)
    profiles = sorted({profile for profile, _ in days})
    found = [
        {"profile_id": profile, "day": changed, "before": before, "after": after}
        for profile in profiles
        for pair in pairs
        for before, after in (pair, pair[::-1])
        if (changed := _change(days.get((profile, before)), days.get((profile, after)))) is not None
    ]
    return tuple(sorted(found, key=lambda row: (str(row["day"]), str(row["profile_id"]))))


def _change(old: set[date] | None, new: set[date] | None) -> date | None:
    if not old or not new or min(old) >= min(new) or max(old) >= max(new):
        return None
    return min(day for day in new if day > max(old))
