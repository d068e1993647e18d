"""Items of a layout outlive what stood at the same place in memory before."""

from __future__ import annotations

import gc

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.flow import FlowLayout


def test_items_live_as_long_as_their_widgets_whatever_went_before(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    flows = []
    for _ in range(150):
        before = _emptied_column()
        flows.append(_flow(page))
        shiboken6.delete(before)
        gc.collect(0)
    assert all(shiboken6.isValid(flow.itemAt(place)) for flow in flows for place in range(flow.count()))


def _emptied_column() -> QWidget:
    """Its items were asked for from Python, and are gone with their labels."""
    box = QWidget()
    column = QVBoxLayout(box)
    for _ in range(5):
        column.addWidget(QLabel())
    labels = [item.widget() for place in range(column.count()) if (item := column.itemAt(place)) is not None]
    for label in labels:
        label.deleteLater()
    del labels
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert column.count() == 0
    return box


def _flow(page: QWidget) -> FlowLayout:
    flow = FlowLayout(QWidget(page))
    for _ in range(5):
        flow.addWidget(QLabel())
    return flow


def test_a_widget_that_goes_takes_its_item_along(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    flow = FlowLayout(page)
    first, second = QLabel("1"), QLabel("2")
    flow.addWidget(first)
    flow.addWidget(second)
    assert first.parentWidget() is page
    first.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    assert [flow.itemAt(place).widget() for place in range(flow.count())] == [second]
    flow.clear()
    assert flow.count() == 0
