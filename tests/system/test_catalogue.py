"""The Polish catalogue is whole, compiled, and speaks the language of the glossary."""

from __future__ import annotations

import importlib.util
import re
import string
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).resolve().parents[2]

FORBIDDEN = {
    # what the glossary says "not" to: stem or whole word -> the word to use
    r"zatwierd\w*": "akceptacja, zaakceptuj",
    r"w recenzji|oczekujący": "do akceptacji",
    r"niepewn[yae]": "do sprawdzenia",
    r"wersj[aęi] robocz\w+": "szkic",
    r"wpis(?!z|uj)\w{0,4}": "post",
    r"hasztag\w*": "hashtag",
    r"użytkowni\w+": "osoba",
    r"edytor\w*": "redaktor",
    r"obserwator\w*": "gość",
    r"opcj[eai]|preferencj\w+": "ustawienia",
    r"synchronizacj\w+": "pobieranie danych",
    r"token\w*": "klucz dostępu",
    r"agent\w*": "publikowanie w tle",
    r"publicznoś\w+|avatar\w*": "odbiorcy, persona",
    r"dryf\w*": "zmiana wśród odbiorców",
    r"fan[iów]+|follower\w*": "obserwujący",
    r"zboost\w+": "promowany",
    r"ticket\w*|to-do": "zadanie",
    r"kana[łl]\w*": "profil",
    r"medium": "platforma",
    r"(?<!lokalnej )sie(?:ć|ci|cią)(?! lokaln| prywatn)": "platforma",
    r"skrzynk\w+ odbiorcz\w+": "skrzynka",
    r"twitter\w*": "X",
    r"ups|super|brawo|koniecznie|nie przegap": "spokojny ton",
    r"n/a": "–",
    r"nieprawidłowe dane|wystąpił błąd": "co się stało, co to znaczy, co zrobić",
    r"\w+ł\(a\)|\w+ł/\w+|\w+/a": "zdanie bez rodzaju",
}

OF_OTHERS = ("grouped by", "measure of a file")
"""What Google Analytics calls its tables: somebody compares them with its pages."""
OF_ITS_USERS = re.compile(r"\b(?:active|new) users\b", re.IGNORECASE)
"""Its figures, which the KPI dictionary calls as it does."""


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    loader = SourceFileLoader("catalogue", str(ROOT / "packaging" / "catalogue"))
    spec = importlib.util.spec_from_loader("catalogue", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = writes
    return module


@pytest.fixture(scope="module")
def polish(tool: ModuleType) -> Catalog:
    return tool.read("pl")


def forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def sources(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, (tuple, list)) else (message.id,)


def edges(text: str) -> tuple[str, str]:
    """The blanks and line breaks a text begins and ends with."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def names(text: str) -> set[str]:
    braces = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    return braces | set(re.findall(r"%(?:\(\w+\))?[rsd]\b", text))


def test_every_message_of_the_code_is_in_the_catalogue(tool: ModuleType, polish: Catalog) -> None:
    def keys(catalogue: Catalog) -> set[tuple[str | None, tuple[str, ...]]]:
        return {(message.context, sources(message)) for message in catalogue if message.id}

    assert keys(tool.extracted()) ^ keys(polish) == set(), "run packaging/catalogue"


def test_every_message_is_translated(tool: ModuleType, polish: Catalog) -> None:
    assert tool.missing(polish) == []
    assert [message.id for message in polish if message.id and message.fuzzy] == []


def test_plurals_have_their_three_forms(polish: Catalog) -> None:
    assert polish.num_plurals == 3
    for message in polish:
        if message.pluralizable:
            assert len(forms(message)) == 3, message.id
            assert all(forms(message)), message.id


def test_the_plural_rule(polish: Catalog) -> None:
    rule = polish.plural_expr.replace("&&", " and ").replace("||", " or ")
    condition = re.fullmatch(r"\(n == 1 \? 0 : (.*) \? 1 : 2\)", re.sub(r"\s*([=?:<>]=?|==)\s*", r" \1 ", rule))
    assert condition, rule
    few = compile(condition[1].replace("% ", "%"), "rule", "eval")
    shown = {
        n: 0 if n == 1 else 1 if eval(few, {"n": n}) else 2 for n in (0, 1, 2, 4, 5, 12, 14, 22, 25, 101, 102, 112)
    }
    assert shown == {0: 2, 1: 0, 2: 1, 4: 1, 5: 2, 12: 2, 14: 2, 22: 1, 25: 2, 101: 2, 102: 1, 112: 2}


def test_placeholders_are_the_same(polish: Catalog) -> None:
    for message in polish:
        if not message.id:
            continue
        allowed = set().union(*(names(text) for text in sources(message)))
        for form in forms(message):
            if form:
                assert names(form) <= allowed, message.id
        if not message.pluralizable and forms(message)[0]:
            assert names(forms(message)[0]) == allowed, message.id


def test_the_compiled_catalogue_is_up_to_date(tool: ModuleType, polish: Catalog) -> None:
    assert (ROOT / "resources/translations/pl.mo").read_bytes() == tool.mo_bytes(polish), "run packaging/catalogue"


def test_the_file_is_as_the_tool_writes_it(tool: ModuleType, polish: Catalog) -> None:
    polish.project, polish.version = "Szpalta", "1"
    assert (ROOT / "resources/translations/pl.po").read_bytes() == tool.po_bytes(polish), "run packaging/catalogue"


def test_the_words_are_those_of_the_glossary(polish: Catalog) -> None:
    wrong = []
    for message in polish:
        for form in forms(message) if message.id else ():
            for pattern, instead in FORBIDDEN.items():
                shown = re.sub(r"\{\w*\}", "", form)
                found = re.search(rf"(?<!\w)(?:{pattern})(?!\w)", shown, re.IGNORECASE)
                if found and (message.context in OF_OTHERS or OF_ITS_USERS.search(sources(message)[0])):
                    continue
                if found and not (found[0].casefold().startswith("kana") and "YouTube" in form):
                    wrong.append((found[0], instead, form))
    assert wrong == []


def test_the_tone_is_calm_and_the_marks_are_right(polish: Catalog) -> None:
    for message in polish:
        for text in (*sources(message), *forms(message)) if message.id else ():
            assert "!" not in text, text
            assert "..." not in text, text
        for form in forms(message) if message.id else ():
            assert '"' not in form, form
            assert form.count("„") == form.count("”"), form
            assert edges(form) == edges(sources(message)[0]), form
