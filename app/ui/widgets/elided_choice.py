"""A choice whose shown entry gives way: what does not fit ends in an ellipsis, and the tooltip has it whole."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from app.ui.widgets.labels import as_tip, set_tip

GAP = 4
"""Between the picture of the entry and its words, as styles draw them."""


class ElidedChoice(QComboBox):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        width = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()
        if not option.currentIcon.isNull():
            width -= option.iconSize.width() + GAP
        line = option.currentText
        option.currentText = option.fontMetrics.elidedText(line, Qt.TextElideMode.ElideRight, width - 2)
        tip = line if option.currentText != line else ""
        if as_tip(tip) != self.toolTip():
            set_tip(self, tip)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
