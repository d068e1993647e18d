"""Posts go out while the window is open, and no longer once it is closed."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.domain.delivery import Delivery
from app.domain.delivery import DeliveryState as D
from app.services.publishing import PublishReport
from app.ui.changes import Change, ChangeBus
from app.ui.face import Face
from app.ui.main_window import MainWindow
from app.ui.outgoing import PUBLISH_HERE, Outgoing
from app.ui.places import PostPlace
from app.ui.post.panel import PostPanel
from app.ui.publishing_here import PublishingHere
from app.ui.services import Opened
from app.ui.settings.dialog import SettingsDialog
from tests.fakes.lying import lies_at_network
from tests.fakes.offices import MORNING, Office
from tests.fakes.openings import FakeOpening
from tests.ui.conftest import Show
from tests.ui.on_screen import texts


def publishers() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "szpalta-publisher"]


@pytest.fixture
def window(face: Face, office: Office, qtbot: QtBot) -> MainWindow:
    made = MainWindow(face, FakeOpening(Opened(office.address, office.app)))
    qtbot.addWidget(made)
    Outgoing(made)
    made.show()
    made.start(office.address)
    qtbot.waitUntil(lambda: made.page is not None and face.tasks.is_idle)
    return made


def test_what_becomes_due_goes_out_by_itself(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.status.publishing.text() == "Posts go out from this window")
    due = [row for row in office.app.publishing.deliveries(office.owner, states=(D.SCHEDULED,)) if row.due_at]
    assert due
    first = due[0]
    office.clock.set(first.due_at)
    window.page.bus.tell(Change("post"))
    qtbot.waitUntil(lambda: office.app.publishing.delivery(office.owner, first.id)[0].state is D.SENT)


def test_stopped_publishing_is_said_and_nothing_goes_out(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    office.app.workspaces.pause_publishing(office.owner, True)
    window.page.bus.tell(Change("workspace"))
    qtbot.waitUntil(lambda: window.status.publishing.text() == "Publishing is stopped")


def test_closing_the_window_ends_it(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(publishers()) == 1)
    window.close()
    qtbot.waitUntil(lambda: publishers() == [])


def test_a_computer_that_should_not_publish_does_not(face: Face, office: Office, qtbot: QtBot, show: Show) -> None:
    face.remembered.keep_window(PUBLISH_HERE, "no")
    window = MainWindow(face, FakeOpening(Opened(office.address, office.app)))
    qtbot.addWidget(window)
    Outgoing(window)
    window.show()
    window.start(office.address)
    qtbot.waitUntil(lambda: window.page is not None and face.tasks.is_idle)
    assert window.status.publishing.text() == "Nothing goes out from this computer"
    assert publishers() == []


def test_a_clock_that_goes_back_is_said_and_can_be_confirmed(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.status.publishing.text() == "Posts go out from this window")
    office.clock.advance(-timedelta(hours=2))
    window.page.bus.tell(Change("post"))
    qtbot.waitUntil(lambda: "clock" in window.status.trouble)
    dialog = SettingsDialog(window, "publishing")
    dialog.open()
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    button = next(one for one in dialog.findChildren(QPushButton) if one.text() == "The clock is right")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.status.trouble == "")
    dialog.close()


def test_a_full_disk_is_said_until_there_is_room(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.status.publishing.text() == "Posts go out from this window")
    publishing = window.findChildren(PublishingHere)[0]
    publishing._reported.emit(PublishReport(store_problem="publishing.disk_full"))
    qtbot.waitUntil(lambda: window.status.trouble.startswith("The disk is full, so nothing is published."))
    assert window.status.publishing.text() == "Posts go out from this window"
    publishing._reported.emit(PublishReport())
    qtbot.waitUntil(lambda: window.status.trouble == "")


def test_after_others_acted_in_the_window_today_hears_what_went_out(
    window: MainWindow, face: Face, office: Office, qtbot: QtBot
) -> None:
    wrong: list[object] = []
    face.tasks.unexpected.connect(wrong.append)
    qtbot.waitUntil(lambda: window.status.publishing.text() == "Posts go out from this window")
    for actor in (office.editor, office.owner):
        assert actor.member_id is not None
        with qtbot.waitSignal(window.page_made):
            window.bar.member_chosen.emit(actor.member_id)
        qtbot.waitUntil(lambda: face.tasks.is_idle)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert "Scheduled" in texts(window.page)
    due = min(row.due_at for row in office.app.publishing.deliveries(office.owner, states=(D.SCHEDULED,)) if row.due_at)
    office.clock.set(due)
    window.page.bus.tell(Change("post"))
    qtbot.waitUntil(lambda: "Scheduled" not in texts(window.page) and face.tasks.is_idle)
    assert "Published" in texts(window.page)
    assert wrong == []


def test_what_went_out_while_the_page_is_away_is_told_to_nobody(
    window: MainWindow, face: Face, office: Office, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: window.status.publishing.text() == "Posts go out from this window")
    outgoing = window.findChild(Outgoing)
    assert window.page is not None
    window.page.bus.deleteLater()
    QCoreApplication.sendPostedEvents(window.page.bus, QEvent.Type.DeferredDelete)
    outgoing._publishing._tell_changed()
    bus = ChangeBus(window)
    outgoing._publishing.listen(bus)
    heard: list[object] = []
    bus.happened.connect(heard.append)
    outgoing._publishing._tell_changed()
    assert heard == [(Change("delivery"), Change("post"))]


def test_an_open_post_hears_that_its_network_has_it_now(
    face: Face, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = office.post(office.owner, "Rogale", MORNING + timedelta(hours=3), submit=True)
    office.app.approval.approve(office.editor, number)
    opened = threading.Event()

    def hand_over() -> bool:
        if not opened.wait(60) or lying:
            return False
        lying.append(lies_at_network(office, number))
        return True

    lying: list[Delivery] = []
    monkeypatch.setattr(office.app.publishing, "hand_over", hand_over)
    window = MainWindow(face, FakeOpening(Opened(office.address, office.app)))
    qtbot.addWidget(window)
    Outgoing(window)
    window.show()
    window.start(office.address)
    qtbot.waitUntil(lambda: window.page is not None and face.tasks.is_idle)
    window.page.go(PostPlace(number))

    def foot() -> str:
        panel = window.findChild(PostPanel)
        return "" if panel is None else panel.foot.text

    qtbot.waitUntil(lambda: foot().startswith("Goes out") and face.tasks.is_idle)
    assert "Handed over" not in foot()
    opened.set()
    qtbot.waitUntil(lambda: "Handed over to Facebook" in foot())
    window.close()
    qtbot.waitUntil(lambda: publishers() == [])
