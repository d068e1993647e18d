"""Children of tests come from a server that has imported already what they need: a fresh process takes most of a second for it.

How the program itself starts them is seen by `tests/system/test_child.py` and `tests/services/test_importing_apart.py`, and
where tests run it as a process of its own.
"""

from __future__ import annotations

import multiprocessing
from pkgutil import walk_packages
from types import SimpleNamespace

import pytest

import app.exchange.imports

NEEDED = (
    "app.system.child",
    "app.services.import_desk",
    "app.services.import_staging",
    "app.services.media",
    "app.services.fetch_desk",
    *(module.name for module in walk_packages(app.exchange.imports.__path__, "app.exchange.imports.")),
)


def use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the test ends. The environment of a child is that of the first of them."""
    multiprocessing.set_forkserver_preload([*NEEDED])
    ready = SimpleNamespace(get_context=lambda _method: multiprocessing.get_context("forkserver"))
    monkeypatch.setattr("app.system.child.multiprocessing", ready)
