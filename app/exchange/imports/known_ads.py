"""Exports of Meta Ads: what was paid for, by campaign, set and advertisement, each row with its own days."""

from __future__ import annotations

import re
from dataclasses import replace

from app.domain.imports import Question
from app.exchange.imports.aliases import named, normal
from app.exchange.imports.source import Source
from app.exchange.imports.stems_ads import ads_meaning, dimension_of_ads

ADS = named(
    period_start="Reporting starts|Date start|Początek raportowania|Data rozpoczęcia raportowania|Raportowanie od|"
    "Początek okresu raportowania",
    period_end="Reporting ends|Date stop|Koniec raportowania|Data zakończenia raportowania|Raportowanie do|"
    "Koniec okresu raportowania",
    day="Day|Date|Dzień|Data",
    bucket="Campaign name|Ad set name|Adset name|Campaign|Ad set|Ad|Ads|Ad name|Ads name|Account name|Ad creative|Page name|"
    "Region|Country|Age|Gender|Platform|Placement|Device platform|Impression device|Conversion device|Device|DMA region|"
    "Media type|Headline (ad settings)|"
    "Body (ad settings)|Link (ad settings)|Image name|Website URL|Call to action|Call to action type|Text|Headline|Product ID|"
    "Time of day (ad account time zone)|Time of day (viewer's time zone)|Business locations|Buying type|Month|Week|"
    "Nazwa kampanii|Nazwa zestawu reklam|Nazwa reklamy|Nazwa konta|Kraj|Wiek|Płeć|Platforma|"
    "Umiejscowienie|Miesiąc|Tydzień|Województwo|Delivery device|Objective|Cel",
    impressions="Impressions|Wyświetlenia",
    reach="Reach|Zasięg",
    clicks="Clicks (all)|Kliknięcia (wszystkie)",
    link_clicks="Link clicks|Kliknięcia linku",
    metric="Results|Result|Spend|Wyniki|Cost per results|Cost per result|Koszt wyniku|Koszt na wynik|Amount spent|"
    "Amount spent (USD)|"
    "Wydana kwota|Wydana kwota (USD)|Frequency|Częstotliwość|CTR (all)|CPM (cost per 1,000 impressions) (USD)|"
    "CPC (cost per link click) (USD)|CPC (all) (USD)|Purchases|Leads|Post engagements|Page engagement|ThruPlays|"
    "Purchases conversion value",
    indicator="Result indicator|Result type|Result Type|Wskaźnik wyniku|Wskaźnik wyników|Typ wyniku",
    ignored="Ad delivery|Delivery|Delivery status|Campaign delivery|Ad set delivery|Bid|Bid type|Ad set budget|"
    "Ad set budget type|Campaign budget|Campaign budget type|Budget|Budget type|Last significant edit|Attribution setting|"
    "Quality ranking|Engagement rate ranking|Conversion rate ranking|Ends|Starts|Schedule|Currency|Account ID|Campaign ID|"
    "Ad set ID|Ad ID|Delivery level|Emisja reklamy|Wyświetlanie reklamy|Stawka|Typ stawki|Budżet zestawu reklam|"
    "Rodzaj budżetu zestawu reklam|Ostatnia istotna zmiana|Ustawienie atrybucji|Ustawienia atrybucji|Ocena jakości|"
    "Ocena współczynnika aktywności|Ocena współczynnika konwersji|Koniec|Początek|Waluta|Status wyświetlania|"
    "Poziom wyświetlania|Identyfikator konta|Identyfikator kampanii|Identyfikator zestawu reklam|Identyfikator reklamy",
)
_DIMENSIONS = named(
    campaign="Campaign name|Campaign|Nazwa kampanii",
    ad_set="Ad set name|Adset name|Ad set|Nazwa zestawu reklam",
    ad="Ad name|Ad|Ads|Ads name|Nazwa reklamy",
    account="Account name|Nazwa konta",
    country="Country|Kraj",
    region="Region|Województwo",
    age="Age|Wiek",
    gender="Gender|Płeć",
    month="Month|Miesiąc",
    placement="Placement|Umiejscowienie",
)

ADS_SOURCES: tuple[Source, ...] = (
    Source(
        "ads.breakdown",
        None,
        "breakdown",
        frozenset({"period_start", "period_end"}),
        any_of=frozenset({"impressions", "reach", "metric", "link_clicks", "clicks"}),
        words=ADS,
        closed=True,
        open=True,
        date_order="mdy",
        at_least=3,
        dimensions=_DIMENSIONS,
        stems=ads_meaning,
        dimension_stems=dimension_of_ads,
    ),
    Source(
        "ads.day_breakdown",
        None,
        "day_breakdown",
        frozenset({"day", "period_start", "period_end"}),
        any_of=frozenset({"impressions", "reach", "metric", "link_clicks", "clicks"}),
        words=ADS,
        closed=True,
        open=True,
        date_order="mdy",
        at_least=4,
        dimensions=_DIMENSIONS,
        stems=ads_meaning,
        dimension_stems=dimension_of_ads,
    ),
)

_SPENT = re.compile(
    r"amount spent|wydana kwota|kwota wydana|importe gastado|cantidad gastada|valor (?:usado|gasto)|"
    r"montante? (?:dépensé|gasto)|ausgegebener betrag|importo speso|besteed bedrag|belopp som spenderats|"
    r"beløb brugt|vynaložená částka|harcanan tutar|сумма затрат|потраченная сумма|витрачена сума"
)
_UNDATED = replace(
    ADS_SOURCES[0],
    required=frozenset(),
    questions=(Question("first_day", required=False), Question("last_day", required=False)),
)
_BY_DAY = replace(ADS_SOURCES[1], required=frozenset({"day"}))


def by_spending(names: list[str]) -> tuple[Source, list[str | None]] | None:
    """A report whose columns do not say for which days it is: one saved from a pivot table names them in its file name."""
    meanings = [_UNDATED.meaning(name) for name in names]
    known = sum(meaning not in (None, "ignored") for meaning in meanings)
    if known < 3 or not any(_SPENT.match(normal(name)) for name in names) or not {"bucket", "day"} & set(meanings):
        return None
    return (_BY_DAY if "day" in meanings else _UNDATED), meanings
