"""Small servers of Mastodon's API: what they leave out or do in their own way must not cost a post."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
import stamina

from app.connectors.base import Account, Attachment, Idempotency, NeedsReconnect, Operation, ReadFailed, Rejected
from app.connectors.http import Http
from app.connectors.networks.mastodon import MastodonConnector
from app.system.clock import SetClock
from tests.fakes.connector_worlds import mastodon_account
from tests.fakes.mastodon_server import MastodonServer, mastodon_server
from tests.fakes.practice import MORNING, parcel


@dataclass
class World:
    server: MastodonServer
    connector: MastodonConnector
    account: Account
    clock: SetClock


@pytest.fixture
def world() -> Iterator[World]:
    clock = SetClock(MORNING)
    stamina.set_testing(True, attempts=3, cap=True)
    told = {"small": True, "software": "snac", "version": "4.0.0 (not true; really snac/2.96)"}
    with mastodon_server(clock.now, **told) as server, closing(Http(clock.now, time.monotonic, proxy="")) as http:
        connector = MastodonConnector(http)
        account = mastodon_account(connector, server)
        yield World(server, connector, account, clock)
    stamina.set_testing(False)


def test_keys_and_waiting_posts_are_not_left_to_it(world: World):
    able = world.connector.capabilities_for(world.account)
    assert able.classes[Operation.PUBLISH] is Idempotency.READABLE
    assert Operation.SCHEDULE not in able.classes and able.schedule_from is None
    with pytest.raises(Rejected) as caught:
        world.connector.schedule(world.account, parcel(), MORNING + timedelta(hours=1), {})
    assert caught.value.code == "mastodon.keeps_no_posts"
    assert world.server.state.own == []


@pytest.mark.parametrize(("mime", "name"), [("video/mp4", "0.mp4"), ("image/png", "0.png")])
def test_a_file_is_called_after_its_kind(world: World, tmp_path: Path, mime: str, name: str):
    """They tell the kind by the name alone, and media of a workspace have no endings: a film would be a file to download."""
    file = tmp_path / "143dd574a997"
    file.write_bytes(b"film")
    what = replace(parcel("Kawa"), format="video", attachments=(Attachment(file, mime, "a", "Kubek"),))
    world.connector.perform(world.account, what, world.connector.steps(world.account, what)[0], {})
    assert world.server.state.names == [name]


def test_a_picture_goes_out_although_nobody_can_ask_about_it(world: World, tmp_path: Path):
    file = tmp_path / "a.png"
    file.write_bytes(b"picture")
    what = replace(parcel("Kawa"), format="image", attachments=(Attachment(file, "image/png", "a", "Kubek"),))
    refs: dict[str, str] = {}
    for step in world.connector.steps(world.account, what):
        refs[step.name] = world.connector.perform(world.account, what, step, refs).remote_id
    assert [world.server.state.media[number]["description"] for number in world.server.state.own[0].media] == ["Kubek"]


@pytest.mark.parametrize("text", ["**Kawa** i *mleko*", "> cytat\nreszta", "# Kawa\nsnake_case `kod`"])
def test_a_text_read_as_markdown_comes_back_as_it_was_written(world: World, text: str):
    world.server.state.add("palarnia", text)
    assert [post.text for post in world.connector.recent_posts(world.account, MORNING)] == [text]


@pytest.mark.parametrize(("deaf", "listed"), [(False, 95), (True, 40)])
def test_lists_go_on_without_a_link_and_end(world: World, deaf: bool, listed: int):
    world.server.deaf_to_max_id = deaf
    for number in range(95):
        world.server.state.add("palarnia", f"Post {number}")
    found = [post.text for post in world.connector.recent_posts(world.account, MORNING)]
    assert found == [f"Post {number}" for number in range(94, 94 - listed, -1)]


def test_a_wrong_key_wants_the_profile_connected_again(world: World):
    world.server.revoked = True
    with pytest.raises(NeedsReconnect):
        world.connector.identify(world.account)


def test_a_server_that_deletes_nothing_is_not_believed(world: World):
    status = world.server.state.add("palarnia", "Kawa")
    world.server.takes_back = False
    with pytest.raises(Rejected) as caught:
        world.connector.delete(world.account, status.id)
    assert caught.value.code == "mastodon.takes_nothing_back"
    world.server.state.statuses.clear()
    world.connector.delete(world.account, status.id)


def test_an_edit_tells_the_new_id_of_the_post(world: World):
    status = world.server.state.add("palarnia", "Kawa")
    world.server.renames = True
    before = status.id
    receipt = world.connector.edit(world.account, before, parcel("Mleko"))
    assert (receipt.remote_id, receipt.remote_id == before) == (status.id, False)
    world.connector.delete(world.account, receipt.remote_id)
    assert world.server.state.own == []


def test_a_web_server_of_another_kind_is_no_wrong_key(world: World):
    elsewhere = replace(world.account, base_url=f"{world.server.url}/elsewhere")
    with pytest.raises(ReadFailed) as caught:
        world.connector.identify(elsewhere)
    assert caught.value.code == "mastodon.not_here"
