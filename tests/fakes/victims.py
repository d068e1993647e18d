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
from tests.fakes.publisher import CLOCK, KILL_AT, ROUNDS, STOP_AT

ROOT = Path(__file__).resolve().parents[2]


class Victims:
    def __init__(self, server: subprocess.Popen[str]) -> None:
        self._server = server

    def run_until_death(self, desk: Desk, at: str, key_class: str = "", name: str = "victim") -> None:
        """A publisher that begins at the desk's time and dies at `at`; raises when it ends in any other way."""
        self._begin(desk, name, key_class, {KILL_AT: at})
        ended = self._ends()
        assert ended == str(-signal.SIGKILL), f"{at}: {ended}"

    @contextmanager
    def stopped(self, desk: Desk, at: str, clock: Path, key_class: str = "", name: str = "victim") -> Iterator[None]:
        """A publisher that works one round and stands still at `at` while the block runs; its time is that in `clock`."""
        self._begin(desk, name, key_class, {STOP_AT: at, CLOCK: str(clock), ROUNDS: "1"})
        assert self._ends() == "stopped"
        try:
            yield
        finally:
            self._tell("go on")
            ended = self._ends()
        assert ended == "0"

    def _begin(self, desk: Desk, name: str, key_class: str, environment: dict[str, str]) -> None:
        arguments = [desk.store.address, str(desk.folder), name, desk.clock.now().isoformat(), key_class]
        self._tell(json.dumps({"arguments": arguments, "environment": environment}))

    def _tell(self, line: str) -> None:
        assert self._server.stdin is not None
        self._server.stdin.write(line + "\n")
        self._server.stdin.flush()

    def _ends(self) -> str:
        assert self._server.stdout is not None
        return self._server.stdout.readline().strip()


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
