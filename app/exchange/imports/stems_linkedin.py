"""What a column of LinkedIn's workbooks means by the stems of its name, for the languages and endings no table lists.

Looked up last: a name that the tables of `aliases` and `aliases_linkedin` know is never read by its stems.
"""

from __future__ import annotations

import re
from functools import lru_cache

from app.exchange.imports.aliases import normal

_FOLLOWERS = r"(?:obserw\w+|follow\w+|segu\w+|abonn\w+|volgers|följare)"
_PUBLISHED = r"(?:publi|pubbli|opubl|post|wpis|inlägg|bericht)\w*"
_ALL = r"(?:total\w*|totaux|totaal|łączn\w+|ogółem|razem|gesamt\w*|insgesamt)"
_CREATOR = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"(?:liczba )?(?:wyświetle\w+|impres\w+|weergaven|visningar|exponeringar)", "impressions"),
        (r"(?:liczba )?(?:zaangażow\w+|aktywności|interak\w+|interac\w+|interaç\w+|interaz\w+|engag\w+|betrokkenheid)",
         "engagements"),
        (rf"(?:now\w+|nov\w+|nuev\w+|neue\w*|nouveaux|nuovi|nieuwe|nya) {_FOLLOWERS}", "new_followers"),
        (rf".*\burl\b.*|(?:link|adres|enlace|lien|länk)\b.*\b{_PUBLISHED}", "permalink"),
        (rf"(?:data|fecha|date|datum)\b.*\b{_PUBLISHED}.*|(?:veröffentlichungs|publicatie|publicerings)\w*.*", "published_at"),
        (r"(?:najważniejsze|główne|top|wichtigste|principa\w+|belangrijkste)\W.*(?:demogra|démogra).*", "dimension"),
        (r"procent\w*|udział\w*|odsetek|prozent\w*|porcent\w*|percent\w*|pourcent\w*|%", "share"),
        (r"(?:ogóln\w+|całkowit\w+) (?:wyniki|wydajność|skuteczność|efektywność)|(?:wyniki|skuteczność) ogóln\w+", "overall"),
    )
)  # fmt: skip
_VISITS = re.compile(
    r"page views|wyświetle\w+(?: \w+)? stron\w*|odsłon\w*|seitenaufrufe|visualiza\w+ d[ae] (?:la )?página\w*|"
    r"vues de (?:la )?page\w*|visualizzazion\w+ (?:della|di) pagin\w+|paginaweergaven|sidvisningar"
)
_VISITORS = re.compile(
    r"unique visitors|(?:unikaln|niepowtarzaln)\w+ (?:odwiedzając|użytkown|gości)\w*|(?:einzelne|eindeutige) besucher\w*|"
    r"visitantes únicos|visiteurs uniques|visitatori unici|unieke bezoekers|unika besökare"
)


@lru_cache(maxsize=512)
def creator_meaning(header: str) -> str | None:
    """The meaning of a column of a creator's workbook, None for an unknown one."""
    name = normal(header)
    return next((meaning for stem, meaning in _CREATOR if stem.fullmatch(name)), None)


@lru_cache(maxsize=512)
def visitor_meaning(header: str) -> str | None:
    """The meaning of a column of a page's visitors: "figure, part of the page (way)", in any order of the first two."""
    figure, _, way = normal(header).rpartition(" (")
    if _VISITORS.search(figure):
        return "metric"
    if not _VISITS.search(figure):
        return None
    whole = re.search(rf"\b{_ALL}\b", figure) and re.fullmatch(_ALL, way.rstrip(")"))
    return "page_views" if whole else "metric"
