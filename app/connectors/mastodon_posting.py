"""A parcel as calls to a Mastodon server: which steps it takes, and the body of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.connectors.base import POST, Idempotency, Parcel, Rejected, Step, StepKind
from app.connectors.mastodon_server import ServerFacts
from app.connectors.mastodon_text import counted_length
from app.domain.networks import Format
from app.domain.threads import thread_parts

FORMATS = frozenset({Format.TEXT, Format.LINK, Format.IMAGE, Format.CAROUSEL, Format.VIDEO})
READY = "ready"
COMMENT = "comment"
THREAD = "thread:"
MEDIA = "media:"


def steps_of(parcel: Parcel, facts: ServerFacts) -> tuple[Step, ...]:
    """Files, a wait until the server is done with them, the post, the rest of the thread, the first comment."""
    check(parcel, facts)
    key_class = class_of(facts)
    files = [Step(f"{MEDIA}{number}", StepKind.PREPARE, key_class) for number in range(len(parcel.attachments))]
    waits = [Step(READY, StepKind.WAIT, key_class)] if files else []
    names = [POST, *(f"{THREAD}{number}" for number in range(1, len(thread_parts(parcel.text))))]
    names += [COMMENT] if parcel.first_comment else []
    return (*files, *waits, *(Step(name, StepKind.PUBLISH, key_class) for name in names))


def class_of(facts: ServerFacts) -> Idempotency:
    return Idempotency.EXPIRING_KEY if facts.honours_keys else Idempotency.READABLE


def text_of_step(parcel: Parcel, name: str) -> str:
    """What one PUBLISH step says. A link that the text does not hold stands at the end of the first part."""
    if name == COMMENT:
        return parcel.first_comment or ""
    parts = thread_parts(parcel.text)
    if name.startswith(THREAD):
        return parts[int(name.removeprefix(THREAD))]
    if parcel.link and parcel.link not in parcel.text:
        return f"{parts[0]}\n\n{parcel.link}".strip()
    return parts[0]


def status_body(parcel: Parcel, name: str, refs: Mapping[str, str]) -> dict[str, Any]:
    """The body that publishes one step."""
    body: dict[str, Any] = {"status": text_of_step(parcel, name)}
    if name == POST:
        media = [refs[f"{MEDIA}{number}"] for number in range(len(parcel.attachments))]
        return body | ({"media_ids": media} if media else {})
    return body | {"in_reply_to_id": refs[_before(name)]}


def _before(name: str) -> str:
    """The step whose post is answered: the part before in a thread, the post itself for the comment."""
    number = int(name.removeprefix(THREAD)) if name.startswith(THREAD) else 0
    return f"{THREAD}{number - 1}" if number > 1 else POST


def check(parcel: Parcel, facts: ServerFacts) -> None:
    """Raises `Rejected` for what this server would refuse, before any of it is sent: half a thread helps nobody."""
    if parcel.format not in FORMATS:
        raise Rejected("mastodon.format", reason="format", format=parcel.format)
    if len(parcel.attachments) > facts.max_media:
        raise Rejected("mastodon.too_many_files", reason="media", limit=facts.max_media)
    if len(parcel.attachments) > 1 and any(not item.mime.startswith("image/") for item in parcel.attachments):
        raise Rejected("mastodon.film_alone", reason="media")
    for item in parcel.attachments:
        if facts.mime_types and item.mime not in facts.mime_types:
            raise Rejected("mastodon.file_kind", reason="media", kind=item.mime)
        if len(item.alt_text) > facts.description_limit:
            raise Rejected("mastodon.alt_text_long", reason="alt_text", limit=facts.description_limit)
    names = [POST, *(f"{THREAD}{number}" for number in range(1, len(thread_parts(parcel.text))))]
    for name in [*names, COMMENT] if parcel.first_comment else names:
        text = text_of_step(parcel, name)
        length = counted_length(text, facts.characters_per_link)
        if length > facts.max_characters:
            raise Rejected("mastodon.too_long", reason="length", length=length, limit=facts.max_characters)
        if not text.strip() and (name != POST or not parcel.attachments):
            raise Rejected("mastodon.empty", reason="empty")
