"""The surroundings every other test relies on."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

import keyring
import psycopg
import pytest

from tests.fakes import network_guard, postgres


def test_home_and_its_folders_are_temporary() -> None:
    temporary = Path(tempfile.gettempdir())
    assert Path.home().is_relative_to(temporary)
    assert Path(os.environ["XDG_DATA_HOME"]).is_relative_to(Path.home())


def test_secrets_stay_in_memory() -> None:
    keyring.set_password("szpalta", "anna", "tajne")
    assert type(keyring.get_keyring()).__name__ == "MemoryKeyring"
    assert keyring.get_password("szpalta", "anna") == "tajne"


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80)])
def test_a_connection_to_elsewhere_is_refused(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as opened, pytest.raises(network_guard.NetworkRefused):
        opened.connect(address)
    assert len(network_guard.refused) == 1
    network_guard.refused.clear()


def test_a_look_up_of_another_name_is_refused() -> None:
    with pytest.raises(network_guard.NetworkRefused):
        socket.getaddrinfo("szpalta.example", 443)
    network_guard.refused.clear()


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
        assert socket.getaddrinfo("localhost", server.getsockname()[1])
    assert network_guard.refused == []


def test_each_postgresql_address_is_a_new_database_in_utf8(new_postgres_url: Callable[[], str]) -> None:
    first, second = (url.replace("+psycopg", "") for url in (new_postgres_url(), new_postgres_url()))
    with psycopg.connect(first) as one, psycopg.connect(second) as other:
        one.execute("CREATE TABLE word (text TEXT)")
        one.execute("INSERT INTO word VALUES ('Zażółć gęślą jaźń')")
        assert one.execute("SELECT text FROM word").fetchone() == ("Zażółć gęślą jaźń",)
        assert other.execute("SELECT count(*) FROM pg_tables WHERE tablename = 'word'").fetchone() == (0,)


def test_a_store_test_runs_on_both_databases(any_store_url: str) -> None:
    assert any_store_url.startswith("postgresql+psycopg://postgres@127.0.0.1:") or not Path(any_store_url).exists()


def test_only_clusters_of_runs_that_died_are_ended(
    postgres_cluster: postgres.Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    living, dead = (tmp_path / f"{postgres.PREFIX}{owner}-x" for owner in (os.getpid(), 2**30))
    living.mkdir()
    dead.mkdir()
    postgres.end_abandoned(postgres_cluster.programs)
    assert living.exists()
    assert not dead.exists()
