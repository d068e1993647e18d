"""Organic and paid figures where an export gives them apart. They are never added to the total it gives beside them."""

from __future__ import annotations

from math import fsum

from app.analytics.counts import days_figure, first_of_days
from app.analytics.figure import Figure, Slice, first_of, known
from app.analytics.kpi_definition import EXPORTS, posts_kpi
from app.system.words import N_

REACH_ORGANIC = (
    "Reach from Organic posts",
    "Lifetime Post organic reach",
    "Zasięg postów organicznych",
    "Zasięg z postów organicznych",
    "Alcance de Publicaciones orgánicas",
)
REACH_PAID = (
    "Reach from Boosted posts",
    "Lifetime Post Paid Reach",
    "Zasięg postów promowanych",
    "Zasięg z postów promowanych",
    "Alcance de Publicaciones promocionadas",
)
IMPRESSIONS_ORGANIC = (
    "Impressions from Organic posts",
    "Lifetime Post Organic Impressions",
    "Impressions (organic)",
    "Wyświetlenia (organiczne)",
    "Wyświetlenia (bezpłatne)",
    "Liczba wyświetleń (organiczne)",
    "Impressões (orgânicas)",
    "Impresiones (orgánicas)",
    "Impressions (organiques)",
    "Impressionen (organisch)",
    "Impressioni (organiche)",
    "Daily Organic impressions",
    "Daily Organic Impressions",
)
IMPRESSIONS_PAID = (
    "Impressions from Boosted posts",
    "Lifetime Post Paid Impressions",
    "Impressions (sponsored)",
    "Wyświetlenia (sponsorowane)",
    "Wyświetlenia (płatne)",
    "Liczba wyświetleń (sponsorowane)",
    "Impressões (patrocinadas)",
    "Impresiones (patrocinadas)",
    "Impressions (sponsorisées)",
    "Impressionen (gesponsert)",
    "Impressioni (sponsorizzate)",
    "promoted impressions",
    "Daily Paid impressions",
    "Daily Paid Impressions",
)
VIEWS_ORGANIC = ("Views from Organic posts", "Visualizaciones de Publicaciones orgánicas")
VIEWS_PAID = ("Views from Boosted posts", "Visualizaciones de Publicaciones promocionadas")
"""The networks' own names of one measure; a post has one of them."""


def organic_reach_total(part: Slice) -> Figure:
    """Formula: sum of the organic reaches of the posts, where the export gives them apart; not people. Unit: count.
    Denominator: none. Source: the networks' exports."""
    return known(part.posts, first_of(REACH_ORGANIC), "no_organic_reach").total()


def paid_reach_total(part: Slice) -> Figure:
    """Formula: sum of the paid reaches of the posts, where the export gives them apart; not people. Unit: count.
    Denominator: none. Source: the networks' exports."""
    return known(part.posts, first_of(REACH_PAID), "no_paid_reach").total()


def organic_impressions(part: Slice) -> Figure:
    """Formula: sum of the organic impressions, of the posts or else of the profile's days. Unit: count.
    Denominator: none. Source: the networks' exports."""
    return _posts_or_days(part, IMPRESSIONS_ORGANIC, "organic_impressions")


def paid_impressions(part: Slice) -> Figure:
    """Formula: sum of the paid impressions, of the posts or else of the profile's days. Unit: count.
    Denominator: none. Source: the networks' exports."""
    return _posts_or_days(part, IMPRESSIONS_PAID, "paid_impressions")


def organic_views(part: Slice) -> Figure:
    """Formula: sum of the organic views of the posts, where the export gives them apart. Unit: count.
    Denominator: none. Source: the networks' exports."""
    return known(part.posts, first_of(VIEWS_ORGANIC), "no_organic_views").total()


def paid_views(part: Slice) -> Figure:
    """Formula: sum of the paid views of the posts, where the export gives them apart. Unit: count.
    Denominator: none. Source: the networks' exports."""
    return known(part.posts, first_of(VIEWS_PAID), "no_paid_views").total()


def _posts_or_days(part: Slice, names: tuple[str, ...], measure: str) -> Figure:
    """Profiles whose files are in different languages are told together."""
    sample = known(part.posts, first_of(names), f"no_{measure}")
    days = first_of_days(part.days, names)
    if not days or sample.posts or part.counted.intersection(names):
        return sample.total()
    return days_figure(part, measure, fsum(row[-1] for row in days), days, fallback=True)


PAYMENT = (
    posts_kpi("organic_reach_total", organic_reach_total, N_("Sum of organic post reaches (not people)"), "count",
              N_("sum of the organic reaches of the posts, where the export gives them apart; not people"), None, EXPORTS,
              *REACH_ORGANIC),
    posts_kpi("paid_reach_total", paid_reach_total, N_("Sum of paid post reaches (not people)"), "count",
              N_("sum of the paid reaches of the posts, where the export gives them apart; not people"), None, EXPORTS,
              *REACH_PAID),
    posts_kpi("organic_impressions", organic_impressions, N_("Organic impressions"), "count",
              N_("sum of the organic impressions, of the posts or else of the profile's days"), None, EXPORTS,
              *IMPRESSIONS_ORGANIC),
    posts_kpi("paid_impressions", paid_impressions, N_("Paid impressions"), "count",
              N_("sum of the paid impressions, of the posts or else of the profile's days"), None, EXPORTS,
              *IMPRESSIONS_PAID),
    posts_kpi("organic_views", organic_views, N_("Organic views"), "count",
              N_("sum of the organic views of the posts, where the export gives them apart"), None, EXPORTS, *VIEWS_ORGANIC),
    posts_kpi("paid_views", paid_views, N_("Paid views"), "count",
              N_("sum of the paid views of the posts, where the export gives them apart"), None, EXPORTS, *VIEWS_PAID),
)  # fmt: skip
