"""Posts, their variants per profile, and media."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from app.domain.networks import Format
from app.domain.workflow import PostState

ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "application/pdf": ".pdf",
}
"""How the names of files of a kind end."""


@dataclass(frozen=True, slots=True)
class Media:
    """A file of the media library, stored under its SHA-256. Rights and consent are two separate things."""

    id: int
    sha256: str
    file_name: str
    mime: str
    size: int
    width: int | None
    height: int | None
    alt_text: str
    author: str
    licence: str
    licence_until: date | None
    consent: str
    """"not_needed", "given" or "missing"."""
    consent_until: date | None
    source_url: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AttachedMedia:
    """A media file as it goes out with a post; `alt_text` is the text for this post."""

    media_id: int
    sha256: str
    file_name: str
    mime: str
    alt_text: str


@dataclass(frozen=True, slots=True)
class Variant:
    """A post as it goes to one profile. `text` None follows the post's text; `own_media` False follows its media."""

    id: int
    uid: str
    post_id: int
    profile_id: int
    format: Format
    text: str | None
    link: str | None
    first_comment: str | None
    own_media: bool
    state: PostState
    state_since: datetime
    due_at: datetime | None
    zone: str
    wall_time: str | None
    approved_sha256: str | None
    approved_at: datetime | None
    approved_by: int | None
    approved_by_author: bool
    sequence: int
    published_at: datetime | None
    remote_url: str | None
    changed_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Post:
    id: int
    uid: str
    brand_id: int
    title: str
    text: str
    link: str | None
    campaign_id: int | None
    pillar_id: int | None
    author_id: int | None
    edited_by: int | None
    created_at: datetime
    changed_at: datetime
    stage: PostState
    """"idea" or "draft": the state while there is no variant."""
    due_at: datetime | None
    zone: str
    wall_time: str | None
    version: int
    persona_ids: tuple[int, ...] = ()
    label_ids: tuple[int, ...] = ()
    media: tuple[AttachedMedia, ...] = ()
    variants: tuple[Variant, ...] = ()
    state: PostState = PostState.IDEA
    partly: bool = False


class PlannedChip(NamedTuple):
    """A variant as a calendar cell shows it: enough to paint, nothing more. `opening` is the title or the first words.

    A tuple, because a calendar makes a thousand at a time.
    """

    variant_id: int
    post_id: int
    profile_id: int
    due_at: datetime
    state: PostState
    opening: str
    handed_over: bool = False
    """Its network has it and publishes it by itself."""


@dataclass(frozen=True, slots=True)
class Content:
    """Exactly what is sent for one variant. `fingerprint` is what an approval is bound to (PUB-13)."""

    network: str
    handle: str
    profile_uid: str
    format: str
    text: str
    link: str | None
    first_comment: str | None
    media: tuple[AttachedMedia, ...]

    def canonical(self) -> str:
        """The content as canonical JSON: sorted keys, no blanks, UTF-8; local ids and file names left out."""
        value = {
            "network": self.network,
            "handle": self.handle,
            "profile": self.profile_uid,
            "format": self.format,
            "text": self.text,
            "link": self.link,
            "first_comment": self.first_comment,
            "media": [{"sha256": m.sha256, "mime": m.mime, "alt_text": m.alt_text} for m in self.media],
        }
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def fingerprint(self) -> str:
        """SHA-256 of `canonical`, hexadecimal."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of a variant's content as it was handed to review. `author_id` wrote it last."""

    id: int
    variant_id: int
    n: int
    content: str
    sha256: str
    author_id: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a review: "approve", "request_changes", "reject", "withdraw_approval", "undo_decision"."""

    id: int
    variant_id: int
    revision_id: int
    member_id: int | None
    decision: str
    reason: str
    by_author: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class PostComment:
    """A remark of the team on a post (never published)."""

    id: int
    post_id: int
    variant_id: int | None
    member_id: int | None
    text: str
    at: datetime
