"""Signing in at a Mastodon server: the program registers there anew for each login, so nobody else shares its secret."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from app.connectors.answers import Answer
from app.connectors.base import Account, LoginFailed, PastedLogin, ReadFailed
from app.connectors.http import Http
from app.connectors.loopback import LoopbackListener
from app.connectors.mastodon_calls import base_of, reason_in
from app.connectors.mastodon_server import SCOPES
from app.connectors.network_problems import NoAnswer, as_reading
from app.connectors.oauth import Login, OAuthClient, OpenBrowser, begin, finish, log_in

_DISCOVERY = "/.well-known/oauth-authorization-server"
_OLD_SCOPES = ("read:accounts", "read:statuses", "read:notifications", "write:statuses", "write:media")
"""For servers before 4.3, which know no "profile"."""


def register(http: Http, server: str, redirect_uri: str) -> OAuthClient:
    """Makes the program known to a server. Raises `LoginFailed` "login.no_app", `ReadFailed`, `NeedsReconnect` for an
    address that is none."""
    base = base_of(Account(0, "mastodon", "", server))
    authorize_url, token_url, scopes = _places(http, base)
    app = {
        "client_name": "Szpalta",
        "redirect_uris": redirect_uri,
        "scopes": " ".join(scopes),
    }
    with as_reading():
        answer = http.send("POST", f"{base}/api/v1/apps", json=app, deadline_s=30.0)
        if not answer.is_good:
            raise LoginFailed("login.no_app", host=answer.host, reason=reason_in(answer))
        found = answer.object()
    number, secret = found.get("client_id"), found.get("client_secret")
    if not isinstance(number, str) or not isinstance(secret, str):
        raise LoginFailed("login.no_app", host=answer.host, reason="–")
    return OAuthClient(authorize_url, token_url, number, secret, "client_secret_post", scopes)


def sign_in(
    http: Http,
    server: str,
    open_browser: OpenBrowser,
    done: str,
    cancelled: Callable[[], bool],
) -> dict[str, str]:
    """The secret of an account, through the browser of this computer. `done` is what its page says in the end."""
    clients: list[OAuthClient] = []

    def client_for(redirect_uri: str) -> OAuthClient:
        clients.append(register(http, server, redirect_uri))
        return clients[-1]

    token = log_in(http, client_for, open_browser, LoopbackListener(http.seconds, done), cancelled)
    return _secret(token, clients[-1])


def begin_pasting(http: Http, server: str) -> Login:
    """For a browser on another computer: its last page does not load, but its address can be copied."""
    redirect_uri = "http://127.0.0.1/szpalta/login"
    return begin(register(http, server, redirect_uri), redirect_uri)


def finish_pasting(http: Http, login: PastedLogin, address: str) -> dict[str, str]:
    """The secret, from the address that was pasted. `login` comes from `begin_pasting`."""
    if not isinstance(login, Login):
        raise TypeError(type(login).__name__)
    return _secret(finish(http, login, address), login.client)


def revoke(http: Http, account: Account) -> str | None:
    """As `Revokes.revoke`. A server takes a key back only from the program it was given to; that of a key which a person made
    on the server's own page is not known here."""
    secret = account.secret or {}
    if not secret.get("client_id") or not secret.get("client_secret"):
        return "revoke.elsewhere"
    form = {name: secret[name] for name in ("client_id", "client_secret", "token")}
    with as_reading():
        answer = http.send("POST", f"{base_of(account)}/oauth/revoke", json=form, deadline_s=15.0)
    if not answer.is_good:
        raise ReadFailed("network.server_error", host=answer.host, status=answer.status)
    return None


def _secret(token: Mapping[str, Any], client: OAuthClient) -> dict[str, str]:
    """With what it takes to give the key back."""
    return {"token": token["access_token"], "client_id": client.client_id, "client_secret": client.client_secret}


def _places(http: Http, base: str) -> tuple[str, str, tuple[str, ...]]:
    """Where to sign in and where to fetch the key, as the server says; never at another server."""
    answer = http.read(base + _DISCOVERY)
    said = _object(answer)
    places = [said.get("authorization_endpoint"), said.get("token_endpoint")]
    here = urlsplit(base)
    if all(isinstance(place, str) and urlsplit(place)[:2] == here[:2] for place in places):
        known = said.get("scopes_supported")
        scopes = SCOPES if isinstance(known, list) and "profile" in known else _OLD_SCOPES
        return str(places[0]), str(places[1]), scopes
    return f"{base}/oauth/authorize", f"{base}/oauth/token", _OLD_SCOPES


def _object(answer: Answer) -> dict[str, object]:
    try:
        return answer.object() if answer.is_good else {}
    except (NoAnswer, ReadFailed):
        return {}
