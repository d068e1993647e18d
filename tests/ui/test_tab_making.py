from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.ui.face import Face
from app.ui.growing import grow, take_turns
from app.ui.places import Place
from app.ui.tab_making import TabKind, TabMaking


class SlowTab(QWidget):
    """Built in three parts."""

    went = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[QLabel] = []
        self.growth = self._grow()

    def _grow(self) -> Iterator[None]:
        for number in range(3):
            self.parts.append(QLabel(str(number), self))
            yield

    def reload(self) -> None: ...
    def reload_if_stale(self) -> None: ...
    def write(self) -> None: ...
    def go(self, place: Place) -> None: ...


def test_a_tab_grows_over_turns_of_the_event_loop(face: Face, qtbot: QtBot) -> None:
    tab, owner = SlowTab(), QObject()
    qtbot.addWidget(tab)
    making = TabMaking(face.tasks, [TabKind("Slow", ("colorsys",), lambda: tab)], owner)
    grown: list[int] = []
    making.begun.connect(lambda begun: grown.append(len(begun.parts)))
    with qtbot.waitSignal(making.made) as made:
        making.want(0)
        assert making.get(0) is None
    assert made.args == [0]
    assert grown == [0]
    assert (len(tab.parts), making.get(0)) == (3, tab)
    qtbot.waitUntil(lambda: face.tasks.is_idle)


def test_who_cannot_wait_has_the_tab_at_once(face: Face, qtbot: QtBot) -> None:
    tab, owner = SlowTab(), QObject()
    qtbot.addWidget(tab)
    making = TabMaking(face.tasks, [TabKind("Slow", (), lambda: tab)], owner)
    making.want(0)
    assert making.finish(0) is tab
    assert len(tab.parts) == 3
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert making.tabs == [tab]
    assert len(tab.parts) == 3


def test_a_module_that_is_missing_is_told(face: Face, qtbot: QtBot) -> None:
    owner = QObject()
    making = TabMaking(face.tasks, [TabKind("None", ("app.ui.no_such_module",), SlowTab)], owner)
    with qtbot.waitSignal(face.tasks.unexpected) as told:
        making.want(0)
    assert told.args is not None
    assert isinstance(told.args[0], ModuleNotFoundError)
    qtbot.waitUntil(lambda: face.tasks.is_idle)


def test_turns_end_with_their_owner(face: Face, qtbot: QtBot) -> None:
    done: list[int] = []

    def steps() -> Iterator[None]:
        for number in range(3):
            done.append(number)
            yield

    owner = QObject()
    take_turns(face.tasks, owner, steps())
    assert done == [0]
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert done == [0, 1, 2]
    take_turns(face.tasks, gone := QObject(), steps())
    gone.deleteLater()
    del gone
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert done == [0, 1, 2, 0]
    grow(steps())
    assert done[4:] == [0, 1, 2]
