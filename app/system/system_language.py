"""Which language window and command line speak where nobody chose one: one rule for both."""

from __future__ import annotations

from collections.abc import Mapping

from app.system.words import LANGUAGES

DEFAULT = "pl"
_ON_WINDOWS = {"polish": "pl"}


def system_language(environment: Mapping[str, str], machine: str = "") -> str:
    """Polish, or English, as the first of LC_ALL, LC_MESSAGES and LANG that is set says, else the `machine` (its name of a
    language: "pl_PL", on Windows "Polish_Poland"). Polish where neither says anything ("C"), English for any other
    language."""
    value = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), machine)
    code = value.partition(".")[0].partition("@")[0].partition("_")[0].lower()
    if code in ("", "c", "posix"):
        return DEFAULT
    code = _ON_WINDOWS.get(code, code)
    return code if code in LANGUAGES else "en"
