"""Walks every screen of the tour and looks for what keeps a person out: see `faults`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui import faults
from tests.ui.house import BY_NAME, DENSE, NORMAL, OPEN, House, plain, standing


@pytest.fixture(scope="module")
def busy(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    yield from standing(tmp_path_factory.mktemp("busy"), plain)


@pytest.mark.parametrize("name", OPEN)
def test_a_screen_can_be_heard_tabbed_through_read_at_200_percent_and_left(busy: House, name: str) -> None:
    """Every control has a name, Tab reaches it in order, no text is cut, and opening it again leaves nothing alive."""
    shown = busy.show(BY_NAME[name])
    found = faults.without_name(shown) + faults.tab_faults(shown)
    counts = [busy.left()]
    found += faults.clipped(busy.show(BY_NAME[name], DENSE))
    counts.append(busy.left())
    busy.show(BY_NAME[name], DENSE)
    counts.append(busy.left())
    assert found == []
    assert counts[-1] <= counts[1], f"widgets: {counts}"
    assert busy.visit.dialogs() == []


@pytest.mark.soak
@pytest.mark.parametrize("name", OPEN)
def test_opening_it_a_hundred_times_leaves_nothing_alive(busy: House, name: str) -> None:
    counts = []
    for _ in range(100):
        busy.show(BY_NAME[name], NORMAL)
        counts.append(busy.left())
    assert counts[-1] <= counts[1], f"widgets: {counts[1]} -> {counts[-1]}"
    assert busy.visit.dialogs() == []


@pytest.mark.parametrize("times", [5, pytest.param(100, marks=pytest.mark.soak)])
def test_lists_of_the_bar_leave_nothing_alive(busy: House, times: int) -> None:
    busy.visit.close_all()
    counts = []
    for _ in range(times):
        busy.window.bar.jobs.open_list()
        busy.visit.rest()
        busy.window.bar._person_menu.aboutToShow.emit()
        busy.window.bar.search.begin()
        busy.window.bar.search.setText("post")
        busy.visit.rest()
        busy.window.bar.search.clear()
        counts.append(busy.left())
    assert counts[-1] <= counts[1]
