"""Exports of TikTok Studio and of the business suite. Their days often have no year."""

from __future__ import annotations

from app.domain.imports import Question
from app.exchange.imports.aliases import named
from app.exchange.imports.source import ZONE, Source

_LAST_DAY = (Question("last_day", required=False),)
_WORDS = named(
    day="Date|Data",
    views="Video views|Total views|Views|Post views|Wyświetlenia filmu|Wyświetlenia filmów|Wyświetlenia wideo|"
    "Wyświetlenia posta|Wyświetlenia postów|Łączna liczba wyświetleń|Całkowita liczba wyświetleń|Wyświetlenia łącznie|"
    "Wyświetlenia",
    profile_visits="Profile views|Wyświetlenia profilu|Odsłony profilu|Odwiedziny profilu",
    likes="Likes|Total likes|Polubienia|Łączna liczba polubień|Całkowita liczba polubień|Polubienia łącznie",
    comments="Comments|Total comments|Komentarze|Łączna liczba komentarzy|Całkowita liczba komentarzy",
    shares="Shares|Total shares|Udostępnienia|Łączna liczba udostępnień|Całkowita liczba udostępnień",
    saves="Add to Favorites|Total favorites|Favorites|Total saves|Saves|Dodania do ulubionych|Dodano do ulubionych|"
    "Łączna liczba dodań do ulubionych|Ulubione|Zapisy",
    reach="Reached audience|Dotarcie|Zasięg|Osoby, do których dotarto|Odbiorcy, do których dotarto|Docelowi odbiorcy|"
    "Osiągnięta publiczność",
    viewers="Total viewers|Unique viewers|Unikalni widzowie|Widzowie|Łączna liczba widzów|Wszyscy widzowie",
    followers="Followers|Total followers|Obserwujący|Łączna liczba obserwujących|Liczba obserwujących|Obserwujący ogółem",
    new_followers="New followers|Nowi obserwujący",
    lost_followers="Lost followers|Utraceni obserwujący",
    net_followers="Difference in followers from previous day|Net growth|Net followers|Przyrost netto|"
    "Wzrost netto|Obserwujący netto|Różnica w liczbie obserwujących w stosunku do poprzedniego dnia|"
    "Różnica w liczbie obserwujących względem poprzedniego dnia|Różnica w liczbie obserwujących od poprzedniego dnia",
    metric="New viewers|Returning viewers|Nowi widzowie|Powracający widzowie|Engaged audience|Zaangażowani odbiorcy|"
    "Phone number clicks|Leads submission|Email clicks|Address clicks|Website clicks|App download link clicks|"
    "Product link clicks|Kliknięcia numeru telefonu|Przesłane kontakty|Unique video views|Active followers|"
    "Aktywni obserwujący",
)
_VIDEOS = _WORDS | named(
    title="Video title|Post title|Title|Tytuł filmu|Tytuł wideo|Tytuł posta|Tytuł",
    permalink="Video link|Post link|Link|Link do filmu|Łącze do filmu|Adres URL filmu|Link do wideo|Link do posta",
    published_at="Post time|Publish time|Posted date|Post date|Czas publikacji|Godzina publikacji|Data publikacji|"
    "Czas opublikowania|Data opublikowania",
    follows="New followers|Nowi obserwujący",
    ignored="Time|Czas|Godzina|Date|Data",
    average_view_seconds="Average watch time|Average time watched|Średni czas oglądania",
    metric="Reached audience|Total play time|Watched full video|Obejrzenia do końca|Total watch time|Traffic source",
)
_AUDIENCE = named(
    bucket="Gender|Top territories|Territories|Top countries|Top cities|Cities|Najpopularniejsze miasta|"
    "Miasta|Age|Płeć|Najpopularniejsze terytoria|Najważniejsze terytoria|"
    "Terytoria|Wiek",
    metric="Distribution|Rozkład|Dystrybucja|Udział",
)
_DIMENSIONS = dict.fromkeys(_AUDIENCE, "country") | named(
    gender="Gender|Płeć", age="Age|Wiek", city="Top cities|Cities|Najpopularniejsze miasta|Miasta"
)

TIKTOK_SOURCES: tuple[Source, ...] = (
    Source(
        "tiktok.videos",
        "tiktok",
        "posts",
        frozenset({"permalink", "published_at", "views"}),
        any_of=frozenset({"likes", "comments", "shares"}),
        more=True,
        words=_VIDEOS,
        closed=True,
        date_order="mdy",
        questions=(ZONE, *_LAST_DAY),
        format="video",
        at_least=5,
    ),
    Source(
        "tiktok.days",
        "tiktok",
        "days",
        frozenset({"day", "views", "profile_visits"}),
        any_of=frozenset({"likes", "comments", "shares"}),
        more=True,
        words=_WORDS,
        closed=True,
        date_order="mdy",
        questions=_LAST_DAY,
        at_least=4,
    ),
    Source(
        "tiktok.audience_days",
        "tiktok",
        "days",
        frozenset({"day", "followers"}),
        any_of=frozenset({"reach", "net_followers"}),
        words=_WORDS,
        closed=True,
        date_order="mdy",
        questions=_LAST_DAY,
        strict=True,
    ),
    Source(
        "tiktok.viewers",
        "tiktok",
        "days",
        frozenset({"day", "viewers", "metric"}),
        words=_WORDS,
        closed=True,
        date_order="mdy",
        questions=_LAST_DAY,
        strict=True,
    ),
    Source(
        "tiktok.activity",
        "tiktok",
        "day_breakdown",
        frozenset({"day", "bucket", "metric"}),
        words=_WORDS | named(bucket="Hour|Godzina"),
        closed=True,
        date_order="mdy",
        questions=_LAST_DAY,
        strict=True,
        dimensions=named(hour="Hour|Godzina"),
    ),
    Source(
        "tiktok.audience",
        "tiktok",
        "breakdown",
        frozenset({"bucket", "metric"}),
        words=_AUDIENCE,
        closed=True,
        strict=True,
        questions=(Question("first_day", required=False), *_LAST_DAY),
        dimensions=_DIMENSIONS,
        shares=frozenset(name for name, meaning in _AUDIENCE.items() if meaning == "metric"),
    ),
)
