"""Pages filled with blocks of known heights."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from app.ui.plots.look import PlotLook, paper_look
from app.ui.printing.page_filling import PageFilling, Shrunk

SIZE = QSizeF(590, 1000)


@dataclass
class Box:
    """Stands as a whole."""

    name: str
    high: float

    def height(self, width: float, look: PlotLook) -> float:
        return self.high

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None: ...


@dataclass
class Lines(Box):
    """Can be cut between lines of a hundred points."""

    def cut(self, room: float, width: float, look: PlotLook) -> tuple[Lines, Lines] | None:
        first = room // 100 * 100
        return (Lines(f"{self.name}<", first), Lines(f"{self.name}>", self.high - first)) if first >= 100 else None


@pytest.fixture
def filling(qapp: QApplication) -> PageFilling:
    return PageFilling(SIZE, 100, 20, 50, paper_look())


def _pages(filling: PageFilling) -> list[list[tuple[str, int]]]:
    return [
        [(getattr(block, "name", type(block).__name__), round(box.width())) for box, block in page]
        for page in filling.pages
    ]


def test_a_row_that_does_not_fit_begins_the_next_page(filling: PageFilling) -> None:
    filling.put([(6, Box("a", 700)), (6, Box("b", 100)), (12, Box("c", 200))])
    assert _pages(filling) == [[("a", 290), ("b", 290)], [("c", 590)]]
    assert [box.top() for page in filling.pages for box, _ in page] == [100, 100, 20]


def test_a_block_is_as_high_as_its_row_but_no_empty_box_beside_a_much_higher_one(filling: PageFilling) -> None:
    filling.put([(4, Box("a", 150)), (4, Box("b", 100)), (4, Box("c", 90))])
    filling.put([(6, Box("d", 600)), (6, Box("e", 90)), (12, Box("f", 50))])
    assert [(round(box.top()), round(box.height())) for box, _ in filling.pages[0]] == [
        (100, 150), (100, 150), (100, 90), (260, 600), (260, 90), (870, 50),
    ]  # fmt: skip


def test_a_table_goes_on_and_takes_the_room_of_what_moved(filling: PageFilling) -> None:
    """On the next page they stand beside each other again."""
    filling.put([(12, Box("a", 390)), (8, Lines("t", 900)), (4, Box("b", 460)), (8, Box("c", 50))])
    assert _pages(filling) == [[("a", 590), ("t<", 590)], [("t>", 390), ("b", 190), ("c", 390)]]
    for page in filling.pages:
        assert max(box.bottom() for box, _ in page) <= 950


def test_a_table_longer_than_pages_goes_on_over_them(filling: PageFilling) -> None:
    filling.put([(8, Lines("t", 2500)), (4, Box("b", 100))])
    assert _pages(filling) == [[("t<", 390), ("b", 190)], [("t><", 590)], [("t>>", 590)]]


def test_what_is_higher_than_a_page_is_drawn_smaller(filling: PageFilling) -> None:
    filling.put([(12, Box("a", 200)), (12, Box("b", 3000))])
    assert _pages(filling) == [[("a", 590)], [("Shrunk", 590)]]
    box, block = filling.pages[1][0]
    assert isinstance(block, Shrunk) and box.bottom() == 950


def test_things_are_kept_together(filling: PageFilling) -> None:
    filling.put([(12, Box("a", 700))])
    filling.keep_together(200)
    filling.put([(12, Box("b", 100))])
    assert _pages(filling) == [[("a", 590)], [("b", 590)]]
