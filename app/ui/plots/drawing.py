"""What every plot is: something that paints itself into a box, on a screen or on paper, and has places to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, overload

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from app.domain.post_briefs import Pick
from app.ui.plots.look import PlotLook


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of a plot with a value: what is said about it, and which posts stand behind it (None: none can be named)."""

    says: str
    pick: Pick | None = None


class LateMarks(Sequence[Mark]):
    """Marks that are made when they are looked at: of hundreds of days one is read at a time."""

    def __init__(self, count: int, make: Callable[[int], Mark]) -> None:
        self._places, self._make = range(count), make

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> Mark: ...
    @overload
    def __getitem__(self, place: slice) -> list[Mark]: ...
    def __getitem__(self, place: int | slice) -> Mark | list[Mark]:
        if isinstance(place, slice):
            return [self._make(one) for one in self._places[place]]
        return self._make(self._places[place])


class Drawing(Protocol):
    @property
    def marks(self) -> Sequence[Mark]:
        """In the order arrow keys go through them."""
        ...

    def height(self, width: float, look: PlotLook) -> float:
        """How high it wants to be."""
        ...

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook, active: int | None = None) -> None:
        """Paints into `size` from the origin; `active` is the mark that is read now."""
        ...

    def spots(self, size: QSizeF, look: PlotLook) -> Sequence[QRectF]:
        """Where the marks are."""
        ...


def mark_at(drawing: Drawing, point: QPointF, size: QSizeF, look: PlotLook) -> int | None:
    """The mark under a point."""
    return next((place for place, spot in enumerate(drawing.spots(size, look)) if spot.contains(point)), None)
