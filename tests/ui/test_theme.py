from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.ui.colors import DARK, LIGHT
from app.ui.face import Face
from app.ui.high_contrast import HIGH_DARK, HIGH_LIGHT
from app.ui.tokens import HEADING, colors_of
from app.ui.widgets.labels import plain_label
from tests.fakes.offices import Office
from tests.ui import faults
from tests.ui.conftest import Show

HIGH, USUAL = Qt.ContrastPreference.HighContrast, Qt.ContrastPreference.NoPreference


@pytest.fixture
def letters(qapp: QApplication, face: Face) -> Iterator[QFont]:
    """The font before the test, which has it again afterwards."""
    usual = QFont(qapp.font())
    yield usual
    qapp.setFont(usual)


def test_high_contrast_is_taken_from_the_system_and_given_back(face: Face, qapp: QApplication) -> None:
    face.theme.follow_contrast(HIGH)
    assert face.theme.colors is HIGH_LIGHT
    assert colors_of(qapp.palette()) is HIGH_LIGHT
    face.theme.choose("dark")
    assert colors_of(qapp.palette()) is HIGH_DARK
    face.theme.follow_contrast(USUAL)
    assert colors_of(qapp.palette()) is DARK
    face.theme.choose("light")
    assert colors_of(qapp.palette()) is LIGHT


def test_lines_are_stronger_in_high_contrast(show: Show, office: Office, face: Face) -> None:
    window = show(office)
    face.theme.follow_contrast(HIGH)
    assert window.palette().color(QPalette.ColorRole.Mid) == HIGH_LIGHT.of("line")
    assert HIGH_LIGHT.line in QApplication.instance().styleSheet()  # type: ignore[union-attr]
    face.theme.follow_contrast(USUAL)


def test_another_size_of_the_systems_text_is_followed_at_once(
    face: Face, letters: QFont, qapp: QApplication, qtbot: QtBot
) -> None:
    label = plain_label("Szpalta", "heading")
    qtbot.addWidget(label)
    label.show()
    told: list[None] = []
    face.theme.changed.connect(lambda: told.append(None))
    before = label.sizeHint()
    qapp.setFont(QFont(letters.family(), 20))
    qtbot.waitUntil(lambda: bool(told))
    assert label.font().pointSizeF() == pytest.approx(20 * HEADING, abs=0.1)
    assert label.sizeHint().height() > before.height()
    assert len(told) == 1


def test_an_open_window_makes_room_for_greater_letters(
    show: Show, office: Office, face: Face, letters: QFont, qapp: QApplication, qtbot: QtBot
) -> None:
    window = show(office)
    told: list[None] = []
    face.theme.changed.connect(lambda: told.append(None))
    qapp.setFont(QFont(letters.family(), 20))
    qtbot.waitUntil(lambda: bool(told) and faults.clipped(window) == [])
    heights = {label.fontMetrics().height() for label in window.findChildren(QLabel) if label.isVisible()}
    assert min(heights) > 20
    qapp.setFont(letters)
    qtbot.waitUntil(lambda: len(told) == 2 and faults.clipped(window) == [])


def test_nothing_slides_or_fades(face: Face) -> None:
    assert [effect for effect in Qt.UIEffect if QApplication.isEffectEnabled(effect)] == []
