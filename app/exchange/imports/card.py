"""One post as LinkedIn exports it by itself: a label and its value in each row, the address of the post first."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.imports import Imported, ImportedPost
from app.domain.metrics import FAMILIES, Reading
from app.exchange.imports.aliases import named, normal
from app.exchange.imports.dates import moment
from app.exchange.imports.figures import lone_figure
from app.exchange.imports.layout import Layout, clean_text
from app.exchange.imports.posts import id_in_link
from app.exchange.imports.sheets import Cell, Row

_ADDRESS = frozenset(
    normal(name)
    for name in (
        "Post URL",
        "Adres URL posta",
        "URL da publicação",
        "URL de la publicación",
        "URL du post",
        "Beitrags-URL",
    )
)
_LABELS = named(
    day="Post Date|Post publish date|Data posta|Data publikacji|Data da publicação|Fecha de la publicación|Date du post|"
    "Datum des Beitrags",
    clock="Post Publish Time|Godzina publikacji posta|Godzina publikacji",
    impressions="Impressions|Wyświetlenia|Impressões|Impresiones|Impressionen",
    viewers="Members reached|Osoby, do których dotarto|Dotarcie do użytkowników",
    reactions="Reactions|Reakcje|Reações|Reacciones|Réactions|Reaktionen",
    comments="Comments|Komentarze|Comentários|Comentarios|Commentaires|Kommentare",
    shares="Reposts|Udostępnienia|Podania dalej",
    saves="Saves|Zapisania",
    profile_visits="Profile viewers from this post|Profile visits",
    follows="Followers gained from this post|Followers gained",
    link_clicks="Link clicks|Visits to links in this post|Premium custom button interactions",
)


def address_of(cells: list[Cell]) -> str | None:
    """The address of the post when this row begins such a table."""
    words = [clean_text(cell) for cell in cells if clean_text(cell)]
    if len(words) != 2 or normal(words[0]) not in _ADDRESS or not words[1].startswith("https://www.linkedin.com/"):
        return None
    return words[1]


def read_card(layout: Layout, rows: Iterator[Row]) -> Iterator[Imported]:
    """The post, or a note when no row tells its date."""
    permalink = str(layout.table.learned["permalink"])
    when: dict[str, str] = {}
    readings: list[Reading] = []
    for _, cells in rows:
        label, cell = clean_text(cells[0]), cells[1] if len(cells) > 1 else None
        meaning = _LABELS.get(normal(label))
        if meaning in ("day", "clock"):
            when[meaning] = clean_text(cell)
        elif label and (value := lone_figure(cell)) is not None:
            readings.append(Reading(label, value, meaning if meaning in FAMILIES else None))
    line = layout.table.header_line
    found = moment(" ".join(filter(None, (when.get("day"), when.get("clock")))), layout.order)
    found = found or moment(when.get("day", ""), layout.order)
    if found is None:
        yield layout.problem(line, "import.no_date")
        return
    yield ImportedPost(
        line=line,
        external_id=id_in_link(permalink),
        day=found.day,
        hour=found.clock.hour if found.clock else None,
        published_at=None,
        estimated=False,
        format=None,
        text="",
        permalink=permalink,
        paid=None,
        readings=tuple(readings),
        sheet=layout.table.sheet,
    )
