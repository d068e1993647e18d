"""Another reading of the same dashboard is shown in the tiles there are; another dashboard or language gets tiles of its own."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.dashboard_values import FailedContent
from app.domain.dashboards import Preset
from app.domain.errors import BadInput
from app.ui.dashboard.board import DashboardBoard
from app.ui.dashboard.bodies import WordsBody
from app.ui.dashboard.frame import TileFrame
from app.ui.dashboard.posts_table import PostsTable
from app.ui.dashboard.telling import Telling
from app.ui.plots.line_plot import LinePlot
from app.ui.plots.panels import Panels
from app.ui.plots.plot_widget import PlotWidget
from tests.ui.on_screen import texts


def _choose(qtbot: QtBot, board: DashboardBoard, preset: Preset, **more: object) -> None:
    with qtbot.waitSignal(board.settled):
        board._choose(replace(board.toolbar.choice, preset=preset, **more))  # type: ignore[arg-type]


def _said(board: DashboardBoard) -> list[tuple[str, str]]:
    """Everything the tiles show and say."""
    return sorted(
        (text, one.accessibleDescription())
        for frame in board.tiles.frames
        for one in [frame, *frame.findChildren(QWidget)]
        if one.isVisible()
        for text in [one.accessibleName(), *texts(one)]
    )


def test_another_period_stands_in_the_same_tiles_as_it_would_in_new_ones(qtbot: QtBot, board: DashboardBoard) -> None:
    before, first = list(board.tiles.frames), _said(board)
    _choose(qtbot, board, Preset.LAST_7)
    assert board.tiles.frames == before
    renewed = _said(board)
    assert renewed != first
    _choose(qtbot, board, Preset.LAST_7, key="community")
    _choose(qtbot, board, Preset.LAST_7, key="overview")
    assert not set(board.tiles.frames) & set(before)
    assert _said(board) == renewed
    tell = board.tiles.tell
    assert tell is not None
    assert all(frame.tell is tell and frame.tile in tell.dashboard.tiles for frame in board.tiles.frames)


def test_lines_are_drawn_in_the_plot_there_is(qtbot: QtBot, board: DashboardBoard) -> None:
    _choose(qtbot, board, Preset.LAST_28, key="network:facebook")
    plots = board.tiles.findChildren(LinePlot)
    plot = plots[0]
    days = plot.frame.days
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.reading is not None
    _choose(qtbot, board, Preset.LAST_7)
    assert board.tiles.findChildren(LinePlot) == plots
    assert plot.reading is None and len(plot.frame.days) < len(days)
    qtbot.waitUntil(lambda: len(plot._curves) == len(plot.frame.series))
    for curve, series in zip(plot._curves, plot.frame.series, strict=True):
        assert len(curve.getData()[0]) == len(series.values)


def test_a_reading_that_comes_before_the_last_one_stands_wins(qtbot: QtBot, board: DashboardBoard) -> None:
    before = list(board.tiles.frames)
    _choose(qtbot, board, Preset.LAST_7)
    wanted = board.loaded
    assert wanted is not None
    _choose(qtbot, board, Preset.LAST_28)
    for half in (1, 5, 12):  # stopped while tiles are made ready, and while they are turned
        board.tiles.show_tiles(board.tiles.tell)  # type: ignore[arg-type]
        for _ in range(half):
            board.tiles._step()
        with qtbot.waitSignal(board.settled):
            board._show(wanted)
        assert board.tiles.frames == before
        assert {frame.tell.dashboard.period for frame in before} == {wanted.dashboard.period}  # type: ignore[union-attr]
        assert all(_bodies(frame) == [frame.body] for frame in before)


def _bodies(frame: TileFrame) -> list[QWidget]:
    """What is seen inside of a tile beside its heading."""
    inside = [frame._inside.itemAt(place).widget() for place in range(frame._inside.count())]
    return [one for one in inside if one is not None and one.isVisible()]


def test_the_focus_stays_in_its_tile(qtbot: QtBot, board: DashboardBoard) -> None:
    frame = next(one for one in board.tiles.frames if isinstance(one.body, PostsTable))
    table = frame.body
    table.setFocus(Qt.FocusReason.TabFocusReason)
    table.setCurrentIndex(table.model().index(2, 0))
    _choose(qtbot, board, Preset.LAST_7)
    assert frame.body is table and board.window().focusWidget() is table
    assert table.currentIndex().row() == 1  # the first of the posts there are now, under its heading


def test_the_focus_stays_on_what_had_it_in_its_tile(qtbot: QtBot, board: DashboardBoard) -> None:
    (plot,) = (one for one in board.tiles.findChildren(PlotWidget) if isinstance(one.drawing, Panels))
    for one, preset in ((plot, Preset.LAST_7), (board.tiles.frames[0].more, Preset.LAST_28)):
        one.setFocus(Qt.FocusReason.TabFocusReason)
        _choose(qtbot, board, preset)
        assert board.window().focusWidget() is one
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    qtbot.keyClick(plot, Qt.Key.Key_Return)
    assert board.panel.isVisible()
    qtbot.keyClick(board.panel, Qt.Key.Key_Escape)
    assert board.window().focusWidget() is plot  # where the posts were asked from


def test_a_focus_that_is_under_way_comes_back(qtbot: QtBot, board: DashboardBoard) -> None:
    tell, wanted = board.tiles.tell, board.loaded
    assert tell is not None and wanted is not None
    failed = tuple(replace(one, content=FailedContent(BadInput("kpi.unknown"))) for one in tell.dashboard.tiles)
    board.tiles.frames[2].body.setFocus(Qt.FocusReason.TabFocusReason)
    board.tiles.show_tiles(Telling(replace(tell.dashboard, tiles=failed), board._face.language))
    while board.window().focusWidget() is not board.tiles:
        board.tiles._step()
    with qtbot.waitSignal(board.settled):
        board._show(wanted)
    focus = board.window().focusWidget()
    assert focus is not None and board.tiles.frames[2].isAncestorOf(focus)


def test_a_tile_that_fails_says_so_and_comes_back(qtbot: QtBot, board: DashboardBoard) -> None:
    tell = board.tiles.tell
    assert tell is not None
    whole, said = tell.dashboard, _said(board)
    failed = tuple(replace(tile, content=FailedContent(BadInput("kpi.unknown", name="x"))) for tile in whole.tiles)
    for dashboard in (replace(whole, tiles=failed), whole):
        with qtbot.waitSignal(board.tiles.settled):
            board.tiles.show_tiles(Telling(dashboard, board._face.language))
        words = [frame for frame in board.tiles.frames if isinstance(frame.body, WordsBody)]
        assert (len(words) == len(failed)) is (dashboard is not whole)
    assert _said(board) == said


def test_another_language_makes_tiles_anew(qtbot: QtBot, board: DashboardBoard) -> None:
    before = list(board.tiles.frames)
    board._face.language.choose("pl")
    with qtbot.waitSignal(board.settled):
        board.write()
    assert not set(board.tiles.frames) & set(before)
