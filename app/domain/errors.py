"""Expected failures. Each carries data; the faces turn them into sentences (`system.sentences`)."""

from __future__ import annotations


class SzpaltaError(Exception):
    """An expected failure: `code` names the sentence, `data` fills it.

    `code` is a stable English key such as "post.not_found"; `data` holds plain values only
    (never secrets, never whole texts of posts).
    """

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code, data)
        self.code = code
        self.data = data

    def __str__(self) -> str:
        if not self.data:
            return self.code
        return f"{self.code}: " + ", ".join(f"{key}={value!r}" for key, value in self.data.items())


class NotFound(SzpaltaError):
    """The thing named does not exist in this workspace."""


class Refused(SzpaltaError):
    """A rule of the trade says no: wrong state, missing reason, broken limit."""


class NotPermitted(SzpaltaError):
    """The acting member's roles do not allow it."""


class StaleEdit(SzpaltaError):
    """Somebody else changed the thing since it was read. data: base, mine, theirs per field."""


class BadInput(SzpaltaError):
    """What was given cannot be used; says what is wrong and where (file, line, column)."""


class StoreProblem(SzpaltaError):
    """The store cannot be opened or written: damaged, newer, empty, foreign, locked, full, badly placed."""
