"""New, empty stores at the price of a copy: the program makes one of each kind in every test process, the others copy it.

How the program makes a store is looked at in `tests/store/test_opening.py` and `tests/store/test_migrate.py`.
"""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import create_engine, make_url

from app.store.engine import is_url
from app.store.opening import create_store, open_store
from app.store.store import Store

TEMPLATE = "szpalta_template"


def new_store(address: str) -> Store:
    """As `create_store`, at a path that does not exist yet or in an empty database of the throwaway cluster."""
    if is_url(address):
        _copy_database(address)
    else:
        shutil.copy(_file(), address)
    return open_store(address)


@cache
def _file() -> Path:
    """In the tests' home folder, which goes with them."""
    file = Path(tempfile.mkdtemp(dir=Path.home())) / "template.szpalta"
    create_store(str(file)).close()
    return file


def _copy_database(url: str) -> None:
    name = make_url(url).database
    _administer(url, f"DROP DATABASE {name}", f"CREATE DATABASE {name} TEMPLATE {_database(_server(url))}")


@cache
def _database(server: str) -> str:
    """The template on a server."""
    _administer(server, f"CREATE DATABASE {TEMPLATE}")
    create_store(make_url(server).set(database=TEMPLATE).render_as_string(hide_password=False)).close()
    return TEMPLATE


def _server(url: str) -> str:
    return make_url(url).set(database="postgres").render_as_string(hide_password=False)


def _administer(url: str, *statements: str) -> None:
    engine = create_engine(_server(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()
