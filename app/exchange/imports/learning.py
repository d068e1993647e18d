"""The first walk through a table: what all its rows say about dates, decimals and damage."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from app.domain.errors import BadInput
from app.domain.imports import ColumnMapping, Owner, Question, RecognisedTable
from app.domain.metrics import FAMILIES
from app.exchange.imports.aliases import normal
from app.exchange.imports.dates import ORDERS, DateOrder, HalfTurned, moment
from app.exchange.imports.figures import FigureColumn, figure, is_spreadsheet_damage
from app.exchange.imports.known_ga4 import NTH
from app.exchange.imports.layout import owner_of, owner_places
from app.exchange.imports.old_views import OldViews
from app.exchange.imports.periods import Period, unit_of
from app.exchange.imports.rivals import Rivals
from app.exchange.imports.sheets import Cell, Sheet, is_explanation, is_missing
from app.exchange.imports.source import Source
from app.exchange.imports.yearless import YearSteps

_COUNTS = frozenset(FAMILIES) - {"watch_seconds", "watch_hours", "average_view_seconds"}
_SPAN = re.compile(r"\d\s[-–—]\s\S|\w\.?\s?[-–—]\s?\d\d?\.? [^\W\d]|^\d{4}-\d\d$")
_NUMBERS = (int, float)
MOST_OWNERS = 50
_STOCK_DAYS, _STOCK_LEAST, _STOCK_FALL = 7, 100, 0.01
"""Of subscribers: what never falls by more than one or a hundredth, and not in a week above a hundred, is their number, not
those that came that day."""
_THREADS = re.compile(r"//(?:www\.)?threads\.(?:net|com)/")
_SAFE_DIGITS = 15
"""Spreadsheets keep this many digits of a number."""
_PARTS = re.compile(
    r"%|\((?!all\))[a-z]{3}\)|収益|수익|\b(?:rate|average|avg|per|time|hours?|seconds|minutes|duration|revenue|earnings|cost|"
    r"spent|spend|value|price|cpm|rpm|cpc|ctr|frequency|ratio|position|roas|ltv|percentage|distribution|stickiness|dau|wau|mau|"
    r"(?:pln|usd|eur|gbp)|współczynnik|wskaźnik|średni\w*|czas|godzin\w*|minut\w*|sekund\w*|koszt|kwota|wartość|"
    r"przych[oó]d\w*|zysk\w*|zarobk\w*|częstotliwość|odsetek|rozkład|na|receita\w*|ganancia\w*|ingreso\w*|revenus?|"
    r"einnahmen|umsatz|entrate|gelir\w*|intäkter|opbrengst|pendapatan|доход\w*|promedio|moyen\w*|durchschnitt\w*|gemiddeld\w*|"
    r"genomsnitt\w*|taxa|tasa|taux|tasso|tempo|tiempo|durée)\b"
)
"""Names of figures that may have decimals; all others count things."""


@dataclass(slots=True)
class Draft:
    """A table while its file is walked through. `order` is shared by all tables of the file."""

    sheet: Sheet
    source: Source
    header_line: int
    columns: tuple[ColumnMapping, ...]
    order: DateOrder
    header: list[Cell]
    last_line: int | None = None
    old_views: OldViews | None = None
    ends_open: bool = False
    """True when the file may have been cut off in the last row."""
    dates: list[int] = field(init=False)
    figures: dict[int, FigureColumn] = field(init=False)
    ids: int | None = field(init=False)
    link: int | None = field(init=False)
    threads: bool = False
    """Posts of an account of Instagram by their columns, and of Threads by their addresses."""
    long_ids: int = 0
    rounded_ids: int = 0
    rounded_numbers: int = 0
    period: Period = field(default_factory=dict)
    dimension: str | None = None
    """What the title above the table says its rows divide by."""
    metric: str | None = None
    """The figure the title names, where columns and rows do not."""
    years: YearSteps = field(default_factory=YearSteps)
    half_turned: HalfTurned = field(default_factory=HalfTurned)
    guessed: bool = False
    """Nobody knows a column of this table; its first one is taken for the names of parts."""
    rows: int = 0
    counting: frozenset[int] = field(init=False)
    """Columns that may count days: of the period, not since people first came."""
    counted: dict[int, int] = field(default_factory=dict)
    """Columns that count days or weeks from "0000" on, and how far, as the analytics service does."""
    spans: bool = False
    """The days are spans ("Nov 23 - Nov 29", "2024-01"): names of parts, not dates."""
    by_day: bool = field(init=False)
    """A table of all days of the period that YouTube's other tables beside it tell of."""
    first_day: date | None = None
    last_day: date | None = None
    stock: int | None = None
    """Where YouTube writes subscribers of a day, while they may be the number of all."""
    most: float = 0
    high: int = 0
    """Days since there were so many that those of one day would vary more."""
    unnamed: set[int] = field(init=False)
    """Columns nobody knows, while they hold numbers only."""
    worded: set[int] = field(default_factory=set)
    owners: dict[Owner, None] = field(default_factory=dict)
    """The accounts or pages the posts belong to, the first ones."""
    owner: tuple[int, ...] = field(init=False)
    named: list[Cell] = field(default_factory=list)
    """The owner's cells of the row before: mostly the same again."""
    rivals: Rivals = field(init=False)
    wide_rows: bool = False
    disproved: bool = False
    """The row below names over shares holds words: the table only looked like one."""

    def __post_init__(self) -> None:
        used = [column for column in self.columns if column.used]
        self.rivals = Rivals.of(used)
        self.dates = [column.position for column in used if column.meaning in ("day", "published_at", "span")]
        named = {column.position for column in used if column.meaning == "bucket" and not self.guessed}
        self.counting = frozenset({0, *self.dates} - named)
        self.owner = owner_places(self.columns) if self.source.kind in ("posts", "days") else ()
        self.ids = next((column.position for column in used if column.meaning == "post_id"), None)
        self.link = next((column.position for column in used if column.meaning == "permalink"), None)
        self.by_day = self.source.name == "youtube.days" and bool(self.dates)
        self.old_views = OldViews.of(self.source.name, used)
        if self.by_day:
            self.stock = next((c.position for c in used if c.meaning == "net_followers"), None)
        self.unnamed = {
            column.position
            for column in self.columns
            if (self.source.open or self.source.more) and not column.used and column.meaning is None
        }
        self.figures = {
            column.position: FigureColumn()
            for column in self.columns
            if column.position in self.unnamed
            or (column.used and (column.meaning is None or column.meaning in FAMILIES or column.meaning == "share"))
        }

    def see(self, line: int, cells: list[Cell]) -> None:
        """Takes one row into account. Raises `BadInput` for damage that cannot be undone, with its place."""
        if self.source.name.startswith("facebook.legacy") and is_explanation(cells):
            return
        width = len(cells)
        if self.ids is not None and self.ids < width:
            self._see_id(line, self.ids, cells[self.ids])
        if self.owner and (named := cells[self.owner[0] : self.owner[-1] + 1]) != self.named:
            self.named = named
            if len(self.owners) < MOST_OWNERS and (owner := owner_of(cells, self.owner)):
                self.owners[owner] = None
            self.threads |= self.link is not None and self.link < width and bool(_THREADS.search(str(cells[self.link])))
        if self.source.open:
            self.rows += 1
            self._see_periods(cells)
        elif self.by_day:
            self._see_day(cells)
        for position in self.dates:
            if position >= width:
                continue
            order = self.order.see(cells[position])
            if order and self.order.mdy and self.order.dmy:
                self._refuse("import.mixed_dates", line, position, cells[position])
            if position == self.dates[0]:
                self.years.see(cells[position])
                self.half_turned.see(line, cells[position], order is not None)
        if self.unnamed:
            self._see_unnamed(cells)
        if self.rivals.filled:
            self.rivals.see(cells)
        if self.old_views:
            self.old_views.see(cells)
        for position, column in self.figures.items():
            cell = cells[position] if position < width else None
            if cell.isdigit() or not cell if isinstance(cell, str) else cell is None or isinstance(cell, _NUMBERS):
                continue
            column.see(line, cell)
            if column.contradictory:
                self._refuse("import.mixed_decimals", line, position, cell)
            if (
                figure(cell) is None
                and not is_missing(cell)
                and is_spreadsheet_damage(cell)
                and not self._is_header(cells)
            ):
                self._refuse("import.damaged_by_spreadsheet", line, position, cell)
        if self.source.kind == "wide" and not self.wide_rows:
            self._see_shares(cells)

    def _see_shares(self, cells: list[Cell]) -> None:
        """The first row below the names of places or formats: numbers only, where the names are not pairs themselves."""
        self.wide_rows = True
        pairs = len(self.columns) == 2 and figure(self.columns[1].column) is not None
        words = [cell for cell in cells if not is_missing(cell) and figure(cell) is None]
        self.disproved = bool(words) and not pairs

    def _see_periods(self, cells: list[Cell]) -> None:
        place = self.columns[0].position
        self.guessed = self.guessed and self.rows == 1 and place < len(cells) and figure(cells[place]) is not None
        for position in self.counting:
            cell = cells[position] if position < len(cells) else None
            begins = cell == "0000" or (cell == "0" and position in self.dates)
            if begins or (position in self.counted and isinstance(cell, str) and cell.isdecimal()):
                self.counted[position] = max(int(str(cell)), self.counted.get(position, 0))
            elif position in self.dates and isinstance(cell, str):
                self.spans |= bool(_SPAN.search(cell)) and moment(cell) is None

    def _see_day(self, cells: list[Cell]) -> None:
        cell = cells[self.dates[0]] if self.dates[0] < len(cells) else None
        found = moment(cell, self.order.decided or "mdy")
        self.rows += found is not None
        if found and self.stock is not None:
            count = figure(cells[self.stock]) if self.stock < len(cells) else None
            fall = max(1, self.most * _STOCK_FALL)
            self.stock = self.stock if count is not None and count >= self.most - fall else None
            self.most = max(self.most, count or 0)
            self.high += self.most >= _STOCK_LEAST
        if found:
            self.first_day = min(found.day, self.first_day or found.day)
            self.last_day = max(found.day, self.last_day or found.day)
        elif isinstance(cell, str):
            self.spans |= bool(_SPAN.search(cell))

    def _see_unnamed(self, cells: list[Cell]) -> None:
        """A column nobody knows is a figure until it holds a word."""
        for position in list(self.unnamed):
            cell = cells[position] if position < len(cells) else None
            if not is_missing(cell) and (isinstance(cell, bool) or figure(cell) is None):
                self.unnamed.discard(position)
                self.worded.add(position)
                del self.figures[position]

    def _is_header(self, cells: list[Cell]) -> bool:
        first = self.columns[0]
        return cells[first.position] == first.column

    def _see_id(self, line: int, position: int, cell: Cell) -> None:
        scientific = isinstance(cell, str) and "+" in cell and is_spreadsheet_damage(cell)
        if scientific or (isinstance(cell, float) and abs(cell) >= 10**_SAFE_DIGITS):
            self._refuse("import.damaged_ids", line, position, cell)
        digits = str(cell) if isinstance(cell, int | str) and not isinstance(cell, bool) else ""
        if len(digits) > _SAFE_DIGITS and digits.isdigit():
            rounded = not digits[_SAFE_DIGITS:].strip("0")
            self.long_ids += 1
            self.rounded_ids += rounded
            self.rounded_numbers += rounded and isinstance(cell, int)

    def _refuse(self, code: str, line: int, position: int, cell: Cell) -> None:
        name = next((column.column for column in self.columns if column.position == position), str(position + 1))
        raise BadInput(
            code, file=self.sheet.path.name, sheet=self.sheet.name, line=line, column=name, value=str(cell)[:40]
        )

    def finish(self, known: dict[str, object]) -> RecognisedTable:
        """The table with what was learned; `known` is what the whole file said."""
        if self.half_turned.sure:
            self._refuse("import.mixed_dates", self.half_turned.line, self.dates[0], None)
        rounded = self.long_ids > 1 or self.rounded_numbers
        if rounded and self.long_ids == self.rounded_ids and self.ids is not None:
            self._refuse("import.damaged_ids", self.header_line + 1, self.ids, None)
        learned = dict(known) | self.period
        if self.years.latest:
            learned["yearless"] = [*self.years.latest, self.years.leap]
        if getattr(self.sheet, "wrapped", False):
            learned["rows_unwrapped"] = True
        if self.ends_open:
            learned["ends_open"] = True
        if self.dimension:
            learned["dimension"] = self.dimension
        if self.metric:
            learned["metric"] = self.metric
        self.columns = self.rivals.settled(tuple(self._settled(column) for column in self.columns))
        if self.old_views:
            self.columns = self.old_views.settled(self.columns, self.sheet.path, learned)
        if unit := self._unit(learned):
            learned["nth"] = unit
        source = self._open_source(str(learned.get("nth") or "day")) if self.source.open else self._by_spans()
        own = self._marks()
        marks = set(own.values()) - {None}
        common = marks.pop() if len(marks) == 1 else None
        unclear = False
        for position, column in self.figures.items():
            mark = own[position] or (common if column.unclear else None)
            if mark:
                learned[f"decimal:{position}"] = mark
            unclear |= bool(column.unclear and not mark)
            if column.percents:
                learned[f"percent:{position}"] = True
        return RecognisedTable(
            source=source,
            network="threads" if self.threads and self.source.network == "instagram" else self.source.network,
            sheet=self.sheet.name,
            header_line=self.header_line,
            columns=self.columns,
            questions=self._questions(learned, unclear),
            last_line=self.last_line,
            learned=learned,
            owners=tuple(self.owners),
        )

    def _marks(self) -> dict[int, str | None]:
        """The decimal mark of each column of figures, where its cells tell it."""
        sure = {column.decimal for column in self.figures.values()} - {None}
        counts = {column.position for column in self.columns if self._counts(column, len(sure) == 1)}
        return {
            position: column.decimal_of_counts if position in counts else column.decimal
            for position, column in self.figures.items()
        }

    def _unit(self, learned: dict[str, object]) -> str:
        """What the column of days counts, "" when it has dates."""
        for column in self.columns:
            if column.meaning == "day" and (named := NTH.get(normal(column.column))):
                return named
            if column.position in self.counted:
                period: Period = {name: str(learned[name]) for name in ("first_day", "last_day") if name in learned}
                return unit_of(self.counted[column.position] + 1, period)
        return ""

    def _settled(self, column: ColumnMapping) -> ColumnMapping:
        """What a column nobody knew turned out to be; keys of rows are no figures."""
        if self.guessed and self.rows and column == self.columns[0] and not self.counted:
            return replace(column, meaning=None)  # one row of figures: the totals of the period
        if column.position == self.stock and self.high >= _STOCK_DAYS:
            return replace(column, meaning="followers")
        if column.position in self.counted:
            self.figures.pop(column.position, None)
            return replace(column, meaning="day", used=True)
        if column.meaning == "day" and self.spans and (self.source.open or self.source.kind == "days"):
            return replace(column, meaning="bucket")
        if column.position in self.unnamed:
            named_row = normal(column.column).split()[-1:] in (["id"], ["identyfikator"])
            return column if named_row else replace(column, used=True)
        if column.position in self.worded and self.source.open and self.source.kind in ("breakdown", "day_breakdown"):
            named_row = self.source.name.startswith("ads.")
            return column if named_row else replace(column, meaning="bucket", used=True)
        return column

    def _by_spans(self) -> str:
        """Figures of months are no daily ones: they are parts of a whole."""
        family, _, kind = self.source.name.partition(".")
        return f"{family}.breakdown" if self.spans and kind == "days" else self.source.name

    def _open_source(self, unit: str) -> str:
        """The kind of a table that takes any column follows from its columns."""
        family = self.source.name.partition(".")[0]
        if self.source.kind not in ("days", "breakdown", "day_breakdown") or family == "meta":
            return self.source.name
        meanings = {column.meaning for column in self.columns if column.used}
        if "day" not in meanings:
            return f"{family}.breakdown"
        apart = "bucket" in meanings or family == "ads" or unit != "day"
        return f"{family}.day_breakdown" if apart else f"{family}.days"

    def _counts(self, column: ColumnMapping, decimal_known: bool) -> bool:
        """True for a figure that can only be a whole number in a known export. One without a key is taken for such where no
        other column tells the decimal mark."""
        if self.source.name == "mapped":
            return False
        if column.meaning in _COUNTS:
            return True
        return not decimal_known and column.used and column.meaning is None and not _PARTS.search(normal(column.column))

    def _questions(self, learned: dict[str, object], unclear: bool) -> tuple[Question, ...]:
        asked = list(self.source.questions)
        if self.source.name.startswith("ga4.") and learned.get("nth") and not learned.get("first_day"):
            asked.append(Question("first_day"))
        if self.dates and self.order.unclear and "date_order" not in learned:
            asked.append(Question("date_order", ORDERS, self.source.date_order, example=self.order.example))
        if len(self.owners) > 1:
            names = tuple(dict.fromkeys(owner[-1] for owner in self.owners))
            asked.append(Question("account", names, required=False))
        if unclear:
            usual = "," if getattr(self.sheet, "delimiter", ",") == ";" else "."
            asked.append(Question("decimal_mark", (".", ","), None if self.source.name == "mapped" else usual))
        return tuple(asked)
