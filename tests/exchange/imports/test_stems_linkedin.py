"""LinkedIn's workbooks in languages and endings that no table lists."""

from pathlib import Path

import pytest

from app.domain.imports import ImportedAudience, ImportedDay
from app.exchange.imports.aliases import normal
from app.exchange.imports.stems_linkedin import creator_meaning, visitor_meaning
from tests.exchange.imports.exports import days, groups, imported, keyed, posts, workbook

POST = "https://www.linkedin.com/feed/update/urn:li:activity:720000000000000000"


def test_a_polish_workbook_of_a_creator(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {
            "ODKRYCIE": [["Ogólna skuteczność", "01.09.2026 - 30.09.2026"], ["Wyświetlenia", 300]],
            "ZAANGAŻOWANIE": [["Data", "Wyświetlenia", "Zaangażowania"], ["13.09.2026", 100, 7], ["14.09.2026", 200, 9]],
            "NAJLEPSZE PUBLIKACJE": [
                ["Adres URL wpisu", "Data opublikowania", "Zaangażowania", None,
                 "Adres URL wpisu", "Data opublikowania", "Wyświetlenia"],
                [f"{POST}1", "13.09.2026", 16, None, f"{POST}2", "14.09.2026", 300],
            ],
            "OBSERWUJĄCY": [["Data", "Nowych obserwujących"], ["13.09.2026", 4]],
            "DEMOGRAFIA": [["Główne dane demograficzne", "Wartość", "Udział"], ["Stanowiska", "Piekarz", 0.25]],
        },
    )  # fmt: skip
    tables = dict(imported(path))
    assert days(tables["linkedin.creator_days"]) == [
        ("2026-09-13", {"impressions": 100, "engagements": 7}),
        ("2026-09-14", {"impressions": 200, "engagements": 9}),
    ]
    assert days(tables["linkedin.creator_followers"]) == [("2026-09-13", {"new_followers": 4})]
    assert [keyed(post) for post in posts(tables["linkedin.creator_posts"])] == [{"impressions": 300}]
    assert groups(tables["linkedin.creator_demographics"]) == [("Stanowiska", "Piekarz", "Udział", 0.25, "share")]
    assert [item.value for item in tables["linkedin.creator_totals"] if isinstance(item, ImportedAudience)] == [300]


def test_german_followers_of_all_genders(tmp_path: Path) -> None:
    head = ["Datum", "Gesponserte Follower:innen", "Organische Follower:innen", "Follower:innen insgesamt"]
    path = workbook(tmp_path, {"Neue Follower": [head, ["13.09.2026", 1, 2, 3]]})
    ((source, (day,)),) = imported(path)
    assert source == "linkedin.page_followers" and isinstance(day, ImportedDay)
    assert keyed(day)["new_followers"] == 3
    assert normal("Neue Follower*innen") == "neue follower"


def test_polish_visitors_whatever_the_order_of_part_and_figure(tmp_path: Path) -> None:
    head = [
        "Data", "Przegląd – wyświetlenia strony (łącznie)", "Łącznie – wyświetlenia strony (komputer)",
        "Łącznie – wyświetlenia strony (łącznie)", "Łącznie – unikalni odwiedzający (łącznie)",
    ]  # fmt: skip
    ((source, (day,)),) = imported(workbook(tmp_path, {"Odwiedzający": [head, ["13.09.2026", 2, 3, 5, 4]]}))
    assert source == "linkedin.page_visitors"
    assert keyed(day)["page_views"] == 5


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Nieuwe volgers", "new_followers"), ("Top-Demografie", "dimension"), ("Betrokkenheid", "engagements"),
        ("Performance goal", None), ("Data", None), ("Interactions avec la page", None),
    ],
)  # fmt: skip
def test_a_column_of_a_creator(header: str, meaning: str | None) -> None:
    assert creator_meaning(header) == meaning


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Vues de page totales (total)", "page_views"), ("Vues de page totales (mobile)", "metric"),
        ("Unieke bezoekers totaal (totaal)", "metric"), ("Page views", None), ("Wyświetlenia", None),
    ],
)  # fmt: skip
def test_a_column_of_visitors(header: str, meaning: str | None) -> None:
    assert visitor_meaning(header) == meaning
