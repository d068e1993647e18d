"""What an edit sets: the named fields that are given, their texts cleaned, and the optional ones to empty."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from app.domain.errors import BadInput
from app.domain.names import clean_text


def given_fields(
    values: Mapping[str, Any], known: Collection[str], empty: Sequence[str] = (), optional: Collection[str] = ()
) -> dict[str, Any]:
    """`values` without those that are None, and None for each of `empty`.

    Raises `BadInput` "edit.unknown_field" for what is not in `known` or not in `optional`, "edit.nothing".
    """
    unknown = sorted((set(values) - set(known)) | (set(empty) - set(optional)))
    if unknown:
        raise BadInput("edit.unknown_field", fields=unknown)
    given = plain_values({name: value for name, value in values.items() if value is not None}) | dict.fromkeys(empty)
    if not given:
        raise BadInput("edit.nothing")
    return given


def plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` with texts that any database takes, without blanks around them."""
    return {name: clean_text(value).strip() if type(value) is str else value for name, value in values.items()}
