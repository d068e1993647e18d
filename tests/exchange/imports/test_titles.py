"""Tables of Business Suite that only the title above them names, in several languages."""

from pathlib import Path

import pytest

from app.exchange.imports import recognise
from app.exchange.imports.titles import dimension_of, figure_of, network_of
from tests.exchange.imports.exports import days, groups, imported, saved


@pytest.mark.parametrize(
    ("title", "network", "figure"),
    [
        ("Facebook reach", "facebook", "reach"),
        ("Instagram profile visits", "instagram", "profile_visits"),
        ("Content interactions", None, "interactions"),
        ("Views from non-followers", None, None),
        ("Facebook Page likes", "facebook", "new_followers"),
        ("Zasięg na Facebooku", "facebook", "reach"),
        ("Wizyty na profilu na Instagramie", "instagram", "profile_visits"),
        ("Obserwacje na Facebooku", "facebook", "new_followers"),
        ("Kliknięcia linku na Facebooku", "facebook", "link_clicks"),
        ("Widzowie", None, "viewers"),
        ("Seguidores no Instagram", "instagram", "new_followers"),
        ("Interacciones con el contenido", None, "interactions"),
        ("Facebook-Besuche", "facebook", "profile_visits"),
        ("Copertura Instagram", "instagram", "reach"),
        ("Visites du profil Instagram", "instagram", "profile_visits"),
        ("Unfollows", None, "lost_followers"),
        ("Zaprzestania obserwowania", None, "lost_followers"),
        ("Rezygnacje z obserwowania na Instagramie", "instagram", "lost_followers"),
        ("Dejaron de seguirte", None, "lost_followers"),
        ("Désabonnements", None, "lost_followers"),
        ("Obserwacje netto", None, "net_followers"),
        ("Przyrost obserwujących netto", None, "net_followers"),
        ("Łączna liczba obserwujących", None, "followers"),
        ("Total followers", None, "followers"),
        ("Paid reach", None, None),
        ("Powracający widzowie", None, None),
        ("Interaction rate", None, None),
        ("Średnia liczba wyświetleń na widza", None, None),
        ("Wyświetlenia rolek", None, None),
        ("Instagram story reach", "instagram", None),
        ("3-second views", None, None),
        ("Facebook and Instagram views", None, "views"),
    ],
)
def test_the_title_of_a_figure_by_day(title: str, network: str | None, figure: str | None) -> None:
    assert (network_of(title), figure_of(title)) == (network, figure)


@pytest.mark.parametrize(
    ("title", "dimension"),
    [
        ("Age & gender", "age_gender"),
        ("Obserwujący na Instagramie według płci i wieku", "age_gender"),
        ("Âge et genre", "age_gender"),
        ("Top towns/cities", "city"),
        ("Najważniejsze miejscowości", "city"),
        ("Top-Städte", "city"),
        ("Principales países", "country"),
        ("Facebook followers by top countries", "country"),
        ("Najpopularniejsze strony", "page"),
        ("Facebook Page reach", None),
        ("Facebook followers", None),
    ],
)
def test_the_title_of_an_audience(title: str, dimension: str | None) -> None:
    assert dimension_of(title) == dimension


def test_an_audience_of_two_networks_with_a_name_and_a_value_in_each_row(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        'sep=,\n"Seguidores do Facebook"\n"FB_PAGE,FOLLOW,UNIQUE_USERS"\n"1234"\n\n'
        '"Seguidores do Facebook por gênero e idade"\n"Idade","Mulheres","Homens"\n"18-24","10,5%","9,5%"\n\n'
        '"Seguidores do Facebook pelas principais cidades"\n"Principais cidades","Valor"\n"São Paulo, SP","12,5%"\n'
        '"Rio, RJ","7%"\n\n'
        '"Seguidores do Instagram"\n"IG_ACCOUNT,FOLLOW,UNIQUE_USERS"\n"567"\n\n'
        '"Untitled"\n"FB_PAGE,LIKE,UNIQUE_USERS"\n"1226"\n',
        "utf-16",
    )
    assert [table.network for table in recognise(path)] == ["facebook"] * 3 + ["instagram", "facebook"]
    stock, people, places, others, likes = (groups(items) for _, items in imported(path))
    assert likes == [("period_total", "all", "page likes", 1226, "count")]
    assert stock == [("period_total", "all", "followers", 1234, "count")]
    assert [(row[1], row[3]) for row in people] == [("18-24 · Mulheres", 0.105), ("18-24 · Homens", 0.095)]
    assert [(row[0], row[1], row[3], row[4]) for row in places] == [
        ("city", "São Paulo, SP", 0.125, "share"),
        ("city", "Rio, RJ", 0.07, "share"),
    ]
    assert others[0][3] == 567


def test_an_audience_saved_again_with_semicolons(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Age & gender;;;\n;Women;Men;\n18-24;20,5;9,5;\n25-34;40;30;\n;;;\nTop towns/cities;;;\n"
        "Lublin, Poland;Kraków, Poland;Łódź, Poland;\n74,3;4,1;1;\n;;;\nFollows;;;\nDate;Primary;;\n"
        "2025-11-02T00:00:00;4;;\n2025-11-03T01:00:00;2;;\n;;;\nTop Pages;;;\nA;B;C;\n122,78;22,5;20;\n",
        "cp1250",
    )
    people, places, follows, pages = (items for _, items in imported(path))
    assert [row[3] for row in groups(people)] == [0.205, 0.095, 0.4, 0.3]
    assert [round(row[3], 3) for row in groups(places)] == [0.743, 0.041, 0.01]
    assert days(follows) == [("2025-11-02", {"new_followers": 4}), ("2025-11-03", {"new_followers": 2})]
    assert groups(pages)[0] == ("page", "A", "affinity", 122.78, "count")


def test_what_each_format_brought(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Views;;;\nReels;Multi-photo;Photos;Others\n572681;86208;22287;413\n;;;\n"
        "Published content;;;\nReels;Photos;Stories;\n46;30;13;\n",
    )
    views, published = (groups(items) for _, items in imported(path))
    assert [row[3] for row in views] == [572681, 86208, 22287, 413]
    assert views[0] == ("format", "Reels", "Views", 572681, "count")
    assert [(row[1], row[2], row[3]) for row in published] == [
        ("Reels", "Published content", 46), ("Photos", "Published content", 30), ("Stories", "Published content", 13),
    ]  # fmt: skip


def test_a_figure_by_day_with_its_parts(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        'sep=,\n"Approximate earnings"\n"Date","Primary","stars"\n"2026-08-06T00:00:00","23.936","0.5"\n',
        "utf-16",
    )
    ((source, items),) = imported(path)
    assert (source, days(items)) == (
        "meta.summary_days",
        [("2026-08-06", {"Approximate earnings": 23.936, "Approximate earnings: stars": 0.5})],
    )


def test_an_audience_without_a_title(tmp_path: Path) -> None:
    (places,) = imported(saved(tmp_path, 'Principais países,Valor\nBrasil,"91,2%"\nPortugal,"3%"\n'))
    assert [(row[0], row[1], row[4]) for row in groups(places[1])] == [
        ("country", "Brasil", "share"),
        ("country", "Portugal", "share"),
    ]


def test_days_of_columns_that_name_the_network(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Date,Facebook Page reach,Instagram reach,New Instagram followers\n"
        "2022-04-01T00:00:00,7,20,2\n2022-04-02T00:00:00,8,,3\n",
    )
    tables = recognise(path)
    assert [(table.source, table.network) for table in tables] == [
        ("meta.summary_days", "facebook"),
        ("meta.summary_days", "instagram"),
    ]
    (_, first), (_, second) = imported(path)
    assert days(first) == [("2022-04-01", {"reach": 7}), ("2022-04-02", {"reach": 8})]
    assert days(second) == [("2022-04-01", {"reach": 20, "new_followers": 2}), ("2022-04-02", {"new_followers": 3})]


@pytest.mark.parametrize("header", ["Data;Zasięg na Instagramie", "Fecha;Alcance de Instagram"])
def test_such_days_in_other_languages(tmp_path: Path, header: str) -> None:
    ((source, items),) = imported(saved(tmp_path, f"{header}\n2022-04-01T00:00:00;7620\n"))
    assert (source, days(items)) == ("meta.summary_days", [("2022-04-01", {"reach": 7620})])


@pytest.mark.parametrize(
    ("name", "figure", "key"), [("Reach (2)", "Reach", "reach"), ("Wyświetlenia", "Wyświetlenia", "views")]
)
def test_a_table_without_a_title_is_called_by_its_file(tmp_path: Path, name: str, figure: str, key: str) -> None:
    path = tmp_path / f"{name}.csv"
    path.write_text("Date,Primary\n2024-07-18T00:00:00,36\n", encoding="utf-16")
    ((source, items),) = imported(path)
    assert (source, days(items)) == ("meta.summary_days", [("2024-07-18", {key: 36})])
    assert [column.column for column in recognise(path)[0].columns] == ["Date", figure]


def test_tables_titled_by_the_name_of_their_column(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        'sep=,\nFacebook Page likes\n"Date","Facebook Page likes"\n"2024-02-18T00:00:00","3"\n\n'
        'Instagram followers\n"Date","Instagram followers"\n"2024-02-18T00:00:00","4"\n',
        "utf-16",
    )
    assert [table.network for table in recognise(path)] == ["facebook", "instagram"]
    assert [days(items) for _, items in imported(path)] == [
        [("2024-02-18", {"new_followers": 3})],
        [("2024-02-18", {"new_followers": 4})],
    ]


@pytest.mark.parametrize(
    "title", ["Facebook Page new likes", "New Facebook Page likes", "Nowe polubienia na Facebooku"]
)
def test_new_likes_of_a_page_are_those_that_came(title: str) -> None:
    assert figure_of(title) == "new_followers"


def test_columns_that_are_called_by_the_network_alone_go_to_it(tmp_path: Path) -> None:
    rows = "2026-03-01T00:00:00,10,6\n2026-03-02T00:00:00,20,12\n"
    path = saved(tmp_path, f"sep=,\nFollows\nDate,Facebook,Instagram\n{rows}", "utf-16")

    tables = recognise(path)

    assert [(table.network, [column.position for column in table.columns]) for table in tables] == [
        ("facebook", [0, 1]),
        ("instagram", [0, 2]),
    ]
    assert [column.meaning for table in tables for column in table.columns[1:]] == ["new_followers"] * 2


def test_a_period_under_the_title_is_not_the_title(tmp_path: Path) -> None:
    days_of = '"Date","Primary"\n"2026-03-01T00:00:00","10"\n'
    path = saved(tmp_path, f'sep=,\n"Views"\n"Mar 1, 2026 - Mar 2, 2026"\n{days_of}', "utf-16")

    [(_, items)] = imported(path)

    assert days(items) == [("2026-03-01", {"views": 10})]
