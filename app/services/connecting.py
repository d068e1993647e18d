"""Connecting profiles to their networks: who a secret belongs to is asked before it is stored, and asked again by tests."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace

from app.connectors.base import Account, Connector, Identity, NeedsReconnect, Revokes
from app.domain.connecting import (
    NEEDS_RECONNECT,
    UNCONNECTED,
    ConnectionReport,
    Disconnected,
    ProfileConnection,
    server_address,
)
from app.domain.delivery import Delivery, DeliveryState
from app.domain.errors import NotPermitted, Refused, SzpaltaError
from app.domain.lateness import LateDecision
from app.domain.networks import KEYLESS, Connection
from app.domain.people import Actor, Right
from app.domain.workspace import Profile
from app.services.access_keys import AccessKeys, lock_in, put_lock
from app.services.account_changes import wrong_with
from app.services.delivery_steps import DeliverySteps
from app.services.late_posts import lateness
from app.services.lost_connection import note_lost
from app.services.scheduling import SchedulingService
from app.services.seeing import brands_read
from app.services.steps import allow
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock
from app.system.key_keeper import KeyWay

_log = logging.getLogger("szpalta.connecting")


class ConnectingService:
    """`connector_for` gives None where no program reaches a profile; `reconnected` hears of one that can be reached again;
    `take_back` takes deliveries back from the network that keeps them."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        access: AccessKeys,
        deliveries: DeliverySteps,
        scheduling: SchedulingService,
        *,
        connector_for: Callable[[Profile], Connector | None],
        reconnected: Callable[[int], object] = lambda profile_id: None,
        take_back: Callable[[list[Delivery]], object] = lambda rows: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._access = access
        self._deliveries = deliveries
        self._scheduling = scheduling
        self._connector_for = connector_for
        self._reconnected = reconnected
        self._take_back = take_back

    # where access keys are kept
    @property
    def kept_by(self) -> KeyWay | None:
        """Where access keys given in this run are kept; None as long as none was given."""
        return self._access.keys.way

    def use_passphrase(self, text: str) -> None:
        """Takes the workspace's passphrase for this run, or sets it where there is none. Raises `Refused`
        "passphrase.wrong", `BadInput` "passphrase.short"."""
        with self._store.read() as work:
            lock = lock_in(work)
        _, fresh = self._access.keys.use_passphrase(text, lock)
        if fresh is not None:
            with self._store.write() as work:
                put_lock(work, fresh)

    def use_this_session(self) -> None:
        """Access keys given from now on are forgotten when the program ends."""
        self._access.keys.use_session()

    # connecting
    def connect(
        self,
        actor: Actor,
        profile_id: int,
        secret: Mapping[str, str],
        *,
        base_url: str | None = None,
        handle: str | None = None,
    ) -> ConnectionReport:
        """Asks the network whose secret this is, stores it sealed, reads it back, and puts held publications back.

        `handle` is the name to sign in with where the network needs one. Raises `Refused` "connection.no_connector",
        "keyring.…", "passphrase.…", "secret.not_kept", `BadInput` "server.…", and what the network raises.
        """
        address = server_address(base_url)
        with self._store.read() as work:
            profile = work.profiles.get(profile_id)
            allow(work, actor, Right.PLAN, profile.brand_id)
        reached = replace(profile, connection=Connection.API)
        self._access.seal(profile, secret)  # a keyring that is closed is found out before the network is asked
        identity, newest = self._identify(reached, secret, address, handle)
        columns, new_lock = self._access.seal(profile, newest)
        with self._store.write() as work:
            allow(work, actor, Right.PLAN, profile.brand_id)
            put_lock(work, new_lock)
            self._store_connection(work, actor, profile, identity, address, columns)
        self._check_kept(actor, reached, newest)
        put_back = self._put_back(actor, profile_id)
        self._reconnected(profile_id)
        return self._report(reached, identity, address, put_back=put_back)

    def _identify(
        self, profile: Profile, secret: Mapping[str, str], address: str | None, handle: str | None
    ) -> tuple[Identity, dict[str, str]]:
        """Who it is, and the secret as it is afterwards: signing in may have added to it."""
        connector = self._connector_for(profile)
        if connector is None:
            raise Refused("connection.no_connector", network=profile.network.value)
        newest = dict(secret)

        def renew(stale: Mapping[str, str], ask: Callable[[Mapping[str, str]], Mapping[str, str]]) -> dict[str, str]:
            newest.update(ask(dict(stale)))
            return dict(newest)

        name = (handle or profile.handle).strip().lstrip("@")
        account = Account(profile.id, profile.network.value, name, address, dict(secret), renew=renew)
        try:
            return connector.identify(account), newest
        except NeedsReconnect as problem:
            reason = problem.data.get("reason", "–")
            if problem.code == "bluesky.reconnect":
                raise NeedsReconnect("connection.password_refused", name=name, reason=reason) from problem
            if problem.code != "network.needs_reconnect":
                raise
            host = problem.data.get("host", profile.network.value)
            raise NeedsReconnect("connection.key_refused", host=host, reason=reason) from problem

    def _store_connection(
        self,
        work: UnitOfWork,
        actor: Actor,
        profile: Profile,
        identity: Identity,
        address: str | None,
        columns: Mapping[str, str],
    ) -> None:
        now = self._clock.now()
        work.connections.put(
            profile.id,
            base_url=address or "",
            account_id=identity.external_id,
            account_name=identity.handle,
            facts=dict(identity.facts),
            missing_rights=list(identity.missing_rights),
            expires_at=identity.expires_at,
            problem="connection.rights_missing" if identity.missing_rights else None,
            problem_data={"rights": list(identity.missing_rights)} if identity.missing_rights else {},
            member_id=actor.member.id if actor.member else None,
            connected_at=now,
            checked_at=now,
            version=1,
            **columns,
        )
        given: dict[str, object] = {"connection": Connection.API.value}
        if not profile.url and identity.url:
            given["url"] = identity.url
        work.profiles.edit(profile.id, work.profiles.get(profile.id).version, given)
        self._record(work, actor, profile, "connected", {"account_id": identity.external_id, "server": address or ""})

    def _check_kept(self, actor: Actor, profile: Profile, secret: Mapping[str, str]) -> None:
        try:
            self._access.check_kept(profile, secret)
        except SzpaltaError:
            with self._store.write() as work:
                self._end(work, actor, profile, Connection.NONE)
            raise

    def disconnect(self, actor: Actor, profile_id: int, to: Connection = Connection.NONE) -> Disconnected:
        """Forgets the access key, whatever the network says, and gives it back there where that can be; what waits for its
        time is put on hold, and what lies at the network is taken back first.

        Raises `Refused` "connection.none_there" for a profile that is not connected.
        """
        with self._store.read() as work:
            profile = work.profiles.get(profile_id)
            allow(work, actor, Right.PLAN, profile.brand_id)
            row = work.connections.get(profile_id)
            waiting = work.deliveries.all(states=(DeliveryState.SCHEDULED, DeliveryState.HELD), profile_id=profile_id)
        account = self._account_to_end(profile)
        self._take_back([one for one in waiting if one.handed_over_at is not None])
        with self._store.write() as work:
            profile = work.profiles.get(profile_id)
            allow(work, actor, Right.PLAN, profile.brand_id)
            if profile.connection is not Connection.API and work.connections.get(profile_id) is None:
                raise Refused("connection.none_there", profile=profile.name)
            self._end(work, actor, profile, to)
            held = self._hold(work, profile_id, "no_connection")
            was_last = not any(row.sealed for row in work.connections.all())
        self._access.forget(profile_id)
        if was_last:
            self._forget_data_key()
        if row is None:
            return Disconnected(held)
        return Disconnected(held, self._revoke(profile, account), row.base_url)

    def _account_to_end(self, profile: Profile) -> Account | None:
        try:
            return self._access.account_for(profile)
        except SzpaltaError as problem:
            _log.info("the access key of profile %s cannot be given back: %s", profile.id, problem.code)
            return None

    def _revoke(self, profile: Profile, account: Account | None) -> str | None:
        """What still works at the network; best effort, nothing that fails here keeps the key."""
        connector = self._connector_for(replace(profile, connection=Connection.API))
        if not isinstance(connector, Revokes):
            return "revoke.elsewhere"
        if account is None:
            return "revoke.failed"
        try:
            return connector.revoke(replace(account, renew=None))
        except SzpaltaError as problem:
            _log.info("the access key of profile %s was not given back: %s", profile.id, problem.code)
            return "revoke.failed"

    def _end(self, work: UnitOfWork, actor: Actor, profile: Profile, to: Connection) -> None:
        work.connections.remove(profile.id)
        work.profiles.edit(profile.id, work.profiles.get(profile.id).version, {"connection": to.value})
        self._record(work, actor, profile, "disconnected", {})

    def _forget_data_key(self) -> None:
        try:
            self._access.keys.forget()
        except SzpaltaError as problem:
            _log.info("the data key stays in the keyring: %s", problem.code)

    # looking
    def connections(self, actor: Actor) -> list[ProfileConnection]:
        """The connections of the profiles the actor may see."""
        with self._store.read() as work:
            profiles = work.profiles.all(brand_ids=brands_read(work, actor, None))
            return work.connections.all([row.id for row in profiles])

    def test(self, actor: Actor, profile_id: int) -> ConnectionReport:
        """Asks the network again who this is; what is wrong is written down with the connection and said.

        Raises `Refused` "connection.none_there", "keyring.…", and `ReadFailed` when the network cannot be asked now.
        """
        with self._store.read() as work:
            profile = work.profiles.get(profile_id)
            allow(work, actor, Right.PLAN, profile.brand_id)
        return self.check(profile)

    def check(self, profile: Profile) -> ConnectionReport:
        """As `test`, by the program itself."""
        connector = self._connector_for(profile)
        if profile.connection is not Connection.API or connector is None:
            raise Refused("connection.none_there", profile=profile.name)
        try:
            account = self._access.account_for(profile)
            identity = connector.identify(account)
            if profile.network in KEYLESS:
                return self._report(profile, identity, account.base_url)
        except NeedsReconnect as problem:
            held = self.note_problem(profile.id, problem)
            return self._stored_report(profile, held)
        code, data = wrong_with(profile, self._access.row_of(profile)[0], identity)
        with self._store.write() as work:
            work.connections.change(
                profile.id,
                account_name=identity.handle,
                facts=dict(identity.facts),
                missing_rights=list(identity.missing_rights),
                expires_at=identity.expires_at,
                problem=code,
                problem_data=data,
                checked_at=self._clock.now(),
            )
        return replace(self._report(profile, identity, account.base_url), problem=code, problem_data=data)

    def note_problem(self, profile_id: int, problem: NeedsReconnect) -> int:
        """The network no longer takes the access key: says so at the connection and holds what waits for its time.

        Gives how many publications were put on hold.
        """
        with self._store.write() as work:
            data = {name: value for name, value in problem.data.items() if isinstance(value, str | int | float)}
            now = self._clock.now()
            note_lost(work, self._deliveries.program, now, profile_id, problem.code, data)
            work.connections.change(profile_id, checked_at=now)
            return self._hold(work, profile_id, NEEDS_RECONNECT, but_lying=True)

    def can_hand_over(self, profile: Profile) -> bool:
        """Whether the network of a connected profile publishes what it was given before, by itself."""
        connector = self._connector_for(profile)
        with self._store.read() as work:
            row = work.connections.get(profile.id)
        account = Account(profile.id, profile.network.value, profile.handle, facts={} if row is None else row.facts)
        return connector is not None and connector.capabilities_for(account).schedule_from is not None

    def set_hand_over(self, actor: Actor, profile_id: int, on: bool) -> Profile:
        """Whether approved posts are given to the network's own scheduler. Switched off, those there are taken back.

        Raises `Refused` "profile.no_own_schedule" where the network has none.
        """
        with self._store.read() as work:
            asked = work.profiles.get(profile_id)
        refused = on and not self.can_hand_over(asked)
        with self._store.write() as work:
            profile = work.profiles.get(profile_id)
            allow(work, actor, Right.PLAN, profile.brand_id)
            if refused:
                raise Refused("profile.no_own_schedule", profile=profile.name)
            work.profiles.edit(profile_id, profile.version, {"hands_over": on})
            self._record(work, actor, profile, "edited", {"fields": ["hands_over"]})
            return work.profiles.get(profile_id)

    # publications
    def _hold(self, work: UnitOfWork, profile_id: int, reason: str, *, but_lying: bool = False) -> int:
        """`but_lying`: not what its network publishes by itself."""
        rows = work.deliveries.all(states=(DeliveryState.SCHEDULED,), profile_id=profile_id)
        waiting = [row for row in rows if row.due_at is not None and not (but_lying and row.handed_over_at)]
        moved = [self._deliveries.try_move(work, row, DeliveryState.HELD, reason=reason) for row in waiting]
        return sum(row is not None for row in moved)

    def _put_back(self, actor: Actor, profile_id: int) -> int:
        """What was held for want of a connection goes out at its time again, where that is still to come or the policies for
        late posts let it go out by itself."""
        with self._store.read() as work:
            now = self._clock.now()
            waiting = [
                work.posts.variant(row.variant_id).post_id
                for row in work.deliveries.all(states=(DeliveryState.HELD,), profile_id=profile_id)
                if row.reason in UNCONNECTED and row.due_at is not None
                if lateness(work, row, now) is LateDecision.PUBLISH
            ]
        count = 0
        for post_id in waiting:
            try:
                self._scheduling.release(actor, post_id, (profile_id,), late_too=True)
            except (Refused, NotPermitted):
                continue
            count += 1
        return count

    def _report(
        self, profile: Profile, identity: Identity, address: str | None, *, put_back: int = 0
    ) -> ConnectionReport:
        lacking = identity.missing_rights
        return ConnectionReport(
            profile.id,
            address,
            identity.external_id,
            identity.handle,
            identity.name,
            lacking,
            identity.expires_at,
            "connection.rights_missing" if lacking else None,
            {"rights": list(lacking)} if lacking else {},
            put_back,
        )

    def _stored_report(self, profile: Profile, held: int) -> ConnectionReport:
        row, _ = self._access.row_of(profile)
        return ConnectionReport(
            profile.id,
            row.base_url or None,
            row.account_id,
            row.account_name,
            "",
            row.missing_rights,
            row.expires_at,
            row.problem,
            row.problem_data,
            held=held,
        )

    def _record(
        self, work: UnitOfWork, actor: Actor, profile: Profile, action: str, facts: Mapping[str, object]
    ) -> None:
        work.history.record(
            at=self._clock.now(),
            actor=actor,
            entity="profile",
            entity_id=profile.id,
            action=action,
            brand_id=profile.brand_id,
            facts=dict(facts),
        )
