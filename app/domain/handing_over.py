"""A post handed to a person who publishes it: what they need, and what they say afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from app.domain.errors import BadInput
from app.domain.names import clean_link
from app.domain.networks import RULES, Network

BY_HAND = "by_hand"
"""Why a publication waits for a person although nothing is in doubt."""
_HOSTS: dict[Network, tuple[str, ...]] = {
    Network.FACEBOOK: ("facebook.com", "fb.com", "fb.watch"),
    Network.INSTAGRAM: ("instagram.com",),
    Network.X: ("x.com", "twitter.com"),
    Network.LINKEDIN: ("linkedin.com", "lnkd.in"),
    Network.YOUTUBE: ("youtube.com", "youtu.be"),
    Network.TIKTOK: ("tiktok.com",),
    Network.THREADS: ("threads.net", "threads.com"),
    Network.PINTEREST: ("pinterest.com", "pinterest.pl", "pinterest.de", "pinterest.co.uk", "pin.it"),
    Network.BLUESKY: ("bsky.app",),
}
"""Where posts of a network are read; the others have servers of many names."""


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A media file under a plain name ("1.jpg"); `alt_text` is for the network's own field."""

    path: Path
    name: str
    mime: str
    alt_text: str


@dataclass(frozen=True, slots=True)
class HandedPost:
    """Exactly what was approved, in the pieces a person pastes. `texts` are the parts of the thread, mostly one; `link`
    is None where a text holds it already."""

    delivery_id: int
    network: Network
    profile: str
    profile_url: str | None
    format: str
    title: str
    texts: tuple[str, ...]
    link: str | None
    first_comment: str | None
    files: tuple[HandedFile, ...]

    def whole_text(self) -> str:
        """Everything to paste, one piece under the other."""
        pieces = [*self.texts, self.link, self.first_comment]
        return "\n\n".join(piece for piece in pieces if piece)


def check_post_link(network: Network, given: str | None) -> str:
    """The address of a published post. Raises `BadInput` "link.missing", "link.invalid", "link.of_profile" and
    "link.other_network"."""
    link = clean_link(given)
    if link is None:
        raise BadInput("link.missing")
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        raise BadInput("link.invalid", link=link) from None
    if not host or "@" in parts.netloc:
        raise BadInput("link.invalid", link=link)
    hosts = _HOSTS.get(network)
    if hosts and not any(host == known or host.endswith(f".{known}") for known in hosts):
        raise BadInput("link.other_network", link=link, network=RULES[network].name, hosts=", ".join(hosts))
    if not (parts.path.strip("/") or parts.query):
        raise BadInput("link.of_profile", link=link)
    return link
