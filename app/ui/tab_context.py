"""What a tab and its parts are given: services, who acts, the face, and the ways to tell others of a change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.people import Actor
from app.ui.changes import ChangeBus
from app.ui.face import Face
from app.ui.services import Services

if TYPE_CHECKING:
    from app.ui.notices import Notices
    from app.ui.undo import UndoList


@dataclass(frozen=True, slots=True)
class TabContext:
    services: Services
    actor: Actor
    face: Face
    bus: ChangeBus
    undo: UndoList
    notices: Notices
    brand_id: int | None = None
    """The brand chosen at the top; None: all the actor may see."""

    @property
    def brand_ids(self) -> tuple[int, ...] | None:
        """As the reading services take it."""
        return None if self.brand_id is None else (self.brand_id,)
