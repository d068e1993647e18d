"""Walks every screen over a workspace in which everything is called oddly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui import faults
from tests.ui.house import BY_NAME, OPEN, House, hostile, standing


@pytest.fixture(scope="module")
def odd(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    yield from standing(tmp_path_factory.mktemp("odd"), hostile)


@pytest.mark.parametrize("name", OPEN)
def test_odd_names_are_shown_as_they_stand(odd: House, name: str) -> None:
    shown = odd.show(BY_NAME[name])
    assert not shown.grab().isNull()
    assert faults.read_as_markup(shown) == []
