"""What Bluesky tells about posts, figures and answers, as values of ours. What is missing or misshapen is left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from app.connectors.base import RemoteComment, RemotePost
from app.domain.metrics import Reading

POST_FIGURES = {
    "likeCount": "likes",
    "repostCount": "shares",
    "replyCount": "comments",
    "quoteCount": None,
    "bookmarkCount": "saves",
}
PROFILE_FIGURES = {"followersCount": "followers", "postsCount": None}
REMARKS = frozenset({"reply", "mention", "quote"})
"""Kinds of notifications in which somebody wrote something."""


def moment(said: object) -> datetime | None:
    """A time of the network in UTC; None for anything else."""
    try:
        read = datetime.fromisoformat(said) if isinstance(said, str) else None
        return None if read is None else (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def items(answer: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = answer.get(name)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def part(item: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """An object within an object; an empty one where there is none."""
    for name in names:
        found = item.get(name)
        item = found if isinstance(found, dict) else {}
    return dict(item)


def word(item: Mapping[str, Any], name: str) -> str:
    found = item.get(name)
    return found if isinstance(found, str) else ""


def key_of(uri: str) -> str:
    """The last part of an address of a record (at://account/collection/key)."""
    return uri.rsplit("/", 1)[-1]


def account_of(uri: str) -> str:
    return uri.removeprefix("at://").partition("/")[0] if uri.startswith("at://") else ""


def page_of(uri: str) -> str:
    """Where people read a post."""
    return f"https://bsky.app/profile/{account_of(uri)}/post/{key_of(uri)}"


def post_of(entry: Mapping[str, Any]) -> RemotePost | None:
    """A record of the profile as a post; None for an answer to somebody, a further part of a thread or nonsense."""
    record, uri = part(entry, "value"), word(entry, "uri")
    at = moment(record.get("createdAt"))
    if at is None or not uri or part(record, "reply"):
        return None
    count, kind = _media(part(record, "embed"))
    return RemotePost(uri, at, word(record, "text"), kind, page_of(uri), count)


def _media(embed: Mapping[str, Any]) -> tuple[int, str]:
    inner = part(embed, "media")
    holder = inner or embed
    images = len(items(holder, "images"))
    if images:
        return images, "image" if images == 1 else "carousel"
    if part(holder, "video"):
        return 1, "video"
    return 0, "link" if part(holder, "external") else "text"


def figures(item: Mapping[str, Any], names: Mapping[str, str | None]) -> tuple[Reading, ...]:
    """The counts an answer holds; one it does not tell is absent."""
    return tuple(
        Reading(name, float(value), key)
        for name, key in names.items()
        if isinstance(value := item.get(name), int) and not isinstance(value, bool)
    )


def readings_in(body: bytes) -> dict[str | None, tuple[Reading, ...]]:
    """The figures in the body of an answer: of posts by their address, of a profile under None."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    found: dict[str | None, tuple[Reading, ...]] = {
        word(post, "uri"): readings for post in items(told, "posts") if (readings := figures(post, POST_FIGURES))
    }
    if own := figures(told, PROFILE_FIGURES):
        found[None] = own
    return found


def remarks(notifications: Iterable[Mapping[str, Any]], own: str) -> list[RemoteComment]:
    """What others wrote to or about the account `own` (DID): answers under its posts, mentions, quotes."""
    return [found for item in notifications if (found := _remark(item, own)) is not None]


def _remark(item: Mapping[str, Any], own: str) -> RemoteComment | None:
    at, author, record = moment(item.get("indexedAt")), part(item, "author"), part(item, "record")
    if item.get("reason") not in REMARKS or at is None or not word(item, "uri"):
        return None
    root, parent = word(part(record, "reply", "root"), "uri"), word(part(record, "reply", "parent"), "uri")
    under = next((uri for uri in (root, parent) if account_of(uri) == own), None)
    return RemoteComment(
        remote_id=word(item, "uri"),
        post_remote_id=under,
        parent_remote_id=parent if under is not None and parent != under else None,
        author=word(author, "handle") or word(author, "did"),
        text=word(record, "text"),
        at=at,
        is_own=word(author, "did") == own,
    )
