"""`szpalta stop` and `resume`: a part or everything, then post by post."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Command

LATER = "2030-01-02 10:00"


@pytest.fixture
def scheduled(on: Command) -> int:
    """A post on facebook with a time in the far future."""
    number = on("post", "add", "--profile", "facebook", "--text", "Kawa", "--at", LATER, "--json").json()["id"]
    on("post", "submit", number)
    assert on("post", "approve", number, "--as", "ola@example.com").code == 0
    return int(number)


def state(on: Command, number: int) -> str:
    return str(on("post", "show", number, "--json").json()["state"])


@pytest.mark.parametrize(
    ("scope", "told"),
    [
        ((), "stopped for this workspace"),
        (("--brand", "Jesion"), "stopped for the brand Jesion"),
        (("--network", "facebook"), "stopped on Facebook"),
    ],
    ids=["all", "brand", "network"],
)
def test_what_is_stopped_is_held_and_resumed_post_by_post(
    on: Command, scheduled: int, scope: tuple[str, ...], told: str
) -> None:
    answer = on("stop", "--reason", "Kryzys", *scope)
    assert answer.code == 0 and told in answer.out and "1 post was put on hold" in answer.out
    assert state(on, scheduled) == "on_hold"
    lifted = on("resume", *scope, "--json").json()
    assert (lifted["paused"], lifted["stops"], len(lifted["lifted"])) == (False, [], 1)
    assert state(on, scheduled) == "on_hold", "ending the stop lets nothing go by itself"
    resumed = on("resume", "--post", scheduled, "--json").json()["posts"]
    assert [(row["id"], row["state"]) for row in resumed] == [(scheduled, "scheduled")]


def test_another_network_goes_on(on: Command, scheduled: int) -> None:
    stopped = on("stop", "--network", "linkedin", "--json").json()
    assert (stopped["paused"], stopped["held"], stopped["stops"][0]["network"]) == (False, [], "linkedin")
    assert state(on, scheduled) == "scheduled"
    assert on("resume", "--network", "facebook").code == 1
    assert "stopped on LinkedIn" in on("resume").out, "what else is stopped is said"


def test_only_what_is_on_hold_is_resumed(on: Command, scheduled: int) -> None:
    assert on("resume", "--post", scheduled).code == 1
    assert on("stop", "--brand", "Jesion", "--network", "facebook").code == 2
