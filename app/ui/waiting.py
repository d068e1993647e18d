"""How many posts wait for the member's review, counted anew after every change that may move a post in or out of review."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.ui.changes import Change
from app.ui.tab_context import TabContext
from app.ui.tasks import TaskHandle

MATTERS = frozenset({"post", "variant", "profile", "member", "brand"})
TOGETHER_MS = 100
"""Changes so close to each other are counted once."""


class WaitingCount(QObject):
    counted = Signal(int)

    def __init__(self, context: TabContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._reading: TaskHandle | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TOGETHER_MS)
        self._soon.timeout.connect(self.count)
        context.bus.happened.connect(self._on_changes)

    def count(self) -> None:
        """Of the brand that is shown, on a worker. When it cannot be read the number stays; the tabs tell the trouble."""
        if self._reading is not None:
            self._reading.cancel()
        context = self._context
        brands = None if context.brand_id is None else (context.brand_id,)

        def read() -> int:
            queue = context.services.approval.queue(context.actor, brand_ids=brands)
            return sum(context.actor.member_id in row.waits_for for row in queue)

        self._reading = context.face.tasks.run(self, lambda report: read(), self.counted.emit, lambda error: None)

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        if any(change.entity in MATTERS for change in changes):
            self._soon.start()
