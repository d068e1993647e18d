"""The tiles people add as tables."""

from __future__ import annotations

from app.domain.added_values import (
    AudienceContent,
    FunnelContent,
    GoalContent,
    GroupedContent,
    NoteContent,
    StackedContent,
    TableContent,
)
from app.domain.dashboard_values import Tile
from app.domain.kpi import KpiValue
from app.system.dashboard_words import GROUP_NAMES, kpi_title
from app.system.figure_words import column, counted_heading
from app.system.group_words import bucket, dimension
from app.system.told.sentences import dimension_name, funnel_shares, goal_name, group_name
from app.system.told.telling import Telling
from app.system.told.tile_table import Cell, TileTable


def group_headers(tile: Tile, by: str, value: KpiValue, tell: Telling) -> tuple[str, str, str]:
    """What the rows are split by, the KPI, and what it rests on."""
    group = tell.words.t(GROUP_NAMES[by]) if by in GROUP_NAMES else tell.words.t("Group")
    return (
        group[:1].upper() + group[1:],
        kpi_title(tile.spec.kpi, tile.about, tell.words),
        counted_heading(value, tell.words),
    )


def added_table(tile: Tile, tell: Telling) -> TileTable:
    """Empty for what is none of them."""
    t, content = tell.words.t, tile.content
    match content:
        case NoteContent():
            return TileTable((t("Note"),), ((content.text,),))
        case TableContent():
            rows = tuple((tell.group(row), row.value, float(row.n_used)) for row in content.rows)
            units, remarks = ("", content.value.unit, "count"), tuple(tell.remark(row) for row in content.rows)
            return TileTable(group_headers(tile, content.by, content.value, tell), rows, units, remarks=remarks)
        case StackedContent():
            return _stacked(content, group_headers(tile, content.by, content.value, tell)[0], tell)
        case AudienceContent():
            return _audience(content, tell)
        case GroupedContent():
            return _grouped(content, kpi_title(tile.spec.kpi, tile.about, tell.words), tell)
        case FunnelContent():
            steps = tuple((tell.metric(key), value, share) for key, value, share in funnel_shares(content))
            return TileTable((t("Step"), t("Value"), t("Of the first step")), steps, ("", "count", "percent"))
        case GoalContent():
            goals = tuple((goal_name(row, tell), row.value.value, row.target, row.reached) for row in content.rows)
            own = tuple(("", row.value.unit, row.value.unit, "percent") for row in content.rows)
            told = tuple(tell.remark(row.value) for row in content.rows)
            return TileTable(
                (t("Goal"), t("Value"), t("Target"), t("Of the target")), goals, row_units=own, remarks=told
            )
    return TileTable((), ())


def _audience(content: AudienceContent, tell: Telling) -> TileTable:
    words = tell.words
    groups = [bucket(content.dimension, row.bucket, words) for row in content.rows]
    rows = tuple(
        (tell.profile(row.profile_id), group, row.value * 100 if row.unit == "share" else row.value)
        for row, group in zip(content.rows, groups, strict=True)
    )
    units = tuple(("", "", "share" if row.unit == "share" else "count") for row in content.rows)
    remarks = tuple(words.t("at most so many") if row.at_most else "" for row in content.rows)
    headers = (words.t("Profile"), dimension_name(content, tell), words.t("Value"))
    return TileTable(headers, rows, row_units=units, remarks=remarks)


def _grouped(content: GroupedContent, title: str, tell: Telling) -> TileTable:
    """Where all rows are of one profile, one measure or the same days, these have no column: the heading and the sentence say
    them."""
    rows, measures = content.rows, _measures(content)
    profiles = {row.profile_id for row in rows}
    days = ("first", "last") if len({(row.first, row.last) for row in rows}) > 1 else ()
    parts = _parts_named(content, tell)
    told: list[tuple[Cell, ...]] = []
    for row in rows:
        before = [tell.profile(row.profile_id)] if len(profiles) > 1 else []
        before += [measures[row.metric]] if len(measures) > 1 else []
        told.append(
            (*before, group_name(content, row, tell), row.value, *row.parts, *((row.first, row.last) if days else ()))
        )
    heads = [tell.words.t("Profile")] if len(profiles) > 1 else []
    heads += [column("metric", tell.words)] if len(measures) > 1 else []
    texts, counts, ends = [""] * (len(heads) + 1), ["count"] * len(parts), [""] * len(days)
    heads += [dimension(content.dimension, tell.words), title, *parts, *(column(name, tell.words) for name in days)]
    units = tuple((*texts, row.unit, *counts, *ends) for row in rows)
    remarks = tuple(tell.words.t("at most so many") if row.at_most else "" for row in rows)
    return TileTable(tuple(heads), tuple(told), row_units=units, remarks=remarks)


def _measures(content: GroupedContent) -> dict[str, str]:
    """What rows are told apart by: of quotients of one numerator the denominators."""
    pairs = {row.metric: row.metric.split(" ÷ ") for row in content.rows}
    if len({pair[0] for pair in pairs.values()}) == 1:
        return {metric: pair[-1] for metric, pair in pairs.items()}
    return {metric: metric for metric in pairs}


def _parts_named(content: GroupedContent, tell: Telling) -> list[str]:
    """What stands over and under the line, by the file's own word where it is the same for all."""
    if not content.rows or not content.rows[0].parts:
        return []
    count = len(content.rows[0].parts)
    pairs = [row.metric.split(" ÷ ") for row in content.rows]
    usual = [column(name, tell.words) for name in (("numerator", "denominator") if count == 2 else ("value",))]
    own = [{pair[place] for pair in pairs} for place in range(count)]
    return [names.pop() if len(names) == 1 else other for names, other in zip(own, usual, strict=True)]


def _stacked(content: StackedContent, head: str, tell: Telling) -> TileTable:
    parts = [tell.format_name(key) if content.of == "format" else tell.network(key) for key in content.parts]
    rows = tuple(
        (tell.group(row), *values, row.value) for row, values in zip(content.groups, content.values, strict=True)
    )
    units = ("", *[content.value.unit] * (len(parts) + 1))
    remarks = tuple(tell.remark(row) for row in content.groups)
    return TileTable((head, *parts, tell.words.t("All")), rows, units, remarks=remarks)
