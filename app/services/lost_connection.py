"""A network that no longer takes the access key says so to whoever asks first: it is noted with the connection at once, so
that every list and page shows it with the next step."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime

from app.connectors.base import NeedsReconnect
from app.domain.errors import StoreProblem
from app.domain.people import Actor
from app.store.store import Store
from app.store.unit import UnitOfWork

_log = logging.getLogger("szpalta.connecting")


def note_if_lost(store: Store, now: datetime, profile_id: int, error: BaseException) -> None:
    """Notes `NeedsReconnect` and no other error; raises nothing, so that whoever failed goes on with that."""
    if not isinstance(error, NeedsReconnect):
        return
    try:
        with store.write() as work:
            note_lost(work, Actor(), now, profile_id, error.code, dict(error.data))
    except StoreProblem as problem:
        _log.warning("what is wrong with the connection of profile %s was not noted: %s", profile_id, problem.code)


def note_lost(
    work: UnitOfWork, actor: Actor, now: datetime, profile_id: int, code: str, data: Mapping[str, object]
) -> None:
    """What is wrong with the connection; the history tells of it once until the profile is connected again."""
    before = work.connections.get(profile_id)
    work.fetching.put_connection_problem(profile_id, code, data)
    if before is None or before.needs_reconnect:
        return
    work.history.record(
        at=now,
        actor=actor,
        entity="profile",
        entity_id=profile_id,
        action="connection_lost",
        brand_id=work.profiles.get(profile_id).brand_id,
        facts={"code": code},
    )
