"""Posts in the side panel, over the small office."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from app.ui.post.panel import PostPanel
from app.ui.tab_context import TabContext
from tests.ui.post.hands import at_rest

Opened = Callable[..., PostPanel]


@pytest.fixture
def open_panel(context: TabContext, qtbot: QtBot) -> Iterator[Opened]:
    """A panel of some width with a post open (None: a new one), everything read and measured."""
    panels: list[PostPanel] = []

    def opened(post_id: int | None, width: int = 560, given: TabContext | None = None) -> PostPanel:
        panel = PostPanel(given or context)
        qtbot.addWidget(panel)
        panel.resize(width, 900)
        panel.show()
        if post_id is None:
            panel.new_post()
        else:
            panel.open_post(post_id)
        qtbot.waitUntil(lambda: panel.session is not None)
        panels.append(panel)
        at_rest(panel, qtbot)
        return panel

    yield opened
    for panel in panels:
        panel.settle()
        panel.close_post()
        panel.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
