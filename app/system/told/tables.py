"""Every tile as a table: for "Show as table", for the clipboard, and for those who listen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.dashboard_values import (
    BarsContent,
    CadenceContent,
    CommentsContent,
    FormatRow,
    FormatsContent,
    HeatCell,
    HeatContent,
    LinesContent,
    NumberContent,
    PostsContent,
    ResponseContent,
    Tile,
)
from app.domain.figure_basis import days_add_up
from app.domain.kpi import KpiValue
from app.system.figure_words import column
from app.system.told.added_tables import added_table, group_headers
from app.system.told.sentences import few_of
from app.system.told.telling import Telling
from app.system.told.tile_table import Cell, TileTable
from app.system.told.wording import exposure_heading

__all__ = ["TileTable", "reported_table", "table_of", "whole_table"]


def table_of(tile: Tile, tell: Telling) -> TileTable:
    """Empty for a tile that failed."""
    content = tile.content
    match content:
        case NumberContent():
            return _number(content, tell.title(tile), tell)
        case LinesContent():
            return _lines(content, tell)
        case BarsContent():
            return _bars(content, group_headers(tile, content.by, content.value, tell), tell)
        case FormatsContent():
            return _formats(content, tell)
        case HeatContent():
            return _heat(content, tell)
        case PostsContent():
            return _posts(content, tell)
        case CadenceContent():
            return _cadence(content, tell)
        case CommentsContent():
            return _comments(content, tell)
        case ResponseContent():
            return _response(content, tell)
    return added_table(tile, tell)


def whole_table(tile: Tile, tell: Telling) -> TileTable:
    """As `reported_table`; that of a number begins with what the tile shows, over its days and over those they are compared
    with."""
    table, content, dashboard = reported_table(tile, tell), tile.content, tell.dashboard
    if not isinstance(content, NumberContent):
        return table
    rows: list[tuple[Cell, ...]] = [(tell.days(dashboard.period.first, dashboard.period.last), content.value.value)]
    if content.before is not None and dashboard.compared is not None:
        rows.append((tell.days(dashboard.compared.first, dashboard.compared.last), content.before.value))
    short = len(table.headers) - len(rows[0])
    return replace(table, rows=(*(row + (None,) * short for row in rows), *table.rows))


def reported_table(tile: Tile, tell: Telling) -> TileTable:
    """As `table_of`, with the days alone beside sums of several days, which overlap and cannot be added up."""
    table, content = table_of(tile, tell), tile.content
    lines = (content.line,) if isinstance(content, NumberContent) else getattr(content, "lines", ())
    value = getattr(content, "value", None)
    if value is None or not days_add_up(value):
        return table
    days_alone = [line.each_day() for line in lines]
    if not any(days_alone):
        return table
    names = (
        [tell.title(tile)]
        if isinstance(content, NumberContent)
        else [tell.profile(line.profile_id or 0) for line in lines]
    )
    heads = tuple(tell.words.t("{kpi}, the day alone", kpi=name) for name in names)
    rows = tuple((*row, *(values[place] for values in days_alone)) for place, row in enumerate(table.rows))
    units = (*table.units, *[value.unit] * len(heads))
    return replace(table, headers=(*table.headers, *heads), rows=rows, units=units)


def _number(content: NumberContent, heading: str, tell: Telling) -> TileTable:
    words, unit = tell.words, content.value.unit
    rows: list[tuple[Cell, ...]] = list(zip(content.line.days, content.line.values, strict=True))
    heading = _of_days(heading, content.value, content.window, tell)
    return TileTable((words.t("Day"), heading), tuple(rows), ("", unit))


def _lines(content: LinesContent, tell: Telling) -> TileTable:
    names = [tell.profile(line.profile_id or 0) for line in content.lines]
    days = content.lines[0].days if content.lines else ()
    rows = tuple((day, *(line.values[place] for line in content.lines)) for place, day in enumerate(days))
    heads = (_of_days(name, content.value, content.window, tell) for name in names)
    return TileTable((tell.words.t("Day"), *heads), rows, ("", *[content.value.unit] * len(names)))


def _of_days(heading: str, value: KpiValue, window: int, tell: Telling) -> str:
    """A heading that says of how many days each figure is: overlapping sums are not to be added up."""
    if window == 1:
        return heading
    words = tell.words
    if days_add_up(value):
        return words.n(
            "{kpi}, sum of {n} day up to this day", "{kpi}, sum of {n} days up to this day", window, kpi=heading
        )
    return words.n("{kpi}, {n} day up to then", "{kpi}, {n} days up to then", window, kpi=heading)


def _bars(content: BarsContent, headers: tuple[str, ...], tell: Telling) -> TileTable:
    rows = tuple((tell.group(row), row.value, float(row.n_used)) for row in content.rows)
    few = few_of(content)
    remarks = tuple(
        tell.words.t("too few posts to judge") if place in few else tell.remark(row)
        for place, row in enumerate(content.rows)
    )
    return TileTable(headers, rows, ("", content.value.unit, "count"), remarks=remarks)


def _formats(content: FormatsContent, tell: Telling) -> TileTable:
    words = tell.words
    names = ("network", "metric", "format", "n", "median")
    headers = (*(column(name, words) for name in names), words.t("90% from"), words.t("90% to"))
    rows = tuple(
        (
            tell.network(r.network),
            tell.metric(r.metric),
            tell.format_name(r.format),
            float(r.n),
            r.median,
            r.low,
            r.high,
        )
        for r in content.rows
    )
    units = tuple(("", "", "", "count", *[tell.unit_of(row.metric)] * 3) for row in content.rows)
    return TileTable(headers, rows, row_units=units, remarks=_few(content.rows, tell))


def _heat(content: HeatContent, tell: Telling) -> TileTable:
    headers = tuple(column(name, tell.words) for name in ("weekday", "hour", "n", "median"))
    rows = tuple(
        (tell.formats.weekday_name(r.weekday), f"{r.hour}:00–{r.hour + r.hours}:00", float(r.n), r.median)
        for r in content.cells
    )
    units = ("", "", "count", tell.unit_of(content.metric))
    return TileTable(headers, rows, units, remarks=_few(content.cells, tell))


def _few(rows: Sequence[FormatRow | HeatCell], tell: Telling) -> tuple[str, ...]:
    return tuple(tell.words.t("too few posts to judge") if row.few else "" for row in rows)


def _posts(content: PostsContent, tell: Telling) -> TileTable:
    words = tell.words
    names = ("rank", "network", "text", "day", "format")
    headers = (*(column(name, words) for name in names), exposure_heading(content.rows, tell), words.t("Interactions"))
    rows = tuple(
        (
            float(row.rank),
            tell.network(row.post.network),
            row.post.text,
            row.post.day,
            tell.format_name(row.post.format) if row.post.format else None,
            row.exposure,
            row.interactions,
            tell.metric(row.metric),
            row.value,
        )
        for row in content.rows
    )
    last = (column("metric", words), column("value", words))
    units = tuple(("count", "", "", "", "", "count", "count", "", tell.unit_of(row.metric)) for row in content.rows)
    young = words.t("younger than 48 h, still growing")
    remarks = tuple(young if row.young else "" for row in content.rows)
    return TileTable((*headers, *last), rows, row_units=units, remarks=remarks)


def _cadence(content: CadenceContent, tell: Telling) -> TileTable:
    t = tell.words.t
    headers = (t("Profile"), t("Week"), t("Published"), t("Planned"), t("Target from"), t("Target to"))
    rows = tuple(
        (tell.profile(r.profile_id), tell.days(r.first, r.last), float(r.published), float(r.planned), _number_or_none(r.low),
         _number_or_none(r.high))
        for r in content.weeks
    )  # fmt: skip
    return TileTable(headers, rows)


def _number_or_none(value: int | None) -> float | None:
    return None if value is None else float(value)


def _comments(content: CommentsContent, tell: Telling) -> TileTable:
    t = tell.words.t
    rows = tuple(
        (tell.profile(row.profile_id), float(row.comments), float(row.questions), float(row.answers))
        for row in content.rows
    )
    return TileTable((t("Profile"), t("Comments"), t("Questions"), t("Own answers seen")), rows)


def _response(content: ResponseContent, tell: Telling) -> TileTable:
    headers = (tell.words.t("Questions"), tell.words.t("Own answers seen"))
    return TileTable(headers, ((_number_or_none(content.questions), _number_or_none(content.answers)),))
