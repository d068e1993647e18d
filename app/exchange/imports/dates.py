"""Dates as exports write them: one order for a whole file, decided from all its rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from app.exchange.imports.sheets import Cell

_LONGEST = 60
ORDERS = ("mdy", "dmy")
_CLOCK = re.compile(
    r"[T,\s]+(?:(?:o|at|um|à|às|alle|om|kl\.?)\s+)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?"
    r"\s*(?:(?:utc|gmt)(?=[+-]))?(z|utc|gmt|[+-]\d{2}:?\d{2})?(?:\s\([^()]*\))?$",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_DAY_MONTH = re.compile(r"(\d{1,2})\.?[\s\-](?:de )?([^\W\d]+)\.?,?[\s\-](?:de )?(\d{4})(?: [rгр]\.)?")
_SAVED_AGAIN = re.compile(r"(\d{1,2})([-.])([^\W\d]+)\2(\d{2})")
"""As spreadsheets save a date with the name of its month: "06-Jan-24", "6.sty.24"."""
_MONTH_DAY = re.compile(r"([^\W\d]+)\.?\s(\d{1,2}),?\s(\d{4})")
_EASTERN = re.compile(r"(\d{4})(?:[年년]|\.) ?(\d{1,2})(?:[月월]|\.) ?(\d{1,2})(?:[日일]|\.)(?: ?\(\w\))?")
"""Also "2025. 2. 17." as Koreans write it, with the day of the week behind it or without."""
_WEEKDAY = re.compile(r"^[^\W\d]{2,12}\.?,?\s+(?=[^\W\d]+\.?\s\d|\d)")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january sty stycznia styczeń januar januari janv janvier ene enero janeiro gen gennaio ocak oca "
            "januára leden ledna січня січ января янв ianuarie január gennaio tammikuuta",
            "feb february lut lutego luty februar februari févr fév février febrero fev fevereiro febbraio şubat şub pebruari "
            "februára únor února лютого лют февраля февр фев februarie február helmikuuta",
            "mar march marca marzec märz mär mars marzo março mart maart mrt maret březen března березня бер марта мар "
            "martie március marec maaliskuuta",
            "apr april kwi kwietnia kwiecień avr avril abr abril aprile nisan nis apríla duben dubna квітня квіт кві апреля "
            "апр aprilie április huhtikuuta",
            "may maj maja mai mayo maio mag maggio mayıs mei mája květen května травня трав тра мая май május toukokuuta",
            "jun june cze czerwca czerwiec juni juin junio junho giu giugno haziran haz júna červen června червня черв чер "
            "июня июн iunie június kesäkuuta",
            "jul july lip lipca lipiec juli juil juillet julio julho lug luglio temmuz tem júla červenec července липня лип "
            "июля июл iulie július heinäkuuta",
            "aug august sie sierpnia sierpień augusti août ago agosto ağustos ağu augustus agustus agu augusta srpen srpna "
            "серпня серп сер августа авг augusztus elokuuta",
            "sep sept september wrz września wrzesień septembre septiembre set setembro settembre eylül eyl septembra září "
            "вересня вер сентября сент сен septembrie szeptember syyskuuta",
            "oct october paź października październik okt oktober octobre octubre out outubro ott ottobre ekim eki oktobra "
            "októbra říjen října жовтня жовт жов октября окт octombrie október lokakuuta",
            "nov november lis listopada listopad novembre noviembre novembro kasım kas nopember novembra listopadu листопада "
            "лист лис ноября нояб ноя noiembrie marraskuuta",
            "dec december gru grudnia grudzień dez dezember déc décembre dic diciembre dezembro dicembre aralık ara desember "
            "des decembra prosinec prosince грудня груд гру декабря дек decembrie joulukuuta",
        ),
        start=1,
    )
    for name in names.split()
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, the wall clock beside it when there is one, and the instant when the cell names its offset."""

    day: date
    clock: time | None = None
    instant: datetime | None = None


@dataclass(slots=True)
class DateOrder:
    """What all dates of a file say about the order of day and month in 03/04/2025."""

    mdy: int = 0
    dmy: int = 0
    unclear: int = 0
    example: str = ""
    """The first date that can be read both ways."""

    def see(self, cell: Cell) -> str | None:
        """Takes one cell into account; the order this cell alone asks for."""
        if not isinstance(cell, str) or cell.isalpha():
            return None
        parts = _YEAR_LAST.fullmatch(_without_clock(cell)[0])
        if not parts:
            return None
        first, second = int(parts.group(1)), int(parts.group(3))
        if parts.group(2) == "." or first > 12:
            self.dmy += 1
            return "dmy"
        if second > 12:
            self.mdy += 1
            return "mdy"
        self.unclear += 1
        self.example = self.example or parts.group()
        return None

    @property
    def decided(self) -> str | None:
        if self.mdy and not self.dmy:
            return "mdy"
        return "dmy" if self.dmy and not self.mdy else None


@dataclass(slots=True)
class HalfTurned:
    """A column in which a spreadsheet took for dates what it could read in its own order, with day and month changed, and left
    the others as they were: real dates up to the 12th only, beside texts of later days."""

    texts: int = 0
    dates: int = 0
    late: int = 0
    line: int = 0
    """The first of the second kind."""

    def see(self, line: int, cell: Cell, decided: bool) -> None:
        """`decided`: the cell is a text that can be read in one order only."""
        if decided:
            self.texts += 1
        elif (isinstance(cell, date) or (isinstance(cell, str) and cell[4:5] == "-")) and (found := moment(cell)):
            self.dates += 1
            self.late += found.day.day > 12
        if not self.line and self.texts and self.dates:
            self.line = line

    @property
    def sure(self) -> bool:
        return bool(self.texts and self.dates and not self.late)


def moment(cell: Cell, order: str = "mdy") -> Moment | None:
    """Reads one cell; None when it is no date between 1990 and 2100."""
    if isinstance(cell, str):
        return _read(cell, order) if len(cell) <= _LONGEST else None
    if isinstance(cell, datetime):
        clock = cell.time() if cell.time() != time() else None
        return Moment(cell.date(), clock) if 1990 <= cell.year <= 2100 else None
    if isinstance(cell, date):
        return Moment(cell) if 1990 <= cell.year <= 2100 else None
    return None


def _read(cell: str, order: str) -> Moment | None:
    text, clock, offset = _without_clock(cell)
    day = _day(text, order)
    if day is None:
        return None
    if clock is None or offset is None:
        return Moment(day, clock)
    instant = datetime.combine(day, clock, timezone(offset)).astimezone(UTC)
    return Moment(day, clock, instant)


def month_number(name: str) -> int:
    """1 to 12 for a month's name or its short form in any of the known languages, 0 for none."""
    return _MONTHS.get(name.casefold(), 0)


def _without_clock(cell: str) -> tuple[str, time | None, timedelta | None]:
    text = cell.strip()
    found = _CLOCK.search(text)
    if not found:
        return text, None, None
    hour, minute, second = int(found.group(1)), int(found.group(2)), int(found.group(3) or 0)
    half = (found.group(4) or "").casefold()[:1]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return "", None, None
    return text[: found.start()].strip(), time(hour, minute, second), _offset(found.group(5))


def _offset(text: str | None) -> timedelta | None:
    if not text:
        return None
    if text[0] not in "+-":
        return timedelta()
    digits = text[1:].replace(":", "")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if size >= timedelta(hours=24):
        return None
    return -size if text[0] == "-" else size


@lru_cache(maxsize=4096)
def _day(text: str, order: str) -> date | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return _date(int(found.group(1)), int(found.group(3)), int(found.group(4)))
    if found := _YEAR_LAST.fullmatch(text):
        first, second, year = int(found.group(1)), int(found.group(3)), int(found.group(4))
        month, day = (second, first) if order == "dmy" or found.group(2) == "." else (first, second)
        return _date(year + 2000 if year < 100 else year, month, day)
    if found := _COMPACT.fullmatch(text):
        return _date(*(int(part) for part in found.groups()))
    return _by_month_name(text) or _by_month_name(_WEEKDAY.sub("", text))


def _by_month_name(text: str) -> date | None:
    if found := _EASTERN.fullmatch(text):
        return _date(*(int(part) for part in found.groups()))
    if found := _MONTH_DAY.fullmatch(text):
        return _date(int(found.group(3)), month_number(found.group(1)), int(found.group(2)))
    if found := _DAY_MONTH.fullmatch(text):
        return _date(int(found.group(3)), month_number(found.group(2)), int(found.group(1)))
    if found := _SAVED_AGAIN.fullmatch(text):
        return _date(2000 + int(found.group(4)), month_number(found.group(3)), int(found.group(1)))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1990 <= year <= 2100 else None
    except ValueError:
        return None
