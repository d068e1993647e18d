"""A picture made small enough for a network; the file in the media library stays as it is."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_QUALITIES = (90, 80, 70)
_SMALLER = 0.8
_SMALLEST = 64
"""A side shorter than this is tried no more."""


def fitting(path: Path, mime: str, limit: int | None) -> tuple[bytes, str] | None:
    """The bytes and kind to hand over: the file itself where it fits, else a JPEG of it, scaled down as far as it takes.

    The same file and limit always give the same bytes. None: it is no picture that can be made smaller (a moving one would
    stop moving). Raises `OSError` for a file that is gone.
    """
    if limit is None or path.stat().st_size <= limit:
        return path.read_bytes(), mime
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(path) as opened:
            if getattr(opened, "is_animated", False):
                return None
            turned = ImageOps.exif_transpose(opened).convert("RGBA")
    except (Image.DecompressionBombError, UnidentifiedImageError, ValueError, SyntaxError):
        return None
    whole = Image.new("RGB", turned.size, "white")
    whole.paste(turned, mask=turned.getchannel("A"))
    return _scaled(whole, limit)


def _scaled(picture: Image.Image, limit: int) -> tuple[bytes, str] | None:
    from PIL import Image

    width, height = picture.size
    while min(width, height) >= _SMALLEST:
        now = picture if (width, height) == picture.size else picture.resize((width, height), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            made = io.BytesIO()
            now.save(made, "JPEG", quality=quality, optimize=True)
            if made.tell() <= limit:
                return made.getvalue(), "image/jpeg"
        width, height = round(width * _SMALLER), round(height * _SMALLER)
    return None
