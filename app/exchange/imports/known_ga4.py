"""Exports of Google Analytics 4: reports, explorations and snapshots with many tables, each behind its own # lines."""

from __future__ import annotations

from app.exchange.imports.aliases import named
from app.exchange.imports.source import Source

_METRICS = named(
    page_views="Views|Wyświetlenia|Odsłony|Liczba wyświetleń",
    metric="Active users|New users|Total users|Returning users|Users|Sessions|Engaged sessions|Engagement rate|Bounce rate|"
    "Average engagement time|Average engagement time per active user|Average engagement time per session|"
    "Average session duration|Engaged sessions per active user|Engaged sessions per user|Sessions per user|"
    "Sessions per active user|Events per session|Event count|Event count per user|Event count per active user|Key events|"
    "Conversions|Session key event rate|User key event rate|Session conversion rate|User conversion rate|Total revenue|"
    "Event value|Event revenue|Views per active user|Views per user|Views per session|User engagement|Entrances|Exits|"
    "Purchases|Transactions|Ecommerce purchases|Purchase revenue|Total ad revenue|Ad revenue|Item revenue|Items viewed|"
    "Items purchased|Items added to cart|Item views|Gross item revenue|Checkouts|Add to carts|"
    "Average purchase revenue|Ads cost|Ads clicks|Return on ad spend|Scrolls|Lifetime value|LTV|Key event rate|"
    "First-time purchasers|Total purchasers|1 day|7 days|30 days|1-day active users|"
    "7-day active users|28-day active users|DAU / MAU|DAU / WAU|WAU / MAU|Organic Google Search clicks|"
    "Organic Google Search impressions|Organic google search click through rate|Organic google search average position|"
    "Aktywni użytkownicy|Nowi użytkownicy|Liczba użytkowników|Wszyscy użytkownicy|Łączna liczba użytkowników|"
    "Powracający użytkownicy|"
    "Użytkownicy|Sesje|Sesje z zaangażowaniem|Zaangażowane sesje|Współczynnik zaangażowania|Współczynnik odrzuceń|"
    "Średni czas zaangażowania|Średni czas zaangażowania na aktywnego użytkownika|Średni czas zaangażowania na sesję|"
    "Liczba zdarzeń|Liczba zdarzeń na użytkownika|Liczba zdarzeń na aktywnego użytkownika|Zdarzenia na sesję|"
    "Kluczowe zdarzenia|Konwersje|Łączne przychody|Przychody łącznie|Całkowite przychody|Przychody ogółem|"
    "Wyświetlenia na użytkownika|"
    "Wyświetlenia na aktywnego użytkownika|Sesje z zaangażowaniem na użytkownika|"
    "Sesje z zaangażowaniem na aktywnego użytkownika|Współczynnik kluczowych zdarzeń w sesji|"
    "Współczynnik kluczowych zdarzeń sesji|Zakupy|Transakcje|"
    "1 dzień|7 dni|30 dni",
)
_BUCKETS = named(
    bucket="Session primary channel group (Default Channel Group)|First user primary channel group (Default Channel Group)|"
    "Session primary channel group|First user primary channel group|Primary channel group|Session default channel grouping|"
    "Session source platform|Manual source|Session manual source / medium|Page path + query string|Full page URL|Page referrer|"
    "Content group|File name|Continent|Device model|Device brand|OS with version|"
    "Session default channel group|First user default channel group|Default channel group|Session source|Session medium|"
    "Session source / medium|First user source|First user medium|First user source / medium|Session campaign|"
    "First user campaign|Session manual term|Page title and screen class|Page title and screen name|"
    "Page path and screen class|Page path|Page location|Page title|Landing page|Landing page + query string|Event name|"
    "Country|Country ID|Region|City|Language|Language code|Age|Gender|Interests|Device category|Device|Browser|"
    "Operating system|Operating system with version|OS version|Platform|Platform / device category|Screen resolution|"
    "App version|Stream name|Audience name|Comparison|Date range|Hour|Day of week|Month|Year|Week|Hostname|Item name|"
    "Item category|Source|Medium|Campaign|Source / medium|New / established|New / returning|Segment|Link URL|Search term|"
    "Kraj|Miasto|Język|Wiek|Płeć|Kategoria urządzenia|Przeglądarka|System operacyjny|Platforma|Nazwa zdarzenia|"
    "Tytuł strony i klasa ekranu|Tytuł strony i nazwa ekranu|Ścieżka strony i klasa ekranu|Strona docelowa|"
    "Źródło sesji|Medium sesji|Źródło / medium sesji|Źródło/medium sesji|Kampania sesji|Źródło sesji / medium|"
    "Domyślna grupa kanałów sesji|"
    "Podstawowa grupa kanałów sesji (Domyślna grupa kanałów)|Podstawowa grupa kanałów sesji|"
    "Podstawowa grupa kanałów pierwszego użytkownika (Domyślna grupa kanałów)|Sesja – domyślna grupa kanałów|"
    "Pierwszy użytkownik – domyślna grupa kanałów|Rozdzielczość ekranu|Zakres dat|Godzina|Zainteresowania|Miesiąc|Rok|"
    "Cohort|Kohorta|Kohorte|Cohorte|Coorte",
)
_WORDS = _METRICS | _BUCKETS
_DATED = _WORDS | named(
    day="Date|Data|Day|Datum|Fecha|Day Index|Indeks dni|"
    "Nth day|Nth week|Nth month|Día N|Semana N|Mes N|Dzień|N-ty dzień|N-ty tydzień|N-ty miesiąc|Dzień (n)|Tydzień (n)|Miesiąc (n)"
)
_DIMENSIONS = named(
    country="Country|Kraj",
    city="City|Miasto",
    age="Age|Wiek",
    gender="Gender|Płeć",
    language="Language|Język",
    device="Device category|Kategoria urządzenia",
    hour="Hour|Godzina",
)
NTH = {
    name: unit
    for unit, names in {
        "day": ("nth day", "día n", "n-ty dzień", "dzień (n)"),
        "week": ("nth week", "semana n", "n-ty tydzień", "tydzień (n)"),
        "month": ("nth month", "mes n", "n-ty miesiąc", "miesiąc (n)"),
    }.items()
    for name in names
}
"""Columns that count days, weeks or months from the first day of the period, which is 0."""


def _source(kind: str, required: frozenset[str], words: dict[str, str], strict: bool = False) -> Source:
    return Source(
        f"ga4.{kind}",
        None,
        kind,
        required,
        any_of=frozenset({"metric", "page_views"}),
        words=words,
        closed=True,
        open=True,
        date_order="mdy",
        dimensions=_DIMENSIONS,
        strict=strict,
    )


GA4_SOURCES: tuple[Source, ...] = (
    _source("breakdown", frozenset({"bucket"}), _WORDS, strict=True),
    _source("day_breakdown", frozenset({"day", "bucket"}), _DATED, strict=True),
    _source("days", frozenset({"day"}), _DATED, strict=True),
)
GA4_IN_CONTEXT = _source("breakdown", frozenset(), _DATED)
"""For a table behind the # lines of the service, whatever its columns are called; the kind follows from them."""
