"""Numbers as people write them."""

from __future__ import annotations

from babel.numbers import NumberFormatError, parse_decimal


def number_in(text: str, language: str) -> float | None:
    """With the decimal sign of a language, a percent sign behind it or not; None for what is no number."""
    bare = "".join(text.split()).removesuffix("%")
    try:
        return float(parse_decimal(bare, locale=language, strict=True))
    except NumberFormatError:
        return None
