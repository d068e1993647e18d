"""Data keys: made once, found again, never mixed up between workspaces, and lost without a crash."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail

from app.domain.errors import BadInput, Refused
from app.system.key_keeper import KeyKeeper, KeyWay
from app.system.passphrase import PassphraseLock, key_of, read_passphrase
from app.system.system_keyring import SystemKeyring
from tests.fakes.keyrings import HangingKeyring, LockedKeyring, OwnKeyring, WindowsKeyring

WORDS = "cztery zwykłe krótkie słowa"


def keeper(backend: KeyringBackend, uid: str = "a" * 32, passphrase: str | None = None) -> KeyKeeper:
    return KeyKeeper(SystemKeyring(lambda: backend, 0.05), lambda: uid, lambda: passphrase)


def test_the_keyring_keeps_one_key_per_workspace() -> None:
    """SEC-01."""
    backend = WindowsKeyring()
    made, lock = keeper(backend).to_seal(None)
    assert (made.way, lock, len(made.raw)) == (KeyWay.KEYRING, None, 32)
    assert backend.kept == {(f"szpalta:{'a' * 32}:data-key", "szpalta"): base64.b64encode(made.raw).decode()}
    assert keeper(backend).to_seal(None)[0] == made
    assert keeper(backend).to_open(made.key_id, None) == made
    assert keeper(backend, "b" * 32).to_seal(None)[0].key_id != made.key_id
    assert made.raw not in repr(made).encode() and made.key_id.startswith("keyring:")


def test_a_lost_key_is_none_and_no_crash() -> None:
    """SEC-03."""
    backend = OwnKeyring()
    made, _ = keeper(backend).to_seal(None)
    backend.kept.clear()
    assert keeper(backend).to_open(made.key_id, None) is None
    for rubbish in ("", "short", "ąę", base64.b64encode(b"x" * 31).decode()):
        backend.kept[f"szpalta:{'a' * 32}:data-key", "szpalta"] = rubbish
        assert keeper(backend).to_open(made.key_id, None) is None
    assert keeper(backend).to_open("passphrase:0123456789abcdef", None) is None
    assert keeper(backend).to_open("anything", None) is None


@pytest.mark.parametrize(
    ("backend", "code"),
    [(fail.Keyring(), "keyring.none"), (LockedKeyring(), "keyring.locked"), (HangingKeyring(), "keyring.locked")],
    ids=["none", "locked", "hanging"],
)
def test_a_keyring_that_cannot_be_asked_says_so(backend: KeyringBackend, code: str) -> None:
    """SEC-03."""
    for ask in (lambda k: k.to_seal(None), lambda k: k.to_open("keyring:0123456789abcdef", None)):
        with pytest.raises(Refused) as caught:
            ask(keeper(backend))
        assert caught.value.code == code


def test_a_passphrase_stands_in_for_the_keyring(quick_locks: None) -> None:
    """SEC-02."""
    made, lock = keeper(fail.Keyring(), passphrase=WORDS).to_seal(None)
    assert lock is not None and lock.key_id == made.key_id
    assert keeper(fail.Keyring(), passphrase=WORDS).to_seal(lock) == (made, None)
    assert keeper(fail.Keyring(), passphrase=WORDS).to_open(made.key_id, lock) == made
    assert base64.b64encode(made.raw).decode() not in repr(lock)
    with pytest.raises(Refused, match=r"passphrase\.wrong"):
        keeper(fail.Keyring(), passphrase=WORDS + "!").to_open(made.key_id, lock)
    for ask in (lambda k: k.to_seal(lock), lambda k: k.to_open(made.key_id, lock)):
        with pytest.raises(Refused, match=r"passphrase\.needed"):
            ask(keeper(OwnKeyring()))


def test_a_passphrase_costs_who_guesses_much() -> None:
    one = keeper(fail.Keyring(), passphrase=WORDS)
    made, lock = one.to_seal(None)
    changed = one.exchange(WORDS, WORDS + "!", lock)[2] if lock is not None else None
    other = keeper(fail.Keyring()).use_passphrase(WORDS, None)[1]
    costs = {(one.time_cost, one.memory_kib, one.lanes) for one in (lock, changed, other) if one is not None}
    assert costs == {(3, 64 * 1024, 4)} and None not in (lock, changed, other)
    assert keeper(fail.Keyring(), passphrase=WORDS).to_open(made.key_id, lock) == made


def test_a_new_lock_is_told_until_it_is_stored(quick_locks: None) -> None:
    one = keeper(fail.Keyring(), passphrase=WORDS)
    made, lock = one.to_seal(None)
    assert lock is not None and one.to_seal(None) == (made, lock), "storing it may have failed"
    assert one.to_seal(lock) == (made, None)
    other, theirs = keeper(fail.Keyring(), passphrase=WORDS).to_seal(None)
    assert one.to_seal(theirs) == (other, None), "somebody else was quicker"


def test_a_key_for_this_session_ends_with_it() -> None:
    """SEC-02."""
    first = keeper(fail.Keyring())
    made = first.use_session()
    assert (first.to_seal(None)[0], first.to_open(made.key_id, None), first.way) == (made, made, KeyWay.SESSION)
    assert keeper(fail.Keyring()).to_open(made.key_id, None) is None


def test_forgetting_empties_the_keyring() -> None:
    backend = OwnKeyring()
    one = keeper(backend)
    made, _ = one.to_seal(None)
    one.forget()
    assert backend.kept == {} and one.to_open(made.key_id, None) is None
    one.forget()


def test_the_same_words_in_another_spelling_of_unicode_give_the_same_key() -> None:
    lock = PassphraseLock(base64.b64encode(b"0123456789abcdef").decode(), "", 1, 64, 1)
    assert key_of("zażółć gęślą jaźń", lock) == key_of(
        "zaz\u0307o\u0301\u0142c\u0301 ge\u0328s\u0301la\u0328 jaz\u0301n\u0301", lock
    )
    with pytest.raises(BadInput, match=r"passphrase\.short"):
        key_of("krótkie", lock)


@pytest.mark.parametrize(
    "wrong", [{"memory_kib": 2**31}, {"time_cost": 10**6}, {"lanes": 0}, {"salt": "%"}, {"salt": "YQ=="}, {"lanes": 16}]
)
def test_a_lock_of_somebody_else_cannot_take_the_whole_computer(wrong: dict[str, object]) -> None:
    lock = replace(PassphraseLock(base64.b64encode(b"0123456789abcdef").decode(), "", 1, 64, 1), **wrong)
    with pytest.raises(Refused, match=r"passphrase\.lock_damaged"):
        key_of(WORDS, lock)


def test_a_passphrase_out_of_a_file_only_its_owner_reads(tmp_path: Path) -> None:
    file = tmp_path / "words"
    file.write_text(f" {WORDS} \r\nsecond line\n", encoding="utf-8")
    file.chmod(0o644)
    with pytest.raises(BadInput, match=r"passphrase\.file_open"):
        read_passphrase(file)
    file.chmod(0o600)
    assert read_passphrase(file) == f" {WORDS} "
    file.write_text("\n")
    with pytest.raises(BadInput, match=r"passphrase\.empty"):
        read_passphrase(file)
    file.write_bytes(b"\xff\xfe")
    for unreadable in (file, tmp_path, tmp_path / "missing"):
        with pytest.raises(BadInput, match=r"passphrase\.no_file"):
            unreadable.chmod(0o700) if unreadable == tmp_path else None
            read_passphrase(unreadable)
