"""Exports of Meta in languages that are known by their form alone: Vietnamese as in real files, and one that is invented."""

from pathlib import Path

import pytest

from app.exchange.imports import recognise
from tests.exchange.imports.exports import days, groups, imported, keyed, posts, saved, workbook

INSTAGRAM = (
    "ID bài viết,ID tài khoản,Tên người dùng tài khoản,Tên tài khoản,Mô tả,Thời lượng (giây),Thời gian đăng,"
    "Liên kết vĩnh viễn,Loại bài viết,Bình luận về dữ liệu,Ngày,Lượt xem,Số người tiếp cận,Lượt thích,Lượt chia sẻ,"
    "Lượt theo dõi,Bình luận,Lượt lưu\n"
    '18000000000000001,17840000000000001,jesion,Jesion,"Opis\n\nw dwóch wierszach",0,03/19/2026 02:43,'
    "https://www.instagram.com/reel/AAAAAAAAAAA/,Thước phim Instagram,,Trọn đời,156,143,2,4,1,0,3\n"
    "18000000000000002,17840000000000001,jesion,Jesion,Drugi,0,03/20/2026 02:43,"
    "https://www.instagram.com/p/BBBBBBBBBBB/,Thẻ quay vòng trên Instagram,,Trọn đời,10,9,8,7,6,5,4\n"
)
FACEBOOK = (
    "ID bài viết,ID Trang,Tên Trang,Tiêu đề,Mô tả,Thời lượng (giây),Thời gian đăng,Loại chú thích,Liên kết vĩnh viễn,"
    "Là nội dung đăng chéo,Là bài viết chia sẻ,Loại bài viết,Ngôn ngữ,Nhãn tùy chỉnh,Trạng thái nội dung được tài trợ,"
    'Bình luận về dữ liệu,Ngày,Lượt xem,Số người tiếp cận,"Cảm xúc, bình luận và lượt chia sẻ",Cảm xúc,Bình luận,'
    "Lượt chia sẻ,Tổng lượt click,Lượt click khác,Lượt click vào liên kết\n"
    ",,,,,,,,,,,,,,,Lỗi,Trọn đời,51,,,,,,,,\n"
    "896000000000001,100000000000001,Jesion,Tekst,,110,03/19/2026 06:02,N/A,https://www.facebook.com/reel/12/,1,0,Video,"
    ",,,,Trọn đời,360,204,11,8,1,2,5,4,1\n"
)
INVENTED = (
    "Aa,Bb,Cc,Dd,Ee,Ff,Gg,Hh,Ii,Jj,Kk,Ll,Mm\n"
    "18000000000000001,17840000000000001,jesion,Jesion,Opis,0,03/19/2026 02:43,"
    "https://www.instagram.com/reel/AAAAAAAAAAA/,Qq,,Rr,156,143\n"
)


def test_posts_of_instagram(tmp_path: Path) -> None:
    ((source, items),) = imported(saved(tmp_path, INSTAGRAM))
    assert source == "meta.instagram_posts"
    assert [(post.format, keyed(post)) for post in posts(items)] == [
        ("reel", {"views": 156, "reach": 143, "likes": 2, "shares": 4, "follows": 1, "comments": 0, "saves": 3}),
        ("carousel", {"views": 10, "reach": 9, "likes": 8, "shares": 7, "follows": 6, "comments": 5, "saves": 4}),
    ]


def test_posts_of_facebook_whose_first_row_is_an_error(tmp_path: Path) -> None:
    ((source, items),) = imported(saved(tmp_path, FACEBOOK))
    (post,) = posts(items)
    assert (source, post.external_id, post.day.isoformat()) == (
        "meta.facebook_posts",
        "896000000000001",
        "2026-03-19",
    )
    assert keyed(post) == {
        "views": 360, "reach": 204, "interactions": 11, "reactions": 8, "comments": 1, "shares": 2, "clicks": 5,
        "other_clicks": 4, "link_clicks": 1,
    }  # fmt: skip


def test_figures_without_a_known_name_keep_their_own(tmp_path: Path) -> None:
    ((_, items),) = imported(saved(tmp_path, INVENTED))
    (post,) = posts(items)
    assert (post.format, keyed(post)) == ("reel", {"Ll": 156, "Mm": 143})


@pytest.mark.parametrize(("title", "key"), [("Lượt xem", "views"), ("Ww xyz", "Ww xyz")])
def test_days_of_a_figure(tmp_path: Path, title: str, key: str) -> None:
    rows = "".join(f'"2026-03-0{day}T0{day // 3}:00:00","{day}"\r\n' for day in (1, 2, 3))
    path = saved(tmp_path, f'sep=,\r\n"{title}"\r\n"Ngày","Chính"\r\n{rows}', "utf-16")
    ((source, items),) = imported(path)
    assert source == "meta.summary_days"
    assert days(items) == [(f"2026-03-0{day}", {key: day}) for day in (1, 2, 3)]


def test_an_audience(tmp_path: Path) -> None:
    text = (
        'sep=,\r\n"Xx yy"\r\n"","Aa","Bb"\r\n"18-24","12.5","10"\r\n"25-34","40","37.5"\r\n\r\n'
        '"Zz"\r\n"Lublin, Qq","Kraków, Qq"\r\n"40","20"\r\n\r\n"Vv"\r\n"Pp","Rr"\r\n"90","5"\r\n'
    )
    found = [(source, groups(items)) for source, items in imported(saved(tmp_path, text, "utf-16"))]
    assert found == [
        (
            "meta.age_gender",
            [
                ("age_gender", "18-24 · Aa", "followers", 0.125, "share"),
                ("age_gender", "18-24 · Bb", "followers", 0.1, "share"),
                ("age_gender", "25-34 · Aa", "followers", 0.4, "share"),
                ("age_gender", "25-34 · Bb", "followers", 0.375, "share"),
            ],
        ),
        (
            "meta.places",
            [
                ("city", "Lublin, Qq", "followers", 0.4, "share"),
                ("city", "Kraków, Qq", "followers", 0.2, "share"),
            ],
        ),
        ("meta.places", [("country", "Pp", "followers", 0.9, "share"), ("country", "Rr", "followers", 0.05, "share")]),
    ]


def test_orders_of_a_shop_are_no_export(tmp_path: Path) -> None:
    text = "Order,Client,Remark,Day,Sum\n12345678901234,77,gift,03/19/2026,12\n12345678901235,78,,03/20/2026,13\n"
    assert recognise(saved(tmp_path, text)) == []


ADVERTISED = (
    "Bắt đầu báo cáo,Kết thúc báo cáo,Tên chiến dịch,Phân phối,Kết quả,Chỉ báo kết quả,Người tiếp cận,Lượt hiển thị,"
    "Số tiền đã chi tiêu (VND),ID chiến dịch\n"
    "2025-03-01,2025-03-31,,,,,150,290,15,\n"
    "2025-03-01,2025-03-31,Wiosna,active,5,actions:link_click,100,200,10.50,120210000000000001\n"
    "2025-03-01,2025-03-31,Lato,archived,,,50,90,4.50,120210000000000002\n"
)


def test_advertisements_without_their_total(tmp_path: Path) -> None:
    ((source, items),) = imported(saved(tmp_path, ADVERTISED))
    assert source == "ads.breakdown"
    assert [(bucket, metric, value) for _, bucket, metric, value, _ in groups(items)] == [
        ("Wiosna", "Kết quả", 5),
        ("Wiosna", "Người tiếp cận", 100),
        ("Wiosna", "Lượt hiển thị", 200),
        ("Wiosna", "Số tiền đã chi tiêu (VND)", 10.5),
        ("Lato", "Người tiếp cận", 50),
        ("Lato", "Lượt hiển thị", 90),
        ("Lato", "Số tiền đã chi tiêu (VND)", 4.5),
    ]


def test_contracts_are_no_advertisements(tmp_path: Path) -> None:
    text = "Od,Do,Klient,Netto (PLN),Sztuk\n2025-03-01,2025-03-31,Jesion,100,2\n"
    assert recognise(saved(tmp_path, text)) == []


def test_days_of_a_linkedin_page(tmp_path: Path) -> None:
    kinds = [f"{name} ({part})" for name in ("Aa", "Bb", "Cc", "Dd", "Ee", "Ff") for part in ("o", "s", "t")]
    header: list[object] = ["Dd", *kinds[:3], "Uu (o)", *kinds[3:]]
    row: list[object] = ["09/01/2025", 5, 2, 7, 4, 1, 0, 1, 3, 1, 4, 2, 0, 2, 6, 0, 6, 0.5, 0, 0.4]
    ((source, items),) = imported(workbook(tmp_path, {"Xx": [["Qq"], header, row]}))
    assert source == "linkedin.page_days"
    ((day, figures),) = days(items)
    wanted = {"impressions": 7, "viewers": 4, "clicks": 1, "reactions": 4, "comments": 2, "shares": 6}
    assert (day, {key: figures[key] for key in wanted}) == ("2025-09-01", wanted)


def test_followers_and_visitors_of_a_linkedin_page(tmp_path: Path) -> None:
    followers: list[list[object]] = [
        ["Tarih", "Sponsorlu takipçiler", "Organik takipçiler", "Davet edilen takipçiler", "Toplam takipçi"],
        ["09/01/2025", 1, 4, 2, 7],
    ]
    visitors: list[list[object]] = [
        ["Tarih", *(f"Qq{place // 3} ({place % 3}x)" for place in range(24))],
        ["09/01/2025", *(count for place in range(8) for count in (place, 1, place + 1))],
    ]
    found = imported(workbook(tmp_path, {"Xx": followers, "Yy": visitors}))
    assert [source for source, _ in found] == ["linkedin.page_followers", "linkedin.page_visitors"]
    assert [days(items)[0][1][key] for (_, items), key in zip(found, ("new_followers", "page_views"), strict=True)] == [
        7,
        7,
    ]


def test_posts_of_a_linkedin_page(tmp_path: Path) -> None:
    link = "https://www.linkedin.com/feed/update/urn:li:activity:7100000000000000001"
    header: list[object] = [f"Nn{chr(97 + place)}" for place in range(20)]
    row: list[object] = [
        "Tekst",
        link,
        "Qq",
        "",
        "Anna",
        "09/01/2025",
        "",
        "",
        "Rr",
        100,
        50,
        40,
        9,
        0.09,
        5,
        4,
        3,
        2,
        0.2,
        "Video",
    ]
    ((source, items),) = imported(workbook(tmp_path, {"Xx": [["Qq"], header, row]}))
    (post,) = posts(items)
    assert (source, post.text, post.format, post.day.isoformat()) == (
        "linkedin.page_posts",
        "Tekst",
        "video",
        "2025-09-01",
    )
    figures = keyed(post)
    wanted = {"impressions": 100, "video_plays": 50, "clicks": 9, "likes": 5, "comments": 4, "shares": 3, "follows": 2}
    assert {key: figures[key] for key in wanted} == wanted
