"""Stacked bars: their parts are told apart by pattern alone, on the screen and on paper."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFont, QImage, QPainter
from pytestqt.qtbot import QtBot

from app.ui.plots.drawing import Mark
from app.ui.plots.look import PlotLook, paper_look, screen_look
from app.ui.plots.stacked import PATTERNS, STEP, Stack, Stacks, paint_part


def _shape(place: int, look: PlotLook) -> bytes:
    """Where a part is not painted in its own colour."""
    image = QImage(48, 24, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_part(painter, QRectF(0, 0, 48, 24), place, look)
    painter.end()
    own = look.series(place).rgb()
    return bytes(image.pixel(x, y) == own for y in range(24) for x in range(48))


@pytest.mark.parametrize("paper", [False, True])
def test_no_two_parts_have_one_pattern(qtbot: QtBot, paper: bool) -> None:
    look = paper_look() if paper else screen_look(QFont())
    shapes = [_shape(place, look) for place in range(len(PATTERNS))]
    assert len(set(shapes)) == len(PATTERNS)


@pytest.mark.parametrize("place", range(1, len(PATTERNS)))
def test_patterns_are_no_finer_on_paper_than_on_the_screen(qtbot: QtBot, place: int) -> None:
    """A printer has many more points to an inch."""
    look, dense = paper_look(), 8
    image = QImage(48 * dense, 24 * dense, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(dense, dense)
    paint_part(painter, QRectF(0, 0, 48, 24), place, look)
    painter.end()
    own = look.series(place).rgb()
    across = [image.pixel(x, 4 * dense) == own for x in range(image.width())]
    down = [image.pixel(4 * dense, y) == own for y in range(image.height())]
    changes = [sum(a != b for a, b in pairwise(line)) for line in (across, down)]
    assert 0 < max(changes) <= 2 * 48 / STEP + 2


def test_bars_are_as_long_as_their_sums_and_each_can_be_read(qtbot: QtBot) -> None:
    look = screen_look(QFont())
    rows = [Stack("A", (3.0, 1.0), "4"), Stack("B", (2.0, 0.0), "2")]
    stacks = Stacks(rows, ("Image", "Video"), [Mark("A: 4"), Mark("B: 2")])
    size = QSizeF(400, stacks.height(400, look))
    image = QImage(size.toSize(), QImage.Format.Format_RGB32)
    image.fill(look.colors.of("surface"))
    painter = QPainter(image)
    stacks.paint(painter, size, look)
    painter.end()
    first, second = look.series(0).rgb(), look.series(1).rgb()
    lengths = []
    for place in range(2):
        box = stacks.spots(size, look)[place].toRect()
        row = [image.pixel(x, box.center().y() + 1) for x in range(400)]
        lengths.append((row.count(first), second in row))
    assert lengths[0][0] == pytest.approx(lengths[1][0] * 1.5, abs=3)
    assert lengths[0][1] and not lengths[1][1]
