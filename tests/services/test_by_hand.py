"""Publishing by hand: at its time a post waits for a person, who takes it along and says where it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from app.domain.content import Post
from app.domain.delivery import DeliveryState, Resolution
from app.domain.errors import BadInput, NotFound, NotPermitted, Refused
from app.domain.handing_over import HandedPost, check_post_link
from app.domain.networks import Connection, Network
from app.domain.people import Actor
from app.domain.published import SeenPost
from app.domain.workflow import PostState
from app.services.by_hand import ByHandService
from app.services.outbound import Outbound
from app.system.words import Words
from tests.fakes.desk import HOUR, NOON, Desk, new_desk

D = DeliveryState
LINK = "https://www.facebook.com/jesion/posts/7"
WORDS = Words("en")


class Phone:
    """Stands for the small server."""

    def __init__(self, post: HandedPost, address: str) -> None:
        self.post, self.address = post, address
        self.url, self.ends_at, self.is_open = f"http://{address}/x/", NOON, True

    def qr_svg(self) -> str:
        return "<svg/>"

    def qr_text(self) -> str:
        return ""

    def close(self) -> None:
        self.is_open = False


def service(desk: Desk) -> ByHandService:
    outbound = Outbound(
        desk.store,
        connector_for=desk._connector_for,
        account_for=lambda profile: pytest.fail("nobody is asked"),
        media_path=lambda sha256: desk.folder / sha256,
    )
    return ByHandService(
        desk.store,
        desk.clock,
        desk.delivery_steps,
        desk.settling,
        outbound,
        open_phone=lambda post, address, words: Phone(post, address),
        addresses=lambda: ("192.168.1.7",),
    )


@pytest.fixture
def desk(any_store_url: str, tmp_path: Path) -> Iterator[Desk]:
    made = new_desk(any_store_url, tmp_path, profiles=0)
    made.profile(Network.FACEBOOK, "jesion", connection=Connection.BY_HAND)
    yield made
    made.close()


def handed(desk: Desk, text: str = "Nowa mieszanka", **values: object) -> Post:
    """A post whose time has come."""
    post = desk.scheduled(text, desk.clock.now() + HOUR, **values)
    desk.clock.advance(HOUR)
    desk.publishing.publish_due()
    return post


# at its time
def test_at_its_time_it_waits_for_a_person_and_not_before(desk: Desk):
    post = desk.scheduled("Nowa mieszanka", desk.clock.now() + HOUR)
    desk.publishing.publish_due()
    assert service(desk).waiting(desk.editor) == []
    desk.clock.advance(HOUR)
    desk.publishing.publish_due()
    (waiting,) = service(desk).waiting(desk.editor)
    assert (waiting.id, waiting.state, waiting.reason) == (desk.delivery(post).id, D.NEEDS_HUMAN, "by_hand")


def test_it_is_handed_over_once_however_often_publishing_runs(desk: Desk):
    post = handed(desk)
    for _ in range(3):
        desk.clock.advance(timedelta(days=1))
        desk.publishing.publish_due()
    assert desk.attempts(desk.delivery(post)) == ["unknown"]


def test_the_link_ends_it_as_published_by_whoever_said_so(desk: Desk):
    post = handed(desk)
    sent = service(desk).done(desk.editor, desk.delivery(post).id, f" {LINK} ")
    shown = desk.post(post)
    assert (sent.state, sent.remote_url) == (D.SENT, LINK)
    assert (shown.state, shown.variants[0].remote_url) == (PostState.PUBLISHED, LINK)
    with desk.store.read() as work:
        entries = work.history.of("delivery", sent.id)
    last = max(entries, key=lambda entry: entry.id)
    assert (last.action, last.actor_id) == ("sent", desk.editor.member.id)
    assert desk.chain_is_whole()


@pytest.mark.parametrize("late", [timedelta(hours=-1), timedelta(hours=5)])
def test_it_can_be_published_before_its_time_and_after_it_was_put_on_hold(desk: Desk, late: timedelta):
    post = desk.scheduled("Nowa mieszanka", desk.clock.now() + 2 * HOUR)
    desk.clock.advance(2 * HOUR + late)
    desk.publishing.publish_due()
    before = desk.delivery(post)
    assert before.state is (D.SCHEDULED if late < timedelta(0) else D.HELD)
    sent = service(desk).done(desk.editor, before.id, LINK)
    assert (sent.state, sent.owner, sent.lease_until) == (D.SENT, None, None)
    assert desk.post(post).state is PostState.PUBLISHED
    assert desk.attempts(sent) == ["ok"]
    desk.clock.advance(timedelta(days=1))
    assert desk.publishing.publish_due().ids == {}


def test_left_out_or_handed_over_again(desk: Desk):
    post = handed(desk)
    number = desk.delivery(post).id
    desk.settling.resolve(desk.editor, number, Resolution.SEND_AGAIN, "jeszcze raz")
    desk.publishing.publish_due()
    assert desk.delivery(post).state is D.NEEDS_HUMAN
    desk.settling.resolve(desk.editor, number, Resolution.LEAVE, "nie ukaże się")
    assert desk.delivery(post).state is D.SKIPPED


def test_done_twice_is_refused(desk: Desk):
    post = handed(desk)
    number = desk.delivery(post).id
    service(desk).done(desk.editor, number, LINK)
    with pytest.raises(Refused) as refusal:
        service(desk).done(desk.editor, number, LINK)
    assert refusal.value.code == "by_hand.not_waiting"


def test_only_who_may_decide_says_that_it_is_out(desk: Desk):
    post = handed(desk)
    with pytest.raises(NotPermitted):
        service(desk).done(desk.viewer, desk.delivery(post).id, LINK)
    with pytest.raises(Refused):
        service(desk).done(Actor(instance="agent"), desk.delivery(post).id, LINK)
    assert desk.delivery(post).state is D.NEEDS_HUMAN


def test_what_the_program_publishes_is_not_ended_by_hand(desk: Desk):
    practice = desk.profile(Network.LINKEDIN)
    post = desk.scheduled("Na LinkedIn", desk.clock.now() + HOUR, profile_ids=(practice.id,))
    with pytest.raises(Refused) as refusal:
        service(desk).done(desk.editor, desk.delivery(post).id, "https://www.linkedin.com/posts/1")
    assert refusal.value.code == "by_hand.not_by_hand"


@pytest.mark.parametrize(
    ("network", "given", "code"),
    [
        (Network.INSTAGRAM, None, "link.missing"),
        (Network.INSTAGRAM, "  ", "link.missing"),
        (Network.INSTAGRAM, "instagram.com/p/1", "link.invalid"),
        (Network.INSTAGRAM, "https://a:b@instagram.com/p/1", "link.invalid"),
        (Network.INSTAGRAM, "https://[instagram.com/p/1", "link.invalid"),
        (Network.INSTAGRAM, "https://facebook.com/p/1", "link.other_network"),
        (Network.INSTAGRAM, "https://instagram.com.example.org/p/1", "link.other_network"),
        (Network.INSTAGRAM, "https://instagram.com/", "link.of_profile"),
        (Network.MASTODON, "https://mastodon.example", "link.of_profile"),
    ],
)
def test_a_link_that_cannot_be_the_post(network: Network, given: str | None, code: str):
    with pytest.raises(BadInput) as failure:
        check_post_link(network, given)
    assert failure.value.code == code


@pytest.mark.parametrize(
    ("network", "link"),
    [
        (Network.FACEBOOK, LINK),
        (Network.INSTAGRAM, "https://www.instagram.com/p/C4abc/"),
        (Network.FACEBOOK, "https://m.facebook.com/story.php?story_fbid=1&id=2"),
        (Network.X, "https://x.com/palarnia/status/1"),
        (Network.MASTODON, "https://social.example/@palarnia/1"),
        (Network.OTHER, "http://forum.example/t/1"),
    ],
)
def test_a_link_that_can_be_the_post(network: Network, link: str):
    assert check_post_link(network, link) == link


# what goes along
def test_the_pieces_are_exactly_what_was_approved(desk: Desk):
    post = handed(
        desk,
        "Pierwsza\n---\nDruga",
        link="https://jesion.pl",
        media=((desk.picture("b.png"), "Kubek"), (desk.picture("a.png"), "")),
    )
    package = service(desk).package(desk.creator, desk.delivery(post).id)
    assert package.texts == ("Pierwsza", "Druga")
    assert package.link == "https://jesion.pl"
    assert [(file.name, file.path.read_bytes()) for file in package.files] == [("1.png", b"b.png"), ("2.png", b"a.png")]
    assert package.whole_text() == "Pierwsza\n\nDruga\n\nhttps://jesion.pl"


def test_a_changed_file_is_not_handed_over(desk: Desk):
    post = handed(desk, media=((desk.picture("b.png"), "Kubek"),))
    package = service(desk).package(desk.creator, desk.delivery(post).id)
    package.files[0].path.write_bytes(b"cos innego")
    with pytest.raises(Refused) as refusal:
        service(desk).package(desk.creator, desk.delivery(post).id)
    assert refusal.value.code == "media_changed"


def test_who_does_not_see_the_brand_finds_nothing(desk: Desk):
    post = handed(desk)
    stranger = desk.join("stranger")
    with pytest.raises(NotFound):
        service(desk).package(stranger, desk.delivery(post).id)


def test_a_folder_holds_texts_and_files_under_plain_names(desk: Desk, tmp_path: Path):
    post = handed(desk, "Kawa / herbata: 50%?", link="https://jesion.pl", media=((desk.picture("b.png"), "Kubek"),))
    target = tmp_path / "wspólny"
    target.mkdir()
    folder = service(desk).into_folder(desk.creator, desk.delivery(post).id, target, WORDS)
    again = service(desk).into_folder(desk.creator, desk.delivery(post).id, target, WORDS)
    assert folder.parent == target
    assert again != folder
    assert sorted(path.name for path in folder.iterdir()) == ["1.png", "1.png.alt text.txt", "link.txt", "text.txt"]
    assert (folder / "text.txt").read_text(encoding="utf-8") == "Kawa / herbata: 50%?\n"
    assert (folder / "1.png").read_bytes() == b"b.png"


def test_a_folder_that_is_not_there_is_named(desk: Desk, tmp_path: Path):
    post = handed(desk)
    with pytest.raises(BadInput) as failure:
        service(desk).into_folder(desk.creator, desk.delivery(post).id, tmp_path / "nie ma", WORDS)
    assert failure.value.code == "file.folder_missing"


def test_mail_to_oneself_holds_the_texts_and_nothing_slips_into_its_head(desk: Desk):
    post = handed(desk, "Kawa & ciastko\n?bcc=x@example.com")
    link = service(desk).mail_link(desk.creator, desk.delivery(post).id, "anna+praca@example.com", WORDS)
    parts = urlsplit(link)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "anna+praca@example.com")
    assert set(parse_qs(parts.query)) == {"subject", "body"}
    assert parse_qs(parts.query)["body"] == ["Kawa & ciastko\r\n?bcc=x@example.com"]


def test_a_phone_gets_this_post_on_the_address_agreed_to(desk: Desk):
    post = handed(desk)
    phone = service(desk).open_for_phone(desk.creator, desk.delivery(post).id, "192.168.1.7", WORDS)
    assert isinstance(phone, Phone)
    assert (phone.post.texts, phone.address) == (("Nowa mieszanka",), "192.168.1.7")


# among the figures
TEXT = "Nowa mieszanka z Etiopii, od dziś w sklepie"


def told_of(desk: Desk, post: Post, *posts: tuple[str, str | None, str]) -> dict[str, int | None]:
    """By the network's id, the variants of posts a file tells of with id, address and text."""
    profile = desk.delivery(post).profile_id
    with desk.store.write() as work:
        rows = [
            SeenPost(name, NOON.date(), NOON.hour, NOON, format="photo", text=text, permalink=link)
            for name, link, text in posts
        ]
        work.metrics.upsert_posts(profile, rows, seen_at=desk.clock.now())
        work.metrics.link_own_posts(profile)
    return own_of(desk, profile)


def own_of(desk: Desk, profile: int) -> dict[str, int | None]:
    with desk.store.read() as work:
        return {row.external_id: row.variant_id for row in work.metrics.posts(profile)}


@pytest.mark.parametrize(
    "link",
    ["https://m.facebook.com/jesion/posts/mieszanka/122100000000001/?x=1", "https://www.facebook.com/share/p/1AbCd"],
)
def test_what_was_published_by_hand_is_known_again_in_a_file_by_its_address_or_its_text(desk: Desk, link: str):
    post = handed(desk, TEXT)
    service(desk).done(desk.editor, desk.delivery(post).id, link)
    variant = desk.post(post).variants[0].id
    address = "https://www.facebook.com/61550000000001/posts/122100000000001"
    found = told_of(desk, post, ("1", None, "Co innego"), ("122100000000001", address, f"{TEXT} https://fb.me/x"))
    assert found == {"1": None, "122100000000001": variant}


def test_a_post_that_a_file_told_of_already_is_joined_when_somebody_says_where_it_is(desk: Desk):
    post = handed(desk, TEXT)
    link = "https://www.facebook.com/61550000000001/posts/122100000000001"
    assert told_of(desk, post, ("7_122100000000001", None, "")) == {"7_122100000000001": None}
    service(desk).done(desk.editor, desk.delivery(post).id, link)
    variant = desk.post(post).variants[0].id
    assert own_of(desk, desk.delivery(post).profile_id) == {"7_122100000000001": variant}


def test_two_posts_with_the_same_text_are_not_told_apart_by_it(desk: Desk):
    post = handed(desk, TEXT)
    service(desk).done(desk.editor, desk.delivery(post).id, "https://www.facebook.com/share/p/1AbCd")
    assert told_of(desk, post, ("1", None, TEXT), ("2", None, TEXT)) == {"1": None, "2": None}
