"""Certificates and proxies."""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from app.connectors.base import ReadFailed
from app.connectors.http import Http
from app.connectors.network_problems import NotSent
from tests.fakes.raw_server import Script, answer, raw_server

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
APP = Path(__file__).resolve().parents[2] / "app"


def now() -> datetime:
    return NOW


def good(connection, over) -> None:
    connection.sendall(answer())


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


def context_of(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def asked(http: Http, script: Script, context: ssl.SSLContext) -> list[bytes]:
    """What the server heard of one call, which may fail."""
    with raw_server(script, context) as server:
        try:
            http.send("POST", f"https://127.0.0.1:{server.port}/", json={})
        finally:
            http.close()
            heard = server.heard
    return heard


def test_a_certificate_of_an_added_authority_is_trusted(authority: trustme.CA, ca_file: Path):
    """SEC-07."""
    heard = asked(
        Http(now, time.monotonic, proxy="", ca_file=ca_file), good, context_of(authority.issue_cert("127.0.0.1"))
    )
    assert len(heard) == 1


def problem(http: Http, certificate: trustme.LeafCert) -> NotSent:
    with pytest.raises(NotSent) as caught:
        asked(http, good, context_of(certificate))
    return caught.value


def test_untrusted_wrong_and_expired_certificates_are_refused_before_anything_is_sent(
    authority: trustme.CA, ca_file: Path
):
    """SEC-07."""
    trusting = Http(now, time.monotonic, proxy="", ca_file=ca_file)
    past = datetime.now(UTC) - timedelta(days=2)
    expired = authority.issue_cert("127.0.0.1", not_before=past - timedelta(days=9), not_after=past)
    for http, certificate in (
        (Http(now, time.monotonic, proxy=""), authority.issue_cert("127.0.0.1")),
        (trusting, authority.issue_cert("example.com")),
        (trusting, expired),
    ):
        found = problem(http, certificate)
        assert found.code == "network.certificate"
        assert found.data["reason"]


def test_a_missing_file_of_certificates_is_named(tmp_path: Path):
    """SEC-07."""
    http = Http(now, time.monotonic, proxy="", ca_file=tmp_path / "none.pem")
    with pytest.raises(NotSent) as caught:
        http.send("GET", "https://127.0.0.1:1/")
    assert caught.value.code == "network.ca_file"


def test_checking_certificates_can_be_switched_off_nowhere():
    """SEC-07."""
    forbidden = re.compile(
        r"verify\s*=\s*False|CERT_NONE|_create_unverified|check_hostname\s*=\s*False|starttls\(\s*\)"
    )
    assert [path.name for path in APP.rglob("*.py") if forbidden.search(path.read_text(encoding="utf-8"))] == []


@pytest.fixture
def no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    for name in (
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "no_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)
    yield monkeypatch


def test_the_proxy_of_the_settings_is_used():
    with raw_server(good) as proxy:
        http = Http(now, time.monotonic, proxy=proxy.url)
        http.send("POST", "http://mastodon.example/api?q=1", json={})
        http.close()
    assert proxy.heard[0].startswith(b"POST http://mastodon.example/api?q=1 HTTP/1.1\r\n")


def test_the_proxy_of_the_environment_is_used_unless_switched_off(no_proxy_of_this_machine: pytest.MonkeyPatch):
    with raw_server(good) as proxy, raw_server(good) as server:
        no_proxy_of_this_machine.setenv("http_proxy", proxy.url)
        for setting in (None, ""):
            http = Http(now, time.monotonic, proxy=setting)
            http.send("POST", server.url, json={})
            http.close()
    assert (len(proxy.heard), len(server.heard)) == (1, 1)


def test_a_proxy_that_refuses_proves_that_nothing_was_sent():
    with raw_server(lambda c, over: c.sendall(answer(b"", status="403 Forbidden"))) as proxy:
        http = Http(now, time.monotonic, proxy=proxy.url)
        with pytest.raises(NotSent) as caught:
            http.send("POST", "https://mastodon.example/api", json={"status": "canary"})
        http.close()
    assert caught.value.code == "network.proxy"
    assert b"canary" not in b"".join(proxy.heard)


def test_a_proxy_that_dies_while_connecting_proves_that_nothing_was_sent():
    with raw_server(lambda c, over: None) as proxy:
        http = Http(now, time.monotonic, proxy=proxy.url)
        with pytest.raises(NotSent):
            http.send("POST", "https://mastodon.example/api", json={})
        http.close()


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "carrier-pigeon://x", "http://[::1"])
def test_a_proxy_of_an_unknown_kind_is_named(proxy: str):
    http = Http(now, time.monotonic, proxy=proxy)
    with pytest.raises(ReadFailed) as caught:
        http.read("http://127.0.0.1:1/")
    assert caught.value.code == "network.proxy_unusable"
