"""Pictures keep every pixel and lose every private note."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.domain.errors import BadInput
from app.exchange.media_kinds import MP4, PDF, PICTURE, QUICKTIME, media_kind
from app.exchange.pictures import checked_picture, picture_kind
from tests.fakes.pictures import SECRET, huge_png, moving_gif, picture, pixels

KINDS = ("JPEG", "PNG", "WEBP", "GIF")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", [1, 6])
def test_notes_gone_pixels_and_orientation_kept(kind: str, orientation: int) -> None:
    content = picture(kind, orientation)
    assert SECRET.encode() in content
    found = checked_picture(content)
    assert (found.mime, found.width, found.height) == (f"image/{kind.lower()}", 12, 8)
    assert SECRET.encode() not in found.content and b"Anna" not in found.content
    assert pixels(found.content) == pixels(content)
    with Image.open(BytesIO(found.content)) as image:
        assert image.getexif().get_ifd(0x8825) == {}
        assert image.getexif().get(0x0112, 1) == (1 if kind == "GIF" else orientation)
    assert checked_picture(found.content).content == found.content


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {"progressive": True}),
        ("JPEG", {"mode": "CMYK"}),
        ("JPEG", {"mode": "L", "restart_marker_blocks": 1}),
        ("PNG", {"mode": "RGBA"}),
        ("PNG", {"mode": "P"}),
        ("WEBP", {"lossless": True, "mode": "RGBA"}),
        ("GIF", {"mode": "P", "interlace": 1}),
    ],
)
def test_flavours(kind: str, options: dict[str, object]) -> None:
    content = picture(kind, **options)  # type: ignore[arg-type]
    found = checked_picture(content)
    assert SECRET.encode() not in found.content and pixels(found.content) == pixels(content)


def test_colour_profiles_stay() -> None:
    profile = b"ICC" * 40_000
    for kind in ("JPEG", "PNG", "WEBP"):
        found = checked_picture(picture(kind, icc_profile=profile))
        with Image.open(BytesIO(found.content)) as image:
            assert image.info["icc_profile"] == profile


def test_moving_pictures_go_on_moving() -> None:
    content = moving_gif()
    found = checked_picture(content)
    with Image.open(BytesIO(found.content)) as image:
        assert (image.n_frames, image.info["loop"], image.info["duration"]) == (3, 0, 90)
    assert SECRET.encode() not in found.content


def test_what_follows_the_end_is_dropped() -> None:
    for kind in KINDS:
        clean = checked_picture(picture(kind)).content
        assert checked_picture(clean + b"film" * 100).content == clean


def test_too_many_pixels() -> None:
    with pytest.raises(BadInput, match=r"^media\.too_many_pixels"):
        checked_picture(huge_png(10_000, 5_001))
    with pytest.raises(BadInput, match=r"^media\.too_many_pixels"):
        checked_picture(huge_png(20_000, 20_000))
    assert checked_picture(huge_png(10_000, 400)).width == 10_000


@pytest.mark.parametrize("kind", KINDS)
def test_cut_off_anywhere_is_damaged(kind: str) -> None:
    content = checked_picture(picture(kind)).content
    for length in range(1, len(content) - 2, 7):
        try:
            found = checked_picture(content[:length])
        except BadInput as problem:
            assert problem.code in ("media.damaged", "media.format_unknown")
        else:  # only what no decoder needs was missing
            assert pixels(found.content) == pixels(content)


@given(st.data())
def test_random_damage_never_gets_through_as_something_else(data: st.DataObject) -> None:
    content = bytearray(picture(data.draw(st.sampled_from(KINDS))))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = checked_picture(bytes(content))
    except BadInput as problem:
        assert problem.code in ("media.damaged", "media.format_unknown", "media.too_many_pixels")
    else:
        assert picture_kind(found.content) is not None


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x00\x00\x00\x20ftypisom", MP4),
        (b"\x00\x00\x00\x20ftypmp42", MP4),
        (b"\x00\x00\x00\x14ftypqt  ", QUICKTIME),
        (b"\x00\x00\x00\x08wide", QUICKTIME),
        (b"\x00\x00\x00\x20ftypheic", None),
        (b"\x00\x00\x00\x20ftypavif", None),
        (b"%PDF-1.7\n", PDF),
        (b"GIF89a", PICTURE),
        (b"RIFF\x00\x00\x00\x00AVI ", None),
        (b"BM\x00\x00", None),
        (b"<svg xmlns", None),
        (b"MZ\x90", None),
        (b"", None),
    ],
)
def test_kinds_by_their_first_bytes(head: bytes, kind: object) -> None:
    assert media_kind(head) is kind
