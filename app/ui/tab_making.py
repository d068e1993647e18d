"""Tabs made a little in each turn of the event loop, so that the window never waits for one of them.

The turns go through the task runner: whoever waits for that finds the tabs whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.ui.growing import polish
from app.ui.modules import in_turns, prepare
from app.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from app.ui.workspace_page import Tab


@dataclass(frozen=True, slots=True)
class TabKind:
    """`make` gives a tab that may still have to grow: it has `growth`, an iterator that builds a part at each step."""

    name: str
    modules: tuple[str, ...]
    """Without them a tab cannot be made."""
    make: Callable[[], Tab]


class TabMaking(QObject):
    begun = Signal(object)
    """A `Tab` that still grows: it wants a place among the pages already, so that it is made as it will stand."""
    made = Signal(int)

    def __init__(self, tasks: TaskRunner, kinds: Sequence[TabKind], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._kinds = tasks, kinds
        self._queue: list[int] = []
        self._growing: dict[int, Iterator[bool]] = {}
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
        number = self._queue[0]
        if number in self._growing:
            self._tasks.later(self, self._go_on)
            return
        modules = self._kinds[number].modules
        self._tasks.run(self, lambda report: prepare(modules), partial(self._begin, number), self._give_up)

    def _begin(self, number: int, order: list[str]) -> None:
        """What the tab needs that has nothing to do with Qt is there."""
        if number not in self._made:
            self._growing.setdefault(number, self._grow(number, order))
        self._go_on()

    def _go_on(self) -> None:
        self._turning = False
        if self._queue and self._queue[0] in self._growing:
            self._step(self._queue[0])
        self._turn()

    def _give_up(self, error: BaseException) -> None:
        self._turning = False
        self._queue.clear()
        self._tasks.unexpected.emit(error)

    def _step(self, number: int) -> None:
        growing = self._growing.setdefault(number, self._grow(number, self._kinds[number].modules))
        if next(growing, None) is None:
            del self._growing[number]
            self._queue = [row for row in self._queue if row != number]
            self.made.emit(number)

    def _grow(self, number: int, modules: Sequence[str]) -> Iterator[bool]:
        for _ in in_turns(modules):
            yield True
        tab = self._kinds[number].make()
        self.begun.emit(tab)
        yield True
        for _ in getattr(tab, "growth", ()):
            yield True
        if isinstance(tab, QWidget):
            for _ in polish(tab):
                yield True
        self._made[number] = tab
