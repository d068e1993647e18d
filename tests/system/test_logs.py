"""No secret reaches the log file, whatever way it takes (SEC-13)."""

from __future__ import annotations

import json
import logging
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import Refused
from app.system.logs import KEPT, LARGEST, LONGEST, close_log, open_log
from app.system.redaction import redact

CANARY = "K4n4rekT0ken9Xyz"
CORPUS = [
    "Authorization: Bearer {}",
    "authorization: Basic {}=",
    "{{'Authorization': 'Bearer {}', 'Accept': '*/*'}}",
    '{{"Authorization": "OAuth {}"}}',
    "Proxy-Authorization: Digest {}",
    "Cookie: session={}; other=1",
    "X-Api-Key: {}",
    "(b'authorization', b'Bearer {}')",
    "sent Bearer {} to the server",
    '{{"access_token": "{}", "expires_in": 3600}}',
    '{{"refresh_token":"{}"}}',
    '{{"id_token" : "{}"}}',
    '{{\\"access_token\\":\\"{}\\"}}',
    "{{'client_secret': '{}'}}",
    "{{'password': b'{}'}}",
    "GET https://graph.example/me?access_token={}&fields=id",
    "GET /callback?state=1&code={} HTTP/1.1",
    "GET /callback?code=AQ/{}-1 HTTP/1.1",
    '{{"code": "{}"}}',
    "grant_type=authorization_code&code={}&redirect_uri=x",
    "grant_type=password&username=ania&password={}",
    "client_secret={}",
    "code_verifier={}",
    "redirect=https%3A%2F%2Fhost%2F%3Faccess_token%3D{}",
    "postgresql://ania:{}@host:5432/db",
    "postgresql://ania:p/{}@host/db",
    "https://{}@host/path",
    "OperationalError: connection to postgresql+psycopg://a:{}@[::1]/db failed",
    "dsn: host=db user=ania password={} sslmode=require",
    "password='two words {}'",
    "AUTH PLAIN {}",
    "eyJhbGciOiJIUzI1NiJ9.{}.c2ln",
    "-----BEGIN PRIVATE KEY-----\nMIIE{}\n-----END PRIVATE KEY-----",
    "Account(secret='{}')",
    "appsecret_proof and app_secret={}",
]


@pytest.mark.parametrize("line", CORPUS)
def test_the_corpus_is_redacted(line: str) -> None:
    assert CANARY not in redact(line.format(CANARY))


@pytest.mark.parametrize(
    "line",
    [
        "GET https://example.com/posts?limit=20 took 0.2 s",
        "post.wrong_state: action='approve', state='draft'",
        "exit code: 1, http code=404",
        "code='post.not_found'",
        "fetched 5 of @ania@mastodon.social from https://mastodon.social/@ania",
        "import of koszt.csv: 500 rows",
    ],
)
def test_what_is_no_secret_stays(line: str) -> None:
    assert redact(line) == line


def test_redaction_is_quick_on_long_text() -> None:
    for text in ("a" * 200_000, "://" * 50_000, "password" * 20_000, '\\"' * 50_000, "eyJ" * 60_000):
        redact(text)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    handler = open_log(tmp_path / "log")
    yield tmp_path / "log" / "szpalta.log"
    close_log(handler)


def test_the_canary_is_in_no_file(log: Path) -> None:
    logger = logging.getLogger("szpalta.connectors.http")
    for line in CORPUS:
        text = line.format(CANARY)
        logger.info(text)
        logger.info("sent %s", text)
        logger.info("sent %(body)s", {"body": text})
        try:
            raise ValueError(text) from OSError(text)
        except ValueError:
            logger.exception("request failed: %s", text, stack_info=True)
    content = "".join(file.read_text(encoding="utf-8") for file in log.parent.iterdir())
    assert CANARY not in content
    assert "Traceback" in content
    assert "ValueError" in content


def test_json_answers_are_redacted_whole(log: Path) -> None:
    logging.getLogger("szpalta").warning(json.dumps({"data": [{"token": CANARY, "name": "Ania"}]}))
    assert CANARY not in log.read_text(encoding="utf-8")
    assert "Ania" in log.read_text(encoding="utf-8")


def test_a_wrong_format_string_prints_nothing(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("szpalta").info("%d posts", f"password={CANARY}")
    assert CANARY not in capsys.readouterr().err + log.read_text(encoding="utf-8")
    assert "unreadable log message" in log.read_text(encoding="utf-8")


def test_a_line_break_forges_no_line(log: Path) -> None:
    logging.getLogger("szpalta").info("title: %s", "Kawa\n2026-01-01T00:00:00.000Z ERROR szpalta: forged\x1b[2J")
    lines = log.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO szpalta MainThread: title: Kawa\\x0a2026", lines[0])


def test_files_rotate_and_stay_private(log: Path) -> None:
    logger = logging.getLogger("szpalta")
    for _ in range((KEPT + 2) * LARGEST // LONGEST):
        logger.info("x" * LONGEST)
    files = sorted(log.parent.iterdir())
    assert len(files) == KEPT + 1
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert all(file.stat().st_size <= LARGEST for file in files)


def test_a_log_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match=r"folder\.not_writable"):
        open_log(tmp_path / "file" / "log")
