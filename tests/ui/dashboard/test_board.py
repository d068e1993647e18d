"""The dashboard as a person uses it: choose, read, open; in both languages and without data."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.dashboards import OVERVIEW
from app.services.campaigns import NewCampaign
from app.system.told.report import report_of
from app.ui.changes import Change
from app.ui.dashboard.popups import DaysPopup, ProfilesPopup
from app.ui.places import DashboardPlace, FetchPlace, ImportPlace
from app.ui.plots.plot_widget import PlotWidget
from app.ui.tab_context import TabContext
from tests.fakes.offices import Office, open_office
from tests.ui.dashboard.conftest import Shown
from tests.ui.dashboard.on_tab import board_of, go_to
from tests.ui.on_screen import nameless, tab_walk, texts


def test_tiles_stand_with_numbers_changes_and_samples(office: Office, shown: Shown) -> None:
    tab = shown(office)
    seen = texts(tab)
    assert [frame.tile.spec.key for frame in board_of(tab).tiles.frames] == [tile.key for tile in OVERVIEW.tiles]
    assert "1,195" in seen
    assert any("compared with" in text for text in seen)
    assert any("left out" in text or "posts" in text for text in seen)
    assert any("Too few posts to judge" in text for text in seen)
    assert any("Waits for the inbox" in text for text in seen)


def test_every_control_has_a_name_and_tab_comes_round(office: Office, shown: Shown) -> None:
    tab = shown(office)
    assert nameless(tab) == []
    board_of(tab).toolbar.dashboards.setFocus()
    tab.activateWindow()
    walk = tab_walk(tab)
    for frame in board_of(tab).tiles.frames:
        inside = [widget for widget in walk if frame.isAncestorOf(widget)]
        assert len(inside) >= 3, frame.tile.spec.key


def test_plots_say_their_numbers(office: Office, shown: Shown) -> None:
    tab = shown(office)
    plots = [plot for plot in tab.findChildren(PlotWidget) if plot.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert plots
    for plot in plots:
        assert plot.accessibleName() and ":" in plot.accessibleDescription()
    said = {plot.accessibleName(): plot.accessibleDescription() for plot in plots}
    lines = said["Interactions, by profile"]  # no list of points: where they begin, end and turn
    assert lines.startswith("From 27 Oct to 23 Nov. Facebook: first ") and len(lines) < 300
    assert "Week: 2–8 November" in said["Posts per week against the target"]


def test_figures_of_the_practice_network_say_so(office: Office, shown: Shown, qtbot: QtBot) -> None:
    tab = shown(office)
    assert not any("practice" in text for text in texts(tab))
    with office.app.store.write() as work:
        work.profiles.edit(office.facebook.id, office.facebook.version, {"connection": "practice"})
        work.profiles.mark_fetched(office.facebook.id, office.clock.now())
    with qtbot.waitSignal(tab.settled):
        tab.reload()
    seen = texts(tab)
    assert any(text.endswith("made up by the practice network: Facebook") for text in seen)
    assert any(text.endswith("of 2 profiles · practice figures among them") for text in seen)
    tell = board_of(tab).tiles.tell
    assert tell is not None
    assert any("Facebook: made up by the practice network" in row for row in tell.sources())
    assert report_of(tell).head[-1].endswith("Please note: made up by the practice network: Facebook")


def test_choices_are_kept_and_other_dashboards_chosen(
    office: Office, shown: Shown, qtbot: QtBot, context: TabContext
) -> None:
    tab = shown(office, context)
    board = board_of(tab)
    with qtbot.waitSignal(tab.settled):
        board.toolbar._choose_dashboard("network:linkedin")
    assert {row.network.value for row in board.tiles.tell.dashboard.profiles} == {"linkedin"}  # type: ignore[union-attr]
    with qtbot.waitSignal(tab.settled):
        qtbot.mouseClick(board.toolbar.segment.button("paid"), Qt.MouseButton.LeftButton)
    again = shown(office, context)
    assert (board_of(again).toolbar.choice.key, board_of(again).toolbar.choice.segment.value) == (
        "network:linkedin",
        "paid",
    )
    kept = [value for key, value in context.face.remembered.settings.window.items() if key.startswith("dashboard.")]
    assert json.loads(kept[0])["key"] == "network:linkedin"


def test_days_and_profiles_are_chosen_in_popups(office: Office, shown: Shown, qtbot: QtBot) -> None:
    tab = shown(office)
    board = board_of(tab)
    board.toolbar._choose_days()
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, DaysPopup)
    first, last = popup.first.day(), popup.last.day()
    assert first is not None
    assert last is not None
    wanted = first - timedelta(days=3)
    popup.first.selectAll()
    qtbot.keyClicks(popup.first, "40.40.2023")
    assert "This is no day. Write it like this: 24.11.2026." in texts(popup)
    assert not popup.apply.isEnabled()
    popup.first.selectAll()
    qtbot.keyClicks(popup.first, f"{wanted.day}.{wanted.month:02}.{wanted.year}")
    assert (popup.first.day(), popup.last.day()) == (wanted, last)
    popup.apply.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(tab.settled):
        qtbot.keyClick(popup.apply, Qt.Key.Key_Return)
    assert board.tiles.tell is not None and board.tiles.tell.dashboard.period.days == 31
    board.toolbar._choose_profiles()
    choice = QApplication.activePopupWidget()
    assert isinstance(choice, ProfilesPopup)
    choice.boxes[office.linkedin.id].setChecked(False)
    with qtbot.waitSignal(tab.settled):
        qtbot.mouseClick(choice.apply, Qt.MouseButton.LeftButton)
    assert [row.id for row in board.tiles.tell.dashboard.profiles] == [office.facebook.id]
    board.toolbar._choose_profiles()
    choice = QApplication.activePopupWidget()
    assert isinstance(choice, ProfilesPopup)
    only = choice.only[office.linkedin.id]
    only.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(tab.settled):
        qtbot.keyClick(only, Qt.Key.Key_Return)  # one of several, without unticking the others
    assert [row.id for row in board.tiles.tell.dashboard.profiles] == [office.linkedin.id]


def test_a_place_brings_its_dashboard_and_a_campaigns_says_when_there_is_none(
    office: Office, shown: Shown, qtbot: QtBot
) -> None:
    tab = shown(office)
    go_to(qtbot, tab, DashboardPlace("community", profile_id=office.facebook.id))
    assert board_of(tab).toolbar.choice.profile_ids == (office.facebook.id,)
    go_to(qtbot, tab, DashboardPlace("campaign"))
    assert "There is no campaign yet" in texts(board_of(tab).empty)
    with qtbot.waitSignal(tab.settled):
        qtbot.mouseClick(board_of(tab).empty.button, Qt.MouseButton.LeftButton)
    assert board_of(tab).toolbar.choice.key == "overview"


def test_a_place_brings_its_days(office: Office, shown: Shown, qtbot: QtBot) -> None:
    """As from an import of an old file: its own days, not an empty last month."""
    tab = shown(office)
    first, last = date(2026, 10, 5), date(2026, 11, 1)
    go_to(qtbot, tab, DashboardPlace("overview", days=(first, last)))
    tell = board_of(tab).tiles.tell
    assert tell is not None
    assert (tell.dashboard.period.first, tell.dashboard.period.last) == (first, last)


def test_a_campaigns_own_days_are_offered(office: Office, shown: Shown, qtbot: QtBot) -> None:
    new = NewCampaign(office.facebook.brand_id, "Adwent", starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 20))
    office.app.campaigns.add(office.owner, new)
    tab = shown(office)
    go_to(qtbot, tab, DashboardPlace("campaign"))
    toolbar = board_of(tab).toolbar
    entry = next(row for row in toolbar._period_entries() if row is not None and row[0].startswith("The campaign: "))
    assert entry[0] == "The campaign: 2–20 November"
    with qtbot.waitSignal(tab.settled, timeout=20_000):
        entry[2]()
    tell = board_of(tab).tiles.tell
    assert tell is not None
    assert (tell.dashboard.period.first, tell.dashboard.period.last) == (date(2026, 11, 2), date(2026, 11, 20))


def test_without_data_it_says_what_this_is_for_and_offers_an_import(tmp_path: Path, shown: Shown, qtbot: QtBot) -> None:
    office = open_office(tmp_path)
    try:
        tab = shown(office)
        assert "Here the figures of your profiles will stand" in texts(board_of(tab).empty)
        assert not board_of(tab).toolbar.more.isEnabled()
        assert board_of(tab).toolbar.more.accessibleName() == "There is nothing to print yet"
        with qtbot.waitSignal(tab.went) as went:
            qtbot.mouseClick(board_of(tab).empty.button, Qt.MouseButton.LeftButton)
        assert went.args == [ImportPlace()]
        with qtbot.waitSignal(tab.went) as went:
            qtbot.mouseClick(board_of(tab).empty.other, Qt.MouseButton.LeftButton)
        assert went.args == [FetchPlace()]
    finally:
        office.app.close()


def test_another_language_writes_everything_anew_and_keeps_the_choice(
    office: Office, shown: Shown, qtbot: QtBot
) -> None:
    tab = shown(office)
    go_to(qtbot, tab, DashboardPlace("community"))
    board = board_of(tab)
    with qtbot.waitSignal(tab.settled):
        tab._context.face.language.choose("pl")
        tab.write()
    assert board.toolbar.choice.key == "community"
    assert "1195" in texts(tab) and "Obserwujący" in texts(tab)


def test_a_change_reloads_what_is_seen_and_marks_what_is_not(office: Office, shown: Shown, qtbot: QtBot) -> None:
    tab = shown(office)
    board = board_of(tab)
    with qtbot.waitSignal(tab.settled):
        board._context.bus.tell(Change("post", 1))
    tab.hide()
    board._context.bus.tell(Change("import"))
    assert board._stale
    board._context.bus.tell(Change("task", 1))


def test_fetching_is_asked_for_beside_reloading(shown: Shown, office: Office, qtbot: QtBot) -> None:
    tab = shown(office)
    went: list[object] = []
    tab.went.connect(went.append)
    qtbot.mouseClick(board_of(tab).toolbar.fetch, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(board_of(tab).toolbar.bring, Qt.MouseButton.LeftButton)
    assert went == [FetchPlace(), ImportPlace()]


def test_days_that_ended_long_ago_are_not_called_the_last_days(office: Office, shown: Shown) -> None:
    office.clock.set(office.clock.now() + timedelta(days=400))
    tab = shown(office)
    toolbar = board_of(tab).toolbar
    assert toolbar.period.text().removesuffix("▾").strip() == "28 days to 23 Nov 2026"
    assert any("the last with data" in text for text in texts(toolbar))


def test_large_letters_squeeze_no_toolbar(office: Office, shown: Shown, qapp: QApplication) -> None:
    usual = qapp.font()
    qapp.setFont(QFont(usual.family(), 20))
    try:
        tab = shown(office)
        tab.resize(420, 560)
        qapp.processEvents()
        toolbar = board_of(tab).toolbar
        assert toolbar.height() >= toolbar.heightForWidth(toolbar.width())
    finally:
        qapp.setFont(usual)
