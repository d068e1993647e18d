"""What the calendar shows of a plan: the filters of its rail, as the views, the printing and the .ics files take them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from app.domain.networks import Format
from app.domain.workflow import PostState


@dataclass(frozen=True, slots=True)
class CalendarFilters:
    """None means all; an empty tuple lets nothing through. Different filters narrow each other."""

    profile_ids: tuple[int, ...] | None = None
    persona_ids: tuple[int, ...] | None = None
    campaign_ids: tuple[int, ...] | None = None
    pillar_ids: tuple[int, ...] | None = None
    formats: tuple[Format, ...] | None = None
    states: tuple[PostState, ...] | None = None
    author_ids: tuple[int, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing is filtered out."""
        return not self.as_query()

    @property
    def count(self) -> int:
        """How many chips are on."""
        return sum(len(chosen) for chosen in self.as_query().values())

    def as_query(self) -> dict[str, Any]:
        """What `planning.chips` and `planning.posts` take beside days and brands."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: chosen for name, chosen in values.items() if chosen is not None}
