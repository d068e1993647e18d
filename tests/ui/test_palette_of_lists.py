"""A list on a white ground keeps the palette of the window: white is the ground of high contrast too."""

from __future__ import annotations

import re
from pathlib import Path

UI = Path(__file__).resolve().parents[2] / "app" / "ui"


def test_colours_are_asked_of_the_program_and_not_of_a_widget_whose_ground_is_styled() -> None:
    asked = [
        f"{path.relative_to(UI)}: {found}"
        for path in sorted(UI.rglob("*.py"))
        for found in re.findall(r"colors_of\((?:option|self|widget)\.palette[^)]*\)", path.read_text(encoding="utf-8"))
    ]
    assert asked == []
