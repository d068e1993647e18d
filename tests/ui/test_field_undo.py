from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.days import wall_time
from app.ui.face import Face
from app.ui.places import PostPlace
from app.ui.post.panel import PostPanel
from tests.fakes.offices import MORNING, ZONE, Office
from tests.ui.conftest import Show
from tests.ui.post.hands import at_rest, saved, stored, write

LATER = MORNING + timedelta(hours=6)


def test_what_was_done_last_is_taken_back_first_also_while_somebody_writes(
    show: Show, office: Office, face: Face, qtbot: QtBot
) -> None:
    """A step after typing, then the typing, then (nothing left to take back in the field) a step before it."""
    number = office.post(office.owner, "Rogale", LATER)
    window = show(office)
    assert window.page is not None
    window.page.go(PostPlace(number))
    qtbot.waitUntil(lambda: any(row.post_id == number for row in window.findChildren(PostPanel)))
    panel = next(row for row in window.findChildren(PostPanel) if row.post_id == number)
    at_rest(panel, qtbot)
    text, title = panel.desk.composer.card.text, panel.desk.composer.title
    panel.timed.emit(wall_time(LATER + timedelta(hours=1), ZONE))
    at_rest(panel, qtbot)
    write(text, "Nowe ")
    saved(panel, qtbot)
    panel.timed.emit(wall_time(LATER + timedelta(hours=2), ZONE))
    at_rest(panel, qtbot)
    text.setFocus()
    for hours, said in ((1, "Nowe Text of Rogale"), (1, "Text of Rogale"), (0, "Text of Rogale")):
        qtbot.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        at_rest(panel, qtbot)
        saved(panel, qtbot)
        post = stored(office, panel)
        assert (post.variants[0].due_at, post.text) == (LATER + timedelta(hours=hours), said)
    title.setFocus()
    qtbot.keyClick(title, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    at_rest(panel, qtbot)
    assert stored(office, panel).variants[0].due_at == LATER + timedelta(hours=1)
