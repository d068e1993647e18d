"""Pictures are made small enough; those that fit go as they are."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from app.connectors.fitting_pictures import fitting


@pytest.fixture
def noise(tmp_path: Path) -> Path:
    """A picture that compresses badly, lying on its side."""
    path = tmp_path / "noise.png"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.effect_noise((900, 600), 90).convert("RGB").save(path, exif=exif)
    return path


def test_what_fits_goes_as_it_is(noise: Path) -> None:
    assert fitting(noise, "image/png", noise.stat().st_size) == (noise.read_bytes(), "image/png")
    assert fitting(noise, "image/png", None) == (noise.read_bytes(), "image/png")


@pytest.mark.parametrize("limit", [300_000, 60_000])
def test_what_does_not_fit_is_made_to_fit_upright(noise: Path, limit: int) -> None:
    found = fitting(noise, "image/png", limit)
    assert found is not None
    content, mime = found
    assert (mime, len(content) <= limit) == ("image/jpeg", True)
    with Image.open(io.BytesIO(content)) as made:
        assert made.height / made.width == pytest.approx(1.5, abs=0.02)
    assert fitting(noise, "image/png", limit) == found, "the same again"


def test_what_cannot_be_seen_through_stands_on_white(tmp_path: Path) -> None:
    path = tmp_path / "clear.png"
    clear = Image.effect_noise((400, 400), 90).convert("RGBA")
    clear.putalpha(0)
    clear.save(path)
    found = fitting(path, "image/png", 20_000)
    assert found is not None
    with Image.open(io.BytesIO(found[0])) as made:
        assert made.convert("RGB").getpixel((10, 10)) == (255, 255, 255)


def test_what_is_no_picture_or_moves_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    frames = [Image.effect_noise((200, 200), spread) for spread in (10, 90)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    assert fitting(path, "image/gif", 1000) is None
    path.write_bytes(b"x" * 5000)
    assert fitting(path, "image/gif", 1000) is None


def test_a_limit_nobody_can_keep_is_said(noise: Path) -> None:
    assert fitting(noise, "image/png", 100) is None
