"""Single tiles: what they say of their figures, how they are drawn, copied and shown as a table."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from app.domain.dashboard_values import FailedContent, LinesContent, NumberContent, Points
from app.domain.dashboards import OVERVIEW
from app.domain.kpi import KpiValue
from app.services import dashboard_tiles
from app.system.told.said import why_empty
from app.system.told.sentences import sentence_of
from app.ui.dashboard.drawings import drawing_of, scale_of
from app.ui.dashboard.frame import TileFrame
from app.ui.dashboard.outlets import picture_of
from app.ui.dashboard.popover import AboutPopover
from app.ui.dashboard.table_dialog import TableDialog
from app.ui.places import DashboardPlace
from app.ui.plots.line_frame import LineFrame
from app.ui.plots.panels import Panels
from app.ui.plots.plot_widget import PlotWidget
from app.ui.tokens import S, colors_of
from app.ui.widgets.labels import FigureLabel
from tests.fakes.offices import Office
from tests.ui.dashboard.conftest import Shown
from tests.ui.dashboard.on_tab import board_of, frame_of, go_to
from tests.ui.on_screen import texts


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


def test_lines_without_any_value_are_no_empty_plot(office: Office, shown: Shown, qtbot: QtBot) -> None:
    tab = shown(office)
    go_to(qtbot, tab, DashboardPlace("overview", days=(date(2020, 1, 1), date(2020, 1, 31))))
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
    assert "median over posts of interactions ÷ reach ×\xa0100" in seen
    for heading in ("Formula", "Denominator", "Sample", "Data from"):
        assert heading in seen
    qtbot.keyClick(popover, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


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
    line = content.line
    assert table.rows[2:] == tuple(zip(line.days, line.values, line.each_day(), strict=True))


def test_the_menu_key_opens_a_tiles_menu(office: Office, shown: Shown, qtbot: QtBot) -> None:
    tab = shown(office)
    frame = frame_of(tab, "followers")
    qtbot.keyClick(frame, Qt.Key.Key_Menu)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()][:3] == ["Show as table", "Copy data (CSV)", "Copy as image"]
    menu.close()


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
    assert "Each point: posts of the 7 days" in sentence_of(tile, tell)
    daily = replace(tile.content, value=replace(tile.content.value, flags={"from_daily_figures": 28}))
    assert "Each point: the 7 days up to that day, added" in sentence_of(replace(tile, content=daily), tell)
    for kpi in ("follower_growth", "daily_reach_mean"):
        other = replace(tile.content, value=replace(tile.content.value, kpi=kpi))
        assert "Each point: the 7 days up to that day. " in sentence_of(replace(tile, content=other), tell)


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


def test_an_axis_has_no_number_written_twice_and_holds_zero(office: Office, shown: Shown) -> None:
    tab = shown(office)
    tell, tile = board_of(tab).tiles.tell, frame_of(tab, "lines_interactions").tile
    assert tell is not None and isinstance(tile.content, LinesContent)
    units = ("count", "per_1000", "per_week", "ratio", "percent")
    pairs = ((0.1, 0.7), (0.002, 0.009), (1.2, 2.4), (-5.0, -1.0), (12000.5, 60000.0))
    for unit, values in product(units, pairs):
        lines = (Points(tile.content.lines[0].days[:2], values, office.facebook.id),)
        content = replace(tile.content, lines=lines, value=replace(tile.content.value, unit=unit))
        frame = drawing_of(replace(tile, content=content), tell)
        assert isinstance(frame, LineFrame)
        told = [text for _, text in frame.scale]
        assert len(set(told)) == len(told), (unit, values)
        assert frame.scale[0][0] <= 0.0 <= frame.scale[-1][0], (unit, values)


def test_each_network_has_its_own_scale_so_that_a_busy_one_flattens_none(office: Office, shown: Shown) -> None:
    tab = shown(office)
    tell, tile = board_of(tab).tiles.tell, frame_of(tab, "lines_interactions").tile
    assert tell is not None and isinstance(tile.content, LinesContent)
    days = tile.content.lines[0].days[:2]
    busy, quiet = Points(days, (9000.0, 12000.0), office.facebook.id), Points(days, (1.0, 3.0), office.linkedin.id)
    both, alone = (replace(tile, content=replace(tile.content, lines=lines)) for lines in ((busy, quiet), (busy,)))
    panels = drawing_of(both, tell)
    assert isinstance(panels, Panels) and isinstance(drawing_of(alone, tell), LineFrame)
    assert [(frame.names, frame.scale[-1][0]) for frame in panels.frames] == [
        (["Facebook"], 12500.0),
        (["LinkedIn"], 3.0),
    ]
    last = panels.marks[-1]
    assert last.pick is not None and last.pick.network == "linkedin" and last.says.endswith("LinkedIn: 3")
    assert sentence_of(both, tell).startswith("Each network on a scale of its own. ")
    assert "scale" not in sentence_of(alone, tell)


def test_nothing_known_at_all_says_what_to_do_and_not_that_the_period_is_empty(office: Office, shown: Shown) -> None:
    tab = shown(office)
    tell, tile = board_of(tab).tiles.tell, frame_of(tab, "lines_interactions").tile
    assert tell is not None
    assert tell.nothing() == "No data in this period."
    empty = copy(tell)
    empty.dashboard = replace(tell.dashboard, extent=None)
    assert why_empty(tile, empty).startswith("No figures yet: import a file")


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


def test_a_copied_tile_has_no_buttons(office: Office, shown: Shown) -> None:
    tab = shown(office)
    frame = frame_of(tab, "followers")
    assert isinstance(frame, TileFrame) and frame.info.isVisible()
    image, surface = picture_of(frame, frame.tell), colors_of(QGuiApplication.palette()).of("surface").rgb()
    middle = frame.info.mapTo(frame, frame.info.rect().center())
    row = [image.pixel(2 * x, 2 * middle.y()) for x in range(middle.x() - 8, frame.more.geometry().right())]
    assert set(row) == {surface}
    assert frame.info.isVisible()


def test_a_copied_tile_says_below_of_which_days_and_profiles_it_is(office: Office, shown: Shown) -> None:
    tab = shown(office)
    frame = frame_of(tab, "followers")
    assert isinstance(frame, TileFrame)
    image, high = picture_of(frame, frame.tell), 2 * frame.height()
    ground = image.pixel(1, image.height() - 1)
    inked = [y for y in range(high, image.height()) if any(image.pixel(x, y) != ground for x in range(image.width()))]
    assert inked and len(inked) > 30  # four lines of small text
    assert max(inked) < image.height() - 4
