"""The workbooks of a LinkedIn page: days, followers, visitors, competitors, posts."""

from datetime import date
from pathlib import Path

from app.domain.imports import ImportedAudience, RowProblem
from tests.exchange.imports.exports import days, groups, imported, keyed, posts, saved, workbook

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
    assert "Kowalski" not in repr(items) and post.paid is False
    found = keyed(post)
    assert (found["impressions"], found["likes"], found["shares"], found["clicks"]) == (900, 3, 2, 5)
    assert "video_plays" not in found and found["Engagement rate"] == 0.0122


def test_what_campaigns_brought_a_post_stands_beside_what_came_by_itself(tmp_path: Path) -> None:
    link = "https://www.linkedin.com/feed/update/urn:li:activity:7"
    text = "Post title,Post link,Post type,Campaign name,Created date,Impressions,Clicks,Likes,Comments\n" + "".join(
        f"Mydło,{link},{kind},{campaign},01/15/2024,{seen},{seen // 100},1,0\n"
        for kind, campaign, seen in [
            ("Organic", "", 900),
            ("Sponsored", "A", 3000),
            ("Sponsored", "B", 400),
            ("Sponsored", "A", 3000),
        ]
    )
    ((_, items),) = imported(saved(tmp_path, text))
    assert [(post.external_id, post.paid, keyed(post)["impressions"]) for post in posts(items)] == [
        ("urn:li:activity:7", False, 900),
        ("urn:li:activity:7 sponsored", True, 3000),
        ("urn:li:activity:7 sponsored 2", True, 400),
    ]
    assert [item.code for item in items if isinstance(item, RowProblem)] == ["import.post_again"]
