"""The post's side panel: the composer, its previews, what the team says and what happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.tab_context import TabContext


class PostPanel(QFrame):
    closed = Signal()
    """A person closed the panel; everything typed is saved or on its way."""
    went = Signal(object)
    """A `Place` somebody asked for."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setProperty("panel", True)
        self._body = QVBoxLayout(self)

    def open_post(self, post_id: int) -> None:
        """Shows a post; what was open is saved first."""

    def new_post(
        self, at: datetime | None = None, profile_ids: Iterable[int] = (), persona_ids: Iterable[int] = ()
    ) -> None:
        """Starts a post; the workspace has it once it says something. `at` is an aware instant."""

    def write(self) -> None:
        """Writes every word anew, after the language changed; what was typed stays."""

    def reload(self) -> None:
        """Reads the post anew; what was typed stays."""

    def settle(self) -> bool:
        """Saves everything typed, now; False when it could not be saved (it is kept on this machine then)."""
        return True
