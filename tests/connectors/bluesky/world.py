"""An account on a Bluesky server, and how its posts are published."""

from __future__ import annotations

from dataclasses import dataclass

from app.connectors.base import Account, Parcel, Receipt
from app.connectors.networks.bluesky import BlueskyConnector
from app.system.clock import SetClock
from tests.fakes.bluesky_server import BlueskyServer

CREATE = "com.atproto.repo.createRecord"


@dataclass
class World:
    clock: SetClock
    server: BlueskyServer
    connector: BlueskyConnector
    account: Account

    def publish(self, made: Parcel, refs: dict[str, str] | None = None) -> dict[str, Receipt]:
        """The steps that have no reference yet, one after the other."""
        refs = {} if refs is None else refs
        receipts = {}
        for step in self.connector.steps(self.account, made):
            if step.name not in refs:
                receipts[step.name] = self.connector.perform(self.account, made, step, refs)
                refs[step.name] = receipts[step.name].remote_id
        return receipts

    def look_up(self, made: Parcel) -> Receipt | None:
        (step,) = self.connector.steps(self.account, made)
        return self.connector.look_up(self.account, made, step, {})
