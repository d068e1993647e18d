"""Modules that make Qt classes come in on the main thread alone, a few in each turn of the event loop.

Before Python 3.12 PySide keeps what it knows of its classes in one table, which Qt's own code reads on the main thread
without Python's lock. A class made on another thread meanwhile (by a `class` statement, or because a name of PySide6 is
asked for the first time) moves that table under the reader, and the program ends with a segmentation fault. So a worker
imports only what has nothing to do with Qt, and tells in which order the rest is to come.
"""

from __future__ import annotations

import dis
import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.abc import InspectLoader
from importlib.util import find_spec
from time import perf_counter
from types import CodeType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.system.collector import collector_resting
from app.ui.growing import take_turns
from app.ui.paused_import import SLICE, paused_import

if TYPE_CHECKING:
    from app.ui.tasks import TaskRunner

OURS = "app.ui"
OF_QT = ("app.ui", "PySide6", "pyqtgraph")


def bring(tasks: TaskRunner, owner: QObject, names: Iterable[str], done: Callable[[], None]) -> None:
    """Imports these and whatever they need, then calls `done` on the main thread."""
    wanted = list(names)
    tasks.run(owner, lambda report: prepare(wanted), lambda order: take_turns(tasks, owner, _then(order, done)))


def _then(order: list[str], done: Callable[[], None]) -> Iterator[None]:
    yield from in_turns(order)
    done()


def prepare(names: Iterable[str]) -> list[str]:
    """On a worker's thread: imports everything these need that has nothing to do with Qt. Gives the modules that do, each
    after those it needs itself, for `in_turns`."""
    order: dict[str, None] = {}
    before = len(sys.modules)
    with collector_resting():
        for name in names:
            _prepare(name, order, set())
    if len(sys.modules) > before:
        gc.freeze()  # so many modules make a full collection longer than the window may wait
    return list(order)


def _prepare(name: str, order: dict[str, None], seen: set[str]) -> None:
    if name in seen or name in order or name in sys.modules:
        return
    seen.add(name)
    if not is_of_qt(name):
        import_module(name)
    elif name.startswith(OURS):
        for needed in _imports(name):
            _prepare(needed, order, seen)
        order[name] = None
    else:
        if name == "pyqtgraph":
            _prepare_plots()
        order[name] = None


def is_of_qt(name: str) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in OF_QT)


def _imports(name: str) -> Iterator[str]:
    """What a module imports when it is imported itself, read from its compiled code; not what only type checkers see."""
    spec = find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    code = spec.loader.get_code(name) if isinstance(spec.loader, InspectLoader) else None
    if code is None:
        return
    for needed, parts in _imports_of(code):
        yield needed
        found = find_spec(needed) if needed.startswith(OURS) else None
        if found is not None and found.submodule_search_locations is not None:  # `from app.ui import icons`
            yield from (f"{needed}.{part}" for part in parts)


def _imports_of(code: CodeType) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Modules, each with the names asked of it."""
    until, checking, last = 0, False, None
    for step in dis.get_instructions(code):
        if step.offset < until:
            continue
        if step.opname == "IMPORT_NAME":
            yield step.argval, last or ()
        elif step.opname == "LOAD_CONST":
            last = step.argval
        elif step.opname == "LOAD_NAME":
            checking = step.argval == "TYPE_CHECKING"
        elif checking and "JUMP" in step.opname:
            until, checking = step.argval, False


def in_turns(order: Iterable[str]) -> Iterator[None]:
    """On the main thread: imports in this order, pausing after each slice of time."""
    until = perf_counter() + SLICE
    for name in order:
        if name == "pyqtgraph":
            yield from _plots_in_turns()
        else:
            import_module(name)
        if perf_counter() > until:
            yield
            until = perf_counter() + SLICE


# pyqtgraph
_BESIDE_PLOTS = (
    "numpy", "numpy.typing", "cProfile", "decimal", "importlib.resources", "multiprocessing.connection", "pydoc",
    "subprocess", "xml.etree.ElementTree",
)  # fmt: skip
"""What pyqtgraph needs that has nothing to do with Qt."""


def _prepare_plots() -> None:
    # the matrices here are small: its threads would only wait for each other
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for name in _BESIDE_PLOTS:
        import_module(name)


def _plots_in_turns() -> Iterator[None]:
    """pyqtgraph asks for every class of Qt there is and then makes 150 modules of one another: a fifth of a second each on
    the way in, and it cannot be imported in parts. So its classes of Qt are fetched here, and it is imported afterwards by
    `paused_import`."""
    from PySide6 import QtCore, QtGui, QtWidgets

    until = perf_counter() + SLICE
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            getattr(module, name)  # PySide makes a class when it is first asked for
            if perf_counter() > until:
                yield
                until = perf_counter() + SLICE
    yield from paused_import("pyqtgraph")
