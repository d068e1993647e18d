"""Remembers every module of Qt that another thread than the main one imports: see `app.ui.modules`."""

from __future__ import annotations

import sys
import threading
from typing import Any

from app.ui.modules import is_of_qt

_seen: list[tuple[str, str]] = []


def strays() -> list[str]:
    """Which, and on which thread. A folder of ours holds nothing but its modules."""
    return [f"{name} on {thread}" for name, thread in _seen if not _is_folder(name)]


def _is_folder(name: str) -> bool:
    return name.startswith("app.ui") and hasattr(sys.modules.get(name), "__path__")


def install() -> None:
    """For the rest of the process: an audit hook cannot be taken back."""
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "import" or not is_of_qt(arguments[0]):
        return
    thread = threading.current_thread()
    if thread is not threading.main_thread() and not thread.name.startswith("szpalta-import-"):
        _seen.append((arguments[0], thread.name))
