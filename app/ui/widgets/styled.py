"""Properties the style sheet asks for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def set_styled(widget: QWidget, **properties: object) -> None:
    """Gives a widget properties, and the look that goes with them where one changes; False and nothing look the same. A widget
    that has no look yet gets it from Qt."""
    changed = False
    for name, value in properties.items():
        changed = changed or (widget.property(name) or "") != (value or "")
        widget.setProperty(name, value)
    if changed and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
