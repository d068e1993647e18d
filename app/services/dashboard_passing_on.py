"""Tiles that leave a workspace or come into one: what their filters number here, a file names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from app.domain.people import Actor
from app.domain.plain_tiles import LONGEST_NAME
from app.services.seeing import brands_read
from app.store.unit import UnitOfWork

_NUMBERED = {"profile_ids": "profiles", "persona_id": "persona", "pillar_id": "pillar", "campaign_id": "campaign"}


class TilesPassedOn:
    """A profile is named by network and handle, everything else by its name, of what the actor may see."""

    def __init__(self, work: UnitOfWork, actor: Actor) -> None:
        self._work = work
        self._brands = brands_read(work, actor)

    def named(self, tiles: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Plain tiles with names in their filters. What is not there any more narrows nothing."""
        return [self._turned(tile, self._to_name) for tile in tiles]

    def numbered(self, tiles: Iterable[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
        """Plain tiles with numbers in their filters, and the names of what is not in this workspace."""
        missing: list[str] = []
        found = [self._turned(tile, lambda field, value: self._to_number(field, value, missing)) for tile in tiles]
        return found, sorted(set(missing))

    def _turned(self, tile: Mapping[str, Any], turn: Callable[[str, Any], Any]) -> dict[str, Any]:
        filters = tile.get("filters")
        if not isinstance(filters, dict):
            return dict(tile)
        names = {**_NUMBERED, **{name: field for field, name in _NUMBERED.items()}}
        turned = {
            names.get(field, field): turn(field, value) if field in names else value for field, value in filters.items()
        }
        return {**tile, "filters": {field: value for field, value in turned.items() if value is not None}}

    def _to_name(self, field: str, value: Any) -> Any:
        names = {number: name for name, number in self._names(_NUMBERED[field]).items()}
        if isinstance(value, list):
            return [names[number] for number in value if number in names] or None
        return names.get(value)

    def _to_number(self, field: str, value: Any, missing: list[str]) -> Any:
        if field in _NUMBERED:  # a number of another workspace means nothing here
            missing.append(field)
            return None
        known = {name.casefold(): number for name, number in self._names(field).items()}
        wanted = value if isinstance(value, list) else [value]
        found = []
        for name in wanted:
            number = known.get(name.casefold()) if isinstance(name, str) else None
            if number is None:
                missing.append(str(name)[:LONGEST_NAME])
            else:
                found.append(number)
        return found if field == "profiles" else next(iter(found), None)

    def _names(self, kind: str) -> dict[str, int]:
        return self._known.get(kind, {})

    @cached_property
    def _known(self) -> dict[str, dict[str, int]]:
        work, brands = self._work, self._brands
        profiles = work.profiles.all(brand_ids=brands)
        pillars = [row for row in work.team.pillars() if brands is None or row.brand_id in brands]
        return {
            "profiles": {f"{row.network.value}:{row.handle}": row.id for row in profiles},
            "persona": {row.name: row.id for row in work.personas.all(brand_ids=brands)},
            "pillar": {row.name: row.id for row in pillars},
            "campaign": {row.name: row.id for row in work.plans.campaigns(brand_ids=brands, archived=True)},
        }
