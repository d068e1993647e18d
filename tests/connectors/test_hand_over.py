"""The small server for a phone: this post for whoever has the address, nothing else, and not for long."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app.connectors.hand_over import LASTS, HandOver
from app.domain.errors import BadInput, Refused
from app.domain.handing_over import HandedFile, HandedPost
from app.domain.networks import Network
from app.system.words import Words
from tests.fakes.practice import MORNING

HERE = "127.0.0.1"
WORDS = Words("en")


def post(tmp_path: Path, **changes: object) -> HandedPost:
    picture, page = tmp_path / "a", tmp_path / "b"
    picture.write_bytes(b"picture")
    page.write_bytes(b"<script>alert(1)</script>")
    given: dict[str, object] = {
        "delivery_id": 7,
        "network": Network.INSTAGRAM,
        "profile": "Palarnia",
        "profile_url": None,
        "format": "carousel",
        "title": "Kawa",
        "texts": ("Nowa mieszanka",),
        "link": None,
        "first_comment": None,
        "files": (
            HandedFile(picture, "1.png", "image/png", 'Kubek "biały"'),
            HandedFile(page, "2", "text/html", ""),
        ),
    }
    return HandedPost(**(given | changes))


@pytest.fixture
def open_post(tmp_path: Path) -> Iterator[HandOver]:
    with closing(HandOver(post(tmp_path), HERE, WORDS, lambda: MORNING)) as made:
        yield made


def ask(made: HandOver, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(made.url)
    with closing(http.client.HTTPConnection(parts.hostname, parts.port, timeout=5)) as connection:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def page_of(made: HandOver) -> str:
    status, _, body = ask(made, urlsplit(made.url).path)
    assert status == 200
    return body.decode()


def test_the_page_holds_the_post_and_its_files(open_post: HandOver):
    path = urlsplit(open_post.url).path
    page = page_of(open_post)
    assert "Nowa mieszanka</textarea>" in page
    status, headers, body = ask(open_post, f"{path}1.png")
    assert (status, headers["content-type"], body) == (200, "image/png", b"picture")


def test_everything_in_the_page_is_escaped_and_nothing_runs(tmp_path: Path):
    hostile = "</textarea><script>alert(1)</script>"
    made = post(tmp_path, texts=(hostile,), profile=hostile, link='https://a.example/"><b>', first_comment=hostile)
    with closing(HandOver(made, HERE, WORDS, lambda: MORNING)) as server:
        page = page_of(server)
        policy = ask(server, urlsplit(server.url).path)[1]["content-security-policy"]
    assert "<script" not in page
    assert '"><b>' not in page
    assert 'alt="Kubek "' not in page
    assert "default-src 'none'" in policy
    assert "script" not in policy


def test_a_file_that_is_a_page_is_saved_and_not_shown(open_post: HandOver):
    _, headers, _ = ask(open_post, f"{urlsplit(open_post.url).path}2")
    assert headers["content-type"] == "application/octet-stream"
    assert headers["x-content-type-options"] == "nosniff"


def test_without_the_secret_there_is_nothing(open_post: HandOver):
    token = urlsplit(open_post.url).path.strip("/")
    assert len(token) >= 43  # 256 bits
    wrong = [
        "/",
        "/1.png",
        f"/{token[:-1]}/",
        f"/{token}x/",
        f"/{token}/../a",
        f"/{token}/3",
        f"/{token}//etc/passwd",
        "/%C5%BC/",
    ]
    assert {ask(open_post, path)[0] for path in wrong} == {404}


def test_the_secret_is_told_to_nobody_else(open_post: HandOver, capsys: pytest.CaptureFixture[str]):
    _, headers, _ = ask(open_post, urlsplit(open_post.url).path)
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert capsys.readouterr() == ("", "")


def test_nothing_can_be_sent_to_it(open_post: HandOver):
    path = urlsplit(open_post.url).path
    assert {ask(open_post, path, method)[0] for method in ("POST", "PUT", "DELETE", "OPTIONS")} == {501}
    assert ask(open_post, path, "HEAD")[2] == b""


def test_two_hand_overs_have_nothing_in_common(open_post: HandOver, tmp_path: Path):
    with closing(HandOver(post(tmp_path), HERE, WORDS, lambda: MORNING)) as other:
        assert urlsplit(other.url).path != urlsplit(open_post.url).path
        assert ask(other, urlsplit(open_post.url).path)[0] == 404


def test_it_ends_when_told_and_by_itself(open_post: HandOver, tmp_path: Path):
    assert open_post.ends_at == MORNING + LASTS
    open_post.close()
    open_post.close()
    with pytest.raises(ConnectionRefusedError):
        ask(open_post, "/")
    brief = HandOver(post(tmp_path), HERE, WORDS, lambda: MORNING, timedelta(milliseconds=1))
    brief._timer.join(5)
    assert not brief.is_open
    with pytest.raises(ConnectionRefusedError):
        ask(brief, "/")


def test_it_leaves_no_thread_behind(tmp_path: Path):
    before = threading.active_count()
    made = HandOver(post(tmp_path), HERE, WORDS, lambda: MORNING)
    page_of(made)
    made.close()
    made._timer.join(5)
    made._thread.join(5)
    assert threading.active_count() <= before + 1  # the one that answered may still be ending


@pytest.mark.parametrize("address", ["0.0.0.0", "8.8.8.8", "::", "localhost", "", "192.168.1.7:80"])
def test_only_one_address_inside_is_served(tmp_path: Path, address: str):
    with pytest.raises(BadInput):
        HandOver(post(tmp_path), address, WORDS, lambda: MORNING)


def test_an_address_that_is_not_ours_says_so(tmp_path: Path):
    with pytest.raises(Refused) as refusal:
        HandOver(post(tmp_path), "10.255.255.254", WORDS, lambda: MORNING)
    assert refusal.value.code == "hand_over.not_opened"


def test_the_code_is_drawn(open_post: HandOver):
    assert open_post.qr_svg().startswith("<svg")
    assert len(open_post.qr_text().splitlines()) > 10
