"""YouTube Studio writes its columns in the language of whoever exports, and people choose which ones."""

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
        ("2024-01-01", {"views": 10, "Watch time (hours)": 0.5, "A new figure": 4}),
        ("2024-01-02", {"views": 20, "Watch time (hours)": 1, "A new figure": 5}),
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
