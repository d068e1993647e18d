"""Signing in at a network in the person's own browser: authorization code with PKCE (RFC 8252, RFC 7636).

Three ways to the same access key: the browser comes back to this computer; a person pastes the address the browser ended
at; a person pastes a ready key, which needs nothing from here.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from app.connectors.answers import Answer
from app.connectors.base import LoginFailed, ReadFailed
from app.connectors.http import Http
from app.connectors.loopback import LoopbackListener
from app.connectors.network_problems import as_reading

OpenBrowser = Callable[[str], object]
_LONGEST_CODE = 4096


@dataclass(frozen=True, slots=True)
class OAuthClient:
    """A program registered with a network. `auth_method` is how it proves itself there: "none", "client_secret_post",
    "client_secret_basic"; what a desktop program calls its secret is public."""

    authorize_url: str
    token_url: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    auth_method: str = "none"
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Login:
    """One login under way; used once. `url` is what the browser opens."""

    client: OAuthClient
    redirect_uri: str
    url: str = field(repr=False)
    state: str = field(repr=False)
    verifier: str = field(repr=False)


def begin(client: OAuthClient, redirect_uri: str) -> Login:
    """A login with a state and a verifier of its own (256 bit each)."""
    from authlib.oauth2.client import OAuth2Client

    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    maker = OAuth2Client(
        None,
        client.client_id,
        scope=" ".join(client.scopes),
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
    )
    url, _ = maker.create_authorization_url(client.authorize_url, state=state, code_verifier=verifier)
    return Login(client, redirect_uri, str(url), state, verifier)


def finish(http: Http, login: Login, address: str) -> dict[str, Any]:
    """The network's answer with the access key, for the address the browser ended at.

    Raises `LoginFailed` "login.wrong_address" (nothing of this login in it), "login.denied" (the person said no there),
    "login.refused" (the network takes the code no more), and `ReadFailed` when the network cannot be asked.
    """
    from authlib.oauth2 import OAuth2Error
    from authlib.oauth2.client import OAuth2Client

    code = _code_in(login, address)
    client = login.client
    asker = OAuth2Client(
        _Session(http),
        client.client_id,
        client.client_secret,
        token_endpoint_auth_method=client.auth_method,
        redirect_uri=login.redirect_uri,
    )
    try:
        with as_reading():
            token = asker.fetch_token(
                client.token_url, grant_type="authorization_code", code=code, code_verifier=login.verifier
            )
    except (OAuth2Error, ValueError) as error:
        raise LoginFailed("login.refused", reason=str(getattr(error, "description", "") or "–")[:200]) from error
    if not isinstance(token.get("access_token"), str) or not token["access_token"]:
        raise LoginFailed("login.refused", reason="–")
    return dict(token)


def log_in(
    http: Http,
    client_for: Callable[[str], OAuthClient],
    open_browser: OpenBrowser,
    listener: LoopbackListener,
    cancelled: Callable[[], bool] = lambda: False,
) -> dict[str, Any]:
    """The whole way through the browser of this computer; blocks for up to five minutes.

    `client_for` is given the address that the browser comes back to. Raises as `finish` and `LoopbackListener.wait` do.
    """
    with listener:
        login = begin(client_for(listener.redirect_uri), listener.redirect_uri)
        open_browser(login.url)
        address = listener.wait(login.state, cancelled)
    return finish(http, login, address)


def _code_in(login: Login, address: str) -> str:
    """The state is looked at before anything else."""
    try:
        query = parse_qs(urlsplit(address.strip()).query)
    except ValueError as error:
        raise LoginFailed("login.wrong_address") from error
    states, codes = query.get("state", []), query.get("code", [])
    if len(states) != 1 or not hmac.compare_digest(states[0].encode(), login.state.encode()):
        raise LoginFailed("login.wrong_address")
    if "error" in query:
        raise LoginFailed("login.denied", reason=query.get("error_description", query["error"])[0][:200])
    if len(codes) != 1 or not 0 < len(codes[0]) <= _LONGEST_CODE:
        raise LoginFailed("login.wrong_address")
    return codes[0]


class _Session:
    """Lets authlib speak through `Http`, with its deadlines and caps."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def post(self, url: str, *, data: Mapping[str, str], headers: Mapping[str, str], auth: Any) -> _Reply:
        from authlib.common.urls import url_encode

        _, signed, body = auth.prepare("POST", url, dict(headers), url_encode(data.items()))
        return _Reply(self._http.send("POST", url, headers=signed, content=body.encode(), deadline_s=30.0))


@dataclass(frozen=True, slots=True)
class _Reply:
    """As much of a response as authlib looks at."""

    answer: Answer

    @property
    def status_code(self) -> int:
        return self.answer.status

    def json(self) -> Any:
        return self.answer.json()

    def raise_for_status(self) -> None:
        if not self.answer.is_good:
            raise ReadFailed("network.server_error", host=self.answer.host, status=self.answer.status)
