"""The whole way on a network with an API, by the real command line: a Mastodon server on loopback, a token that is a canary.

There is no keyring here: a passphrase in a file protects the token, as on a server.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.system.clock import SystemClock
from tests.cli.conftest import Answer, Command
from tests.fakes.mastodon_server import TOKEN, MastodonServer, mastodon_server

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "canary cztery zwykłe krótkie słowa"


@dataclass
class Shop:
    """A workspace with a connected profile; keeps everything that was printed."""

    call: Command
    folder: Path
    server: MastodonServer
    patch: pytest.MonkeyPatch
    printed: list[str] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.folder / "shop.szpalta"

    def do(self, *words: object) -> Answer:
        answer = self.call(*words, "-w", self.file)
        self.printed += [answer.out, answer.err]
        return answer

    def json(self, *words: object) -> Any:
        return self.do(*words, "--json").json()

    def connect(self) -> Answer:
        self.patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"{TOKEN}\n".encode())))
        return self.do("profile", "connect", "mastodon", "--url", self.server.url, "--secret-stdin")

    def post(self, text: str) -> int:
        number = self.json("post", "add", "--profile", "mastodon", "--text", text)["id"]
        for step in (("submit",), ("approve",), ("schedule", "--at", "now")):
            assert self.do("post", step[0], number, *step[1:]).code == 0, self.printed[-1]
        return int(number)

    def deliveries(self) -> list[dict[str, Any]]:
        return list(self.json("delivery", "list"))


@pytest.fixture
def shop(szpalta: Command, tmp_path: Path, quick_locks: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    words = tmp_path / "words"
    words.write_text(PASSPHRASE + "\n", encoding="utf-8")
    words.chmod(0o600)
    monkeypatch.setenv("SZPALTA_PASSPHRASE_FILE", str(words))
    with mastodon_server(lambda: datetime.now(UTC)) as server:
        made = Shop(szpalta, tmp_path, server, monkeypatch)
        assert made.do("new", made.file, "--owner", "anna@example.com", "--name", "Sklep").code == 0
        added = made.do("profile", "add", "mastodon", "--name", "Sklep", "--handle", "palarnia")
        assert added.code == 0 and made.connect().code == 0, made.printed
        yield made


def test_connect_publish_fetch_look_stop_resume(shop: Shop) -> None:
    assert "Connected: Sklep is @palarnia" in shop.printed[-2]
    shop.post("Nowa kawa od poniedziałku.")
    assert [row["state"] for row in shop.deliveries()] == ["scheduled"]

    sent = shop.json("publish", "--once")["deliveries"]["sent"]

    assert [status.text for status in shop.server.state.own] == ["Nowa kawa od poniedziałku."]
    shown = shop.json("delivery", "show", sent[0])
    assert shown["state"] == "sent" and shown["url"].startswith(shop.server.url)
    assert shop.json("publish", "--once")["deliveries"] == {}
    fetched = shop.json("sync")
    assert [(row["skipped"], row["error"]) for row in fetched] == [(None, None)]

    assert shop.do("stop", "--reason", "Kryzys").code == 0
    shop.post("Druga kawa.")
    assert shop.json("publish", "--once")["paused"] is True
    assert len(shop.server.state.own) == 1
    assert shop.do("resume").code == 0


def test_a_computer_five_hours_ahead_publishes_nothing_early(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    now = SystemClock.now
    with monkeypatch.context() as ahead:
        ahead.setattr(SystemClock, "now", lambda self: now(self) + timedelta(hours=5))
        shop.post("Kawa o osiemnastej.")
        answer = shop.do("publish", "--once")
    assert (answer.code, answer.out, shop.server.state.own) == (1, "", [])
    assert answer.err.count(". ") == 2, "what is wrong, what it means, what to do"


def test_a_revoked_token_holds_posts_until_it_is_connected_again(shop: Shop) -> None:
    shop.server.revoked = True
    answer = shop.do("profile", "test", "mastodon")
    assert answer.code == 1 and answer.err.count(". ") >= 1
    shown = shop.json("profile", "show", "mastodon")
    assert shown["connected"]["problem"] and TOKEN not in json.dumps(shown)
    later = shop.json("post", "add", "--profile", "mastodon", "--text", "Później.", "--at", "2030-01-02 10:00")["id"]
    assert shop.do("post", "submit", later).code == shop.do("post", "approve", later).code == 0
    shop.post("Kawa na dziś.")
    shop.do("publish", "--once")
    assert shop.server.state.own == []
    assert {row["state"] for row in shop.deliveries()} == {"held"}
    shop.server.revoked = False
    again = shop.connect()
    assert again.code == 0 and "2 posts go out again: at their time" in again.out
    assert shop.do("publish", "--once").code == 0
    assert [status.text for status in shop.server.state.own] == ["Kawa na dziś."]
    assert sorted(row["state"] for row in shop.deliveries()) == ["scheduled", "sent"]
    assert "1 post was put on hold" in shop.do("profile", "disconnect", "mastodon").out
    assert shop.connect().code == 0
    assert shop.do("profile", "test", "mastodon").code == 0


def test_what_is_handed_over_is_taken_back_when_the_profile_is_disconnected(shop: Shop) -> None:
    assert shop.json("profile", "edit", "mastodon", "--hand-over", "on")["hands_over"] is True
    assert "Published by the network itself" in shop.do("profile", "show", "mastodon").out
    later = shop.json("post", "add", "--profile", "mastodon", "--text", "Później.", "--at", "2030-01-02 10:00")["id"]
    assert shop.do("post", "submit", later).code == shop.do("post", "approve", later).code == 0
    assert shop.do("publish", "--once").code == 0
    assert [entry["params"]["text"] for entry in shop.server.state.scheduled.values()] == ["Później."]
    assert "1 post was put on hold" in shop.do("profile", "disconnect", "mastodon").out
    assert shop.server.state.scheduled == {}


def test_handing_over_is_switched_off_again_and_refused_where_no_network_keeps_posts(shop: Shop) -> None:
    assert shop.json("profile", "edit", "mastodon", "--hand-over", "on")["hands_over"] is True
    assert shop.json("profile", "edit", "mastodon", "--hand-over", "off")["hands_over"] is False
    shop.do("profile", "add", "linkedin", "--name", "Sklep LI", "--handle", "sklep")
    refused = shop.do("profile", "edit", "linkedin", "--hand-over", "on")
    assert refused.code == 1 and "is on no network that publishes at a set time by itself" in refused.err
    assert shop.json("profile", "show", "linkedin")["hands_over"] is False


def agent(shop: Shop) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "app", "agent", "--json", "-w", str(shop.file)],
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_agent_publishes_and_ends_when_asked(shop: Shop) -> None:
    shop.post("Kawa od agenta.")
    process = agent(shop)
    guard = threading.Timer(120, process.kill)
    guard.start()
    try:
        assert process.stdout is not None and process.stderr is not None
        events = []
        for line in process.stdout:
            events.append(json.loads(line))
            if events[-1]["event"] == "waiting":
                process.send_signal(signal.SIGTERM)
        errors = process.stderr.read()
        assert (process.wait(60), errors) == (0, "")
    finally:
        guard.cancel()
        process.kill()
        process.wait(10)
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()
    assert [event["event"] for event in events if event["event"] != "fetched"] == [
        "started",
        "publications",
        "waiting",
        "stopped",
    ]
    assert events[1]["state"] == "sent"
    assert [status.text for status in shop.server.state.own] == ["Kawa od agenta."]


def test_the_token_is_in_no_file_and_on_no_screen(shop: Shop) -> None:
    """SEC-13: a log with a traceback, backups, a dump, exports and the store itself, after a run that used the token (SEC-04)."""
    shop.post("Nowa kawa.")
    shop.do("publish", "--once")
    shop.do("sync")
    shop.do("backup", shop.file, shop.folder / "b.zip")
    shop.do("dump", shop.file, shop.folder / "d.zip")
    for kind in ("ics", "csv", "json"):
        shop.do("export", kind, "-o", shop.folder / f"plan.{kind}", *(["--with-text"] if kind == "ics" else []))
    shop.do("restore", shop.folder / "b.zip", shop.folder / "r.szpalta")
    shop.do("load", shop.folder / "d.zip", shop.folder / "l.szpalta")

    def crash(*given: object) -> None:
        raise RuntimeError(f"somebody put {TOKEN} into an error")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.connectors.networks.mastodon.MastodonConnector.identify", crash)
        told = shop.do("profile", "test", "mastodon", "--debug").err
    assert "unexpected" in told and "somebody put ***" in told
    assert "somebody put ***" in next(shop.folder.rglob("szpalta.log")).read_text()
    assert list((shop.folder / "home" / "data" / "backups").rglob("*.zip")), "one was made by itself"
    seen = 0
    for name, body in everything(shop.folder):
        seen += 1
        for secret in (TOKEN, PASSPHRASE):
            assert secret.encode() not in body or name.endswith("words"), name
    assert seen > 20
    assert all(secret not in text for text in shop.printed for secret in (TOKEN, PASSPHRASE))


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    """All files, also those inside archives."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    for name in archive.namelist():
                        yield f"{path}:{name}", archive.read(name)


def test_what_comes_back_or_moves_asks_to_connect_again(shop: Shop) -> None:
    shop.do("backup", shop.file, shop.folder / "b.zip")
    shop.file.rename(shop.folder / "old.szpalta")
    shop.do("restore", shop.folder / "b.zip", shop.file)
    answer = shop.do("profile", "test", "mastodon")
    assert answer.code == 1 and "Connect the profile again here" in answer.err
    assert shop.connect().code == 0
    assert shop.do("profile", "test", "mastodon").code == 0


def test_a_file_copied_without_the_passphrase_asks_for_it(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copyfile(shop.file, shop.folder / "copy.szpalta")
    monkeypatch.delenv("SZPALTA_PASSPHRASE_FILE")
    answer = shop.call("profile", "test", "mastodon", "-w", shop.folder / "copy.szpalta")
    assert answer.code == 1 and "SZPALTA_PASSPHRASE_FILE" in answer.err
