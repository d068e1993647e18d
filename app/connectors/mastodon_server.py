"""What a server of Mastodon's API says about itself: its software, its limits, and whether it honours keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any
from urllib.parse import urlsplit

from app.connectors.base import ReadFailed
from app.connectors.mastodon_calls import Calls
from app.connectors.network_problems import NoAnswer

HONOUR_KEYS = frozenset({"mastodon", "hometown"})
"""Software that answers a repeated Idempotency-Key with the first post for an hour. Others publish a second time."""
KEEP_POSTS = frozenset({"mastodon", "hometown", "glitch", "pleroma", "akkoma"})
"""Software that keeps a post until its time, lists it meanwhile and gives it back. Others take the time and publish at once
or keep what nobody can take back any more."""
SCOPES = (
    "profile",
    "read:accounts",
    "read:statuses",
    "read:notifications",
    "write:statuses",
    "write:media",
)


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """Defaults are those of Mastodon; `mime_types` empty: the server does not say."""

    software: str = "?"
    version: str = "?"
    max_characters: int = 500
    characters_per_link: int = 23
    max_media: int = 4
    description_limit: int = 1500
    image_bytes: int | None = None
    video_bytes: int | None = None
    mime_types: tuple[str, ...] = ()
    batches: bool = False
    """Whether several statuses can be asked for in one call."""

    @property
    def honours_keys(self) -> bool:
        return self.software in HONOUR_KEYS

    @property
    def keeps_posts(self) -> bool:
        return self.software in KEEP_POSTS

    def kept(self) -> dict[str, object]:
        """As the facts of a connection."""
        return {**asdict(self), "mime_types": list(self.mime_types), "honours_keys": self.honours_keys}


def facts_of(kept: Mapping[str, object]) -> ServerFacts:
    """From the facts of a connection; what is missing or of another kind is the default."""
    plain = ServerFacts()
    values: dict[str, Any] = {}
    for name in (field.name for field in fields(ServerFacts)):
        value = kept.get(name)
        if name == "mime_types":
            values[name] = tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()
        elif name.endswith("_bytes"):
            values[name] = value if isinstance(value, int) else None
        else:
            values[name] = value if isinstance(value, type(getattr(plain, name))) else getattr(plain, name)
    return ServerFacts(**values)


def ask_server(calls: Calls) -> ServerFacts:
    """Asks the server about itself. Raises as reads do."""
    answer = calls.found("/api/v2/instance") or calls.get("/api/v1/instance")
    try:
        said = answer.object()
    except NoAnswer as problem:
        raise ReadFailed(problem.code, **problem.data) from problem
    version = str(said.get("version", "?"))[:100]
    limits = _inside(said, "configuration")
    statuses, media = _inside(limits, "statuses"), _inside(limits, "media_attachments")
    mime_types = media.get("supported_mime_types")
    software = _software(calls, version)
    return ServerFacts(
        software=software,
        version=version,
        max_characters=_count(statuses.get("max_characters") or said.get("max_toot_chars"), 500),
        characters_per_link=_count(statuses.get("characters_reserved_per_url"), 23),
        max_media=_count(statuses.get("max_media_attachments"), 4),
        description_limit=_count(media.get("description_limit"), 1500),
        image_bytes=_count(media.get("image_size_limit"), 0) or None,
        video_bytes=_count(media.get("video_size_limit"), 0) or None,
        mime_types=tuple(str(item) for item in mime_types) if isinstance(mime_types, list) else (),
        batches=software == "mastodon" and _number(version) >= (4, 3),
    )


def missing_rights(calls: Calls) -> tuple[str, ...]:
    """The rights of `SCOPES` that the access key lacks, as far as the server tells."""
    answer = calls.found("/api/v1/apps/verify_credentials")
    if answer is None:
        return ()
    try:
        granted = answer.object().get("scopes")
    except NoAnswer:
        return ()
    if not isinstance(granted, list) or not granted:
        return ()
    return lacking(str(scope) for scope in granted)


def lacking(granted: Any) -> tuple[str, ...]:
    """Which of `SCOPES` are not covered; "write" covers "write:media", "read" covers "profile"."""
    have = set(granted)
    return tuple(
        scope
        for scope in SCOPES
        if scope not in have
        and scope.partition(":")[0] not in have
        and not (scope == "profile" and have & {"read", "read:accounts"})
    )


def _software(calls: Calls, version: str) -> str:
    """The name by nodeinfo; forks that call themselves compatible with Mastodon in the version are named by it."""
    named = re.search(r"compatible;\s*([\w.-]+)", version)
    if named:
        return named[1].lower()
    try:
        links = calls.get("/.well-known/nodeinfo").object().get("links")
        places = (
            [urlsplit(str(link["href"])) for link in links if isinstance(link, dict)] if isinstance(links, list) else []
        )
        return str(_inside(calls.get(places[-1].path).object(), "software").get("name", "?")).lower()[:40]
    except (ReadFailed, NoAnswer, KeyError, IndexError, ValueError):
        return "?"


def _inside(found: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = found.get(name)
    return value if isinstance(value, dict) else {}


def _count(value: object, plain: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else plain


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d{1,4}", version)[:2])
