"""New stores at the price of a copy: one of each kind is made in every test process, the others copy it.

How the program makes a store is looked at in `tests/store/test_opening.py` and `tests/store/test_migrate.py`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, NullPool, create_engine, make_url

from app.store.engine import is_url, open_engine, sqlite_is_safe
from app.store.opening import create_store, open_store
from app.store.store import Store

Fill = Callable[[Store], None]


def leave_empty(store: Store) -> None:
    """The usual store: nothing is in it."""


def new_store(address: str, fill: Fill = leave_empty) -> Store:
    """As `create_store`, at a path that does not exist yet or in a database of the throwaway cluster that is empty or not
    there yet.

    `fill`, a function of a module, is called once in a test process and puts into the store what all copies begin with.
    """
    if is_url(address):
        name, server = make_url(address).database, _server(address)
        create = f"CREATE DATABASE {name} TEMPLATE {_database(server, fill)} {_strategy(server)}"
        _administer(server, f"DROP DATABASE IF EXISTS {name}", create)
    else:
        shutil.copy(_file(fill), address)
    if not sqlite_is_safe():
        return open_store(address)  # with the lock of its one writer
    return Store(address, open_engine(address))  # a copy of a store just made needs no look at what it is


@cache
def _file(fill: Fill) -> Path:
    """In the tests' home folder, which goes with them."""
    file = Path(tempfile.mkdtemp(dir=Path.home())) / "template.szpalta"
    _make(str(file), fill)
    return file


@cache
def _database(server: str, fill: Fill) -> str:
    """The template on a server."""
    name = f"szpalta_template_{fill.__name__}"
    _administer(server, f"CREATE DATABASE {name}")
    _make(make_url(server).set(database=name).render_as_string(hide_password=False), fill)
    return name


def _make(address: str, fill: Fill) -> None:
    store = create_store(address)
    fill(store)
    store.close()


def _server(url: str) -> str:
    return make_url(url).set(database="postgres").render_as_string(hide_password=False)


def _administer(server: str, *statements: str) -> None:
    with _administration(server).connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@cache
def _strategy(server: str) -> str:
    """Files are copied at half the price of the log; before PostgreSQL 15 there was no other way."""
    with _administration(server).connect() as connection:
        version = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one())
    return "STRATEGY FILE_COPY" if version >= 150_000 else ""


@cache
def _administration(server: str) -> Engine:
    return create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
