"""After publishing in the window: each step with its outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.domain.corrections import CorrectionState
from app.domain.workflow import PostState
from app.ui.publishing.afterwards_dialog import AfterwardsDialog
from app.ui.tab_context import TabContext
from tests.fakes.offices import MORNING, Office
from tests.ui.on_screen import nameless, texts


@pytest.fixture
def dialog(office: Office, context: TabContext, qtbot: QtBot) -> AfterwardsDialog:
    number = office.post(office.owner, "Rogale", MORNING + timedelta(hours=1), submit=True)
    office.app.approval.approve(office.editor, number)
    office.clock.set(MORNING + timedelta(hours=1))
    office.app.publishing.publish_due()
    post = office.app.planning.post(office.owner, number)
    (row,) = [one for one in office.app.publishing.deliveries(office.owner) if one.variant_id == post.variants[0].id]
    made = AfterwardsDialog(context, post, row, post.text, "Facebook · piekarniaswit")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    return made


def click(button: QPushButton, context: TabContext, qtbot: QtBot) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)


def state(office: Office, dialog: AfterwardsDialog) -> PostState:
    return office.app.planning.post(office.owner, dialog._post.id).variants[0].state


def test_deleting_is_asked_twice(office: Office, dialog: AfterwardsDialog, context: TabContext, qtbot: QtBot) -> None:
    assert nameless(dialog) == []
    click(dialog.delete, context, qtbot)
    assert "cannot be undone" in dialog.told.text
    assert dialog.outcomes == []
    click(dialog.delete, context, qtbot)
    (outcome,) = dialog.outcomes
    assert outcome.text.startswith("Deletion from the network: to be done by hand")
    assert dialog.told.text == "It is not done on the network yet. What is left to do stands below."
    for button in outcome.buttons:
        if button.text() == "It is done":
            click(button, context, qtbot)
    assert dialog.outcomes[0].text.startswith("Deletion from the network: done")
    assert dialog.told.text == "Noted. What was published is kept as evidence."
    assert state(office, dialog) is PostState.REMOVED


def test_a_correction_shows_its_outcome(dialog: AfterwardsDialog, context: TabContext, qtbot: QtBot) -> None:
    dialog.text.setPlainText("Lepsze rogale")
    click(dialog.correct, context, qtbot)
    (outcome,) = dialog.outcomes
    assert outcome.text.startswith("Correction: ")


def test_marks(office: Office, dialog: AfterwardsDialog, context: TabContext, qtbot: QtBot) -> None:
    click(dialog.replaced, context, qtbot)
    assert dialog.outcomes[0].text.startswith("Replaced by another post: done")
    click(dialog.removed, context, qtbot)
    assert state(office, dialog) is PostState.REMOVED
    assert not dialog.delete.isEnabled()


def test_the_words_change_with_the_language_and_what_was_typed_stays(
    dialog: AfterwardsDialog, context: TabContext, qtbot: QtBot
) -> None:
    click(dialog.correct, context, qtbot)
    dialog.text.setPlainText("Lepsze rogale")
    click(dialog.delete, context, qtbot)
    context.face.language.choose("pl")
    shown = texts(dialog)
    for text in ("Po publikacji: Facebook · piekarniaswit", "Nowa treść", "Zamknij"):
        assert text in shown
    assert "Delete it for good" not in shown
    (outcome,) = dialog.outcomes
    assert not outcome.text.startswith("Correction")
    assert dialog.text.toPlainText() == "Lepsze rogale"
    click(dialog.delete, context, qtbot)
    assert len(dialog.outcomes) == 2


def test_what_failed_does_not_sound_as_if_it_had_worked(
    office: Office, dialog: AfterwardsDialog, context: TabContext, qtbot: QtBot
) -> None:
    (row,) = office.app.afterwards.delete(office.owner, dialog._post.id, "", None)
    dialog._tell([replace(row, state=CorrectionState.FAILED)])
    assert dialog.told.text.startswith("It did not work on the network.")
    assert dialog.told.property("tone") == "failed"
