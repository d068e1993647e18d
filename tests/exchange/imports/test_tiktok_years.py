"""TikTok names no year: that of a post follows from its video's number, that of a day from the last day of the file."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import BadInput
from tests.exchange.imports.exports import days, imported, posts, saved

HEAD = "Time,Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views\n"


def number(day: date) -> int:
    """A video's number as TikTok makes them."""
    return int((day - date(1970, 1, 1)).total_seconds() + 40_000) << 32


def test_posts_in_no_order_of_time_have_the_year_of_their_video(tmp_path: Path) -> None:
    made = [date(2025, 7, 16), date(2025, 9, 3), date(2024, 4, 8), date(2025, 12, 31), date(2026, 1, 23)]
    rows = [
        f"February 28,Film,https://www.tiktok.com/@jesion/video/{number(day)},{day:%B} {day.day},1,2,3,{day.day}"
        for day in made
    ]
    ((_, items),) = imported(saved(tmp_path, HEAD + "\n".join(rows) + "\n"))
    assert [post.day for post in posts(items)] == made


def test_a_draft_made_before_new_year_is_published_after_it(tmp_path: Path) -> None:
    link = f"https://www.tiktok.com/@jesion/video/{number(date(2025, 12, 30))}"
    ((_, items),) = imported(saved(tmp_path, f"{HEAD}February 28,Film,{link},January 2,1,2,3,4\n"))
    assert [post.day for post in posts(items)] == [date(2026, 1, 2)]


def test_a_video_of_another_number_has_the_latest_such_day_up_to_the_last_one(tmp_path: Path) -> None:
    rows = [f"March 1,Film,https://www.tiktok.com/@jesion/video/12{n},{day},1,2,3,4" for n, day in enumerate(
        ("July 16", "February 20", "September 3", "February 29"))]  # fmt: skip
    ((_, items),) = imported(saved(tmp_path, HEAD + "\n".join(rows) + "\n"), last_day="2026-03-01")
    assert [post.day for post in posts(items)] == [
        date(2025, 7, 16), date(2026, 2, 20), date(2025, 9, 3), date(2024, 2, 29),
    ]  # fmt: skip


def test_a_leap_day_tells_the_year(tmp_path: Path) -> None:
    text = "Date,Followers,Difference in followers from previous day\nFebruary 28,5,1\nFebruary 29,6,1\nMarch 1,7,1\n"
    ((_, items),) = imported(saved(tmp_path, text), last_day="2026-11-20")
    assert [day for day, _ in days(items)] == ["2024-02-28", "2024-02-29", "2024-03-01"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("28 lutego", "1 marca"), ("28 de febrero", "1 de marzo"), ("28 février", "1 mars"), ("28 Şubat", "1 Mart"),
        ("28 tháng 2", "1 tháng 3"), ("2月28日", "3月1日"), ("28 Februari", "1 Maret"), ("28 лютого", "1 березня"),
        ("28. února", "1. března"), ("28 февраля", "1 марта"), ("28.lut", "01.mar"), ("28-Feb", "1-Mar"),
    ],
)  # fmt: skip
def test_months_of_many_languages(tmp_path: Path, first: str, second: str) -> None:
    text = f"Date,Video Views,Profile Views,Likes,Comments,Shares\n{first},1,0,0,0,0\n{second},2,0,0,0,0\n"
    ((source, items),) = imported(saved(tmp_path, text), last_day="2026-03-02")
    assert source == "tiktok.days"
    assert [day for day, _ in days(items)] == ["2026-02-28", "2026-03-01"]


def test_an_archive_remembers_when_it_was_packed(tmp_path: Path) -> None:
    path = tmp_path / "Overview.zip"
    text = "Date,Video Views,Profile Views,Likes,Comments,Shares\nDecember 31,1,0,0,0,0\nJanuary 1,2,0,0,0,0\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("Overview.csv", (2024, 1, 2, 10, 0, 0)), text)
    ((_, items),) = imported(path)
    assert [day for day, _ in days(items)] == ["2023-12-31", "2024-01-01"]


@pytest.mark.parametrize(
    "name",
    ["Overview_2023-12-30_1704153600_jesion.csv", "Overview_1704153600.csv", "Overview 2023-12-30 - 2024-01-01.csv"],
)
def test_a_file_kept_for_years_is_called_by_when_it_was_made(tmp_path: Path, name: str) -> None:
    text = "Date,Video Views,Profile Views,Likes,Comments,Shares\nDecember 31,1,0,0,0,0\nJanuary 1,2,0,0,0,0\n"
    path = saved(tmp_path, text).rename(tmp_path / name)
    ((_, items),) = imported(path)
    assert [day for day, _ in days(items)] == ["2023-12-31", "2024-01-01"]


def test_the_year_can_be_told_alone(tmp_path: Path) -> None:
    text = "Date,Video Views,Profile Views,Likes,Comments,Shares\nDecember 31,1,0,0,0,0\nJanuary 1,2,0,0,0,0\n"
    ((_, items),) = imported(saved(tmp_path, text), year="2024")
    assert [day for day, _ in days(items)] == ["2023-12-31", "2024-01-01"]


def test_a_year_that_is_none_is_refused(tmp_path: Path) -> None:
    text = "Date,Video Views,Profile Views,Likes,Comments,Shares\nDecember 31,1,0,0,0,0\n"
    with pytest.raises(BadInput, match=r"import\.answer_invalid"):
        imported(saved(tmp_path, text), year="20x4")
