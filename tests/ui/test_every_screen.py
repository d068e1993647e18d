"""Walks every screen of the tour and looks for what keeps a person out: see `faults`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui import faults
from tests.ui.house import BY_NAME, DENSE, FIRST, OPEN, House, hostile, plain, standing


@pytest.fixture(scope="module")
def busy(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    yield from standing(tmp_path_factory.mktemp("busy"), plain)


@pytest.fixture(scope="module")
def odd(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    yield from standing(tmp_path_factory.mktemp("odd"), hostile)


@pytest.fixture(scope="module")
def first(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    yield from standing(tmp_path_factory.mktemp("first"), None)


@pytest.mark.parametrize("name", OPEN)
def test_every_control_has_a_name_and_tab_reaches_it_in_order(busy: House, name: str) -> None:
    shown = busy.show(BY_NAME[name])
    assert faults.without_name(shown) + faults.tab_faults(shown) == []


@pytest.mark.parametrize("name", OPEN)
def test_no_text_is_cut_at_200_percent(busy: House, name: str) -> None:
    assert faults.clipped(busy.show(BY_NAME[name], DENSE)) == []


@pytest.mark.parametrize("name", OPEN)
def test_odd_names_are_shown_as_they_stand(odd: House, name: str) -> None:
    shown = odd.show(BY_NAME[name])
    assert not shown.grab().isNull()
    assert faults.read_as_markup(shown) == []


@pytest.mark.parametrize("name", FIRST)
def test_the_first_page(first: House, name: str) -> None:
    shown = first.show(BY_NAME[name])
    assert faults.without_name(shown) + faults.tab_faults(shown) + faults.clipped(shown) == []


@pytest.mark.parametrize("name", OPEN)
def test_opening_it_again_and_again_leaves_nothing_alive(busy: House, name: str) -> None:
    _open_often(busy, name, 4)


@pytest.mark.soak
@pytest.mark.parametrize("name", OPEN)
def test_opening_it_a_hundred_times_leaves_nothing_alive(busy: House, name: str) -> None:
    _open_often(busy, name, 100)


@pytest.mark.parametrize("times", [4, pytest.param(100, marks=pytest.mark.soak)])
def test_the_first_page_and_its_questions_leave_nothing_alive(first: House, times: int) -> None:
    counts = []
    for _ in range(times):
        first.window.leave()
        first.show(BY_NAME["first-start-questions"])
        counts.append(len(QApplication.allWidgets()))
    assert counts[-1] <= counts[1]


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
        busy.visit.close_all()
        counts.append(len(QApplication.allWidgets()))
    assert counts[-1] <= counts[1]


def _open_often(house: House, name: str, times: int) -> None:
    counts = []
    for _ in range(times):
        house.show(BY_NAME[name])
        house.visit.close_all()
        counts.append(len(QApplication.allWidgets()))
    assert counts[-1] <= counts[1], f"widgets: {counts[1]} -> {counts[-1]}"
    assert house.visit.dialogs() == []
