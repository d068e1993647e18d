"""What a person does with the panel."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.content import Post
from app.ui.post.banner import Banner
from app.ui.post.panel import PostPanel
from app.ui.post.session import Saving
from tests.fakes.offices import MORNING, Office

LATER = MORNING + timedelta(hours=6)


def draft(office: Office, *, submit: bool = False) -> int:
    """A post for both profiles."""
    return office.post(office.owner, "Drożdżówki", LATER, office.facebook, office.linkedin, submit=submit)


def write(widget: QWidget, text: str) -> None:
    """Types a text with Polish letters."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)


def saved(panel: PostPanel, qtbot: QtBot) -> None:
    """Ctrl+S, and until everything is saved and read again."""
    panel.save_now()
    at_rest(panel, qtbot)


def at_rest(panel: PostPanel, qtbot: QtBot) -> None:
    """Nothing is being saved, read or measured any more."""
    tasks = panel._context.face.tasks

    def rests() -> bool:
        session = panel.session
        busy = session is not None and session.saving in (Saving.SAVING, Saving.TYPING)
        busy = busy or (session is not None and not panel.desk.complete)
        return bool(tasks.is_idle and not panel._again.isActive() and not busy)

    qtbot.waitUntil(rests)


def press(banner: Banner, word: str, qtbot: QtBot) -> None:
    """Clicks a button of a banner."""
    qtbot.mouseClick(button(banner, word), Qt.MouseButton.LeftButton)


def button(banner: Banner, word: str) -> QPushButton:
    return next(row for row in banner.buttons if row.text() == word)


def stored(office: Office, panel: PostPanel) -> Post:
    """The post as the workspace has it."""
    assert panel.post_id is not None
    return office.app.planning.post(office.owner, panel.post_id)
