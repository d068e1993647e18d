"""Keyrings that misbehave as real ones do (facts of SEC-01 to SEC-03)."""

from __future__ import annotations

import threading

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordSetError

WINDOWS_LIMIT = 1280
"""Characters the credential manager of Windows takes."""


class OwnKeyring(KeyringBackend):
    """A keyring of one test."""

    priority = 0.1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class WindowsKeyring(OwnKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        if len(password) > WINDOWS_LIMIT:
            raise OSError(1783, "The stub received bad data")
        super().set_password(service, username, password)


class LockedKeyring(OwnKeyring):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("Failed to unlock the collection!")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("Failed to unlock the collection!")


class RefusingKeyring(OwnKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError(f"no place for {password}")


class ForgettingKeyring(OwnKeyring):
    """Takes everything and keeps nothing, as the null backend does, under another name."""

    def set_password(self, service: str, username: str, password: str) -> None:
        return


class PlaintextKeyring(OwnKeyring):
    """Named as the one of keyrings.alt that writes passwords into a file."""


class HangingKeyring(OwnKeyring):
    """Waits for a person at a prompt nobody sees, until the test lets it go (or a minute is over)."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()
        self.asked = 0

    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        self.let_go.wait(60)
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.asked += 1
        self.let_go.wait(60)
        super().set_password(service, username, password)
