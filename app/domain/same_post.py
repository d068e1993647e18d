"""Whether a post seen on a network is the one that was sent (PUB-10)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_SHORTENED = re.compile(r"(?<!\S)(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?(?:…|\.\.\.)(?!\S)", re.IGNORECASE)
"""A link as a network shows it when it cuts it."""
_MENTION_HOST = re.compile(r"(?<!\w)(@[\w.-]*\w)@(?:[\w-]+\.)+\w+(?::\d+)?", re.IGNORECASE)
_MARKUP = re.compile(r"(?m)^\s*[-+]\s|!?\[|[*_~`#>|\\\]()]|-{3,}")
"""What Markdown means something by, so that a server that reads posts as Markdown shows nothing of it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A post on a network, as far as it tells whose it is."""

    remote_id: str
    at: datetime
    text: str
    media_count: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was sent: its text, how many files, and the first and the latest moment it can be of (UTC)."""

    text: str
    media_count: int
    since: datetime
    until: datetime


def matches(wanted: Wanted, seen: Iterable[Seen], owned: Collection[str]) -> list[str]:
    """Remote ids of the posts that can only be this one; `owned` are ids that belong to other deliveries.

    Where none has the same text, one that differs in nothing but the signs of Markdown counts.
    """
    possible = [
        post
        for post in seen
        if wanted.since <= post.at <= wanted.until
        and post.remote_id not in owned
        and post.media_count == wanted.media_count
    ]
    text, bare = same_text(wanted.text), without_markup(wanted.text)
    same = [post.remote_id for post in possible if same_text(post.text) == text]
    return same or [post.remote_id for post in possible if bare and without_markup(post.text) == bare]


def same_text(text: str) -> str:
    """What networks leave of a text: composed letters, no links (they are rewritten), no host in a mention, plain blanks."""
    plain = unicodedata.normalize("NFC", text)
    plain = _SHORTENED.sub(" ", _LINK.sub(" ", plain))
    plain = _MENTION_HOST.sub(r"\1", plain)
    return " ".join(plain.split())


def without_markup(text: str) -> str:
    """As `same_text`, and nothing of Markdown either."""
    return "".join(same_text(_MARKUP.sub(" ", text)).split())
