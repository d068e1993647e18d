"""What the Personas tab reads, on a worker's thread: the gallery, one persona's page, and its side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from app.domain.days import local_day
from app.domain.errors import NotFound, SzpaltaError
from app.domain.people import Actor, Right
from app.domain.personas import Persona
from app.domain.workspace import Brand
from app.ui.personas.portraits import read_portrait
from app.ui.services import Services

if TYPE_CHECKING:
    from app.services.persona_reviews import PersonaPage


@dataclass(slots=True)
class Portraits:
    """Pictures read already, by their hash; None: one that is gone or cannot be read."""

    images: dict[str, QImage | None] = field(default_factory=dict)

    def of(self, persona: Persona) -> QImage | None:
        return self.images.get(persona.portrait_sha256 or "")


@dataclass(frozen=True, slots=True)
class Gallery:
    personas: tuple[Persona, ...]
    today: date
    portraits: dict[str, QImage | None]
    brands: tuple[Brand, ...]
    """Brands the actor may add personas to."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`page` is None where no persona is chosen, or the one that was is gone."""

    gallery: Gallery
    page: PersonaPage | None


def read(
    services: Services, actor: Actor, brand_id: int | None, archived: bool, persona_id: int | None, known: Iterable[str]
) -> Reading:
    """`known` are the hashes of portraits read already."""
    rows = services.personas.personas(actor, brand_id=brand_id, archived=archived)
    page = None
    if persona_id is not None:
        page = _page(services, actor, persona_id)
    shown = [*rows, page.persona] if page is not None else rows
    wanted = {row.portrait_sha256 for row in shown if row.portrait_sha256} - set(known)
    brands = [row for row in services.workspaces.brands(actor) if brand_id in (None, row.id)]
    gallery = Gallery(
        personas=tuple(rows),
        today=local_day(services.clock.now(), services.workspaces.workspace().zone),
        portraits={sha256: _portrait(services, sha256) for sha256 in wanted},
        brands=tuple(row for row in brands if may_plan(actor, row.id)),
    )
    return Reading(gallery, page)


def may_plan(actor: Actor, brand_id: int | None) -> bool:
    return actor.member is None or actor.member.may(Right.PLAN, brand_id)


def _page(services: Services, actor: Actor, persona_id: int) -> PersonaPage | None:
    try:
        return services.persona_reviews.page(actor, persona_id)
    except NotFound:
        return None


def _portrait(services: Services, sha256: str) -> QImage | None:
    try:
        return read_portrait(services.media.path_of(sha256))
    except (SzpaltaError, OSError):
        return None
