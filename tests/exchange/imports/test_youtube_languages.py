"""YouTube Studio writes its columns in the language of whoever exports, and people choose which ones."""

import os
from datetime import date
from pathlib import Path

import pytest

from app.domain.imports import ImportedAudience, RowProblem
from app.exchange.imports import recognise
from tests.exchange.imports.exports import days, groups, imported, keyed, posts, saved

GERMAN = """Video,Videotitel,Veröffentlichungszeitpunkt des Videos,Aufrufe,Wiedergabezeit (Stunden),Abonnenten,Impressionen
Gesamt,,,405,78.5,7,3000
50KfgObDrEI,Ein Film,"Aug 19, 2011",400,70.5,6,2000
 -VdePwcODwE,Noch einer,"Jun 25, 2013",5,8,1,1000
"""
JAPANESE = """コンテンツ,動画のタイトル,動画公開時刻,長さ,視聴回数,総再生時間（単位: 時間）,チャンネル登録者,インプレッション数
合計,,,,30,1.5,3,500
50KfgObDrEI,見本,"Oct 7, 2025",30,"1,030",1.5,3,500
"""
RUSSIAN = """Контент,Название видео,Время публикации видео,Продолжительность,Просмотры,Подписчики,Показы
Итоговое значение,,,,30,3,500
50KfgObDrEI,Пример,"Oct 7, 2025",30,30,3,500
"""


@pytest.mark.parametrize(
    ("text", "views", "subscribers", "impressions", "count"),
    [(GERMAN, 405, 7, 3000, 2), (JAPANESE, 1030, 3, 500, 1), (RUSSIAN, 30, 3, 500, 1)],
)
def test_videos_are_known_in_any_language(
    tmp_path: Path, text: str, views: int, subscribers: int, impressions: int, count: int
) -> None:
    ((source, items),) = imported(saved(tmp_path, text))
    videos = posts(items)
    assert (source, len(videos)) == ("youtube.videos", count)
    sums = [sum(keyed(post)[key] for post in videos) for key in ("views", "net_followers", "impressions")]
    assert sums == [views, subscribers, impressions]
    assert [item.code for item in items if isinstance(item, RowProblem)] == ["import.total_row"]
    assert {len(post.external_id) for post in videos} == {11}


def test_a_column_nobody_knows_does_not_hide_the_table(tmp_path: Path) -> None:
    text = "Date,Views,Watch time (hours),A new figure\nTotal,30,1.5,9\n2024-01-01,10,0.5,4\n2024-01-02,20,1,5\n"
    ((source, items),) = imported(saved(tmp_path, text))
    assert source == "youtube.days"
    assert days(items) == [
        ("2024-01-01", {"views": 10, "watch_hours": 0.5, "A new figure": 4}),
        ("2024-01-02", {"views": 20, "watch_hours": 1, "A new figure": 5}),
    ]


@pytest.mark.parametrize("figure", ["Watch time (hours)", "Subscribers", "Estimated revenue (PLN)", "Impressions"])
def test_the_totals_of_one_figure_are_days(tmp_path: Path, figure: str) -> None:
    ((source, items),) = imported(saved(tmp_path, f"Date,{figure}\n2024-01-01,2\n2024-01-02,3\n"))
    assert source == "youtube.days"
    assert [sum(figures.values()) for _, figures in days(items)] == [2, 3]


def test_a_breakdown_by_something_new_is_told_by_its_figures(tmp_path: Path) -> None:
    ((source, items),) = imported(
        saved(tmp_path, "Premieres,Views,Wiedergabezeit (Stunden)\nGesamt,30,1.5\nYes,10,0.5\nNo,20,1\n")
    )
    assert source == "youtube.breakdown"
    assert groups(items) == [
        ("premieres", "Yes", "Views", 10, "count"),
        ("premieres", "Yes", "Wiedergabezeit (Stunden)", 0.5, "hours"),
        ("premieres", "No", "Views", 20, "count"),
        ("premieres", "No", "Wiedergabezeit (Stunden)", 1, "hours"),
    ]


def test_a_table_of_strange_columns_is_no_export_of_youtube(tmp_path: Path) -> None:
    assert recognise(saved(tmp_path, "Date,Views,Orders,Returns,Stock\n2024-01-01,1,2,3,4\n")) == []
    assert recognise(saved(tmp_path, "Shop,Views,Orders\nLublin,1,2\n")) == []
    assert recognise(saved(tmp_path, "Poster,CPM (USD),Impressions\nLublin,1,2\n")) == []


def test_months_are_parts_and_no_days(tmp_path: Path) -> None:
    ((source, items),) = imported(saved(tmp_path, "Date,Views\n2024-01,500\n2024-02,600\n"))
    assert source == "youtube.breakdown"
    assert groups(items) == [("date", "2024-01", "Views", 500, "count"), ("date", "2024-02", "Views", 600, "count")]


def test_months_of_a_breakdown_are_whole_months(tmp_path: Path) -> None:
    ((source, items),) = imported(saved(tmp_path, "Date,Geography,Views\n2024-02,PL,500\n"))
    assert source == "youtube.day_breakdown"
    (item,) = items
    assert isinstance(item, ImportedAudience)
    assert (item.first_day, item.last_day, item.bucket) == (date(2024, 2, 1), date(2024, 2, 29), "PL")


def test_posts_of_the_community_are_no_videos(tmp_path: Path) -> None:
    text = 'Post,Post text,Post publish time,Impressions,Likes\nTotal,,,6,3\nUgkxABC,Hello,"Sep 26, 2025",6,3\n'
    ((source, items),) = imported(saved(tmp_path, text))
    (post,) = posts(items)
    assert (source, post.external_id, post.format, post.text) == ("youtube.posts", "UgkxABC", None, "Hello")
    assert keyed(post) == {"impressions": 6, "likes": 3}


def test_figures_of_community_posts_by_their_own_names(tmp_path: Path) -> None:
    names = "Post,Post text,Post publish time,Post impressions,Post likes,Post subscribers,Post votes"
    ((source, items),) = imported(saved(tmp_path, f'{names}\nUgkxABC,Hello,"Sep 26, 2025",6,3,1,4\n'))
    (post,) = posts(items)
    assert (source, keyed(post)) == (
        "youtube.posts",
        {"impressions": 6, "likes": 3, "net_followers": 1, "Post votes": 4},
    )


def test_what_advertisements_brought_is_told_by_its_figures(tmp_path: Path) -> None:
    text = "Ad type,YouTube ad revenue (PLN),CPM (PLN),Ad impressions\nTotal,30.5,5,1000\nBumper,30.5,5,1000\n"
    ((source, items),) = imported(saved(tmp_path, text))
    assert source == "youtube.breakdown"
    assert [group[2:4] for group in groups(items)] == [
        ("YouTube ad revenue (PLN)", 30.5),
        ("CPM (PLN)", 5),
        ("Ad impressions", 1000),
    ]


def test_a_total_of_all_content_alone_is_kept_as_one(tmp_path: Path) -> None:
    text = "Content,Views,Watch time (hours),Subscribers,Thumbnail impressions\nTotal,2,0.0133,0,4\n"
    ((source, items),) = imported(saved(tmp_path, text))
    assert source == "youtube.totals"
    assert [group[:4] for group in groups(items)] == [
        ("period_total", "all", "Views", 2),
        ("period_total", "all", "Watch time (hours)", 0.0133),
        ("period_total", "all", "Subscribers", 0),
        ("period_total", "all", "Thumbnail impressions", 4),
    ]
    assert recognise(saved(tmp_path, "Content,Views,Likes\nx,5,1\n")) == []


def test_videos_without_a_date_are_kept_as_the_row_of_totals_counts_them(tmp_path: Path) -> None:
    text = (
        "Content,Video title,Video publish time,Duration,Views,Impressions\n"
        "Total,,,,14,108\n"
        "NIjVKGxe-tE,Unlisted,,457,1,0\n"
        'Vd9L2_y30Wk,Second,"May 27, 2024",29,9,100\n'
        'FRYGGQXMgUA,First,"Apr 29, 2020",281,2,8\n'
        " -RVEPlaJCPu,,,588,2,\n"
    )
    ((source, items),) = imported(saved(tmp_path, text))
    assert source == "youtube.videos"
    assert [(post.text, post.day.isoformat(), post.estimated) for post in posts(items)] == [
        ("Second", "2024-05-27", False),
        ("First", "2020-04-29", False),
        ("Unlisted", "2020-04-29", True),
        ("", "2020-04-29", True),
    ]
    assert sum(keyed(post)["views"] for post in posts(items)) == 14
    notes = [(item.line, item.code, item.skipped) for item in items if isinstance(item, RowProblem)]
    assert notes == [
        (2, "import.total_row", True),
        (3, "import.date_estimated", False),
        (6, "import.date_estimated", False),
    ]


def test_where_no_video_has_a_date_the_day_of_the_file_stands_for_it(tmp_path: Path) -> None:
    text = (
        "Videos,Videotitel,Veröffentlichungszeitpunkt des Videos,Dauer,Likes,Aufrufe\n"
        "Gesamt,,,,20,2599\noV92yU1Vcho,,,,12,1122\ndogIkZFyIts,,,,8,1477\n"
    )
    path = saved(tmp_path, text)
    os.utime(path, (1_780_000_000, 1_780_000_000))
    ((_, items),) = imported(path)
    assert [(post.day, post.hour, post.estimated) for post in posts(items)] == [(date(2026, 5, 28), None, True)] * 2
    assert sum(keyed(post)["views"] for post in posts(items)) == 2599
    ((_, items),) = imported(path, first_day="2026-05-01")
    assert {post.day for post in posts(items)} == {date(2026, 5, 1)}


@pytest.mark.parametrize(
    ("counts", "key"),
    [
        ([100 + day // 2 for day in range(7)], "followers"),
        ([2, 2, 1, 1, 3, 9, 8, 40, *(100 + day for day in range(7))], "followers"),
        ([100 + day // 2 for day in range(6)], "net_followers"),
        ([100 + day // 2 for day in range(13)] + [95], "net_followers"),
        ([2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 150], "net_followers"),
        ([7 + day // 2 for day in range(14)], "net_followers"),
    ],
)
def test_subscribers_that_hardly_fall_are_the_number_of_all(tmp_path: Path, counts: list[int], key: str) -> None:
    rows = "".join(f"2024-05-{day:02d},{count}\n" for day, count in enumerate(counts, 1))
    ((source, items),) = imported(saved(tmp_path, f"Date,Subscribers\n{rows}"))
    assert source == "youtube.days"
    assert [figures for _, figures in days(items)] == [{key: count} for count in counts]


def test_the_monthly_audience_is_known(tmp_path: Path) -> None:
    ((source, items),) = imported(saved(tmp_path, "Date,Monthly audience\n2024-03-17,6778\n"))
    assert (source, days(items)) == ("youtube.days", [("2024-03-17", {"Monthly audience": 6778})])


@pytest.mark.parametrize("money", ["Sua receita estimada (BRL)", "Ganancias estimadas", "Estimated revenue (CZK)"])
def test_three_decimals_of_money_are_no_thousands(tmp_path: Path, money: str) -> None:
    names = f"Content,Video title,Video publish time,Views,{money}"
    text = f'{names}\nabcdefghij1,Film,"Feb 23, 2022",100,20.618\nabcdefghij2,Film,"Feb 24, 2022",200,0\n'

    ((_, items),) = imported(saved(tmp_path, text))

    assert [keyed(post)[money] for post in posts(items)] == [20.618, 0]


def test_views_and_impressions_under_one_word(tmp_path: Path) -> None:
    names = "Treść;Tytuł filmu;Czas publikacji filmu;Wyświetlenia;Wyświetlenia;Współczynnik klikalności wyświetleń (%)"
    text = f"{names}\nŁącznie;;;1 500;20 000;4,5\nabcdefghij1;Film;1 mar 2026;1 500;20 000;4,5\n"

    ((_, items),) = imported(saved(tmp_path, text))

    (post,) = posts(items)
    assert (keyed(post)["views"], keyed(post)["impressions"]) == (1500, 20000)
    assert not any(isinstance(item, RowProblem) and item.code == "import.duplicate_column_differs" for item in items)
