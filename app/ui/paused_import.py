"""One large package, imported in slices of time between which the event loop has its turn."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from threading import Semaphore, Thread, get_ident
from time import perf_counter
from types import ModuleType

SLICE = 0.008
"""Seconds of one turn of any import in slices; a module that is being run ends first."""
_going: dict[str, _Import] = {}


def paused_import(name: str) -> Iterator[None]:
    """Imports the package `name` while the caller runs through this; each pause stands before one of its modules.

    A thread of its own does it, but never while the caller's runs: one of the two always waits for the other, so it is as
    if the caller's thread imported. Between the pauses nobody else may import from the package. Whoever asks for it
    meanwhile runs through the same import; left early, it is finished at once.
    """
    going = _going.setdefault(name, _Import(name))
    try:
        while not going.slice():
            yield
    finally:
        going.finish()
        _going.pop(name, None)
    if going.error is not None:
        raise going.error


class _Import(MetaPathFinder):
    def __init__(self, name: str) -> None:
        self._name = name
        self._mine, self._theirs = Semaphore(0), Semaphore(0)
        self._until = float("inf")
        self._ended = False
        self.error: BaseException | None = None
        self._thread = Thread(target=self._run, name=f"szpalta-import-{name}", daemon=True)

    def slice(self) -> bool:
        """Imports for a while; whether all of it is there."""
        if not self._ended:
            if self._thread.ident is None:
                sys.meta_path.insert(0, self)
                self._thread.start()
            self._go_on(perf_counter() + SLICE)
        return self._ended

    def finish(self) -> None:
        if self._thread.ident is not None and not self._ended:
            self._go_on(float("inf"))

    def _go_on(self, until: float) -> None:
        self._until = until
        self._mine.release()
        self._theirs.acquire()

    def _run(self) -> None:
        self._mine.acquire()
        try:
            import_module(self._name)
        except BaseException as error:
            self.error = error
        finally:
            sys.meta_path.remove(self)
            self._ended = True
            self._theirs.release()

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        """Finds nothing: asked for a module of the package once the slice is used up, it pauses."""
        ours = get_ident() == self._thread.ident and fullname.startswith(f"{self._name}.")
        if ours and perf_counter() > self._until:
            self._theirs.release()
            self._mine.acquire()
