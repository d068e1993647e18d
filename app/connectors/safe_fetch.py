"""Addresses that people paste or pages name: fetched without reaching into the network this computer stands in (SEC-16)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from app.connectors.answers import Answer
from app.connectors.base import ReadFailed
from app.connectors.http import Http

DEADLINE_S = 10.0
"""For the whole call with its redirects."""
LARGEST = 5_000_000
"""Bytes, unpacked."""
_ODD_FIGURES = re.compile(r"(0x[0-9a-f]*|\d+)(\.(0x[0-9a-f]*|\d+)){0,3}", re.IGNORECASE)
"""Hosts in figures that some systems read as an address: 2130706433, 0x7f.1, 0177.0.0.1."""
_CARRIES_IPV4 = ip_network("64:ff9b::/96")
"""Addresses a translator turns into the IPv4 address in their last four bytes."""


def fetch(
    http: Http,
    url: str,
    *,
    kinds: Collection[str],
    intranet: Collection[str] = (),
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """The answer of a public address, its status below 500. `kinds` are the content types taken; `intranet` names hosts,
    in lower case, that may lie inside.

    Raises `ReadFailed` "fetch.address", "fetch.kind", "network.address_refused" and what `Http.read` raises.
    """

    def may_reach(host: str, address: str) -> bool:
        return host.lower().rstrip(".") in intranet or is_public(address)

    _check_address(url)
    answer = http.read(url, headers=headers, deadline_s=DEADLINE_S, largest=LARGEST, may_reach=may_reach)
    if answer.is_good and answer.kind not in kinds:
        raise ReadFailed("fetch.kind", host=answer.host, kind=answer.kind)
    return answer


def is_public(address: str) -> bool:
    """Whether an address in figures lies in the open internet, also when an IPv4 address is wrapped in it."""
    try:
        read = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _wrapped(read) if isinstance(read, IPv6Address) else None
    if inner is not None:
        read = inner
    return read.is_global and not read.is_multicast and not read.is_reserved


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    if address in _CARRIES_IPV4:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def _check_address(url: str) -> None:
    """http or https, a host, no name and password in it, no figures in disguise."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host or parts.scheme not in ("http", "https") or "@" in parts.netloc:
        raise ReadFailed("fetch.address", host=host or "?")
    if _ODD_FIGURES.fullmatch(host.rstrip(".")) and not _is_plain(host):
        raise ReadFailed("network.address_refused", host=host)


def _is_plain(host: str) -> bool:
    try:
        return str(ip_address(host)) == host
    except ValueError:
        return False
