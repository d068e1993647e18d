"""Keeps posts packed before their figures are read: what changed since is packed once, not at every reading."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from time import monotonic

from app.domain.errors import StoreProblem
from app.domain.kpi import FigureFilters
from app.store.kept_figures import KeptFigures
from app.store.store import Store

_log = logging.getLogger("szpalta.packing")
_TURN_SECONDS = 0.2
"""So long others may have to wait before they can write."""


def keep_packed(
    store: Store,
    filters: FigureFilters,
    first: date,
    last: date,
    report: Callable[[float | None], None] = lambda share: None,
    kept: KeptFigures | None = None,
) -> None:
    """Packs the posts of some days that are not. A store that cannot be written now is only slower to read.

    `report` hears 0..1 and may raise to stop.
    """
    if store.read_only:
        return
    with (kept or store).read() as work:
        missing = work.figures.unpacked(filters, first, last)
    done = 0
    try:
        while done < len(missing):
            report(done / len(missing))
            until = monotonic() + _TURN_SECONDS
            with store.write() as work:
                while done < len(missing) and monotonic() < until:
                    work.figures.pack(missing[done : done + 1])
                    done += 1
    except StoreProblem as problem:
        _log.info("posts stay unpacked: %s", problem.code)
