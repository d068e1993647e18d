"""The catalogue: every word people see, in Polish and English, for all faces of the program.

The English sentence is the message id; `resources/translations/<language>.po` holds the others, compiled beside it.
"""

from __future__ import annotations

import gettext
from functools import cache
from io import BytesIO

from app.system.bundled import bundled

LANGUAGES = ("pl", "en")


def N_(message: str) -> str:  # noqa: N802  the customary name of the extraction mark
    """Marks a message for translation where it is defined; `Words.t` translates it where it is shown."""
    return message


def NC_(context: str, message: str) -> tuple[str, str]:  # noqa: N802
    """As `N_`, with the context that tells two translations of one English word apart: `words.c(*NC_("role", "Editor"))`."""
    return context, message


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.GNUTranslations(BytesIO(bundled(f"translations/{language}.mo").read_bytes()))


class Words:
    """Sentences in one language. Placeholders are named: `words.t("{n} rows", n=3)`."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._catalogue = _catalogue(self.language)

    def t(self, message: str, /, **values: object) -> str:
        """The sentence in this language with its placeholders filled."""
        text = self._catalogue.gettext(message) if message else ""
        return text.format(**values) if values else text

    def n(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The sentence with the plural form `count` asks for; `{n}` is the count unless given."""
        text = self._catalogue.ngettext(one, many, count)
        return text.format(**({"n": count} | values))

    def c(self, context: str, message: str, /, **values: object) -> str:
        """As `t`, for a word that needs its context to be translated right."""
        text = self._catalogue.pgettext(context, message)
        return text.format(**values) if values else text
