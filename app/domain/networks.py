"""Facts about each network that planning needs: limits, formats, usual cadence. Data, not behaviour.

Limits are those of the networks' documentation as of 2026.
A text length is counted by `counting`: "characters" (code points after NFC), "weighted" (X: emoji and CJK
count 2, every link 23) or "graphemes".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Network(StrEnum):
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    X = "x"
    LINKEDIN = "linkedin"
    YOUTUBE = "youtube"
    TIKTOK = "tiktok"
    THREADS = "threads"
    PINTEREST = "pinterest"
    MASTODON = "mastodon"
    BLUESKY = "bluesky"
    OTHER = "other"


class Connection(StrEnum):
    """How the program reaches a profile."""

    NONE = "none"
    BY_HAND = "by_hand"
    PRACTICE = "practice"
    API = "api"


KEYLESS = frozenset({Network.OTHER})
"""Read at the profile's own address without an access key: feeds."""


class Format(StrEnum):
    TEXT = "text"
    IMAGE = "image"
    CAROUSEL = "carousel"
    VIDEO = "video"
    REEL = "reel"
    STORY = "story"
    LIVE = "live"
    LINK = "link"
    DOCUMENT = "document"
    POLL = "poll"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Cadence:
    """How many posts are meant in a period: `low` to `high` per "day" or "week"."""

    per: str
    low: int
    high: int

    def per_week(self) -> tuple[int, int]:
        """The same target for seven days."""
        factor = 7 if self.per == "day" else 1
        return self.low * factor, self.high * factor


@dataclass(frozen=True, slots=True)
class NetworkRules:
    name: str
    text_limit: int
    counting: str
    formats: frozenset[Format]
    max_images: int
    alt_text_limit: int | None
    usual_cadence: Cadence | None
    mark: str
    color: str
    max_hashtags: int | None = None
    needs_media: bool = False
    thread: bool = False
    """Whether a text in parts goes out as a thread (see `domain.threads`)."""


_ALL = frozenset(Format)
_F = Format

RULES: dict[Network, NetworkRules] = {
    Network.FACEBOOK: NetworkRules(
        "Facebook",
        63206,
        "characters",
        _ALL - {_F.DOCUMENT, _F.POLL},
        40,
        1000,
        Cadence("day", 2, 3),
        "facebook",
        "#0866FF",
    ),
    Network.INSTAGRAM: NetworkRules(
        "Instagram",
        2200,
        "characters",
        frozenset({_F.IMAGE, _F.CAROUSEL, _F.VIDEO, _F.REEL, _F.STORY, _F.LIVE}),
        10,
        1000,
        Cadence("day", 1, 2),
        "instagram",
        "#C13584",
        max_hashtags=30,
        needs_media=True,
    ),
    Network.X: NetworkRules(
        "X",
        280,
        "weighted",
        frozenset({_F.TEXT, _F.IMAGE, _F.VIDEO, _F.LINK, _F.POLL, _F.LIVE}),
        4,
        1000,
        Cadence("day", 3, 5),
        "x",
        "#0F1419",
        thread=True,
    ),
    Network.LINKEDIN: NetworkRules(
        "LinkedIn",
        3000,
        "characters",
        _ALL - {_F.REEL, _F.STORY},
        20,
        4086,
        Cadence("week", 4, 5),
        "linkedin",
        "#0A66C2",
    ),
    Network.YOUTUBE: NetworkRules(
        "YouTube",
        5000,
        "characters",
        frozenset({_F.VIDEO, _F.REEL, _F.LIVE}),
        0,
        None,
        Cadence("week", 1, 2),
        "youtube",
        "#FF0000",
        needs_media=True,
    ),
    Network.TIKTOK: NetworkRules(
        "TikTok",
        2200,
        "characters",
        frozenset({_F.VIDEO, _F.REEL, _F.CAROUSEL, _F.LIVE}),
        35,
        None,
        Cadence("week", 3, 5),
        "tiktok",
        "#010101",
        needs_media=True,
    ),
    Network.THREADS: NetworkRules(
        "Threads",
        500,
        "characters",
        frozenset({_F.TEXT, _F.IMAGE, _F.CAROUSEL, _F.VIDEO, _F.LINK}),
        20,
        1000,
        Cadence("week", 3, 7),
        "threads",
        "#000000",
    ),
    Network.PINTEREST: NetworkRules(
        "Pinterest",
        800,
        "characters",
        frozenset({_F.IMAGE, _F.CAROUSEL, _F.VIDEO, _F.LINK}),
        5,
        500,
        Cadence("week", 3, 7),
        "pinterest",
        "#BD081C",
        needs_media=True,
    ),
    Network.MASTODON: NetworkRules(
        "Mastodon",
        500,
        "characters",
        frozenset({_F.TEXT, _F.IMAGE, _F.CAROUSEL, _F.VIDEO, _F.LINK, _F.POLL}),
        4,
        1500,
        Cadence("week", 3, 7),
        "mastodon",
        "#6364FF",
        thread=True,
    ),
    Network.BLUESKY: NetworkRules(
        "Bluesky",
        300,
        "graphemes",
        frozenset({_F.TEXT, _F.IMAGE, _F.CAROUSEL, _F.VIDEO, _F.LINK}),
        4,
        2000,
        Cadence("week", 3, 7),
        "bluesky",
        "#1185FE",
        thread=True,
    ),
    Network.OTHER: NetworkRules("–", 100000, "characters", _ALL, 100, None, None, "globe", "#5A6373"),
}
