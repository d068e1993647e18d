"""Ids of posts that a spreadsheet rounded, and what the links beside them still tell."""

from __future__ import annotations

import re
from decimal import Decimal

from app.exchange.imports.sheets import Cell

SAFE_DIGITS = 15
"""Spreadsheets keep this many digits of a number."""
_STATUS = re.compile(r"\b(?:x|twitter)\.com/\w+/status(?:es)?/(\d{16,20})\b")
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+|\d{15}0+", re.IGNORECASE)


def id_of_link(cell: Cell, link: str) -> str:
    """The whole id, "" where the cell is no rounded one or the link's is another. Only X writes the id of a post into its
    link; elsewhere the number in a link may be that of the picture or the film in the post."""
    rounded = f"{cell:.14E}" if isinstance(cell, float) else str(cell).strip()
    found = _ROUNDED.fullmatch(rounded) and _STATUS.search(link)
    if not found:
        return ""
    number = found.group(1)
    cut = number[:SAFE_DIGITS].ljust(len(number), "0")
    mantissa = rounded.upper().partition("E")[0]
    places = min(len(mantissa.replace(",", "").replace(".", "")), SAFE_DIGITS) - 1
    told = Decimal(rounded.replace(",", "."))
    return number if any(Decimal(f"{Decimal(text):.{places}E}") == told for text in (number, cut)) else ""
