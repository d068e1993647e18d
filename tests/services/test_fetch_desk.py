"""Fetching in a process of its own: how far it is comes here, and stopping it arrives there between two calls."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from app.domain.networks import Connection, Network
from app.domain.syncing import SyncStep
from app.services.many_profiles import Progress
from app.services.profiles import NewProfile
from app.system.child import run_stoppable
from tests.fakes.mastodon_server import TOKEN, mastodon_server
from tests.fakes.offices import open_office


class Enough(Exception):
    """The person pressed stop."""


def _note_the_stop(file: str, *, progress: Progress, cancel: Callable[[], bool]) -> None:
    """Works until it is asked to stop, and writes down that it was."""
    Path(file).write_text("works")
    while not cancel():
        progress(0.5, None)
        time.sleep(0.01)
    Path(file).write_text("stopped")


def _hear_nothing(*, progress: Progress, cancel: Callable[[], bool]) -> None:
    time.sleep(600)


def test_stopping_arrives_in_the_child_which_ends_by_itself(tmp_path: Path) -> None:
    file = tmp_path / "told"

    def report(share: float | None, step: SyncStep | None) -> None:
        if share == 0.5:
            raise Enough

    with pytest.raises(Enough):
        run_stoppable(partial(_note_the_stop, str(file)), report, patience=60)
    assert file.read_text() == "stopped"


@pytest.mark.usefixtures("children_are_warm")
def test_a_child_that_does_not_listen_is_ended(tmp_path: Path) -> None:
    def report(share: float | None, step: SyncStep | None) -> None:
        raise Enough

    begun = time.monotonic()
    with pytest.raises(Enough):
        run_stoppable(_hear_nothing, report, patience=0.2)
    assert time.monotonic() - begun < 300


@pytest.mark.usefixtures("children_are_warm")
def test_every_profile_says_how_far_it_is(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    heard: list[tuple[float | None, SyncStep | None]] = []
    numbers = [row.id for row in office.app.fetch_desk.fetchable(office.owner).mine]
    reports = office.app.fetch_desk.fetch(office.owner, numbers, lambda *told: heard.append(told))
    assert [(row.profile_id, row.error) for row in reports] == [(number, None) for number in numbers]
    last = {step.profile_id: step for _, step in heard if step is not None}
    assert {number: (last[number].part, last[number].share) for number in numbers} == dict.fromkeys(
        numbers, ("done", 1.0)
    )
    assert heard[-1][0] == 1.0
    office.app.close()


@pytest.mark.usefixtures("children_are_warm")
def test_an_access_key_opened_here_is_opened_there_too(tmp_path: Path) -> None:
    """The child has a keyring of its own that knows nothing, as a key of this session only or a passphrase would have."""
    office = open_office(tmp_path)
    with mastodon_server(office.clock.now) as server:
        server.state.add(server.state.handle, "Dzień dobry")
        new = NewProfile(office.facebook.brand_id, Network.MASTODON, "Piekarnia", "@palarnia", Connection.NONE)
        profile = office.app.profiles.add_profile(office.owner, new)
        office.app.connecting.connect(office.owner, profile.id, {"token": TOKEN}, base_url=server.url)
        (report,) = office.app.fetch_desk.fetch(office.owner, [profile.id], lambda share, step: None)
        assert (report.error, report.skipped, report.posts_new) == (None, None, 1)
    office.app.close()
