"""From the JSON of Mastodon's API to values; what is missing or of another kind is None or left out, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from app.connectors.base import RemoteComment, RemotePost
from app.connectors.mastodon_text import plain_text
from app.domain.metrics import Reading
from app.domain.networks import Format

POST_METRICS = {
    "favourites_count": "likes",
    "reblogs_count": "shares",
    "replies_count": "comments",
    "quotes_count": None,
}
"""Names of the network and neutral keys. A quote is no reblog: the two are never added."""
PROFILE_METRICS = {"followers_count": "followers", "following_count": None, "statuses_count": None}
_VIDEO = ("video", "gifv", "audio")


def readings(found: Mapping[str, Any], metrics: Mapping[str, str | None]) -> tuple[Reading, ...]:
    """The figures of a status or an account."""
    return tuple(
        Reading(name, float(found[name]), key)
        for name, key in metrics.items()
        if isinstance(found.get(name), int) and not isinstance(found[name], bool) and found[name] >= 0
    )


def remote_post(status: Mapping[str, Any]) -> RemotePost | None:
    number, at = status.get("id"), moment(status.get("created_at"))
    if not isinstance(number, str) or at is None:
        return None
    media = attachments(status)
    return RemotePost(number, at, text_of(status), _format(status, media), web_address(status.get("url")), len(media))


def scheduled_post(entry: Mapping[str, Any]) -> RemotePost | None:
    """An entry that waits for its time, as the post it will be."""
    number, at, params = entry.get("id"), moment(entry.get("scheduled_at")), entry.get("params")
    if not isinstance(number, str) or at is None:
        return None
    text = str(params.get("text") or "") if isinstance(params, dict) else ""
    return RemotePost(number, at, text, None, None, len(attachments(entry)))


def remote_comment(status: Mapping[str, Any], own_id: str, post_id: str | None) -> RemoteComment | None:
    number, at = status.get("id"), moment(status.get("created_at"))
    account = status.get("account")
    if not isinstance(number, str) or at is None or not isinstance(account, dict):
        return None
    parent = status.get("in_reply_to_id")
    return RemoteComment(
        remote_id=number,
        post_remote_id=post_id,
        parent_remote_id=parent if isinstance(parent, str) else None,
        author=f"@{account.get('acct')}",
        text=text_of(status),
        at=at,
        is_own=account.get("id") == own_id,
    )


def attachments(status: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = status.get("media_attachments")
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def text_of(status: Mapping[str, Any]) -> str:
    """As it was written: some servers tell that of own posts, others only what they made of it (from Markdown too)."""
    written = status.get("text")
    if isinstance(written, str) and written:
        return written
    mentions = status.get("mentions")
    names = {
        str(item.get("url")): f"@{item.get('acct')}"
        for item in (mentions if isinstance(mentions, list) else [])
        if isinstance(item, dict)
    }
    content = status.get("content")
    return plain_text(content, names) if isinstance(content, str) else ""


def _format(status: Mapping[str, Any], media: list[dict[str, Any]]) -> str:
    if any(item.get("type") in _VIDEO for item in media):
        return Format.VIDEO
    if media:
        return Format.CAROUSEL if len(media) > 1 else Format.IMAGE
    if isinstance(status.get("poll"), dict):
        return Format.POLL
    return Format.LINK if isinstance(status.get("card"), dict) else Format.TEXT


def moment(said: object) -> datetime | None:
    """A time of the API in UTC; None when it is none or has no zone."""
    if not isinstance(said, str):
        return None
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else None


def web_address(said: object) -> str | None:
    """An address that may be shown and opened."""
    return said if isinstance(said, str) and said.startswith(("https://", "http://")) else None
