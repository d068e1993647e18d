"""Tabs made a little in each turn of the event loop, so that the window never waits for one of them.

What a tab is made of is imported on a worker's thread first. The turns go through the task runner: whoever waits for that
finds the tabs whole.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.system.collector import collector_resting
from app.ui.growing import polish
from app.ui.tasks import Progress, TaskRunner

if TYPE_CHECKING:
    from app.ui.workspace_page import Tab


@dataclass(frozen=True, slots=True)
class TabKind:
    """`make` gives a tab that may still have to grow: it has `growth`, an iterator that builds a part at each step."""

    name: str
    modules: tuple[str, ...]
    """Without them a tab cannot be made; in the order they are imported."""
    make: Callable[[], Tab]


class TabMaking(QObject):
    begun = Signal(object)
    """A `Tab` that still grows: it wants a place among the pages already, so that it is made as it will stand."""
    made = Signal(int)

    def __init__(self, tasks: TaskRunner, kinds: Sequence[TabKind], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._kinds = tasks, kinds
        self._queue: list[int] = []
        self._growing: dict[int, tuple[Tab, Iterator[None]]] = {}
        self._made: dict[int, Tab] = {}
        self._turning = False

    @property
    def tabs(self) -> list[Tab]:
        """Those that stand."""
        return list(self._made.values())

    def get(self, number: int) -> Tab | None:
        """A tab that stands."""
        return self._made.get(number)

    def want(self, number: int) -> None:
        """This one comes next."""
        if number in self._made:
            return
        self._queue = [number, *(row for row in self._queue if row != number)]
        self._turn()

    def finish(self, number: int) -> Tab:
        """The tab at once, for whoever cannot wait for its turns."""
        while number not in self._made:
            self._step(number)
        return self._made[number]

    def finish_begun(self) -> None:
        """No tab is left half made."""
        for number in list(self._growing):
            self.finish(number)

    def _turn(self) -> None:
        if not self._queue or self._turning:
            return
        self._turning = True
        missing = self._missing(self._queue[0])
        self._tasks.run(self, lambda report: _bring(missing, report), self._go_on, self._give_up)

    def _missing(self, number: int) -> list[str]:
        return [name for name in self._kinds[number].modules if name not in sys.modules]

    def _go_on(self, nothing: None = None) -> None:
        self._turning = False
        if self._queue and not self._missing(self._queue[0]):
            self._step(self._queue[0])
        self._turn()

    def _give_up(self, error: BaseException) -> None:
        self._turning = False
        self._queue.clear()
        self._tasks.unexpected.emit(error)

    def _step(self, number: int) -> None:
        if number not in self._growing:
            tab = self._kinds[number].make()
            self._growing[number] = (tab, _growth(tab))
            self.begun.emit(tab)
            return
        tab, growth = self._growing[number]
        try:
            next(growth)
        except StopIteration:
            del self._growing[number]
            self._made[number] = tab
            self._queue = [row for row in self._queue if row != number]
            self.made.emit(number)


def _growth(tab: Tab) -> Iterator[None]:
    yield from getattr(tab, "growth", ())
    if isinstance(tab, QWidget):
        yield from polish(tab)


def _bring(names: list[str], report: Progress) -> None:
    """On a worker's thread."""
    with collector_resting():
        for name in names:
            import_module(name)
    if names:
        gc.freeze()  # so many modules make a full collection longer than the window may wait
