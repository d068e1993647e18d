"""Rows that are parts of a whole: of an audience, of a period's traffic, of what was spent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from app.domain.imports import Imported, ImportedAudience
from app.domain.metrics import Reading
from app.exchange.imports.aliases import is_total, normal
from app.exchange.imports.figures import figure, lone_figure
from app.exchange.imports.layout import Layout, clean_text
from app.exchange.imports.sheets import Cell, Row, is_missing

_LESS = ("<", "≤")
_HOURS = re.compile(
    r"\((?:hours|godziny|w godzinach|godz\.|horas|heures|stunden|ore|uur|uren|timmar|timer|saat|jam|hodiny|óra|giờ|"
    r"часы|часов|години|時間|小時|小时|시간|[^()]*: (?:時間|시간))\)$"
)
_RESULTS = re.compile(
    r"(?:(?:costo?|coste|custo|coût|kosten|koszt|cost) (?:per|por|par|pro|na|za) )?(?:results?|wyniki?|wyniku|resultados?|"
    r"résultats?|ergebnis(?:se)?|risultat[io]|resultaten|resultat)|koszt wyniku"
)
_TOGETHER = re.compile(
    r"(?:results|wyniki|resultados|résultats|ergebnisse|risultati|resultaten) (?:from|z|ze|de|da|di|aus|von|van) \d+ .*"
)
"""The line of advertisements that sums up all others: "Results from 2 campaigns"."""
_EVERY = frozenset(
    {"all", "wszystkie", "wszystko", "todos", "todas", "todo", "tous", "toutes", "alle", "tutti", "tutte"}
)
"""What stands in a column by which a row of Meta's ads is not divided: it sums up the rows that are."""
_ALONE = ("ads.", "youtube.")
"""Kinds of tables whose totals stand for themselves when nothing is divided."""
_STEP = re.compile(r"[^\W\d]+(?:\.? | ke-)\d+|\d+\.? [^\W\d]+")
"""A week, day or month since people first came."""
NAMELESS = "(not set)"
"""As the analytics service calls most parts without a name."""
MOST_CELLS = 2_000
"""Cells of one small table whose sum tells shares from counts."""


def read_breakdown(layout: Layout, rows: Iterator[Row]) -> Iterator[Imported]:
    """A table by country, age, source of traffic …, for the whole period or (with a date column) by day.

    Parts of the same name in the same days are told apart by a number, so that none takes the place of another. Rows that
    sum up others are left out; of advertisements and videos they are kept when the table has no other rows.
    """
    parts = _Parts(layout)
    totals: list[Row] = []
    for line, cells in rows:
        if layout.is_empty(cells) or layout.is_header(cells):
            continue
        bucket = parts.bucket(cells)
        if bucket is None and parts.is_nameless(cells):
            bucket = NAMELESS
        if bucket is None or parts.is_total(cells):
            if layout.source.name.startswith(_ALONE) and not parts.seen and len(totals) < MOST_CELLS:
                totals.append((line, cells))
            else:
                yield layout.problem(line, "import.total_row")
            continue
        for total, _ in totals:
            yield layout.problem(total, "import.total_row")
        totals.clear()
        yield from parts.read(line, cells, bucket)
    for line, cells in totals:
        yield from parts.read(line, cells, "")


class _Parts:
    """The rows of one table of parts. `seen` counts the names."""

    def __init__(self, layout: Layout) -> None:
        self.seen: dict[int, int] = {}
        self._layout = layout
        self._dimension, self._places = _dimension(layout)
        self._unused = {column.position for column in layout.table.columns if not column.used}
        """Columns that say other things: of some advertisements the budget is one for the whole time, in Portuguese "Total"."""
        self._percents = {at.metric for at in layout.figures if at.percent}
        self._ads = layout.source.name.startswith("ads.")
        self._steps = (
            [at.position for at in layout.figures if _STEP.fullmatch(at.metric)]
            if layout.source.name.startswith("ga4.")
            else []
        )
        self._first = ""
        self._sum = 0.0
        self._day = [layout.fields["day"]] if "day" in layout.fields else []

    def read(self, line: int, cells: list[Cell], bucket: str) -> Iterator[Imported]:
        """The figures of one part."""
        layout = self._layout
        days = _row_days(layout, cells)
        if days is None and not bucket and self._ads:
            days = _period_of(layout, cells)
        if days is None:
            yield layout.problem(line, "import.not_a_date", value=str(layout.cell(cells, "day") or "")[:40])
            return
        dated = days[0] is not None and "day" in layout.fields and not is_missing(layout.cell(cells, "day"))
        name = bucket or (days[0].isoformat() if days[0] and dated else "all")
        key = hash((name, days))
        again = self.seen[key] = self.seen.get(key, 0) + 1
        name = f"{name} ({again})" if again > 1 else name
        dimension = self._dimension if bucket or not self._places else "period_total"
        readings, problems = layout.readings(line, self._without_future(cells))
        self._sum += readings[0].value if readings else 0
        for reading in readings:
            value, unit = _in_unit(layout, reading, reading.metric in self._percents)
            metric, at_most = _of_indicator(layout, cells, reading.metric), reading.metric in self._at_most(cells)
            yield ImportedAudience(line, dimension, name, metric, value, unit, *days, at_most, layout.table.sheet)
        yield from problems

    def _at_most(self, cells: list[Cell]) -> set[str]:
        """Of which measures a row says only that they are below a number: "< 1%"."""
        figures = self._layout.figures
        return {at.metric for at in figures if at.position < len(cells) and _is_at_most(cells[at.position])}

    def _without_future(self, cells: list[Cell]) -> list[Cell]:
        """The analytics service writes -1 for weeks that have not come yet."""
        if not self._steps:
            return cells
        return [None if place in self._steps and cell in ("-1", -1) else cell for place, cell in enumerate(cells)]

    def is_nameless(self, cells: list[Cell]) -> bool:
        """True for a part the analytics service has no name for, such as visits without a landing page: a row of less than
        the others above it have together. Where more stands, or nothing above, the others are summed up."""
        if not self.seen or not self._layout.source.name.startswith("ga4.") or self.is_total(cells):
            return False
        readings, _ = self._layout.readings(0, cells)
        return bool(readings) and readings[0].value < self._sum

    def is_total(self, cells: list[Cell]) -> bool:
        """True for a row that sums up others."""
        looked_at = range(len(cells)) if self._layout.source.open else self._places
        if any(is_total(cells[place]) for place in looked_at if place < len(cells) and place not in self._unused):
            return True
        if not self._ads:
            return False
        names = [normal(cells[place]) for place in (*self._places, *self._day) if place < len(cells)]
        return any(name in _EVERY or _TOGETHER.fullmatch(name) for name in names)

    def bucket(self, cells: list[Cell]) -> str | None:
        """The name of a part, None for a row that names none. Advertisements of a workbook leave a campaign's name out
        below its first row."""
        if not self._ads or not self._places:
            return _bucket(self._layout, cells, self._places)
        place, *others = [*self._places, *self._day]
        name = clean_text(cells[place]) if place < len(cells) else ""
        if not name and self._first and any(clean_text(cells[other]) for other in others if other < len(cells)):
            cells = [*cells, *([None] * (place + 1 - len(cells)))]
            cells[place] = self._first
        self._first = name or self._first
        return _bucket(self._layout, cells, self._places)


def _period_of(layout: Layout, cells: list[Cell]) -> tuple[date, date] | None:
    first, last = layout.moment(cells, "period_start"), layout.moment(cells, "period_end")
    return (first.day, last.day) if first and last else None


def _row_days(layout: Layout, cells: list[Cell]) -> tuple[date | None, date | None] | None:
    """The days a row tells of; None when it should name a day and does not."""
    if "day" in layout.fields:
        return layout.days(cells)
    if "period_start" in layout.fields:
        return _period_of(layout, cells)
    return layout.day_answer("first_day"), layout.day_answer("last_day")


def _dimension(layout: Layout) -> tuple[str, list[int]]:
    """What the rows divide and the positions of its columns: one, age and gender together, or all that are named."""
    found: dict[str, int] = {}
    for column in layout.table.columns:
        if column.meaning == "bucket" and column.used:
            found.setdefault(layout.source.dimension(column.column), column.position)
    if {"age", "gender"} == set(found) or ({"age", "gender"} <= set(found) and not layout.source.open):
        return "age_gender", [found["age"], found["gender"]]
    if layout.source.name == "youtube.video_days":
        return "video", [layout.fields["bucket"]]
    if layout.source.open:
        unit = str(layout.table.learned.get("nth") or "day")
        return " · ".join(found) or (unit if "day" in layout.fields else "period_total"), list(found.values())
    return next(iter(found.items()), ("", 0))[0], [layout.fields["bucket"]]


def _bucket(layout: Layout, cells: list[Cell], places: list[int]) -> str | None:
    """The name of a part, None for a row that names none, "" where the rows have no names; a readable title beside it
    ("City name") stands for a bare key, except for videos."""
    if not places:
        return ""
    parts = [clean_text(cells[place]) if place < len(cells) else "" for place in places]
    title = layout.text(cells, "title") if layout.source.name == "youtube.breakdown" else ""
    if title and not is_total(parts[0]):
        return title
    if not any(parts):
        return None
    return " · ".join(part or "(not set)" for part in parts) if layout.source.open else " · ".join(filter(None, parts))


def _in_unit(layout: Layout, reading: Reading, percent: bool) -> tuple[float, str]:
    """Value and unit by the column's name: the unit is one for a whole column, never guessed by cell."""
    name = normal(reading.metric)
    if percent or name.endswith("(%)"):
        return reading.value / 100, "share"
    if name in layout.source.shares:
        return reading.value, "share"
    if _HOURS.search(name):
        return reading.value, "hours"
    return reading.value, "seconds" if reading.key in ("average_view_seconds", "watch_seconds") else "count"


def _of_indicator(layout: Layout, cells: list[Cell], metric: str) -> str:
    """Results of different kinds are different figures, never to be added."""
    indicator = layout.text(cells, "indicator") if _RESULTS.fullmatch(normal(metric)) else ""
    return f"{metric} ({indicator})" if indicator else metric


def read_matrix(layout: Layout, rows: Iterator[Row]) -> Iterator[Imported]:
    """Age by gender: a row an age, a column a gender."""
    cells = [
        (line, f"{clean_text(row[0])} · {column.column}", row[column.position])
        for line, row in rows
        if row and not is_missing(row[0]) and not is_total(row[0])
        for column in layout.table.columns
        if column.position and column.position < len(row)
    ]
    yield from _small_table(layout, cells)


def read_small(layout: Layout, rows: Iterator[Row]) -> Iterator[Imported]:
    """Countries, cities or formats: one row of names and one of values, or a name and its value in each row; or a
    single number."""
    columns = layout.table.columns
    cells: list[tuple[int, str, Cell]] = []
    if layout.source.kind == "stock":
        cells = [(line, "all", row[0]) for line, row in islice(rows, 1) if row]
    elif layout.source.kind == "pairs":
        cells = [(line, clean_text(row[0]), row[1]) for line, row in rows if len(row) > 1 and not is_missing(row[0])]
    elif len(columns) == 2 and figure(columns[1].column) is not None:
        cells = [(layout.table.header_line, columns[0].column, columns[1].column)]
        cells += [(line, clean_text(row[0]), row[1]) for line, row in rows if len(row) > 1 and not is_missing(row[0])]
    else:
        cells = [
            (line, column.column, row[column.position])
            for line, row in islice(rows, 1)
            for column in columns
            if column.position < len(row)
        ]
    yield from _small_table(layout, cells)


def _small_table(layout: Layout, cells: list[tuple[int, str, Cell]]) -> Iterator[Imported]:
    """Values without a unit: all together about one they are shares of one, about a hundred percents, else counts."""
    marks = {str(value) for name, value in layout.table.learned.items() if name.startswith("decimal:")}
    decimal = marks.pop() if len(marks) == 1 else "."
    values = [(line, name, figure(cell, decimal), cell) for line, name, cell in cells[:MOST_CELLS]]
    unit, percent = _unit_of(layout, [(value, cell) for _, _, value, cell in values if value is not None])
    dimension = str(layout.table.learned.get("dimension") or "period_total")
    metric = str(layout.table.learned.get("metric") or ("affinity" if dimension == "page" else "followers"))
    first, last = layout.day_answer("first_day"), layout.day_answer("last_day")
    for line, name, value, cell in values:
        if value is None:
            if not is_missing(cell):
                yield layout.problem(line, "import.not_a_number", column=name, value=str(cell)[:40])
            continue
        share = value / 100 if percent else value
        yield ImportedAudience(
            line, dimension, name, metric, share, unit, first, last, _is_at_most(cell), layout.table.sheet
        )


_MOST_ROUNDED = 3
"""Percents by which parts rounded each by itself, half of one at most, may come to more than a hundred."""


def _unit_of(layout: Layout, values: list[tuple[float, Cell]]) -> tuple[str, bool]:
    """The unit of a small table and whether its values are percents. Pages are told by an index, not by a share."""
    if "metric" in layout.table.learned or layout.table.learned.get("dimension") == "page":
        return "count", False
    whole = sum(value for value, _ in values)
    if any(_has_percent_sign(cell) for _, cell in values):
        return "share", True
    most = 100 + min(max(len(values) / 2, 1), _MOST_ROUNDED)
    return ("share", whole > most / 100) if whole <= most else ("count", False)


def _is_at_most(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip().startswith(_LESS)


def read_demographics(layout: Layout, rows: Iterator[Row]) -> Iterator[Imported]:
    """Dimension, bucket and its share, with entries such as "< 1%"."""
    first, last = layout.day_answer("first_day"), layout.day_answer("last_day")
    column = next(column for column in layout.table.columns if column.meaning == "share")
    decimal = str(layout.table.learned.get(f"decimal:{column.position}") or ".")
    percent = bool(layout.table.learned.get(f"percent:{column.position}"))
    for line, cells in rows:
        if layout.is_empty(cells) or layout.is_header(cells):
            continue
        dimension, bucket, cell = (
            layout.text(cells, "dimension"),
            layout.text(cells, "bucket"),
            layout.cell(cells, "share"),
        )
        at_most = _is_at_most(cell)
        value = figure(cell, decimal)
        if value is None or is_missing(dimension) or is_missing(bucket):
            yield layout.problem(line, "import.not_a_number", column=column.column, value=str(cell or "")[:40])
            continue
        share = value / 100 if percent or _has_percent_sign(cell) else value
        yield ImportedAudience(
            line, dimension, bucket, column.column, share, "share", first, last, at_most, layout.table.sheet
        )


def _has_percent_sign(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip().endswith("%")


def read_totals(layout: Layout, rows: Iterator[Row]) -> Iterator[Imported]:
    """Label and value for a whole period: kept as dimension "period_total", never spread over days."""
    first, last = layout.day_answer("first_day"), layout.day_answer("last_day")
    for line, cells in rows:
        if layout.is_empty(cells) or len(cells) < 2:
            continue
        value = lone_figure(cells[1])
        if value is None:
            yield layout.problem(line, "import.not_a_number", column=str(cells[0])[:40], value=str(cells[1])[:40])
            continue
        metric = str(cells[0]).strip()
        yield ImportedAudience(
            line, "period_total", "all", metric, value, "count", first, last, sheet=layout.table.sheet
        )
