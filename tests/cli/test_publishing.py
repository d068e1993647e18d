from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.domain.delivery import Delivery
from app.domain.errors import StoreProblem
from app.services.publishing import PublishingService
from app.services.sending import Sending
from app.system.clock import SystemClock
from tests.cli.conftest import EDITOR, Command


@pytest.fixture
def due(on: Command) -> Command:
    """The team's workspace with post 1 approved and due now on the Practice network."""
    on("post", "add", "--text", "Dziś nowość", "--profile", "facebook")
    on("post", "submit", 1)
    on("post", "approve", 1, "--as", EDITOR)
    assert on("post", "schedule", 1, "--at", "now").code == 0
    return on


def test_a_lost_answer_waits_for_a_person_who_decides(due: Command) -> None:
    assert due("practice", "fault", "lose-answer", "--profile", "facebook", "--json").json()["faults"][0]["calls"] == 1
    assert due("publish", "--once", "--json").json()["deliveries"] == {"needs_human": [1]}
    assert due("post", "show", 1, "--json").json()["state"] == "unsure"
    assert due("delivery", "resolve", 1, "published").code == 2, "a reason must be given"
    url = "https://example.com/1"
    words = ("--reason", "Widać na profilu", "--url", url, "--json")
    resolved = due("delivery", "resolve", 1, "published", *words).json()
    assert (resolved["state"], resolved["url"]) == ("sent", url)
    assert due("delivery", "resolve", 1, "leave", "--reason", "x").code == 1, "it is settled"


def test_a_post_whose_time_passed_without_approval_says_so(on: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    on("post", "add", "--text", "Jutro", "--profile", "facebook", "--at", "2030-01-05 18:00")
    on("publish", "--once")
    assert on("post", "show", 1, "--json").json()["state"] == "draft"
    monkeypatch.setattr(SystemClock, "now", lambda self: datetime(2030, 1, 6, tzinfo=UTC))
    assert on("publish", "--once", "--json").json()["deliveries"] == {}
    assert on("post", "show", 1, "--json").json()["state"] == "expired"


def test_a_refusal_of_the_network_is_shown_with_its_words(due: Command) -> None:
    due("practice", "fault", "refuse", "--profile", "facebook", "--reason", "Za dużo wykrzykników")
    told = due("publish", "--once", "--lang", "pl").out.splitlines()
    assert (told[0], "Za dużo wykrzykników" in told[1]) == ("Błąd publikacji: 1", True)
    assert "Za dużo wykrzykników" in due("delivery", "list").out
    shown = due("delivery", "show", 1, "--json").json()
    assert [row["outcome"] for row in shown["tries"]] == ["rejected"]
    assert due("delivery", "list", "--state", "sent", "--json").json() == []


def test_trouble_can_be_shown_and_ended(on: Command) -> None:
    on("practice", "fault", "slow", "--profile", "facebook", "--calls", 0, "--seconds", 2)
    assert on("practice", "show", "--json").json()[0]["faults"][0] == {
        "kind": "slow",
        "scope": "publish",
        "calls": None,
        "seconds": 2.0,
        "reason": "",
    }
    assert on("practice", "clear", "--profile", "facebook", "--json").json()["faults"] == []
    assert on("practice", "fault", "slow", "--profile", "linkedin").code == 1, "it is not on the Practice network"


@pytest.fixture
def two_due(due: Command) -> Command:
    due("post", "add", "--text", "Druga nowość", "--profile", "facebook")
    due("post", "submit", 2)
    due("post", "approve", 2, "--as", EDITOR)
    assert due("post", "schedule", 2, "--at", "now").code == 0
    return due


def test_a_disk_that_fills_up_after_a_post_went_out_says_what_is_true(
    two_due: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, calls = Sending._sent, iter([True])

    def once(self: Sending, *given: Any) -> Delivery:
        if next(calls, False):
            return sent(self, *given)
        raise StoreProblem("store.full")

    monkeypatch.setattr(Sending, "_sent", once)
    told = two_due("publish", "--once")
    assert (told.code, told.out.splitlines()) == (
        1,
        ["Published: 1", "Handed to the network, its answer could not be written down: 2"],
    )
    assert "does not send it again" in told.err and "Nothing was saved" not in told.err
    rows = two_due("delivery", "list", "--json").json()
    assert [row["state"] for row in rows] == ["sent", "sending"]


def test_a_disk_that_is_full_before_anything_went_out_says_so(
    two_due: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: PublishingService, *given: object) -> None:
        raise StoreProblem("store.full")

    monkeypatch.setattr(PublishingService, "claim", full)
    told = two_due("publish", "--once")
    assert (told.code, told.out) == (1, "")
    assert "Nothing was saved" in told.err


def test_what_was_sent_before_the_workspace_was_locked_is_in_the_answer_for_programs(
    two_due: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim, calls = PublishingService.claim, iter([True])

    def once(self: PublishingService, *given: Any) -> Delivery | None:
        if next(calls, False):
            return claim(self, *given)
        raise StoreProblem("store.locked")

    monkeypatch.setattr(PublishingService, "claim", once)
    told = two_due("publish", "--once", "--json")
    found = json.loads(told.out)
    assert (told.code, found["deliveries"], found["unwritten"]) == (1, {"sent": [1]}, [])
    assert found["store_problem"] == "publish.broken_off"


def test_nothing_due_is_no_failure(on: Command) -> None:
    assert on("publish", "--once").code == 0
    assert on("publish").code == 2


def test_sync_fetches_followers_and_says_what_it_left_out(due: Command) -> None:
    due("publish", "--once")
    facebook, linkedin = due("sync", "--json").json()
    assert facebook["posts_new"] == 1 and facebook["figures_new"] >= 1
    assert linkedin["skipped"] == "no_connection"
    followers = due("kpi", "followers", "--profile", "facebook", "--json").json()[0]
    assert followers["value"] > 0


def test_figures_are_worked_out_again_only_where_answers_are_kept(due: Command) -> None:
    due("publish", "--once")
    due("sync")
    told = due("sync", "--recompute", "--json").json()
    assert [(row["figures_new"], row["figures_unchanged"]) for row in told] == [(0, 0)] * len(told)
    assert "facebook/" in due("sync", "--recompute").out


def test_a_failed_fetch_says_why_and_exits_with_one(on: Command) -> None:
    on("practice", "fault", "fail-before", "--profile", "facebook", "--scope", "read", "--calls", 0)
    answer = on("sync")
    assert answer.code == 1 and "Jesion" in answer.err and "Traceback" not in answer.err


def test_nothing_goes_out_while_publishing_is_stopped(due: Command) -> None:
    stopped = due("stop", "--reason", "Kryzys", "--json").json()
    assert (stopped["paused"], stopped["reason"], stopped["held"]) == (True, "Kryzys", [1])
    assert due("publish", "--once", "--json").json() == {
        "paused": True,
        "clock_problem": None,
        "store_problem": None,
        "deliveries": {},
        "unwritten": [],
    }
    assert due("resume", "--json").json()["paused"] is False
    assert due("publish", "--once", "--json").json()["deliveries"] == {}, "it waits for a decision of its own"
    assert due("post", "schedule", 1, "--at", "now").code == 0
    assert due("publish", "--once", "--json").json()["deliveries"] == {"sent": [1]}


def test_a_post_approved_after_its_time_says_how_it_gets_out(on: Command) -> None:
    post = on("post", "add", "--text", "Dzień dobry", "--profile", "facebook", "--at", "now", "--json").json()["id"]
    assert on("post", "submit", post).code == 0
    told = on("post", "approve", post, "--as", EDITOR)
    assert told.code == 0
    assert "time is over" in told.out and f"post schedule {post} --at now" in told.out
    listed = on("delivery", "list").out
    assert "Approved, no time yet" in listed and "Scheduled" not in listed
    assert on("post", "schedule", post, "--at", "now").code == 0
    assert on("publish", "--once", "--json").json()["deliveries"] == {"sent": [1]}


def test_a_clock_that_goes_back_is_said_and_can_be_confirmed(due: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    due("publish", "--once")
    before = datetime.now(UTC) - timedelta(hours=3)
    monkeypatch.setattr(SystemClock, "now", lambda self: before)
    doubted = due("publish", "--once")
    assert (doubted.code, doubted.out) == (1, "") and "--clock-is-right" in doubted.err
    assert json.loads(due("publish", "--once", "--json").out)["clock_problem"] == "clock.back"
    assert due("publish", "--once", "--clock-is-right").code == 0
