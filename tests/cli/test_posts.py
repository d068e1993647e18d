from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import EDITOR, Command


def test_a_post_goes_the_whole_way(on: Command) -> None:
    added = on("post", "add", "--text", "Zimowa kolekcja", "--title", "Zima", "--profile", "facebook", "--json").json()
    assert (added["id"], added["state"], added["variants"][0]["profile"]) == (1, "draft", "facebook/jesion")
    assert on("post", "submit", 1, "--json").json()["state"] == "in_review"
    refused = on("post", "approve", 1)
    assert (refused.code, refused.out) == (1, "") and "four eyes" in refused.err
    approved = on("post", "approve", 1, "--comment", "Dobre", "--as", EDITOR, "--json").json()
    assert approved["state"] == "approved" and approved["variants"][0]["approved_by"] == 2
    assert on("post", "schedule", 1, "--at", "now", "--json").json()["state"] == "scheduled"
    assert on("publish", "--once", "--json").json() == {
        "paused": False,
        "clock_problem": None,
        "store_problem": None,
        "deliveries": {"sent": [1]},
        "unwritten": [],
    }
    shown = on("post", "show", 1, "--json").json()
    assert shown["state"] == "published" and "practice.invalid" in shown["variants"][0]["url"]
    assert [row["decision"] for row in shown["decisions"]] == ["approve"]
    steps = [row["action"] for row in on("post", "history", 1, "--json").json()]
    assert steps[:4] == ["added", "submit", "approve", "schedule"] and steps[-1] == "publish"


def test_common_options_stand_before_or_after_the_words(szpalta: Command, team: Path) -> None:
    before = szpalta("-w", team, "--json", "--lang", "pl", "post", "list")
    after = szpalta("post", "list", "-w", team, "--json", "--lang", "pl")
    assert before.json() == after.json() == []


def test_sending_back_rejecting_cancelling_and_reopening(on: Command) -> None:
    for number in (1, 2):
        on("post", "add", "--text", f"Post {number}", "--profile", "facebook")
        on("post", "submit", number)
    assert on("post", "request-changes", 1, "--as", EDITOR).code == 2, "a reason must be given"
    asked = on("post", "request-changes", 1, "--reason", "Za długie", "--as", EDITOR, "--json").json()
    assert asked["state"] == "changes_requested"
    assert on("post", "reject", 2, "--reason", "Nie teraz", "--as", EDITOR, "--json").json()["state"] == "rejected"
    assert on("post", "reopen", 2, "--json").json()["state"] == "draft"
    assert on("post", "cancel", 2, "--reason", "Odwołane", "--json").json()["state"] == "cancelled"
    assert [row["id"] for row in on("post", "list", "--state", "cancelled", "--json").json()] == [2]
    assert on("post", "submit", 1).code == 0 and on("post", "withdraw", 1, "--json").json()["state"] == "draft"


def test_a_time_in_the_clock_change_is_refused_with_the_two_nearest(on: Command) -> None:
    refused = on("post", "add", "--text", "x", "--at", "2027-03-28 02:30", "--profile", "facebook")
    assert refused.code == 1 and "1:59" in refused.err and "3:00" in refused.err
    first = on("post", "add", "--text", "x", "--at", "2027-10-31 02:30", "--profile", "facebook", "--json").json()
    again = on(
        "post", "add", "--text", "x", "--at", "2027-10-31 02:30", "--second", "--profile", "facebook", "--json"
    ).json()
    assert (first["due_at"], again["due_at"]) == ("2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z")
    there = on("post", "add", "--text", "x", "--at", "2027-01-01 12:00", "--zone", "Asia/Tokyo", "--json").json()
    assert there["due_at"] == "2027-01-01T03:00:00Z"


def test_editing_a_post_and_what_one_profile_gets(on: Command) -> None:
    on("post", "add", "--text", "Razem", "--profile", "facebook", "--profile", "linkedin")
    own = on(
        "post", "edit", 1, "--profile", "linkedin", "--text", "Dla firm", "--first-comment", "Więcej", "--json"
    ).json()
    assert [row["text"] for row in own["variants"]] == [None, "Dla firm"]
    assert on("post", "edit", 1, "--text", "Wspólnie", "--json").json()["text"] == "Wspólnie"
    assert on("post", "edit", 1, "--profile", "linkedin", "--follow", "--json").json()["variants"][1]["text"] is None
    assert on("post", "edit", 1).code == 1, "nothing to change"
    assert on("post", "edit", 1, "--first-comment", "x").code == 2, "whose first comment?"
    assert len(on("post", "edit", 1, "--remove-profile", "linkedin", "--json").json()["variants"]) == 1


def test_the_text_comes_from_a_file_or_from_standard_input(
    on: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes("\ufeffZażółć\r\ngęślą\r\n".encode())
    assert on("post", "add", "--text-file", file, "--json").json()["text"] == "Zażółć\ngęślą"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Jaźń\n".encode())))
    assert on("post", "add", "--text", "-", "--json").json()["text"] == "Jaźń"
    monkeypatch.setattr(sys, "stdin", None)
    assert on("post", "add", "--text", "-").code == 1
    file.write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in on("post", "add", "--text-file", file).err
    assert on("post", "add", "--text-file", tmp_path / "none").code == 1


def test_an_idea_a_remark_and_a_list_of_a_day(on: Command) -> None:
    idea = on("post", "add", "--text", "Kiedyś", "--idea", "--json").json()
    assert idea["state"] == "idea" and idea["due_at"] is None
    on("post", "add", "--text", "Jutro", "--at", "2027-05-04 23:30", "--profile", "facebook")
    assert on("post", "comment", 1, "--text", "Kto napisze?").code == 0
    assert on("post", "show", 1, "--json").json()["comments"][0]["text"] == "Kto napisze?"
    day = on("post", "list", "--from", "2027-05-04", "--to", "2027-05-04", "--json").json()
    assert [row["id"] for row in day] == [2]


def test_texts_from_outside_cannot_steer_the_terminal(on: Command) -> None:
    on("post", "add", "--text", "\x1b]0;hacked\x07\x9b31m", "--title", "\x1b[2J", "--profile", "facebook")
    for words in (("post", "show", 1), ("post", "list"), ("post", "history", 1), ("post", "show", 1, "--json")):
        answer = on(*words)
        assert answer.code == 0 and not {"\x1b", "\x07", "\x9b"} & set(answer.out + answer.err)


@pytest.mark.parametrize("words", [("show", 99), ("submit", 99), ("approve", 99), ("history", 99)])
def test_a_post_that_is_not_there(on: Command, words: tuple[object, ...]) -> None:
    answer = on("post", *words)
    assert (answer.code, answer.out) == (1, "") and "99" in answer.err


def test_a_picture_with_its_alt_text(on: Command, tmp_path: Path) -> None:
    from PIL import Image

    picture = tmp_path / "kubek.png"
    Image.new("RGB", (8, 8), "red").save(picture)
    words = ("--media", picture, "--alt", "Czerwony kubek", "--profile", "facebook", "--json")
    post = on("post", "add", "--text", "Kubek", *words).json()
    assert post["media"][0]["alt_text"] == "Czerwony kubek" and post["variants"][0]["format"] == "image"
    assert on("post", "add", "--text", "x", "--alt", "bez pliku").code == 2


def test_a_day_that_is_over_is_refused_at_once(on: Command) -> None:
    refused = on("post", "add", "--text", "Kawa", "--profile", "facebook", "--at", "2020-01-01 10:00")
    assert refused.code == 1 and "is over" in refused.err
    assert on("post", "list", "--json").json() == []


def test_a_time_without_approval_and_an_edit_after_it_are_said_aloud(on: Command) -> None:
    on("post", "add", "--text", "Kawa", "--profile", "facebook")
    assert "not approved yet" in on("post", "schedule", 1, "--at", "2099-01-01 10:00").out
    on("post", "submit", 1)
    on("post", "approve", 1, "--as", EDITOR)
    assert "approval was withdrawn" in on("post", "edit", 1, "--text", "Herbata").out


def test_what_becomes_of_a_late_post_is_the_posts_own(on: Command) -> None:
    on("post", "add", "--text", "x", "--profile", 1)
    assert "not approved" in on("post", "if-late", 1, "publish").err
    on("post", "submit", 1)
    on("post", "approve", 1, "--as", EDITOR)
    on("post", "schedule", 1, "--at", "2099-01-01 10:00")
    assert on("delivery", "show", 1, "--json").json()["if_late"] == "brand"
    assert on("post", "if-late", 1, "publish").code == 0
    assert on("delivery", "show", 1, "--json").json()["if_late"] == "publish"
    assert "Publish it up to a day late" in on("delivery", "show", 1).out
    assert "New rule for being late" in on("post", "history", 1).out
    on("post", "if-late", 1, "brand")
    assert "As the brand: Put it on hold and ask" in on("delivery", "show", 1).out
