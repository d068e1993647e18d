"""Another process that holds a SQLite store in the middle of a long write."""

from __future__ import annotations

import subprocess
import sys

HOLDS = """
import sqlite3, sys
store = sqlite3.connect(sys.argv[1], isolation_level=None)
store.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
store.execute("ROLLBACK")
"""


class Holder:
    """Another process in the middle of a long write."""

    def __init__(self, address: str) -> None:
        command = [sys.executable, "-I", "-S", "-c", HOLDS, address]
        self._process = subprocess.Popen(command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout is not None and self._process.stdout.readline() == "held\n"

    def let_go(self) -> None:
        if self._process.poll() is None:
            self._process.communicate("\n", timeout=30)
