"""A throwaway PostgreSQL cluster on loopback: made in a temporary folder, gone with the test run."""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from tests.fakes import scratch

PREFIX = "szpalta-pg-"
SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 16MB
max_connections = 40
jit = off
"""


class NoServer(Exception):
    """No cluster can be started here; the text says why."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server. The superuser is `postgres`, without a password, from this machine only."""

    programs: Path
    folder: Path
    port: int

    def url(self, name: str) -> str:
        """The store address of database `name`."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def create(self, name: str) -> str:
        """Makes an empty database and returns its store address."""
        self._administer("CREATE DATABASE {}", name)
        return self.url(name)

    def drop(self, name: str) -> None:
        """Removes a database; connections still open to it are cut."""
        self._administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def stop(self) -> None:
        _stop(self.programs, self.folder)

    def _administer(self, statement: str, name: str) -> None:
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user="postgres", dbname="postgres", autocommit=True
        ) as c:
            c.execute(sql.SQL(statement).format(sql.Identifier(name)))


@contextlib.contextmanager
def waiting_commits(cluster: Cluster) -> Iterator[Callable[[], None]]:
    """Meanwhile who commits waits, when all is logged, for a standby that never comes. Gives what waits for one to wait."""
    with psycopg.connect(cluster.url("postgres").replace("+psycopg", ""), autocommit=True) as server:

        def set_standby(names: str, commit: str) -> None:
            server.execute(sql.SQL("ALTER SYSTEM SET synchronous_standby_names = {}").format(names))
            server.execute(sql.SQL("ALTER SYSTEM SET synchronous_commit = {}").format(commit))
            server.execute("SELECT pg_reload_conf()")

        def wait() -> None:
            waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
            until = time.monotonic() + 30
            while server.execute(waiting).fetchone() == (0,):
                if time.monotonic() > until:
                    raise TimeoutError(waiting)

        set_standby("nobody", "on")
        try:
            yield wait
        finally:
            set_standby("", "off")


def start() -> Cluster:
    """Raises `NoServer` where the server's programs or a folder it may use are missing."""
    programs = _programs()
    end_abandoned(programs)
    folder = _folder()
    try:
        data = str(folder / "data")
        initdb = [str(programs / "initdb"), "--pgdata", data, "--username=postgres", "--auth=trust", "--encoding=UTF8"]
        _run(folder, [*initdb, "--locale=C", "--no-sync", "--no-instructions"])
        return _start(programs, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _start(programs: Path, folder: Path) -> Cluster:
    settings = folder / "data" / "postgresql.conf"
    given = settings.read_text()
    command = [str(programs / "pg_ctl"), "start", "--wait", "--silent", "--pgdata", str(folder / "data")]
    for attempt in range(3):  # somebody else may take the free port first
        port = _free_port()
        settings.write_text(given + SETTINGS.format(port=port, folder=folder))
        try:
            _run(folder, [*command, "--log", str(folder / "log")])
            return Cluster(programs, folder, port)
        except subprocess.CalledProcessError as error:
            if attempt == 2:
                raise RuntimeError((folder / "log").read_text()) from error
    raise AssertionError


def _programs() -> Path:
    """The newest server's folder; Debian keeps it out of PATH."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: float(path.parent.name))
    on_path = shutil.which("initdb")
    if on_path is None:
        raise NoServer("the PostgreSQL server programs are not installed; make setup installs them")
    return Path(on_path).resolve().parent


def _folder() -> Path:
    """A folder directly in a system temporary folder that the server's user can reach (the tests' own is private)."""
    for parent in (*scratch.parents(), "/tmp", "/var/tmp"):
        folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=parent))
        if os.geteuid() != 0:
            return folder
        try:
            shutil.chown(folder, "postgres", "postgres")
            _run(folder, ["test", "-w", str(folder)])
            return folder
        except (LookupError, subprocess.CalledProcessError):
            folder.rmdir()
    raise NoServer("no temporary folder that the user postgres can reach")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(folder: Path, command: list[str]) -> None:
    """As the user postgres when this is root, whom the server refuses; from a folder that user may stand in."""
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    variables = {"PATH": os.environ["PATH"] + ":/usr/sbin:/sbin", "LC_ALL": "C", "USER": getpass.getuser()}
    cwd = folder if os.access(folder, os.X_OK) else "/"
    subprocess.run(
        [*user, *command],
        check=True,
        cwd=cwd,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=120,
    )


def _stop(programs: Path, folder: Path) -> None:
    with contextlib.suppress(subprocess.CalledProcessError):  # it may have ended by itself
        command = [str(programs / "pg_ctl"), "stop", "--wait", "--silent", "--mode=immediate"]
        _run(folder, [*command, "--pgdata", str(folder / "data")])
    shutil.rmtree(folder, ignore_errors=True)


def end_abandoned(programs: Path) -> None:
    """Stops clusters whose test run died before it could; the folder's name holds that run's process id."""
    for folder in scratch.abandoned_folders(PREFIX):
        _stop(programs, folder)
