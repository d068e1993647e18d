"""What the store knows about the connection of a profile to its network."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from app.domain.errors import BadInput
from app.domain.networks import Network


@dataclass(frozen=True, slots=True)
class ProfileConnection:
    """`sealed` is the access key, encrypted under the data key `key_id`; None: to be given again on this computer.

    `problem` is the code of what is wrong (with `problem_data`), None while nothing is; `renewing` names the instance that
    is fetching a new access key until `renewing_until`. Times in UTC.
    """

    profile_id: int
    base_url: str
    account_id: str
    account_name: str
    facts: Mapping[str, object]
    missing_rights: tuple[str, ...]
    sealed: str | None = field(repr=False)
    key_id: str
    expires_at: datetime | None
    problem: str | None
    problem_data: Mapping[str, object]
    renewing: str | None
    renewing_until: datetime | None
    member_id: int | None
    connected_at: datetime
    checked_at: datetime | None
    version: int

    @property
    def needs_reconnect(self) -> bool:
        """Whether the access key has to be given again."""
        return self.sealed is None or (self.problem is not None and self.problem not in KEY_WORKS)


LOCK_SETTING = "secrets.passphrase"
"""The setting that holds what a passphrase needs to become the data key of the workspace."""
HANDLE_CHANGED = "connection.handle_changed"
"""The problem of a connection whose account has another name now than the profile says."""
KEY_WORKS = ("connection.rights_missing", HANDLE_CHANGED)
"""Problems of a connection whose access key the network takes; with any other it has to be given again."""
NEEDS_RECONNECT = "needs_reconnect"
"""Why deliveries of a profile wait whose access key no longer works."""
UNCONNECTED = (NEEDS_RECONNECT, "no_connection")
"""Why deliveries wait until their profile is connected."""
_SINGLE = {Network.BLUESKY: "password"}
_LONGEST_SECRET = 64 * 1024


def secret_of(network: Network, given: str) -> dict[str, str]:
    """An access key as people have it: one text (a token, on Bluesky an app password) or several under names as JSON.

    Raises `BadInput` "secret.empty", "secret.too_long", "secret.not_understood".
    """
    text = given.strip().lstrip("\ufeff")
    if not text:
        raise BadInput("secret.empty")
    if len(text) > _LONGEST_SECRET:
        raise BadInput("secret.too_long", longest=_LONGEST_SECRET)
    if not text.startswith("{"):
        if any(sign.isspace() or not sign.isprintable() for sign in text):
            raise BadInput("secret.not_understood")
        return {_SINGLE.get(network, "token"): text}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise BadInput("secret.not_understood") from None  # the text of the error would hold the key
    if not found or not all(isinstance(value, str) and value for value in found.values()):
        raise BadInput("secret.not_understood")
    return dict(found)


def same_handle(written: str, told: str) -> bool:
    """Whether a handle as people write it may be the one the network says: with or without @ and server."""
    ours, theirs = (name.strip().lstrip("@").casefold() for name in (written, told))
    return ours == theirs or ours.split("@")[0] == theirs.split("@")[0]


def server_address(given: str | None) -> str | None:
    """The address of a network's server without a slash at its end; None: the network's own.

    A key is sent in clear to nobody but this computer. Raises `BadInput` "server.invalid", "server.not_encrypted".
    """
    text = (given or "").strip()
    if not text:
        return None
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise BadInput("server.invalid", url=text) from None
    odd = parts.username or parts.password or parts.query or parts.fragment or not text.isprintable() or " " in text
    if parts.scheme not in ("http", "https") or not host or odd:
        raise BadInput("server.invalid", url=host)
    if parts.scheme == "http" and not _is_here(host):
        raise BadInput("server.not_encrypted", url=f"http://{host}")
    return text.rstrip("/")


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Disconnected:
    """`held` publications wait now. `left`: the code of what was not ended at the network and a person has to look after
    there; None: nothing."""

    held: int
    left: str | None = None
    server: str = ""


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many access keys the new passphrase protects, and how many could not be opened with the old one: their profiles
    have to be connected again, as before."""

    kept: int
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class ConnectionReport:
    """What connecting or testing a profile said. `handle` is the account the network named; `put_back` counts publications
    that go out at their time again, `held` those that wait for the profile to be connected again."""

    profile_id: int
    base_url: str | None
    account_id: str
    handle: str
    name: str
    missing_rights: tuple[str, ...] = ()
    expires_at: datetime | None = None
    problem: str | None = None
    problem_data: Mapping[str, object] = field(default_factory=dict)
    put_back: int = 0
    held: int = 0
