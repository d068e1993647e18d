"""Another process holds the database while a post falls due: the window does not stand still, and the post goes out (PT-17)."""

from __future__ import annotations

import threading
import time
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from app.domain.delivery import DeliveryState as D
from app.store.store import Store
from app.ui.changes import Change
from app.ui.face import Face
from app.ui.main_window import MainWindow
from app.ui.outgoing import Outgoing
from app.ui.services import Opened
from tests.fakes.offices import Office
from tests.fakes.openings import FakeOpening
from tests.fakes.store_holder import Holder

TICK_MS, TICKS = 5, 200
"""So many rounds of the main loop happen while the store is held."""
LARGEST_GAP_S = 0.1


@pytest.fixture
def window(face: Face, office: Office, qtbot: QtBot) -> MainWindow:
    made = MainWindow(face, FakeOpening(Opened(office.address, office.app)))
    qtbot.addWidget(made)
    Outgoing(made)
    made.show()
    made.start(office.address)
    qtbot.waitUntil(lambda: made.page is not None and face.tasks.is_idle)
    qtbot.waitUntil(lambda: made.status.publishing.text() == "Posts go out from this window")
    return made


@pytest.fixture
def writers(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """Which threads asked to write, in turn."""
    seen: list[threading.Thread] = []
    write = Store.write

    def noted(store: Store, *given: object, **named: object) -> object:
        seen.append(threading.current_thread())
        return write(store, *given, **named)

    monkeypatch.setattr(Store, "write", noted)
    return seen


def test_the_window_goes_on_while_another_process_holds_the_store(
    window: MainWindow, office: Office, writers: list[threading.Thread], qtbot: QtBot
) -> None:
    """PT-17. The holder lets go only when the main loop has run on. That it never blocks for longer than 100 ms is shown by
    its two causes, so that a busy machine does not matter: it computes less in one go, and it never asks for the lock."""
    due = [row for row in office.app.publishing.deliveries(office.owner, states=(D.SCHEDULED,)) if row.due_at]
    moments: list[float] = []
    tick = QTimer()
    tick.setTimerType(Qt.TimerType.PreciseTimer)
    tick.setInterval(TICK_MS)
    tick.timeout.connect(lambda: moments.append(time.thread_time()))
    assert window.page is not None
    bus = window.page.bus
    holder = Holder(office.address)
    try:
        writers.clear()
        office.clock.set(due[0].due_at)
        tick.start()
        bus.tell(Change("workspace"))
        qtbot.waitUntil(lambda: len(moments) > TICKS)
        qtbot.waitUntil(lambda: writers != [])
        tick.stop()
    finally:
        holder.let_go()
    assert office.app.publishing.delivery(office.owner, due[0].id)[0].state is D.SCHEDULED
    assert threading.main_thread() not in writers
    assert max(later - earlier for earlier, later in pairwise(moments)) < LARGEST_GAP_S
    bus.tell(Change("post"))
    qtbot.waitUntil(lambda: office.app.publishing.delivery(office.owner, due[0].id)[0].state is D.SENT)
