"""The envelope around access keys: whole or not at all, and only where it belongs."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.system.sealing import seal, unseal

KEY, UID = bytes(range(32)), "a" * 32


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=20), st.text(max_size=200), max_size=5))
def test_what_goes_in_comes_out(secret: dict[str, str]) -> None:
    """SEC-01."""
    assert unseal(KEY, UID, seal(KEY, UID, secret)) == secret


def test_a_token_of_eight_kilobytes_fits() -> None:
    """SEC-01."""
    token = os.urandom(6144).hex()[:8192]
    sealed = seal(KEY, UID, {"token": token})
    assert token not in sealed and unseal(KEY, UID, sealed) == {"token": token}
    assert seal(KEY, UID, {"token": token}) != sealed


def test_another_key_profile_or_byte_opens_nothing() -> None:
    """SEC-01."""
    sealed = seal(KEY, UID, {"token": "x"})
    cut = sealed[:-5] + ("A" if sealed[-5] != "A" else "B") + sealed[-4:]
    for key, uid, text in (
        (bytes(32), UID, sealed),
        (KEY, "b" * 32, sealed),
        (KEY, UID, cut),
        (KEY, UID, "v2" + sealed[2:]),
        (KEY, UID, "v1."),
        (KEY, UID, ""),
        (KEY, UID, "v1.ąę"),
    ):
        with pytest.raises(Refused, match=r"secret\.unreadable"):
            unseal(key, uid, text)
