"""Audiences of Meta, the period above a table, and workbooks of the old format."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import BadInput
from app.domain.imports import ImportedAudience
from app.exchange.imports import recognise
from tests.exchange.imports.exports import days, groups, imported, keyed, saved
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


@pytest.mark.parametrize(
    ("values", "unit"),
    [
        ((18, 17, 17, 17, 17, 17), "share"),  # 103: each rounded by itself
        ((0.18, 0.17, 0.17, 0.17, 0.17, 0.17), "share"),
        ((63, 40), "count"),
        ((18, 17, 17, 17, 17, 18), "count"),
    ],
)
def test_parts_rounded_each_by_itself_are_shares_though_they_come_to_more_than_all(
    tmp_path: Path, values: tuple[float, ...], unit: str
) -> None:
    cities = ["Lublin", "Kielce", "Opole", "Radom", "Gdynia", "Sopot"]
    rows = "\n".join(f"{city},{value}" for city, value in zip(cities, values, strict=False))
    found = groups(imported(saved(tmp_path, f"Instagram top cities\n{rows}\n"))[0][1])
    assert {row[4] for row in found} == {unit}
    assert unit == "count" or [round(row[3], 4) for row in found] == [0.18, *[0.17] * 5]


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


def test_a_list_of_cities_in_a_report_by_hand_is_no_audience(tmp_path: Path) -> None:
    text = "Top cities\nRank,City,Country,Percent\n1,Lublin,Poland,74.3\n2,Kielce,Poland,4.1\n"
    assert recognise(saved(tmp_path, text)) == []
