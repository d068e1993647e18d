"""The dashboard as a person uses it: choose, read, open, copy; in both languages and without data."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from app.domain.dashboard_values import FailedContent, LinesContent, NumberContent, Points
from app.domain.dashboards import OVERVIEW
from app.domain.kpi import KpiValue
from app.services import dashboard_tiles
from app.services.campaigns import NewCampaign
from app.system.told.report import report_of
from app.system.told.sentences import sentence_of
from app.ui.changes import Change
from app.ui.dashboard.drawings import drawing_of, scale_of
from app.ui.dashboard.frame import TileFrame
from app.ui.dashboard.popover import AboutPopover
from app.ui.dashboard.popups import DaysPopup, ProfilesPopup
from app.ui.dashboard.table_dialog import TableDialog
from app.ui.places import DashboardPlace, FetchPlace, ImportPlace
from app.ui.plots.line_frame import LineFrame
from app.ui.plots.plot_widget import PlotWidget
from app.ui.tab_context import TabContext
from app.ui.tabs.dashboard import DashboardTab
from app.ui.tokens import S, colors_of
from app.ui.widgets.labels import FigureLabel
from tests.fakes.offices import Office, open_office
from tests.ui.dashboard.conftest import Shown
from tests.ui.dashboard.on_tab import board_of, frame_of
from tests.ui.on_screen import nameless, tab_walk, texts


def _go(qtbot: QtBot, tab: DashboardTab, place: DashboardPlace) -> None:
    with qtbot.waitSignal(tab.settled):
        tab.go(place)


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


@pytest.mark.parametrize("width", [120, 170, 300])
def test_a_number_is_never_cut_however_narrow_its_tile(office: Office, shown: Shown, qtbot: QtBot, width: int) -> None:
    """As with the posts open beside the tiles: "15 593," of "15 593,1" reads as another number."""
    tab = shown(office)
    tile = frame_of(tab, "interactions_per_1000_followers").tile  # type: ignore[attr-defined]
    large = replace(tile.content, value=replace(tile.content.value, value=16_948_098.1), why_not="unknown_before")
    assert board_of(tab).tiles.tell is not None
    frame = TileFrame(replace(tile, content=replace(large, change=None)), board_of(tab).tiles.tell)  # type: ignore[arg-type]
    qtbot.addWidget(frame)
    frame.resize(width, frame.heightForWidth(width))
    frame.show()
    number = frame.findChild(FigureLabel)
    assert number is not None and number.text().startswith("16,948,098")
    metrics = QFontMetricsF(number.shown_font())
    assert metrics.horizontalAdvance(number.text()) <= number.width()
    assert metrics.height() <= number.height() and number.width() > width / 2
    for label in frame.findChildren(QLabel):
        if label.wordWrap() and label.text():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


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


def test_lines_without_any_value_are_no_empty_plot(office: Office, shown: Shown, qtbot: QtBot) -> None:
    tab = shown(office)
    _go(qtbot, tab, DashboardPlace("overview", days=(date(2020, 1, 1), date(2020, 1, 31))))
    frame = frame_of(tab, "lines_interactions")
    assert not frame.findChildren(PlotWidget)
    assert "No data in this period." in texts(frame)


def test_the_i_tells_formula_sample_and_source(office: Office, shown: Shown, qtbot: QtBot) -> None:
    tab = shown(office)
    frame = frame_of(tab, "engagement_rate_by_reach_median")
    qtbot.mouseClick(frame.info, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, AboutPopover)
    seen = texts(popover)
    assert "median over posts of interactions ÷ reach × 100" in seen
    for heading in ("Formula", "Denominator", "Sample", "Data from"):
        assert heading in seen
    qtbot.keyClick(popover, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


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


def test_a_place_brings_its_dashboard_and_a_campaigns_says_when_there_is_none(
    office: Office, shown: Shown, qtbot: QtBot
) -> None:
    tab = shown(office)
    _go(qtbot, tab, DashboardPlace("community", profile_id=office.facebook.id))
    assert board_of(tab).toolbar.choice.profile_ids == (office.facebook.id,)
    _go(qtbot, tab, DashboardPlace("campaign"))
    assert "There is no campaign yet" in texts(board_of(tab).empty)
    with qtbot.waitSignal(tab.settled):
        qtbot.mouseClick(board_of(tab).empty.button, Qt.MouseButton.LeftButton)
    assert board_of(tab).toolbar.choice.key == "overview"


def test_a_place_brings_its_days(office: Office, shown: Shown, qtbot: QtBot) -> None:
    """As from an import of an old file: its own days, not an empty last month."""
    tab = shown(office)
    first, last = date(2026, 10, 5), date(2026, 11, 1)
    _go(qtbot, tab, DashboardPlace("overview", days=(first, last)))
    tell = board_of(tab).tiles.tell
    assert tell is not None
    assert (tell.dashboard.period.first, tell.dashboard.period.last) == (first, last)


def test_a_campaigns_own_days_are_offered(office: Office, shown: Shown, qtbot: QtBot) -> None:
    new = NewCampaign(office.facebook.brand_id, "Adwent", starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 20))
    office.app.campaigns.add(office.owner, new)
    tab = shown(office)
    _go(qtbot, tab, DashboardPlace("campaign"))
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


def test_a_tile_that_fails_says_so_and_the_others_stand(
    office: Office, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(dashboard_tiles._MAKERS, OVERVIEW.tiles[4].kind, broken)
    tab = shown(office)
    frame = frame_of(tab, "lines_interactions")
    assert isinstance(frame.tile.content, FailedContent)  # type: ignore[attr-defined]
    assert any("This tile could not be made" in text for text in texts(frame))
    assert "1,195" in texts(tab)


def test_another_language_writes_everything_anew_and_keeps_the_choice(
    office: Office, shown: Shown, qtbot: QtBot
) -> None:
    tab = shown(office)
    _go(qtbot, tab, DashboardPlace("community"))
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


@pytest.mark.parametrize("what", ["csv", "image"])
def test_a_tile_is_copied(office: Office, shown: Shown, qtbot: QtBot, what: str) -> None:
    tab = shown(office)
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    frame = frame_of(tab, "followers")
    frame.asked.emit(what)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bool(clipboard.text()) if what == "csv" else not clipboard.image().isNull())
    if what == "csv":
        assert clipboard.text().splitlines()[-1] == "2026-11-23,1195"
    else:
        assert clipboard.image().width() == frame.width() * 2


def test_a_tile_is_shown_as_a_table(office: Office, shown: Shown, qtbot: QtBot) -> None:
    tab = shown(office)
    for frame in board_of(tab).tiles.frames:
        frame.asked.emit("table")
        dialog = tab.findChild(TableDialog)
        assert isinstance(dialog, TableDialog)
        head = dialog.view.horizontalHeader()
        assert all(head.sectionSize(place) >= head.sectionSizeHint(place) for place in range(head.count()))
        model = dialog.view.model()
        assert model is not None and model.columnCount() > 0
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        dialog.close()
        qtbot.waitUntil(lambda: tab.findChild(TableDialog) is None)


def test_the_table_of_a_number_begins_with_the_number(office: Office, shown: Shown) -> None:
    frame = frame_of(shown(office), "post_reach_total")
    assert isinstance(frame, TileFrame) and isinstance(frame.tile.content, NumberContent)
    content, table = frame.tile.content, frame.table
    assert content.before is not None
    assert [row[1] for row in table.rows[:2]] == [content.value.value, content.before.value]
    assert table.rows[2:] == tuple(zip(content.line.days, content.line.values, strict=True))


def test_the_menu_key_opens_a_tiles_menu(office: Office, shown: Shown, qtbot: QtBot) -> None:
    tab = shown(office)
    frame = frame_of(tab, "followers")
    qtbot.keyClick(frame, Qt.Key.Key_Menu)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()][:3] == ["Show as table", "Copy data (CSV)", "Copy as image"]
    menu.close()


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


def test_a_reason_is_said_once(office: Office, shown: Shown) -> None:
    tab = shown(office)
    tell = board_of(tab).tiles.tell
    assert tell is not None
    value = KpiValue("post_reach_total", None, "count", "", None, 0, {"no_reach": 9}, {})
    assert tell.unknown(value) == "Reach not known: 9 posts"


def test_lines_of_daily_figures_do_not_speak_of_posts(office: Office, shown: Shown) -> None:
    tab = shown(office)
    tell, tile = board_of(tab).tiles.tell, frame_of(tab, "lines_interactions").tile
    assert tell is not None and isinstance(tile.content, LinesContent)
    assert sentence_of(tile, tell).startswith("Each point: posts of the 7 days")
    daily = replace(tile.content, value=replace(tile.content.value, flags={"from_daily_figures": 28}))
    assert sentence_of(replace(tile, content=daily), tell).startswith("Each point: the 7 days up to that day, added")
    for kpi in ("follower_growth", "daily_reach_mean"):
        other = replace(tile.content, value=replace(tile.content.value, kpi=kpi))
        assert sentence_of(replace(tile, content=other), tell).startswith("Each point: the 7 days up to that day. ")


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        ([0.0, 0.0], [0, 1]),
        ([0.0, 1.0], [0, 1]),
        ([0.0, 2.0], [0, 1, 2]),
        ([0.02, 0.05], [0, 0.01, 0.02, 0.03, 0.04, 0.05]),
    ],
)
def test_a_scale_has_no_step_written_twice(values: list[float], scale: list[float]) -> None:
    assert scale_of(values) == pytest.approx(scale)


@pytest.mark.parametrize("unit", ["count", "per_1000", "per_week", "ratio", "percent"])
@pytest.mark.parametrize("values", [[0.1, 0.7], [0.002, 0.009], [1.2, 2.4], [-5.0, -1.0], [12000.5, 60000.0]])
def test_an_axis_has_no_number_written_twice_and_holds_zero(
    office: Office, shown: Shown, unit: str, values: list[float]
) -> None:
    tab = shown(office)
    tell, tile = board_of(tab).tiles.tell, frame_of(tab, "lines_interactions").tile
    assert tell is not None and isinstance(tile.content, LinesContent)
    lines = (Points(tile.content.lines[0].days[: len(values)], tuple(values), office.facebook.id),)
    content = replace(tile.content, lines=lines, value=replace(tile.content.value, unit=unit))
    frame = drawing_of(replace(tile, content=content), tell)
    assert isinstance(frame, LineFrame)
    told = [text for _, text in frame.scale]
    assert len(set(told)) == len(told)
    assert frame.scale[0][0] <= 0.0 <= frame.scale[-1][0]


def test_the_ring_of_a_number_that_has_the_keyboard_leaves_its_digits_room(office: Office, shown: Shown) -> None:
    tab = shown(office)
    frame = frame_of(tab, "followers")
    body = frame.body  # type: ignore[attr-defined]
    accent = colors_of(QGuiApplication.palette()).of("accent").rgb()

    def ringed() -> list[int]:
        """Where the ring crosses the row in the middle of the body."""
        picture, middle = frame.grab().toImage(), body.geometry().center().y()
        wide = range(body.geometry().left() + 1)
        return [x for x in wide if picture.pixel(x, middle) == accent]

    assert ringed() == []
    body.setFocus()
    assert ringed() == [body.geometry().left() - S]
