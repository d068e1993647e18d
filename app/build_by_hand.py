"""The part of the composition root for publishing by hand: the server for a phone and the own addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.connectors.hand_over import HandOver, own_addresses
from app.services.by_hand import ByHandService
from app.services.outbound import Outbound

if TYPE_CHECKING:
    from app.build import App


def make_by_hand(app: App) -> ByHandService:
    outbound = Outbound(
        app.store, connector_for=app.connector_for, account_for=app.account_for, media_path=app.media.path_of
    )
    return ByHandService(
        app.store,
        app.clock,
        app.delivery_steps,
        app.settling,
        outbound,
        open_phone=lambda post, address, words: HandOver(post, address, words, app.clock.now),
        addresses=own_addresses,
    )
