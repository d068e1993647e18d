"""What a column of Meta's post exports means by the stems of its name, for the languages and endings no table lists.

English, Polish, Spanish, Portuguese, French, German, Italian, Dutch, Swedish and Czech. Looked up last: a name that
the tables of `aliases` know is never read by its stems.
"""

from __future__ import annotations

import re
from functools import lru_cache

from app.exchange.imports.aliases import normal

_POST = r"(?:post|publica|pubblica|beitr|inhalt|inlägg|wpis|contenu|contenid|conteúd|contenut|příspěv|bericht|treści|relacj)"
_ID = r"(?:id|ids|identif\w*|identyf\w*|kennung)"
_TIME = r"(?:hora|horário|data|fecha|heure|date|zeit\w*|tid|čas|ora|tijdstip|tijd|time|godzina|czas)"
_NAME = r"(?:nombre|nome|nom|name|naam|namn|název|nazwa)"
_CLICK = r"(?:cli[ck]\w*|cliques?|klik\w*|klick\w*|kliknut\w*)"
_STEMS = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (
            r"(?:average )?(?:seconds viewed|[13]-\w+ (?:video )?view(?:s|ers)|views|viewers|reach|impressions)"
            r" from (?:boosted posts|organic posts|recommendations|shares|followers|non-followers|\w+)",
            "metric",
        ),
        (rf"{_ID}\b.*\b{_POST}.*|{_POST}\w*[- ]id", "post_id"),
        (rf"(?:{_ID}|{_NAME})\b.*\b(?:p[áa]gin\w*|page|seite|strony|sida\w*|stránky)", "page"),
        (r"(?:seiten|sid|pagina|paginan|page)[- ]?(?:id|name|naam|namn|titel)", "page"),
        (rf"(?:{_ID}|{_NAME})\b.*\b(?:cuenta|conta|compte|konto\w*|konta|account|účtu)", "account"),
        (r"(?:konto|account|kontots)[- ]?(?:id|name|naam|namn|benutzername|användarnamn|gebruikersnaam)", "account"),
        (r"(?:benutzername|gebruikersnaam|användarnamn|uživatelské jméno)\b.*", "account"),
        (rf"{_TIME}\b.*\b(?:publi|pubbli|veröff|opublik|zveřej).*", "published_at"),
        (r"(?:veröffentlichungs|publicerings|publicatie|publikations)\w*(?:zeit\w*|tid|tijd\w*|dat\w*)", "published_at"),
        (rf"(?:typ|typo|tipo|type|art|rodzaj|soort)\b.*\b{_POST}.*|{_POST}\w*(?:typ|type|art)", "format"),
        (r".*\bperma\w*|(?:link|enlace|lien|odkaz)\b.*\b(?:permanent\w*|stał\w*|trval\w*|bezpośredni\w*)", "permalink"),
        (r"(?:réac|reac|reaç|reaz|reak)\w*, \w+ (?:\w+ ){1,4}\w+", "interactions"),
        (r"(?:réac|reac|reaç|reaz|reak)\w*", "reactions"),
        (r"com\w*ent[aá]?\w*|commenti|kom+ent\w*|opmerkingen|reacties op berichten", "comments"),
        (
            r"(?:número de )?veces (?:que )?(?:se )?(?:ha )?compart\w+|compart\w+|partag\w+|partilh\w+|condivis\w+|udostępn\w+|"
            r"geteilt\w*(?: inhalte)?|mal geteilt|shares|delningar|sdílen\w+|(?:keer |keren )?gedeeld|nombre de partages",
            "shares",
        ),
        (
            r"veces (?:que )?(?:se )?(?:ha )?guard\w+|guardad\w+|salv\w+|enregistr\w+|gespeichert\w*(?: \w+)?|sparade?\w*|"
            r"ulož\w+|(?:keer |keren )?(?:opgeslagen|bewaard)|zapis\w+",
            "saves",
        ),
        (r"me gusta|curtidas|gostos|(?:mentions )?j'aime|\W*gefällt[ -]mir\b.*|mi piace|polubie\w+|gilla\w*\b.*|"
         r"vind-ik-leuks", "likes"),
        (r"seguidor\w*|seguimi?ent\w*|obserw\w+|abonn\w+|followers?|follower\w*|följ\w+|volgers|sledov\w+|sleduj\w+", "follows"),
        (r"(?:średni\w*|average|promedio|media|média|moyen\w*|nombre moyen|durchschnitt\w*|gemiddeld\w*|genomsnitt\w*)\b.*"
         r"(?:sek|sec|seg)\w*(?: \w+){0,2}|"
         r"segundos en promedio.*", "average_view_seconds"),
        (r"(?:liczba )?(?:wyświetlon|obejrzan)\w* sekund\w*|(?:łączna )?(?:liczba )?sekund\w* (?:wyświetl|ogląd|obejrz)\w*|"
         r"segundos (?:de visualiza\w+|vistos|reproducidos|visuali\w+|assistidos)|(?:angesehene|gesehene) sekunden|"
         r"secondes (?:vues|visionnées)",
         "watch_seconds"),
        (r"visuali[sz]a\w+|visualizz\w+|vues|aufrufe|wyświetle\w+|visning\w*|weergaven|zhlédnutí|zobrazen\w+", "views"),
        (r"alcance|couverture|portée|reichweite|erreichte (?:konten|personen)|copertura|räckvidd|bereik|dosah|"
         r"zasięg\w*", "reach"),
        (rf"(?:total|totales|nombre total|łączn\w+|gesamt\w*|totalt\w*|totaal|totale|celkov\w+)\b.*\b{_CLICK}|"
         rf"gesamt{_CLICK}", "clicks"),
        (rf"{_CLICK} (?:totales|totais|totaux|insgesamt|totali|łącznie)", "clicks"),
        (rf"{_CLICK}\b.*\b(?:enlace\w*|link\w*|lien\w*|łącz\w*|länk\w*|odkaz\w*)|"
         rf"(?:link|länk|enlace)[- ]?{_CLICK}", "link_clicks"),
        (
            rf"(?:otr\w+|outr\w+|autr\w+|ander\w+|sonstig\w+|inn\w+|pozosta\w+|altr\w+|övriga|andra|overige|ostatní) {_CLICK}|"
            rf"{_CLICK} de otro tipo",
            "other_clicks",
        ),
        (r".*\binterval\w* \d+|.*\b\d\d-\d\d\)|.*\b65\+\)|.*\([a-z]{2}\)\)", "ignored"),
        (r"(?:czy|is|est|es|ist|é|è|är)\b.*|"
         r"(?:typ|rodzaj|type|tipo|soort)\w* .*(?:napis|légende|legend|caption|ondertitel|undertext|titul).*|"
         r"untertiteltyp|sprachen|lingue|talen|språk|jazyky|idiomas|languages?|durata.*|duur.*|délka.*|długość.*|"
         r"dura(?:tion|ción|ção|cja)\b.*|czas trwania.*|"
         r"(?:commento|opmerking|komentář|kommentar)\b.*(?:dat|gegeven|údaj).*", "ignored"),
        (r"titolo|titel|název|titre", "title"),
        (r"descrizione|beschrijving|popis|beskrivning", "text"),
        (r"(?:overall|unique)? ?negative feedback\b.*|.*\bunique user engagements?|"
         r"matched audience targeting consumption\b.*", "metric"),
    )
)  # fmt: skip


@lru_cache(maxsize=2048)
def meta_meaning(header: str) -> str | None:
    """The meaning of a column of a post export of Meta, None for an unknown one."""
    name = normal(header)
    return next((meaning for stem, meaning in _STEMS if stem.fullmatch(name)), None)
