"""The table of typical values of a workspace: what travels with the program, with what people here changed."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from app.analytics.dictionary import definition
from app.domain.errors import BadInput, NotFound
from app.domain.networks import Network
from app.domain.people import Actor, Right
from app.domain.typical import UNITS, TypicalChange, TypicalRow, TypicalState, TypicalValue, comparable
from app.services.steps import allow
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.reference import typical_values

SETTING = "typical_values"
REMOVED = TypicalState.REMOVED.value
LONGEST = 300


class TypicalService:
    def __init__(self, store: Store) -> None:
        self._store = store

    def values(self) -> tuple[TypicalValue, ...]:
        """All of them, as they stand in this workspace."""
        with self._store.read() as work:
            return typical_in(work)

    def table(self) -> tuple[TypicalRow, ...]:
        """The table with what was taken out of it here, which can be put back."""
        with self._store.read() as work:
            changes, here = _changes(work), typical_in(work)
        shipped = {row.key: row for row in typical_values()}
        gone = [shipped[key] for key, change in changes.items() if change == REMOVED and key in shipped]
        rows = [TypicalRow(row, _state(row, shipped)) for row in here]
        return (*rows, *(TypicalRow(row, TypicalState.REMOVED) for row in gone))

    def kept(self, key: str) -> TypicalChange:
        """What this workspace keeps about a key, for `restore`."""
        with self._store.read() as work:
            change = _changes(work).get(key)
        if change == REMOVED:
            return TypicalState.REMOVED
        return TypicalValue(**change) if change else None

    def restore(self, actor: Actor, key: str, change: TypicalChange) -> None:
        """Back to what was kept about a key before."""
        with self._store.write() as work:
            allow(work, actor, Right.PLAN, None)
            others = {name: row for name, row in _changes(work).items() if name != key}
            if change is not None:
                others[key] = asdict(change) if isinstance(change, TypicalValue) else REMOVED
            work.settings.put(SETTING, others)

    def comparable(self, kpi: str, networks: frozenset[str]) -> tuple[TypicalValue, ...]:
        """What a figure of `kpi` made of these networks may be held against."""
        return comparable(self.values(), definition(kpi).name, networks)

    def put(self, actor: Actor, row: TypicalValue) -> TypicalValue:
        """Adds a value or replaces the one with its key. Raises `BadInput` "typical.key", "typical.text" (field, longest),
        "typical.number", "typical.year" (year), "typical.network" (network), "typical.unit" (unit, kpi), and "kpi.unknown" for
        a KPI that is not there."""
        checked = replace(row, kpi=definition(row.kpi).name if row.kpi else None, own=True, translations={})
        _check(checked)
        with self._store.write() as work:
            allow(work, actor, Right.PLAN, None)
            work.settings.put(SETTING, {**_changes(work), checked.key: asdict(checked)})
        return checked

    def remove(self, actor: Actor, key: str) -> None:
        """Takes a value out of the table of this workspace. Raises `NotFound` "typical.not_found" (key)."""
        with self._store.write() as work:
            allow(work, actor, Right.PLAN, None)
            if all(row.key != key for row in typical_in(work)):
                raise NotFound("typical.not_found", key=key)
            work.settings.put(SETTING, {**_changes(work), key: REMOVED})

    def reset(self, actor: Actor, key: str) -> None:
        """Back to how the program brought it; a value written here is gone. Raises `NotFound` "typical.not_found" (key)."""
        with self._store.write() as work:
            allow(work, actor, Right.PLAN, None)
            changes = _changes(work)
            if key not in changes:
                raise NotFound("typical.not_found", key=key)
            work.settings.put(SETTING, {name: row for name, row in changes.items() if name != key})


def typical_in(work: UnitOfWork) -> tuple[TypicalValue, ...]:
    """The table of the workspace."""
    rows: dict[str, TypicalValue] = {row.key: row for row in typical_values()}
    for key, change in _changes(work).items():
        if change == REMOVED:
            rows.pop(key, None)
        else:
            rows[key] = TypicalValue(**change)
    return tuple(rows.values())


def _state(row: TypicalValue, shipped: dict[str, TypicalValue]) -> TypicalState:
    if not row.own:
        return TypicalState.SHIPPED
    return TypicalState.CHANGED if row.key in shipped else TypicalState.WRITTEN


def _changes(work: UnitOfWork) -> dict[str, Any]:
    kept = work.settings.get(SETTING)
    return kept if isinstance(kept, dict) else {}


def _check(row: TypicalValue) -> None:
    if not row.key or len(row.key) > 80 or any(sign.isspace() for sign in row.key):
        raise BadInput("typical.key")
    for field in ("formula", "population", "source"):
        if not 0 < len(getattr(row, field).strip()) <= LONGEST:
            raise BadInput("typical.text", field=field, longest=LONGEST)
    numbers = (row.value, row.value if row.high is None else row.high)
    if any(number - number != 0 or number < 0 for number in numbers) or numbers[1] < numbers[0]:
        raise BadInput("typical.number")
    if not 1990 <= row.year <= 2100:
        raise BadInput("typical.year", year=row.year)
    if row.network is not None and row.network not in {network.value for network in Network}:
        raise BadInput("typical.network", network=row.network)
    wanted = {definition(row.kpi).unit} if row.kpi else set(UNITS)
    if row.unit not in wanted:
        raise BadInput("typical.unit", unit=row.unit, kpi=row.kpi)
