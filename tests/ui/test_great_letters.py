"""Every screen with letters of 20 points cuts no text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui import faults
from tests.ui.house import BY_NAME, GREAT, OPEN, House, plain, standing

POINTS = 20


@pytest.fixture(scope="module")
def great(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    yield from standing(tmp_path_factory.mktemp("great"), plain, points=POINTS)


@pytest.mark.parametrize("name", OPEN)
def test_no_text_is_cut(great: House, name: str) -> None:
    assert faults.clipped(great.show(BY_NAME[name], GREAT)) == []
