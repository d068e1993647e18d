"""A network that no longer takes the access key says so to whoever asks first: it is noted with the connection at once, so
that every list and page shows it with the next step."""

from __future__ import annotations

import logging

from app.connectors.base import NeedsReconnect
from app.domain.errors import StoreProblem
from app.store.store import Store

_log = logging.getLogger("szpalta.connecting")


def note_if_lost(store: Store, profile_id: int, error: BaseException) -> None:
    """Notes `NeedsReconnect` and no other error; raises nothing, so that whoever failed goes on with that."""
    if not isinstance(error, NeedsReconnect):
        return
    try:
        with store.write() as work:
            work.fetching.put_connection_problem(profile_id, error.code, dict(error.data))
    except StoreProblem as problem:
        _log.warning("what is wrong with the connection of profile %s was not noted: %s", profile_id, problem.code)
