"""What published posts are about that were not planned here: a person says it of many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.personas import Persona
from app.domain.workspace import Brand, Pillar


@dataclass(frozen=True, slots=True)
class PostAbout:
    """Content pillar and personas of a published post."""

    pillar_id: int | None = None
    persona_ids: tuple[int, ...] = ()
    """Ascending."""


@dataclass(frozen=True, slots=True)
class ChosenPosts:
    """`said`: of each post without a plan what was said so far. `planned` so many have theirs from the plan. `brand` None: they
    belong to several, and `pillars` and `personas` are empty."""

    said: Mapping[int, PostAbout]
    planned: int
    brand: Brand | None
    pillars: Sequence[Pillar] = ()
    personas: Sequence[Persona] = ()
    may_say: bool = False
    may_add: bool = False
    """Pillars and personas that are not there yet."""


@dataclass(frozen=True, slots=True)
class AboutChange:
    """What is to change about posts, whatever each of them has: of the rest it keeps its own."""

    pillar_ids: tuple[int | None] | None = None
    """The one pillar, or none; None: it stays."""
    personas: Mapping[int, bool] = field(default_factory=dict)
    """Those it is for from now on, and those it is not."""

    def of(self, before: PostAbout) -> PostAbout:
        pillar = before.pillar_id if self.pillar_ids is None else self.pillar_ids[0]
        kept = [number for number in before.persona_ids if self.personas.get(number, True)]
        new = [number for number, wanted in self.personas.items() if wanted]
        return PostAbout(pillar, tuple(sorted({*kept, *new})))
