"""Exports of LinkedIn: a page's workbooks and a creator's."""

from __future__ import annotations

from app.domain.imports import Question
from app.exchange.imports.aliases import LINKEDIN, named
from app.exchange.imports.source import Source

_PERIOD = (Question("first_day", required=False), Question("last_day", required=False))
_WAYS = {"metric": "organic|sponsored|organiczne|sponsorowane|bezpłatne|płatne", "": "total|łącznie|razem|ogółem|suma"}


def _by_way(**stems: str) -> dict[str, str]:
    """Columns of a page's days: a figure by itself and "(total)" under its key, its parts under their own names."""
    found = dict(named(**stems))
    for stem, meaning in named(**stems).items():
        for kind, ways in _WAYS.items():
            found |= {f"{stem} ({way})": kind or meaning for way in ways.split("|")}
    return found


PAGE_DAYS = (
    named(day="Date|Data")
    | _by_way(
        impressions="Impressions|Wyświetlenia|Liczba wyświetleń",
        viewers="Unique impressions|Unikalne wyświetlenia|Niepowtarzalne wyświetlenia",
        clicks="Clicks|Kliknięcia",
        reactions="Reactions|Likes|Reakcje|Polubienia",
        comments="Comments|Komentarze",
        shares="Reposts|Shares|Udostępnienia|Podania dalej|Ponowne publikacje",
        metric="Engagement rate|Współczynnik zaangażowania|Wskaźnik zaangażowania|Współczynnik aktywności",
    )
    | named(
        viewers="Unique impressions (organic)|Unikalne wyświetlenia (organiczne)|Niepowtarzalne wyświetlenia (organiczne)"
    )
)
PAGE_FOLLOWERS = named(
    day="Date|Data",
    new_followers="Total followers|Łączna liczba obserwujących|Wszyscy obserwujący|Obserwujący łącznie|Obserwujący (łącznie)",
    metric="Sponsored followers|Organic followers|Auto-invited followers|Sponsorowani obserwujący|Organiczni obserwujący|"
    "Obserwujący sponsorowani|Obserwujący organiczni|Automatycznie zaproszeni obserwujący|"
    "Obserwujący zaproszeni automatycznie|Obserwujący z automatycznych zaproszeń",
)
"""By day the "Total followers" are the new ones of that day, not the stock."""

PAGE_POSTS = named(
    title="Post title|Tytuł posta|Tytuł publikacji",
    format="Content Type|Typ treści|Rodzaj treści",
    comments="Comments|Komentarze",
    follows="Follows|Obserwacje|Nowi obserwujący",
    text="Post text|Treść posta",
    published_at="Created date|Data utworzenia|Data publikacji",
    permalink="Post link|Link do posta|Adres URL posta|Łącze do publikacji|Link do publikacji",
    video_plays="Views|Wyświetlenia filmu|Wyświetlenia wideo",
    likes="Likes|Polubienia|Reakcje",
    shares="Reposts|Shares|Udostępnienia|Podania dalej|Ponowne publikacje",
    impressions="Impressions|Wyświetlenia|Liczba wyświetleń",
    clicks="Clicks|Kliknięcia",
    metric="Offsite Views|Off-site views|Click through rate (CTR)|Engagement rate|Wyświetlenia poza witryną|"
    "Współczynnik klikalności (CTR)|Współczynnik zaangażowania|Wskaźnik zaangażowania",
    ignored="Posted by|Post type|Campaign name|Campaign start date|Campaign end date|Audience|Opublikowane przez|Autor|"
    "Nazwa kampanii|Data rozpoczęcia kampanii|Data zakończenia kampanii|Odbiorcy|Typ posta|Rodzaj posta",
)
PAGE_VISITORS = (
    named(day="Date|Data", page_views="Total page views (total)|Łączna liczba wyświetleń strony (łącznie)")
    | {
        f"{part} {figure} ({way})": "metric"
        for part in ("overview", "life", "jobs", "total", "about", "people", "products", "insights")
        for figure in ("page views", "unique visitors")
        for way in ("desktop", "mobile", "total")
        if (part, figure, way) != ("total", "page views", "total")
    }
    | {
        f"{figure}{part} ({way})": "metric"
        for figure in ("wyświetlenia strony", "unikalni odwiedzający", "unikalni użytkownicy")
        for part in (
            "",
            " – przegląd",
            " – życie",
            " – oferty pracy",
            " ogółem",
            " - przegląd",
            " - życie",
            " - oferty pracy",
        )
        for way in ("komputer", "urządzenia mobilne", "łącznie", "komputery", "telefon")
    }
    | named(page_views="Wyświetlenia strony ogółem (łącznie)|Łączne wyświetlenia strony (łącznie)")
)
_PEOPLE = {
    "location": "Location|Lokalizacja",
    "job_function": "Job function|Stanowisko|Funkcja|Funkcja zawodowa|Funkcja stanowiska",
    "seniority": "Seniority|Staż|Staż pracy|Poziom stanowiska|Szczebel",
    "industry": "Industry|Branża",
    "company_size": "Company size|Wielkość firmy|Rozmiar firmy",
}
_DIMENSIONS = named(**_PEOPLE)
PAGE_AUDIENCE = named(
    bucket="|".join(_PEOPLE.values()),
    metric="Total followers|Total views|Łączna liczba obserwujących|Łączna liczba wyświetleń|Wszyscy obserwujący|"
    "Obserwujący łącznie|Wyświetlenia łącznie|Łączne wyświetlenia",
)
COMPETITORS = named(
    bucket="Page|Strona",
    metric="Total followers|New followers|Total post engagements|Total posts|Łączna liczba obserwujących|Nowi obserwujący|"
    "Łączna liczba reakcji na posty|Łączne zaangażowanie w posty|Łączna aktywność związana z postami|Łączna liczba postów",
)

LINKEDIN_SOURCES: tuple[Source, ...] = (
    Source(
        "linkedin.creator_totals",
        "linkedin",
        "totals",
        frozenset({"overall"}),
        words=LINKEDIN,
        only=frozenset({"overall"}),
    ),
    Source(
        "linkedin.page_days",
        "linkedin",
        "days",
        frozenset({"day", "impressions"}),
        any_of=frozenset({"clicks", "reactions", "comments", "shares"}),
        words=PAGE_DAYS,
        closed=True,
        date_order="mdy",
        at_least=5,
    ),
    Source(
        "linkedin.page_followers",
        "linkedin",
        "days",
        frozenset({"day", "new_followers", "metric"}),
        words=PAGE_FOLLOWERS,
        closed=True,
        date_order="mdy",
        strict=True,
    ),
    Source(
        "linkedin.page_posts",
        "linkedin",
        "posts",
        frozenset({"title", "permalink", "published_at", "impressions", "clicks"}),
        forbidden=frozenset({"post_id", "page", "account"}),
        words=PAGE_POSTS,
        date_order="mdy",
    ),
    Source(
        "linkedin.page_visitors",
        "linkedin",
        "days",
        frozenset({"day", "page_views"}),
        words=PAGE_VISITORS,
        closed=True,
        date_order="mdy",
        at_least=4,
    ),
    Source(
        "linkedin.page_audience",
        "linkedin",
        "breakdown",
        frozenset({"bucket", "metric"}),
        words=PAGE_AUDIENCE,
        closed=True,
        strict=True,
        questions=_PERIOD,
        dimensions=_DIMENSIONS,
    ),
    Source(
        "linkedin.competitors",
        "linkedin",
        "breakdown",
        frozenset({"bucket", "metric"}),
        words=COMPETITORS,
        closed=True,
        at_least=4,
        questions=_PERIOD,
        dimensions=dict.fromkeys(named(page="Page|Strona"), "competitor"),
    ),
    Source(
        "linkedin.creator_days",
        "linkedin",
        "days",
        frozenset({"day", "impressions", "engagements"}),
        words=LINKEDIN,
        strict=True,
        only=frozenset({"day", "impressions", "engagements"}),
        date_order="mdy",
    ),
    Source(
        "linkedin.creator_posts",
        "linkedin",
        "posts",
        frozenset({"permalink", "published_at"}),
        any_of=frozenset({"impressions", "engagements"}),
        words=LINKEDIN,
        strict=True,
        side_by_side=True,
        date_order="mdy",
        only=frozenset({"permalink", "published_at", "impressions", "engagements"}),
    ),
    Source(
        "linkedin.creator_followers",
        "linkedin",
        "days",
        frozenset({"day", "new_followers"}),
        words=LINKEDIN,
        strict=True,
        only=frozenset({"day", "new_followers"}),
        date_order="mdy",
    ),
    Source(
        "linkedin.creator_demographics",
        "linkedin",
        "demographics",
        frozenset({"dimension", "bucket", "share"}),
        words=LINKEDIN,
        strict=True,
    ),
)
