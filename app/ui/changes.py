"""The change bus: a writer says what changed, whoever shows it reloads. Writers do not know their readers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class Change:
    """A thing that changed: the entity's name as the history calls it ("post", "profile", "task"…), None for all of a kind."""

    entity: str
    entity_id: int | None = None


class ChangeBus(QObject):
    """One per workspace. `happened` carries a tuple of `Change`."""

    happened = Signal(object)

    def tell(self, *changes: Change) -> None:
        if changes:
            self.happened.emit(changes)
