from __future__ import annotations

from tests.cli.conftest import Command


def test_without_a_pillar_it_is_said_how_to_add_one_and_then_it_is_taken(on: Command) -> None:
    given = ("post", "add", "--text", "x", "--profile", "facebook", "--pillar", "Moje porady")
    refused = on(*given, "--lang", "en")
    assert refused.code == 1
    assert refused.err == "There is no content pillar yet. Add one: szpalta pillar add 'Moje porady'\n"
    assert "pillar add 'Moje porady'" in on("kpi", "posts", "--pillar", "Moje porady").err
    assert on("pillar", "add", "Moje porady").code == 0
    (pillar,) = on("pillar", "list", "--json").json()
    assert pillar["name"] == "Moje porady" and "Moje porady" in on("pillar", "list").out
    assert on(*given, "--json").json()["pillar_id"] == pillar["id"]
