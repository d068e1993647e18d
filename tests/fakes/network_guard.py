"""Keeps tests on this machine: a connection or name look-up that would leave it is refused and remembered.

An audit hook sees every socket of this process, whoever opens it; Unix sockets and loopback pass.
"""

from __future__ import annotations

import socket
import sys
from ipaddress import ip_address
from typing import Any

refused: list[str] = []

_REACHES = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_ASKS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


class NetworkRefused(RuntimeError):
    """A test tried to leave this machine."""


def install() -> None:
    """For the rest of the process: an audit hook cannot be taken back."""
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _REACHES:
        opened, address = arguments
        if opened.family in (socket.AF_INET, socket.AF_INET6) and address and not _is_local(address[0]):
            _refuse(f"{event} {address!r}")
    elif event in _ASKS and not (_is_local(arguments[0]) or _is_literal(arguments[0])):
        _refuse(f"{event} {arguments[0]!r}")


def _refuse(what: str) -> None:
    refused.append(what)
    raise NetworkRefused(f"tests stay on this machine: {what}")


def _text(host: str | bytes) -> str:
    return (host.decode("ascii", "replace") if isinstance(host, bytes) else host).partition("%")[0]


def _is_local(host: str | bytes | None) -> bool:
    if not host or _text(host) == "localhost":
        return True
    return _is_literal(host) and ip_address(_text(host)).is_loopback


def _is_literal(host: str | bytes) -> bool:
    """An address in figures needs no look-up."""
    try:
        ip_address(_text(host))
    except ValueError:
        return False
    return True
