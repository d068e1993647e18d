"""Monthly rate, interactivity index, frequency without stories, watching, groups of the audience: small numbers by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.analytics.compute import compute
from app.domain.errors import BadInput
from app.domain.kpi import Period
from app.domain.published import AudienceFigure
from tests.analytics.figures import NOVEMBER, flow, one, post, stock

AUTUMN = Period(date(2026, 10, 1), date(2026, 11, 30))


def test_the_monthly_rate_is_the_mean_of_the_months() -> None:
    stocks = [stock(date(2026, 9, 30), 1000), stock(date(2026, 10, 31), 1000), stock(date(2026, 11, 30), 1000)]
    posts = [
        post(1, date(2026, 10, 5), interactions=20),
        post(2, date(2026, 10, 6), interactions=40),
        post(3, date(2026, 11, 5), interactions=10),
    ]
    value = one("average_monthly_engagement_rate", posts, stocks, AUTUMN)
    assert value.value == pytest.approx((3.0 + 1.0) / 2)  # 60 ÷ 1000 ÷ 2, 10 ÷ 1000 ÷ 1
    assert (value.n_used, dict(value.flags)) == (3, {})
    cut = one("average_monthly_engagement_rate", posts, stocks, Period(date(2026, 10, 3), date(2026, 11, 20)))
    assert cut.flags["partial_month"] == 2


def test_months_without_followers_are_left_out_and_counted() -> None:
    value = one("average_monthly_engagement_rate", [post(1, interactions=20)])
    assert (value.value, value.n_used, dict(value.left_out)) == (None, 0, {"no_followers": 1})


def test_the_interactivity_index_and_other_weights() -> None:
    posts = [post(1, likes=10, comments=2, shares=1), post(2, likes=5)]
    value = one("interactivity_index", posts)
    assert (value.value, dict(value.left_out)) == (10 + 8 + 16, {"interactions_unknown": 1})
    (own,) = compute(
        "interactivity_index", posts, [], NOVEMBER, index_weights={"approval": 2, "comments": 0, "shares": 1}
    )
    assert own.value == 21
    stocks = [stock(date(2026, 10, 31), 2000), stock(date(2026, 11, 30), 2000)]
    assert one("interactivity_index_per_1000_followers", posts, stocks).value == pytest.approx(17)


def test_stories_are_left_out_by_choice_and_counted() -> None:
    posts = [post(1), replace(post(2), format="story"), post(3)]
    value = one("posts_per_week_without_stories", posts)
    assert value.value == pytest.approx(2 / 30 * 7)
    assert dict(value.left_out) == {"stories": 1}


def test_watching() -> None:
    posts = [
        post(1, watch_seconds=100, average_view_seconds=4),
        post(2, watch_seconds=50, average_view_seconds=8),
        post(3),
    ]
    assert one("watch_time", [*posts, post(4, watch_hours=0.5)]).value == 1950
    assert one("watch_time", posts).value == 150
    assert one("average_view_duration", posts).value == 6
    assert dict(one("watch_time", posts).left_out) == {"no_watch_seconds": 1}


def test_organic_and_paid_stand_apart_from_the_total() -> None:
    posts = [
        post(1, reach=100, **{"Reach from Organic posts": 70.0, "Reach from Boosted posts": 40.0}),
        post(2, reach=50, **{"Lifetime Post organic reach": 50.0}),
    ]
    assert one("organic_reach_total", posts).value == 120
    paid = one("paid_reach_total", posts)
    assert (paid.value, dict(paid.left_out)) == (40, {"no_paid_reach": 1})
    assert one("post_reach_total", posts).value == 150


@pytest.mark.parametrize(
    ("organic", "paid"),
    [
        ("Wyświetlenia (organiczne)", "Wyświetlenia (sponsorowane)"),
        ("Daily Organic impressions", "Daily Paid Impressions"),
        ("Impresiones (orgánicas)", "Impresiones (patrocinadas)"),
        ("Impressionen (organisch)", "Impressionen (gesponsert)"),
    ],
)
def test_organic_and_paid_impressions_of_other_languages_and_of_older_files(organic: str, paid: str) -> None:
    days = [flow(date(2026, 11, 2), **{organic: 5, paid: 3}), flow(date(2026, 11, 3), **{organic: 2, paid: 1})]
    assert (one("organic_impressions", [], days).value, one("paid_impressions", [], days).value) == (7, 4)


def test_organic_impressions_of_profiles_are_added_up_whatever_the_language_of_their_files() -> None:
    names = ("Impressions (organic)", "Wyświetlenia (organiczne)")
    days = [flow(date(2026, 11, 2), profile_id=at, **{name: 30.0}) for at, name in enumerate(names, 1)]
    assert one("organic_impressions", [], days).value == 60


def test_organic_impressions_of_days_say_so() -> None:
    days = [flow(date(2026, 11, 2), **{"Impressions (organic)": 30.0, "Impressions (sponsored)": 5.0})]
    value = one("organic_impressions", [], days)
    assert (value.value, value.flags["from_daily_figures"]) == (30, 1)
    assert value.left_out == {"no_organic_impressions": 29}  # not by the name of a column
    assert one("paid_impressions", [], days).value == 5


def test_groups_of_the_audience_are_shares_of_the_newest_table() -> None:
    last, before = date(2026, 11, 1), date(2026, 10, 1)

    def figure(bucket: str, value: float, unit: str = "count", day: date = last) -> tuple[int, AudienceFigure]:
        return 1, AudienceFigure("age", bucket, "followers", value, unit, False, None, day)

    rows = [figure("18-24", 30), figure("25-34", 10), figure("18-24", 99, day=before)]
    (value,) = compute("audience_shares", [], [], NOVEMBER, audience=rows)
    assert [(row["bucket"], row["share"]) for row in value.rows] == [("18-24", 75.0), ("25-34", 25.0)]
    assert value.n_used == 2
    (given,) = compute("audience_shares", [], [], NOVEMBER, audience=[figure("18-24", 0.4, "share")])
    assert given.rows[0]["share"] == 40.0


def test_what_some_lost_and_others_won_has_no_shares() -> None:
    def figure(bucket: str, value: float) -> tuple[int, AudienceFigure]:
        return 1, AudienceFigure("competitor", bucket, "New Followers", value, "count", False, None, date(2026, 11, 1))

    (value,) = compute("audience_shares", [], [], NOVEMBER, audience=[figure("Ours", 33), figure("Rival", -4)])
    assert [(row["value"], row["share"]) for row in value.rows] == [(33, None), (-4, None)]


def test_a_table_of_a_shorter_period_with_the_same_last_day_does_not_count_beside_the_longer_one() -> None:
    def figure(bucket: str, value: float, first: int) -> tuple[int, AudienceFigure]:
        days = date(2026, 11, first), date(2026, 11, 30)
        return 1, AudienceFigure("country", bucket, "Sessions", value, "count", False, *days)

    rows = [figure("Poland", 60, 1), figure("Germany", 20, 1), figure("Poland", 9, 24), figure("Germany", 1, 24)]
    (value,) = compute("audience_shares", [], [], NOVEMBER, audience=rows)
    assert [(row["bucket"], row["value"], row["share"]) for row in value.rows] == [
        ("Poland", 60, 75),
        ("Germany", 20, 25),
    ]


def test_tables_by_day_are_added_up_over_the_period_unless_they_count_people() -> None:
    def figure(metric: str, day: int, value: float) -> tuple[int, AudienceFigure]:
        at = date(2026, 11, day)
        return 1, AudienceFigure("campaign", "Autumn", metric, value, "count", False, at, at)

    rows = [
        figure(metric, day, value)
        for metric in ("Amount spent (PLN)", "Reach", "CPM (PLN)")
        for day, value in ((1, 5), (2, 7), (3, 9))
    ]
    (value,) = compute("audience_shares", [], [], Period(date(2026, 11, 1), date(2026, 11, 2)), audience=rows)
    assert {row["metric"]: row["value"] for row in value.rows} == {"Amount spent (PLN)": 12, "Reach": 7, "CPM (PLN)": 7}
    assert {row["metric"]: row["share"] for row in value.rows}["CPM (PLN)"] is None
    (later,) = compute("audience_shares", [], [], Period(date(2026, 12, 1), date(2026, 12, 2)), audience=rows)
    assert later.rows[0]["value"] == 9  # none of its days: the newest one


@pytest.mark.parametrize(
    ("money", "people", "cost"),
    [
        ("Importe gastado (MXN)", "Alcance", "Costo por resultado (actions:lead)"),
        ("Valor usado (BRL)", "Usuários ativos", "Frequência"),
        ("Montant dépensé (EUR)", "Couverture", "Coût par résultat (link_click)"),
        ("Ausgegebener Betrag (EUR)", "Reichweite", "Kosten pro Ergebnis (link_click)"),
        ("Importo speso (EUR)", "Copertura", "Frequenza"),
        ("Sesiones", "Usuarios activos", "Tiempo de interacción medio"),
        ("Besteed bedrag (EUR)", "Bereik", "Kosten per resultaat (link_click)"),
    ],
)
def test_people_and_costs_of_days_are_no_sums_in_other_languages_either(money: str, people: str, cost: str) -> None:
    def figure(metric: str, day: int, value: float) -> tuple[int, AudienceFigure]:
        at = date(2026, 11, day)
        return 1, AudienceFigure("campaign", "Autumn", metric, value, "count", False, at, at)

    rows = [figure(metric, day, value) for metric in (money, people, cost) for day, value in ((1, 5), (2, 7))]
    (value,) = compute("audience_shares", [], [], NOVEMBER, audience=rows)
    told = {row["metric"]: (row["value"], row["share"]) for row in value.rows}
    assert told == {money: (12, 100), people: (7, 100), cost: (7, None)}


def test_a_table_by_month_is_whole_though_each_row_has_days_of_its_own() -> None:
    def figure(first: int, value: float) -> tuple[int, AudienceFigure]:
        days = date(2026, first, 1), date(2026, first, 28)
        return 1, AudienceFigure("month · campaign", f"{days[0]} · Autumn", "Spent", value, "count", False, *days)

    (value,) = compute("audience_shares", [], [], NOVEMBER, audience=[figure(9, 5), figure(10, 7), figure(11, 8)])
    assert [(row["value"], row["share"]) for row in value.rows] == [(5, 25), (7, 35), (8, 40)]


def test_what_waits_for_data_is_named_and_not_computed() -> None:
    with pytest.raises(BadInput) as caught:
        compute("share_of_voice", [], [], NOVEMBER)
    assert (caught.value.code, caught.value.data["waits_for"]) == ("kpi.waiting", "listening")
