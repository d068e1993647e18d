"""A Bluesky account, and pictures to publish."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from PIL import Image

from app.connectors.base import Account, Attachment
from app.connectors.http import Http
from app.connectors.networks.bluesky import BlueskyConnector
from app.system.clock import SetClock
from tests.connectors.bluesky.world import World
from tests.fakes.bluesky_server import DID, HANDLE, PASSWORD, BlueskyServer
from tests.fakes.connector_worlds import kept_secret
from tests.fakes.practice import MORNING


@pytest.fixture
def world() -> Iterator[World]:
    with ExitStack() as ending:
        clock = SetClock(MORNING)
        server = ending.enter_context(closing(BlueskyServer(clock.now)))
        http = ending.enter_context(closing(Http(clock.now, time.monotonic, proxy="")))
        account = Account(1, "bluesky", HANDLE, server.url, {"password": PASSWORD}, DID, renew=kept_secret())
        yield World(clock, server, BlueskyConnector(http, clock.now), account)


@pytest.fixture
def photo(tmp_path: Path) -> Callable[[str, tuple[int, int]], Attachment]:
    def make(alt: str, size: tuple[int, int] = (40, 30)) -> Attachment:
        path = tmp_path / f"{alt}.png"
        Image.new("RGB", size).save(path)
        return Attachment(path, "image/png", "ab" * 32, alt)

    return make
