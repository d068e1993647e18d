"""The history of a profile's followers, which no network signs."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.exchange.imports import recognise
from tests.exchange.imports.exports import days, imported, saved


@pytest.mark.parametrize(
    "text",
    [
        "Date,Followers\n2026-01-01,1000\n2026-01-02,1003\n",
        "Data;Obserwujący\n01.01.2026;1 000\n02.01.2026;1 003\n",
        "Date\tFollower count\n2026-01-01 00:00\t1000\n2026-01-02 00:00\t1003\n",
    ],
)
def test_days_and_followers_alone_are_read_for_whatever_profile_is_chosen(tmp_path: Path, text: str) -> None:
    path = saved(tmp_path, text)
    (table,) = recognise(path)
    ((source, items),) = imported(path)
    assert (table.network, source) == (None, "followers.days")
    assert days(items) == [("2026-01-01", {"followers": 1000}), ("2026-01-02", {"followers": 1003})]


def test_what_tools_write_beside_followers(tmp_path: Path) -> None:
    ((source, items),) = imported(saved(tmp_path, "Date,Followers,Change,Following,Posts\n2026-01-02,1003,3,50,7\n"))
    told = {"followers": 1003.0, "net_followers": 3.0, "Following": 50.0, "Posts": 7.0}
    assert (source, days(items)) == ("followers.days", [("2026-01-02", told)])


def test_the_name_of_the_account_and_the_hour_of_the_look_up_are_no_figures(tmp_path: Path) -> None:
    text = "date,username,followers,daily growth,updated_at\n2026-01-02,anna,1003,3,2026-01-02T10:00:00Z\n"
    ((source, items),) = imported(saved(tmp_path, text))
    assert (source, days(items)) == ("followers.days", [("2026-01-02", {"followers": 1003.0, "net_followers": 3.0})])


def test_of_accounts_in_one_history_it_is_asked_which_is_meant(tmp_path: Path) -> None:
    text = "Date,Username,Followers\n2026-01-01,anna,1000\n2026-01-01,ola,10\n"
    (table,) = recognise(saved(tmp_path, text))
    assert [(question.name, question.options) for question in table.questions][1:] == [("account", ("anna", "ola"))]


def test_of_several_counts_of_a_day_the_last_one_stands(tmp_path: Path) -> None:
    text = (
        "Timestamp,Followers\n25/09/2025 9:38,1584\n25/09/2025 17:38,1585\n25/09/2025 7:38,1582\n26/09/2025 7:48,1586\n"
    )
    ((_, items),) = imported(saved(tmp_path, text))
    assert days(items) == [("2025-09-25", {"followers": 1585}), ("2025-09-26", {"followers": 1586})]


def test_days_without_a_year_end_with_the_day_that_is_asked_for(tmp_path: Path) -> None:
    path = saved(tmp_path, "Date,Followers\nDec 31,100\nJan 1,103\n")
    (table,) = recognise(path)
    assert [question.name for question in table.questions] == ["last_day"]
    ((_, items),) = imported(path, last_day="2026-01-01")
    assert [day for day, _ in days(items)] == ["2025-12-31", "2026-01-01"]


def test_the_history_of_tiktok_is_still_known_as_its_own(tmp_path: Path) -> None:
    path = saved(tmp_path, "Date,Followers,Difference in followers from previous day\nJanuary 1,103,3\n")
    assert [(table.source, table.network) for table in recognise(path)] == [("tiktok.audience_days", "tiktok")]


@pytest.mark.parametrize("header", ["Date,Followers,Impressions", "Name,Followers", "Date,Total followers"])
def test_other_tables_with_followers_are_not_taken_for_a_history(tmp_path: Path, header: str) -> None:
    assert not any(
        table.source == "followers.days" for table in recognise(saved(tmp_path, f"{header}\n2026-01-01,1,2\n"))
    )
