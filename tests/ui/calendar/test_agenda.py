"""The agenda: campaigns, and posts that stand on no day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.domain.days import wall_time
from app.services.campaigns import NewCampaign
from app.services.planning import NewPost, PostEdit
from app.ui.tab_context import TabContext
from tests.fakes.offices import MORNING, ZONE, Office
from tests.ui.calendar.tabs import chip, settle, shown_tab
from tests.ui.on_screen import texts

pytestmark = pytest.mark.usefixtures("panels")


def test_the_agenda_names_the_campaign(office: Office, context: TabContext, qtbot: QtBot) -> None:
    made = office.app.campaigns.add(office.owner, NewCampaign(office.facebook.brand_id, "Zima 2026"))
    number = office.post(office.owner, "Rogale", MORNING + timedelta(hours=1))
    office.app.planning.edit(office.owner, number, PostEdit(campaign_id=made.id))
    tab = shown_tab(context, qtbot)
    assert tab.source.campaign(number) == "Zima 2026"
    assert tab.source.campaign(chip(tab, "Makowiec").post_id) == ""


def test_the_agenda_ends_with_what_has_no_time_and_opens_it(office: Office, context: TabContext, qtbot: QtBot) -> None:
    planning, brand = office.app.planning, office.facebook.brand_id
    planning.add(office.owner, NewPost(brand, "Bez profilu", when=wall_time(MORNING + timedelta(days=1), ZONE)))
    idea = planning.add(office.owner, NewPost(brand, "Pomysł na lato", profile_ids=(office.facebook.id,)))
    tab = shown_tab(context, qtbot)
    tab.board.choose_view("agenda")
    settle(tab, qtbot)
    view = tab.board.agenda
    QAbstractItemModelTester(view.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, view)
    told = [str(view.rows.index(row).data()) for row in range(view.rows.rowCount())]
    assert told[-3:] == [
        "Without a time or a profile",
        "Pomysł na lato. Facebook · piekarniaswit. Draft",
        "Bez profilu. tomorrow, 8:30 · no profile yet. Draft",
    ]
    view.setCurrentIndex(view.rows.index(view.rows.rowCount() - 2))
    with qtbot.waitSignal(tab.desk.opened) as opened:
        view.enter()
    assert opened.args == [idea.id]
    view.grab()


def test_a_post_without_a_profile_is_announced_below_the_month(
    office: Office, context: TabContext, qtbot: QtBot
) -> None:
    planning, brand = office.app.planning, office.facebook.brand_id
    planning.add(office.owner, NewPost(brand, "Bez profilu", when=wall_time(MORNING + timedelta(days=1), ZONE)))
    tab = shown_tab(context, qtbot)
    assert tab.board.undated.isVisible()
    assert tab.board.undated.text() == "1 post without a time or a profile"
    qtbot.mouseClick(tab.board.undated, Qt.MouseButton.LeftButton)
    settle(tab, qtbot)
    assert str(tab.board.agenda.currentIndex().data()).startswith("Bez profilu.")
    assert not tab.board.undated.isVisible()


def test_an_agenda_with_posts_on_no_day_speaks_of_days(office: Office, context: TabContext, qtbot: QtBot) -> None:
    office.app.planning.add(office.owner, NewPost(office.facebook.brand_id, "Bez dnia"))
    tab = shown_tab(context, qtbot)
    tab.board.choose_view("agenda")
    tab.board.page(3)
    settle(tab, qtbot)
    shown = texts(tab.board)
    assert "No day of this period has a post yet." in shown
    assert "No posts in this period." not in shown
