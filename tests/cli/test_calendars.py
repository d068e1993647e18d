from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.cli.conftest import Command

SPAN = ("--from", "2027-01-01", "--to", "2027-12-31")


def test_the_holidays_of_a_year(on: Command) -> None:
    rows = on("holidays", "--year", 2027, "--json").json()
    easter = next(row for row in rows if row["day"] == "2027-03-28" and row["kind"] == "holiday")
    assert easter["name"] and "trading_sunday" in {row["kind"] for row in rows}
    assert on("holidays", "--year", 3000).code == 1
    assert on("holidays").code == 2


def test_the_calendar_for_colleagues_holds_the_plan_without_its_texts(on: Command, tmp_path: Path) -> None:
    on("post", "add", "--text", "Tajna nowość", "--title", "Zima", "--at", "2027-01-05 18:00", "--profile", "facebook")
    file = tmp_path / "plan.ics"
    assert on("export", "ics", "-o", file, *SPAN, "--json").json()["entries"] == 1
    content = file.read_text()
    assert "Zima" in content and "Tajna" not in content and "20270105T170000Z" in content
    on("export", "ics", "-o", file, *SPAN, "--with-text")
    assert "Tajna" in file.read_text()
    assert on("export", "ics", "-o", file, *SPAN, "--profile", "linkedin", "--json").json()["entries"] == 0


def test_lists_are_safe_in_a_spreadsheet_and_have_utc_times(on: Command, tmp_path: Path) -> None:
    words = ("--title", "=HYPERLINK(1)", "--at", "2027-01-05 18:00", "--profile", "facebook")
    on("post", "add", "--text", "@SUM(1)", *words)
    page, data = tmp_path / "plan.csv", tmp_path / "plan.json"
    on("export", "csv", "-o", page, *SPAN, "--with-text")
    with page.open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["title"], row["text"], row["at"]) == ("'=HYPERLINK(1)", "'@SUM(1)", "2027-01-05T17:00:00Z")
    on("export", "json", "-o", data, *SPAN)
    [entry] = json.loads(data.read_text())
    assert entry["title"] == "=HYPERLINK(1)" and entry["campaign"] is None and "text" not in entry


def test_a_folder_that_is_not_there(on: Command, tmp_path: Path) -> None:
    answer = on("export", "csv", "-o", tmp_path / "no" / "plan.csv")
    assert answer.code == 1 and "Traceback" not in answer.err
