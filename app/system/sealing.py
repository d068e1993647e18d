"""Access keys of networks as they lie in the store: AES-256-GCM, bound to the connection they belong to (SEC-01)."""

from __future__ import annotations

import base64
import binascii
import json
import os
from collections.abc import Mapping

from app.domain.errors import Refused

_VERSION = "v1"
_NONCE = 12


def seal(key: bytes, profile_uid: str, secret: Mapping[str, str]) -> str:
    """The secret, encrypted, as text: "v1." and base64 of the nonce and what AES-GCM makes of the JSON."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    plain = json.dumps(dict(secret), ensure_ascii=False, sort_keys=True).encode()
    return f"{_VERSION}.{base64.b64encode(nonce + AESGCM(key).encrypt(nonce, plain, _bound_to(profile_uid))).decode()}"


def unseal(key: bytes, profile_uid: str, sealed: str) -> dict[str, str]:
    """What `seal` was given. Raises `Refused` "secret.unreadable": another key, another profile, or damaged."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    version, _, body = sealed.partition(".")
    try:
        raw = base64.b64decode(body, validate=True)
        if version != _VERSION or len(raw) <= _NONCE:
            raise ValueError(version)
        plain = AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], _bound_to(profile_uid))
        found = json.loads(plain)
        return {str(name): str(value) for name, value in found.items()}
    except (InvalidTag, binascii.Error, ValueError, AttributeError) as error:
        raise Refused("secret.unreadable") from error


def _bound_to(profile_uid: str) -> bytes:
    return f"szpalta {_VERSION} connection {profile_uid}".encode()
