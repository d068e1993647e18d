"""The list of what waits: its groups, going through it, what it says when it is empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from app.ui.approvals.queue_model import Role as ItemRole
from app.ui.changes import Change
from app.ui.places import ReviewPlace
from app.ui.tab_context import TabContext
from app.ui.tabs.approvals import ApprovalsTab
from tests.fakes.offices import MORNING, Office, open_office
from tests.ui.approvals.conftest import Wait
from tests.ui.approvals.on_tab import now_shown, rows
from tests.ui.on_screen import texts


def test_the_queue_stands_in_groups_by_urgency(three: Office, context: TabContext, shown, settled: Wait) -> None:
    back = three.post(three.editor, "Chałka", MORNING + timedelta(days=1), submit=True)
    three.app.approval.request_changes(three.owner, back, "Krócej")
    three.post(three.owner, "Własny", MORNING + timedelta(days=1), submit=True)
    tab = shown(context)
    tester = QAbstractItemModelTester(tab.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert rows(tab) == [
        "Waiting for me", "Makowiec", "Bułki", "Rogale", "Waiting for others", "Własny", "Changes requested", "Chałka",
    ]  # fmt: skip
    told = [tab.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in (1, 5, 7)]
    assert told[0].replace("\u00a0", " ") == "Makowiec. Piotr Wilk. goes out today, 11:30. in 3 h"
    assert told[1].endswith("waits for: Piotr Wilk")
    assert told[2].endswith("Changes asked for by: Anna Nowak")
    tab.model.hide([back])
    tab.model.unhide([back])
    tab.write()
    settled(tab)
    assert len(rows(tab)) == 8
    tester.deleteLater()


def test_the_first_post_is_shown_with_the_heading_above_it(
    office: Office, context: TabContext, qtbot: QtBot, settled: Wait
) -> None:
    for day in range(1, 25):
        office.post(office.editor, f"Bułki {day}", MORNING + timedelta(days=day), submit=True)
    tab = ApprovalsTab(context)
    qtbot.addWidget(tab)
    tab.resize(1000, 90)
    tab.show()
    tab.reload_if_stale()
    settled(tab)
    tab.resize(1280, 760)
    qtbot.waitUntil(lambda: tab.list.height() > 500)
    assert tab.list.visualRect(tab.model.index(0)).top() == 0


def test_keys_go_through_the_queue(three: Office, context: TabContext, shown, settled: Wait) -> None:
    tab = shown(context)
    QTest.keyClicks(tab.side.discussion.send, "j")
    settled(tab)
    assert now_shown(tab) == "Text of Bułki"
    QTest.keyClick(tab.list, Qt.Key.Key_Down)
    settled(tab)
    assert now_shown(tab) == "Text of Rogale"
    QTest.keyClicks(tab.list, "jkk")
    settled(tab)
    assert now_shown(tab) == "Text of Makowiec"


def test_an_empty_queue_says_so(tmp_path: Path, context_for: Callable[[Office], TabContext], shown) -> None:
    office = open_office(tmp_path)
    context = context_for(office)
    assert "Nothing waits" in texts(shown(context))
    office.app.close()


def test_nothing_for_me_tells_who_has_work(office: Office, context: TabContext, shown, settled: Wait) -> None:
    office.post(office.owner, "Własny", MORNING + timedelta(hours=30), submit=True)
    tab = shown(context)
    QTest.keyClicks(tab.list, "a")
    settled(tab)
    assert rows(tab)[:2] == ["Waiting for me", "Nothing waits for you. Others have work: Piotr Wilk (1)"]


def test_the_choice_stays_when_the_queue_is_read_again(
    three: Office, context: TabContext, shown, settled: Wait
) -> None:
    tab = shown(context)
    tab.list.step(1)
    settled(tab)
    three.post(three.editor, "Pierwszy", MORNING + timedelta(hours=1), submit=True)
    context.bus.tell(Change("post"))
    settled(tab)
    assert now_shown(tab) == "Text of Bułki"
    context.bus.tell(Change("persona"))
    assert context.face.tasks.is_idle


def test_a_place_that_is_not_in_the_queue_says_so(office: Office, context: TabContext, shown, settled: Wait) -> None:
    number = office.post(office.editor, "Szkic", MORNING + timedelta(hours=30))
    tab = shown(context)
    tab.go(ReviewPlace(number))
    settled(tab)
    assert context.notices._text.text() == "This post does not wait for a review now."
    assert now_shown(tab) == "Text of Makowiec"


def test_what_was_rejected_lately_stands_last(office: Office, context: TabContext, shown) -> None:
    refused = office.post(office.editor, "Black Friday", MORNING + timedelta(hours=1), submit=True)
    office.app.approval.reject(office.owner, refused, "Nie nasz styl")
    tab = shown(context)
    assert rows(tab)[-2:] == ["Rejected posts", "Black Friday"]
    line = tab.model.index(tab.model.rowCount() - 1).data(ItemRole.LINE)
    assert line.about == "Rejected by: Anna Nowak"
