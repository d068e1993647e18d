"""Which language a command speaks, found before its arguments are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.system.words import LANGUAGES

DEFAULT = "pl"


def asked_language(given: Sequence[str]) -> str | None:
    """What `--lang` says anywhere on the command line; the last one counts."""
    found = None
    for place, word in enumerate(given):
        if word == "--":
            break
        if word == "--lang" and place + 1 < len(given):
            found = given[place + 1]
        elif word.startswith("--lang="):
            found = word.removeprefix("--lang=")
    return found if found in LANGUAGES else None


def system_language(environment: Mapping[str, str]) -> str:
    """Polish, or English, as the first of LC_ALL, LC_MESSAGES and LANG that is set says; Polish where it says nothing
    ("C"), English for any other language."""
    value = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    code = value.partition(".")[0].partition("@")[0].partition("_")[0].lower()
    if code in ("", "c", "posix"):
        return DEFAULT
    return code if code in LANGUAGES else "en"
