"""Numbers as exports write them. The mark of decimals is learned from the whole column, never from one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from app.exchange.imports.sheets import Cell, is_missing

_SPACES = re.compile("[\\s\u00a0\u202f\u2009'’]")
_NUMBERS = (int, float)
_PLAIN = re.compile(r"[+-]?\d+")
_MARKED = re.compile(r"[+-]?[\d.,]*\d[\d.,]*(?:[eE]-\d+)?")
_CURRENCY = r"(?:(?:us|r|a|c)?\$|[€£¥₹₽₺₴₩]|zł|kč|kr|ft|pln|usd|eur|gbp|czk|inr|brl)"
_MONEY = re.compile(rf"(?P<sign>[+-]?){_CURRENCY}?(?P<number>[+-]?[\d.,]+){_CURRENCY}?", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"[+-]?\d(?:[.,]\d+)?[eE]\+?\d+")
_CLOCK = re.compile(r"(\d+):(\d{2}):(\d{2})(?:\.\d+)?")
_SHORT = re.compile(r"(?P<number>[+-]?\d[\d.,]*)(?P<unit>K|M|B|tys\.?|mln|mld|Tsd\.?|Mio\.?|Mrd\.?|mil)")
_UNITS = dict.fromkeys(("K", "tys", "Tsd", "mil"), 1e3) | dict.fromkeys(("M", "mln", "Mio"), 1e6)
_UNITS |= dict.fromkeys(("B", "mld", "Mrd"), 1e9)
_UNITS_OF_TIME = re.compile(r"(?:(\d+)h:?)?(?:(\d+)m(?:in)?:?)?(\d+(?:[.,]\d+)?)s|(\d+)h:?(\d+)m(?:in)?")
"""5.2s, 1h:02m:33s, 3h 20m; "20m" alone may be millions."""
_MONTH = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sty|lut|kwi|maj|cze|lip|sie|wrz|paź|lis|gru|mär|mai|okt|dez|"
    "янв|фев|мар|апр|май|мая|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|гру"
)
_MONTH_CELL = re.compile(
    rf"(?:\d{{1,4}}[.\-/ ]?(?:{_MONTH})[^\W\d]*\.?(?:[.\-/ ]?\d{{2,4}})?|(?:{_MONTH})[^\W\d]*[.\-/ ]\d{{1,4}})"
)


def is_spreadsheet_damage(cell: Cell) -> bool:
    """True for a number that a spreadsheet turned into a date ("3.apr") or cut to scientific notation ("1.22E+17")."""
    if isinstance(cell, str):
        text = cell.strip().casefold()
        return bool(_MONTH_CELL.fullmatch(text) or _SCIENTIFIC.fullmatch(text) or text.startswith("####"))
    return isinstance(cell, datetime | date)


@dataclass(slots=True)
class FigureColumn:
    """What the cells of one column say about how it writes numbers."""

    points: int = 0
    commas: int = 0
    unclear: int = 0
    groups: str = ""
    """The marks seen in unclear cells: a number of things can only have thousands set apart by them."""
    percents: int = 0
    marked_first: int = field(default=0)
    """Line of the first cell that contradicts an earlier one."""

    def see(self, line: int, cell: Cell) -> None:
        """Takes one cell into account."""
        if not isinstance(cell, str) or cell.isdigit():
            return
        text = _bare(_SPACES.sub("", cell))
        if text.endswith("%") and not text.startswith(("<", "≤")):
            self.percents += 1
        mark = _decimal_mark(text.strip("<≤%"))
        if mark == "?":
            self.unclear += 1
            self.groups += "" if (used := "." if "." in text else ",") in self.groups else used
        elif mark:
            before = (self.points > 0, self.commas > 0)
            self.points += mark == "."
            self.commas += mark == ","
            if self.points and self.commas and before != (True, True):
                self.marked_first = line

    @property
    def decimal(self) -> str | None:
        """The mark, or None when nothing decides."""
        if self.points and not self.commas:
            return "."
        return "," if self.commas and not self.points else None

    @property
    def decimal_of_counts(self) -> str | None:
        """The mark, also from 1,234 alone, for a column that counts things."""
        return self.decimal or {",": ".", ".": ","}.get(self.groups)

    @property
    def contradictory(self) -> bool:
        """True when some cells can only be read one way and some only the other."""
        return bool(self.points and self.commas)


def _bare(text: str) -> str:
    """An amount without its currency: "$1,234.50", "12,50 zł"."""
    if text[:1].isdigit() and text[-1:].isdigit():
        return text
    money = _MONEY.fullmatch(text)
    return money["sign"] + money["number"] if money else text


def _decimal_mark(text: str) -> str | None:
    """ "." or "," when this number can be read in one way only, "?" for 1,234 or 1.234, None for no mark or no number."""
    if not _MARKED.fullmatch(text):
        return None
    points, commas = text.count("."), text.count(",")
    if points and commas:
        return "." if text.rfind(".") > text.rfind(",") else ","
    if not points and not commas:
        return None
    own, other = (".", ",") if points else (",", ".")
    if max(points, commas) > 1:
        return other
    whole, fraction = text.lstrip("+-").split(own)
    return "?" if len(fraction) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0") else own


def figure(cell: Cell, decimal: str = ".") -> float | None:
    """The number of a cell, None for a missing or unreadable one; h:mm:ss and 1h:02m:33s give seconds; a percent sign is ignored.

    Tell missing from unreadable with `is_missing`.
    """
    if isinstance(cell, str):
        return _from_text(cell, decimal)
    if isinstance(cell, bool):
        return None
    if isinstance(cell, _NUMBERS):
        return float(cell) if cell == cell and abs(cell) < 1e300 else None
    if isinstance(cell, timedelta):
        return cell.total_seconds()
    if isinstance(cell, time):
        return cell.hour * 3600.0 + cell.minute * 60 + cell.second
    return None


def is_shortened(cell: Cell) -> bool:
    """True for a number rounded to thousands or millions: 1.2K, "3,5 tys."."""
    return isinstance(cell, str) and bool(_SHORT.fullmatch(_SPACES.sub("", cell)))


def lone_figure(cell: Cell) -> float | None:
    """The number of a cell that stands alone and counts things, so that in 1.234 and 1,234 thousands are set apart."""
    column = FigureColumn()
    column.see(0, cell)
    return figure(cell, column.decimal_of_counts or ".")


def _from_text(cell: str, decimal: str) -> float | None:
    if cell.isdigit() and cell.isascii():
        return float(cell) if len(cell) < 300 else None
    if is_missing(cell) or len(cell) > 60:
        return None
    text = _bare(_SPACES.sub("", cell).strip("<≤%").replace("−", "-"))
    if _PLAIN.fullmatch(text):
        return float(text)
    if clock := _CLOCK.fullmatch(text):
        hours, minutes, seconds = (int(part) for part in clock.groups())
        return hours * 3600.0 + minutes * 60 + seconds
    if length := _UNITS_OF_TIME.fullmatch(text):
        parts = [float((part or "0").replace(",", ".")) for part in length.groups()]
        return (parts[0] + parts[3]) * 3600 + (parts[1] + parts[4]) * 60 + parts[2]
    if short := _SHORT.fullmatch(text):
        mark = _decimal_mark(short["number"])
        value = _from_text(short["number"], mark if mark in (".", ",") else decimal)
        unit = short["unit"].rstrip(".")
        return None if value is None else round(value * _UNITS[unit], 3)
    if not _MARKED.fullmatch(text):
        return None
    text = text.replace("," if decimal == "." else ".", "").replace(",", ".")
    return float(text) if text.count(".") <= 1 else None
