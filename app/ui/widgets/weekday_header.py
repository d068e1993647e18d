"""The weekdays over a narrow month: short names, all written in the same size, as much smaller as the widest one needs."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from app.ui.plots.look import fitted

ROOM_BETWEEN = 3


class WeekdayHeader(QHeaderView):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def names(self) -> list[str]:
        role = Qt.ItemDataRole.DisplayRole
        return [str(self.model().headerData(place, self.orientation(), role)) for place in range(self.count())]

    def shown_font(self) -> QFont:
        """The header's font, or a smaller one in which the widest name fits the narrowest column."""
        room = min((self.sectionSize(place) for place in range(self.count())), default=0) - ROOM_BETWEEN
        widest = max(self.names(), key=self.fontMetrics().horizontalAdvance, default="")
        return fitted(self.font(), widest, room)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        painter.setFont(self.shown_font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self.names()[logicalIndex])
