"""Drawings: places to read, gaps, and painting into any size; the plot as a control."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from app.domain.post_briefs import Pick
from app.ui.colors import DARK, LIGHT
from app.ui.plots.bars import Bar, Bars, Interval, Intervals
from app.ui.plots.drawing import Drawing, Mark, mark_at
from app.ui.plots.heat_map import Field, HeatMap
from app.ui.plots.line_frame import LineFrame, LineSeries, PlotBreak
from app.ui.plots.look import PlotLook, paper_look
from app.ui.plots.panels import Panels
from app.ui.plots.plot_widget import PlotWidget
from app.ui.plots.sparkline import Sparkline
from app.ui.plots.weeks import Week, Weeks
from app.ui.tokens import SERIES_DARK, SERIES_LIGHT

DAY = date(2026, 11, 2)
PICK = Pick(DAY, DAY)
SIZE = QSizeF(400, 200)


def _marks(count: int) -> list[Mark]:
    return [Mark(f"mark {n}", PICK) for n in range(count)]


def _frame(breaks: bool = False) -> LineFrame:
    days = [DAY + timedelta(days=n) for n in range(5)]
    series = [LineSeries("Facebook", [1.0, 2.0, None, 4.0, None]), LineSeries("X", [None] * 5)]
    told = [PlotBreak(2.5, "the metric changed here")] if breaks else []
    return LineFrame(days, series, told, [(0, "2 Nov")], [(0.0, "0"), (5.0, "5")], _marks(5))


DRAWINGS: list[Drawing] = [
    Sparkline([1.0, None, 3.0], _marks(3)),
    Bars([Bar("a", 3.0, "3"), Bar("b", None, "–", "n = 0", True)], _marks(2)),
    Intervals(
        [
            Interval("a", 2.0, 1.0, 3.0, "2", "n = 12", heading="Facebook"),
            Interval("b", 1.0, None, None, "few", "n = 1", True),
        ],
        _marks(2),
    ),
    HeatMap(["8–12"], ["Mon", "Tue"], [Field(0, 0, 1.0, "9", True), Field(0, 1, None)], _marks(2)),
    Weeks(["Facebook"], ["5–8"], ["2 Nov", "9 Nov"], [Week(0, 0, "3", "warn", "▾"), Week(0, 1, "6", "approved")], _marks(2)),
    _frame(),
    _frame(breaks=True),
    Panels([_frame(), _frame(breaks=True), _frame()]),
]  # fmt: skip


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda one: type(one).__name__)
def test_every_drawing_paints_and_each_mark_lies_inside_and_is_found(drawing: Drawing, qtbot: QtBot) -> None:
    look = paper_look()
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    drawing.paint(painter, SIZE, look, 0)
    painter.end()
    assert len({image.pixel(x, y) for x in range(0, 400, 3) for y in range(0, 200, 3)}) > 1
    assert drawing.height(400, look) > 0
    for place in range(len(drawing.marks)):
        spot = drawing.spots(SIZE, look)[place]
        assert mark_at(drawing, spot.center(), SIZE, look) == place
    assert mark_at(drawing, QPointF(-5, -5), SIZE, look) is None


def test_a_bar_towards_a_goal_is_as_long_as_its_part_of_it(qtbot: QtBot) -> None:
    def length(whole: float) -> int:
        look, image = paper_look(), QImage(400, 40, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        bars = Bars([Bar("", 65.0, "")], _marks(1), whole=whole)
        bars.paint(painter, QSizeF(400, 40), look)
        painter.end()
        middle = round(bars.spots(QSizeF(400, 40), look)[0].center().y())
        full = image.pixel(20, middle)
        return sum(image.pixel(x, middle) == full for x in range(400))

    assert length(100.0) == pytest.approx(length(65.0) * 0.65, abs=3)


def test_a_name_too_long_to_stand_beside_its_bar_stands_over_it(qtbot: QtBot) -> None:
    look = paper_look()
    short, long = Bars([Bar("Image", 3.0, "3", "n = 12")], _marks(1)), "Piotr, właściciel kawiarni w Krakowie"
    bars = Bars([Bar(long, 3.0, "3", "n = 12"), Bar("Image", 1.0, "1", "n = 3")], _marks(2))
    assert bars.height(150, look) > 2 * short.height(150, look)
    assert bars.height(600, look) == 2 * short.height(600, look)
    assert bars.spots(QSizeF(150, 200), look)[1].bottom() == pytest.approx(bars.height(150, look))


def test_bars_of_two_tables_have_a_heading_and_a_scale_each(qtbot: QtBot) -> None:
    look, size = paper_look(), QSizeF(400, 90)
    rows = [Bar("a", 200.0, "200", heading="clicks"), Bar("a", 2.0, "2", heading="purchases"), Bar("b", 1.0, "1")]
    bars, image = Bars(rows, _marks(3)), QImage(400, 90, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    bars.paint(painter, size, look)
    painter.end()
    full, spots = look.wash(0.75).rgb(), bars.spots(size, look)
    lengths = [sum(image.pixel(x, round(spot.center().y())) == full for x in range(400)) for spot in spots]
    assert lengths[0] == lengths[1] == pytest.approx(2 * lengths[2], abs=3)
    assert spots[0].top() > 0 and spots[1].top() > spots[0].bottom() and spots[2].top() == spots[1].bottom()


def test_names_that_leave_bars_no_room_stand_over_them(qtbot: QtBot) -> None:
    look = paper_look()
    goal = Bars([Bar("Interactions · month", 65.0, "13,083 of 20,000", "65% · day 27 of 30")], _marks(1), whole=100.0)
    line = goal.height(900, look)
    assert goal.height(240, look) > line * 1.5


def test_a_lone_point_of_a_long_line_is_marked() -> None:
    values: list[float | None] = [float(n) for n in range(40)]
    values[20], values[22] = None, None
    assert LineSeries("x", values).marked == [21, 39]


def test_panels_stand_beside_each_other_where_there_is_room_and_rows_are_filled_evenly() -> None:
    look, panels = paper_look(), Panels([_frame() for _ in range(4)])

    def columns(width: float) -> int:
        boxes = panels._boxes(QSizeF(width, 400), look)
        assert all(box.right() <= width + 0.1 for box in boxes)
        return len({box.x() for box in boxes})

    least = look.metrics().averageCharWidth() * 42
    assert [columns(least), columns(least * 3.5), columns(least * 5)] == [1, 2, 4]


def test_a_break_gets_a_place_free_of_lines() -> None:
    assert _frame(breaks=True).top > _frame().top > 5.0


@pytest.mark.parametrize(("colors", "ground"), [(SERIES_LIGHT, LIGHT.surface), (SERIES_DARK, DARK.surface)])
def test_series_stand_out_from_the_surface(colors: tuple[str, ...], ground: str) -> None:
    def light(name: str) -> float:
        parts = [QColor(name).redF(), QColor(name).greenF(), QColor(name).blueF()]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for color in colors:
        low, high = sorted((light(color), light(ground)))
        assert (high + 0.05) / (low + 0.05) >= 3


@pytest.mark.parametrize("colors", [LIGHT, DARK])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.7, 1.0])
def test_numbers_read_on_every_wash(colors: object, share: float, qtbot: QtBot) -> None:
    base = paper_look()
    look = PlotLook(colors, base.font, base.small)  # type: ignore[arg-type]
    ground, ink = look.wash(share), look.on_wash(share)
    assert abs(ground.lightnessF() - ink.lightnessF()) > 0.25


def test_keys_read_one_value_after_the_other_and_enter_asks_for_the_posts(qtbot: QtBot) -> None:
    widget = PlotWidget(DRAWINGS[1])
    qtbot.addWidget(widget)
    widget.resize(300, 100)
    widget.show()
    qtbot.keyClick(widget, Qt.Key.Key_Right)
    assert widget.reading == Mark("mark 0", PICK)
    qtbot.keyClick(widget, Qt.Key.Key_End)
    qtbot.keyClick(widget, Qt.Key.Key_Right)
    assert widget.reading == Mark("mark 1", PICK)
    with qtbot.waitSignal(widget.chosen) as asked:
        qtbot.keyClick(widget, Qt.Key.Key_Return)
    assert asked.args == [PICK]
    qtbot.keyClick(widget, Qt.Key.Key_Escape)
    assert widget.reading is None


def test_a_click_asks_for_the_posts_under_the_pointer(qtbot: QtBot) -> None:
    widget = PlotWidget(DRAWINGS[3])
    qtbot.addWidget(widget)
    widget.resize(400, 200)
    widget.show()
    spot = widget.drawing.spots(SIZE, widget.look)[1].center().toPoint()
    qtbot.mouseMove(widget, spot)
    with qtbot.waitSignal(widget.chosen):
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=spot)
    assert widget.active == 1


def test_lines_are_drawn_with_their_breaks_and_take_a_new_palette(qtbot: QtBot) -> None:
    from app.ui.plots.line_plot import LinePlot
    from app.ui.theme import palette_of

    plot = LinePlot(_frame(breaks=True))
    qtbot.addWidget(plot)
    plot.resize(500, 220)
    plot.show()
    qtbot.waitUntil(lambda: plot._view is not None and bool(plot._view.getPlotItem().items))
    light = plot.grab().toImage()
    plot.read(1)
    assert plot._cross.isVisible() and plot._cross.value() == 1
    plot.setPalette(palette_of(DARK))
    assert plot.grab().toImage().size() == light.size()
    plot.read(None)
    assert not plot._cross.isVisible()


def test_a_name_that_would_be_cut_stands_over_its_interval() -> None:
    look = paper_look()
    rows = [Interval("format nieznany i jeszcze coś", 2.0, 1.0, 3.0, "2,00%", "n = 44")]
    drawing = Intervals(rows, [])
    assert drawing.height(120, look) > drawing.height(500, look)
