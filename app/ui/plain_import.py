"""Importing without PySide's look into every module."""

from __future__ import annotations

import builtins


def import_plainly() -> None:
    """Takes PySide's hook off `import`, called once Qt is there.

    The hook reads the source of every module imported after Qt, and keeps it, to learn whether the module may switch PySide
    to other names for its methods. Nothing here does, and it costs a quarter of the time and memory of every import.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
