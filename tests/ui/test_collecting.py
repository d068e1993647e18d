from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.ui.face import Face


class Knot(QObject):
    """Holds itself: only the collector takes it apart."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self
        self.weak = weakref.ref(self)


def test_no_worker_takes_an_object_of_qt_apart(face: Face, qtbot: QtBot) -> None:
    """Thousands of allocations on a worker would set the collector off there."""
    ended: list[int] = []
    knots = [Knot() for _ in range(50)]
    for knot in knots:
        weakref.finalize(knot, lambda: ended.append(threading.get_ident()))
    weak = [knot.weak for knot in knots]
    del knots, knot

    def allocate(_report: object) -> int:
        kept = [[number] for number in range(200_000)]
        return len(kept)

    face.tasks.run(face.tasks, allocate)
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert ended == []
    assert not gc.isenabled()
    enough = [[number] for number in range(5_000)]  # what was freed again does not count as allocated
    qtbot.waitUntil(lambda: all(row() is None for row in weak))
    assert enough
    assert set(ended) == {threading.get_ident()}
