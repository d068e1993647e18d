"""Which language a command speaks, found before its arguments are read."""

from __future__ import annotations

import locale
import sys
from collections.abc import Sequence

from app.system.words import LANGUAGES


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


def machine_language() -> str:
    """What Windows calls its language; elsewhere the environment says it."""
    return (locale.getlocale()[0] or "") if sys.platform == "win32" else ""
