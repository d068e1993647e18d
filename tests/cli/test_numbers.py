"""Import, KPIs, cadence: on a table of four posts, worked out by hand."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Command

TABLE = """Post ID,Date,Reach,Reactions,Comments,Shares
a,2026-03-02,1000,10,5,5
b,2026-03-03,500,20,3,2
c,2026-03-10,200,1,1,0
d,2026-03-11,,7,0,0
"""
"""Interactions 20, 25, 2, 7; by reach 2 %, 5 %, 1 %, unknown."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first test keeps the workspace with the table in it for the others."""
    return tmp_path_factory.mktemp("imported") / "team.szpalta"


@pytest.fixture
def imported(on: Command, team: Path, kept: Path, tmp_path: Path) -> Command:
    if kept.exists():
        shutil.copyfile(kept, team)
        return on
    file, mapping = tmp_path / "table.csv", tmp_path / "mapping.json"
    file.write_text(TABLE)
    assert on("import", file, "--profile", "linkedin", "--dry-run", "--save-mapping", mapping).code == 0
    report = on("import", file, "--profile", "linkedin", "--mapping", mapping, "--json").json()[0]
    assert (report["rows_read"], report["rows_kept"], report["posts_new"]) == (4, 4, 4)
    again = on("import", file, "--profile", "linkedin", "--mapping", mapping, "--json").json()[0]
    assert (again["posts_new"], again["figures_new"]) == (0, 0)
    shutil.copyfile(team, kept)
    return on


def test_rates_by_hand(imported: Command) -> None:
    names = [f"engagement_rate_by_reach_{kind}" for kind in ("median", "mean", "pooled")]
    found = imported("kpi", *names, "--from", "2026-03-01", "--to", "2026-03-31", "--json").json()
    assert [round(row["value"], 9) for row in found] == [2, round(8 / 3, 9), round(47 / 1700 * 100, 9)]
    assert [row["n_used"] for row in found] == [3, 3, 3]
    assert sum(found[0]["n_left_out"].values()) == 1
    assert found[0]["period"] == {"from": "2026-03-01", "to": "2026-03-31"}
    assert set(found[0]) == {
        *("kpi", "value", "unit", "formula", "denominator", "n_used", "n_left_out", "period", "filters", "group"),
        *("flags", "rows", "breaks"),
    }


def test_a_value_for_each_week_and_the_days_of_the_data_when_none_are_named(imported: Command) -> None:
    found = imported("kpi", "interactions", "--by", "week", "--json").json()
    assert [row["value"] for row in found] == [45, 9]
    assert [row["group"]["by"] for row in found] == ["week", "week"]
    assert found[0]["period"] == {"from": "2026-03-02", "to": "2026-03-11"}


def test_groups_of_profiles_say_network_and_handle(imported: Command) -> None:
    groups = [row["group"] for row in imported("kpi", "posts", "--by", "profile", "--json").json()]
    assert {(row["network"], row["handle"]) for row in groups} >= {("linkedin", "jesion-sp")}
    assert "network" not in imported("kpi", "posts", "--by", "month", "--json").json()[0]["group"]


def test_a_kpi_nothing_resembles(imported: Command) -> None:
    told = imported("kpi", "qqqqqq").err
    assert "qqqqqq" in told and ": ." not in told


def test_filters_and_refusals(imported: Command) -> None:
    assert imported("kpi", "posts", "--profile", "facebook", "--json").json()[0]["value"] in (0, None)
    assert imported("kpi", "posts", "--network", "linkedin", "--json").json()[0]["value"] == 4
    wrong = imported("kpi", "engagement")
    assert wrong.code == 1 and "engagement" in wrong.err
    assert imported("kpi", "posts", "--by", "moon").code == 1
    assert imported("kpi", "posts", "--from", "2026-03-02", "--to", "2026-03-01").code == 1
    assert imported("kpi", "posts", "--from", "March").code == 2


def test_without_names_the_dictionary_is_listed(on: Command) -> None:
    rows = on("kpi", "--json").json()
    assert {"followers", "posts_per_week", "best_posts"} <= {row["kpi"] for row in rows}
    assert all(row["formula"] for row in rows)


def test_people_see_aligned_numbers_with_their_formula(imported: Command) -> None:
    told = imported("kpi", "engagement_rate_by_reach_pooled").out
    assert "2.765%" in told and "÷" in told
    assert "2,765%" in imported("kpi", "engagement_rate_by_reach_pooled", "--lang", "pl").out


def test_profiles_of_one_name_are_told_apart(imported: Command) -> None:
    imported("profile", "edit", "linkedin", "--name", "Jesion")
    assert "linkedin/jesion-sp" in imported("kpi", "posts", "--by", "profile").out
    lists = imported("kpi", "best_posts").out
    assert "Place" in lists and "engagement rate by reach" in lists


def test_a_bad_file_changes_nothing_and_does_not_stop_the_others(on: Command, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.csv", tmp_path / "good.csv"
    bad.write_bytes(b"\x00\x01\x02")
    good.write_text(TABLE)
    answer = on("import", bad, good, tmp_path / "none.csv", "--profile", "linkedin", "--json")
    assert answer.code == 1 and "bad.csv" in answer.err and "none.csv" in answer.err
    assert on("kpi", "posts", "--json").json()[0]["value"] in (0, None)
    assert on("import", good, "--answer", "year").code == 2
    unknown = on("import", good, "--answer", "lastday=2024-11-10", "--lang", "en")
    assert (unknown.code, "no answer called lastday" in unknown.err, "last_day" in unknown.err) == (2, True, True)


def test_cadence_against_the_target(on: Command) -> None:
    on("post", "add", "--text", "x", "--at", "2027-03-02 12:00", "--profile", "linkedin")
    rows = on("cadence", "--from", "2027-03-01", "--to", "2027-03-07", "--profile", "linkedin", "--json").json()
    assert [(row["week"], row["low"], row["high"], row["planned"], row["missing"]) for row in rows] == [
        ("2027-W09", 4, 5, 1, 3)
    ]
    assert "too few" in on("cadence", "--from", "2027-03-01", "--profile", "linkedin").out


def test_a_kpi_is_shown_with_its_words_and_what_it_may_be_held_against(imported: Command) -> None:
    told = imported("kpi", "show", "engagement_rate_by_followers").out
    assert "followers on the publication day" in told and "0.063%" in told and "Rival IQ 2024" in told
    polish = imported("kpi", "show", "engagement_rate_by_followers", "--lang", "pl").out
    assert "za omówieniami prasowymi" in polish
    data = imported("kpi", "show", "posts_per_week", "--network", "facebook", "--json").json()
    assert {row["key"] for row in data["typical"]} == {"rivaliq-2024-posts-facebook", "rivaliq-2023-posts-facebook"}
    assert [row["network"] for row in data["own"]] == ["facebook"]
    assert "– no data of these days, n = 0" in imported("kpi", "show", "organic_views").out


def test_kpis_of_any_stored_measure_are_listed(imported: Command) -> None:
    listed = imported("kpi", "list").out
    assert "sum:METRIC" in listed and "Sum of METRIC" in listed and "best_posts:METRIC" in listed
    (stored,) = [line for line in listed.splitlines() if line.startswith("Measures stored here: ")]
    assert stored == "Measures stored here: comments, reach, reactions, shares"
    rows = {row["kpi"]: row for row in imported("kpi", "list", "--json").json()}
    assert "reach" in rows["median:METRIC"]["metrics"]


def test_what_waits_is_listed_and_says_for_what(imported: Command) -> None:
    rows = {row["kpi"]: row["waits_for"] for row in imported("kpi", "list", "--json").json()}
    assert (rows["share_of_voice"], rows["posts"]) == ("listening", None)
    assert "inbox" in imported("kpi", "show", "response_time").out
    assert rows["traffic_sources"] is None and rows["cost_per_result"] is None
    refused = imported("kpi", "response_time")
    assert refused.code == 1 and "inbox" in refused.err


def test_the_table_of_typical_values_is_the_workspaces_own(imported: Command) -> None:
    new = ("--value", 3, "--unit", "per_week", "--year", 2026, "--population", "p", "--source", "s")
    assert imported("typical", "set", "own", *new).code == 2
    assert imported("typical", "set", "own", "--kpi", "posts_per_week", "--network", "facebook", *new).code == 0
    changed = imported("typical", "set", "own", "--value", 4, "--json").json()
    assert (changed["value"], changed["formula"]) == (4, "posts ÷ days of the period × 7")
    assert "own" in {row["key"] for row in imported("typical", "list", "--json").json()}
    assert imported("typical", "set", "another", "--value", 4).code == 2
    assert imported("typical", "remove", "own").code == 0
    assert "own" not in {row["key"] for row in imported("typical", "list", "--json").json()}


def test_a_typical_value_with_another_formula_is_compared_with_nothing(imported: Command) -> None:
    shipped = "rivaliq-2024-posts-facebook"
    assert imported("typical", "set", shipped, "--kpi", "posts_per_week", "--formula", "f").code == 2
    changed = imported("typical", "set", shipped, "--formula", "posts ÷ working weeks", "--json").json()
    assert (changed["kpi"], changed["formula"]) == (None, "posts ÷ working weeks")
    assert imported("typical", "set", shipped, "--kpi", "followers_per_week", "--json").code == 1


def test_points_of_the_interactivity_index(imported: Command) -> None:
    assert imported("kpi", "interactivity_index", "--json").json()[0]["value"] == 37 + 9 * 4 + 7 * 16 + 1
    assert imported("kpi-weights", "--approval", 1, "--comments", 0, "--shares", 0).code == 0
    assert imported("kpi", "interactivity_index", "--json").json()[0]["value"] == 38
    assert imported("kpi-weights", "--shares", -1).code == 1


def test_the_words_of_the_dictionary_are_no_kpis(imported: Command) -> None:
    assert imported("kpi", "show").code == 2
    assert imported("kpi", "list", "posts").code == 2


def test_results_per_pillar_say_how_posts_count(imported: Command) -> None:
    assert imported("kpi", "posts", "--by", "pillar", "--json").json()[0]["flags"] == {"counted_once": 1}
    assert "once, for its pillar" in imported("kpi", "posts", "--by", "pillar").out


def test_posts_of_two_profiles_in_one_file_go_into_both(on: Command, tmp_path: Path) -> None:
    for name in ("Buk", "Dąb"):
        on("profile", "add", "facebook", "--name", name, "--handle", f"{name}-1")
    file = tmp_path / "posts.csv"
    header = "Post ID,Page name,Title,Publish time,Permalink,Post type,Date,Reach,Reactions,Comments,Shares\n"
    row = "{0},{1},x,03/15/2026 08:30,https://x.invalid/{0},Photos,Lifetime,200,10,2,1\n"
    file.write_text(header + row.format(1, "Buk") + row.format(2, "Dąb") + row.format(3, "Dąb") + row.format(4, "Grab"))
    buk, dab = on("import", file, "--json").json()
    assert [(each["rows_kept"], each["rows_skipped"]) for each in (buk, dab)] == [(1, 3), (2, 2)]
    told = on("import", file, "--profile", "facebook/Buk-1").out
    assert "Dąb, Grab" in told and "Profile        Buk\n" in told
    (named,) = on("import", file, "--profile", "facebook/Buk-1", "--answer", "account=Grab", "--json").json()
    assert named["rows_kept"] == 1


def test_a_dry_run_and_an_import_name_the_columns_they_leave(on: Command, tmp_path: Path) -> None:
    file, mapping = tmp_path / "table.csv", tmp_path / "mapping.json"
    lines = TABLE.splitlines()
    file.write_text("\n".join([f"{lines[0]},Notes", *(f"{line},x" for line in lines[1:])]))
    on("import", file, "--profile", "linkedin", "--dry-run", "--save-mapping", mapping)
    given = json.loads(mapping.read_text())
    next(row for row in given["columns"] if row["column"] == "Notes")["meaning"] = None
    mapping.write_text(json.dumps(given))
    for more in (("--dry-run",), ()):
        shown = on("--lang", "en", "import", file, "--profile", "linkedin", "--mapping", mapping, *more)
        assert "Columns not imported: Notes" in shown.out


def test_a_kpi_of_any_measure_is_told_by_its_name_and_kept_by_its_key(imported: Command) -> None:
    told = imported("kpi", "sum:reactions", "--lang", "pl").out
    assert "Suma: reakcje" in told and "sum:reactions" not in told and "sum over posts" not in told
    assert imported("kpi", "sum:reactions", "--json").json()[0]["kpi"] == "sum:reactions"


def test_followers_name_the_profiles_without_figures(imported: Command) -> None:
    told = imported("kpi", "followers", "--network", "linkedin").out
    assert "followers not known: 1 profile (linkedin/jesion-sp)" in told
    rows = imported("kpi", "followers", "--by", "profile", "--json").json()
    assert {row["group"]["handle"] for row in rows} == {
        row["handle"] for row in imported("profile", "list", "--json").json()
    }
    assert all(row["value"] is None and row["n_left_out"] == {"no_followers": 1} for row in rows)


def test_daily_figures_say_of_how_many_profiles_they_are(on: Command, tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    rows = [f"2026-03-{day:02d},{1000 + day},{day % 3}" for day in range(1, 29)]
    file.write_text("\n".join(["Date,Followers,New followers", *rows]))
    assert on("import", file, "--profile", "linkedin").code == 0
    for options in ((), ("--by", "week")):
        told = on("kpi", "sum:new_followers", *options, "--lang", "pl").out
        assert "dzienne dane 1 z " in told
    assert "dzienne dane" not in on("kpi", "sum:new_followers", "--profile", "linkedin", "--lang", "pl").out


def test_a_profile_counts_once_however_many_weeks_there_are(on: Command, tmp_path: Path) -> None:
    file, mapping = tmp_path / "days.csv", tmp_path / "mapping.json"
    rows = [f"2026-03-{day:02d},{day % 3},1" for day in range(2, 30)]
    file.write_text("\n".join(["Date,New followers,Unfollows", *rows]))
    assert on("import", file, "--profile", "linkedin", "--dry-run", "--save-mapping", mapping).code == 0
    assert on("import", file, "--profile", "linkedin", "--mapping", mapping).code == 0
    told = on("kpi", "follower_growth", "--by", "week", "--profile", "linkedin", "--lang", "pl").out
    assert "Dla 1 profilu przyrost to suma dziennych zmian." in told
