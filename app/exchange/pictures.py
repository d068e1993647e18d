"""Pictures people bring: recognised by content, decoded once to see that they are whole, private notes taken out.

What is taken out are segments, so the picture itself stays as it was, bit for bit. Kept are colour profiles, animation and
the orientation of a photo; gone are place (GPS), camera, author, comments, thumbnails and whatever follows the end.
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from app.domain.errors import BadInput

LARGEST_PIXELS = 50_000_000
_MIMES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD hIST pHYs acTL fcTL fdAT".split())
_GIF_KEPT_APPLICATIONS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
_ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that may be kept: its bytes without private notes, and its size in pixels as stored."""

    mime: str
    width: int
    height: int
    content: bytes


def picture_kind(start: bytes) -> str | None:
    """The kind of picture by its first bytes ("JPEG", "PNG", "WEBP", "GIF"), None for anything else."""
    if start.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if start.startswith(_PNG_START):
        return "PNG"
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "WEBP"
    return "GIF" if start[:6] in (b"GIF87a", b"GIF89a") else None


def checked_picture(content: bytes) -> Picture:
    """The picture without private notes. To be called in a child process with a memory limit.

    Raises `BadInput` "media.format_unknown", "media.too_many_pixels", "media.damaged".
    """
    kind = picture_kind(content[:16])
    if kind is None:
        raise BadInput("media.format_unknown")
    width, height, orientation = _decoded(content, kind)
    try:
        stripped = b"".join(_STRIPPERS[kind](content, orientation))
    except (ValueError, IndexError, struct.error) as problem:
        raise BadInput("media.damaged") from problem
    if stripped != content and _decoded(stripped, kind) != (width, height, orientation):
        raise BadInput("media.damaged")
    return Picture(_MIMES[kind], width, height, stripped)


def _decoded(content: bytes, kind: str) -> tuple[int, int, int]:
    """Width, height and orientation (1 to 8, 1 upright) of a picture that was read to its end."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = LARGEST_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(content), formats=(kind,)) as image:
                width, height = image.size
                if width * height > LARGEST_PIXELS:
                    raise BadInput("media.too_many_pixels", width=width, height=height, limit=LARGEST_PIXELS)
                image.load()
                orientation = image.getexif().get(_ORIENTATION, 1)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
            raise BadInput("media.too_many_pixels", limit=LARGEST_PIXELS) from problem
        except (
            UnidentifiedImageError,
            OSError,
            ValueError,
            SyntaxError,
            EOFError,
            IndexError,
            struct.error,
        ) as problem:
            raise BadInput("media.damaged") from problem
    known = isinstance(orientation, int) and 1 <= orientation <= 8
    return width, height, orientation if known else 1


def _only_orientation(orientation: int) -> bytes:
    """An Exif block (TIFF, big-endian) that says nothing but which way is up."""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0)
    return b"MM\x00*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)


def _jpeg(content: bytes, orientation: int) -> Iterator[bytes]:
    yield content[:2]
    at, noted = 2, orientation == 1
    while True:
        if content[at] != 0xFF:
            raise ValueError("marker expected")
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == 0xD9:
            yield b"\xff\xd9"
            return
        end = at + 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
        if end > len(content):
            raise ValueError("segment cut off")
        if marker != 0xE0 and not noted:
            block = b"Exif\x00\x00" + _only_orientation(orientation)
            yield b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block
            noted = True
        if _jpeg_keeps(marker, content[at + 4 : end]):
            yield content[at:end]
        at = end
        if marker == 0xDA:
            end = _jpeg_scan_end(content, at)
            yield content[at:end]
            at = end


def _jpeg_keeps(marker: int, body: bytes) -> bool:
    if marker == 0xFE or 0xE0 <= marker <= 0xEF:
        return (marker, body[:5]) in ((0xE0, b"JFIF\x00"), (0xEE, b"Adobe")) or (
            marker == 0xE2 and body.startswith(b"ICC_PROFILE\x00")
        )
    return True


def _jpeg_scan_end(content: bytes, at: int) -> int:
    """Where the coded data of a scan end: at the next marker that is neither a stuffed byte nor a restart."""
    while (at := content.find(b"\xff", at)) >= 0:
        following = content[at + 1]
        if following == 0xFF:
            at += 1
        elif following == 0 or 0xD0 <= following <= 0xD7:
            at += 2
        else:
            return at
    raise ValueError("no end of picture")


def _png(content: bytes, orientation: int) -> Iterator[bytes]:
    import zlib

    yield _PNG_START
    at = len(_PNG_START)
    while True:
        (length,) = struct.unpack(">I", content[at : at + 4])
        name, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content):
            raise ValueError("chunk cut off")
        if name == b"IDAT" and orientation != 1:
            note = b"eXIf" + _only_orientation(orientation)
            yield struct.pack(">I", len(note) - 4) + note + struct.pack(">I", zlib.crc32(note))
            orientation = 1
        if name in _PNG_KEPT:
            yield content[at:end]
        if name == b"IEND":
            return
        at = end


def _webp(content: bytes, orientation: int) -> Iterator[bytes]:
    (length,) = struct.unpack("<I", content[4:8])
    end = min(8 + length, len(content))
    kept, at = [], 12
    while at + 8 <= end:
        name = content[at : at + 4]
        (size,) = struct.unpack("<I", content[at + 4 : at + 8])
        body, at = content[at + 8 : at + 8 + size], at + 8 + size + size % 2
        if name == b"VP8X":
            flags = (body[0] & ~0x0C) | (0x08 if orientation != 1 else 0)
            kept.append((name, bytes([flags]) + body[1:]))
        elif name in (b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"):
            kept.append((name, body))
    if orientation != 1:
        kept.append((b"EXIF", _only_orientation(orientation)))
    body = b"".join(name + struct.pack("<I", len(data)) + data + b"\x00" * (len(data) % 2) for name, data in kept)
    yield b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _gif(content: bytes, _orientation: int) -> Iterator[bytes]:
    at = 13 + _gif_table(content[10])
    yield content[:at]
    while True:
        kind = content[at]
        if kind == 0x3B:
            yield b"\x3b"
            return
        if kind == 0x2C:
            data = at + 10 + _gif_table(content[at + 9]) + 1
        elif kind == 0x21:
            data = at + 2
        else:
            raise ValueError("block expected")
        end = _gif_blocks_end(content, data)
        if kind == 0x2C or content[at + 1] == 0xF9 or _gif_keeps(content, at):
            yield content[at:end]
        at = end


def _gif_keeps(content: bytes, at: int) -> bool:
    return content[at + 1] == 0xFF and content[at + 3 : at + 14] in _GIF_KEPT_APPLICATIONS


def _gif_table(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _gif_blocks_end(content: bytes, at: int) -> int:
    while size := content[at]:
        at += size + 1
    return at + 1


_STRIPPERS = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp, "GIF": _gif}
