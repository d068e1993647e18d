"""Workbooks in which each row is one cell that holds a line of a text table."""

from pathlib import Path

import openpyxl
import pytest

from app.exchange.imports import recognise
from tests.exchange.imports.exports import days, imported, keyed, posts

OVERVIEW = """Date,Video Views,Profile Views,Likes,Comments,Shares
2025-04-12,1591,7,10,1,0
2025-04-13,1154,1,5,0,0"""
POSTS = """Post ID,Account ID,Account username,Account name,Description,Publish time,Permalink,Post type,Date,Views,Reach
18000000000000001,17,jesion,Jesion,"tekst, z przecinkiem",03/25/2025 10:00,https://www.instagram.com/p/A/,IG image,Lifetime,10,5
18000000000000002,17,jesion,Jesion,"dwa
wiersze",03/26/2025 10:00,https://www.instagram.com/p/B/,IG image,Lifetime,20,6"""
REPORT = """# ----------------------------------------
# Account: Jesion, sklep
# ----------------------------------------
# Start date: 20240101
# End date: 20240131
Event name;Event count;Total users
scroll;5;3
click;2;1"""


def book(folder: Path, text: str) -> Path:
    written = openpyxl.Workbook()
    for line in text.split("\n"):
        written.active.append([line])
    path = folder / "export.xlsx"
    written.save(path)
    return path


def test_days(tmp_path: Path) -> None:
    ((source, items),) = imported(book(tmp_path, OVERVIEW))
    assert source == "tiktok.days"
    assert [(day, figures["views"]) for day, figures in days(items)] == [("2025-04-12", 1591), ("2025-04-13", 1154)]


def test_posts_whose_texts_have_commas_and_lines(tmp_path: Path) -> None:
    ((source, items),) = imported(book(tmp_path, POSTS))
    assert source == "meta.instagram_posts"
    assert [(post.text, keyed(post)["views"]) for post in posts(items)] == [
        ("tekst, z przecinkiem", 10),
        ("dwa\nwiersze", 20),
    ]


def test_a_report_below_its_remarks(tmp_path: Path) -> None:
    ((source, items),) = imported(book(tmp_path, REPORT))
    assert (source, len(items)) == ("ga4.breakdown", 4)


@pytest.mark.parametrize("text", ["Jesion, Kawa, Kraków\nHerbata\nMiód", "Notes\na, b, c\nd, e, f"])
def test_texts_with_commas_are_no_table(tmp_path: Path, text: str) -> None:
    assert recognise(book(tmp_path, text)) == []


def test_a_record_whose_date_lost_its_quotation_marks_is_not_read(tmp_path: Path) -> None:
    text = "Date,Impressions,Likes,Engagements,Bookmarks\nTue, Feb 18, 2025,62,0,3,0\nMon, Feb 17, 2025,4,1,3,0"
    assert recognise(book(tmp_path, text)) == []
