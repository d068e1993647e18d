"""The page of a window that has no workspace yet, and its questions: see `faults`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui import faults
from tests.ui.house import BY_NAME, FIRST, House, standing


@pytest.fixture(scope="module")
def first(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    yield from standing(tmp_path_factory.mktemp("first"), None)


@pytest.mark.parametrize("name", FIRST)
def test_the_first_page(first: House, name: str) -> None:
    shown = first.show(BY_NAME[name])
    assert faults.without_name(shown) + faults.tab_faults(shown) + faults.clipped(shown) == []


@pytest.mark.parametrize("times", [4, pytest.param(100, marks=pytest.mark.soak)])
def test_the_first_page_and_its_questions_leave_nothing_alive(first: House, times: int) -> None:
    counts = []
    for _ in range(times):
        first.window.leave()
        first.show(BY_NAME["first-start-questions"])
        counts.append(len(QApplication.allWidgets()))
    assert counts[-1] <= counts[1]
