"""From what a tile shows to its drawing: the same for the window and for paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil, floor, log10

from app.domain.cadence import Verdict, WeekCadence
from app.domain.dashboard_values import (
    BarsContent,
    CadenceContent,
    CommentsContent,
    FormatsContent,
    HeatCell,
    HeatContent,
    LinesContent,
    NumberContent,
    Points,
    Tile,
)
from app.domain.post_briefs import Pick
from app.system.dashboard_words import figure
from app.system.format_tables import MINUS
from app.system.told.sentences import break_said, few_of, has_own_scales
from app.ui.dashboard.added_drawings import added_drawing, n_of, pick_of
from app.ui.dashboard.telling import Telling
from app.ui.plots.bars import Bar, Bars, Interval, Intervals
from app.ui.plots.drawing import Drawing, LateMarks, Mark
from app.ui.plots.heat_map import Field, HeatMap
from app.ui.plots.line_frame import LineFrame, LineSeries, PlotBreak
from app.ui.plots.panels import Panels
from app.ui.plots.sparkline import Sparkline
from app.ui.plots.weeks import Week, Weeks

MOST_DIGITS = 6
"""Of the values of a scale, after the decimal sign."""
TICKS, FEW_TICKS = 5, 3
"""Steps between the days written under lines, in a wide plot and in a narrow one."""
DAYPARTS = (0, 4, 8, 12, 16, 20)
_VERDICTS = {Verdict.UNDER: ("warn", "▾"), Verdict.ON: ("approved", ""), Verdict.OVER: ("over", "▴")}


def drawing_of(tile: Tile, tell: Telling) -> Drawing | None:
    """None for what is a table or words only."""
    content = tile.content
    match content:
        case NumberContent():
            return sparkline(content, tell)
        case LinesContent():
            known = any(line.known for line in content.lines)
            return _lines(content, tell) if known else None  # an empty plot would have an axis of nothing
        case BarsContent():
            return _bars(content, tell) if any(row.value is not None for row in content.rows) else None
        case FormatsContent():
            return _formats(content, tell)
        case HeatContent():
            return _heat(content, tell)
        case CadenceContent():
            return _weeks(content, tell)
        case CommentsContent():
            return _comments(content, tell)
    return added_drawing(tile, tell)


def change_role(told: str) -> str:
    """The colour of a change as it is told: what rounds to zero is neither gain nor loss."""
    return "approved" if told.startswith("+") else "failed" if told.startswith(MINUS) else "muted"


def sparkline(content: NumberContent, tell: Telling) -> Sparkline:
    unit, line = content.value.unit, content.line

    def mark(place: int) -> Mark:
        day, value = line.days[place], line.values[place]
        return Mark(f"{tell.day(day)}: {tell.value(value, unit)}", Pick(day - timedelta(days=content.window - 1), day))

    return Sparkline(line.values, LateMarks(len(line.days), mark))


def _lines(content: LinesContent, tell: Telling) -> LineFrame | Panels:
    """In one plot, or for several networks each in its own: a busy one would flatten the others."""
    lines = [line for line in content.lines if line.known]
    if not has_own_scales(content, tell):
        return _frame(content, lines, tell, TICKS)
    by_network: dict[str, list[Points]] = {}
    for line in lines:
        by_network.setdefault(tell.network_of(line.profile_id or 0), []).append(line)
    return Panels([_frame(content, own, tell, FEW_TICKS, network) for network, own in by_network.items()])


def trend_of(content: NumberContent, name: str, tell: Telling) -> LineFrame:
    """A number's way through the days with its scales, for a slide, where the small line of a tile would stand alone."""
    line = content.line
    return _frame(LinesContent((line,), (), content.window, content.value), [line], tell, FEW_TICKS, names=[name])


def _frame(
    content: LinesContent,
    lines: Sequence[Points],
    tell: Telling,
    ticks: int,
    network: str | None = None,
    names: Sequence[str] = (),
) -> LineFrame:
    """`names` of the lines, those of their profiles if absent."""
    days, unit = content.lines[0].days, content.value.unit
    names = names or [tell.profile(line.profile_id or 0) for line in lines]

    def mark(place: int) -> Mark:
        told = [f"{name}: {tell.value(line.values[place], unit)}" for name, line in zip(names, lines, strict=True)]
        start = days[place] - timedelta(days=content.window - 1)
        return Mark("\n".join([tell.days(start, days[place]), *told]), Pick(start, days[place], network=network))

    known = [value for line in lines for value in line.values if value is not None]
    floor_too = unit == "count" and bool(known) and content.window == 1
    return LineFrame(
        days,
        [LineSeries(name, line.values) for name, line in zip(names, lines, strict=True)],
        _breaks(content, lines, tell),
        [(place, tell.day(days[place])) for place in _ticks(len(days), ticks)],
        _told(scale_of(known, from_zero=not floor_too), unit, tell),
        LateMarks(len(days), mark),
    )


def _breaks(content: LinesContent, lines: Sequence[Points], tell: Telling) -> list[PlotBreak]:
    """One dashed line a day, whoever's measure changed on it."""
    days, shown = content.lines[0].days, {line.profile_id for line in lines}
    found: dict[date, list[str]] = {}
    for one in content.breaks:
        if one.profile_id in shown:
            found.setdefault(one.day, []).append(break_said(one, tell))
    step = (days[1] - days[0]).days if len(days) > 1 else 1
    return [PlotBreak((day - days[0]).days / step - 0.5, "; ".join(told)) for day, told in found.items() if days]


def scale_of(values: Sequence[float], *, from_zero: bool = True) -> list[float]:
    """Two to six round values that hold all; from zero, unless a stock is looked at closely.

    Whole values get whole steps: parts of one would be written alike.
    """
    if not values:
        return [0.0, 1.0]
    low, high = min(values), max(values)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    span = high - low or abs(high) or 1.0
    step = 10 ** floor(log10(span / 4))
    step = next(step * factor for factor in (1, 2, 2.5, 5, 10) if span / (step * factor) <= 5)
    if all(float(value).is_integer() for value in values):
        step = max(step, 1.0)
    first = floor(low / step)
    return [number * step for number in range(first, max(ceil(high / step), first + 1) + 1)]


def _told(scale: Sequence[float], unit: str, tell: Telling) -> list[tuple[float, str]]:
    """A scale with its texts: with as many digits as tell its values apart."""
    step = scale[1] - scale[0] if len(scale) > 1 else 1.0
    digits = next((n for n in range(MOST_DIGITS) if abs(step * 10**n - round(step * 10**n)) < 1e-6), MOST_DIGITS)

    def text(value: float) -> str:
        if unit == "percent":
            return tell.formats.percent(value, max(digits, 2))
        if digits and unit != "seconds":
            return tell.formats.number(value, digits)
        return figure(value, unit, tell.formats, large=True)

    return [(value, text(value)) for value in scale]


def _ticks(count: int, most: int) -> list[int]:
    if count <= 1:
        return list(range(count))
    step = max(1, ceil((count - 1) / most))
    return list(range(0, count, step))


def _bars(content: BarsContent, tell: Telling) -> Bars:
    period = tell.dashboard.period
    rows, marks = [], []
    faint = few_of(content)
    for place, row in enumerate(content.rows):
        name, few = tell.group(row), place in faint
        shown = tell.words.t("too few") if few else tell.of(row)
        rows.append(Bar(name, row.value, shown, n_of(row, tell), few))
        says = f"{name}: {tell.of(row) if row.value is not None else tell.unknown(row)}; {tell.sample(row)}"
        marks.append(Mark(says, pick_of(row, period)))
    return Bars(rows, marks)


def _formats(content: FormatsContent, tell: Telling) -> Intervals:
    period, before = tell.dashboard.period, ""
    rows, marks = [], []
    for row in content.rows:
        name = tell.format_name(row.format)
        shown = tell.words.t("too few") if row.few else tell.rated(row.median, row.metric)
        heading = f"{tell.network(row.network)} · {tell.metric(row.metric)}" if row.network != before else ""
        before = row.network
        n = f"n = {tell.formats.number(row.n)}"
        rows.append(Interval(name, row.median, row.low, row.high, shown, n, row.few, heading))
        says = f"{tell.network(row.network)}, {name}: {tell.rated(row.median, row.metric)}, {n}"
        if row.low is not None and row.high is not None:
            between = f"{tell.rated(row.low, row.metric)} – {tell.rated(row.high, row.metric)}"
            says = f"{says}, {tell.words.t('90% interval {between}', between=between)}"
        if row.few:
            says = f"{says}, {tell.words.t('too few posts to judge')}"
        group = ("format", row.format or "unknown")
        marks.append(Mark(says, Pick(period.first, period.last, network=row.network, group=group)))
    return Intervals(rows, marks)


def _heat(content: HeatContent, tell: Telling) -> HeatMap:
    enough = [cell.median for cell in content.cells if not cell.few]
    low, high = min(enough, default=0.0), max(enough, default=0.0)

    def share(cell: HeatCell) -> float | None:
        if cell.few:
            return None
        return (cell.median - low) / (high - low) if high > low else 0.5

    there = {(cell.weekday, cell.hour): cell for cell in content.cells}
    fields, marks = [], []
    for row, hour in enumerate(DAYPARTS):
        for weekday in range(7):
            cell = there.get((weekday, hour))
            known = share(cell) if cell else None
            text = tell.formats.number(cell.n) if cell else ""
            fields.append(Field(row, weekday, known, text, _is_best(content, weekday, hour)))
            marks.append(_heat_mark(content, weekday, hour, cell, tell))
    columns = [tell.formats.weekday_short(weekday) for weekday in range(7)]
    return HeatMap([f"{hour}–{hour + 4}" for hour in DAYPARTS], columns, fields, marks)


def _is_best(content: HeatContent, weekday: int, hour: int) -> bool:
    """Whether a field belongs to what lies reliably above the average: a cell, a whole weekday, a whole part of the day."""
    return any(level.weekday in (None, weekday) and level.hour in (None, hour) for level in content.timing.best)


def _heat_mark(content: HeatContent, weekday: int, hour: int, cell: HeatCell | None, tell: Telling) -> Mark:
    place = f"{tell.formats.weekday_name(weekday)}, {_hours(hour, 4)}"
    if cell is None:
        return Mark(tell.words.t("{place}: no posts", place=place))
    value = tell.rated(cell.median, content.metric)
    says = tell.words.n(
        "{place}: median {value}, {n} post", "{place}: median {value}, {n} posts", cell.n,
        n=tell.formats.number(cell.n), place=place, value=value,
    )  # fmt: skip
    if cell.few:
        says = f"{says}, {tell.words.t('too few posts to judge')}"
    pick = Pick(
        content.period.first,
        content.period.last,
        network=content.network,
        weekday=weekday,
        hours=(hour, hour + cell.hours),
    )
    return Mark(says, pick)


def _hours(hour: int, length: int) -> str:
    return f"{hour}:00–{hour + length}:00"


def _weeks(content: CadenceContent, tell: Telling) -> Weeks:
    """The newest eight weeks at most."""
    starts = sorted({row.first for row in content.weeks})[-8:]
    profiles = list(dict.fromkeys(row.profile_id for row in content.weeks))
    fields, marks = [], []
    for row in content.weeks:
        if row.first not in starts:
            continue
        role, sign = _VERDICTS[row.verdict] if row.verdict else ("muted", "")
        fields.append(Week(profiles.index(row.profile_id), starts.index(row.first), _posts_of(row, tell), role, sign))
        pick = Pick(row.first, row.last, profile_id=row.profile_id, stories=False)  # they have no cadence
        marks.append(Mark(_week_says(row, tell), pick))
    targets = [_target(next(row for row in content.weeks if row.profile_id == number), tell) for number in profiles]
    names = [tell.profile(number) for number in profiles]
    return Weeks(names, targets, [tell.day(start) for start in starts], fields, marks)


def _posts_of(row: WeekCadence, tell: Telling) -> str:
    told = tell.formats.number(row.published)
    return f"{told} + {tell.formats.number(row.planned)}" if row.planned else told


def _week_says(row: WeekCadence, tell: Telling) -> str:
    words = tell.words
    verdicts = {Verdict.UNDER: words.t("too few"), Verdict.ON: words.t("on target"), Verdict.OVER: words.t("too many")}
    told = words.t(
        "{profile}, {days}: published {published}, planned {planned}, target {target}",
        profile=tell.profile(row.profile_id), days=tell.days(row.first, row.last), published=row.published,
        planned=row.planned, target=_target(row, tell),
    )  # fmt: skip
    return f"{told} – {verdicts[row.verdict]}" if row.verdict else told


def _target(row: WeekCadence, tell: Telling) -> str:
    if row.low is None or row.high is None:
        return tell.words.t("no target")
    return str(row.low) if row.low == row.high else f"{row.low}–{row.high}"


def _comments(content: CommentsContent, tell: Telling) -> Bars:
    rows, marks = [], []
    for row in content.rows:
        asked = tell.words.n("{n} question", "{n} questions", row.questions, n=tell.formats.number(row.questions))
        name, shown = tell.profile(row.profile_id), tell.formats.number(row.comments)
        rows.append(Bar(name, float(row.comments), shown, asked))
        marks.append(Mark(f"{name}: {shown}, {asked}"))
    return Bars(rows, marks)
