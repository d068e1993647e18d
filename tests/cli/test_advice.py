"""Advice on a terminal and as JSON, in both languages."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Command


@pytest.fixture
def imported(on: Command, tmp_path: Path) -> Command:
    """A hundred posts of the last half year, the even ones on Tuesdays."""
    file, mapping = tmp_path / "table.csv", tmp_path / "mapping.json"
    start = date.today() - timedelta(days=170)  # noqa: DTZ011
    start -= timedelta(days=start.weekday())
    lines = ["Post ID,Published,Type,Reach,Reactions,Comments,Shares"]
    for n in range(100):
        day = start + timedelta(days=n * 3 // 2)
        lines.append(f"p{n},{day} {9 + n % 9}:00,{'Photo' if n % 2 else 'Video'},1000,{20 + n * 7 % 30},2,1")
    file.write_text("\n".join(lines))
    assert on("import", file, "--profile", "facebook", "--dry-run", "--save-mapping", mapping).code == 0
    assert on("import", file, "--profile", "facebook", "--mapping", mapping).code == 0
    return on


def test_times_formats_and_frequency(imported: Command) -> None:
    (row,) = imported("advice", "time", "--json").json()
    assert (row["network"], row["metric"], row["timing"]["n"]) == ("facebook", "engagement_rate_by_reach", 100)
    assert row["evidence"] in ("strong", "some", "none")
    assert {test["kind"] for test in row["timing"]["tests"]} == {"weekday", "daypart"}
    assert "Tuesday" in imported("advice", "time").out
    assert "wtorek" in imported("advice", "time", "--lang", "pl").out
    (formats,) = imported("advice", "formats", "--json").json()
    assert {one["format"] for one in formats["rows"]} == {"image", "video"}
    assert "Guides for social media teams advise" in imported("advice", "formats").out
    (pace,) = imported("advice", "cadence", "--json").json()
    assert pace["reason"] == "too_few_weeks"
    assert "26" in imported("advice", "cadence").out


def test_nothing_is_said_of_nothing(on: Command) -> None:
    assert on("advice", "time", "--json").json() == []
    assert "no posts" in on("advice", "formats").out


def test_the_zone_of_the_audience(on: Command) -> None:
    assert on("advice", "zone", "facebook", "Europe/Lisbon", "--json").json()["zone"] == "Europe/Lisbon"
    assert "Europe/Lisbon" in on("advice", "zone", "facebook").out
    assert on("advice", "zone", "facebook", "Nowhere/At").code == 1
    assert on("advice", "zone", "facebook", "own", "--json").json()["zone"] != "Europe/Lisbon"
