"""What tables of visits and of advertisements call their columns. Tables are kept under the names of the file, which people are
shown; what these mean is told here alone, in the languages of the exports."""

from __future__ import annotations

import re

_SOURCE = re.compile(
    r"\bsource|\bmedium|\bchannel|źródł|kanał|quelle|kanaa?l|\bcana(?:l|is|ux)|\bfuente|\borigem|\bfonte|\bsorgente|\bmezzo\b|"
    r"\bmedio\b|\bmídia|\bbron\b|\bkaynak|\baracı"
)
_FIRST_USER = re.compile(
    r"first user|pierwsz(?:y|ego)\b|\berste[nrs]?\b|\bpremier|\bprime(?:ir|r)|\bprimo\b|\beerste|\bi\u0307?lk kullanıcı"
)
"""In Turkish a capital İ becomes an i with a dot of its own above."""
SESSIONS = re.compile(r"sessions|sesje|sitzungen|sesiones|sessões|sessioni|sessies|oturum(?:lar| sayısı)?")
CONVERSIONS = re.compile(
    r"conversions|key events|konwersje|kluczowe zdarzenia|schlüsselereignisse|konversionen|conversion(?:e[sn]|i)|conversões|"
    r"conversies|événements clés|eventos (?:clave|principais|importantes)|eventi chiave|belangrijke gebeurtenissen|"
    r"önemli etkinlikler|dönüşümler"
)
SPENT = re.compile(
    r"(?:amount spent|wydana kwota|kwota wydana|ausgegebener betrag|montant dépensé|importe gastado|valor (?:usado|gasto)|"
    r"montante gasto|importo speso|besteed bedrag|harcanan tutar)(?: \((?P<currency>[a-z]{3})\))?"
)
RESULTS_OF_ANY_KIND = re.compile(r"results?|wyniki?|ergebnisse|résultats|resultados|risultati|resultaten|sonuçlar")
RESULTS = re.compile(rf"(?:{RESULTS_OF_ANY_KIND.pattern}) \(.+\)")
"""Results whose kind the column names."""
VALUE = re.compile(
    r"(?:(?:website )?purchases? conversion value|wartość konwersji(?: zakupów)?|conversion-wert für käufe|"
    r"valeur de conversion des achats|valor de conversión de compras|valor de conversão (?:da compra|de compras)|"
    r"valore di conversione degli acquisti|conversiewaarde van aankopen|alışveriş dönüşüm değeri)(?: \([a-z]{3}\))?"
)


def is_called(column: re.Pattern[str], name: str) -> bool:
    return column.fullmatch(name.casefold()) is not None


def tells_source(dimension: str) -> bool:
    """Whether rows are what brought a visit; what first brought the visitor is another thing."""
    name = dimension.casefold()
    return _SOURCE.search(name) is not None and _FIRST_USER.search(name) is None


def currency_of(metric: str) -> str | None:
    """The currency of money spent, where its column or a quotient of it names one."""
    told = SPENT.match(metric.casefold())
    return told["currency"].upper() if told and told["currency"] else None
