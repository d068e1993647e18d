"""What the tiles people add show, from the figures of a dashboard."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from app.analytics.columns import known, metric, places, where
from app.analytics.dictionary import definition
from app.analytics.figure import total
from app.analytics.grouping import UNKNOWN
from app.analytics.interactions import extras_given, interactions_of
from app.domain.added_values import (
    AudienceContent,
    AudienceRow,
    FunnelContent,
    GoalContent,
    GoalRow,
    NoteContent,
    StackedContent,
    TableContent,
)
from app.domain.audience_kinds import groups_people, place_of
from app.domain.audience_tables import is_rate, nearest_table
from app.domain.dashboards import TileSpec
from app.domain.kpi import FigureFilters, Period
from app.domain.workspace import KpiTarget
from app.services.dashboard_narrowing import narrowed
from app.services.dashboard_reading import Figures

EXPOSURES = ("impressions", "views", "reach")


def note(spec: TileSpec, figures: Figures) -> NoteContent:
    return NoteContent(spec.text)


def table(spec: TileSpec, figures: Figures) -> TableContent:
    return TableContent(
        figures.groups(spec.kpi, spec.by, figures.period), spec.by, figures.value(spec.kpi, figures.period)
    )


def stacked(spec: TileSpec, figures: Figures) -> StackedContent:
    """The KPI adds up over posts. Parts are formats; of bars by format, the networks. Daily figures of profiles have no parts."""
    of = "network" if spec.by == "format" else "format"
    groups, whole = figures.groups(spec.kpi, spec.by, figures.period), figures.value(spec.kpi, figures.period)
    if whole.from_daily_figures and any(row.from_daily_figures for row in groups):
        undivided = tuple((row.value,) for row in groups)
        return StackedContent(groups, (UNKNOWN,), of, spec.by, undivided, whole)
    posts = figures.within(figures.period)
    parts = sorted({_part(value) for value in places(posts, of)})
    found: list[dict[str, float | None]] = []
    for part in parts:
        own = where(figures.posts, of, (part, None, "") if part == UNKNOWN else (part,))
        rows = replace(figures, days=()).groups(spec.kpi, spec.by, figures.period, own)
        found.append({row.group.get("key", ""): row.value if row.n_used else None for row in rows})
    values = tuple(tuple(one.get(row.group.get("key", "")) for one in found) for row in groups)
    return StackedContent(groups, tuple(parts), of, spec.by, values, whole)


def audience(spec: TileSpec, figures: Figures) -> AudienceContent:
    """Of the dimension chosen, else the one most profiles have; of each profile the table nearest to the end of the period.
    Times people watched are no numbers of people, and a rate of each group says not how great it is."""
    shown = {row.id for row in figures.profiles}
    rows = [
        (number, row)
        for number, row in figures.audience_figures
        if number in shown and row.unit in ("share", "count") and groups_people(row.dimension)
    ]
    kinds: dict[tuple[str, str], set[int]] = {}
    for number, row in rows:
        kinds.setdefault((row.dimension, row.metric), set()).add(number)
    if not kinds:
        return AudienceContent("", "", ())
    dimension, metric = max(
        kinds,
        key=lambda kind: (kind[0] == spec.by, not is_rate(kind[1]), len(kinds[kind]), -place_of(kind[0])),
    )
    found: list[AudienceRow] = []
    for number in sorted(kinds[dimension, metric]):
        own = [row for one, row in rows if one == number and (row.dimension, row.metric) == (dimension, metric)]
        latest = sorted(nearest_table(own, figures.period), key=lambda row: -row.value)
        found += [AudienceRow(number, row.bucket, row.value, row.unit, row.at_most, row.last) for row in latest]
    return AudienceContent(dimension, metric, tuple(found))


def funnel(spec: TileSpec, figures: Figures) -> FunnelContent:
    """By the exposure most posts tell; a post that lacks one of the steps is left out of all of them."""
    posts = figures.within(figures.period)
    extras = extras_given(figures.posts)
    exposure = max(EXPOSURES, key=lambda key: int(known(metric(posts, key)).sum()))
    steps = (metric(posts, exposure), interactions_of(posts, extras), metric(posts, "link_clicks"))
    told = known(steps[0] + steps[1] + steps[2])
    n, sums = int(told.sum()), [total(step[told]) for step in steps]
    names = (exposure, "interactions", "link_clicks")
    return FunnelContent(tuple(zip(names, sums, strict=True)) if n else (), n, len(posts) - n)


def goals(spec: TileSpec, figures: Figures) -> GoalContent:
    """The targets of the brands and profiles shown, each over the week, month, quarter or year of the last day shown."""
    brands = {row.brand_id for row in figures.profiles}
    shown = {row.id for row in figures.profiles}
    wanted = [
        row
        for row in figures.targets
        if (row.profile_id in shown if row.profile_id is not None else row.brand_id in brands)
    ]
    return GoalContent(tuple(_goal(row, figures) for row in wanted))


def _goal(row: KpiTarget, figures: Figures) -> GoalRow:
    days, last = target_days(row.period, figures.period.last), figures.period.last
    ids = tuple(one.id for one in figures.profiles if row.profile_id in (None, one.id) and one.brand_id == row.brand_id)
    own = narrowed(figures, FigureFilters(profile_ids=ids))
    passed = Period(days.first, min(days.last, last))
    value = own.value(row.kpi, passed)
    kpi = definition(row.kpi)
    if kpi.unit == "groups":
        value = replace(value, value=None)
    return GoalRow(
        row.kpi, kpi.title, tuple(kpi.words.items()), row.profile_id, row.period, row.value, value, days,
        passed.days,
    )  # fmt: skip


def target_days(period: str, day: date) -> Period:
    """The calendar week, month, quarter or year a day lies in."""
    if period == "week":
        first = day - timedelta(days=day.weekday())
        return Period(first, first + timedelta(days=6))
    if period == "year":
        return Period(date(day.year, 1, 1), date(day.year, 12, 31))
    month = day.month if period == "month" else (day.month - 1) // 3 * 3 + 1
    end = month if period == "month" else month + 2
    return Period(date(day.year, month, 1), date(day.year, end, monthrange(day.year, end)[1]))


def _part(value: str | None) -> str:
    return value or UNKNOWN
