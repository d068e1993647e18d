from __future__ import annotations

from datetime import UTC, datetime

from pytestqt.qtbot import QtBot

from app.ui.face import Face
from app.ui.status_line import StatusLine
from tests.fakes.offices import Office


def test_when_data_was_fetched_stays_when_another_member_takes_over(face: Face, office: Office, qtbot: QtBot) -> None:
    line = StatusLine(face.language)
    qtbot.addWidget(line)
    line.show_page(office.app.today.page(office.owner))
    never = line.fetched.text()
    line.show_fetching(None, datetime(2026, 12, 1, 9, tzinfo=UTC))
    fetched = line.fetched.text()
    assert fetched != never
    line.show_fetching(None, None)
    assert line.fetched.text() == fetched
    line.show_page(None)  # another workspace
    line.show_page(office.app.today.page(office.owner))
    assert line.fetched.text() == never
