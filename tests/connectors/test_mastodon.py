"""Publishing on Mastodon: what goes out, what is proved when it goes wrong, and what a person gets to hear."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
import stamina
from PIL import Image

from app.connectors.base import (
    POST,
    Account,
    Attachment,
    Idempotency,
    NeedsReconnect,
    NotExecuted,
    Operation,
    OutcomeUnknown,
    Parcel,
    Receipt,
    Rejected,
    Step,
    StepKind,
    StillWorking,
)
from app.connectors.http import Http
from app.connectors.networks.mastodon import MastodonConnector
from app.system.clock import SetClock
from tests.fakes.connector_worlds import mastodon_account
from tests.fakes.mastodon_server import TOKEN, Fault, MastodonServer, mastodon_server
from tests.fakes.practice import MORNING, parcel

THE_POST = Step(POST, StepKind.PUBLISH, Idempotency.EXPIRING_KEY)


@dataclass
class World:
    server: MastodonServer
    connector: MastodonConnector
    account: Account
    clock: SetClock

    def publish(self, what: Parcel, refs: dict[str, str] | None = None) -> dict[str, Receipt]:
        """All steps, asking again while the server still works."""
        done: dict[str, Receipt] = {}
        known = dict(refs or {})
        for step in self.connector.steps(self.account, what):
            while step.name not in known:
                try:
                    done[step.name] = self.connector.perform(self.account, what, step, known)
                    known[step.name] = done[step.name].remote_id
                except StillWorking as wait:
                    assert wait.retry_after
        return done

    def texts(self) -> list[str]:
        return [status.text for status in self.server.state.own]

    def try_post(self, what: Parcel) -> Exception:
        with pytest.raises(Exception) as caught:
            self.connector.perform(self.account, what, THE_POST, {})
        return caught.value


@pytest.fixture
def world() -> Iterator[World]:
    clock = SetClock(MORNING)
    stamina.set_testing(True, attempts=3, cap=True)
    with mastodon_server(clock.now) as server, closing(Http(clock.now, time.monotonic, proxy="")) as http:
        connector = MastodonConnector(http)
        yield World(server, connector, mastodon_account(connector, server), clock)
    stamina.set_testing(False)


@pytest.fixture
def picture(tmp_path: Path) -> Attachment:
    path = tmp_path / "ab.png"
    path.write_bytes(b"\x89PNG picture")
    return Attachment(path, "image/png", "ab" * 32, "Kubek na stole")


def test_who_it_is_and_what_the_server_allows(world: World):
    known = world.connector.identify(world.account)
    assert (known.external_id, known.handle, known.name) == ("1", "@palarnia@" + world.server.url[7:], "Palarnia")
    assert known.missing_rights == ()
    assert known.facts["max_characters"] == 500
    assert known.facts["mime_types"] == ["image/jpeg", "image/png", "image/webp", "video/mp4"]
    can = world.connector.capabilities_for(replace(world.account, facts=known.facts))
    assert can.classes[Operation.PUBLISH] is Idempotency.EXPIRING_KEY
    assert can.key_lasts == timedelta(hours=1)


@pytest.mark.parametrize(
    ("software", "version"),
    [("gotosocial", "0.17.0+git-1"), ("?", "4.5.2"), ("mastodon", "2.7.2 (compatible; Pleroma 2.6.0)")],
)
def test_only_software_known_to_honour_keys_is_trusted_with_them(world: World, software: str, version: str):
    world.server.software, world.server.version = software, version
    known = world.connector.identify(world.account)
    can = world.connector.capabilities_for(replace(world.account, facts=known.facts))
    assert can.classes[Operation.PUBLISH] is Idempotency.READABLE
    assert can.key_lasts is None


def test_an_older_way_of_telling_limits_is_understood(world: World):
    world.server.forbidden = {"instance"}
    known = world.connector.identify(world.account)
    assert (known.facts["max_characters"], known.facts["max_media"]) == (5000, 4)


def test_a_server_nobody_has_asked_is_not_trusted_with_keys(world: World):
    can = world.connector.capabilities_for(replace(world.account, facts={}))
    assert can.classes[Operation.PUBLISH] is Idempotency.READABLE


def test_missing_rights_are_named(world: World):
    world.server.scopes = ("read", "write:statuses")
    assert world.connector.identify(world.account).missing_rights == ("write:media",)


def test_pictures_go_out_with_their_alt_texts_in_order(world: World, picture: Attachment):
    second = replace(picture, alt_text="Młynek")
    done = world.publish(parcel("Nowa mieszanka", format="carousel", attachments=(picture, second)))
    assert list(done) == ["media:0", "media:1", "ready", POST]
    status = world.server.state.own[0]
    assert [world.server.state.media[number]["description"] for number in status.media] == ["Kubek na stole", "Młynek"]


def test_a_video_waits_until_the_server_is_done(world: World, tmp_path: Path):
    """PUB-12."""
    world.server.state.slow_files = 2
    path = tmp_path / "cd.mp4"
    path.write_bytes(b"film")
    film = Attachment(path, "video/mp4", "cd" * 32, "")
    world.publish(parcel("Film", format="video", attachments=(film,)))
    assert sum(path.startswith("/api/v1/media/") for _, path, _ in world.server.asked) == 3
    assert len(world.texts()) == 1


def test_a_thread_with_its_comment_hangs_together(world: World):
    done = world.publish(parcel("Raz\n---\nDwa\n---\nTrzy", first_comment="Sklep: https://sklep.example"))
    assert list(done) == [POST, "thread:1", "thread:2", "comment"]
    ids = [receipt.remote_id for receipt in done.values()]
    assert [status.reply_to for status in world.server.state.own] == [None, ids[0], ids[1], ids[0]]
    assert world.texts() == ["Raz", "Dwa", "Trzy", "Sklep: https://sklep.example"]
    keys = [headers["Idempotency-Key"] for method, path, headers in world.server.asked if path == "/api/v1/statuses"]
    assert keys == ["key-1", "key-1-thread:1", "key-1-thread:2", "key-1-comment"]


def test_a_thread_goes_on_where_it_stopped(world: World):
    """PUB-11."""
    first = world.publish(parcel("Raz"))[POST]
    world.publish(parcel("Raz\n---\nDwa"), {POST: first.remote_id})
    assert world.texts() == ["Raz", "Dwa"]


def test_a_link_is_added_once(world: World):
    world.publish(parcel("Nowość", format="link", link="https://sklep.example/a"))
    world.publish(parcel("Nowość https://sklep.example/a", key="k2", format="link", link="https://sklep.example/a"))
    assert world.texts() == ["Nowość\n\nhttps://sklep.example/a", "Nowość https://sklep.example/a"]


def test_a_repeated_key_is_one_post_while_the_server_remembers(world: World):
    first = world.publish(parcel())[POST]
    assert world.publish(parcel())[POST] == first
    world.clock.advance(timedelta(minutes=61))
    assert world.publish(parcel())[POST] != first
    world.server.state.honours_keys = False
    world.publish(parcel())
    assert len(world.texts()) == 3


@pytest.mark.parametrize("kind", ["lost", "gone", "cut", "html", "huge", "500", "503", "429", "429-done"])
def test_what_is_not_proved_is_unknown(world: World, kind: str):
    """PUB-07, PUB-08, PT-12."""
    world.server.faults = [Fault(kind)]
    problem = world.try_post(parcel())
    assert type(problem) is OutcomeUnknown
    assert len(world.texts()) == (1 if kind in ("lost", "cut", "huge", "500", "429-done") else 0)


def test_nobody_there_is_proved_not_sent(world: World):
    away = replace(world.account, base_url="http://127.0.0.1:1")
    with pytest.raises(NotExecuted) as caught:
        world.connector.perform(away, parcel(), THE_POST, {})
    assert caught.value.code == "network.unreachable"


def test_a_revoked_key_wants_the_profile_connected_again(world: World):
    world.server.revoked = True
    assert isinstance(world.try_post(parcel()), NeedsReconnect)
    with pytest.raises(NeedsReconnect) as caught:
        world.connector.identify(world.account)
    assert caught.value.data["reason"] == "The access token was revoked"


def test_no_key_at_all_asks_nobody(world: World):
    before = len(world.server.asked)
    with pytest.raises(NeedsReconnect):
        world.connector.perform(replace(world.account, secret=None), parcel(), THE_POST, {})
    assert len(world.server.asked) == before


def test_the_server_says_why_it_refuses(world: World):
    world.server.max_characters = 10
    problem = world.try_post(parcel("Dłuższe niż dziesięć"))
    assert type(problem) is Rejected
    assert problem.data["reason"] == "Validation failed: Text character limit of 10 exceeded"


def test_what_the_server_would_refuse_is_refused_before_anything_goes_out(world: World, picture: Attachment):
    before = len(world.server.asked)
    for wrong in (
        parcel("Raz\n---\n" + "a" * 501),
        parcel(format="story"),
        parcel(format="image", attachments=(replace(picture, mime="image/tiff"),)),
        parcel(format="image", attachments=(replace(picture, alt_text="a" * 1501),)),
        parcel(format="image", attachments=(picture,) * 5),
        parcel(format="video", attachments=(picture, replace(picture, mime="video/mp4"))),
        parcel(" "),
        parcel("a", first_comment="a" * 501),
    ):
        with pytest.raises(Rejected):
            world.connector.steps(world.account, wrong)
    assert len(world.server.asked) == before
    world.connector.steps(world.account, parcel("a" * 470 + " https://example.com/" + "b" * 500))
    world.connector.steps(world.account, parcel("a" * 490 + " @ania@example.social"))


def test_a_file_that_is_gone_is_named(world: World, picture: Attachment):
    picture.path.unlink()
    with pytest.raises(Rejected) as caught:
        world.publish(parcel(format="image", attachments=(picture,)))
    assert caught.value.code == "media.file_gone"


@pytest.mark.parametrize("kind", ["lost", "503", "429", "html", "500"])
def test_a_file_may_be_sent_again(world: World, picture: Attachment, kind: str):
    world.server.faults = [Fault(kind, path="/api/v2/media")]
    with pytest.raises(NotExecuted):
        world.publish(parcel(format="image", attachments=(picture,)))
    world.publish(parcel(format="image", attachments=(picture,)))
    assert len(world.texts()) == 1


def test_the_server_waits_with_a_post_and_gives_it_back(world: World):
    at = MORNING + timedelta(hours=3)
    receipt = world.connector.schedule(world.account, parcel(), at, {})
    assert receipt.at == at
    assert [post.remote_id for post in world.connector.scheduled(world.account)] == [receipt.remote_id]
    assert world.connector.schedule(world.account, parcel(), at, {}) == receipt
    world.connector.unschedule(world.account, receipt.remote_id)
    assert world.connector.scheduled(world.account) == ()
    with pytest.raises(Rejected) as caught:
        world.connector.unschedule(world.account, receipt.remote_id)
    assert caught.value.code == "schedule.gone"
    assert world.texts() == []


def test_what_cannot_wait_at_the_server_is_said(world: World):
    at = MORNING + timedelta(hours=3)
    for wrong in (parcel("Raz\n---\nDwa"), parcel(first_comment="a")):
        with pytest.raises(Rejected) as caught:
            world.connector.schedule(world.account, wrong, at, {})
        assert caught.value.code == "mastodon.schedule_whole"
    with pytest.raises(Rejected):
        world.connector.schedule(world.account, parcel(), MORNING + timedelta(minutes=1), {})


def test_many_waiting_posts_are_all_listed(world: World):
    for number in range(45):
        world.connector.schedule(world.account, parcel(key=f"k{number}"), MORNING + timedelta(hours=3), {})
    assert len(world.connector.scheduled(world.account)) == 45


def test_an_edit_keeps_the_files_and_changes_the_alt_text(world: World, picture: Attachment):
    what = parcel("Stary", format="image", attachments=(picture,))
    post = world.publish(what)[POST]
    world.connector.edit(
        world.account, post.remote_id, replace(what, text="Nowy", attachments=(replace(picture, alt_text="Kot"),))
    )
    status = world.server.state.own[0]
    assert (status.text, len(status.media)) == ("Nowy", 1)
    assert world.server.state.media[status.media[0]]["description"] == "Kot"


def test_a_deleted_post_is_gone_and_deleting_again_is_no_error(world: World):
    post = world.publish(parcel())[POST]
    world.connector.delete(world.account, post.remote_id)
    world.connector.delete(world.account, post.remote_id)
    assert world.texts() == []
    world.server.revoked = True
    with pytest.raises(NeedsReconnect):
        world.connector.delete(world.account, post.remote_id)


@pytest.mark.parametrize("kind", ["lost", "gone", "500", "503"])
def test_whether_a_post_has_gone_is_unknown_when_the_answer_was_lost(world: World, kind: str):
    post = world.publish(parcel())[POST]
    path = f"/api/v1/statuses/{post.remote_id}"
    world.server.faults = [Fault(kind, "DELETE", path)]
    with pytest.raises(OutcomeUnknown):
        world.connector.delete(world.account, post.remote_id)
    world.connector.delete(world.account, post.remote_id)
    assert world.texts() == []


def test_a_server_that_asks_to_wait_has_taken_nothing_back(world: World):
    post = world.publish(parcel())[POST]
    world.server.faults = [Fault("429", "DELETE", f"/api/v1/statuses/{post.remote_id}")]
    with pytest.raises(NotExecuted):
        world.connector.delete(world.account, post.remote_id)
    assert len(world.texts()) == 1


def test_the_server_comes_from_the_name_of_the_profile(world: World):
    account = Account(1, "mastodon", "@palarnia@127.0.0.1:1", None, {"token": TOKEN})
    with pytest.raises(NotExecuted) as problem:
        world.connector.perform(account, parcel(), THE_POST, {})
    assert problem.value.data["host"] == "127.0.0.1"
    with pytest.raises(NeedsReconnect) as caught:
        world.connector.perform(replace(account, handle="palarnia"), parcel(), THE_POST, {})
    assert caught.value.code == "mastodon.no_server"


def test_a_picture_larger_than_the_server_takes_is_made_to_fit(world: World, picture: Attachment):
    Image.effect_noise((600, 400), 90).convert("RGB").save(picture.path, "PNG")
    before = picture.path.read_bytes()
    limit = 50_000
    assert len(before) > limit
    account = replace(world.account, facts={**world.account.facts, "image_bytes": limit})
    made = parcel("Kawa", format="image", attachments=(picture,))
    world.connector.perform(account, made, world.connector.steps(account, made)[0], {})
    assert 0 < world.server.state.sizes[-1] <= limit
    assert picture.path.read_bytes() == before
