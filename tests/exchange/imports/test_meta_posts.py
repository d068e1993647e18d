"""Meta Business Suite post exports with their traps, made here as the suite writes them."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.errors import BadInput
from app.domain.imports import Imported, ImportedPost, Question, RowProblem
from app.exchange.imports import read, recognise

FACEBOOK = (
    "Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Caption type,Permalink,Is crosspost,Is share,"
    "Post type,Languages,Custom labels,Funded content status,Data comment,Date,Views,Reach,"
    '"Reactions, comments and shares ",Reactions,Comments,Shares,Total clicks,Link Clicks,Other Clicks,'
    "Seconds viewed,Average Seconds viewed,Reach from Organic posts,Reach from Boosted posts\r\n"
    '122106543210987654,100,Fabryka Mydła,"Nowe mydło, już jest\nZapraszamy",,0,07/15/2025 09:30,,https://fb.com/1,0,0,'
    "Photos,,,,,Lifetime,1200,900,57,50,4,3,,,,,,700,200\r\n"
    "122106543210987655,100,Fabryka Mydła,,Rolka o mydle,31,07/16/2025 18:05,,https://fb.com/2,0,0,"
    "Reels,,,,,Lifetime,5000,4100,210,180,20,10,88,8,80,12000,6.5,4100,0\r\n"
    ",100,Fabryka Mydła,,,,07/17/2025 10:00,,,,,,,,,Error loading,Lifetime,,,,,,,,,,,,,\r\n"
    "122106543210987656,100,Fabryka Mydła,Link,,0,07/18/2025 10:00,,https://fb.com/3,0,0,Links,,,,,07/19/2025,"
    "10,9,1,1,0,0,,,,,,9,0\r\n"
)
INSTAGRAM_PL = (
    "Identyfikator posta;Identyfikator konta;Nazwa użytkownika konta;Nazwa konta;Opis;Czas trwania (s);Godzina publikacji;"
    "Link bezpośredni;Typ posta;Komentarz do danych;Data;Wyświetlenia;Zasięg;Polubienia;Udostępnienia;Komentarze;Zapisania;"
    "Obserwacje\r\n"
    "18001122334455667;17;mydlo;Mydło;Żółta gęś;0;03/04/2025 10:00;https://instagram.com/p/1;Karuzela na IG;;Lifetime;"
    "1 200;900;50;3;4;5;1\r\n"
    "18001122334455668;17;mydlo;Mydło;Druga;0;03/25/2025 10:00;https://instagram.com/p/2;Rolka na IG;;Lifetime;"
    "300;--;10;;1;0;-2\r\n"
)


def saved(folder: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    path = folder / "export.csv"
    path.write_bytes(text.encode(encoding))
    return path


def imported(path: Path, **answers: str) -> list[Imported]:
    (table,) = recognise(path)
    return list(read(path, table, answers))


def posts(items: list[Imported]) -> list[ImportedPost]:
    """Those with lifetime figures."""
    return [item for item in items if isinstance(item, ImportedPost) and item.figures_day is None]


def figures(post: ImportedPost) -> dict[str, float]:
    return {reading.key: reading.value for reading in post.readings if reading.key}


def test_facebook_posts_are_read_with_texts_ids_and_formats(tmp_path: Path) -> None:
    photo, reel = posts(imported(saved(tmp_path, FACEBOOK), zone="Europe/Warsaw"))
    assert (photo.external_id, photo.format, photo.text) == (
        "122106543210987654",
        "image",
        "Nowe mydło, już jest\nZapraszamy",
    )
    assert (reel.text, reel.format, reel.permalink) == ("Rolka o mydle", "reel", "https://fb.com/2")
    assert photo.published_at == datetime(2025, 7, 15, 7, 30, tzinfo=UTC)
    assert (photo.day, photo.hour, photo.estimated) == (date(2025, 7, 15), 9, False)


def test_facebook_empty_clicks_are_unknown_and_boosted_reach_means_paid(tmp_path: Path) -> None:
    photo, reel = posts(imported(saved(tmp_path, FACEBOOK)))
    assert figures(photo) == {
        "views": 1200,
        "reach": 900,
        "interactions": 57,
        "reactions": 50,
        "comments": 4,
        "shares": 3,
    }
    assert {reading.metric for reading in photo.readings} >= {
        "Reactions, comments and shares",
        "Reach from Boosted posts",
    }
    assert figures(reel)["clicks"] == 88 and figures(reel)["average_view_seconds"] == 6.5
    assert (photo.paid, reel.paid) == (True, False)


def test_facebook_error_rows_are_left_out_and_daily_rows_keep_their_day(tmp_path: Path) -> None:
    items = imported(saved(tmp_path, FACEBOOK))
    notes = [item for item in items if isinstance(item, RowProblem)]
    assert [(note.line, note.code, note.skipped) for note in notes] == [(4, "import.no_post_id", True)]
    assert [(item.line, item.figures_day) for item in items if isinstance(item, ImportedPost) and item.figures_day] == [
        (5, date(2025, 7, 19))
    ]


def test_pacific_time_is_moved_into_the_profiles_calendar(tmp_path: Path) -> None:
    path = saved(tmp_path, FACEBOOK)
    _, reel = posts(imported(path, zone="America/Los_Angeles", profile_zone="Europe/Warsaw"))
    assert reel.published_at == datetime(2025, 7, 17, 1, 5, tzinfo=UTC)
    assert (reel.day, reel.hour) == (date(2025, 7, 17), 3)
    with pytest.raises(BadInput, match=r"zone.unknown"):
        imported(path, zone="Warsaw/Poland")


def test_without_a_zone_the_clock_stands_alone(tmp_path: Path) -> None:
    photo, _ = posts(imported(saved(tmp_path, FACEBOOK)))
    assert (photo.published_at, photo.day, photo.hour) == (None, date(2025, 7, 15), 9)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1250"])
def test_polish_instagram_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    items = imported(saved(tmp_path, INSTAGRAM_PL, encoding), zone="Europe/Warsaw")
    first, second = posts(items)
    assert (first.text, first.format, first.day) == ("Żółta gęś", "carousel", date(2025, 3, 4))
    assert figures(first) == {
        "views": 1200, "reach": 900, "likes": 50, "shares": 3, "comments": 4, "saves": 5, "follows": 1,
    }  # fmt: skip
    assert figures(second) == {"views": 300, "likes": 10, "comments": 1, "saves": 0, "follows": -2}
    assert [(item.code, item.skipped) for item in items if isinstance(item, RowProblem)] == [
        ("import.negative_value", False)
    ]


def test_names_of_staff_and_pages_are_not_imported(tmp_path: Path) -> None:
    text = FACEBOOK.replace("Languages", "Posted by").replace("Photos,,", "Photos,Jan Kowalski,")
    path = saved(tmp_path, text)
    (table,) = recognise(path)
    assert {column.column for column in table.columns if not column.used} >= {"Posted by", "Page name", "Page ID"}
    assert "Kowalski" not in repr(list(read(path, table, {})))


def test_day_and_month_are_decided_by_all_rows(tmp_path: Path) -> None:
    unclear = INSTAGRAM_PL.replace("03/25/2025", "03/05/2025")
    (table,) = recognise(saved(tmp_path, unclear))
    assert [(q.options, q.default, q.example) for q in table.questions if q.name == "date_order"] == [
        (("mdy", "dmy"), "mdy", "03/04/2025")
    ]
    answered = posts(imported(saved(tmp_path, unclear), date_order="dmy"))
    assert [post.day for post in answered] == [date(2025, 4, 3), date(2025, 5, 3)]
    turned = INSTAGRAM_PL.replace("03/25/2025", "25/03/2025")
    assert [post.day for post in posts(imported(saved(tmp_path, turned)))] == [date(2025, 4, 3), date(2025, 3, 25)]


def test_two_orders_in_one_file_are_refused_with_the_line(tmp_path: Path) -> None:
    mixed = INSTAGRAM_PL.replace("03/04/2025", "25/03/2025")
    with pytest.raises(BadInput) as caught:
        recognise(saved(tmp_path, mixed))
    assert caught.value.code == "import.mixed_dates"
    assert (caught.value.data["line"], caught.value.data["column"]) == (3, "Godzina publikacji")


@pytest.mark.parametrize("damage", ["1.22107E+17", "1,22107E+17"])
def test_ids_in_scientific_notation_are_refused(tmp_path: Path, damage: str) -> None:
    text = FACEBOOK.replace("122106543210987655", f'"{damage}"')
    with pytest.raises(BadInput) as caught:
        recognise(saved(tmp_path, text))
    assert (caught.value.code, caught.value.data["line"], caught.value.data["value"]) == (
        "import.damaged_ids",
        3,
        damage,
    )


def test_ids_cut_to_fifteen_digits_are_refused(tmp_path: Path) -> None:
    text = FACEBOOK
    for last in "456":
        text = text.replace(f"12210654321098765{last}", "122106543210988000")
    with pytest.raises(BadInput, match=r"import.damaged_ids"):
        recognise(saved(tmp_path, text))


@pytest.mark.parametrize("damage", ["3.apr", "05.kwi", "апр.03", "3-Apr", "Apr-03"])
def test_numbers_turned_into_dates_are_refused_with_the_place(tmp_path: Path, damage: str) -> None:
    text = FACEBOOK.replace("12000,6.5", f"12000,{damage}")
    with pytest.raises(BadInput) as caught:
        recognise(saved(tmp_path, text))
    assert caught.value.code == "import.damaged_by_spreadsheet"
    assert (caught.value.data["line"], caught.value.data["column"]) == (3, "Average Seconds viewed")


def test_the_same_column_twice_is_compared(tmp_path: Path) -> None:
    text = INSTAGRAM_PL.replace("Obserwacje\r\n", "Obserwacje;Zasięg\r\n").replace("5;1\r\n", "5;1;901\r\n")
    first, _ = posts(items := imported(saved(tmp_path, text)))
    assert [(r.metric, r.value, r.key) for r in first.readings if r.metric.startswith("Zasięg")] == [
        ("Zasięg", 900, "reach"),
        ("Zasięg #19", 901, None),
    ]
    assert "import.duplicate_column_differs" in [item.code for item in items if isinstance(item, RowProblem)]


def test_a_file_of_lines_in_quotes_is_read_and_says_so(tmp_path: Path) -> None:
    wrapped = "\r\n".join('"' + row.replace('"', '""') + '"' for row in INSTAGRAM_PL.splitlines())
    (table,) = recognise(saved(tmp_path, wrapped))
    assert table.learned["rows_unwrapped"] is True
    assert posts(imported(saved(tmp_path, wrapped))) == posts(imported(saved(tmp_path, INSTAGRAM_PL)))


def resaved_by_lines(text: str, padded: bool) -> str:
    """As a spreadsheet with ; as its delimiter saves a file with commas: each line was one cell, a ; in it made two."""
    lines = []
    for line in text.splitlines():
        cells = ['"' + cell.replace('"', '""') + '"' if '"' in cell else cell for cell in line.split(";")]
        lines.append(";".join(cells + [""] * (2 - len(cells) if padded else 0)))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("padded", [False, True])
def test_lines_in_quotes_with_texts_of_several_lines_are_put_together(tmp_path: Path, padded: bool) -> None:
    semicolon = "Zapraszamy; zawsze" if padded else "Zapraszamy zawsze"
    text = (
        '"Post ID","Account ID","Account username",Description,"Publish time",Permalink,"Post type",Date,Views,Reach,Likes\n'
        f'18001122334455667,17,mydlo,"Mydło ""z lawendą"" 🙂\n\n{semicolon}, od rana\n#mydlo",'
        '"12/31/2025 08:24",https://instagram.com/p/1/,"IG reel",Lifetime,1085,762,47\n'
        '18001122334455668,17,mydlo,Krótko,"12/30/2025 09:56",https://instagram.com/p/2/,"IG image",Lifetime,15,12,3\n'
    )
    expected = posts(imported(saved(tmp_path, text)))
    path = saved(tmp_path, resaved_by_lines(text, padded))
    (table,) = recognise(path)
    assert table.learned["rows_unwrapped"] is True
    found = posts(list(read(path, table, {})))
    assert [post.text for post in found] == [f'Mydło "z lawendą" 🙂\n\n{semicolon}, od rana\n#mydlo', "Krótko"]
    assert found == expected


@pytest.mark.parametrize("text", [INSTAGRAM_PL, "Date;Views\r\n2025-01-01;5\r\n2025-01-02;6\r\n"])
def test_single_lines_in_quotes_are_damage_and_refused(tmp_path: Path, text: str) -> None:
    header, first, *others = text.splitlines()
    wrapped = ['"' + row.replace('"', '""') + '"' for row in (first, *others)]
    for damaged in ([header, *wrapped], [header, first, wrapped[-1]]):
        with pytest.raises(BadInput) as caught:
            recognise(saved(tmp_path, "\r\n".join(damaged)))
        assert (caught.value.code, caught.value.data["line"]) == (
            "import.damaged_rows",
            2 if damaged[1] != first else 3,
        )


def test_a_title_with_a_comma_is_no_damage(tmp_path: Path) -> None:
    path = saved(tmp_path, '"Reach, all of it"\n"Date","Primary"\n"2025-01-01T00:00:00","5"\n')
    (table,) = recognise(path)
    assert table.source == "meta.summary_days"


def test_remarks_and_titles_above_the_header(tmp_path: Path) -> None:
    items = posts(imported(saved(tmp_path, "# Meta\r\n# eksport\r\n\r\nPosty\r\n" + INSTAGRAM_PL)))
    assert [post.line for post in items] == [6, 7]


def test_an_hour_that_does_not_exist_keeps_the_day(tmp_path: Path) -> None:
    items = imported(
        saved(tmp_path, INSTAGRAM_PL.replace("03/25/2025 10:00", "03/30/2025 02:30")), zone="Europe/Warsaw"
    )
    assert posts(items)[1].published_at is None and posts(items)[1].hour == 2
    assert "import.time_in_gap" in [item.code for item in items if isinstance(item, RowProblem)]


def test_text_of_our_own_export_loses_its_apostrophe(tmp_path: Path) -> None:
    first, _ = posts(imported(saved(tmp_path, INSTAGRAM_PL.replace("Żółta gęś", "'=1+1"))))
    assert first.text == "=1+1"


def test_youtube_videos(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Content,Video title,Video publish time,Likes,Subscribers gained,Views,Watch time (hours),Subscribers,Impressions,"
        "Impressions click-through rate (%),Average percentage viewed (%)\n"
        "Total,,,12,3,1000,55.5,2,9000,4.2,48.1\n"
        'dQw4w9WgXcQ,"Jak ciąć mydło","Jan 5, 2025",12,3,1000,55.5,2,9000,4.2,48.1\n'
        "dQw4w9WgXcR,Bez daty,,,,,,,,,\n",
    )
    items = imported(path)
    (video,) = posts(items)
    assert (video.external_id, video.day, video.text, video.format) == (
        "dQw4w9WgXcQ", date(2025, 1, 5), "Jak ciąć mydło", "video",
    )  # fmt: skip
    assert figures(video) == {
        "likes": 12, "new_followers": 3, "views": 1000, "watch_hours": 55.5, "net_followers": 2, "impressions": 9000,
    }  # fmt: skip
    assert [item.code for item in items if isinstance(item, RowProblem)] == ["import.total_row", "import.no_date"]


def test_a_post_that_stands_in_a_table_twice_is_read_once(tmp_path: Path) -> None:
    again = FACEBOOK + FACEBOOK.splitlines()[2] + "\r\n" + FACEBOOK.splitlines()[3] + "\r\n"
    notes = [item for item in imported(saved(tmp_path, again)) if isinstance(item, RowProblem)]
    assert [(note.code, note.skipped) for note in notes if note.code == "import.post_again"] == [
        ("import.post_again", True)
    ]


def test_a_table_of_several_accounts_names_them(tmp_path: Path) -> None:
    header = (
        "Post ID,Account ID,Account username,Account name,Publish time,Permalink,Post type,Date,Views,Likes,Saves\n"
    )
    row = "1790000000000000{0},{0},konto{0},Konto {0},03/15/2025 10:00,https://www.instagram.com/p/{0}/,IG image,Lifetime,5,1,1\n"
    (one,) = recognise(saved(tmp_path, header + row.format(1)))
    (two,) = recognise(saved(tmp_path, header + row.format(1) + row.format(2)))
    assert (one.owners, one.questions) == ((("1", "konto1", "Konto 1"),), (Question("zone", required=False),))
    assert two.owners == (("1", "konto1", "Konto 1"), ("2", "konto2", "Konto 2"))
    assert two.questions[-1] == Question("account", ("Konto 1", "Konto 2"), required=False)


def test_a_column_that_is_nearly_empty_does_not_take_the_reach_from_the_one_that_tells_it(tmp_path: Path) -> None:
    header = (
        "Post ID,Page ID,Page name,Title,Publish time,Permalink,Is share,Post type,Data comment,Date,"
        "IMPRESSION:UNIQUE_USERS,Reach,Impressions"
    )
    rows = [
        f"1142979803545{n},1089,Jesion,Tekst,12/1{n}/2023 01:12,https://www.facebook.com/jesion/posts/{n},0,Photo,,Lifetime,"
        f",{n}00,{n}50"
        for n in range(1, 4)
    ]
    rows.append(",,,,,,,,An error occurred while computing metadata for content with ID 93,Lifetime,51,,")
    found = posts(imported(saved(tmp_path, "\n".join([header, *rows]) + "\n")))
    assert [figures(post)["reach"] for post in found] == [100, 200, 300]


def test_whether_a_post_is_a_share_is_not_how_often_it_was_shared(tmp_path: Path) -> None:
    header = (
        "Identyfikator posta,Identyfikator strony,Nazwa strony,Tytuł,Godzina publikacji,Bezpośredni link,Udostępnienie,"
        "Typ posta,Data,Zasięg,Komentarze,Udostępnienia"
    )
    row = "900000000000001,61,Jesion,Tekst,06/21/2025 08:10,https://www.facebook.com/jesion/posts/1,0,Zdjęcia,Lifetime,50,3,7"
    (post,) = posts(imported(saved(tmp_path, f"{header}\n{row}\n")))
    assert figures(post) == {"reach": 50, "comments": 3, "shares": 7}


def test_exports_put_together_are_read_by_their_own_headers(tmp_path: Path) -> None:
    head = "Post ID,Account ID,Account username,Account name,Description,Publish time,Permalink,Post type,Date"
    row = "1800000000000000{0},17,jesion,Jesion,Opis {0},03/2{0}/2025 10:00,https://www.instagram.com/p/{0}/,IG image,Lifetime"
    lines = [
        *(f"{head},Views,Saves,Follows", row.format(1) + ",10,1,2"),
        *(f"{head},Views,Saves,Follows", row.format(2) + ",20,3,4"),
        *(f"{head},Impressions,Follows,Saves", row.format(3) + ",30,5,6"),
    ]
    path = saved(tmp_path, "\n".join(lines) + "\n")
    tables = recognise(path)
    assert [table.owners for table in tables] == [(("17", "jesion", "Jesion"),)] * 2
    found = [posts(list(read(path, table, {}))) for table in tables]
    assert [[figures(post) for post in each] for each in found] == [
        [{"views": 10, "saves": 1, "follows": 2}, {"views": 20, "saves": 3, "follows": 4}],
        [{"impressions": 30, "follows": 5, "saves": 6}],
    ]


@pytest.mark.parametrize(("early", "late", "fits"), [(9, 1, False), (13, 9, True)])
def test_dates_of_which_a_spreadsheet_turned_some_round_are_refused(
    tmp_path: Path, early: int, late: int, fits: bool
) -> None:
    header = "Post ID,Page ID,Page name,Title,Publish time,Permalink,Post type,Date,Reach,Reactions\n"
    rows = f"81,7,Soap,T,2026-01-{early:02} 20:00,https://x.invalid/81,Photos,Lifetime,1,1\n"
    rows += f"82,7,Soap,T,{late:02}/13/2026 20:00,https://x.invalid/82,Photos,Lifetime,1,1\n"
    path = tmp_path / "mixed.csv"
    path.write_text(header + rows, encoding="utf-8")
    if fits:
        assert len(recognise(path)) == 1
        return
    with pytest.raises(BadInput, match=r"import\.mixed_dates"):
        recognise(path)


def test_the_names_of_2026_are_known(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text(
        "Post ID,Page ID,Page name,Publish time,Post type,Date,Views,Viewers,Interactions,Net follows,3-second views\n"
        "1221,615,Firma,03/21/2026 06:08,Reels,Lifetime,300,250,30,2,120\n",
        encoding="utf-8",
    )
    (table,) = recognise(path)
    (post,) = [item for item in read(path, table, {}) if isinstance(item, ImportedPost)]
    assert {reading.key: reading.value for reading in post.readings} == {
        "views": 300, "viewers": 250, "interactions": 30, "net_followers": 2, "video_plays": 120,
    }  # fmt: skip


def test_posts_of_threads_are_told_by_their_addresses(tmp_path: Path) -> None:
    path = tmp_path / "threads.csv"
    path.write_text(
        "Post ID,Account ID,Account username,Account name,Description,Publish time,Permalink,Post type,Date,Views,Likes\n"
        "18000000000000001,17,jesion,Jesion,Tak,06/13/2026 08:00,https://www.threads.net/@jesion/post/AA,Text,Lifetime,9,4\n"
    )

    (table,) = recognise(path)

    assert (table.source, table.network) == ("meta.instagram_posts", "threads")
