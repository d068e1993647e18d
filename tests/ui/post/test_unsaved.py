from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.errors import StoreProblem
from app.services.planning import NewPost, PlanningService
from app.ui.places import PostPlace
from app.ui.post.panel import PostPanel
from app.ui.tab_context import TabContext
from tests.fakes.offices import MORNING, Office
from tests.fakes.pictures import picture
from tests.ui.post.conftest import Opened
from tests.ui.post.hands import LATER, at_rest, press, saved, stored, write
from tests.ui.post.killed import WORDS

ROOT = Path(__file__).resolve().parents[3]


def kill_while_writing(office: Office, home: Path, post_id: int) -> None:
    """A real process, really killed; what it wrote on this machine is then the office's."""
    command = [sys.executable, "-P", "-m", "tests.ui.post.killed", office.address, str(home), str(post_id)]
    given = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=given, timeout=120, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("new", [False, True], ids=["known", "new"])
def test_what_was_typed_survives_a_kill(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot, new: bool
) -> None:
    number = 0 if new else office.post(office.owner, "Rogale", MORNING)
    before = office.app.planning.posts(office.owner)
    home = office.app.paths.data.parent
    kill_while_writing(office, home, number)
    assert office.app.planning.posts(office.owner) == before
    panel = open_panel(None if new else number)
    assert "was never saved" in panel.desk.unsaved.text
    press(panel.desk.unsaved, "Restore it", qtbot)
    saved(panel, qtbot)
    assert stored(office, panel).text == (WORDS if new else f"{WORDS}Text of Rogale")
    qtbot.waitUntil(lambda: office.app.unsaved.found(office.owner) == [])


def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: PlanningService, *given: object, **more: object) -> None:
        raise StoreProblem("store.full")

    for name in ("add", "edit"):
        monkeypatch.setattr(PlanningService, name, full)


def test_what_cannot_be_saved_is_kept_and_said(
    office: Office, open_panel: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = open_panel(office.post(office.owner, "Rogale", MORNING))
    with monkeypatch.context() as patch:
        failing(patch)
        write(panel.desk.composer.card.text, "Pełny dysk ")
        panel.save_now()
        qtbot.waitUntil(lambda: panel.head.text.startswith("Not saved: The disk is full"))
        qtbot.waitUntil(lambda: len(office.app.unsaved.found(office.owner)) == 1)
    saved(panel, qtbot)
    assert stored(office, panel).text == "Pełny dysk Text of Rogale"
    qtbot.waitUntil(lambda: office.app.unsaved.found(office.owner) == [])


def left_behind(office: Office, panel: PostPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settles while nothing can be saved."""
    with monkeypatch.context() as patch:
        failing(patch)
        write(panel.desk.composer.card.text, "Zostało ")
        assert not panel.settle()


def test_it_is_restored_in_its_post(
    office: Office, open_panel: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = office.post(office.owner, "Rogale", MORNING)
    first = open_panel(number)
    left_behind(office, first, monkeypatch)
    assert [(row.post_id, row.name) for row in office.app.unsaved.found(office.owner)] == [(number, "Rogale")]
    panel = open_panel(number)
    press(panel.desk.unsaved, "Restore it", qtbot)
    assert panel.desk.composer.card.text.text == "Zostało Text of Rogale"
    first.session.give_up()  # type: ignore[union-attr]
    saved(panel, qtbot)
    assert stored(office, panel).text == "Zostało Text of Rogale"


def test_it_can_be_discarded(office: Office, open_panel: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    number = office.post(office.owner, "Rogale", MORNING)
    first = open_panel(number)
    left_behind(office, first, monkeypatch)
    panel = open_panel(number)
    press(panel.desk.unsaved, "Discard it", qtbot)
    qtbot.waitUntil(lambda: office.app.unsaved.found(office.owner) == [])
    assert stored(office, panel).text == "Text of Rogale"
    first.session.give_up()  # type: ignore[union-attr]
    at_rest(panel, qtbot)


def test_another_person_is_not_offered_it(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = office.post(office.owner, "Rogale", MORNING)
    first = open_panel(number)
    left_behind(office, first, monkeypatch)
    panel = open_panel(number, given=replace(context, actor=office.editor))
    assert panel.desk.unsaved.text == ""
    first.session.give_up()  # type: ignore[union-attr]


def test_a_new_post_comes_back_with_its_time_and_profiles(
    office: Office, open_panel: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_panel(None)
    first.new_post(LATER, (office.linkedin.id,))
    qtbot.waitUntil(lambda: first.session is not None)
    left_behind(office, first, monkeypatch)
    panel = open_panel(None)
    press(panel.desk.unsaved, "Restore it", qtbot)
    assert panel.window().focusWidget() is panel.desk.composer.card.text
    first.session.give_up()  # type: ignore[union-attr]
    saved(panel, qtbot)
    post = stored(office, panel)
    assert (post.text, post.due_at) == ("Zostało ", LATER)
    assert [row.profile_id for row in post.variants] == [office.linkedin.id]


def test_closing_without_a_decision_says_what_is_kept_and_what_was_not_done(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "chleb.png"
    path.write_bytes(picture("PNG"))
    media = ((office.app.media.add(office.owner, path).id, "Bochenek"),)
    new = NewPost(office.facebook.brand_id, "Chleb", "Rogale", (office.facebook.id,), media=media)
    number = office.app.planning.add(office.owner, new).id
    office.app.approval.submit(office.owner, number)
    panel = open_panel(number)
    write(panel.desk.composer.card.text, "Jeszcze ")
    panel.save_now()
    qtbot.mouseClick(panel.desk.composer.card.media.out, Qt.MouseButton.LeftButton)
    assert panel.head.text == "Not saved yet: your decision is needed"
    qtbot.keyClick(panel.desk.composer.card.text, Qt.Key.Key_Escape)
    assert panel.session is None
    assert context.notices._text.text() == (
        '"Rogale" was closed without your decision. What was typed is kept on this computer and offered when you open the '
        "post again. Not done: File taken out."
    )
    with qtbot.waitSignal(panel.went) as went:
        context.notices._action.click()
    assert went.args == [PostPlace(number)]
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    again = open_panel(number)
    assert "was never saved" in again.desk.unsaved.text
    assert len(stored(office, again).media) == 1
