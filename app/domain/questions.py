"""Tells questions among comments: a question mark, a question word at the start, or a phrase people ask with.

The mark carries most of it; the words add questions written without one at little cost (data 5). Rhetorical and quoted
questions remain: a person decides in the end what needs an answer.
"""

from __future__ import annotations

import re
import unicodedata

_NOISE = re.compile(r"(?:https?://|www\.)\S+|[@#]\w+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_GREETINGS = _set(
    "hej czesc witam witajcie siema dzien dobry wieczor hello hi hey good morning evening afternoon all team halo panstwo "
    "prosze przepraszam a i no to ok oj o sorry please so and but wow super"
)
_POLISH = _set(
    "czy kto kogo komu kim co czego czemu jak jaki jaka jakie jakich jakim ile ilu gdzie kiedy dlaczego skad dokad ktory ktora "
    "ktore ktorego ktorej mozna"
)
_ENGLISH = _set(
    "who whom whose what which where when why how is are am was were do does did can could will would should shall may has "
    "have isn't aren't don't doesn't didn't can't won't"
)
_STARTS = _POLISH | _ENGLISH
_PHRASES = re.compile(
    r"\b(?:ktos wie|wie ktos|wiecie (?:moze )?(?:czy|jak|gdzie|kiedy|ile)|"
    r"(?:po)?prosze o (?:cene|informacj\w+|link|kontakt|odpowiedz)|"
    r"ile kosztuj\w+|jaka cena|jaki koszt|mam pytanie|moge prosic|ciekawe czy|a co z|"
    r"anyone know|does anybody|how much|how many|any idea|any chance|could you tell|let me know (?:if|when|how)|wondering if)\b"
)


def is_question(text: str) -> bool:
    """True for a text that asks something, Polish or English, with or without Polish letters."""
    bare = _NOISE.sub(" ", text)
    if "?" in bare or "？" in bare:
        return True
    plain = _folded(bare)
    if _PHRASES.search(plain):
        return True
    first = next((word for word in _WORD.findall(plain) if word not in _GREETINGS), "")
    return first.replace("’", "'") in _STARTS


def _folded(text: str) -> str:
    """Lower case without accents; ł is l."""
    parts = unicodedata.normalize("NFD", text.casefold().replace("ł", "l"))
    return " ".join("".join(mark for mark in parts if not unicodedata.combining(mark)).split())
