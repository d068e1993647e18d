"""A post panel that only remembers what it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.tab_context import TabContext


class FakePanel(QFrame):
    closed = Signal()
    went = Signal(object)
    timed = Signal(object)
    made: ClassVar[list[FakePanel]] = []

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked: list[tuple[object, ...]] = []
        FakePanel.made.append(self)

    def open_post(self, post_id: int, then: Callable[[], None] | None = None) -> None:
        self.asked.append(("open", post_id))

    def publish_post(self, post_id: int, profile_ids: tuple[int, ...]) -> None:
        self.asked.append(("publish", post_id, profile_ids))

    def new_post(
        self,
        at: datetime | None = None,
        profile_ids: Iterable[int] = (),
        persona_ids: Iterable[int] = (),
        then: Callable[[], object] | None = None,
    ) -> None:
        self.asked.append(("new", at, tuple(profile_ids), tuple(persona_ids)))

    def take_focus(self, choose: str = "") -> None: ...
    def write(self) -> None: ...
    def reload(self) -> None: ...
    def settle(self) -> bool:
        return True
