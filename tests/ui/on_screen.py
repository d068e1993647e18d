"""What a person would find on the screen: texts, names, and the way Tab goes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollBar, QTabBar, QWidget


def texts(widget: QWidget) -> list[str]:
    """Every visible text, from top to bottom as the widgets were made."""
    found = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    found += [button.text() for button in widget.findChildren(QAbstractButton) if button.isVisible()]
    for tabs in widget.findChildren(QTabBar):
        found += [tabs.tabText(place) for place in range(tabs.count())]
    return [text for text in found if text]


def nameless(widget: QWidget) -> list[QWidget]:
    """Visible controls that take the focus and have no name for those who listen."""
    return [
        child
        for child in widget.findChildren(QWidget)
        if child.isVisible()
        and child.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(child, QScrollBar)
        and not _name(child)
    ]


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


def tab_walk(window: QWidget, steps: int = 200) -> list[QWidget]:
    """The widgets Tab goes through from the one in focus, until it comes round."""
    first = window.focusWidget()
    assert first is not None
    found = [first]
    for _ in range(steps):
        here = found[-1].nextInFocusChain()
        while here is not first and not _takes_tab(here, window):
            here = here.nextInFocusChain()
        if here is first:
            return found
        found.append(here)
    raise AssertionError("Tab never comes round")


def _takes_tab(widget: QWidget, window: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.isVisibleTo(window) and widget.isEnabled() and widget.focusProxy() is None


def place(widget: QWidget, window: QWidget) -> tuple[int, int]:
    """Top and left of a widget in its window."""
    point = widget.mapTo(window, widget.rect().topLeft())
    return point.y(), point.x()
