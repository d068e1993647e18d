"""`szpalta profile connect`, `test`, `disconnect`: keys come in through standard input and are seen nowhere."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.connectors.base import Identity
from app.connectors.registry import CONNECTORS
from app.services.signing_in import Pasting, SigningInService
from app.system.clock import SystemClock
from tests.cli.conftest import Answer, Command
from tests.fakes.browser import Browser
from tests.fakes.key_network import KeyNetwork
from tests.fakes.mastodon_server import mastodon_server

TOKEN = "canary-token-2718281828"


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> KeyNetwork:
    known = Identity("77", "jesion@mastodon.example", "Jesion", None, missing_rights=("write:media",))
    made = KeyNetwork(keys={TOKEN: Identity("77", "jesion@mastodon.example", "Jesion", None), "half": known})
    monkeypatch.setitem(CONNECTORS, "linkedin", lambda given: made)
    return made


@pytest.fixture
def type_in(monkeypatch: pytest.MonkeyPatch, on: Command) -> Callable[..., Answer]:
    """`type_in(text, "profile", "connect", …)`: a command with this text on its standard input."""

    def call(text: str | bytes, *words: object) -> Answer:
        body = io.BytesIO(text.encode() if isinstance(text, str) else text)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(body, encoding="ascii"))
        return on(*words)

    return call


CONNECT = ("profile", "connect", "linkedin", "--url", "http://127.0.0.1:1", "--secret-stdin")


def test_it_says_who_it_is_and_keeps_the_key_to_itself(
    network: KeyNetwork, type_in: Callable[..., Answer], on: Command, tmp_path: Path
) -> None:
    told = type_in(f"{TOKEN}\n", *CONNECT, "--json").json()
    assert (told["handle"], told["server"], told["problem"]) == (
        "jesion@mastodon.example", "http://127.0.0.1:1", None
    )  # fmt: skip
    shown = on("profile", "show", "linkedin", "--json").json()
    assert (shown["connection"], shown["connected"]["account_id"]) == ("api", "77")
    assert "jesion@mastodon.example" in on("profile", "test", "linkedin").out
    again = on("profile", "test", "linkedin", "--json").json()
    assert (again["name"], again["problem"], again["held"]) == ("Jesion", None, 0)
    assert type_in(TOKEN, *CONNECT).err.startswith(
        "The profile has the handle jesion-sp, but the access key belongs to"
    )
    for file in (path for path in tmp_path.rglob("*") if path.is_file()):
        assert TOKEN.encode() not in file.read_bytes(), file


def test_json_with_names_is_an_access_key_too(network: KeyNetwork, type_in: Callable[..., Answer]) -> None:
    network.keys["access-0"] = Identity("1", "jesion-sp", "Jesion", None)
    assert type_in(json.dumps({"password": "pass"}), *CONNECT, "--handle", "@jesion.example").code == 0
    assert network.seen[-1].handle == "jesion.example"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "No access key was given"),
        (" \n", "No access key was given"),
        (b"\xff\xfe", "not text in UTF-8"),
        ("two words", "neither one access key nor JSON"),
        ('{"token": 5}', "neither one access key nor JSON"),
        ('{"token": "', "neither one access key nor JSON"),
        ("x" * 70_000, "longer than an access key"),
        ("not-a-token", "is not on this computer"),
    ],
)
def test_what_is_no_key_connects_nothing(
    network: KeyNetwork, type_in: Callable[..., Answer], on: Command, text: str | bytes, told: str
) -> None:
    answer = type_in(text, *CONNECT)
    assert answer.code == 1 and told in answer.err
    assert on("profile", "show", "linkedin", "--json").json()["connected"] is None
    assert on("profile", "test", "linkedin").code == 1


def test_a_missing_right_is_said_and_a_dead_key_holds_posts(
    network: KeyNetwork, type_in: Callable[..., Answer], on: Command
) -> None:
    answer = type_in("half", *CONNECT)
    assert answer.code == 0 and "write:media" in answer.err
    listed = on("profile", "list", "--json").json()
    assert [row["connected"] and row["connected"]["needs_reconnect"] for row in listed] == [None, False]
    network.keys.clear()
    dead = on("profile", "test", "linkedin")
    assert dead.code == 1 and "Connect the profile again" in dead.err
    shown = on("profile", "show", "linkedin")
    assert "Connect the profile again" in shown.out and "Connected  " not in shown.out
    told = on("profile", "list")
    assert "Connect again" in told.out and "Connect the profile again" in told.out
    listed = on("profile", "list", "--json").json()[1]["connected"]
    assert (listed["needs_reconnect"], listed["problem"]) == (True, "connection.sign_in")
    assert "Connect the profile again" in listed["sentence"]


def test_another_way_to_reach_a_profile_forgets_its_key(
    network: KeyNetwork, type_in: Callable[..., Answer], on: Command
) -> None:
    type_in(TOKEN, *CONNECT)
    shown = on("profile", "edit", "linkedin", "--connect", "by_hand", "--json").json()
    assert shown["connection"] == "by_hand"
    assert on("profile", "show", "linkedin", "--json").json()["connected"] is None
    type_in(TOKEN, *CONNECT)
    assert on("profile", "disconnect", "linkedin", "--json").json() == {
        "profile_id": 2, "connection": "none", "held": 0, "left": None, "sentence": None
    }  # fmt: skip
    assert "is not connected" in on("profile", "disconnect", "linkedin").err


def test_a_network_that_is_not_built_says_so(type_in: Callable[..., Answer]) -> None:
    assert "cannot connect to the network" in type_in(TOKEN, "profile", "connect", "facebook", "--secret-stdin").err


def test_a_passphrase_file_where_there_is_no_keyring(
    network: KeyNetwork, type_in: Callable[..., Answer], on: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    from keyring import core

    monkeypatch.setattr(core, "_keyring_backend", core.load_env())
    assert "has no keyring" in type_in(TOKEN, *CONNECT).err
    file = tmp_path / "words"
    file.write_text("cztery zwykłe krótkie słowa\n")
    file.chmod(0o600)
    monkeypatch.setenv("SZPALTA_PASSPHRASE_FILE", str(file))
    assert type_in(TOKEN, *CONNECT).code == 0
    assert on("profile", "test", "linkedin").code == 0
    monkeypatch.delenv("SZPALTA_PASSPHRASE_FILE")
    assert "SZPALTA_PASSPHRASE_FILE" in on("profile", "test", "linkedin").err


def test_signing_in_with_the_browser(on: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    with mastodon_server(SystemClock().now) as server:
        monkeypatch.setattr("webbrowser.open", Browser(server).open)
        on("profile", "add", "mastodon", "--name", "Palarnia", "--handle", "palarnia")
        answer = on("profile", "connect", "mastodon", "--url", server.url, "--browser")
    assert f"Sign in at {server.url}/oauth/authorize?" in answer.err
    assert "@palarnia@" in answer.out


def test_the_address_at_which_another_browser_ended_comes_in_like_a_key(
    on: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = SigningInService.begin_pasting

    def begin_and_paste(service: SigningInService, *given: Any) -> Pasting:
        begun = begin(service, *given)
        address = Browser(server).final_address(begun.url)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(address.encode())))
        return begun

    monkeypatch.setattr(SigningInService, "begin_pasting", begin_and_paste)
    with mastodon_server(SystemClock().now) as server:
        on("profile", "add", "mastodon", "--name", "J", "--handle", "j")
        answer = on("profile", "connect", "mastodon", "--url", server.url, "--paste")
    assert answer.code == 0, answer.err
    assert answer.err.startswith(f"Sign in at {server.url}")
    assert "code=" not in answer.out + answer.err


def test_a_browser_that_blocks_until_it_is_done_is_answered(on: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    with mastodon_server(SystemClock().now) as server:
        browser = Browser(server)

        def in_the_terminal(url: str) -> None:
            browser.open(url)
            browser.threads[-1].join()

        monkeypatch.setattr("webbrowser.open", in_the_terminal)
        on("profile", "add", "mastodon", "--name", "Palarnia", "--handle", "palarnia")
        answer = on("profile", "connect", "mastodon", "--url", server.url, "--browser")
    assert answer.code == 0 and "@palarnia@" in answer.out


@pytest.mark.usefixtures("quick_locks")
def test_the_passphrase_is_changed_and_nothing_is_connected_again(
    network: KeyNetwork, type_in: Callable[..., Answer], on: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-01, SEC-04: passphrases come in through standard input alone."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    from keyring import core

    monkeypatch.setattr(core, "_keyring_backend", core.load_env())
    assert "No passphrase protects" in type_in("a\nb\n", "passphrase", "change").err
    old, new, file = "cztery zwykłe krótkie słowa", "pięć innych całkiem długich słów", tmp_path / "words"
    file.write_text(f"{old}\n")
    file.chmod(0o600)
    monkeypatch.setenv("SZPALTA_PASSPHRASE_FILE", str(file))
    assert type_in(TOKEN, *CONNECT).code == 0
    assert "Two lines are needed" in type_in(f"{old}\n", "passphrase", "change").err
    assert "not the passphrase" in type_in(f"{new}\n{old}\n", "passphrase", "change").err
    assert type_in(f"{old}\n{new}\n", "passphrase", "change", "--json").json() == {"kept": 1, "unreadable": 0}
    assert "not the passphrase" in on("profile", "test", "linkedin").err
    file.write_text(f"{new}\n")
    assert on("profile", "test", "linkedin").code == 0
    assert network.seen[-1].secret == {"token": TOKEN}
