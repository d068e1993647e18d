"""The table of typical values of a workspace: what travels with the program, with what people here changed."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from app.analytics.dictionary import definition
from app.domain.errors import BadInput, NotFound
from app.domain.networks import Network
from app.domain.people import Actor, Right
from app.domain.typical import TypicalValue, comparable
from app.services.steps import allow
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.reference import typical_values

SETTING = "typical_values"
REMOVED = "removed"
LONGEST = 300


class TypicalService:
    def __init__(self, store: Store) -> None:
        self._store = store

    def values(self) -> tuple[TypicalValue, ...]:
        """All of them, as they stand in this workspace."""
        with self._store.read() as work:
            return typical_in(work)

    def comparable(self, kpi: str, networks: frozenset[str]) -> tuple[TypicalValue, ...]:
        """What a figure of `kpi` made of these networks may be held against."""
        return comparable(self.values(), definition(kpi).name, networks)

    def put(self, actor: Actor, row: TypicalValue) -> TypicalValue:
        """Adds a value or replaces the one with its key. Raises `BadInput` "typical.key", "typical.text" (field, longest),
        "typical.number", "typical.year" (year), "typical.network" (network), and "kpi.unknown" for a KPI that is not there."""
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
