"""From the figures of a dashboard to what its tiles show. A tile knows only its own spec and the figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from app.analytics.columns import numbers, parts, where
from app.analytics.counts import metric_reader
from app.analytics.dictionary import as_computed, definition
from app.analytics.figure import Slice, known
from app.analytics.interactions import extras_given, interactions_of
from app.analytics.rankings import AUTOMATIC, RATES
from app.analytics.rated import RatedPosts, rated_posts
from app.analytics.rates import rate_sample
from app.analytics.rolling import WEEK, points_of, spans_of
from app.analytics.timing import MOST, judge_timing
from app.domain.advice import Evidence, Timing
from app.domain.dashboard_values import (
    BarsContent,
    Break,
    CommentsContent,
    Content,
    FormatRow,
    FormatsContent,
    HeatCell,
    HeatContent,
    Held,
    KpiAbout,
    LinesContent,
    NumberContent,
    Points,
    PostsContent,
    RankedPost,
    ResponseContent,
)
from app.domain.dashboards import TileKind, TileSpec
from app.domain.figure_basis import days_add_up, is_of_days
from app.domain.kpi import KpiValue, Period
from app.domain.measured_days import MeasuredDays
from app.domain.measured_posts import MeasuredPosts
from app.domain.post_briefs import PostBriefs
from app.domain.typical import comparable
from app.services import dashboard_added, dashboard_groups
from app.services.advice import format_advice
from app.services.dashboard_reading import Figures, heat_period, own_period
from app.services.own_average import own_average

SHOWN_POSTS = 12
LOOKED_AT = 2 * MOST
"""Posts given to the judge of times, which takes the newest it can use."""
_BY_DAYS = {"impressions": "daily_impressions", "views": "daily_views", "interactions": "daily:interactions"}
"""What the daily figures of profiles tell of the same days: of posts of before, too, and of those no file names."""


def about(name: str, content: Content | None = None) -> KpiAbout:
    """The words of a KPI, with the formula of what a tile shows of it."""
    value = getattr(content, "value", None)
    kpi = as_computed(definition(name), value) if isinstance(value, KpiValue) else definition(name)
    return KpiAbout(kpi.title, kpi.formula, kpi.denominator, kpi.source, kpi.unit, kpi.words)


def held(spec: TileSpec, figures: Figures) -> Held | None:
    """What a single number may be held against; None for other tiles."""
    if spec.kind is not TileKind.NUMBER or definition(spec.kpi).input == "audience":
        return None
    days = own_period(figures.period)
    networks = {row.network.value for row in figures.profiles}
    name = definition(spec.kpi).name
    first = figures.first_post
    own = own_average(
        spec.kpi, days, figures.known_for(spec.kpi), lambda some, by: figures.groups(spec.kpi, by, some), first
    )
    return Held(
        own, days, comparable(figures.typical, name, networks), len(networks) > 1 and name in _kinds_of(figures)
    )


def _kinds_of(figures: Figures) -> set[str | None]:
    return {row.kpi for row in figures.typical}


def content_of(spec: TileSpec, figures: Figures) -> Content:
    """What a tile shows, of every kind that is made of figures."""
    if spec.kpi and definition(spec.kpi).input == "audience":
        return (dashboard_groups.number if spec.kind is TileKind.NUMBER else dashboard_groups.grouped)(spec, figures)
    return _MAKERS[spec.kind](spec, figures)


def _number(spec: TileSpec, figures: Figures) -> NumberContent:
    value = figures.value(spec.kpi, figures.period)
    before = figures.value(spec.kpi, figures.compared) if figures.compared else None
    why_not = _why_not(spec.kpi, figures, value, before)
    change = None
    if not why_not and value.value is not None and before is not None and before.value is not None:
        change = value.value - before.value
    line = _line(spec.kpi, figures, figures.profile_ids, value)
    value = _beside_days(spec.kpi, figures, value)
    return NumberContent(value, before, change, why_not, line, _window(spec.kpi, figures.period))


def _window(kpi: str, period: Period) -> int:
    """Days each point of a line stands for; followers are those of the day itself."""
    return 1 if kpi == "followers" else spans_of(period)[1]


def _beside_days(name: str, figures: Figures, value: KpiValue) -> KpiValue:
    """A sum over posts with what the profiles' days come to, where they tell something else."""
    if name not in _BY_DAYS or value.value is None or value.from_daily_figures:
        return value
    days = figures.value(_BY_DAYS[name], figures.period).value
    if days is None or days == value.value:
        return value
    return replace(value, flags={**value.flags, "days_tell": round(days)})


def _why_not(name: str, figures: Figures, value: KpiValue, before: KpiValue | None) -> str:
    if before is None or figures.compared is None:
        return "no_comparison"
    if value.value is None:
        return "unknown"
    if name == "followers" and value.rows and max(value.counted_on, default=date.max) < figures.period.first:
        return "not_counted"
    if before.value is None or (not before.value and _knows_nothing(figures, figures.compared)):
        return "unknown_before"
    if name == "followers" and before.n_used < value.n_used:
        return "some_begin_later"
    if name != "followers" and (cut := _cut_short(name, figures, figures.compared)):
        return cut
    if definition(name).input == "posts" and not before.from_daily_figures and _lacks_posts(figures, figures.compared):
        return "partly_before"
    if value.from_daily_figures != before.from_daily_figures:
        return "counted_otherwise"
    both = Period(min(figures.compared.first, figures.period.first), figures.period.last)
    return "metric_changed" if figures.value(name, both).breaks else ""


def _cut_short(name: str, figures: Figures, compared: Period) -> str:
    """Why two periods cannot be compared: the data begin within the first, those of a profile begin late in it or after (a
    profile more is no growth), or those of a profile end within the second."""
    known = figures.known_for(name).values()
    whole = Period.around(known)
    if whole is not None and compared.first < whole.first:
        return "partly_before"
    late = compared.first + timedelta(days=WEEK)
    if any(late < row.first <= figures.period.last and row.last >= figures.period.first for row in known):
        return "some_begin_later"
    enough = figures.period.last - timedelta(days=WEEK)
    ends = [row.last for row in known if row.last >= compared.first]
    return "partly_now" if any(last < enough for last in ends) else ""


def _knows_nothing(figures: Figures, period: Period) -> bool:
    """Whether no file tells of a post or a day of a period: nought posts are no figure then."""
    first, last = period.first, period.last
    return not len(figures.within(period)) and not MeasuredDays.of(figures.days).inside(first, last)


def _lacks_posts(figures: Figures, compared: Period) -> bool:
    """Whether the first post known lies within a period: its days before may have had posts that no file tells of."""
    return figures.first_post is not None and compared.first < figures.first_post


def _lines(spec: TileSpec, figures: Figures) -> LinesContent:
    value = figures.value(spec.kpi, figures.period)
    lines = [_line(spec.kpi, figures, [number], value, number) for number in figures.profile_ids]
    return LinesContent(tuple(lines), _breaks(spec.kpi, figures, value), _window(spec.kpi, figures.period), value)


def _line(kpi: str, figures: Figures, profile_ids: Sequence[int], whole: KpiValue, number: int | None = None) -> Points:
    step, window = spans_of(figures.period)
    overlaps = window > step and (days_add_up(whole) or is_of_days(whole))
    each_day = partial(figures.line, kpi, profile_ids, span_days=step) if overlaps else tuple
    return Points(points_of(figures.period), figures.line(kpi, profile_ids), number, each_day)


def _breaks(name: str, figures: Figures, value: KpiValue) -> tuple[Break, ...]:
    """The changes of the measure a KPI reads; interactions have none of their own and stand beside those of reach."""
    rows: Sequence[Any] = value.breaks
    return tuple(Break(row["profile_id"], row["day"], row["before"], row["after"]) for row in rows)


def _bars(spec: TileSpec, figures: Figures) -> BarsContent:
    rows = figures.groups(spec.kpi, spec.by, figures.period)
    return BarsContent(rows, spec.by, figures.value(spec.kpi, figures.period))


def _formats(spec: TileSpec, figures: Figures) -> FormatsContent:
    """Posts that still grow are left out: beside those that have grown they would count against their format."""
    every = figures.within(figures.period)
    posts = where(every, "young", (False,))
    value = figures.value(spec.kpi, figures.period, posts)
    if young := len(every) - len(posts):
        value = replace(value, left_out={**value.left_out, "young": young})
    extras = extras_given(figures.posts)
    advice = tuple(
        format_advice(_rated(posts, network, metric, extras), figures.period) for network, metric in _kinds(value)
    )
    rows = [
        FormatRow(
            one.network, one.metric, row.format, row.n, row.median,
            row.interval.low if row.interval else None, row.interval.high if row.interval else None, row.few,
        )
        for one in advice
        for row in one.rows
    ]  # fmt: skip
    return FormatsContent(tuple(rows), value, advice)


def _heat(spec: TileSpec, figures: Figures) -> HeatContent:
    """Of the network with most posts: rates of two networks do not belong into one picture."""
    period = heat_period(figures.period)
    zones = tuple((row.id, row.zone, figures.audience.get(row.id)) for row in figures.profiles)
    key = "heat", spec.kpi, period, zones  # the same whatever period of these days a dashboard shows
    return figures.posts.once(key, lambda _: _heat_of(spec, figures, period))


def _heat_of(spec: TileSpec, figures: Figures, period: Period) -> HeatContent:
    posts = figures.in_audience_time(period)
    value, own = _busiest(spec.kpi, figures, posts, period)
    rows = [row for row in _rows(value) if row["cell"] == "daypart"]
    if not rows:
        return _weekdays_of(spec, posts, period, value)
    network, metric = rows[0]["network"], rows[0]["metric"]
    cells = tuple(
        HeatCell(row["weekday"], row["hour"], row["hours"], row["n"], row["median"], row["few"]) for row in rows
    )
    newest = _rated(own[-LOOKED_AT:], network, metric, extras_given(figures.posts))
    timing = judge_timing(newest.posts, newest.rates)
    return HeatContent(network, metric, cells, period, timing, value)


def _weekdays_of(spec: TileSpec, posts: MeasuredPosts, period: Period, value: KpiValue) -> HeatContent:
    """Where of no post the hour is known: no cells, and a verdict of weekdays."""
    rated = rated_posts(posts, period, spec.kpi.partition(":")[2] or AUTOMATIC)
    if not rated:
        return HeatContent("", "", (), period, Timing(0, Evidence.TOO_FEW), value)
    most = rated[0]
    timing = judge_timing(most.posts[-LOOKED_AT:], most.rates[-LOOKED_AT:])
    return HeatContent(most.network, most.metric, (), period, timing, value)


def _busiest(kpi: str, figures: Figures, posts: MeasuredPosts, period: Period) -> tuple[KpiValue, MeasuredPosts]:
    """A list of the network that tells it of most posts, and its posts; of all where none tells it."""
    most, found = 0, None
    for _, own in sorted(parts(posts, "network").items(), key=lambda one: (-len(one[1]), one[0])):
        if len(own) <= most:
            break
        value = figures.value(kpi, period, own)
        if value.n_used > most:
            most, found = value.n_used, (value, own)
    return found or (figures.value(kpi, period, posts), posts)


def _best(spec: TileSpec, figures: Figures) -> PostsContent:
    """The networks take turns: first the best of each, then the second of each."""
    value = figures.value(spec.kpi, figures.period)
    posts = figures.within(figures.period)
    told = _briefs(posts, figures)
    rows = sorted(_rows(value), key=lambda row: (row["rank"], row["network"]))[:SHOWN_POSTS]
    shown = {row["post_id"] for row in rows}
    places = {number: place for place, number in enumerate(numbers(posts, "post_id").tolist()) if number in shown}
    found = [
        RankedPost(
            post := told[places[row["post_id"]]],
            row["rank"],
            row["metric"],
            row["value"],
            post.interactions,
            row["denominator"] if row["metric"] in RATES else post.reach,
            row["younger_than_48h"],
        )
        for row in rows
    ]
    return PostsContent(tuple(sorted(found, key=lambda row: (row.post.network, row.rank))), value)


def _comments(spec: TileSpec, figures: Figures) -> CommentsContent:
    """Of the profiles whose comments are fetched: of the others nobody knows how many there are."""
    fetched = {row.id for row in figures.profiles if row.fetched_at is not None}
    rows = tuple(row for row in figures.comments if row.comments or row.profile_id in fetched)
    return CommentsContent(rows, figures.comments_before)


def _response(spec: TileSpec, figures: Figures) -> ResponseContent:
    rows = _comments(spec, figures).rows
    if not rows:
        return ResponseContent(None, None)
    return ResponseContent(sum(r.questions for r in rows), sum(r.answers for r in rows))


_MAKERS: dict[TileKind, Callable[[TileSpec, Figures], Content]] = {
    TileKind.NUMBER: _number,
    TileKind.LINES: _lines,
    TileKind.BARS: _bars,
    TileKind.FORMATS: _formats,
    TileKind.HEAT_MAP: _heat,
    TileKind.BEST_POSTS: _best,
    TileKind.COMMENTS: _comments,
    TileKind.RESPONSE: _response,
    TileKind.NOTE: dashboard_added.note,
    TileKind.TABLE: dashboard_added.table,
    TileKind.STACKED: dashboard_added.stacked,
    TileKind.AUDIENCE: dashboard_added.audience,
    TileKind.FUNNEL: dashboard_added.funnel,
    TileKind.GOALS: dashboard_added.goals,
}


def briefs(figures: Figures) -> PostBriefs:
    """The posts of the days a dashboard shows anything of, oldest first: the first points of a line reach back before it."""
    reached = points_of(figures.period)[0] - timedelta(days=spans_of(figures.period)[1] - 1)
    first = min(figures.period.first, reached, heat_period(figures.period).first)
    return _briefs(figures.in_audience_time(Period(first, figures.period.last)), figures)


def _briefs(posts: MeasuredPosts, figures: Figures) -> PostBriefs:
    extras = extras_given(figures.posts)
    return PostBriefs(posts, lambda some: interactions_of(some, extras))


def _rows(value: KpiValue) -> Sequence[Any]:
    return value.rows


def _kinds(value: KpiValue) -> Iterable[tuple[str, str]]:
    return dict.fromkeys((row["network"], row["metric"]) for row in _rows(value))


def _rated(posts: MeasuredPosts, network: str, metric: str, extras: Mapping[int, frozenset[str]]) -> RatedPosts:
    """The posts of a network with what a list ranks them by."""
    own = where(posts, "network", (network,))
    part = Slice(own, (), Period(date.min, date.max), extras=extras)
    sample = rate_sample(part, RATES[metric]) if metric in RATES else known(own, *metric_reader(part, metric))
    return RatedPosts(network, metric, sample.posts, sample.ratios)
