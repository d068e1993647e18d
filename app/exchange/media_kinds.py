"""What a file of the media library is, by its first bytes and never by its name."""

from __future__ import annotations

from dataclasses import dataclass

from app.exchange.pictures import picture_kind

MIB = 1 << 20
HEAD = 64
"""How many first bytes `media_kind` needs."""
_VIDEO_BRANDS = frozenset(
    [*b"isom iso2 iso3 iso4 iso5 iso6 iso8 iso9 mp41 mp42 mp71 avc1 M4VH M4VP MSNV dash XAVC".split(), b"M4V ", b"f4v "]
)
"""Major brands of MP4; HEIC and AVIF pictures and M4A sound begin the same way and are none of them."""


@dataclass(frozen=True, slots=True)
class MediaKind:
    """A kind of file and the most bytes one may have. `mime` of a picture is found when it is decoded."""

    name: str
    mime: str
    limit: int


PICTURE = MediaKind("picture", "", 50 * MIB)
MP4 = MediaKind("video", "video/mp4", 1024 * MIB)
QUICKTIME = MediaKind("video", "video/quicktime", 1024 * MIB)
PDF = MediaKind("document", "application/pdf", 100 * MIB)


def media_kind(head: bytes) -> MediaKind | None:
    """The kind of a file by its first `HEAD` bytes; None for what the library does not take."""
    if picture_kind(head) is not None:
        return PICTURE
    if head.startswith(b"%PDF-"):
        return PDF
    if head[4:8] == b"ftyp":
        if head[8:12] == b"qt  ":
            return QUICKTIME
        return MP4 if head[8:12] in _VIDEO_BRANDS else None
    return QUICKTIME if head[4:8] in (b"moov", b"mdat", b"wide") else None
