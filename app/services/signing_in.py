"""Connecting a profile by signing in with the person's own browser, where the network has that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from app.connectors.base import Connector, PastedLogin, SignsIn
from app.domain.connecting import ConnectionReport, server_address
from app.domain.errors import BadInput, Refused
from app.domain.networks import Connection
from app.domain.people import Actor, Right
from app.domain.workspace import Profile
from app.services.connecting import ConnectingService
from app.services.steps import allow
from app.store.store import Store


@dataclass(frozen=True, slots=True)
class Pasting:
    """A login under way in some other browser."""

    connector: SignsIn = field(repr=False)
    server: str
    login: PastedLogin = field(repr=False)

    @property
    def url(self) -> str:
        """What that browser opens."""
        return self.login.url


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
        connector, address = self._way_in(actor, profile_id, server)
        secret = connector.sign_in(address, open_browser, done, cancelled)
        return self._connecting.connect(actor, profile_id, secret, base_url=address)

    def begin_pasting(self, actor: Actor, profile_id: int, server: str | None) -> Pasting:
        """For a browser that cannot come back to this computer: the address to open there. Raises as `connect` does."""
        connector, address = self._way_in(actor, profile_id, server)
        return Pasting(connector, address, connector.begin_pasting(address))

    def finish_pasting(self, actor: Actor, profile_id: int, begun: Pasting, address: str) -> ConnectionReport:
        """Connects with the address at which that browser ended. Raises `LoginFailed` "login.wrong_address" and as `connect`
        does; after "login.wrong_address" another address can be tried."""
        secret = begun.connector.finish_pasting(begun.login, address)
        return self._connecting.connect(actor, profile_id, secret, base_url=begun.server)

    def _way_in(self, actor: Actor, profile_id: int, server: str | None) -> tuple[SignsIn, str]:
        address = server_address(server)
        if address is None:
            raise BadInput("login.server_missing")
        with self._store.read() as work:
            profile = work.profiles.get(profile_id)
            allow(work, actor, Right.PLAN, profile.brand_id)
        connector = self._reached(profile)
        if not isinstance(connector, SignsIn):
            raise Refused("login.not_offered", network=profile.network.value)
        return connector, address

    def _reached(self, profile: Profile) -> Connector | None:
        return self._connector_for(replace(profile, connection=Connection.API))
