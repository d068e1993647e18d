from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.widgets.labels import ElidedLabel, plain_label, set_tip, wrapped_label

UI = Path(__file__).resolve().parents[2] / "app" / "ui"
HOSTILE = "<h1>Big</h1><img src='file:///etc/passwd'>"


def test_labels_show_their_text_as_it_stands(qtbot: QtBot) -> None:
    for label in (plain_label(HOSTILE), wrapped_label(HOSTILE), ElidedLabel(HOSTILE)):
        qtbot.addWidget(label)
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert label.text() == HOSTILE


def test_a_line_is_one_line_high_whatever_breaks_its_text_has(qtbot: QtBot) -> None:
    one, several = ElidedLabel("Chleb"), ElidedLabel("Chleb\n\nna zakwasie\n")
    for label in (one, several):
        qtbot.addWidget(label)
    assert several.sizeHint().height() == one.sizeHint().height()
    assert several.text() == "Chleb na zakwasie"


def test_a_tooltip_shows_its_text_as_it_stands(qtbot: QtBot) -> None:
    label = plain_label("x")
    qtbot.addWidget(label)
    set_tip(label, HOSTILE)
    assert "<img" not in label.toolTip()
    assert "&lt;img" in label.toolTip()


def test_a_line_that_does_not_fit_has_its_whole_text_as_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("Chleb na zakwasie, pieczony nocą " * 3)
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.grab()
    assert "pieczony nocą" in label.toolTip()
    label.resize(2000, 20)
    label.grab()
    assert label.toolTip() == ""


def test_labels_and_tooltips_are_made_in_one_place() -> None:
    forbidden = re.compile(
        r"\bQLabel\((?!\"Szpalta\"\))|\.setToolTip\(|\bQDesktopServices\b|(?<!Accept)RichText|setHtml"
    )
    allowed = {"labels.py", "links.py"}
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted(UI.rglob("*.py"))
        if path.name not in allowed
        for line in path.read_text(encoding="utf-8").splitlines()
        if forbidden.search(line) and not line.startswith("class ")
    ]
    assert found == []
