"""Drawings of the tiles people add."""

from __future__ import annotations

from datetime import date

from app.domain.added_values import (
    AudienceContent,
    FunnelContent,
    GoalContent,
    GroupedContent,
    GroupFigure,
    StackedContent,
    TableContent,
)
from app.domain.dashboard_values import Tile
from app.domain.dashboards import TileKind
from app.domain.kpi import KpiValue, Period
from app.domain.post_briefs import Pick
from app.system.group_words import bucket
from app.system.told.sentences import funnel_shares, goal_name, greatest, greatest_groups, group_name
from app.ui.dashboard.telling import Telling
from app.ui.plots.bars import Bar, Bars
from app.ui.plots.drawing import Drawing, Mark
from app.ui.plots.stacked import Stack, Stacks


def added_drawing(tile: Tile, tell: Telling) -> Drawing | None:
    content = tile.content
    match content:
        case TableContent():
            return _table(content, tell)
        case StackedContent():
            known = any(value is not None for values in content.values for value in values)
            return _stacked(content, tell) if known else None
        case AudienceContent():
            return _audience(content, tell)
        case GroupedContent():
            return _grouped(content, tell, drawn=tile.spec.kind is not TileKind.TABLE)
        case FunnelContent():
            return _funnel(content, tell)
        case GoalContent():
            return _goals(content, tell)
    return None


def _table(content: TableContent, tell: Telling) -> Bars:
    rows = [Bar(tell.group(row), None, tell.of(row), n_of(row, tell)) for row in content.rows]
    marks = [Mark(f"{row.name}: {row.text}") for row in rows]
    return Bars(rows, marks)


def n_of(row: KpiValue, tell: Telling) -> str:
    """How many posts (days, profiles) a figure rests on; of a number of posts it would only say the same again."""
    return "" if row.unit == "posts" else f"n = {tell.formats.number(row.n_used)}"


def pick_of(row: KpiValue, period: Period) -> Pick:
    """The posts behind the bar of a group: of a day, week or month those of its days."""
    by, group = row.group.get("by", ""), row.group
    if by in ("day", "week", "month"):
        return Pick(date.fromisoformat(group["first"]), date.fromisoformat(group["last"]))
    return Pick(period.first, period.last, group=(by, group.get("key", "")))


def _stacked(content: StackedContent, tell: Telling) -> Stacks:
    period, unit = tell.dashboard.period, content.value.unit
    parts = [tell.format_name(key) if content.of == "format" else tell.network(key) for key in content.parts]
    rows, marks = [], []
    for row, values in zip(content.groups, content.values, strict=True):
        name = tell.group(row)
        told = [
            f"{part}: {tell.value(value, unit)}" for part, value in zip(parts, values, strict=True) if value is not None
        ]
        rows.append(Stack(name, [value or 0.0 for value in values], tell.of(row)))
        marks.append(Mark("\n".join([f"{name}: {tell.of(row)}", *told]), pick_of(row, period)))
    return Stacks(rows, parts, marks)


def _audience(content: AudienceContent, tell: Telling) -> Bars:
    several = len({row.profile_id for row in content.rows}) > 1
    rows = []
    for row in greatest(content):
        value = tell.value(row.value * 100, "share") if row.unit == "share" else tell.value(row.value, "count")
        group = bucket(content.dimension, row.bucket, tell.words)
        name = f"{tell.profile(row.profile_id)} · {group}" if several else group
        rows.append(Bar(name, row.value, f"< {value}" if row.at_most else value))
    return Bars(rows, [Mark(f"{row.name}: {row.text}") for row in rows])


def _grouped(content: GroupedContent, tell: Telling, *, drawn: bool) -> Bars:
    """Several tables stand below each other, each under what tells it from the others."""
    every = list(dict.fromkeys(row.table for row in content.rows))
    several = [len({table[place] for table in every}) > 1 for place in range(len(every[0]))] if every else []
    rows, marks, before = [], [], None
    for row in greatest_groups(content):
        name, value = group_name(content, row, tell), tell.value(row.value, row.unit)
        heading = _heading(row, several, tell)
        text = f"< {value}" if row.at_most else value
        told = " ÷ ".join(tell.value(part, "count") for part in row.parts)
        over = heading if row.table != before else ""
        before = row.table
        rows.append(Bar(name, row.value if drawn else None, text, told, heading=over))
        marks.append(Mark(": ".join(filter(None, (heading, name, text, told)))))
    return Bars(rows, marks)


def _heading(row: GroupFigure, several: list[bool], tell: Telling) -> str:
    profile, metric, *days = several
    told = [tell.profile(row.profile_id)] if profile else []
    told += [row.metric] if metric else []
    if any(days) and row.first is not None and row.last is not None:
        told.append(tell.days(row.first, row.last))
    return " · ".join(told)


def _funnel(content: FunnelContent, tell: Telling) -> Bars:
    """Each share is of the first step: clicks are no part of the interactions before them."""
    period, rows = tell.dashboard.period, list[Bar]()
    for key, value, share in funnel_shares(content):
        told = tell.value(share, "percent") if rows and share is not None else ""
        rows.append(Bar(tell.metric(key), value, tell.value(value, "count"), told))
    pick = Pick(period.first, period.last)
    return Bars(rows, [Mark(": ".join(filter(None, (row.name, row.text, row.sample))), pick) for row in rows])


def _goals(content: GoalContent, tell: Telling) -> Bars:
    words, rows = tell.words, []
    for row in content.rows:
        share, target = row.reached, tell.value(row.target, row.value.unit)
        told = words.t("{value} of {target}", value=tell.of(row.value), target=target)
        day = words.t("day {day} of {all}", day=row.passed, all=row.days.days)
        sample = day if share is None else f"{tell.formats.percent(share, 0)} · {day}"
        rows.append(Bar(goal_name(row, tell), None if share is None else min(share, 100.0), told, sample))
    return Bars(rows, [Mark(f"{row.name}: {row.text}, {row.sample}") for row in rows], whole=100.0)
