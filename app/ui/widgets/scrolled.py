"""A page that may be higher than its place: it scrolls up and down, never sideways, and takes no focus for its children."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolled(page: QWidget, parent: QWidget | None = None) -> QScrollArea:
    area = QScrollArea(parent)
    set_up_scrolling(area)
    area.setWidget(page)
    return area


class _ScrollArea(QScrollArea):
    """Its place does not follow from what is in it: asked for its size, a page that is not even shown would be laid out."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


def roomy_area(parent: QWidget) -> QScrollArea:
    """Without its page, for a place that has its size from what stands around it. A large page is made in the area's viewport
    and only then set: moved there whole, all of it would be styled once more."""
    area = _ScrollArea(parent)
    set_up_scrolling(area)
    return area


def set_up_scrolling(area: QScrollArea) -> None:
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
