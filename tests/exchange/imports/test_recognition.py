"""Variants of the known exports: newer columns, other dimensions, separated blocks, titles above tables."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.domain.imports import Imported, ImportedAudience, ImportedDay, ImportedPost, RowProblem
from app.exchange.imports import read, recognise
from tests.exchange.imports.exports import days


def saved(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "export.csv"
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    path = folder / "export.xlsx"
    book.save(path)
    return path


def imported(path: Path, **answers: str) -> list[tuple[str, list[Imported]]]:
    return [(table.source, list(read(path, table, answers))) for table in recognise(path)]


def keyed(item: Imported) -> dict[str, float]:
    assert isinstance(item, ImportedPost | ImportedDay)
    return {reading.key or reading.metric: reading.value for reading in item.readings}


def test_newer_columns_of_a_video_table_are_kept_under_their_own_names(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Content,Video title,Video pub\u00adlish time,Duration,Engaged views,Stayed to watch (%),Views,Thumbnail impressions,"
        "Thumbnail click-through rate (%),Regular viewers,RPM (PLN)\n"
        "Total,,,,9,50.5,30,400,1.5,0,0.1\n"
        'abcdefghij1,"March 27, 2021","Sep 5, 2026",61,7,48.2,20,300,2.5,,\n'
        ' -bcdefghij2,Drugi,"Sep 15, 2026",61,2,60,10,100,0,,\n'
        '#NAME?,Zepsuty,"Sep 16, 2026",61,2,60,10,100,0,,\n',
    )
    ((source, (total, first, second, broken)),) = imported(path)
    assert source == "youtube.videos"
    assert isinstance(first, ImportedPost) and isinstance(second, ImportedPost)
    assert (first.day, first.text, second.external_id) == (date(2026, 9, 5), "March 27, 2021", "-bcdefghij2")
    assert keyed(first) == {
        "Engaged views": 7, "Stayed to watch (%)": 48.2, "views": 20, "impressions": 300,
        "Thumbnail click-through rate (%)": 2.5,
    }  # fmt: skip
    assert [(note.line, note.code) for note in (total, broken) if isinstance(note, RowProblem)] == [
        (2, "import.total_row"),
        (5, "import.no_post_id"),
    ]


@pytest.mark.parametrize(
    ("header", "row", "day", "views"),
    [
        (
            "Contenu,Titre de la vidéo,Heure de publication de la vidéo,Durée,Vues,Taux de clics par impression (%)",
            'abcdefghij1,Un,28 sept. 2026,32,"1\u202f411","62,5"',
            date(2026, 9, 28),
            1411,
        ),
        (
            "Contenido;Título del vídeo;Hora de publicación del vídeo;Duración;Visualizaciones;Impresiones;"
            "Porcentaje de clics de las impresiones (%)",
            "abcdefghij1;Uno;5 sept 2026;32;1.234;1.000.000;2,5",
            date(2026, 9, 5),
            1234,
        ),
        (
            "Treść,Tytuł filmu,Data i godzina publikacji filmu,Czas trwania,Wyświetlenia,Średni procent obejrzenia (%)",
            'abcdefghij1,Film,16 wrz 2025,45,"1\u00a0300","45,3"',
            date(2025, 9, 16),
            1300,
        ),
    ],
)
def test_a_video_table_in_another_language(tmp_path: Path, header: str, row: str, day: date, views: float) -> None:
    ((source, (post,)),) = imported(saved(tmp_path, f"{header}\n{row}\n"))
    assert source == "youtube.videos" and isinstance(post, ImportedPost)
    assert (post.day, keyed(post)["views"]) == (day, views)


def test_days_of_single_videos_are_not_taken_for_posts(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Date,Content,Video title,Video publish time,Duration,Views\n"
        '2026-01-01,abcdefghij1,Jeden,"Jan 1, 2026",6,3\n'
        '2026-01-02,abcdefghij1,Jeden,"Jan 1, 2026",6,4\n',
    )
    ((source, items),) = imported(path)
    assert source == "youtube.video_days"
    assert [
        (item.dimension, item.bucket, item.first_day, item.value)
        for item in items
        if isinstance(item, ImportedAudience)
    ] == [("video", "abcdefghij1", date(2026, 1, 1), 3), ("video", "abcdefghij1", date(2026, 1, 2), 4)]


def test_age_and_gender_stand_together_and_names_replace_keys(tmp_path: Path) -> None:
    ((_, people),) = imported(
        saved(tmp_path, "Viewer age,Viewer gender,Views (%)\n18–24 years,Female,40\n18–24 years,Male,60\n")
    )
    assert [
        (item.dimension, item.bucket, item.value, item.unit) for item in people if isinstance(item, ImportedAudience)
    ] == [("age_gender", "18–24 years · Female", 0.4, "share"), ("age_gender", "18–24 years · Male", 0.6, "share")]
    ((_, places),) = imported(saved(tmp_path, "Cities,City name,Geography,Views\nTotal,,,9\n0x47,Łódź,PL,9\n"))
    assert [(item.dimension, item.bucket) for item in places if isinstance(item, ImportedAudience)] == [
        ("city", "Łódź")
    ]


def test_meta_page_figures_are_called_by_the_title_above_them(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        'sep=,\n"Facebook visits"\n"Date","Primary"\n"2025-03-30T00:00:00","12"\n"2025-03-31T01:00:00","1200"\n\n'
        '"Instagram follows"\n"Date","Primary"\n"2025-03-30T00:00:00","8"\n',
        "utf-16",
    )
    (_, visits), (_, follows) = imported(path)
    assert [(item.day, keyed(item)) for item in visits if isinstance(item, ImportedDay)] == [
        (date(2025, 3, 30), {"profile_visits": 12}),
        (date(2025, 3, 31), {"profile_visits": 1200}),
    ]
    assert [keyed(item) for item in follows] == [{"new_followers": 8}]


def test_a_facebook_video_export_is_read_without_its_long_tail(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Video asset ID,Universal video ID,Page ID,Page name,Title,Duration (sec),Publish time,Custom labels,Data comment,Date,"
        "Reach,3-second video views,1-minute video views,Seconds viewed,Average Seconds viewed,"
        "Percentage of total views at interval 1,Percentage of total views at interval 2\n"
        "1827720132094663,,1,Mydło,Film,10,09/28/2026 18:12,,,Lifetime,27,20,4,55,3.5,1,0.9\n",
    )
    ((source, (post,)),) = imported(path)
    assert source == "meta.facebook_videos" and isinstance(post, ImportedPost)
    assert (post.external_id, post.format) == ("1827720132094663", "video")
    assert keyed(post) == {
        "reach": 27, "video_plays": 20, "1-minute video views": 4, "watch_seconds": 55, "average_view_seconds": 3.5,
    }  # fmt: skip


def test_the_line_of_explanations_of_the_old_facebook_export_is_left_out(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Post ID,Permalink,Post Message,Type,Countries,Posted,Lifetime Post Total Reach,Lifetime Post organic reach,"
        "Lifetime Post Total Impressions,Lifetime Post Consumers\n"
        ",,,,,,Lifetime: The total number of people,Lifetime: The number of people,Lifetime: x,Lifetime: y\n"
        "1_2,https://facebook.com/2,Mydło,Photo,,10/13/2015 9:22,8,9,11,15\n",
    )
    ((source, (post,)),) = imported(path)
    assert source == "facebook.legacy_posts" and isinstance(post, ImportedPost)
    assert (post.external_id, post.hour, post.format) == ("2", 9, "image")
    assert keyed(post) == {"reach": 8, "Lifetime Post organic reach": 9, "impressions": 11, "consumers": 15}


def test_the_longer_of_title_and_description_is_the_text(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Post ID,Page ID,Page name,Title,Description,Publish time,Date,Views\n"
        "1,1,Mydło,Nowe mydło…,Nowe mydło lawendowe już jest,09/28/2026 18:12,Lifetime,5\n"
        "2,1,Mydło,Nowe mydło różane,Nowe,09/28/2026 18:12,Lifetime,5\n",
    )
    ((_, items),) = imported(path)
    assert [item.text for item in items if isinstance(item, ImportedPost)] == [
        "Nowe mydło lawendowe już jest",
        "Nowe mydło różane",
    ]


def test_a_page_of_an_unknown_export_is_not_taken_for_totals(tmp_path: Path) -> None:
    assert recognise(saved(tmp_path, "Page ID,Page name,Something\n1,Mydło,5\n")) == []


def test_linkedin_blocks_with_a_filled_gap_are_two_tables_of_the_same_posts(tmp_path: Path) -> None:
    link = "https://www.linkedin.com/posts/jan-share-98765-abc?trk=x"
    path = workbook(
        tmp_path,
        TOP_POSTS=[
            ["Maximum of 50 posts available to include in this list"],
            [],
            ["Post URL", "Post Publish Date", "Engagements", "481", "Post URL", "Post Publish Date", "Impressions"],
            [link, "9/30/2026", "2", "481", link.replace("?trk=x", ""), "9/30/2026", "10"],
        ],
        FOLLOWERS=[
            ["Total followers on 9/30/2026:", ""],
            ["Total followers", 812],
            [],
            ["Date", "New followers"],
            ["9/30/2026", 4],
        ],
    )
    (_, (liked,)), (_, (seen,)), (_, (stock, new)) = imported(path)
    assert isinstance(liked, ImportedPost) and isinstance(seen, ImportedPost)
    assert liked.external_id == seen.external_id == "urn:li:share:98765"
    assert (keyed(liked), keyed(seen)) == ({"engagements": 2}, {"impressions": 10})
    assert isinstance(stock, ImportedDay) and stock.stock
    assert (keyed(stock), keyed(new)) == ({"followers": 812}, {"new_followers": 4})


def test_a_linkedin_page_workbook_saved_anew(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        Metrics=[
            ["Aggregated metrics"],
            ["Date", "Impressions (organic)", "Impressions (total)", "Clicks (total)", "Reactions (total)"],
            ["09/28/2026", 10, 11, 4, 2],
        ],
        All_posts=[
            ["Posts"],
            ["Post title", "Post link", "Post type", "Posted by", "Created date", "Impressions", "Clicks", "Likes",
             "Content Type"],
            ["Mydło", "https://www.linkedin.com/feed/update/urn:li:activity:7", "Organic", "Jan", "09/15/2026", 9, 5, 3, "Image"],
        ],
        New_followers=[
            ["Date", "Sponsored followers", "Organic followers", "Auto-invited followers", "Total followers"],
            ["09/28/2026", 0, 3, 1, 4],
        ],
    )  # fmt: skip
    (days, (day,)), (posts, (post,)), (people, (new,)) = imported(path)
    assert (days, posts, people) == ("linkedin.page_days", "linkedin.page_posts", "linkedin.page_followers")
    assert keyed(day) == {"Impressions (organic)": 10, "impressions": 11, "clicks": 4, "reactions": 2}
    assert isinstance(post, ImportedPost)
    assert (post.external_id, post.text, post.format) == ("urn:li:activity:7", "Mydło", "image")
    assert keyed(new)["new_followers"] == 4 and "followers" not in keyed(new)


@pytest.mark.parametrize(("views", "rate"), [("1,234", "1.500"), ("1.234", "1,500")])
def test_thousands_of_a_count_decide_the_marks_of_a_known_export(tmp_path: Path, views: str, rate: str) -> None:
    path = saved(
        tmp_path,
        "Content,Video title,Video publish time,Views,Stayed to watch (%)\n"
        f'abcdefghij1,Film,"Sep 5, 2026","{views}","{rate}"\n',
    )
    ((_, (post,)),) = imported(path)
    assert keyed(post) == {"views": 1234, "Stayed to watch (%)": 1.5}


def test_a_column_that_pandas_counted_rows_in_is_passed_over(tmp_path: Path) -> None:
    ((source, items),) = imported(saved(tmp_path, "Unnamed: 0,Date,Views\n0,2024-01-01,500\n1,2024-01-02,600\n"))
    assert (source, days(items)) == ("youtube.days", [("2024-01-01", {"views": 500}), ("2024-01-02", {"views": 600})])


@pytest.mark.parametrize(
    "header",
    [
        "Date,Post,Link,Impressions,Engagements,Likes,Replies,Reposts,Unfollows",
        "Datum;Beitrags-ID;Titel;Impressionen;Klicks;Kommentare;Geteilte Inhalte;Reaktionen;Interaktionen",
    ],
)
def test_single_posts_of_an_unknown_export_are_not_taken_for_days(tmp_path: Path, header: str) -> None:
    mark = ";" if ";" in header else ","
    row = mark.join(["2026-03-01", "Hello", "https://x.com/a/status/1", *"123456"])

    assert recognise(saved(tmp_path, f"{header}\n{row}\n")) == []
