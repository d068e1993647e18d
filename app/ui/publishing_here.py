"""Publishing while the window stands open: a thread of its own brings out what is due; what happened is told to everybody."""

from __future__ import annotations

import logging
import threading
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from app.domain.delivery import DeliveryState
from app.ui.changes import Change

if TYPE_CHECKING:
    from app.services.publisher_loop import PublisherLoop
    from app.services.publishing import PublishReport
    from app.ui.changes import ChangeBus
    from app.ui.services import Services

NOTICED_MS = 500
"""Changes that come in a row wake the publisher once."""
WAKING = frozenset({"post", "variant", "delivery", "profile", "workspace", "connection"})
"""What may have made something due."""
_log = logging.getLogger("szpalta.publishing")


class Place(StrEnum):
    """Where posts of this workspace go out from."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    PAUSED = "paused"


class PublishingHere(QObject):
    """One per open workspace. `close` lets what is being sent come to its end."""

    placed = Signal(str)
    """A `Place`, whenever it changed."""
    doubted = Signal(str)
    """The code of what keeps everything from going out: this computer's clock, a full disk; empty once nothing does."""
    went_out = Signal(object)
    """Ids of deliveries by state, when something happened."""
    broke = Signal(object)
    """An error nobody foresaw; publishing from here has ended."""
    _reported = Signal(object)
    _changed = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus: ChangeBus | None = None
        self._place: Place | None = None
        self._doubt = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(NOTICED_MS)
        self._soon.timeout.connect(self.wake)
        self._reported.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._changed.connect(self._tell_changed, Qt.ConnectionType.QueuedConnection)
        self._loop: PublisherLoop = services.publisher_loop(self._reported.emit, self._changed.emit)
        self._thread = threading.Thread(target=self._run, name="szpalta-publisher", daemon=True)
        self._thread.start()

    @property
    def place(self) -> Place | None:
        """None: not known yet."""
        return self._place

    def listen(self, bus: ChangeBus) -> None:
        """Hears of changes on `bus`, and tells it its own, instead of the one before."""
        if self._bus is not None and isValid(self._bus):
            self._bus.happened.disconnect(self._heard)
        self._bus = bus
        bus.happened.connect(self._heard)

    def wake(self) -> None:
        """Looks at once."""
        self._loop.wake()

    def close(self) -> None:
        """Nothing more is begun. Waits for what is being sent; the store makes even a hard end safe."""
        self._soon.stop()
        self._bus = None
        self._loop.close()

    def _run(self) -> None:
        try:
            self._loop.run()
        except Exception as error:
            _log.exception("publishing from the window ended")
            self._reported.emit(error)

    def _heard(self, changes: tuple[Change, ...]) -> None:
        if any(change.entity in WAKING for change in changes):
            self._soon.start()

    def _tell(self, told: PublishReport | Exception) -> None:
        if isinstance(told, Exception):
            self.broke.emit(told)
            return
        if told.store_problem is None:
            self._note_place(told)
        self._note_doubt(told.store_problem or told.clock_problem or "")
        if told.ids:
            self.went_out.emit(dict(told.ids))
            self._tell_changed()

    def _note_place(self, told: PublishReport) -> None:
        place = Place.ELSEWHERE if told.elsewhere is not None else Place.PAUSED if told.paused else Place.HERE
        if place is not self._place:
            self._place = place
            self.placed.emit(place.value)

    def _note_doubt(self, doubt: str) -> None:
        if doubt != self._doubt:
            self._doubt = doubt
            self.doubted.emit(doubt)

    def _tell_changed(self) -> None:
        """Also after something was handed over to a network, taken back from one, or checked."""
        if self._bus is not None and isValid(self._bus):  # it goes with its page, whose follower reads everything anew
            self._bus.tell(Change("delivery"), Change("post"))


def needs_person(ids: dict[str, list[int]]) -> int:
    """How many of these deliveries wait for a person now."""
    return sum(
        len(ids.get(state.value, ())) for state in (DeliveryState.NEEDS_HUMAN, DeliveryState.FAILED, DeliveryState.HELD)
    )
