"""Whether the clock of this computer is right, by the clocks of the servers it speaks to (PUB-19)."""

from __future__ import annotations

import threading


class ServerClocks:
    """Hears what each answer says about the time. Many threads may tell it at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ahead: dict[str, float] = {}

    def tell(self, host: str, ahead_s: float) -> None:
        """The clock of `host` is `ahead_s` seconds ahead of ours (negative: behind)."""
        with self._lock:
            self._ahead[host] = ahead_s

    def forget(self) -> None:
        """Our clock was set: nothing they said is about the one we have now."""
        with self._lock:
            self._ahead.clear()

    def agree(self, within_s: float) -> bool:
        """Whether a server has answered whose clock differs from ours by no more than that."""
        ahead = self.ahead_s
        return ahead is not None and abs(ahead) <= within_s

    @property
    def ahead_s(self) -> float | None:
        """How far the servers are ahead, by the one nearest to our clock: one server with a wrong clock says nothing about
        ours. None: no server has answered yet."""
        with self._lock:
            return min(self._ahead.values(), key=abs, default=None)
