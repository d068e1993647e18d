"""What the title above a table of Meta says, in any of the known languages: the network, the figure, what is divided."""

from __future__ import annotations

import re

from app.exchange.imports.aliases import FAR, general_meaning, is_figure, normal

_BEFORE = r"(?:\b(?:na|w|dla|do|da|de|del|di|du|no|en|em|a|ao|auf|bei|von|sur|su|på|op|for|on|of)\s+)?"
_NETWORK = re.compile(rf"{_BEFORE}\b(facebook|instagram)\w*(?:-|\s)?", re.IGNORECASE)
_DIMENSIONS = (
    (
        "age_gender",
        r"(?=.*\b(?:age|wiek\w*|edad|idade|âge|alter|età|leeftijd|věk|ålder|вік\w*|возраст\w*)\b)"
        r"(?=.*(?:gender|płe|płc|sexo|g[eéê]nero|sexe|genre|geschlecht|sesso|genere|pohlav|geslacht|kön|стат|пол)).*",
    ),
    (
        "city",
        r".*(?:\btowns?\b|\bcit(?:y|ies)\b|miast|miejscow|ciudad|cidade|\bvilles?\b|städte|\borte\b|\bcittà\b|\bsteden\b|"
        r"měst|\bstäder\b|\bміст|\bгород|thành phố|\bkota\b|şehir|város|oraș|\bbyer\b|kaupung|πόλε|градове|都市|市区|도시|城市|"
        r"เมือง).*",
    ),
    (
        "country",
        r".*(?:\bcountr|\bkraj|\bpa[ií]ses|\bpa[ií]s\b|\bpays\b|\bländer\b|\bpaesi\b|\blanden\b|\bzem[ěí]|\bкраїн|\bстран|"
        r"quốc gia|negara|ülke|ország|țăr|\blande\b|\bmaat\b|χώρ|държав|国|국가|國家|ประเทศ).*",
    ),
    (
        "page",
        r"(?:top|najpopularniejsze|principales|principais|meilleures|top-?)\W*(?:pages|strony|páginas|seiten|pagine).*",
    ),
)
_FOLLOWERS = (
    (
        "lost_followers",
        r"(?:zaprzest|rezygn|anulow|cofn|utrac|przesta)\w* .*obserw\w*|(?:dej|deix)\w+ de segui\w*|désabonnement\w*|"
        r"entfolg\w*|nicht mehr gefolgt|non segu\w+ più|avföljn\w*|ontvolg\w*|slutade följa",
    ),
    (
        "net_followers",
        r"(?:przyrost |liczba )?(?:obserwacj\w+|obserwując\w+|obserwowa\w+) netto|przyrost netto obserwując\w+|"
        r"segui(?:dores|mientos) netos|segui(?:dores|mentos) líquidos|abonnements nets|netto-?follower\w*|"
        r"follower netti|nettoföljare|netto volgers",
    ),
    (
        "followers",
        r"(?:total|lifetime|all) followers|followers \(?(?:total|lifetime)\)?|"
        r"(?:łączna |całkowita )?liczba obserwujących(?: ogółem| łącznie)?|(?:wszyscy|łącznie|ogółem) obserwujący|"
        r"obserwujący (?:łącznie|ogółem)|total de seguidores|seguidores totales|follower insgesamt|total des abonnés",
    ),
)
"""Titles of those who left, of the difference, and of all there are, which the stems of followers below would take for those
that came."""
_FIGURES = (
    ("link_clicks", r"(?=.*(?:link|łącz|lien|enlace|länk)).*(?:cli[ck]|klik|kliknię).*"),
    ("interactions", r".*(?:interakcj|interac|interaç|interaz|interakt).*"),
    ("profile_visits", r".*(?:visit|wizyt|odwiedz|besuch|profilaufruf|návštěv|besök|bezoek).*"),
    (
        "reach",
        r".*(?:reach|zasięg|alcance|couverture|portée|reichweite|copertura|räckvidd|bereik|dosah|охоплен|охват).*",
    ),
    (
        "viewers",
        r".*(?:viewers|widz|osoby wyświetl|espectador|visualizador|spectateur|zuschauer|betrachter|spettator).*",
    ),
    (
        "views",
        r".*(?:\bviews\b|wyświetl|visualiza|visualizz|\bvues\b|aufrufe|visningar|weergaven|zobrazen|перегляд|просмотр).*",
    ),
    (
        "new_followers",
        r".*(?:follow|obserw|segu|abonn|\bfölj|volger|sleduj|page likes|\bnew likes|"
        r"nowe polubienia|polubieni\w+ stron|підписник|подписчик).*",
    ),
)
_NOT_THESE = re.compile(
    r"\d|minut|secon|sekund|segund|unfollow|\bnet\b|netto|paid|płatn|pagad|paga\b|payant|bezahl|organi|reklam|\bads?\b|3-s|"
    r"non-?follow|nieobserw|(?:from|by) followers|od obserw|"
    r"\brates?\b|wskaźnik|współczynnik|odsetek|averag|średni|promedio|moyen|durchschnitt|\bper\b|na widza|\bcosts?\b|koszt|"
    r"new view|nowi widz|returning|powracaj|\breels?\b|role?k|\bstor(?:y|ies)\b|relacj"
)
"""Figures of their own, whatever the rest of their titles says."""
VALUE = frozenset(
    {"value", "valor", "wartość", "valeur", "wert", "valore", "värde", "waarde", "hodnota", "значення", "значение"}
)
_AGE = frozenset(
    {"", "age", "wiek", "edad", "idade", "âge", "alter", "età", "leeftijd", "věk", "ålder", "вік", "возраст"}
)
_WOMEN = re.compile(r"(?:women|female|kobiet|mujer|mulher|femme|frauen|weiblich|donn|kvinn|vrouw|žen|жін|жен)\w*")
_STOCK = re.compile(r"(?P<whose>[A-Z_]{4,}),(?P<what>FOLLOW|LIKE),[A-Z_]+")


def network_of(title: str) -> str | None:
    """The network a title names, wherever in it."""
    found = {network.casefold() for network in _NETWORK.findall(title)}
    return found.pop() if len(found) == 1 else None


def figure_of(title: str) -> str | None:
    """The neutral key of the daily figure a title names; plain "followers" of a day are always those that came."""
    rest = normal(_NETWORK.sub("", title))
    if told := next((key for key, stem in _FOLLOWERS if re.fullmatch(stem, rest)), None):
        return told
    meaning = general_meaning(rest) or FAR.get(rest)
    if meaning in ("follows", "followers"):
        return "new_followers"
    if is_figure(meaning) and meaning != "metric":
        return meaning
    if len(rest) > 60 or _NOT_THESE.search(rest):
        return None
    return next((key for key, stem in _FIGURES if re.fullmatch(stem, rest)), None)


def dimension_of(title: str) -> str | None:
    """What the parts of an audience are, by the title above them or the name of their column."""
    name = normal(title)
    return next((dimension for dimension, stem in _DIMENSIONS if re.fullmatch(stem, name)), None) if name else None


def is_value(header: str) -> bool:
    """True for "Value", the name of a column of an audience's shares."""
    return normal(header) in VALUE


def are_ages(headers: list[str]) -> bool:
    """True for the header of a table of ages by gender: age, women, men in some order."""
    return (
        3 <= len(headers) <= 4
        and normal(headers[0]) in _AGE
        and sum(bool(_WOMEN.fullmatch(normal(name))) for name in headers[1:]) == 1
    )


def stock_of(header: str) -> str | None:
    """What is counted below the code above a number of people: "FB_PAGE,FOLLOW,UNIQUE_USERS" are followers."""
    found = _STOCK.fullmatch(header.strip())
    return {"FOLLOW": "followers", "LIKE": "page likes"}[found["what"]] if found else None


def network_of_code(header: str) -> str | None:
    """The network such a code names, where the title above it does not."""
    return {"FB_": "facebook", "IG_": "instagram"}.get(header.strip()[:3])
