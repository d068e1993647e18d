"""Exports of X beside the usual ones: its videos, the activity of tweets by day, columns that are new."""

from pathlib import Path

from tests.exchange.imports.exports import days, imported, keyed, posts, saved


def test_videos_by_day(tmp_path: Path) -> None:
    text = (
        "Date,Views,Watch Time (ms),Completion Rate,Average Watch Time (ms),Estimated Revenue\n"
        '"Mon, Feb 17, 2025",100,50000,0.5,500,0\n"Sun, Feb 16, 2025",50,20000,0.4,400,0\n'
    )
    ((source, items),) = imported(saved(tmp_path, text))
    assert source == "x.video_days"
    assert [(day, figures["views"], figures["Watch Time (ms)"]) for day, figures in days(items)] == [
        ("2025-02-17", 100, 50000),
        ("2025-02-16", 50, 20000),
    ]


def test_videos_of_tweets(tmp_path: Path) -> None:
    text = (
        "Tweet id,Tweet permalink,Tweet text,time,Video views,Minutes watched,Completion rate\n"
        "812369747765362688,https://twitter.com/jesion/status/812369747765362688,Film,2016-12-23 18:50 +0000,19,8,0.5\n"
    )
    ((source, items),) = imported(saved(tmp_path, text))
    (post,) = posts(items)
    assert (source, post.external_id) == ("x.posts", "812369747765362688")
    assert keyed(post) == {"video_plays": 19, "Minutes watched": 8, "Completion rate": 0.5}


def test_tweets_by_day_with_nothing_promoted(tmp_path: Path) -> None:
    figures = "impressions,engagements,engagement rate,retweets,replies,likes,user profile clicks,url clicks,follows"
    promoted = ",".join(f"promoted {name}" for name in figures.split(","))
    text = f"Date,Tweets published,{figures},{promoted}\n2021-08-01,2,1088.0,13.0,0.0119,1,2,3,4,5,6{',-' * 9}\n"
    ((source, items),) = imported(saved(tmp_path, text))
    assert source == "x.days"
    ((day, read),) = days(items)
    assert (day, read["Tweets published"], len(read)) == ("2021-08-01", 2, 10)
    keys = (
        "impressions",
        "engagements",
        "shares",
        "comments",
        "likes",
        "profile_visits",
        "link_clicks",
        "new_followers",
    )
    assert [read[key] for key in keys] == [1088, 13, 1, 2, 3, 4, 5, 6]


def test_a_column_that_is_new_is_read_under_its_own_name(tmp_path: Path) -> None:
    text = (
        "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Quotes,Mood,Author id\n"
        '1891234567890123456,"Mon, Feb 17, 2025",Hello,https://x.com/a/status/1891234567890123456,100,5,10,2,good,77\n'
    )
    ((_, items),) = imported(saved(tmp_path, text))
    assert keyed(posts(items)[0]) == {"impressions": 100, "likes": 5, "engagements": 10, "Quotes": 2}


def test_tweets_of_a_spanish_and_of_a_japanese_account(tmp_path: Path) -> None:
    headers = (
        "Identificador del Tweet,Enlace permanente del Tweet,Texto del Tweet,hora,impresiones,interacciones,me gusta",
        "ツイートID,ツイートの固定リンク,ツイート本文,時間,インプレッション,エンゲージメント,いいね",
    )
    for header in headers:
        row = (
            "812369747765362688,https://twitter.com/jesion/status/812369747765362688,Hola,2016-12-23 18:50 +0000,19,8,5"
        )
        ((source, items),) = imported(saved(tmp_path, f"{header}\n{row}\n"))
        assert (source, keyed(posts(items)[0])) == ("x.posts", {"impressions": 19, "engagements": 8, "likes": 5})


def test_days_with_the_number_of_followers(tmp_path: Path) -> None:
    text = (
        "Date,Impressions,Engagements,Likes,New followers,Unfollows,Bookmarks,Link clicks,Total followers\n"
        "2026-02-17,426,49,18,2,0,1,3,1200\n"
    )
    ((source, items),) = imported(saved(tmp_path, text))
    ((_, read),) = days(items)
    assert source == "x.days"
    assert (read["new_followers"], read["link_clicks"], read["followers"]) == (2, 3, 1200)
