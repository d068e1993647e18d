"""Tables by group: which of a profile's is shown, as networks give them again and again for longer and shorter periods, and
what the KPIs made of them are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.domain.kpi import Period
from app.domain.published import AudienceFigure

UNITS_OF_KPIS = {
    "audience_shares": "percent", "traffic_sources": "percent", "conversion_rate": "percent", "amount_spent": "money",
    "cost_per_result": "money", "return_on_ad_spend": "ratio",
}  # fmt: skip
"""The KPIs of groups, and what the figure of a group is; money may name its currency: "money PLN"."""
OF_ALL_TOGETHER = ("conversion_rate", "amount_spent", "cost_per_result", "return_on_ad_spend")
"""Those that tell one figure of a whole table too."""
ALL_GROUPS = ""
"""The bucket of a row that adds the others up."""
_ADDED = ("count", "hours")
"""Units of which the groups of a table add up to a whole."""
_RATIO = re.compile(
    r"\b(?:rate|ratio|average|avg|frequency|ctr|cpm|cpc|cpa|roas|cost per|per (?:session|user|active user)|"
    r"tasa|taxa|taux|tasso|promedio|frecuencia|frequência|fréquence|frequenza|frequenz|frequentie|gemiddelde?|"
    r"(?:duración|duração|durata|tiempo|tempo|durée|temps) (?:media|medio|média|médio|moyenne?)|(?:media|medio|moyen)$|"
    r"médi[oa]|moyenne|"
    r"co(?:sto|ste|ût) (?:por|par|per|pour)|custo (?:por|médio)|kosten (?:pro|per)|pro (?:sitzung|(?:aktive[mnr]? )?nutzer)|"
    r"(?:por|par|per) (?:sesión|sessão|sessione|sessie|usuario|usuário|utilisateur|utente|gebruiker))\b|"
    r"\w(?:rate|quote)\b|durchschnitt|współczynnik|wskaźnik|średni|częstotliwość|koszt"
)
_PEOPLE = re.compile(
    r"\b(?:users?|reach|viewers?|visitors?|followers?|audience|unique|people|alcance|portée|couverture|reichweite|copertura|"
    r"bereik|personas?|pessoas|personnes?|personen|persone|volgers|seguidores|abonnés)\b|"
    r"\b(?:usu[aá]ri|utilisateur|nutzer|utent|gebruiker|espectador|visualizador|spectateur|zuschauer|spettator|kijker|"
    r"visitant|visiteur|besucher|visitator|bezoeker|[uú]nic[oa]|eindeutig|einmalig|uniek)|"
    r"użytkowni|zasięg|widz|odwiedzając|obserwując|odbiorc|unikaln|os[oó]b"
)
"""In the languages of the exports, as tables are kept under the names of their files."""
_SPANS = frozenset({"week", "month"})


def adds_up(row: AudienceFigure) -> bool:
    """False for rates, averages and costs of one thing: a group's part of their sum says nothing."""
    return row.unit in _ADDED and not is_rate(row.metric)


def is_rate(metric: str) -> bool:
    """Whether a column holds a rate, an average or a cost of one thing of each group, and no part of a whole."""
    return _RATIO.search(metric.casefold()) is not None


def of_period(rows: Sequence[AudienceFigure], period: Period) -> list[AudienceFigure]:
    """The rows whose days lie in a period, else those that reach into it; rows without days might be of any."""
    inside = [row for row in rows if period.first <= (row.first or period.first) and _day(row.last) <= period.last]
    return inside or [row for row in rows if _day(row.last) >= period.first and _day(row.first) <= period.last]


def nearest_table(rows: Sequence[AudienceFigure], period: Period) -> list[AudienceFigure]:
    """Of the tables of one profile, dimension and metric that which ends nearest to the period's end, the longest of them. One
    by day is added up over its days in the period, unless it counts people, of whom the same come on many days; one whose
    groups are weeks or months is whole."""
    if _SPANS & set(rows[0].dimension.split(" · ")) and len({row.bucket for row in rows}) == len(rows):
        return list(rows)
    last = min({_day(row.last) for row in rows}, key=lambda day: (abs(day - period.last), period.last - day))
    latest = [row for row in rows if _day(row.last) == last]
    first = min(_day(row.first) for row in latest)
    table = [row for row in latest if _day(row.first) == first]
    if first != last or not _days_add_up(table[0]):
        return table
    days = [row for row in rows if row.last and row.first == row.last and period.first <= row.last <= period.last]
    return _added_up(days) or table


def is_by_day(rows: Sequence[AudienceFigure]) -> bool:
    """Whether `nearest_table` is a sum over days."""
    return _days_add_up(rows[0]) and all(row.last is not None and row.first == row.last for row in rows)


def _days_add_up(row: AudienceFigure) -> bool:
    return adds_up(row) and not _PEOPLE.search(row.metric.casefold())


def _added_up(days: Sequence[AudienceFigure]) -> list[AudienceFigure]:
    sums, firsts, lasts = dict[str, float](), dict[str, date | None](), dict[str, AudienceFigure]()
    for row in sorted(days, key=lambda row: _day(row.last)):
        sums[row.bucket] = sums.get(row.bucket, 0.0) + row.value
        firsts.setdefault(row.bucket, row.first)
        lasts[row.bucket] = row
    return [replace(row, value=sums[name], first=firsts[name]) for name, row in lasts.items()]


def _day(day: date | None) -> date:
    return day or date.min
