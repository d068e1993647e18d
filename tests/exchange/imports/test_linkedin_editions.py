"""LinkedIn's workbooks of other years and languages."""

from pathlib import Path

import pytest

from app.exchange.imports.posts import id_in_link
from tests.exchange.imports.exports import days, groups, imported, keyed, posts, workbook

WAYS = {
    "en": ("organic", "sponsored", "total"),
    "pt": ("orgânicas", "patrocinadas", "total"),
    "es": ("orgánicas", "patrocinadas", "totales"),
    "de": ("organisch", "gesponsert", "gesamt"),
    "fr": ("organiques", "sponsorisées", "totales"),
    "pl": ("organiczne", "sponsorowane", "łącznie"),
}
FIGURES = {
    "en": ("Impressions", "Clicks", "Reactions", "Comments", "Shares"),
    "pt": ("Impressões", "Cliques", "Reações", "Comentários", "Compartilhamentos"),
    "es": ("Impresiones", "Clics", "Reacciones", "Comentarios", "Veces compartido"),
    "de": ("Impressionen", "Klicks", "Reaktionen", "Kommentare", "Geteilte Inhalte"),
    "fr": ("Impressions", "Clics", "Réactions", "Commentaires", "Partages"),
    "pl": ("Wyświetlenia", "Kliknięcia", "Reakcje", "Komentarze", "Udostępnienia"),
}
DAY = {"en": "Date", "pt": "Data", "es": "Fecha", "de": "Datum", "fr": "Date", "pl": "Data"}


@pytest.mark.parametrize("language", list(WAYS))
def test_days_of_a_page_in_six_languages(tmp_path: Path, language: str) -> None:
    header = [DAY[language], *(f"{figure} ({way})" for figure in FIGURES[language] for way in WAYS[language])]
    path = workbook(tmp_path, {"Metrics": [["A note above the table."], header, ["01/13/2026", *range(1, 16)]]})
    ((source, items),) = imported(path)
    assert source == "linkedin.page_days"
    ((day, figures),) = days(items)
    assert day == "2026-01-13"
    keys = ("impressions", "clicks", "reactions", "comments", "shares")
    assert [figures[key] for key in keys] == [3, 6, 9, 12, 15]
    assert len(figures) == 15


def test_posts_of_the_time_when_they_were_updates(tmp_path: Path) -> None:
    header = ["Update title", "Update link", "Update type", "Campaign name", "Posted by", "Created date", "Audience"]
    figures = ["Impressions", "Video views", "Offsite Video views", "Clicks", "Likes", "Comments", "Shares", "Follows"]
    row = [
        "Jesień",
        "https://www.linkedin.com/feed/update/urn:li:activity:1",
        "Organic",
        "",
        "A. Nowak",
        "03/14/2022",
        "",
    ]
    path = workbook(tmp_path, {"Update engagement": [["A note."], header + figures, [*row, 100, 40, 2, 5, 3, 2, 1, 4]]})
    ((source, items),) = imported(path)
    (post,) = posts(items)
    assert (source, post.external_id) == ("linkedin.page_posts", "urn:li:activity:1")
    assert keyed(post) == {
        "impressions": 100, "video_plays": 40, "Offsite Video views": 2, "clicks": 5, "likes": 3, "comments": 2,
        "shares": 1, "follows": 4,
    }  # fmt: skip
    assert "Nowak" not in str(post)


def test_competitors_with_the_newer_columns(tmp_path: Path) -> None:
    header = ["Page", "New Followers", "Posts", "Comments", "Comments per day", "Reactions"]
    path = workbook(tmp_path, {"COMPETITORS": [["1/1/2026 - 1/31/2026"], header, ["Jesion", 5, 3, 20, 0.7, 50]]})
    ((source, items),) = imported(path)
    assert source == "linkedin.competitors"
    assert [group[2:4] for group in groups(items)] == [
        ("New Followers", 5), ("Posts", 3), ("Comments", 20), ("Comments per day", 0.7), ("Reactions", 50),
    ]  # fmt: skip


def test_visitors_by_day_and_followers_by_country_and_function(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {
            "Visitor metrics": [["Date", "Page views", "Unique visitors"], ["01/13/2026", 5, 3]],
            "Country": [["Country/Region", "Total followers"], ["Poland", 5]],
            "Function": [["Function", "Total followers"], ["Marketing", 4]],
        },
    )
    found = imported(path)
    assert days(found[0][1]) == [("2026-01-13", {"page_views": 5, "Unique visitors": 3})]
    assert [group[:2] for _, items in found[1:] for group in groups(items)] == [
        ("country", "Poland"),
        ("job_function", "Marketing"),
    ]


def test_a_creator_in_portuguese(tmp_path: Path) -> None:
    link = "https://www.linkedin.com/feed/update/urn:li:activity:7312345678901234567"
    address = ("URL da publicação", "Data de publicação")
    path = workbook(
        tmp_path,
        {
            "DESCOBERTA": [["Desempenho geral", "01/01/2025 - 31/12/2025"], ["Impressões", "12.345"]],
            "ENGAJAMENTO": [["Data", "Impressões", "Engajamentos"], ["13/01/2025", "10", "1"]],
            "PUBLICAÇÕES": [
                [*address, "Engajamentos", None, *address, "Impressões"],
                [link, "13/01/2025", "5", None, link, "13/01/2025", "100"],
            ],
            "SEGUIDORES": [
                ["Total de seguidores em 31/12/2025:", "1.234"],
                [],
                ["Data", "Novos seguidores"],
                ["13/01/2025", "3"],
            ],
            "DADOS": [["Principais dados demográficos", "Valor", "Porcentagem"], ["Setores", "Marketing", "< 1%"]],
        },
    )
    found = imported(path)
    by_source = dict(found)
    assert days(by_source["linkedin.creator_days"]) == [("2025-01-13", {"impressions": 10, "engagements": 1})]
    assert days(by_source["linkedin.creator_followers"]) == [
        ("2025-12-31", {"followers": 1234}), ("2025-01-13", {"new_followers": 3}),
    ]  # fmt: skip
    figures = [keyed(post) for source, items in found if source == "linkedin.creator_posts" for post in posts(items)]
    assert figures == [{"engagements": 5}, {"impressions": 100}]
    assert groups(by_source["linkedin.creator_totals"])[0][2:4] == ("Impressões", 12345)
    assert groups(by_source["linkedin.creator_demographics"])[0][:2] == ("Setores", "Marketing")


def test_one_post_exported_by_itself(tmp_path: Path) -> None:
    link = "https://www.linkedin.com/posts/jesion_sklep-activity-7312345678901234567-abCd"
    rows: list[list[object]] = [
        ["Post URL", link],
        ["Post Date", "Sep 30, 2025"],
        ["Post Publish Time", "9:05 AM"],
        ["Post Performance"],
        ["Impressions", "5,537"],
        ["Members reached", "3,100"],
        ["Reactions", "49"],
        ["Comments", 5],
        ["Sends on LinkedIn", "2"],
        ["Content", "5 things"],
    ]
    path = workbook(
        tmp_path, {"PERFORMANCE": rows, "TOP DEMOGRAPHICS": [["Category", "Value", "%"], ["Size", "1-10", "5%"]]}
    )
    ((source, items),) = imported(path)
    (post,) = posts(items)
    assert (source, post.external_id, post.permalink) == (
        "linkedin.creator_post", "urn:li:activity:7312345678901234567", link,
    )  # fmt: skip
    assert (post.day.isoformat(), post.hour) == ("2025-09-30", 9)
    assert keyed(post) == {
        "impressions": 5537, "viewers": 3100, "reactions": 49, "comments": 5, "Sends on LinkedIn": 2,
    }  # fmt: skip


def test_one_post_without_its_date_is_told_of(tmp_path: Path) -> None:
    link = "https://www.linkedin.com/feed/update/urn:li:activity:1"
    ((_, items),) = imported(workbook(tmp_path, {"PERFORMANCE": [["Post URL", link], ["Impressions", "5"]]}))
    assert [getattr(item, "code", None) for item in items] == ["import.no_date"]


def test_addresses_of_one_post_lead_to_one_id() -> None:
    slugs = ("jan_sklep-activity-7312345678901234567-abCd", "jan_activity-7312345678901234567-abCd?utm=x")

    found = {id_in_link(f"https://www.linkedin.com/posts/{slug}") for slug in slugs}

    assert found == {"urn:li:activity:7312345678901234567"}


def test_the_spanish_days_of_a_page_in_uneven_words(tmp_path: Path) -> None:
    """As they are called in a real file: impressions in total without brackets, organic reactions "general" ones."""
    header = [
        "Fecha",
        "Impresiones (orgánicas)",
        "Impresiones (patrocinadas)",
        "Impresiones totales",
        "Clics (Totales)",
    ]
    header += ["Reacciones (generales)", "Reacciones (total)", "Veces compartido (total)"]
    path = workbook(tmp_path, {"Indicadores": [["Los datos …"], header, ["12/13/2024", 100, 20, 120, 9, 5, 6, 2]]})
    ((source, items),) = imported(path)
    figures = {"impressions": 120, "clicks": 9, "reactions": 6, "shares": 2}
    parts = {"Impresiones (orgánicas)": 100, "Impresiones (patrocinadas)": 20, "Reacciones (generales)": 5}
    assert (source, days(items)) == ("linkedin.page_days", [("2024-12-13", figures | parts)])


def test_the_spanish_posts_of_a_page(tmp_path: Path) -> None:
    """What was shared is called on this sheet as among the days; without it a post would have no interactions."""
    header = ["Título de la publicación", "Enlace de la publicación", "Fecha de creación", "Impresiones", "Clics"]
    header += ["Recomendaciones", "Comentarios", "Veces compartido", "Seguidores"]
    link = "https://www.linkedin.com/feed/update/urn:li:activity:7312345678901234567"
    row: list[object] = ["Hola", link, "12/03/2024", 1000, 12, 30, 1, 2, 4]
    path = workbook(tmp_path, {"Todas las publicaciones": [["Los datos …"], header, row]})
    ((_, items),) = imported(path)
    assert keyed(posts(items)[0]) == {
        "impressions": 1000, "clicks": 12, "likes": 30, "comments": 1, "shares": 2, "follows": 4,
    }  # fmt: skip
