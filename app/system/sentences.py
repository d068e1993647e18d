"""Turns an error into a sentence: what happened, what it means for the posts, what to do.

The sentences stand in `error_sentences.SENTENCES`, one per code. Nothing of an error reaches a person unless its sentence
asks for it by name: no texts of exceptions, no addresses with passwords.
"""

from __future__ import annotations

import errno
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from app.domain.errors import BadInput, NotFound, NotPermitted, Refused, StaleEdit, StoreProblem, SzpaltaError
from app.system.built_sentences import BUILT
from app.system.error_sentences import SENTENCES
from app.system.format_tables import NO_DATA
from app.system.formats import Formats
from app.system.redaction import redact
from app.system.said_reasons import said_reason
from app.system.settings import without_password
from app.system.words import N_, Words

LONGEST_VALUE = 200

_BY_CLASS: tuple[tuple[type[SzpaltaError], str], ...] = (
    (NotFound, N_("This is not in the workspace (code: {code}).")),
    (NotPermitted, N_("Your role does not allow this (code: {code}). The owner of the workspace can change roles.")),
    (StaleEdit, N_("Somebody else changed this in the meantime (code: {code}). Reload it and make your change again.")),
    (StoreProblem, N_("The workspace could not be used (code: {code}). Run a check of the workspace to learn more.")),
    (BadInput, N_("What was given cannot be used (code: {code}). Correct it and try again.")),
    (Refused, N_("This cannot be done now (code: {code}).")),
)
_OTHER = N_("This did not work (code: {code}).")
_UNEXPECTED = N_("Something happened that Szpalta does not know ({kind}). The log file holds the details.")

_SYSTEM: dict[int, str] = {
    errno.ENOSPC: N_("The disk is full, so {file} was not written. Free some space and try again."),
    errno.EDQUOT: N_("The disk is full, so {file} was not written. Free some space and try again."),
    errno.EACCES: N_(
        "This computer does not allow access to {file}. Choose another place or change the rights of the file."
    ),
    errno.EPERM: N_(
        "This computer does not allow access to {file}. Choose another place or change the rights of the file."
    ),
    errno.EROFS: N_("{file} lies on a disk that cannot be written to. Choose another place."),
    errno.ENOENT: N_("There is no {file}. Check the name and the folder."),
    errno.EISDIR: N_("{file} is a folder; a file is needed. Choose a file."),
    errno.ENOTDIR: N_("{file} is a file; a folder is needed. Choose a folder."),
    errno.EEXIST: N_("{file} exists already and was not replaced. Choose another name."),
}


def explain(error: BaseException, words: Words, formats: Formats | None = None) -> str:
    """One sentence or a few for a person, in the language of `words`. Without `formats`, times are shown in UTC."""
    formats = formats or Formats(words.language, "UTC")
    if isinstance(error, SzpaltaError):
        return explain_code(error.code, error.data, words, formats, type(error))
    if isinstance(error, OSError) and error.errno in _SYSTEM:
        return _filled(words.t(_SYSTEM[error.errno]), {"file": error.filename}, formats)
    if isinstance(error, KeyboardInterrupt):
        return words.t("Stopped.")
    return words.t(_UNEXPECTED, kind=type(error).__name__)


def explain_code(
    code: str,
    data: Mapping[str, object],
    words: Words,
    formats: Formats | None = None,
    kind: type[SzpaltaError] = SzpaltaError,
) -> str:
    """As `explain`, for a code kept without its error: a skipped row of an import, the reason of a failed publication."""
    formats = formats or Formats(words.language, "UTC")
    build: Callable[[Mapping[str, object], Words, Formats], str] | None = BUILT.get(code)
    if build is not None:
        return _filled(build(data, words, formats), data, formats)
    if isinstance(data.get("reason"), str):
        data = {**data, "reason": said_reason(str(data["reason"]), words)}
    message = SENTENCES.get(code)
    if message is None:
        message = next((text for cls, text in _BY_CLASS if issubclass(kind, cls)), _OTHER)
    return _filled(words.t(message), {**data, "code": code} if code not in SENTENCES else data, formats)


class _Shown(dict[str, str]):
    """The values of a sentence; one that the error does not carry is shown as unknown."""

    def __missing__(self, key: str) -> str:
        return NO_DATA


def _filled(text: str, data: Mapping[str, object], formats: Formats) -> str:
    return text.format_map(_Shown({key: shown(value, formats) for key, value in data.items()}))


def shown(value: object, formats: Formats) -> str:
    """A value of an error as a person may see it: dates formatted, text cleaned, cut at 200 characters, secrets out."""
    if value is None:
        return NO_DATA
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return formats.wall(value)
        return f"{formats.day_short(formats.local(value).date())}, {formats.time(value)}"
    if isinstance(value, date):
        return formats.day_short(value)
    if isinstance(value, float):
        return formats.number(value, 0 if value.is_integer() else 2)
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping)):
        return _cleaned(", ".join(shown(item, formats) for item in value))
    return _cleaned(str(value)) if isinstance(value, (str, int)) else NO_DATA


def _cleaned(text: str) -> str:
    """One line of plain text: no control characters, nothing that reorders it, no password."""
    text = redact(without_password(text[: 4 * LONGEST_VALUE]))
    text = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
