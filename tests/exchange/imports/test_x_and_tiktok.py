"""Exports of X and TikTok: days without a year, escaped texts, the same word for two figures."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.errors import BadInput
from app.domain.imports import ImportedAudience, RowProblem
from app.exchange.imports import recognise
from tests.exchange.imports.exports import days, groups, imported, keyed, posts, saved, workbook

CONTENT = (
    "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,{share},New follows,Replies,Reposts,"
    "Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks\n"
)


@pytest.mark.parametrize(("share", "day"), [("Shares", "Fri, Jun 5, 2026"), ("Share", "Fri Jun 05 2026")])
def test_content_of_x(tmp_path: Path, share: str, day: str) -> None:
    row = f'2027324435000000123,"{day}","Mydło &amp; krem\nnowe",https://x.com/i/status/1,"1,234",5,9,2,4,1,3,6,7,8,10,0,11\n'
    ((source, items),) = imported(saved(tmp_path, CONTENT.format(share=share) + row))
    (post,) = posts(items)
    assert source == "x.posts"
    assert (post.external_id, post.day, post.text) == ("2027324435000000123", date(2026, 6, 5), "Mydło & krem\nnowe")
    assert keyed(post) == {
        "impressions": 1234, "likes": 5, "engagements": 9, "saves": 2, share: 4, "follows": 1, "comments": 3, "shares": 6,
        "profile_visits": 7, "Detail Expands": 8, "link_clicks": 10, "Hashtag Clicks": 0, "Permalink Clicks": 11,
    }  # fmt: skip


def test_ids_in_scientific_notation_are_refused(tmp_path: Path) -> None:
    row = '2.02732E+18,"Fri, Jun 5, 2026",Mydło,https://x.com/i/status/1,1,5,9,2,4,1,3,6,7,8,10,0,11\n'
    with pytest.raises(BadInput, match=r"import\.damaged_ids"):
        recognise(saved(tmp_path, CONTENT.format(share="Share") + row))


def test_the_overview_of_x(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,Profile visits,Create Post,"
        'Video views,Media views\n"Tue, Aug 25, 2026",100,10,20,1,2,5,3,1,2,7,1,8,9\n'
        '"Mon, Aug 24, 2026",50,5,-1,0,1,2,1,0,,3,0,4,5\n',
    )
    ((source, items),) = imported(path)
    assert source == "x.days"
    (newer, first), (older, second) = days(items)
    assert (newer, older) == ("2026-08-25", "2026-08-24")
    assert first == {
        "impressions": 100, "likes": 10, "engagements": 20, "saves": 1, "Shares": 2, "new_followers": 5, "lost_followers": 3,
        "comments": 1, "shares": 2, "profile_visits": 7, "Create Post": 1, "Video views": 8, "Media views": 9,
    }  # fmt: skip
    assert second["engagements"] == -1 and "shares" not in second
    assert [item.code for item in items if isinstance(item, RowProblem)] == ["import.negative_value"]


def test_the_overview_of_x_in_polish(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Data;Wyświetlenia;Polubienia;Aktywność;Zakładki;Udostępnienia;Nowi obserwujący;Odpowiedzi;Podania dalej;"
        "Wizyty na profilu\n2026-08-25;1 234;10;20;1;2;5;1;2;7\n",
        "cp1250",
    )
    ((source, items),) = imported(path)
    assert source == "x.days"
    assert days(items)[0][1]["impressions"] == 1234 and days(items)[0][1]["shares"] == 2


def test_the_old_activity_of_tweets(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        '"Tweet id","Tweet permalink","Tweet text","time","impressions","engagements","engagement rate","retweets","replies",'
        '"likes","user profile clicks","url clicks","hashtag clicks","detail expands","permalink clicks","app opens",'
        '"app installs","follows","email tweet","dial phone","media views","media engagements","promoted impressions",'
        '"promoted engagements"\n"1160000000000000001","https://twitter.com/a/status/1","Tekst","2026-08-15 22:30 +0000",'
        '"1000.0","50.0","0.05","3.0","2.0","9.0","4","1","0","30","0","0","0","1","0","0","7","7","-","-"\n',
    )
    ((source, items),) = imported(path, zone="Europe/Warsaw", profile_zone="Europe/Warsaw")
    (post,) = posts(items)
    assert source == "x.posts"
    assert (post.published_at, post.day, post.hour) == (datetime(2026, 8, 15, 22, 30, tzinfo=UTC), date(2026, 8, 16), 0)
    found = keyed(post)
    assert (found["shares"], found["comments"], found["likes"], found["engagement rate"]) == (3, 2, 9, 0.05)
    assert "promoted impressions" not in found


def test_days_without_a_year_end_with_the_last_one(tmp_path: Path) -> None:
    text = '"Date","Video Views","Profile Views","Likes","Comments","Shares"\n' + "".join(
        f'"{day}","{views}","2","3","undefined","1"\n'
        for day, views in (("30 December", 10), ("31 December", 20), ("1 January", 30), ("2 January", 40))
    )
    path = saved(tmp_path, text)
    os.utime(path, (datetime(2026, 1, 3, 9, tzinfo=UTC).timestamp(),) * 2)
    ((source, items),) = imported(path)
    assert source == "tiktok.days"
    assert [(day, found["views"]) for day, found in days(items)] == [
        ("2025-12-30", 10), ("2025-12-31", 20), ("2026-01-01", 30), ("2026-01-02", 40),
    ]  # fmt: skip
    assert "comments" not in days(items)[0][1]
    ((_, asked),) = imported(path, last_day="2024-01-02")
    assert [day for day, _ in days(asked)] == ["2023-12-30", "2023-12-31", "2024-01-01", "2024-01-02"]


@pytest.mark.parametrize("names", [("2 stycznia", "31 grudnia"), ("sty 2", "gru 31"), ("January 2", "December 31")])
def test_days_without_a_year_may_run_backwards(tmp_path: Path, names: tuple[str, str]) -> None:
    path = saved(
        tmp_path,
        "Data,Wyświetlenia filmu,Wyświetlenia profilu,Polubienia,Komentarze,Udostępnienia\n"
        f"{names[0]},4,1,1,1,1\n{names[1]},3,1,1,1,1\n",
    )
    os.utime(path, (datetime(2026, 6, 3, 9, tzinfo=UTC).timestamp(),) * 2)
    ((_, items),) = imported(path)
    assert [day for day, _ in days(items)] == ["2026-01-02", "2025-12-31"]


def test_the_workbooks_of_tiktok_studio(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {
            "FollowerHistory": [
                ["Date", "Followers", "Difference in followers from previous day"],
                ["23 August", "100", "10"],
                ["24 August", "97", "-3"],
            ],
            "Viewers": [["Date", "Total Viewers", "New Viewers", "Returning Viewers"], ["24 August", "NAN", "3", "4"]],
            "FollowerActivity": [["Date", "Hour", "Active followers"], ["24 August", "0", "11"], ["24 August", "1", "12"]],
            "FollowerGender": [["Gender", "Distribution"], ["Female", "0.59"], ["Male", "0.41"]],
            "FollowerTopTerritories": [["Top territories", "Distribution"], ["PL", "0.713"], ["Others", "0.2"]],
            "Content": [
                ["Time", "Video title", "Video link", "Post time", "Total likes", "Total comments", "Total shares",
                 "Total views"],
                ["24 August", "Mydło", "https://www.tiktok.com/@a/video/7300000000000000001", "20 August", "1", "2", "3", "400"],
            ],
        },
    )  # fmt: skip
    os.utime(path, (datetime(2026, 8, 25, 9, tzinfo=UTC).timestamp(),) * 2)
    found = dict(imported(path))
    assert days(found["tiktok.audience_days"]) == [
        ("2026-08-23", {"followers": 100, "net_followers": 10}),
        ("2026-08-24", {"followers": 97, "net_followers": -3}),
    ]
    assert days(found["tiktok.viewers"]) == [("2026-08-24", {"New Viewers": 3, "Returning Viewers": 4})]
    activity = found["tiktok.activity"]
    assert groups(activity) == [
        ("hour", "0", "Active followers", 11, "count"),
        ("hour", "1", "Active followers", 12, "count"),
    ]
    assert isinstance(activity[0], ImportedAudience) and activity[0].first_day == date(2026, 8, 24)
    assert groups(found["tiktok.audience"]) == [
        ("country", "PL", "Distribution", 0.713, "share"),
        ("country", "Others", "Distribution", 0.2, "share"),
    ]
    (video,) = posts(found["tiktok.videos"])
    assert (video.external_id, video.day, video.format) == ("7300000000000000001", date(2026, 8, 20), "video")
    assert keyed(video) == {"likes": 1, "comments": 2, "shares": 3, "views": 400}


def test_the_business_suite_of_tiktok(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {
            "Overview": [
                ["Date", "Video views", "Reached audience", "Profile views", "Likes", "Shares", "Comments",
                 "Phone number clicks ", "Leads submission", "Net growth", "New followers", "Lost followers"],
                ["2026-08-24", "1,200", "900", "5", "6", "7", "8", "0", "0", "-2", "1", "3"],
            ],
            "Audience": [
                ["Date", "New followers", "Total followers", "Reached audience", "Engaged audience"],
                ["2026-08-24", 1, 97, 900, 30],
            ],
            "Videos": [
                ["Video title", "Video link", "Post time", "Video views", "Likes", "Comments", "Shares", "Add to Favorites"],
                ["Mydło", "https://www.tiktok.com/@a/video/73", "2026-08-20 18:00", 400, 1, 2, 3, 4],
            ],
        },
    )  # fmt: skip
    found = dict(imported(path))
    assert days(found["tiktok.days"])[0][1] == {
        "views": 1200, "reach": 900, "profile_visits": 5, "likes": 6, "shares": 7, "comments": 8, "Phone number clicks": 0,
        "Leads submission": 0, "net_followers": -2, "new_followers": 1, "lost_followers": 3,
    }  # fmt: skip
    assert days(found["tiktok.audience_days"])[0][1]["followers"] == 97
    (video,) = posts(found["tiktok.videos"])
    assert (video.hour, keyed(video)["saves"]) == (18, 4)


def test_rounded_numbers_are_read_and_told(tmp_path: Path) -> None:
    path = saved(tmp_path, "Date,Video Views,Profile Views,Likes,Comments,Shares\n2026-01-02,1.2K,40,12,1,0\n")
    ((_, items),) = imported(path)
    assert days(items) == [
        ("2026-01-02", {"views": 1200, "profile_visits": 40, "likes": 12, "comments": 1, "shares": 0})
    ]
    (note,) = [item for item in items if isinstance(item, RowProblem)]
    assert (note.code, note.skipped) == ("import.shortened", False)
    assert note.data == {"column": "Video Views", "value": "1.2K", "number": 1200}


def test_a_day_that_comes_again_is_left_out_and_told(tmp_path: Path) -> None:
    row = "2026-01-02,{0},40,12,1,0\n"
    path = saved(tmp_path, f"Date,Video Views,Profile Views,Likes,Comments,Shares\n{row.format(120)}{row.format(7)}")
    ((_, items),) = imported(path)
    assert [day["views"] for _, day in days(items)] == [120]
    (note,) = [item for item in items if isinstance(item, RowProblem)]
    assert (note.line, note.code, note.skipped) == (3, "import.day_again", True)


def test_pictures_of_tiktok_are_no_videos(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Time,Post title,Post link,Post time,Total likes,Total comments,Total shares,Total views,Total favorites,"
        "Average watch time\n"
        "March 1,Film,https://www.tiktok.com/@k/video/7598683574904130871,January 23,3,1,2,14273,5,12.5s\n"
        "March 1,Menu,https://www.tiktok.com/@k/photo/7527623000473079054,July 16,533,32,16,191265,7,0s\n",
    )

    [(_, items)] = imported(path)

    assert [(post.format, keyed(post)["saves"]) for post in posts(items)] == [("video", 5), ("carousel", 7)]
    assert [keyed(post)["average_view_seconds"] for post in posts(items)] == [12.5, 0]
