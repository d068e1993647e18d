"""The keyring of the system, asked so that it can neither hang the program nor lose something in silence.

Every call runs on a thread of its own with a time limit: a keyring may wait for a person at a prompt nobody sees. Whatever
goes wrong becomes one of three errors, `Refused` "keyring.none", "keyring.locked" or "keyring.refused" (SEC-02, SEC-03).
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from app.domain.errors import Refused

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")
PATIENCE = 10.0
"""Seconds a keyring may take for one answer."""
_CANARY = "szpalta:canary"
_log = logging.getLogger("szpalta.keyring")


class SystemKeyring:
    def __init__(self, find: Callable[[], KeyringBackend] | None = None, patience: float = PATIENCE) -> None:
        """`find` gives the backend; by itself the one the system offers."""
        self._find = find or _offered
        self._patience = patience
        self._one_at_a_time = threading.Lock()
        self._hanging: threading.Event | None = None

    def get(self, service: str, name: str) -> str | None:
        return self._ask(lambda backend: backend.get_password(service, name))

    def put(self, service: str, name: str, value: str) -> None:
        """Keeps a value and reads it back: some keyrings take everything and keep nothing."""
        self._ask(lambda backend: backend.set_password(service, name, value))
        if self.get(service, name) != value:
            raise Refused("keyring.none")

    def remove(self, service: str, name: str) -> None:
        self._ask(lambda backend: backend.delete_password(service, name))

    def check(self) -> None:
        """Keeps, reads, compares and removes a value of no worth."""
        name = secrets.token_hex(8)
        self.put(_CANARY, name, secrets.token_hex(16))
        self.remove(_CANARY, name)

    def _ask(self, call: Callable[[KeyringBackend], T]) -> T:
        """While one call hangs, others are answered at once: waiting again would not open the keyring."""
        with self._one_at_a_time:
            if self._hanging is not None and not self._hanging.is_set():
                raise Refused("keyring.locked")
            return self._ask_aside(call)

    def _ask_aside(self, call: Callable[[KeyringBackend], T]) -> T:
        answers: list[T] = []
        failures: list[BaseException] = []
        done = threading.Event()

        def work() -> None:
            try:
                answers.append(call(_safe(self._find())))
            except BaseException as error:
                failures.append(error)
            finally:
                done.set()

        threading.Thread(target=work, name="keyring", daemon=True).start()
        if not done.wait(self._patience):
            self._hanging = done
            _log.warning("the keyring gave no answer")
            raise Refused("keyring.locked")
        if failures:
            raise _problem(failures[0]) from None
        return answers[0]


def _offered() -> KeyringBackend:
    import keyring

    return keyring.get_keyring()


def _safe(backend: KeyringBackend) -> KeyringBackend:
    """The backend, unless it keeps nothing or keeps it in clear. Raises `Refused` "keyring.none"."""
    first = backend
    if type(backend).__module__ == "keyring.backends.chainer":
        there = list(getattr(backend, "backends", ()))
        if not there:
            raise Refused("keyring.none")
        first = there[0]  # the one a chain writes to
    module, name = type(first).__module__, type(first).__name__.casefold()
    if module in ("keyring.backends.fail", "keyring.backends.null") or "plaintext" in name:
        raise Refused("keyring.none")
    return backend


def _problem(error: BaseException) -> Refused:
    """One of the three errors; what the backend said may hold what it was given, so only its kind is logged."""
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    if isinstance(error, Refused):
        return error
    _log.warning("the keyring failed: %s", type(error).__name__)
    if isinstance(error, KeyringLocked):
        return Refused("keyring.locked")
    if isinstance(error, NoKeyringError | InitError | ImportError):
        return Refused("keyring.none")
    return Refused("keyring.refused", kind=type(error).__name__)
