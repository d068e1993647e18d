"""What every test runs in: no network, display, home folder or keyring of the machine it runs on."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from app.system.passphrase import PassphraseLock
from tests.fakes import compiled, network_guard, postgres, scratch

HOME_FOLDERS = {
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": ".run",
}
FOLDER = pytest.StashKey[Path]()
LONGEST = {"test_wheel.py", "test_journey.py"}
"""They begin: at the end one core would wait for them."""


def pytest_configure(config: pytest.Config) -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program has it
    folder = config.stash[FOLDER] = scratch.new_folder()
    home = folder / "home"
    config.option.basetemp = config.option.basetemp or str(folder / "t")
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]  # a person's own PostgreSQL settings
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "LC_ALL", "LANGUAGE"):
        os.environ.pop(name, None)
    for name, folder in HOME_FOLDERS.items():
        (home / folder).mkdir(parents=True, mode=0o700)
        os.environ[name] = str(home / folder)
    os.environ |= {"HOME": str(home), "USERPROFILE": str(home), "LANG": "C.UTF-8"}
    os.environ |= {"QT_QPA_PLATFORM": "offscreen"}
    os.environ |= {"PYTHON_KEYRING_BACKEND": "tests.fakes.memory_keyring.MemoryKeyring"}
    network_guard.install()
    compiled.share()


def pytest_unconfigure(config: pytest.Config) -> None:
    if processes := sys.modules.get("multiprocessing.util"):
        processes._run_finalizers()  # it has a folder of its own in ours, which it would look for at the end
    shutil.rmtree(config.stash[FOLDER], ignore_errors=True)


def pytest_collection_finish() -> None:
    """The collector need not look at the tests and their modules over and over again, nor often at all that lives long: after
    a freeze it counts that as little, and would do so every other test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], 1000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in LONGEST)
    for item in items:
        if "postgres_cluster" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.postgres)


@pytest.fixture(autouse=True)
def stays_on_this_machine() -> Iterator[None]:
    """Fails a test that tried to leave, also where the code under test swallowed the refusal."""
    network_guard.refused.clear()
    yield
    if network_guard.refused:
        pytest.fail("tried to leave this machine: " + "; ".join(network_guard.refused))


@pytest.fixture(autouse=True)
def empty_keyring() -> Iterator[None]:
    """No test finds a secret that another one kept."""
    yield
    if keyring := sys.modules.get("tests.fakes.memory_keyring"):
        keyring.MemoryKeyring.secrets.clear()


@pytest.fixture
def quick_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """New passphrases cost next to nothing; `tests/system/test_key_keeper.py` looks at what they cost otherwise."""
    monkeypatch.setattr(
        "app.system.key_keeper.PassphraseLock", lambda salt, key_id: PassphraseLock(salt, key_id, 1, 64, 1)
    )


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[postgres.Cluster]:
    """The throwaway server, started by the first test that asks. Under CI=true its absence is a failure."""
    try:
        cluster = postgres.start()
    except postgres.NoServer as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(str(reason))
        pytest.skip(str(reason))
    yield cluster
    cluster.stop()


@pytest.fixture
def postgres_names(postgres_cluster: postgres.Cluster) -> Iterator[Iterator[str]]:
    """Names of databases that are not there; those given out are dropped after the test."""
    given: list[str] = []

    def names() -> Iterator[str]:
        for number in count(1):
            given.append(f"szpalta_{number}")
            yield given[-1]

    yield names()
    for name in given:
        postgres_cluster.drop(name)


@pytest.fixture
def new_postgres_url(postgres_cluster: postgres.Cluster, postgres_names: Iterator[str]) -> Callable[[], str]:
    """Each call makes an empty database and returns its store address; all are dropped after the test."""
    return lambda: postgres_cluster.create(next(postgres_names))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def any_store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A store address where nothing is yet, for `new_store`: the test runs once on each database."""
    if request.param == "sqlite":
        return str(tmp_path / "workspace.szpalta")
    cluster: postgres.Cluster = request.getfixturevalue("postgres_cluster")
    return cluster.url(next(request.getfixturevalue("postgres_names")))


@pytest.fixture
def any_empty_url(request: pytest.FixtureRequest, any_store_url: str) -> str:
    """As `any_store_url`, for those who make a store themselves: on PostgreSQL in an empty database."""
    if "://" not in any_store_url:
        return any_store_url
    create: Callable[[], str] = request.getfixturevalue("new_postgres_url")
    return create()
