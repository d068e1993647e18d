"""How a fake Mastodon server lets programs register and people sign in."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from werkzeug import Request, Response

from app.connectors.mastodon_server import SCOPES

TOKEN = "canary-mastodon-token"


def ok(found: object, status: int = 200) -> Response:
    return Response(json.dumps(found), status, content_type="application/json; charset=utf-8")


def error(status: int, words: str) -> Response:
    return ok({"error": words}, status)


def given(request: Request) -> dict[str, Any]:
    """What a request asks for, as JSON or as a form, in which lists have names that end with []."""
    if request.is_json:
        return dict(request.get_json())
    return {name.removesuffix("[]"): found if name.endswith("[]") else found[0] for name, found in request.form.lists()}


@dataclass(kw_only=True)
class SigningIn:
    apps: dict[str, dict[str, str]] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    """Codes given out for a login, with what was asked for."""

    given_back: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        raise NotImplementedError

    def on_discovery(self, request: Request) -> Response:
        return ok(
            {
                "issuer": f"{self.url}/",
                "authorization_endpoint": f"{self.url}/oauth/authorize",
                "token_endpoint": f"{self.url}/oauth/token",
                "code_challenge_methods_supported": ["S256"],
                "scopes_supported": list(SCOPES),
            }
        )

    def on_register(self, request: Request) -> Response:
        asked = given(request)
        number = f"client-{len(self.apps) + 1}"
        self.apps[number] = {
            "redirect_uris": str(asked["redirect_uris"]),
            "scopes": asked["scopes"],
            "secret": f"secret-of-{number}",
        }
        return ok(
            {
                "id": "1",
                "name": asked["client_name"],
                "client_id": number,
                "client_secret": f"secret-of-{number}",
                "redirect_uri": str(asked["redirect_uris"]),
            }
        )

    def on_token(self, request: Request) -> Response:
        """Codes are used once; PKCE, client and redirect address must be those of the login."""
        form = request.form
        login = self.codes.pop(form.get("code", ""), None)
        verifier = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(
            b"="
        )
        app = self.apps.get(form.get("client_id", ""))
        if (
            not login
            or not app
            or login["code_challenge"] != verifier.decode()
            or login["redirect_uri"] != form.get("redirect_uri")
        ):
            return Response(
                '{"error": "invalid_grant", "error_description": "The code is invalid"}',
                400,
                content_type="application/json",
            )
        if form.get("client_secret") != app["secret"]:
            return error(401, "invalid_client")
        return ok({"access_token": TOKEN, "token_type": "Bearer", "scope": login["scope"], "created_at": 1})

    def on_revoke(self, request: Request) -> Response:
        """Only from the program the key was given to."""
        told = given(request)
        app = self.apps.get(str(told.get("client_id", "")))
        if app is None or told.get("client_secret") != app["secret"]:
            return error(403, "unauthorized_client")
        self.given_back.append(str(told["token"]))
        return ok({})
