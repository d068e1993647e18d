"""What is known of our SQLite files without opening one: the driver, and the mark in their header."""

from __future__ import annotations

from typing import Any

APPLICATION_ID = 0x537A7061  # "Szpa"


def sqlite_module() -> Any:
    """The SQLite driver: `pysqlite3` (carries a current SQLite) where it has a wheel, else the standard library's."""
    try:
        import pysqlite3.dbapi2 as module
    except ImportError:
        import sqlite3 as module
    return module
