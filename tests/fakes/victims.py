"""Publishers that are killed at a named point, one after another, out of one process that has everything imported."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.fakes.desk import Desk
from tests.fakes.publisher import KILL_AT

ROOT = Path(__file__).resolve().parents[2]


class Victims:
    def __init__(self, server: subprocess.Popen[str]) -> None:
        self._server = server

    def run_until_death(self, desk: Desk, at: str, key_class: str = "", name: str = "victim") -> None:
        """A publisher that begins at the desk's time and dies at `at`; raises when it ends in any other way."""
        arguments = [desk.store.address, str(desk.folder), name, desk.clock.now().isoformat(), key_class]
        call = {"arguments": arguments, "environment": {KILL_AT: at}}
        assert self._server.stdin is not None and self._server.stdout is not None
        self._server.stdin.write(json.dumps(call) + "\n")
        self._server.stdin.flush()
        ended = self._server.stdout.readline().strip()
        assert ended == str(-signal.SIGKILL), f"{at}: {ended}"


@contextmanager
def victims() -> Iterator[Victims]:
    command = [sys.executable, "-m", "tests.fakes.publisher", "serve"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    server = subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), text=True, **pipes)
    try:
        yield Victims(server)
    finally:
        assert server.stdin is not None and server.stdout is not None
        server.stdin.close()
        server.wait(30)
        server.stdout.close()
