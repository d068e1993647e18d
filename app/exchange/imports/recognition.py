"""Finds the tables of a file by their columns, wherever they stand in it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from app.domain.imports import RecognisedTable
from app.exchange.imports.aliases import is_figure
from app.exchange.imports.by_form import known_by_form
from app.exchange.imports.card import address_of
from app.exchange.imports.dates import DateOrder, moment
from app.exchange.imports.figures import figure
from app.exchange.imports.folded import unfolded
from app.exchange.imports.headers import column_of, headers_in
from app.exchange.imports.known_ga4 import GA4_IN_CONTEXT
from app.exchange.imports.known_linkedin import CARD
from app.exchange.imports.layout import clean_text
from app.exchange.imports.learning import Draft
from app.exchange.imports.legacy import legacy_parts
from app.exchange.imports.opening import open_sheets
from app.exchange.imports.periods import Period, dated_remark, period_of_name, told_period
from app.exchange.imports.sheets import Cell, Sheet, Watch, is_blank, is_missing, is_remark, unwatched
from app.exchange.imports.titled import named_days, titled_table
from app.exchange.imports.titles import dimension_of, figure_of, network_of
from app.exchange.imports.turned import turned_back
from app.exchange.imports.unknown import UnknownTables

HEADER_ROWS = 12
_NAMED_BY_FILE = ("youtube.breakdown", "youtube.totals")
"""Tables of a period that only the name of the archive tells: "Viewer age 2024-05-01_2024-05-28 Channel.zip"."""
_CLOSED = ("meta.", "youtube.", "ads.")
"""Exports whose last line always has its end, as that of a snapshot of the analytics service; TikTok and X never write it."""
_NO_CELL = "\0"
_COPY = re.compile(r"\s*(?:\(\d+\))?(?:\.\w{3,4})?$")
_RAW = re.compile(r"\braw\b|surow|nieprzetworz|brut|\broh|grezz|sin procesar|sin formato|onbewerkt", re.IGNORECASE)


def recognise(path: Path, watch: Watch = unwatched) -> list[RecognisedTable]:
    """The known tables of a file, by content only; empty when the file can be read but no table is known (a mapping helps).

    Walks through all rows once, in constant memory. Raises `BadInput` for a file that is no table or damaged.
    """
    order, unknown = DateOrder(), UnknownTables()
    drafts = _told_once([draft for sheet in open_sheets(path) for draft in _scan(sheet, order, unknown, watch)])
    learned: dict[str, object] = {}
    if order.decided:
        learned["date_order"] = order.decided
    learned |= _period(drafts, order)
    if "first_day" not in learned and any(draft.source.name in _NAMED_BY_FILE for draft in drafts):
        learned |= period_of_name(path.name)
    for draft in drafts:
        if draft.source.name == "ads.breakdown" and not draft.source.required and not draft.period:
            draft.period = period_of_name(path.name)
    drafts = [draft for draft in drafts if not draft.disproved]
    for draft in drafts:
        if draft.last_line is None and _lacks_its_end(draft, len(drafts)):
            draft.ends_open = True
    return unknown.told_with([draft.finish(learned) for draft in drafts])


def _lacks_its_end(draft: Draft, tables: int) -> bool:
    """True for the last table of a file without the end of a line that its service always writes."""
    closed = draft.source.name.startswith(_CLOSED) or (draft.source.name.startswith("ga4.") and tables > 1)
    return closed and getattr(draft.sheet, "ends_open", False)


def _told_once(drafts: list[Draft]) -> list[Draft]:
    """Workbooks of advertisements hold every figure twice: as a formatted report with totals, and as raw data."""
    ads = [draft for draft in drafts if draft.source.name.startswith("ads.")]
    raw = [draft for draft in ads if _RAW.search(draft.sheet.name or "")]
    return [draft for draft in drafts if not raw or draft not in ads or draft in raw]


def _scan(sheet: Sheet, order: DateOrder, unknown: UnknownTables, watch: Watch) -> list[Draft]:
    """A header is looked for in the first rows of the sheet and in those after an empty or # line."""
    scan = _Scan(sheet, order, unknown)
    for line, cells in turned_back(unfolded(sheet.rows(watch))):
        scan.see(line, cells)
    return scan.drafts


class _Scan:
    """One walk through a sheet. `remarks` are the lines since the last table that say something about the next one."""

    def __init__(self, sheet: Sheet, order: DateOrder, unknown: UnknownTables) -> None:
        self.drafts: list[Draft] = []
        self._sheet, self._order, self._unknown = sheet, order, unknown
        self._current: list[Draft] = []
        self._first: Cell = _NO_CELL
        """The first cell of the current header."""
        self._looking = HEADER_ROWS
        self._title: tuple[int, str] | None = None
        self._period: Period = {}
        self._is_ga4 = False
        self._above: tuple[tuple[int, list[Cell]], tuple[int, str] | None] | None = None
        """A header nobody knows, its line and cells, and the title over it."""

    def see(self, line: int, cells: list[Cell]) -> None:
        if is_blank(cells):
            self._looking, self._above = HEADER_ROWS, None
            return
        if is_remark(cells):
            self._see_remark(clean_text(cells[0]))
            return
        title = self._title
        if self._looking and (self._is_header(line, cells) or self._is_row(line, cells, title)):
            return
        if cells and cells[0] == self._first and self._is_header_again(line, cells):
            return
        for draft in self._current:
            draft.see(line, cells)

    def _is_header_again(self, line: int, cells: list[Cell]) -> bool:
        """True for a header among the rows of its table, as in exports put together. One of other columns, or of the same
        in another order, begins a table of its own."""
        header = self._current[0].header if self._current else []
        if [clean_text(cell) for cell in cells] == [clean_text(cell) for cell in header]:
            return True
        found = self._tables(line, cells)
        if found:
            self._begin(found, line)
        return bool(found)

    def _is_row(self, line: int, cells: list[Cell], title: tuple[int, str] | None) -> bool:
        """True for the first row under a header that only such a row explains: its table begins."""
        if self._above:
            above, words = self._above
            begins = words[0] if words else above[0]
            called = words[1] if words else ""
            ages = any(draft.source.name == "meta.age_gender" for draft in self.drafts)
            form = known_by_form(self._sheet, above, called, cells, self._order, ages)
            if draft := form or self._audience(above, cells):
                self._begin([draft], begins)
                draft.see(line, cells)
                return True
            if not self._current:
                self._unknown.see(self._sheet, above, cells)
        names = [clean_text(cell) for cell in cells]
        if sum(map(bool, names)) > 1 and not any(name and _is_value(name) for name in names):
            self._above = ((line, cells), title)
        return False

    def _audience(self, above: tuple[int, list[Cell]], cells: list[Cell]) -> Draft | None:
        """Names over one row of shares, in a file called by what they are: cut out of an audience of Meta."""
        title = "" if self.drafts or above[0] > 1 else _called_audience(self._sheet)
        shares = len(cells) == len(above[1]) and all(figure(cell) is not None for cell in cells)
        return titled_table((self._sheet, *above, self._order), title) if title and shares else None

    def _see_remark(self, text: str) -> None:
        self._looking, self._title = HEADER_ROWS, None
        told = told_period(text, self._order.decided or "mdy") or dated_remark(text, self._period)
        self._is_ga4 |= bool(told)
        if "first_day" in told:
            self._period = {}
        self._period |= told

    def _is_header(self, line: int, cells: list[Cell]) -> bool:
        """True for a header or a title; the header's tables begin."""
        begins = self._looking == HEADER_ROWS or (self._title is not None and self._looking == HEADER_ROWS - 1)
        self._looking -= 1
        if found := self._tables(line, cells):
            self._begin(found, self._title[0] if self._title else line)
            return True
        words = [clean_text(cell) for cell in cells if cell is not None and clean_text(cell)]
        told = told_period(words[0], self._order.decided or "mdy") if words else None
        if told:
            self._period = told
        if not told or len(words) > 1 or self._title is None:  # a period under a title leaves it the title
            self._title = (line, words[0]) if len(words) == 1 else None
        if begins and self._current and len(words) > 1 and not any(map(_is_value, words)):
            for draft in self._current:  # words alone after a gap: the header of a table nobody knows
                draft.last_line = line - 1
            self._current = []
        return False

    def _begin(self, found: list[Draft], line: int) -> None:
        """The tables before this line are over."""
        for draft in self._current:
            draft.last_line = line - 1
        for draft in found:
            draft.period |= self._period
        self._unknown.forget(self._sheet, line)
        self.drafts += found
        self._current, self._looking, self._title, self._above = found, 0, None, None
        self._first = found[0].header[0] or _NO_CELL

    def _tables(self, line: int, cells: list[Cell]) -> list[Draft]:
        if address := address_of(cells):
            return [_card(self._sheet, line, cells, address, self._order)]
        title = self._title[1] if self._title else ""
        if table := titled_table((self._sheet, line, cells, self._order), title):
            return [table]
        if tables := named_days((self._sheet, line, cells, self._order), title):
            return tables
        found = headers_in(self._sheet, line, cells, self._order)
        if not found or found[0].source.name == "facebook.legacy_days":
            found = [*found, *legacy_parts(self._sheet, line, cells, self._order)]
        if self._is_ga4 and not any(draft.source.kind == "posts" for draft in found):
            table = _in_context(self._sheet, line, cells, self._order)
            return [table] if table else []
        return [_titled(draft, title) for draft in found]


def _is_value(word: str) -> bool:
    return figure(word) is not None or moment(word) is not None or is_missing(word)


def _card(sheet: Sheet, line: int, cells: list[Cell], address: str, order: DateOrder) -> Draft:
    """One post: the row of its address is the header."""
    draft = Draft(sheet, CARD, line, (column_of(clean_text(cells[0]), "permalink", 0),), order, cells)
    draft.period["permalink"] = address
    return draft


def _in_context(sheet: Sheet, line: int, cells: list[Cell], order: DateOrder) -> Draft | None:
    """Any header behind the # lines of the analytics service: words, no numbers."""
    places = [place for place, cell in enumerate(cells) if clean_text(cell)]
    names = [clean_text(cells[place]) for place in places]
    if not names or any(figure(name) is not None or moment(name) for name in names):
        return None
    source = GA4_IN_CONTEXT
    columns = tuple(column_of(name, source.meaning(name), place) for name, place in zip(names, places, strict=True))
    if not any(is_figure(source.meaning(name)) for name in names) and len(names) < 2:
        return None
    if any(column.used for column in columns):
        return Draft(sheet, source, line, columns, order, cells)
    columns = (replace(columns[0], meaning="bucket", used=True), *columns[1:])
    return Draft(sheet, source, line, columns, order, cells, guessed=True)


def _titled(draft: Draft, title: str) -> Draft:
    """The table with its figure called by the title above it, and its network, where the source has them there."""
    if not draft.source.titled:
        return draft
    title = title or _named_file(draft.sheet)
    columns = tuple(
        replace(column, column=title or column.column, meaning=figure_of(title), used=True)
        if column.meaning == "primary"
        else column
        for column in draft.columns
    )
    return replace(draft, columns=columns, source=replace(draft.source, network=network_of(title)))


def _named_file(sheet: Sheet) -> str:
    """The figure the sheet or the file is named after ("Reach (2).csv"), "" for none."""
    return next((name for name in _names(sheet) if figure_of(name)), "")


def _called_audience(sheet: Sheet) -> str:
    """The audience the sheet or the file is named after ("Top_cities.csv"), "" for none."""
    return next((name for name in _names(sheet) if dimension_of(name) in ("city", "country")), "")


def _names(sheet: Sheet) -> list[str]:
    found = ((sheet.name or "").rpartition("/")[2], sheet.path.stem)
    return [_COPY.sub("", re.sub(r"[_-]+", " ", name)).strip() for name in found]


def _period(drafts: list[Draft], order: DateOrder) -> dict[str, object]:
    """First and last day of a workbook that names its period in a header ("8/7/2023 - 8/5/2024"), or of an archive by
    the days it lists."""
    for draft in drafts:
        if draft.source.kind == "totals":
            for cell in draft.header:
                ends = [moment(part.strip(), order.decided or "mdy") for part in str(cell).split(" - ")]
                if len(ends) == 2 and ends[0] and ends[1]:
                    return {"first_day": ends[0].day.isoformat(), "last_day": ends[1].day.isoformat()}
        if len(drafts) > 1 and draft.first_day and draft.last_day:
            return {"first_day": draft.first_day.isoformat(), "last_day": draft.last_day.isoformat()}
    return {}
