"""What is sent to Bluesky: the steps of a post, its checks against the network's limits, and its records."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.connectors.base import POST, Attachment, Idempotency, Parcel, Rejected, Step, StepKind
from app.connectors.bluesky_text import card_title, too_long
from app.connectors.fitting_pictures import fitting
from app.domain.limits import FILM_BYTES
from app.domain.networks import Format, Network
from app.domain.threads import thread_parts
from app.domain.tids import is_tid, tid_after

COLLECTION = "app.bsky.feed.post"
FORMATS = frozenset({Format.TEXT, Format.IMAGE, Format.CAROUSEL, Format.VIDEO, Format.LINK})
MAX_IMAGES = 4
IMAGE_BYTES = 2_000_000
VIDEO_BYTES = 300_000_000
BLOB_BYTES = FILM_BYTES[Network.BLUESKY]
"""Larger films would need the network's own video service, which this program does not use."""
MEDIA = "media"
THREAD = "thread"
COMMENT = "comment"
_TURNED = frozenset({5, 6, 7, 8})
"""EXIF orientations of pictures that lie on their side."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One record of a publication. `number` makes its key; `answers` names the step it replies to."""

    step: str
    text: str
    number: int
    answers: str | None


def pieces(parcel: Parcel) -> tuple[Piece, ...]:
    """The post, the further parts of its thread, its first comment; the comment stands under the post itself."""
    first, *rest = thread_parts(parcel.text)
    if parcel.link and parcel.attachments and parcel.link not in parcel.text:
        first = f"{first}\n{parcel.link}".strip()  # a record has room for files or a link card, not for both
    found = [Piece(POST, first, 0, None)]
    for number, text in enumerate(rest, 1):
        found.append(Piece(f"{THREAD}:{number}", text, number, found[-1].step))
    if parcel.first_comment and parcel.first_comment.strip():
        found.append(Piece(COMMENT, parcel.first_comment.strip(), len(found), POST))
    return tuple(found)


def steps_of(parcel: Parcel, blob_bytes: int) -> tuple[Step, ...]:
    """`blob_bytes` is the largest file the server takes. Raises `Rejected` for what the network does not take."""
    parts = pieces(parcel)
    _check(parcel, parts)
    _check_files(parcel.attachments, blob_bytes)
    key = Idempotency.PERMANENT_KEY
    files = [Step(f"{MEDIA}:{number}", StepKind.PREPARE, key) for number in range(len(parcel.attachments))]
    return (*files, *(Step(part.step, StepKind.PUBLISH, key) for part in parts))


def record_key(parcel: Parcel, piece: Piece) -> str:
    """The key a record is written under, the same for every try. Raises `Rejected` for an approval without one."""
    if parcel.remote_key is None or not is_tid(parcel.remote_key):
        raise Rejected("bluesky.no_key", reason="bluesky.no_key")
    return tid_after(parcel.remote_key, piece.number)


def record_of(
    parcel: Parcel,
    piece: Piece,
    at: datetime,
    *,
    facets: Sequence[Mapping[str, Any]],
    reply: Mapping[str, Any] | None,
    refs: Mapping[str, str],
) -> dict[str, Any]:
    """The record of one piece; `refs` holds what the files are called (JSON), `reply` root and parent."""
    record: dict[str, Any] = {"$type": COLLECTION, "text": piece.text, "createdAt": written_time(at)}
    if facets:
        record["facets"] = list(facets)
    if reply is not None:
        record["reply"] = dict(reply)
    if piece.step == POST and (embed := _embed(parcel, refs)) is not None:
        record["embed"] = embed
    return record


def written_time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _embed(parcel: Parcel, refs: Mapping[str, str]) -> dict[str, Any] | None:
    files = [(item, json.loads(refs[f"{MEDIA}:{number}"])) for number, item in enumerate(parcel.attachments)]
    if files and _is_video(files[0][0]):
        item, blob = files[0]
        return {"$type": "app.bsky.embed.video", "video": blob, **({"alt": item.alt_text} if item.alt_text else {})}
    if files:
        images = [{"image": blob, "alt": item.alt_text, **_ratio(item.path)} for item, blob in files]
        return {"$type": "app.bsky.embed.images", "images": images}
    if parcel.link:
        card = {"uri": parcel.link, "title": card_title(parcel.link), "description": ""}
        return {"$type": "app.bsky.embed.external", "external": card}
    return None


def _ratio(path: Path) -> dict[str, Any]:
    """Width and height as the picture is to be seen; left out where the file does not say."""
    from PIL import Image

    try:
        with Image.open(path) as picture:
            width, height = picture.size
            if picture.getexif().get(0x0112) in _TURNED:
                width, height = height, width
    except (OSError, Image.DecompressionBombError):
        return {}
    return {"aspectRatio": {"width": width, "height": height}}


_TOO_LONG = {"characters": "bluesky.too_many_characters", "bytes": "bluesky.too_many_bytes"}


def _check(parcel: Parcel, parts: Sequence[Piece]) -> None:
    if parcel.format not in FORMATS:
        raise Rejected("bluesky.format", reason="format", format=parcel.format)
    record_key(parcel, parts[0])
    for place, part in enumerate(parts, 1):
        if not part.text and not (part.step == POST and (parcel.attachments or parcel.link)):
            raise Rejected("bluesky.empty", reason="empty")
        if (over := too_long(part.text)) is not None:
            length, limit, unit = over
            raise Rejected(_TOO_LONG[unit], reason=_TOO_LONG[unit], part=place, length=length, limit=limit)


def _check_files(files: Sequence[Attachment], blob_bytes: int) -> None:
    films = [item for item in files if _is_video(item)]
    if films and len(files) > 1:
        raise Rejected("bluesky.one_video", reason="bluesky.one_video")
    if len(files) > MAX_IMAGES:
        raise Rejected("bluesky.too_many_images", reason="bluesky.too_many_images", count=len(files), limit=MAX_IMAGES)
    for item in files:
        if not item.mime.startswith("image/") and item.mime != "video/mp4":
            raise Rejected("bluesky.file_kind", reason="bluesky.file_kind", kind=item.mime)
        size, limit = item.path.stat().st_size, min(VIDEO_BYTES, blob_bytes)
        if _is_video(item) and size > limit:
            raise Rejected("bluesky.file_too_large", reason="bluesky.file_too_large", size=size, limit=limit)


def handed_over(item: Attachment, blob_bytes: int) -> tuple[bytes, str]:
    """The bytes and kind of a file as the server gets it: pictures are made to fit. Raises `Rejected`."""
    if _is_video(item):
        return item.path.read_bytes(), item.mime
    limit = min(IMAGE_BYTES, blob_bytes)
    found = fitting(item.path, item.mime, limit)
    if found is None:
        size = item.path.stat().st_size
        raise Rejected("bluesky.file_too_large", reason="bluesky.file_too_large", size=size, limit=limit)
    return found


def _is_video(item: Attachment) -> bool:
    return item.mime.startswith("video/")
