"""httpx2 as every call uses it: the system's trusted certificates, its proxies, no cookies, nothing said to logs.

There is no way to leave certificates unchecked.
"""

from __future__ import annotations

import logging
import ssl
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path

import httpcore2
import httpx2

from app import __version__
from app.connectors.network_problems import NotSent
from app.connectors.wire import Wire, bind

USER_AGENT = f"Szpalta/{__version__}"


def make_client(wire: Wire, proxy: str | None, ca_file: Path | None, keep: int) -> httpx2.Client:
    """A client that keeps up to `keep` idle connections. `proxy` None: as the system is set up; "": none.

    `ca_file` names certificates (PEM) to trust beside the system's. Raises `NotSent` when it or the proxy cannot be used.
    """
    context = _system_context()
    if ca_file is not None:
        context = httpcore2.default_ssl_context()
        try:
            context.load_verify_locations(ca_file)
        except OSError as error:
            raise NotSent("network.ca_file", file=str(ca_file)) from error
    try:
        client = httpx2.Client(
            verify=context,
            proxy=proxy or None,
            trust_env=proxy is None,
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            limits=httpx2.Limits(max_connections=100, max_keepalive_connections=keep),
            timeout=None,
        )
    except (ImportError, ValueError, httpx2.InvalidURL) as error:
        raise NotSent("network.proxy_unusable") from error
    bind(client, wire)
    return client


@cache
def _system_context() -> ssl.SSLContext:
    """Reading the system's certificates costs more than all else about a client: once is enough, for all that trust no others."""
    return httpcore2.default_ssl_context()


def silence() -> None:
    """The libraries' own lines hold whole addresses and headers."""
    for name in ("httpx2", "httpcore2", "stamina"):
        logging.getLogger(name).setLevel(logging.ERROR)
