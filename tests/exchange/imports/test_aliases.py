"""Headers as exports really write them: soft hyphens, underscores, currencies, endings, other languages."""

from pathlib import Path

import pytest

from app.domain.imports import ImportedPost
from app.exchange.imports import read, recognise
from app.exchange.imports.aliases import (
    GENERAL,
    MEANINGS,
    format_of,
    general_meaning,
    is_total,
    known_as,
    normal,
)
from app.exchange.imports.aliases_youtube import YOUTUBE
from app.exchange.imports.known_meta import META_SOURCES
from app.exchange.imports.sources import BY_NAME


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Com\u00adments ad\u00added", "comments added"),
        ("Average_view_duration", "average view duration"),
        ("RPM(USD)", "rpm (usd)"),
        ("Impressions_click-through_rate(%)", "impressions click-through rate (%)"),
        ("\u200e Reach\u00a0", "reach"),
        ("„Gefällt mir“", "gefällt mir"),
        (None, ""),
    ],
)
def test_headers_lose_what_is_not_seen(header: object, name: str) -> None:
    assert normal(header) == name
    assert normal(name) == name


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Estimated earnings (PLN)", "metric"),
        ("ID posta", "post_id"),
        ("Identyfikator publikacji na stronie", None),
        ("Nazwa użytkownika konta", "account"),
        ("Data opublikowania posta", "published_at"),
        ("Stały link do posta", None),
        ("Liczba kliknięć łącza", "link_clicks"),
        ("Łączna liczba kliknięć", "clicks"),
        ("Reakcje, komentarze oraz udostępnienia", "interactions"),
        ("Czas trwania (w sekundach)", "ignored"),
        ("Veces que se compartió", "shares"),
        ("Räckvidd", "reach"),
    ],
)
def test_a_header_has_a_meaning_in_any_known_language(header: str, meaning: str | None) -> None:
    assert general_meaning(header) == meaning
    assert meaning is None or meaning in MEANINGS


def test_an_english_or_polish_name_wins_over_one_of_another_language() -> None:
    assert (GENERAL["data"], GENERAL["date"], GENERAL["follows"]) == ("day", "day", "follows")
    assert known_as(YOUTUBE, "RPM (EUR)") == "metric"
    assert set(GENERAL.values()) <= MEANINGS


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("IG reel", "reel"), ("Rolka na Instagramie", "reel"), ("Carrossel do Instagram", "carousel"), ("Fotos", "image"),
        ("Historia de Instagram", "story"), ("Länkar", "link"), ("Textildruck", None), ("", None),
        ("Secuencia de IG", "carousel"), ("Carrousel IG", "carousel"), ("IG-carrousel", "carousel"),
        ("Carosello IG", "carousel"), ("Immagine IG", "image"), ("IG-afbeelding", "image"),
    ],
)  # fmt: skip
def test_a_format_is_known_by_the_stem_of_its_word(label: str, kind: str | None) -> None:
    assert format_of(label) == kind


def test_totals_are_known_in_several_languages() -> None:
    assert all(map(is_total, ("Total", "Łącznie", "Gesamt", "Summe", "TOTALT")))
    assert not is_total("Totalnie nowy film")


EDITIONS = {
    "es": (
        "Identificador de la publicación,Nombre de la página,Título,Hora de publicación,Tipo de publicación,Fecha,"
        "Visualizaciones,Alcance,Reacciones,Comentarios,Veces que se compartió,Total de clics",
        "Total",
        "Fotos",
    ),
    "pt": (
        "Identificação do post,Nome da Página,Título,Horário de publicação,Tipo de post,Data,Visualizações,Alcance,Reações,"
        "Comentários,Compartilhamentos,Total de cliques",
        "Total",
        "Fotos",
    ),
    "sv": (
        "Publicerings-id,Sidnamn,Titel,Publiceringstid,Inläggstyp,Datum,Visningar,Räckvidd,Reaktioner,Kommentarer,Delningar,"
        "Totalt antal klick",
        "Livstid",
        "Foton",
    ),
    "de": (
        "Beitrags-ID,Seitenname,Titel,Veröffentlichungszeitpunkt,Beitragstyp,Datum,Aufrufe,Reichweite,Reaktionen,Kommentare,"
        "Geteilte Inhalte,Klicks insgesamt",
        "Gesamt",
        "Fotos",
    ),
    "fr": (
        "Identifiant de la publication,Nom de la Page,Titre,Heure de publication,Type de publication,Date,Vues,Couverture,"
        "Réactions,Commentaires,Partages,Nombre total de clics",
        "À vie",
        "Photos",
    ),
    "pl": (
        "Identyfikator wpisu,Nazwa strony,Tytuł,Data i godzina publikacji,Rodzaj wpisu,Data,Wyświetlenia,Zasięg,Reakcje,"
        "Komentarze,Udostępnienia,Łączna liczba kliknięć",
        "Cały okres",
        "Zdjęcia",
    ),
}


@pytest.mark.parametrize("language", sorted(EDITIONS))
def test_a_facebook_export_is_read_in_any_known_language(tmp_path: Path, language: str) -> None:
    header, lifetime, photos = EDITIONS[language]
    path = tmp_path / "export.csv"
    path.write_text(
        f"{header}\n122100000000000017,Mydło,Nowe,09/28/2026 18:12,{photos},{lifetime},90,40,7,2,1,5\n",
        encoding="utf-8-sig",
    )
    (table,) = recognise(path)
    (post,) = list(read(path, table, {"zone": "Europe/Warsaw"}))
    assert table.source == "meta.facebook_posts" and isinstance(post, ImportedPost)
    assert (post.external_id, post.text, post.format) == ("122100000000000017", "Nowe", "image")
    assert {reading.key: reading.value for reading in post.readings} == {
        "views": 90, "reach": 40, "reactions": 7, "comments": 2, "shares": 1, "clicks": 5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (
            "identificador de la publicación|Hora de publicación|Veces que se ha compartido|Veces guardado|Seguidores|"
            "Clics totales|Otros clics",
            "post_id published_at shares saves follows clicks other_clicks",
        ),
        (
            "Beitrags-ID|Zeitpunkt der Veröffentlichung|Gesamtklicks|Link-Klicks|Follower|Angesehene Sekunden",
            "post_id published_at clicks link_clicks follows watch_seconds",
        ),
        (
            "ID del post|Nome della Pagina|Ora di pubblicazione|Reazioni, commenti e condivisioni|Mi piace|Copertura",
            "post_id page published_at interactions likes reach",
        ),
        (
            "Bericht-ID|Publicatietijd|Berichttype|Reacties, opmerkingen en keer gedeeld|Linkklikken|Weergaven",
            "post_id published_at format interactions link_clicks views",
        ),
        (
            "Liczba sekund wyświetlenia|Średnia liczba sekund wyświetlenia|Obserwujący|Czy to udostępnienie|Rodzaj napisów",
            "watch_seconds average_view_seconds follows ignored ignored",
        ),
        (
            "Average Seconds viewed from Followers|Seconds viewed from Shares|3-second video views by country (France (FR))|"
            "Percentage of total views at interval 5|3-second video views by top audience (F, 65+)",
            "metric metric ignored ignored ignored",
        ),
    ],
)
def test_columns_of_meta_are_known_by_their_stems_in_further_languages(names: str, expected: str) -> None:
    source = next(source for source in META_SOURCES if source.name == "meta.facebook_posts")
    assert " ".join(str(source.meaning(name)) for name in names.split("|")) == expected


def test_all_clicks_are_no_clicks_on_links() -> None:
    assert (
        general_meaning("Liczba kliknięć łącznie") == "clicks" and general_meaning("Kliknięcia łącza") == "link_clicks"
    )


@pytest.mark.parametrize(
    ("source", "header", "meaning"),
    [
        ("linkedin.page_posts", "Polecenia", "likes"),
        ("linkedin.page_posts", "Ponowne udostępnienia", "shares"),
        ("linkedin.page_followers", "Całkowita liczba obserwujących", "new_followers"),
        ("linkedin.page_audience", "Pełniona funkcja", "bucket"),
        ("linkedin.competitors", "Obserwujący ogółem", "metric"),
        ("x.days", "Utracone obserwacje", "lost_followers"),
        ("x.posts", "Zaangażowania", "engagements"),
        ("youtube.videos", "Zdobyci subskrybenci", "new_followers"),
        ("youtube.videos", "Średni czas wyświetlania", "average_view_seconds"),
        ("meta.facebook_posts", "Osoby, do których dotarto", "reach"),
        ("meta.page_days", "Nowe obserwacje", "new_followers"),
        ("meta.page_days", "Zaprzestania obserwowania", "lost_followers"),
        ("tiktok.days", "Dotarcie", "reach"),
        ("tiktok.audience_days", "Różnica w liczbie obserwujących w stosunku do poprzedniego dnia", "net_followers"),
        ("tiktok.videos", "Całkowita liczba polubień", "likes"),
        ("tiktok.videos", "Łącze do filmu", "permalink"),
        ("ads.breakdown", "Wskaźnik rezultatu", "indicator"),
    ],
)
def test_further_polish_spellings(source: str, header: str, meaning: str) -> None:
    assert BY_NAME[source].meaning(header) == meaning
