"""Pictures with private notes in them, as cameras and programs write them, and files that only pretend."""

from __future__ import annotations

import zlib
from io import BytesIO
from struct import pack

from PIL import Image
from PIL.PngImagePlugin import PngInfo

SECRET = "Anna Nowak 52.2297N 21.0122E"


def _exif(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = SECRET
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (52.0, 13.0, 46.9)
    return exif


def _drawn(mode: str = "RGB", size: tuple[int, int] = (12, 8)) -> Image.Image:
    """A picture with a different shade at every pixel."""
    image = Image.new("L", size)
    image.putdata([(7 * n) % 256 for n in range(size[0] * size[1])])
    return image.convert(mode)


def picture(kind: str, orientation: int = 1, *, mode: str = "RGB", **options: object) -> bytes:
    """A small picture of a kind ("JPEG", "PNG", "WEBP", "GIF") with a place, an author and a comment in it."""
    out = BytesIO()
    given: dict[str, object] = {"exif": _exif(orientation)} if kind != "GIF" else {}
    if kind == "PNG":
        notes = PngInfo()
        notes.add_text("Comment", SECRET)
        notes.add_itxt("XML:com.adobe.xmp", SECRET)
        given["pnginfo"] = notes
    if kind in ("JPEG", "GIF"):
        given["comment"] = SECRET.encode()
    if kind in ("JPEG", "WEBP"):
        given["xmp"] = SECRET.encode()
    _drawn(mode).save(out, kind, **(given | options))
    return out.getvalue()


def moving_gif() -> bytes:
    out = BytesIO()
    frames = [Image.new("L", (4, 4), shade) for shade in (0, 100, 200)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], loop=0, duration=90, comment=SECRET.encode())
    return out.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A picture of one colour: small as a file, large when it is opened."""
    rows = bytes((1 + -(-width // 8)) * height)  # each begins with its filter: none
    head = pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 1)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))


def pixels(content: bytes) -> bytes:
    with Image.open(BytesIO(content)) as image:
        return image.convert("RGBA").tobytes()
