"""Publishing by hand in the window: from the post's panel to the word that it is out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.networks import Connection, Network
from app.domain.workflow import PostState
from app.services.profiles import NewProfile
from app.ui.publishing.by_hand_dialog import ByHandDialog
from app.ui.tab_context import TabContext
from tests.fakes.offices import MORNING, Office
from tests.ui.on_screen import nameless, texts


@pytest.fixture
def waiting(office: Office) -> int:
    """The delivery of a post whose time to be published by hand has come."""
    new = NewProfile(office.facebook.brand_id, Network.LINKEDIN, "reka", "reka", Connection.BY_HAND)
    hand = office.app.profiles.add_profile(office.owner, new)
    number = office.post(office.owner, "Rogale", MORNING + timedelta(hours=1), hand, submit=True)
    office.app.approval.approve(office.editor, number)
    office.clock.set(MORNING + timedelta(hours=1))
    office.app.publishing.publish_due()
    (row,) = office.app.by_hand.waiting(office.owner)
    return row.id


@pytest.fixture
def dialog(context: TabContext, waiting: int, tmp_path: Path, qtbot: QtBot) -> ByHandDialog:
    made = ByHandDialog(context, waiting, folder=tmp_path)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    return made


def click(button: QPushButton, context: TabContext, qtbot: QtBot) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)


def states(office: Office) -> list[PostState]:
    (post,) = [row for row in office.app.planning.posts(office.owner) if row.title == "Rogale"]
    return [row.state for row in post.variants]


def test_the_text_is_copied_and_every_control_has_a_name(
    dialog: ByHandDialog, context: TabContext, qtbot: QtBot
) -> None:
    assert "Publish by hand on LinkedIn: reka" in texts(dialog)
    click(dialog.copies[0], context, qtbot)
    assert QApplication.clipboard().text() == "Text of Rogale"
    assert nameless(dialog) == []


@pytest.mark.parametrize("link", ["https://www.linkedin.com/posts/1", ""])
def test_it_is_out_with_a_link_or_without(
    office: Office, dialog: ByHandDialog, context: TabContext, qtbot: QtBot, link: str
) -> None:
    qtbot.keyClicks(dialog.link, link)
    click(dialog.done_button, context, qtbot)
    assert states(office) == [PostState.PUBLISHED]
    assert dialog.isHidden()


def test_a_link_of_another_network_is_refused_in_place(
    office: Office, dialog: ByHandDialog, context: TabContext, qtbot: QtBot
) -> None:
    qtbot.keyClicks(dialog.link, "https://example.com/posts/1")
    click(dialog.done_button, context, qtbot)
    assert dialog.told.text
    assert states(office) == [PostState.UNSURE]


def test_the_code_for_the_phone_is_drawn_and_ends_with_the_dialog(
    office: Office, dialog: ByHandDialog, context: TabContext, qtbot: QtBot
) -> None:
    office.app.by_hand.addresses = lambda: ("127.0.0.1",)
    click(dialog.phone.button, context, qtbot)
    shown = dialog.phone.shown
    assert shown is not None and shown.is_open
    picture = dialog.phone.code.pixmap().toImage()
    seen = {QColor(picture.pixel(x, 110)).name() for x in range(picture.width())}
    assert {"#000000", "#ffffff"} <= seen
    dialog.close()
    assert not shown.is_open


def test_the_words_change_with_the_language_and_what_was_typed_stays(
    dialog: ByHandDialog, context: TabContext, qtbot: QtBot
) -> None:
    qtbot.keyClicks(dialog.link, "https://www.linkedin.com/posts/1")
    context.face.language.choose("pl")
    shown = texts(dialog)
    for text in ("Publikacja ręczna, LinkedIn: reka", "Treść posta", "Kopiuj", "Pokaż kod QR dla telefonu"):
        assert text in shown
    assert "Close" not in shown
    assert dialog.link.text() == "https://www.linkedin.com/posts/1"
