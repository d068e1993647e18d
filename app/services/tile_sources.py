"""Which files and fetches a tile's figures come from: those that gave a metric it reads, of the profiles it counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.analytics.dictionary import definition
from app.analytics.interactions import parts_of
from app.domain.added_values import AudienceContent
from app.domain.dashboard_values import Content, HeatContent, Origin, Source
from app.domain.kpi import KpiValue
from app.domain.networks import Connection
from app.domain.workspace import Profile
from app.store.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Origins:
    """`files`: name and time of each file read, by its import."""

    rows: Sequence[Origin]
    files: Mapping[int, tuple[str, datetime]]


def read_origins(work: UnitOfWork, profiles: Iterable[Profile], first: date, last: date) -> Origins:
    shown = tuple(row.id for row in profiles)
    return Origins(work.figures.origins(shown, first, last), work.dashboards.files(shown))


def tile_sources(content: Content, profiles: Iterable[Profile], origins: Origins) -> tuple[Source, ...] | None:
    """A file a line, the newest of each profile first; None for tiles of which that cannot be told."""
    found: list[Source] = []
    for profile in profiles:
        wanted = _wanted(content, profile)
        own = [row for row in origins.rows if row.profile_id == profile.id]
        runs = {row.import_id for row in own if _gives(row, wanted)}
        read = sorted((origins.files[number] for number in runs if number in origins.files), key=lambda one: one[1])
        found += [Source(profile.id, None, name, at) for name, at in reversed(read)]
        practice = profile.connection is Connection.PRACTICE
        left_out = practice and any(row.import_id for row in own)
        if 0 in runs and profile.fetched_at is not None and not left_out:
            found.append(Source(profile.id, profile.fetched_at, "", None, practice))
    value = getattr(content, "value", None)
    unknown = isinstance(value, KpiValue) and value.value is None
    return tuple(found) if found or unknown else None


Wanted = Mapping[str, frozenset[str] | None]
"""By kind of figures the metrics wanted; None: any."""


def _gives(row: Origin, wanted: Wanted) -> bool:
    if row.kind not in wanted:
        return False
    names = wanted[row.kind]
    return names is None or not names.isdisjoint(row.names)


def _wanted(content: Content, profile: Profile) -> Wanted:
    """Nothing for tiles that show no KPI, and for profiles they do not count."""
    if isinstance(content, AudienceContent):
        return (
            {"tables": frozenset({content.dimension})} if profile.id in {row.profile_id for row in content.rows} else {}
        )
    value = getattr(content, "value", None)
    if not isinstance(value, KpiValue):
        return {}
    if isinstance(content, HeatContent) and content.network not in ("", profile.network.value):
        return {}
    return _read(value, profile)


def _read(value: KpiValue, profile: Profile) -> Wanted:
    kpi = definition(value.kpi)
    if kpi.input == "audience":
        rows: Sequence[Any] = value.rows
        return {"tables": frozenset(row["dimension"] for row in rows if row["profile_id"] == profile.id)}
    reads = set(kpi.reads)
    if "interactions" in reads:
        parts = parts_of(profile.network.value)
        reads |= {*(name for names in parts.core for name in names), *parts.extras}
    if value.from_daily_figures or kpi.input == "days":
        return {"days": frozenset(reads)}
    if kpi.input == "followers":
        counts: Sequence[Any] = value.rows
        if profile.id in {row["profile_id"] for row in counts}:
            return {"days": frozenset({"followers"}), "posts": frozenset({"followers_at_publication"})}
        return {"days": frozenset({"lost_followers", "net_followers"} & reads)}  # new ones alone are no growth
    return {"posts": frozenset(reads) or None, "days": frozenset(reads & {"followers"})}
