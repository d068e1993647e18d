"""Connecting a profile by signing in with the person's own browser, where the network has that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.connectors.base import Connector, SignsIn
from app.domain.connecting import ConnectionReport, server_address
from app.domain.errors import BadInput, Refused
from app.domain.networks import Connection
from app.domain.people import Actor, Right
from app.domain.workspace import Profile
from app.services.connecting import ConnectingService
from app.services.steps import allow
from app.store.store import Store


class SigningInService:
    """`connector_for` gives None where no program reaches a profile."""

    def __init__(
        self, store: Store, connecting: ConnectingService, *, connector_for: Callable[[Profile], Connector | None]
    ) -> None:
        self._store = store
        self._connecting = connecting
        self._connector_for = connector_for

    def offers(self, profile: Profile) -> bool:
        """Whether a person can sign in to the profile's network with a browser."""
        return isinstance(self._reached(profile), SignsIn)

    def connect(
        self,
        actor: Actor,
        profile_id: int,
        server: str | None,
        open_browser: Callable[[str], object],
        done: str,
        cancelled: Callable[[], bool],
    ) -> ConnectionReport:
        """Opens the server's page, waits for the person, and connects the profile; blocks for up to five minutes.

        `done` is what the last page says. Raises `Refused` "login.not_offered", `BadInput` "login.server_missing" and
        "server.…", `LoginFailed` "login.…", and what connecting raises.
        """
        address = server_address(server)
        if address is None:
            raise BadInput("login.server_missing")
        with self._store.read() as work:
            profile = work.profiles.get(profile_id)
            allow(work, actor, Right.PLAN, profile.brand_id)
        connector = self._reached(profile)
        if not isinstance(connector, SignsIn):
            raise Refused("login.not_offered", network=profile.network.value)
        secret = connector.sign_in(address, open_browser, done, cancelled)
        return self._connecting.connect(actor, profile_id, secret, base_url=address)

    def _reached(self, profile: Profile) -> Connector | None:
        return self._connector_for(replace(profile, connection=Connection.API))
