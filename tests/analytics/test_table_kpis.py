"""What tables of the website's visits and of advertisements answer."""

from __future__ import annotations

from datetime import date

import pytest

from app.analytics.compute import compute
from app.analytics.dictionary import KPIS
from app.analytics.table_kpis import dimensions_of
from app.analytics.waiting import WAITING
from app.domain.audience_tables import ALL_GROUPS
from app.domain.kpi import KpiValue, Period
from app.domain.published import AudienceFigure

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
SOURCE = "session primary channel group (default channel group)"
SPENT, ENGAGED, CLICKED = "Amount spent (PLN)", "Results (actions:post_engagement)", "Results (actions:link_click)"
Figures = list[tuple[int, AudienceFigure]]


def table(dimension: str, metric: str, values: dict[str, float], profile: int = 1, of: Period = NOVEMBER) -> Figures:
    return [
        (profile, AudienceFigure(dimension, name, metric, value, "count", False, of.first, of.last))
        for name, value in values.items()
    ]


def one(kpi: str, rows: Figures, period: Period = NOVEMBER) -> KpiValue:
    return compute(kpi, [], [], period, audience=rows)[0]


def test_traffic_sources_are_shares_of_all_sessions() -> None:
    rows = table(SOURCE, "Sessions", {"Direct": 25, "Organic Social": 75})
    rows += table("country", "Sessions", {"Poland": 9}) + table(SOURCE, "Engaged sessions", {"Direct": 1})
    rows += table("first user source", "Sessions", {"x": 1})
    found = one("traffic_sources", rows)
    assert [(row["bucket"], row["share"], row["value"]) for row in found.rows] == [
        ("Organic Social", 75, 75), ("Direct", 25, 25),
    ]  # fmt: skip
    assert (found.value, found.n_used) == (2, 2)
    assert one("traffic_sources", table("źródło / medium sesji", "Sesje", {"a": 1})).rows[0]["share"] == 100
    assert one("traffic_sources", table("country", "Sessions", {"Poland": 9})).value is None


@pytest.mark.parametrize(
    ("channel", "first_user", "sessions", "conversions"),
    [
        ("sitzung – primäre channelgruppe", "erster nutzer – primäre channelgruppe", "Sitzungen", "Schlüsselereignisse"),
        ("groupe de canaux de la session", "groupe de canaux du premier utilisateur", "Sessions", "Événements clés"),
        ("grupo de canales principal de la sesión", "grupo de canales principal del primer usuario", "Sesiones", "Eventos clave"),
        ("grupo de canais da sessão", "grupo de canais do primeiro usuário", "Sessões", "Eventos principais"),
        ("gruppo di canali principale della sessione", "gruppo di canali principale primo utente", "Sessioni", "Eventi chiave"),
        ("kanaalgroep van sessie", "kanaalgroep van eerste gebruiker", "Sessies", "Belangrijke gebeurtenissen"),
        ("oturumun birincil kanal grubu", "İlk kullanıcının birincil kanal grubu", "Oturum sayısı", "Önemli etkinlikler"),
        ("źródło / medium sesji", "źródło pierwszego użytkownika", "Sesje", "Kluczowe zdarzenia"),
    ],
)  # fmt: skip
def test_visits_are_known_in_the_languages_of_the_export(
    channel: str, first_user: str, sessions: str, conversions: str
) -> None:
    rows = table(channel, sessions, {"a": 4}) + table(channel, conversions, {"a": 1})
    rows += table(first_user, sessions, {"b": 1})
    assert [(row["bucket"], row["value"]) for row in one("traffic_sources", rows).rows] == [("a", 4)]
    assert [(row["bucket"], row["value"]) for row in one("conversion_rate", rows).rows] == [("a", 25)]


@pytest.mark.parametrize(
    ("spent", "results", "value"),
    [
        ("Ausgegebener Betrag (EUR)", "Ergebnisse", "Conversion-Wert für Käufe"),
        ("Montant dépensé (EUR)", "Résultats", "Valeur de conversion des achats"),
        ("Importe gastado (EUR)", "Resultados", "Valor de conversión de compras"),
        ("Valor usado (BRL)", "Resultados", "Valor de conversão da compra"),
        ("Importo speso (EUR)", "Risultati", "Valore di conversione degli acquisti"),
        ("Besteed bedrag (EUR)", "Resultaten", "Conversiewaarde van aankopen"),
        ("Harcanan Tutar (TRY)", "Sonuçlar", "Alışveriş Dönüşüm Değeri"),
    ],
)
def test_advertisements_are_known_in_the_languages_of_the_export(spent: str, results: str, value: str) -> None:
    rows = table("campaign", spent, {"A": 8}) + table("campaign", f"{results} (actions:link_click)", {"A": 4})
    rows += table("campaign", value, {"A": 16})
    assert [row["value"] for row in one("cost_per_result", rows).rows] == [2]
    assert [row["value"] for row in one("return_on_ad_spend", rows).rows] == [2]


def test_cost_per_result_never_mixes_kinds_or_currencies() -> None:
    rows = table("campaign", SPENT, {"A": 30, "B": 10, "C": 60, "D": 5})
    rows += table("campaign", ENGAGED, {"A": 10, "B": 10, "D": 0}) + table("campaign", CLICKED, {"C": 20})
    rows += table("campaign", "Amount spent (EUR)", {"A": 7}, profile=2) + table(
        "campaign", ENGAGED, {"A": 7}, profile=2
    )
    found = one("cost_per_result", rows)
    assert [(row["profile_id"], row["metric"], row["bucket"], row["value"]) for row in found.rows] == [
        (1, f"{SPENT} ÷ {ENGAGED}", ALL_GROUPS, 2.25),
        (1, f"{SPENT} ÷ {ENGAGED}", "A", 3),
        (1, f"{SPENT} ÷ {ENGAGED}", "B", 1),
        (1, f"{SPENT} ÷ {CLICKED}", "C", 3),
        (2, f"Amount spent (EUR) ÷ {ENGAGED}", "A", 1),
    ]
    assert (found.n_used, found.left_out) == (4, {"zero_denominator": 1})


def test_results_of_an_unnamed_kind_are_left_out_and_counted() -> None:
    found = one("cost_per_result", table("campaign", SPENT, {"A": 3}) + table("campaign", "Results", {"A": 1}))
    assert (found.value, found.left_out, found.rows) == (None, {"result_kind_unknown": 1}, ())


def test_conversions_and_the_return_on_advertisements() -> None:
    rows = table(SOURCE, "Sessions", {"Direct": 50, "Social": 0}) + table(
        SOURCE, "Key events", {"Direct": 5, "Social": 1}
    )
    found = one("conversion_rate", rows)
    assert [(row["bucket"], row["value"]) for row in found.rows] == [(ALL_GROUPS, 12), ("Direct", 10)]
    assert found.left_out == {"zero_denominator": 1}
    rows = table("campaign", SPENT, {"A": 50, "B": 50}) + table(
        "campaign", "Purchases conversion value", {"A": 200, "B": 0}
    )
    found = one("return_on_ad_spend", rows)
    assert [(row["bucket"], row["value"]) for row in found.rows] == [("", 2), ("A", 4), ("B", 0)]


def test_what_tables_answer_does_not_wait() -> None:
    assert {"traffic_sources", "conversion_rate", "cost_per_result", "return_on_ad_spend"} <= set(KPIS) - set(WAITING)


def test_tables_change_with_the_period() -> None:
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    rows: Figures = []
    for of, spent in ((NOVEMBER, 20), (october, 90)):
        rows += table("campaign", SPENT, {"A": spent}, of=of) + table("campaign", ENGAGED, {"A": 10}, of=of)
    assert [row["value"] for row in one("cost_per_result", rows).rows] == [2]
    assert [row["value"] for row in one("cost_per_result", rows, october).rows] == [9]
    part = Period(date(2026, 10, 20), date(2026, 10, 25))
    assert [row["value"] for row in one("cost_per_result", rows, part).rows] == [9], "the table that reaches into it"
    assert one("cost_per_result", rows, Period(date(2026, 9, 1), date(2026, 9, 30))).value is None


def test_days_of_a_table_are_added_up_within_the_period_even_where_results_end_earlier() -> None:
    rows: Figures = []
    for day, spent, results in ((1, 10, 5), (2, 20, 5), (3, 6, None), (20, 99, 1)):
        of = Period(date(2026, 11, day), date(2026, 11, day))
        rows += table("campaign", SPENT, {"A": spent}, of=of)
        rows += table("campaign", ENGAGED, {"A": results}, of=of) if results else []
    found = one("cost_per_result", rows, Period(date(2026, 11, 1), date(2026, 11, 5))).rows
    assert [(row["value"], row["first"], row["day"]) for row in found] == [
        (3.6, date(2026, 11, 1), date(2026, 11, 3)),
    ]  # fmt: skip


def test_which_tables_can_tell_a_kpi() -> None:
    there = [("campaign", SPENT), ("campaign", ENGAGED), ("age", SPENT), (SOURCE, "Sessions"), ("country", "Sessions")]
    assert dimensions_of("cost_per_result", there) == ("campaign",)
    assert dimensions_of("traffic_sources", there) == (SOURCE,)
    assert dimensions_of("conversion_rate", there) == ()
    assert dimensions_of("audience_shares", there) == ("age", "country", SOURCE)


def test_money_spent_is_told_whole_also_where_nothing_came_of_it() -> None:
    rows = table("campaign", SPENT, {"Autumn": 30.5, "Winter": 9.5, "Idle": 0}) + table("age", SPENT, {"18-24": 40})
    rows += table("campaign", "Wydana kwota (EUR)", {"Autumn": 7}) + table("campaign", CLICKED, {"Autumn": 3})
    found = [(row["dimension"], row["bucket"], row["value"], row["currency"]) for row in one("amount_spent", rows).rows]
    assert found == [
        ("campaign", ALL_GROUPS, 40, "PLN"), ("campaign", "Autumn", 30.5, "PLN"), ("campaign", "Winter", 9.5, "PLN"),
        ("campaign", "Idle", 0, "PLN"), ("campaign", "Autumn", 7, "EUR"), ("age", "18-24", 40, "PLN"),
    ]  # fmt: skip
    days = [Period(date(2026, 11, day), date(2026, 11, day)) for day in (1, 2)]
    by_day = table("campaign", SPENT, {"Autumn": 2}, of=days[0]) + table("campaign", SPENT, {"Autumn": 3}, of=days[1])
    (whole,) = one("amount_spent", by_day).rows
    assert (whole["value"], whole["first"], whole["day"]) == (5, days[0].first, days[1].last)
