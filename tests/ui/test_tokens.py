from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtGui import QColor, QPalette

from app.domain.workflow import PostState
from app.system.bundled import bundled
from app.ui.colors import DARK, LIGHT, Colors
from app.ui.high_contrast import HIGH_DARK, HIGH_LIGHT
from app.ui.theme import palette_of
from app.ui.tokens import GROUNDS, STATE_LOOK, TEXT_ROLES, colors_of


def luminance(color: QColor) -> float:
    """Relative luminance of WCAG 2, 0..1."""
    parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in color.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


ALL = pytest.mark.parametrize(
    "colors", [LIGHT, DARK, HIGH_LIGHT, HIGH_DARK], ids=["light", "dark", "high light", "high dark"]
)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)


@ALL
def test_every_text_colour_can_be_read_on_every_ground(colors: Colors) -> None:
    weak = [
        (role, ground, round(contrast(colors.of(role), colors.of(ground)), 2))
        for role, ground in product(TEXT_ROLES, GROUNDS)
        if contrast(colors.of(role), colors.of(ground)) < 4.5
    ]
    assert weak == []


@ALL
def test_texts_on_coloured_grounds_can_be_read(colors: Colors) -> None:
    assert contrast(colors.of("surface"), colors.of("accent")) >= 4.5  # the strong button, the avatar
    assert contrast(colors.of("accent"), colors.of("accentsoft")) >= 4.5  # counts
    assert contrast(colors.of("text"), colors.of("accentsoft")) >= 4.5  # the chosen line of a menu, banners
    assert contrast(colors.of("text"), colors.of("failedsoft")) >= 4.5  # banners of what went wrong
    assert contrast(colors.of("failed"), colors.of("failedsoft")) >= 4.5  # and their icons
    assert contrast(colors.of("accent"), colors.of("surface")) >= 3  # the frame of what has the focus


@pytest.mark.parametrize("colors", [HIGH_LIGHT, HIGH_DARK], ids=["light", "dark"])
def test_high_contrast_has_stronger_texts_and_lines(colors: Colors) -> None:
    grounds = (*GROUNDS, "accentsoft", "failedsoft")
    assert min(contrast(colors.of(role), colors.of(ground)) for role in TEXT_ROLES for ground in grounds) >= 7
    assert min(contrast(colors.of("line"), colors.of(ground)) for ground in grounds) >= 3


@ALL
def test_a_palette_tells_its_colours(colors: Colors) -> None:
    palette = palette_of(colors)
    assert colors_of(palette) is colors
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.PlaceholderText):
        assert contrast(palette.color(role), palette.color(QPalette.ColorRole.Base)) >= 4.5


def test_every_state_has_a_look_of_its_own() -> None:
    assert set(STATE_LOOK) == set(PostState)
    assert len({name for name, _ in STATE_LOOK.values()}) == len(PostState)
    for name, role in STATE_LOOK.values():
        assert bundled(f"icons/lucide/{name}.svg").is_file()
        assert LIGHT.of(role).isValid()


@pytest.mark.parametrize(("name", "colors"), [("light", LIGHT), ("dark", DARK)])
def test_the_drawings_of_the_style_sheet_have_the_colours_of_the_tokens(name: str, colors: Colors) -> None:
    for drawing, role in (("chevron", "muted"), ("check", "surface")):
        text = bundled(f"icons/controls/{drawing}-{name}.svg").read_text()
        assert f'stroke="{getattr(colors, role)}"' in text
    assert contrast(colors.of("muted"), colors.of("surface")) >= 3  # the frame of a check box
