"""A network that knows its access keys, for tests of connecting and renewing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.connectors.base import Account, Identity, NeedsReconnect
from tests.fakes.connectors import ScriptedConnector


@dataclass
class KeyNetwork(ScriptedConnector):
    """`keys`: which account a token opens. A password opens `session` accounts through `renew`, whose refresh keys work once."""

    keys: dict[str, Identity] = field(default_factory=dict)
    seen: list[Account] = field(default_factory=list)
    refreshed: list[str] = field(default_factory=list)
    before_answer: Callable[[], object] = lambda: None
    revoked: list[Account] = field(default_factory=list)
    revoking: Exception | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def identify(self, account: Account) -> Identity:
        self.seen.append(account)
        secret = dict(account.secret or {})
        if "password" in secret and account.renew is not None and "access" not in secret:
            secret = dict(account.renew(secret, self.ask))
        known = self.keys.get(secret.get("token", secret.get("access", "")))
        if known is None:
            raise NeedsReconnect("connection.sign_in", profile=account.handle)
        return known

    def revoke(self, account: Account) -> str | None:
        if self.revoking is not None:
            raise self.revoking
        self.revoked.append(account)
        return None

    def ask(self, newest: Mapping[str, str]) -> Mapping[str, str]:
        """Gives the next session; each refresh key is taken once."""
        with self.lock:
            used = newest.get("refresh", "")
            if used in self.refreshed:
                raise NeedsReconnect("connection.sign_in", profile="?")
            if used:
                self.refreshed.append(used)
            number = len(self.refreshed)
        self.before_answer()
        return {**newest, "access": f"access-{number}", "refresh": f"refresh-{number}"}
