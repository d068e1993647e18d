"""What the services of one open workspace stand on: store, clock, files, and the ways to networks; each made on first use."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.people import Actor
from app.services.delivery_steps import DeliverySteps
from app.services.steps import VariantSteps
from app.system.clock import Clock, SystemClock
from app.system.paths import Paths, find_paths
from app.system.programs import new_program
from app.system.server_clocks import ServerClocks

if TYPE_CHECKING:
    from app.connectors.base import Account, Connector
    from app.connectors.http import Http
    from app.connectors.networks.practice import PracticeConnector
    from app.domain.workspace import Profile
    from app.services.access_keys import AccessKeys
    from app.store.practice import PracticeStore
    from app.store.store import Store
    from app.system.key_keeper import DataKey


class Parts:
    """`close` ends what was opened."""

    def __init__(self, store: Store, clock: Clock | None = None, paths: Paths | None = None) -> None:
        self.store = store
        self.clock: Clock = clock or SystemClock()
        self.paths = paths or find_paths()
        self.instance = new_program()

    def close(self) -> None:
        if "http" in self.__dict__:
            self.http.close()
        if "practice_store" in self.__dict__:
            self.practice_store.close()
        self.store.close()

    @cached_property
    def steps(self) -> VariantSteps:
        return VariantSteps(self.clock)

    @cached_property
    def delivery_steps(self) -> DeliverySteps:
        return DeliverySteps(self.clock, self.steps, Actor(instance=self.instance))

    @cached_property
    def media_folder(self) -> Path:
        """Beside a file store; in the data folder, per workspace, for a server."""
        beside = self.store.media_folder
        return beside if beside is not None else self.paths.of_server(self._workspace_uid, "media")

    @cached_property
    def practice_store(self) -> PracticeStore:
        """The Practice network's own database: beside a file store, in the data folder for a server."""
        from app.store.practice import open_practice

        if self.store.is_file:
            return open_practice(Path(f"{self.store.address}.practice"))
        self.paths.make()
        return open_practice(self.paths.of_server(self._workspace_uid, "practice"))

    @cached_property
    def server_clocks(self) -> ServerClocks:
        return ServerClocks()

    @cached_property
    def http(self) -> Http:
        """How every connector reaches its servers."""
        from app.build_network import make_http

        return make_http(self.store, self.clock, self.paths, self.server_clocks)

    @cached_property
    def _workspace_uid(self) -> str:
        with self.store.read() as work:
            return work.team.workspace().uid

    @cached_property
    def _connectors(self) -> dict[str, Connector]:
        return {}

    @property
    def practice(self) -> PracticeConnector:
        """The Practice network itself, for the demo and for telling it to misbehave."""
        from app.connectors.networks.practice import PracticeConnector

        made = self._connector("practice")
        if not isinstance(made, PracticeConnector):
            raise TypeError("practice")
        return made

    def connector_for(self, profile: Profile) -> Connector | None:
        """The connector that reaches a profile, None where no program does."""
        from app.connectors.registry import connector_key

        key = connector_key(profile.connection, profile.network)
        return None if key is None else self._connector(key)

    def _connector(self, key: str) -> Connector:
        from app.connectors.registry import CONNECTORS, Surroundings
        from app.system.bundled import bundled
        from app.system.settings import SettingsFile

        if key not in self._connectors:
            remarks = bundled("demo/practice_comments.json")
            inside = frozenset(SettingsFile(self.paths.settings).load().intranet)
            given = Surroundings(self.clock.now, self.http, self.practice_store, remarks, inside)
            self._connectors[key] = CONNECTORS[key](given)
        return self._connectors[key]

    def account_for(self, profile: Profile) -> Account:
        """Who to act for; a connected profile's access key is opened in memory. Raises `NeedsReconnect` and `Refused`."""
        return self._access.account_for(profile)

    def borrow_keys(self, keys: Iterable[DataKey]) -> None:
        """Data keys of the process that this one works for."""
        self._access.keys.borrow(keys)

    @cached_property
    def _access(self) -> AccessKeys:
        from app.build_keeping import make_keys
        from app.services.access_keys import AccessKeys

        keys = make_keys(lambda: self._workspace_uid)
        return AccessKeys(self.store, self.clock, keys, make_room=self._make_room)

    def _make_room(self) -> None:
        """Gives up the space kept back beside a file store; the next opening makes it again."""
        if self.store.is_file:
            from app.store.reserve import release

            release(Path(self.store.address))
