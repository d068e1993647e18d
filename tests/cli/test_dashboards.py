"""`szpalta dashboard`: from a ready one to a file and back."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import EDITOR, OWNER, Command


def test_a_dashboard_goes_from_person_to_person(szpalta: Command, tmp_path: Path) -> None:
    file, place = tmp_path / "w.szpalta", tmp_path / "d.json"
    assert szpalta("new", file, "--owner", OWNER, "--name", "Jesion").code == 0
    assert szpalta("member", "add", "--name", "Ola", "--email", EDITOR, "--role", "editor").code == 0
    made = szpalta("dashboard", "copy", "overview", "--name", "Zarząd", "--json").json()
    assert (made["name"], len(made["tiles"])) == ("Zarząd", 10)
    assert szpalta("dashboard", "list", "--as", EDITOR, "--json").json() == []
    shared = szpalta("dashboard", "share", "Zarząd", "--with", "editor")
    assert shared.code == 0 and "Zarząd" in shared.out
    listed = szpalta("dashboard", "list", "--as", EDITOR)
    assert made["key"] in listed.out and "Zarząd" in listed.out
    shown = szpalta("dashboard", "show", "zarząd", "--lang", "pl")
    assert "Obserwujący" in shown.out
    refused = szpalta("dashboard", "delete", "Zarząd", "--as", EDITOR)
    assert refused.code == 1 and "belongs to somebody else" in refused.err
    assert szpalta("dashboard", "export", "Zarząd", "-o", place).code == 0
    assert szpalta("dashboard", "delete", "Zarząd").code == 0
    brought = szpalta("dashboard", "import", place, "--as", EDITOR, "--json").json()
    assert brought["tiles"] == made["tiles"] and brought["key"] != made["key"]
    place.write_text(json.dumps(json.loads(place.read_text()) | {"tiles": [{"kind": "teapot"}]}))
    unknown = szpalta("dashboard", "import", place)
    assert unknown.code == 1 and "teapot" in unknown.err
    long = szpalta("dashboard", "copy", "overview", "--name", "z" * 200, "--lang", "pl")
    assert long.code == 1 and "80 znaków" in long.err
    missing = szpalta("dashboard", "import", tmp_path / "no.json")
    assert missing.code == 1 and "no.json" in missing.err


def test_targets_are_listed_in_words(on: Command) -> None:
    on("target", "set", "followers", "--value", "500")
    on("target", "set", "engagement_rate_by_reach_median", "--value", "4.5", "--per", "week")
    told = on("target", "list", "--lang", "en").out
    assert [line.split("  ")[0] for line in told.splitlines()[1:]] == [
        "Followers",
        "Engagement rate by reach, median of posts",
    ]
    assert "month" in told and " 500\n" in told and "4.50%" in told
    assert {row["kpi"] for row in on("target", "list", "--json").json()} > {"followers"}
