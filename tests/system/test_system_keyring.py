"""The system's keyring: three understandable errors, and none of its ways to misbehave holds the program up."""

from __future__ import annotations

import logging
import time

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from app.domain.errors import Refused
from app.system.sentences import explain
from app.system.system_keyring import SystemKeyring
from app.system.words import Words
from tests.fakes.keyrings import (
    ForgettingKeyring,
    HangingKeyring,
    LockedKeyring,
    OwnKeyring,
    PlaintextKeyring,
    RefusingKeyring,
    WindowsKeyring,
)
from tests.fakes.memory_keyring import MemoryKeyring

SECRET = "the-value-nobody-may-see"


def refused(backend: KeyringBackend, patience: float = 10.0) -> Refused:
    with pytest.raises(Refused) as caught:
        SystemKeyring(lambda: backend, patience).check()
    return caught.value


def test_a_good_keyring_passes_the_check_and_keeps_nothing_of_it() -> None:
    """SEC-02."""
    backend = OwnKeyring()
    ring = SystemKeyring(lambda: backend)
    ring.check()
    assert backend.kept == {}
    ring.put("szpalta:a", "szpalta", SECRET)
    assert (ring.get("szpalta:a", "szpalta"), ring.get("szpalta:b", "szpalta")) == (SECRET, None)
    ring.remove("szpalta:a", "szpalta")
    assert backend.kept == {}


def test_the_system_offers_the_backend() -> None:
    SystemKeyring().put("szpalta:a", "szpalta", SECRET)
    assert MemoryKeyring.secrets == {("szpalta:a", "szpalta"): SECRET}


@pytest.mark.parametrize(
    ("backend", "code"),
    [
        (fail.Keyring(), "keyring.none"),
        (null.Keyring(), "keyring.none"),
        (ForgettingKeyring(), "keyring.none"),
        (PlaintextKeyring(), "keyring.none"),
        (LockedKeyring(), "keyring.locked"),
        (RefusingKeyring(), "keyring.refused"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__qualname__,
)
def test_each_trouble_is_one_of_three_sentences_with_a_next_step(backend: KeyringBackend, code: str) -> None:
    """SEC-02, SEC-03."""
    problem = refused(backend)
    assert problem.code == code
    for language in ("en", "pl"):
        assert len(explain(problem, Words(language)).split(". ")) > 1


def test_a_keyring_that_hangs_is_left_alone() -> None:
    """SEC-02."""
    backend = HangingKeyring()
    ring = SystemKeyring(lambda: backend, patience=0.05)
    started = time.monotonic()
    for _ in range(5):
        with pytest.raises(Refused, match=r"keyring\.locked"):
            ring.get("szpalta:a", "szpalta")
    assert time.monotonic() - started < 5  # a minute, had anybody waited for it
    assert backend.asked == 1, "as long as it hangs nobody asks again"
    backend.let_go.set()
    assert ring._hanging is not None and ring._hanging.wait(10)
    assert ring.get("szpalta:a", "szpalta") is None


def test_windows_takes_a_data_key_but_no_long_token() -> None:
    """SEC-01."""
    ring = SystemKeyring(WindowsKeyring().with_properties)
    ring.put("szpalta:a", "szpalta", "x" * 44)
    with pytest.raises(Refused, match=r"keyring\.refused"):
        ring.put("szpalta:a", "szpalta", "x" * 8192)


def test_what_a_backend_says_is_not_repeated(caplog: pytest.LogCaptureFixture) -> None:
    """SEC-04."""
    caplog.set_level(logging.DEBUG)
    with pytest.raises(Refused) as caught:
        SystemKeyring(RefusingKeyring).put("szpalta:a", "szpalta", SECRET)
    assert SECRET not in caplog.text + repr(caught.value) + repr(caught.value.__cause__)
