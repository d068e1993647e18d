"""The export of Facebook before Business Suite: one workbook for posts and one for days, in any language."""

from datetime import datetime
from pathlib import Path

from app.domain.imports import ImportedAudience
from tests.exchange.imports.exports import days, imported, keyed, posts, saved, workbook

LEGACY = [
    "Post ID", "Permalink", "Post Message", "Type", "Countries", "Languages", "Posted", "Audience Targeting",
    "Lifetime Post Total Reach", "Lifetime Post organic reach", "Lifetime Post Paid Reach", "Lifetime Post Total Impressions",
    "Lifetime Engaged Users", "Lifetime Post Consumers", "Lifetime Post Consumptions",
]  # fmt: skip
POST = ["10_20", "https://facebook.com/20", "Mydło", "Photo", "", "", "10/13/2015 09:22:01 AM", ""]


def test_the_workbook_of_the_old_facebook_keeps_its_sheets_apart(tmp_path: Path) -> None:
    told = ["", *[""] * 7, *["Lifetime: The number of people who …"] * 7]
    path = workbook(
        tmp_path,
        {
            "Key Metrics": [LEGACY, told, [*POST, 80, 70, 10, 110, 9, 7, 12]],
            "Talking About This(TAT)": [
                [*LEGACY[:8], "share", "like", "comment"],
                [*[""] * 8, *["Lifetime: The number of unique people …"] * 3],
                [*POST, 1, 5, 2],
            ],
            "Post Stories by act...": [
                [*LEGACY[:8], "share", "like", "comment"],
                [*[""] * 8, *["Lifetime: The number of stories …"] * 3],
                [*POST, 1, 6, 3],
            ],
        },
    )
    tables = imported(path)
    assert [source for source, _ in tables] == ["facebook.legacy_posts"] * 3
    main, people, stories = (keyed(posts(items)[0]) for _, items in tables)
    assert (main["reach"], main["impressions"], main["consumers"], main["Lifetime Post Paid Reach"]) == (80, 110, 7, 10)
    assert people == {
        "Talking About This(TAT): share": 1,
        "Talking About This(TAT): like": 5,
        "Talking About This(TAT): comment": 2,
    }
    assert stories == {"shares": 1, "likes": 6, "comments": 3}


def test_a_kind_of_action_the_old_facebook_leaves_empty_did_not_happen(tmp_path: Path) -> None:
    told = ["", *[""] * 7, *["Lifetime: The number of …"] * 3]
    path = workbook(
        tmp_path,
        {
            "Key Metrics": [LEGACY, [*told, *told[8:], "x"], [*POST, 80, 70, "", 110, 9, 7, ""]],
            "Lifetime Post Stories by act...": [[*LEGACY[:8], "share", "like", "comment"], told, [*POST, "", 6, ""]],
            "Lifetime Post Consumers by type": [[*LEGACY[:8], "link clicks", "other clicks"], told, [*POST, 3, ""]],
            "Lifetime Post Consumptions b...": [[*LEGACY[:8], "link clicks", "other clicks"], told, [*POST, 4, ""]],
        },
    )
    main, stories, people, clicks = (posts(items)[0] for _, items in imported(path))
    assert main.external_id == "20"  # as Business Suite calls the post
    assert "Lifetime Post Paid Reach" not in keyed(main) and "consumptions" not in keyed(main)
    assert keyed(stories) == {"shares": 0, "likes": 6, "comments": 0}
    assert keyed(people) == {"Lifetime Post Consumers by type: link clicks": 3}
    assert keyed(clicks) == {"link_clicks": 4, "other_clicks": 0}


def test_the_days_of_the_old_facebook(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Date,Lifetime Total Likes,Daily New Likes,Daily Unlikes,Daily Page Engaged Users,Weekly Page Engaged Users,"
        "Daily Total Reach,28 Days Total Reach,Daily Organic Reach\n"
        ",Lifetime: The total number of people,Daily: The number of new people,Daily: The number of Unlikes,"
        "Daily: The number,Weekly: The number,Daily: x,28 Days: y,Daily: z\n"
        "2015-10-13,1000,5,1,20,90,300,5000,280\n2015-10-14,1003,4,1,22,91,310,5001,290\n",
    )
    ((source, items),) = imported(path)
    assert source == "facebook.legacy_days"
    assert days(items)[1] == (
        "2015-10-14",
        {"followers": 1003, "new_followers": 4, "lost_followers": 1, "engaged_users": 22, "reach": 310,
         "Daily Organic Reach": 290},
    )  # fmt: skip


def test_the_days_of_the_old_facebook_with_two_thousand_columns(tmp_path: Path) -> None:
    cities = [
        f"{part} By City - Town {number}, Poland"
        for part in ("Lifetime Likes", "Weekly Reach")
        for number in range(900)
    ]
    names = [
        "Date",
        "Lifetime Total Likes",
        "Daily Total Reach",
        "Daily Paid Reach",
        "Daily Like Sources - On Your Page",
        *cities,
    ]
    told = [
        "",
        *(
            "Lifetime: The number of people" if "Lifetime" in name else "Daily: The number of people"
            for name in names[1:]
        ),
    ]
    rows = [[f"5/{day}/20", "1000", "5", "", "2", *["1"] * len(cities)] for day in (30, 31)]
    path = saved(tmp_path, "\n".join(",".join(f'"{cell}"' for cell in row) for row in (names, told, *rows)))
    (source, items), (likes, towns) = imported(path)
    assert (source, len(items)) == ("facebook.legacy_days", 2)
    assert days(items)[1] == ("2020-05-31", {"followers": 1000, "reach": 5, "Daily Like Sources - On Your Page": 2})
    assert (likes, len(towns)) == ("facebook.legacy_likes", 900)


def test_the_workbook_of_the_old_facebook_tells_who_liked_the_page_and_parts_of_days(tmp_path: Path) -> None:
    told = "Lifetime: Aggregated location data, sorted by country, about the people who like your Page."
    path = workbook(
        tmp_path,
        {
            "Key Metrics": [
                ["Date", "Lifetime Total Likes", "Daily Total Consumers", "Daily Page Consumptions"],
                ["", "Lifetime: The total number", "Daily: The number of people", "Daily: The number of clicks"],
                [datetime(2017, 9, 1), 1000, 12, 15],
                [datetime(2017, 9, 2), 1001, 13, 16],
            ],
            "Lifetime Likes By Country": [
                ["Description", "Date", "PL", "US"],
                [told, datetime(2017, 9, 1), 700, 200],
                ["", datetime(2017, 9, 2), 701, 200],
                ["", datetime(2017, 9, 3), "", ""],
            ],
            "Lifetime Likes by Gender and...": [
                ["Description", "Date", "F.18-24", "U.65+"],
                [told, datetime(2017, 9, 1), 300, 5],
            ],
            "Daily Page consumptions by type": [
                ["Description", "Date", "link clicks", "other clicks"],
                ["Daily: The number of clicks", datetime(2017, 9, 1), 5, 6],
            ],
            "Weekly Reach by Country": [["Description", "Date", "PL"], ["Weekly: x", datetime(2017, 9, 1), 5]],
        },
    )
    whole, countries, people, kinds = (items for _, items in imported(path))
    assert days(whole)[1] == ("2017-09-02", {"followers": 1001, "consumers": 13, "consumptions": 16})
    liked = [one for one in countries + people if isinstance(one, ImportedAudience)]
    assert [(one.dimension, one.bucket, one.value, str(one.last_day)) for one in liked] == [
        ("country", "PL", 701, "2017-09-02"),
        ("country", "US", 200, "2017-09-02"),
        ("age_gender", "18-24 · Women", 300, "2017-09-01"),
        ("age_gender", "65+ · Unknown", 5, "2017-09-01"),
    ]
    assert days(kinds) == [
        (
            "2017-09-01",
            {
                "Daily Page consumptions by type - link clicks": 5,
                "Daily Page consumptions by type - other clicks": 6,
            },
        )
    ]


def test_the_posts_of_the_old_facebook_in_spanish(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Identificador de la publicación,Enlace permanente,Mensaje de la publicación,Tipo,Países,Idiomas,Publicado,"
        "Segmentación,Lifetime Post Total Reach\n"
        ',,,,,,,,"Lifetime: The number of people"\n'
        "1_2,https://www.facebook.com/p/1,Hola,Photo,,,12/22/2018 10:00:00 AM,,100\n",
    )
    ((source, items),) = imported(path)
    assert source == "facebook.legacy_posts"
    assert keyed(posts(items)[0]) == {"reach": 100}


def test_a_table_of_posts_of_the_old_facebook_keeps_figures_nobody_knows(tmp_path: Path) -> None:
    extra = ["Lifetime Average time video viewed", "Lifetime Organic Video Views", "Lifetime Organic Video Views"]
    path = saved(
        tmp_path,
        "\n".join(
            ",".join(f'"{cell}"' for cell in row)
            for row in (
                [*LEGACY, *extra],
                ["", *[""] * 7, *["Lifetime: The number of people, who …"] * 10],
                [*POST, "80", "70", "10", "110", "9", "7", "12", "1500", "40", "30"],
            )
        ),
    )
    ((_, items),) = imported(path)
    found = keyed(posts(items)[0])
    assert (found["reach"], found["Lifetime Average time video viewed"]) == (80, 1500)
    assert (found["Lifetime Organic Video Views"], found["Lifetime Organic Video Views #18"]) == (40, 30)


def test_who_was_online_in_which_hour_is_a_table_of_its_own(tmp_path: Path) -> None:
    header = ",".join(["Date", *(f"Daily Liked and Online - {hour}" for hour in range(24))])
    rows = "12/1/2019," + ",".join(map(str, range(24))) + "\n12/31/2019," + ",".join(["5"] * 24) + "\n"
    ((source, items),) = imported(saved(tmp_path, f"{header}\n{rows}"))
    assert (source, [day for day, _ in days(items)]) == ("facebook.legacy_online", ["2019-12-01", "2019-12-31"])
    assert days(items)[0][1] == {f"Daily Liked and Online - {hour}": hour for hour in range(24)}


def test_videos_of_the_old_facebook_name_no_type(tmp_path: Path) -> None:
    names = "Post ID,Permalink,Post Message,Posted,Lifetime Post Total Impressions,Lifetime Total Video Views"
    row = "100_7,https://www.facebook.com/jesion/videos/7,Film,02/13/2017 10:05:00 AM,1500,500"
    path = saved(tmp_path, f'{names}\n,,,,Lifetime: Impressions of your video post,"Lifetime: Views, all"\n{row}\n')

    ((source, items),) = imported(path)

    (post,) = posts(items)
    assert (source, post.external_id, post.format) == ("facebook.legacy_videos", "7", "video")
    assert keyed(post) == {"impressions": 1500, "video_plays": 500}


def test_days_of_the_old_facebook_may_have_descriptions(tmp_path: Path) -> None:
    text = "Date,Description,Lifetime Total Likes,Daily New Likes,Daily Total Reach\n2017-02-01,,1000,5,90\n"
    ((source, items),) = imported(saved(tmp_path, text))
    assert (source, days(items)) == (
        "facebook.legacy_days",
        [("2017-02-01", {"followers": 1000, "new_followers": 5, "reach": 90})],
    )


def test_posts_under_vietnamese_names(tmp_path: Path) -> None:
    header = (
        "ID bài viết,Liên kết vĩnh viễn,Tin nhắn của bài viết,Loại,Quốc gia,Ngôn ngữ,Đã đăng,Lifetime Post Total Reach"
    )
    row = "10_20,https://facebook.com/20,Xà phòng,Photo,,,10/13/2015 09:22:01 AM,80"
    ((source, items),) = imported(saved(tmp_path, f"{header}\n,,,,,,,Lifetime: The number …\n{row}\n"))
    (post,) = posts(items)
    assert (source, post.text, post.day.isoformat(), keyed(post)) == (
        "facebook.legacy_posts", "Xà phòng", "2015-10-13", {"reach": 80},
    )  # fmt: skip
