"""Files that people bring, and what the page shows of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from app.ui.importing.page import ImportPage
from app.ui.tab_context import TabContext
from tests.ui.on_screen import texts

HOSTILE = "<b>Chleb</b><img src='file:///etc/passwd'>&amp;\u202egnp.exe" + "x" * 500
TABLE = "Data;Co;Ile polubień;Zasięg;Uwagi\n" + "".join(
    f"{day:02}.03.2026;Post {day};{day * 3};{day * 100};\n" for day in range(13, 29)
)
META = "Post ID,Page ID,Page name,Publish time,Title,Post type,Reach,Reactions\n" + "".join(
    f"10000{day},7,Piekarnia,03/{day:02}/2026 12:30,Post {day},Photos,{day * 100},{day}\n" for day in range(13, 29)
)
GA4 = """# Traffic acquisition: Session source / medium
# Start date: 20260901
# End date: 20260930
Session source / medium,Sessions,Engaged sessions,Engagement rate,Event count,Key events
google / organic,1820,1100,0.604396,9100,210
(direct) / (none),940,420,0.446809,4700,88
"""
YOUTUBE = """Geography,Views,Average view duration,Watch time (hours)
Total,300,0:04:34,40.5
US,200,0:05:42,30.25
IN,100,0:03:08,10.25
"""


def cells(table: QTableView) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def wait(context: TabContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)


def bring_in(page: ImportPage, context: TabContext, qtbot: QtBot) -> None:
    assert page.preview.side.go.isEnabled(), texts(page.preview.side)
    qtbot.mouseClick(page.preview.side.go, Qt.MouseButton.LeftButton)
    wait(context, qtbot)
