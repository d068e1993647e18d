"""The daily figures of a website as Google Analytics exports them, each language under its own names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import fsum

from app.analytics.counts import DayValue, days_figure, first_of_days
from app.analytics.figure import Figure, Slice
from app.analytics.kpi_definition import BY_ACCOUNT, KpiDefinition
from app.analytics.table_kpis import ANALYTICS
from app.domain.networks import Network
from app.system.words import N_

ACTIVE_USERS = (
    "Active users", "Aktywni użytkownicy", "Aktive Nutzer", "Utilisateurs actifs", "Usuarios activos", "Usuários ativos",
    "Utenti attivi",
)  # fmt: skip
NEW_USERS = (
    "New users", "Nowi użytkownicy", "Neue Nutzer", "Nouveaux utilisateurs", "Usuarios nuevos", "Novos usuários",
    "Nuovi utenti",
)  # fmt: skip
SESSIONS = ("Sessions", "Sesje", "Sitzungen", "Sesiones", "Sessões", "Sessioni", "Sessies")
ENGAGED_SESSIONS = ("Engaged sessions", "Sesje z zaangażowaniem", "Zaangażowane sesje", "Sitzungen mit Interaktionen")
KEY_EVENTS = (
    "Key events", "Conversions", "Kluczowe zdarzenia", "Konwersje", "Schlüsselereignisse", "Événements clés",
    "Eventos clave", "Eventos principais", "Eventi chiave",
)  # fmt: skip
EVENTS = ("Event count", "Liczba zdarzeń", "Ereignisanzahl")
_AMOUNTS = re.compile(
    r"(?:ecommerce |first-time )?purchase(?:s|rs)|transactions|(?:total|purchase|event|item|gross item|total ad|ad) revenue|"
    r"event value|entrances|exits|scrolls|checkouts|add to carts|item views|items (?:viewed|purchased|added to cart)|"
    r"ads (?:cost|clicks)|organic google search (?:clicks|impressions)|zakupy|transakcje|(?:łączne|całkowite) przychody|"
    r"przychody (?:łącznie|ogółem)"
)
"""Further figures that add up over days. Rates, averages and numbers of different people do not."""


def website_active_users_mean(part: Slice) -> Figure:
    """Formula: mean over days of the active users of the website; who comes on two days is no two people, so there is no
    sum. Unit: count. Denominator: days with known active users. Source: Google Analytics."""
    rows = _rows(part, ACTIVE_USERS)
    return days_figure(part, "website_users", fsum(row[-1] for row in rows) / len(rows) if rows else None, rows)


def website_sessions(part: Slice) -> Figure:
    """Formula: sum of the daily sessions on the website. Unit: count. Denominator: none. Source: Google Analytics."""
    return _total(part, SESSIONS, "website_sessions")


def website_views(part: Slice) -> Figure:
    """Formula: sum of the daily views of the website's pages. Unit: count. Denominator: none. Source: Google
    Analytics."""
    return _total(part, ("page_views",), "page_views")


def website_key_events(part: Slice) -> Figure:
    """Formula: sum of the daily key events on the website. Unit: count. Denominator: none. Source: Google Analytics."""
    return _total(part, KEY_EVENTS, "website_key_events")


def website_new_users(part: Slice) -> Figure:
    """Formula: sum of the daily new users of the website. Unit: count. Denominator: none. Source: Google Analytics."""
    return _total(part, NEW_USERS, "website_new_users")


def website_engaged_sessions(part: Slice) -> Figure:
    """Formula: sum of the daily engaged sessions on the website. Unit: count. Denominator: none. Source: Google
    Analytics."""
    return _total(part, ENGAGED_SESSIONS, "website_engaged_sessions")


def website_events(part: Slice) -> Figure:
    """Formula: sum of the daily events on the website. Unit: count. Denominator: none. Source: Google Analytics."""
    return _total(part, EVENTS, "website_events")


def kpis_of_days(metrics: Iterable[tuple[str | None, str]]) -> tuple[str, ...]:
    """The KPIs that tell a website's days, of the neutral key and the own name of each figure: those of the dictionary, then
    what the file has besides."""
    stored = {key or name for key, name in metrics} - {"followers"}
    known = tuple(kpi.name for kpi in WEBSITE if stored.intersection(kpi.reads))
    others = sorted(stored.difference(*(kpi.reads for kpi in WEBSITE)))
    return known + tuple(f"{'daily' if _AMOUNTS.fullmatch(name.casefold()) else 'mean'}:{name}" for name in others)


def _total(part: Slice, names: tuple[str, ...], measure: str) -> Figure:
    rows = _rows(part, names)
    return days_figure(part, measure, fsum(row[-1] for row in rows) if rows else None, rows)


def _rows(part: Slice, names: tuple[str, ...]) -> list[DayValue]:
    """The page LinkedIn counts views of is its own, no website's."""
    return first_of_days((row for row in part.days if row.network != Network.LINKEDIN), names)


WEBSITE = (
    KpiDefinition("website_active_users_mean", N_("Active users of the website a day, mean"), website_active_users_mean,
                  "days", "count",
                  N_("mean over days of the active users of the website; who comes on two days is no two people, so there "
                     "is no sum"),
                  N_("days with known active users"), ANALYTICS, ACTIVE_USERS, BY_ACCOUNT),
    KpiDefinition("website_sessions", N_("Sessions on the website"), website_sessions, "days", "count",
                  N_("sum of the daily sessions on the website"), None, ANALYTICS, SESSIONS, BY_ACCOUNT),
    KpiDefinition("website_views", N_("Page views of the website"), website_views, "days", "count",
                  N_("sum of the daily views of the website's pages"), None, ANALYTICS, ("page_views",), BY_ACCOUNT),
    KpiDefinition("website_key_events", N_("Key events on the website"), website_key_events, "days", "count",
                  N_("sum of the daily key events on the website"), None, ANALYTICS, KEY_EVENTS, BY_ACCOUNT),
    KpiDefinition("website_new_users", N_("New users of the website"), website_new_users, "days", "count",
                  N_("sum of the daily new users of the website"), None, ANALYTICS, NEW_USERS, BY_ACCOUNT),
    KpiDefinition("website_engaged_sessions", N_("Engaged sessions on the website"), website_engaged_sessions, "days",
                  "count", N_("sum of the daily engaged sessions on the website"), None, ANALYTICS, ENGAGED_SESSIONS,
                  BY_ACCOUNT),
    KpiDefinition("website_events", N_("Events on the website"), website_events, "days", "count",
                  N_("sum of the daily events on the website"), None, ANALYTICS, EVENTS, BY_ACCOUNT),
)  # fmt: skip
