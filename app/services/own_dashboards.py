"""Dashboards people make themselves: kept, arranged, shared with roles, passed on as files."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.analytics.dictionary import definition
from app.domain.arranging import settled
from app.domain.dashboards import DashboardSpec, TileKind, TileSpec, adds_up, dashboard_of, shown_as
from app.domain.errors import BadInput, NotFound, Refused
from app.domain.names import clean_name
from app.domain.own_dashboards import OwnDashboard
from app.domain.people import Actor, Member, Right, Role
from app.domain.plain_tiles import LONGEST_NAME, MOST_TILES, plain_tile, tile_from
from app.services.dashboard_passing_on import TilesPassedOn
from app.services.seeing import check_sees, sees
from app.services.steps import allow
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

LONGEST_REFRESH = 1440
"""Minutes: a day."""
KEPT: Any = object()
"""A field that stays as it is."""


class OwnDashboardService:
    """Everybody who may see a brand may make dashboards; only who made one, or the workspace's owner, changes it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # reading
    def dashboards(self, actor: Actor, *, brand_id: int | None = None) -> tuple[OwnDashboard, ...]:
        """Those of the actor and those shared with a role they have, by name; with `brand_id` only those that fit it."""
        with self._store.read() as work:
            rows = dashboards_in(work, actor)
        return tuple(row for row in rows if brand_id is None or row.brand_id in (None, brand_id))

    def owners(self, actor: Actor) -> dict[int, str]:
        """Who made the dashboards other people share with the actor: names by the ids of dashboards."""
        with self._store.read() as work:
            rows = [row for row in dashboards_in(work, actor) if row.owner_id not in (None, actor.member_id)]
            names = {row.id: row.name for row in work.team.members()} if rows else {}
        return {row.id: names[row.owner_id] for row in rows if row.owner_id in names}

    def dashboard(self, actor: Actor, name: str) -> OwnDashboard:
        """One by its key, its identity or its name. Raises `NotFound` "dashboard.not_found", "dashboard.ambiguous" (choices)."""
        rows = self.dashboards(actor)
        found = [row for row in rows if name in (row.key, row.uid)]
        found = found or [row for row in rows if row.name.casefold() == name.strip().casefold()]
        if len(found) == 1:
            return found[0]
        code = "dashboard.ambiguous" if found else "dashboard.not_found"
        raise NotFound(code, name=name, choices=[row.key for row in found])

    def spec(self, actor: Actor, name: str) -> DashboardSpec:
        """A dashboard to be shown: a ready one by its key, else an own one by key or name. Raises as `dashboard`."""
        return dashboard_of(name) or self.dashboard(actor, name).spec

    # writing
    def create(
        self, actor: Actor, name: str, of: DashboardSpec | None = None, *, brand_id: int | None = None
    ) -> OwnDashboard:
        """A new dashboard with the tiles of another, or none. A name the actor has already gets a number behind it. Raises
        `BadInput` "name.empty", "dashboard.name_long" (longest, letters)."""
        spec = of or DashboardSpec("", ())
        with self._store.write() as work:
            allow(work, actor, Right.VIEW, brand_id)
            row = OwnDashboard(
                0, uuid.uuid4().hex, actor.member_id, brand_id, _free_name(work, actor, _name(name)), _checked(spec.tiles),
                frozenset(), spec.network, spec.of_campaign, None, self._clock.now(),
            )  # fmt: skip
            return self._added(work, actor, row, "added")

    def edit(
        self,
        actor: Actor,
        uid: str,
        *,
        name: str = KEPT,
        tiles: Iterable[TileSpec] = KEPT,
        shared: Iterable[Role] = KEPT,
        refresh: int | None = KEPT,
        version: int | None = None,
    ) -> OwnDashboard:
        """Changes what is given. Raises `Refused` "dashboard.not_yours", "dashboard.exists"; `BadInput` "dashboard.tile",
        "dashboard.tiles" (most), "dashboard.refresh" (longest), "dashboard.name_long" (longest, letters), "kpi.unknown",
        "name.empty"; `StaleEdit`."""
        with self._store.write() as work:
            before = self._mine(work, actor, uid)
            now = replace(before, version=version or before.version)
            if name is not KEPT:
                now = replace(now, name=_name(name))
                _check_name(work, actor, now)
            if tiles is not KEPT:
                now = replace(now, tiles=_checked(tiles))
            if shared is not KEPT:
                now = replace(now, shared=frozenset(shared))
            if refresh is not KEPT:
                now = replace(now, refresh=_refresh(refresh))
            after = work.own_dashboards.edit(now, {"changed_at": self._clock.now()})
            if (after.name, after.shared) != (before.name, before.shared):
                self._record(work, actor, after, "renamed" if after.name != before.name else "shared")
            return after

    def delete(self, actor: Actor, uid: str) -> OwnDashboard:
        """Takes a dashboard away and gives it, for `put_back`. Raises `Refused` "dashboard.not_yours"."""
        with self._store.write() as work:
            row = self._mine(work, actor, uid)
            work.own_dashboards.remove(uid)
            self._record(work, actor, row, "deleted")
            return row

    def put_back(self, actor: Actor, row: OwnDashboard) -> OwnDashboard:
        """A deleted dashboard as it was. Raises `Refused` "dashboard.not_yours"."""
        with self._store.write() as work:
            _check_mine(work, actor, row)
            return self._added(work, actor, row, "put_back")

    # files
    def write_file(self, actor: Actor, name: str, place: Path, *, called: str = "") -> None:
        """A dashboard, own or ready (by its key), as a file; `called`: what a ready one, which has no name of its own, is called
        there. Raises as `exchange.kept_file.keep_file`."""
        from app.exchange.dashboard_files import DashboardFile, write_dashboard_file
        from app.exchange.kept_file import keep_file

        ready = dashboard_of(name)
        own = None if ready else self.dashboard(actor, name)
        spec = ready or (own.spec if own else DashboardSpec("", ()))
        with self._store.read() as work:
            tiles = TilesPassedOn(work, actor).named([plain_tile(tile) for tile in spec.tiles])
        refresh = own.refresh if own else None
        file = DashboardFile(spec.name or called or spec.key, spec.network, spec.of_campaign, refresh, tuple(tiles))
        keep_file(place, write_dashboard_file(file))

    def read_file(
        self, actor: Actor, place: Path, *, brand_id: int | None = None, widened: bool = False
    ) -> OwnDashboard:
        """A dashboard from a file, as an own one of the actor; all of it or nothing. `widened`: without filters by what is not
        here.

        Raises `BadInput` as `exchange.dashboard_files.read_dashboard_file`, "dashboard.file_unknown" (names of KPIs that are
        not here), "dashboard.file_absent" (names of profiles, personas, campaigns and pillars), "dashboard.tile" (field);
        `OSError` for a file that cannot be read.
        """
        from app.exchange.dashboard_files import MOST_BYTES, read_dashboard_file

        if self._store.is_part(place):
            raise BadInput("dashboard.file_unreadable")
        with place.open("rb") as opened:
            file = read_dashboard_file(opened.read(MOST_BYTES + 1))
        unknown = _unknown_kpis(file.tiles)
        with self._store.write() as work:
            allow(work, actor, Right.VIEW, brand_id)
            rows, missing = TilesPassedOn(work, actor).numbered(file.tiles)
            if unknown:
                raise BadInput("dashboard.file_unknown", names=[*unknown, *missing])
            if missing and not widened:
                raise BadInput("dashboard.file_absent", names=missing)
            tiles = _checked(tile_from(row) for row in rows)
            row = OwnDashboard(
                0, uuid.uuid4().hex, actor.member_id, brand_id, _free_name(work, actor, _name(file.name)), tiles,
                frozenset(), file.network, file.of_campaign, file.refresh, self._clock.now(),
            )  # fmt: skip
            return self._added(work, actor, row, "brought")

    def _mine(self, work: UnitOfWork, actor: Actor, uid: str) -> OwnDashboard:
        row = work.own_dashboards.get(uid)
        check_sees(work, actor, row.brand_id, "dashboard.not_found", name=uid)
        _check_mine(work, actor, row)
        return row

    def _added(self, work: UnitOfWork, actor: Actor, row: OwnDashboard, action: str) -> OwnDashboard:
        made = work.own_dashboards.add(row)
        self._record(work, actor, made, action)
        return made

    def _record(self, work: UnitOfWork, actor: Actor, row: OwnDashboard, action: str) -> None:
        work.history.record(
            at=self._clock.now(),
            actor=actor,
            entity="dashboard",
            entity_id=row.id,
            action=action,
            brand_id=row.brand_id,
            facts={"shared": sorted(role.value for role in row.shared)},
            words={"name": row.name},
        )


def dashboards_in(work: UnitOfWork, actor: Actor) -> list[OwnDashboard]:
    """Those of the actor and those shared with a role they have, by name."""
    member = _now(work, actor)
    rows = work.own_dashboards.all()
    return [row for row in rows if row.is_shown_to(member) and sees(work, actor, row.brand_id)]


def _now(work: UnitOfWork, actor: Actor) -> Member | None:
    """The acting member as they are now."""
    return work.team.member(actor.member.id) if actor.member is not None else None


def _check_mine(work: UnitOfWork, actor: Actor, row: OwnDashboard) -> None:
    member = _now(work, actor)
    if not row.is_shown_to(member):
        raise NotFound("dashboard.not_found", name=row.uid)
    if not row.is_of(member):
        raise Refused("dashboard.not_yours", name=row.name)


def _name(name: str) -> str:
    cleaned = clean_name(name)
    if len(cleaned) > LONGEST_NAME:
        raise BadInput("dashboard.name_long", longest=LONGEST_NAME, letters=len(cleaned))
    return cleaned


def _taken(work: UnitOfWork, actor: Actor, but: str = "") -> set[str]:
    rows = work.own_dashboards.all()
    return {row.name.casefold() for row in rows if row.owner_id == actor.member_id and row.uid != but}


def _check_name(work: UnitOfWork, actor: Actor, row: OwnDashboard) -> None:
    if row.name.casefold() in _taken(work, actor, row.uid):
        raise Refused("dashboard.exists", name=row.name)


def _free_name(work: UnitOfWork, actor: Actor, name: str) -> str:
    taken, number, found = _taken(work, actor), 1, name
    while found.casefold() in taken:
        number += 1
        found = f"{name[: LONGEST_NAME - 5]} {number}"
    return found


def _refresh(minutes: int | None) -> int | None:
    if minutes is not None and not 1 <= minutes <= LONGEST_REFRESH:
        raise BadInput("dashboard.refresh", longest=LONGEST_REFRESH)
    return minutes


def _checked(tiles: Iterable[TileSpec]) -> tuple[TileSpec, ...]:
    """Tiles that can be read, each with a key of its own, none over another."""
    found: dict[str, TileSpec] = {}
    for tile in tiles:
        _check_tile(tile)
        key, number = tile.key, 1
        while key in found:
            number += 1
            key = f"{tile.key}#{number}"
        found[key] = replace(tile_from(plain_tile(tile)), key=key)
    if len(found) > MOST_TILES:
        raise BadInput("dashboard.tiles", most=MOST_TILES)
    return settled(tuple(found.values()))


_NEED_KPI = frozenset(
    {
        TileKind.NUMBER,
        TileKind.LINES,
        TileKind.BARS,
        TileKind.TABLE,
        TileKind.STACKED,
        TileKind.FORMATS,
        TileKind.HEAT_MAP,
        TileKind.BEST_POSTS,
    }
)


def _check_tile(tile: TileSpec) -> None:
    kpi = definition(tile.kpi) if tile.kpi else None
    if kpi is None and tile.kind in _NEED_KPI:
        raise BadInput("dashboard.tile", field="kpi")
    if kpi is not None and kpi.input == "audience":
        if tile.kind in _NEED_KPI and tile.kind not in shown_as(kpi.name):
            raise BadInput("dashboard.tile", field="kpi")
        return  # they are told by whatever their tables are divided by
    if tile.kind in (TileKind.BARS, TileKind.TABLE, TileKind.STACKED) and (kpi is None or tile.by not in kpi.groups):
        raise BadInput("dashboard.tile", field="by")
    if tile.kind is TileKind.STACKED and (kpi is None or not adds_up(kpi.name, kpi.input, kpi.unit)):
        raise BadInput("dashboard.tile", field="kpi")


def _unknown_kpis(tiles: Iterable[Any]) -> list[str]:
    """Names of KPIs the dictionary does not have."""
    unknown = []
    for tile in tiles:
        name = tile.get("kpi", "")
        try:
            if isinstance(name, str) and name:
                definition(name)
        except BadInput:
            unknown.append(name[:LONGEST_NAME])
    return sorted(set(unknown))
