"""Brands, people, profiles, personas, campaigns and tasks."""

from __future__ import annotations

from tests.cli.conftest import EDITOR, Command


def test_brands(on: Command) -> None:
    added = on(
        "brand", "add", "--name", "Kuźnia", "--place", "PL", "--place", "DE:BY", "--four-eyes", "off", "--json"
    ).json()
    assert added["places"] == [{"country": "PL", "regions": []}, {"country": "DE", "regions": ["BY"]}]
    changed = on("brand", "edit", "kuźnia", "--tone", "spokojny", "--banned-word", "tanio", "--json").json()
    assert (changed["tone"], changed["banned_words"]) == ("spokojny", ["tanio"])
    assert on("brand", "show", added["id"], "--json").json() == changed
    assert [row["name"] for row in on("brand", "list", "--json").json()] == ["Jesion", "Kuźnia"]
    assert on("brand", "add", "--name", "x", "--place", "Polska").code == 2
    assert "Kuźnia" in on("profile", "add", "x", "--name", "X", "--handle", "x").err, "which brand?"


def test_people_and_roles(on: Command) -> None:
    assert on("member", "show", EDITOR, "--json").json()["roles"] == [{"brand_id": 1, "roles": ["editor"]}]
    assert on("member", "edit", "Ola Lis", "--role", "viewer", "--json").json()["roles"][0]["roles"] == ["viewer"]
    refused = on("post", "add", "--text", "x", "--as", EDITOR)
    assert refused.code == 1 and "role" in refused.err
    assert on("member", "edit", EDITOR, "--active", "no", "--json").json()["active"] is False
    assert on("member", "add", "--name", "O", "--email", EDITOR, "--role", "editor").code == 1
    assert "Anna Nowak" in on("member", "list").out


def test_profiles(on: Command) -> None:
    rows = on("profile", "list", "--json").json()
    assert [row["connection"] for row in rows] == ["practice", "none"]
    assert rows[1]["cadence"] == {"per": "week", "low": 4, "high": 5}
    assert on("profile", "edit", "linkedin", "--cadence", "1/day", "--json").json()["cadence"]["per"] == "day"
    assert on("profile", "show", "@jesion", "--json").json()["id"] == 1
    assert on("profile", "show", "nobody").code == 1
    assert on("profile", "add", "myspace", "--name", "x", "--handle", "x").code == 2


def test_personas_and_what_they_rest_on(on: Command) -> None:
    on("persona", "add", "--name", "Marta", "--summary", "Kupuje w sobotę", "--share", "0.4")
    changed = on(
        *("persona", "statement", "add", "Marta", "--block", "goals", "--text", "Mniej rzeczy", "--kind", "measured"),
        *("--source", "ankieta", "--n", "120", "--from", "2026-01-01", "--to", "2026-03-31", "--json"),
    ).json()
    assert changed["measured_share"] == 1.0 and changed["statements"][0]["n"] == 120
    on("persona", "statement", "add", "Marta", "--block", "pains", "--text", "Brak czasu")
    assert on("persona", "show", 1, "--json").json()["measured_share"] == 0.5
    assert "Marta" in on("persona", "list").out
    post = on("post", "add", "--text", "x", "--persona", "Marta", "--json").json()
    assert post["persona_ids"] == [1]


def test_campaigns(on: Command) -> None:
    words = ("--name", "Zima", "--from", "2026-11-01", "--to", "2026-12-31", "--budget", "1250,50", "--json")
    added = on("campaign", "add", *words).json()
    assert (added["budget_minor"], added["currency"]) == (125050, "PLN")
    post = on("post", "add", "--text", "x", "--campaign", "Zima", "--json").json()
    assert on("campaign", "show", "Zima", "--json").json()["post_ids"] == [post["id"]]
    assert "PLN" in on("campaign", "list").out
    assert on("campaign", "add", "--name", "Y", "--budget", "1.005").code == 2


def test_tasks(on: Command) -> None:
    added = on("task", "add", "Zdjęcia", "--for", EDITOR, "--due", "2026-12-01", "--json").json()
    assert (added["assignee_id"], added["due_on"]) == (2, "2026-12-01")
    assert [row["id"] for row in on("task", "list", "--mine", "--as", EDITOR, "--json").json()] == [1]
    assert on("task", "done", 1, "--as", EDITOR, "--json").json()["done_by"] == 2
    assert on("task", "list", "--json").json() == []
    assert len(on("task", "list", "--all", "--json").json()) == 1
    assert on("task", "done", 1).code == 1


def test_a_member_reads_only_the_brands_of_their_roles(on: Command) -> None:
    on("brand", "add", "--name", "Kuźnia")
    on("profile", "add", "x", "--name", "Kuźnia X", "--handle", "kuznia", "--connect", "practice", "--brand", "Kuźnia")
    on("post", "add", "--brand", "Kuźnia", "--profile", "x", "--title", "Kuźnia rusza", "--text", "Kuźnia")
    on("persona", "add", "--brand", "Kuźnia", "--name", "Kuźnia kowal")
    on("campaign", "add", "--brand", "Kuźnia", "--name", "Kuźnia zima")
    on("task", "add", "Kuźnia cennik", "--brand", "Kuźnia")
    lists = [(name, "list") for name in ("brand", "profile", "post", "persona", "campaign", "task")]
    for words in lists:
        assert "Kuźnia" in on(*words).out
        answer = on(*words, "--as", EDITOR)
        assert (answer.code, "Kuźnia" in answer.out) == (0, False), words
    for words in (
        ("post", "show", 1),
        ("post", "history", 1),
        ("profile", "show", "kuznia"),
        ("brand", "show", "Kuźnia"),
    ):
        assert on(*words).code == 0
        hidden, nothing = on(*words, "--as", EDITOR), on(*words[:2], 99, "--as", EDITOR)
        assert hidden.code == nothing.code == 1
        name = str(words[2])
        assert hidden.err.replace(name, "99") == nothing.err, "as if it were not there"
    assert on("kpi", "posts", "--profile", "kuznia", "--as", EDITOR).code == 1
