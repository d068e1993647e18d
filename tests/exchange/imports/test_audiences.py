"""Audiences of Meta, the workbooks of a LinkedIn page, the export of Facebook before Business Suite."""

from datetime import date, datetime
from pathlib import Path

import pytest

from app.domain.errors import BadInput
from app.domain.imports import ImportedAudience
from app.exchange.imports import recognise
from tests.exchange.imports.exports import days, groups, imported, keyed, posts, saved, workbook
from tests.fakes.old_excel import old_excel


@pytest.mark.parametrize(
    ("title", "women", "men", "cities"),
    [
        ("Age & gender", "Women", "Men", "Top towns/cities"),
        ("Wiek i płeć", "Kobiety", "Mężczyźni", "Najpopularniejsze miasta"),
    ],
)
def test_the_audience_of_meta(tmp_path: Path, title: str, women: str, men: str, cities: str) -> None:
    path = saved(
        tmp_path,
        f'sep=,\n"{title}"\n"","{women}","{men}"\n"18-24","20.5","9.5"\n"25-34","40","30"\n\n'
        f'"{cities}"\n"Lublin, Poland","Warszawa, Poland"\n"12.5","8"\n\n'
        '"Top countries"\n"Poland","Germany"\n"91.2%","3%"\n',
        "utf-16",
    )
    people, places, countries = (groups(items) for _, items in imported(path))
    assert people == [
        ("age_gender", f"18-24 · {women}", "followers", 0.205, "share"),
        ("age_gender", f"18-24 · {men}", "followers", 0.095, "share"),
        ("age_gender", f"25-34 · {women}", "followers", 0.4, "share"),
        ("age_gender", f"25-34 · {men}", "followers", 0.3, "share"),
    ]
    assert [(row[0], row[1], row[3]) for row in places] == [
        ("city", "Lublin, Poland", 0.125), ("city", "Warszawa, Poland", 0.08),
    ]  # fmt: skip
    assert [(row[0], row[1], round(row[3], 5)) for row in countries] == [
        ("country", "Poland", 0.912),
        ("country", "Germany", 0.03),
    ]


def test_an_older_audience_with_a_name_in_each_row(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Facebook followers by gender and age\n,Men,Women\n13-17,0.30%,0.40%\n18-24,9.3%,90.0%\n\n"
        "Instagram top cities\nLublin,412\nKielce,120\n",
    )
    (people, places) = recognise(path)
    assert (people.network, places.network) == ("facebook", "instagram")
    first, second = (groups(items) for _, items in imported(path))
    assert [round(row[3], 4) for row in first] == [0.003, 0.004, 0.093, 0.9]
    assert [(row[1], row[3], row[4]) for row in second] == [("Lublin", 412, "count"), ("Kielce", 120, "count")]


PARTS = ("organic", "sponsored", "total")
METRICS = [
    "Date", *(f"{name} ({part})" for name in ("Impressions",) for part in PARTS), "Unique impressions (organic)",
    *(f"{name} ({part})" for name in ("Clicks", "Reactions", "Comments", "Reposts", "Engagement rate") for part in PARTS),
]  # fmt: skip
VISITS = [
    "Date",
    *(
        f"{section} {figure} ({device})"
        for section in ("Overview", "Life", "Jobs", "Total")
        for figure in ("page views", "unique visitors")
        for device in ("desktop", "mobile", "total")
    ),
]


def test_the_days_of_a_linkedin_page(tmp_path: Path) -> None:
    row = [
        "01/31/2024",
        "80",
        "9",
        "89",
        "60",
        "4",
        "0",
        "4",
        "-6",
        "0",
        "-6",
        "1",
        "0",
        "1",
        "-3",
        "0",
        "-3",
        "0.0674",
        "0",
        "0.0674",
    ]
    path = workbook(tmp_path, {"Metrics": [["Aggregated engagement metrics"], METRICS, row]})
    ((source, items),) = imported(path)
    assert source == "linkedin.page_days"
    ((day, found),) = days(items)
    assert day == "2024-01-31"
    assert {name: found[name] for name in ("impressions", "clicks", "reactions", "comments", "shares", "viewers")} == {
        "impressions": 89, "clicks": 4, "reactions": -6, "comments": 1, "shares": -3, "viewers": 60,
    }  # fmt: skip
    assert found["Impressions (sponsored)"] == 9 and found["Engagement rate (total)"] == 0.0674


def test_followers_visitors_and_competitors_of_a_linkedin_page(tmp_path: Path) -> None:
    assert len(VISITS) == 25
    path = workbook(
        tmp_path,
        {
            "New followers": [
                ["Date", "Sponsored followers", "Organic followers", "Auto-invited followers", "Total followers"],
                ["01/30/2024", 0, 3, 1, 4],
            ],
            "Location": [["Location", "Total followers"], ["Lublin, Poland", 120], ["Kraków, Poland", 80]],
            "Company size": [["Company size", "Total followers"], ["11-50", 7]],
            "Visitor metrics": [VISITS, ["01/30/2024", *range(1, 25)]],
            "Industry": [["Industry", "Total views"], ["Retail", 33]],
            "COMPETITORS": [
                ["01/01/2024 - 01/31/2024"],
                ["Page", "Total Followers", "New Followers", "Total post engagements", "Total posts"],
                ["Mydlarnia", "1,234", "12", "90", "8"],
                ["Jesion", "800", "-2", "45", "9"],
            ],
        },
    )
    tables = imported(path)
    assert [source.removeprefix("linkedin.") for source, _ in tables] == [
        "page_followers", "page_audience", "page_audience", "page_visitors", "page_audience", "competitors",
    ]  # fmt: skip
    new, places, sizes, visits, industries, rivals = (items for _, items in tables)
    assert days(new)[0][1]["new_followers"] == 4 and "followers" not in days(new)[0][1]
    assert groups(places)[0] == ("location", "Lublin, Poland", "Total followers", 120, "count")
    assert groups(sizes)[0][:2] == ("company_size", "11-50")
    assert (days(visits)[0][1]["page_views"], len(days(visits)[0][1])) == (21, 24)
    assert groups(industries) == [("industry", "Retail", "Total views", 33, "count")]
    assert [row[3] for row in groups(rivals) if row[2] == "Total Followers"] == [1234, 800]
    first = rivals[0]
    assert isinstance(first, ImportedAudience)
    assert (first.dimension, first.first_day, first.last_day) == ("competitor", date(2024, 1, 1), date(2024, 1, 31))


def test_a_linkedin_page_in_polish(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {
            "Wskaźniki": [
                ["Zagregowane wskaźniki"],
                ["Data", "Wyświetlenia (organiczne)", "Wyświetlenia (sponsorowane)", "Wyświetlenia (łącznie)",
                 "Unikalne wyświetlenia (organiczne)", "Kliknięcia (łącznie)", "Reakcje (łącznie)", "Komentarze (łącznie)",
                 "Udostępnienia (łącznie)", "Współczynnik zaangażowania (łącznie)"],
                ["31.01.2024", "80", "9", "89", "60", "4", "2", "0", "1", "0,0674"],
            ],
            "Nowi obserwujący": [
                ["Data", "Sponsorowani obserwujący", "Organiczni obserwujący", "Łączna liczba obserwujących"],
                ["31.01.2024", "0", "3", "3"],
            ],
            "Lokalizacja": [["Lokalizacja", "Łączna liczba obserwujących"], ["Lublin, Polska", "120"]],
            "Branża": [["Branża", "Łączna liczba wyświetleń"], ["Handel", "12"]],
        },
    )  # fmt: skip
    found = imported(path)
    assert [source for source, _ in found] == [
        "linkedin.page_days", "linkedin.page_followers", "linkedin.page_audience", "linkedin.page_audience",
    ]  # fmt: skip
    day, measured = days(found[0][1])[0]
    assert (day, measured["impressions"], measured["clicks"], measured["viewers"]) == ("2024-01-31", 89, 4, 60)
    assert measured["Współczynnik zaangażowania (łącznie)"] == 0.0674


def test_the_posts_of_a_linkedin_page_never_name_staff(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {
            "All posts": [
                ["All posts"],
                ["Post title", "Post link", "Post type", "Campaign name", "Posted by", "Created date", "Campaign start date",
                 "Campaign end date", "Audience", "Impressions", "Views", "Offsite Views", "Clicks",
                 "Click through rate (CTR)", "Likes", "Comments", "Reposts", "Follows", "Engagement rate", "Content Type"],
                ["Mydło\nnowe", "https://www.linkedin.com/feed/update/urn:li:activity:7", "Organic", "", "Jan Kowalski",
                 "01/15/2024", "", "", "All followers", "900", "", "", "5", "0.0055", "3", "1", "2", "", "0.0122", "Image"],
            ]
        },
    )  # fmt: skip
    ((source, items),) = imported(path)
    (post,) = posts(items)
    assert (source, post.external_id, post.format) == ("linkedin.page_posts", "urn:li:activity:7", "image")
    assert "Kowalski" not in repr(items)
    found = keyed(post)
    assert (found["impressions"], found["likes"], found["shares"], found["clicks"]) == (900, 3, 2, 5)
    assert "video_plays" not in found and found["Engagement rate"] == 0.0122


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


def test_a_workbook_of_the_old_format_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "followers.xls"
    path.write_bytes(
        old_excel(
            {
                "New followers": [
                    ["Date", "Sponsored followers", "Organic followers", "Auto-invited followers", "Total followers"],
                    *([f"01/{day:02}/2024", 0, 3, 1, 4] for day in range(1, 31)),
                ],
                "Branża": [["Industry", "Total followers"], ["Usługi „IT”", 33.0]],
            }
        )
    )
    (days_source, new), (_, people) = imported(path)
    assert (days_source, len(new), keyed(new[0])["new_followers"]) == ("linkedin.page_followers", 30, 4)
    assert groups(people) == [("industry", "Usługi „IT”", "Total followers", 33, "count")]


def test_a_damaged_workbook_of_the_old_format_is_refused(tmp_path: Path) -> None:
    whole = old_excel({"A": [["Industry", "Total followers"], ["x", 1.0]]})
    path = tmp_path / "damaged.xls"
    for content in (whole[:700], whole[:512] + bytes(len(whole) - 512), whole[:1536] + b"\xff" * 4096):
        path.write_bytes(content)
        with pytest.raises(BadInput, match=r"import\.damaged_workbook"):
            recognise(path)


@pytest.mark.parametrize("second", ["Primary", "Główne", "Wartość podstawowa"])
def test_a_summary_of_meta_in_any_language(tmp_path: Path, second: str) -> None:
    path = saved(tmp_path, f'sep=,\n"Zasięg"\n"Data","{second}"\n"2025-01-01T00:00:00","5"\n', "utf-16")
    ((source, items),) = imported(path)
    assert (source, days(items)) == ("meta.summary_days", [("2025-01-01", {"reach": 5})])


@pytest.mark.parametrize(
    "told", ["From 07/01/2024 to 07/31/2024", "Time period: 7/1/2024 - 7/31/2024", "Jul 1, 2024 - Jul 31, 2024"]
)
def test_the_period_above_a_table(tmp_path: Path, told: str) -> None:
    path = saved(
        tmp_path, f'"{told}"\nPage,Total Followers,New Followers,Total post engagements,Total posts\nA,1,2,3,4\n'
    )
    ((_, items),) = imported(path)
    first = items[0]
    assert isinstance(first, ImportedAudience)
    assert (first.first_day, first.last_day) == (date(2024, 7, 1), date(2024, 7, 31))


@pytest.mark.parametrize("name", ["Top_cities.csv", "Top countries (1).csv", "Najpopularniejsze miasta.csv"])
def test_places_cut_out_of_an_audience_are_known_by_the_name_of_their_file(tmp_path: Path, name: str) -> None:
    path = saved(tmp_path, '"Lublin, Poland",Warszawa,Kraków\n"8.1",6.2,"4"\n').rename(tmp_path / name)
    ((source, items),) = imported(path)
    assert source == "meta.places"
    assert [(bucket, value, unit) for _, bucket, _, value, unit in groups(items)] == [
        ("Lublin, Poland", pytest.approx(0.081), "share"),
        ("Warszawa", pytest.approx(0.062), "share"),
        ("Kraków", pytest.approx(0.04), "share"),
    ]


def test_a_table_of_cities_from_elsewhere_is_no_audience(tmp_path: Path) -> None:
    path = saved(tmp_path, "City,People\nLublin,330000\nKraków,800000\n").rename(tmp_path / "Top_cities.csv")
    assert recognise(path) == []
