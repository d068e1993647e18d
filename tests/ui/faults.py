"""What is wrong with a screen for those who listen, press keys, need great letters, or name things oddly.

Every finding is a line: where in the window, and what.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QListView,
    QMessageBox,
    QScrollBar,
    QSizeGrip,
    QSplitterHandle,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from app.ui.widgets.labels import ElidedLabel
from tests.ui.on_screen import nameless

MOST_STEPS = 600
ROWS = 60
"""Rows of a table that are looked at."""
HOSTILE = "<b>Ola</b> <img src='file:///etc/passwd'> &amp; \u202egnp.exe"


def where(widget: QWidget) -> str:
    """The way to a widget from its window: classes, and its text or name."""
    parts: list[str] = []
    here: QWidget | None = widget
    while here is not None and not here.isWindow():
        parts.append(type(here).__name__)
        here = here.parentWidget()
    words = _text(widget) or widget.accessibleName() or widget.objectName()
    return f"{'/'.join(reversed(parts[:5]))} {words[:60]!r}"


def _text(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    return widget.currentText() if isinstance(widget, QComboBox) else ""


def shown(root: QWidget) -> list[QWidget]:
    return [root, *(child for child in root.findChildren(QWidget) if child.isVisible())]


# those who listen
def without_name(root: QWidget) -> list[str]:
    return [f"no name: {where(widget)}" for widget in nameless(root) if not isinstance(widget, QSizeGrip)]


# those who press keys
def tab_faults(root: QWidget) -> list[str]:
    """Presses Tab until it comes round: a trap, a control never reached, or one reached before what stands before it."""
    root.activateWindow()
    QTest.qWaitForWindowActive(root)
    wanted = [widget for widget in shown(root) if _takes_tab(widget)]
    if not wanted:
        return []
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    walk: list[QWidget] = []
    here = QApplication.focusWidget()
    while here is not None and here not in walk:
        walk.append(here)
        if len(walk) > MOST_STEPS:
            return ["Tab never comes round"]
        QTest.keyClick(here, Qt.Key.Key_Tab)
        after = QApplication.focusWidget()
        if after is here and len(wanted) > 1:
            return [f"Tab is caught: {where(here)}"]
        here = after
    reached = {_master(widget) for widget in walk} | set(walk)
    missed = [
        f"Tab never reaches: {where(widget)}" for widget in wanted if widget not in reached and not _in_group(widget)
    ]
    order = [
        f"Tab goes back: {where(before)} -> {where(after)}"
        for before, after in pairwise(walk)
        if root.isAncestorOf(before) and root.isAncestorOf(after) and _stands_before(after, before)
    ]
    return missed + order


def _takes_tab(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollBar | QSizeGrip | QSplitterHandle)
        and not (isinstance(widget, QAbstractScrollArea) and type(widget).__name__ == "QComboBoxListView")
    )


def _master(widget: QWidget) -> QWidget:
    """The control a part of it belongs to: a date field for the line inside it."""
    parent = widget.parentWidget()
    return parent if parent is not None and parent.focusProxy() is widget else widget


def _in_group(widget: QWidget) -> bool:
    """One of several of which Tab reaches the chosen one and arrows the others."""
    return isinstance(widget, QAbstractButton) and (widget.autoExclusive() or widget.group() is not None)


def _stands_before(one: QWidget, other: QWidget) -> bool:
    """Whether `one` is read before `other`: wholly above it, or beside it to the left. Told where their ways part."""
    if one.isAncestorOf(other) or other.isAncestorOf(one):
        return False
    common = one.parentWidget()
    while common is not None and not common.isAncestorOf(other):
        common = common.parentWidget()
    if common is None:
        return False
    first, second = _place(one, common), _place(other, common)
    if first.bottom() < second.top():
        return not _beside(first, second)
    overlap = min(first.bottom(), second.bottom()) - max(first.top(), second.top())
    return overlap > min(first.height(), second.height()) // 2 and first.right() < second.left()


def _beside(first: QRect, second: QRect) -> bool:
    """Columns side by side: one may be higher up than the end of the other."""
    return first.right() < second.left() or second.right() < first.left()


def _place(widget: QWidget, common: QWidget) -> QRect:
    """Where the part of `common` that holds the widget stands."""
    part = widget
    while part.parentWidget() is not None and part.parentWidget() is not common:
        part = part.parentWidget()
    return QRect(part.mapTo(common, QPoint(0, 0)), part.size())


# those who need great letters
def clipped(root: QWidget) -> list[str]:
    """Texts with less room than they need, and parts that reach over the edge of what holds them."""
    found = []
    for widget in shown(root):
        if told := _cut(widget):
            found.append(f"{told}: {where(widget)}")
        elif _over_the_edge(widget):
            found.append(f"over the edge: {where(widget)}")
    return found


def _cut(widget: QWidget) -> str:
    if isinstance(widget, ElidedLabel) or (not _text(widget) and not isinstance(widget, QTabBar)):
        return ""
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return "lines cut" if widget.heightForWidth(widget.width()) > widget.height() + 1 else ""
        return _smaller(widget)
    if isinstance(widget, QTabBar):
        every = range(widget.count())
        wide = sum(widget.tabSizeHint(place).width() for place in every if widget.isTabVisible(place))
        return "tabs cut" if wide > widget.width() + 1 else ""
    if isinstance(widget, QComboBox):
        need = widget.fontMetrics().horizontalAdvance(widget.currentText())
        elided = widget.toolTip() or widget.sizeAdjustPolicy() is not QComboBox.SizeAdjustPolicy.AdjustToContents
        return "choice cut" if need > widget.width() and not elided else ""
    if isinstance(widget, QAbstractButton):
        icon_only = (
            isinstance(widget, QToolButton) and widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        fixed = isinstance(widget, QToolButton) and widget.property("look") == "avatar"
        return "" if icon_only or fixed else _smaller(widget)
    return ""


def _smaller(widget: QWidget) -> str:
    hint, room = widget.sizeHint(), widget.size()
    if hint.width() > room.width() + 1:
        return "" if widget.toolTip() and isinstance(widget, QAbstractButton) else "cut"
    return "height cut" if hint.height() > room.height() + 1 else ""


def _over_the_edge(widget: QWidget) -> bool:
    """A text or a button that its parent does not show whole, and that nothing can be scrolled to show."""
    if widget.isWindow() or not isinstance(widget, QLabel | QAbstractButton):
        return False
    here = widget.rect()
    parent = widget.parentWidget()
    child = widget
    while parent is not None:
        if isinstance(parent.parentWidget(), QAbstractScrollArea) and parent is parent.parentWidget().viewport():  # type: ignore[union-attr]
            return False
        here = QRect(child.mapToParent(here.topLeft()), here.size())
        if not parent.rect().adjusted(-2, -2, 2, 2).contains(here):
            return True
        if parent.isWindow():
            return False
        child, parent = parent, parent.parentWidget()
    return False


# those who name things oddly
def read_as_markup(root: QWidget) -> list[str]:
    """Texts from outside that a widget could take for HTML or for a shortcut."""
    found = []
    for widget in shown(root):
        if isinstance(widget, QLabel) and "<" in widget.text() and widget.textFormat() is not Qt.TextFormat.PlainText:
            found.append(f"reads HTML: {where(widget)}")
        if isinstance(widget, QMessageBox) and widget.textFormat() is not Qt.TextFormat.PlainText:
            found.append(f"reads HTML: {where(widget)}")
        if isinstance(widget, QTextEdit) and "src=" in widget.toHtml() and "<img" in widget.toHtml():
            found.append(f"shows a picture: {where(widget)}")
        if "<img" in widget.toolTip() or "<b>Ola" in widget.toolTip():
            found.append(f"tooltip reads HTML: {where(widget)}")
        if isinstance(widget, QAbstractButton) and "&amp;" in widget.text().replace("&&", ""):
            found.append(f"& taken for a shortcut: {where(widget)}")
        if isinstance(widget, QAbstractItemView):
            found += [f"{told}: {where(widget)}" for told in _cells_as_markup(widget)]
    return found


def _cells_as_markup(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    columns = 1 if isinstance(view, QListView) else model.columnCount()
    for row in range(min(model.rowCount(), ROWS)):
        for column in range(columns):
            tip = str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")
            if "<img" in tip or "<b>Ola" in tip:
                yield f"tooltip of a cell reads HTML ({row}, {column})"
                return
