"""Computes a KPI by its name, for a whole period or group by group. Pure: rows in, numbers out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.analytics.breaks import REPLACED, days_counted, days_with, metric_breaks
from app.analytics.columns import networks, within
from app.analytics.counts import metrics_counted
from app.analytics.dictionary import as_computed, definition
from app.analytics.figure import Figure, Slice, doubts
from app.analytics.followers import stock_lines
from app.analytics.grouping import GROUPS, Group, groups_of
from app.analytics.interactions import extras_given, interactions_of
from app.analytics.kpi_definition import KpiDefinition
from app.domain.errors import BadInput
from app.domain.kpi import DayFigures, KpiValue, Period, PostFigures
from app.domain.measured_days import MeasuredDays
from app.domain.measured_posts import NO_POSTS, MeasuredPosts
from app.domain.metrics import FOLLOWER_CHANGES
from app.domain.networks import Network
from app.domain.published import AudienceFigure

Break = Mapping[str, object]


def compute(
    name: str,
    posts: Iterable[PostFigures],
    days: Sequence[DayFigures],
    period: Period,
    by: str | None = None,
    *,
    audience: Sequence[tuple[int, AudienceFigure]] = (),
    index_weights: Mapping[str, float] | None = None,
    among: MeasuredPosts | None = None,
    profiles: Mapping[int, str] | None = None,
) -> list[KpiValue]:
    """The KPI `name` over what was published (and counted) from the first to the last day of `period`.

    `posts` and `days` are already filtered by the caller, but reach back before the period: counts of followers from
    before it are the start of a growth. `among`: all posts, where `posts` are a part whose figures stand beside theirs: what
    is expected of a post is told from all of them. `profiles`: all that are asked for, with their networks; counts of followers
    and daily figures tell those too of which nothing is known. `by` is one of `grouping.GROUPS`, None for one value. Raises
    `BadInput` "kpi.unknown" (kpi, nearest), "kpi.by_unknown" (by, allowed), "kpi.group_not_possible" (kpi, by, allowed),
    "kpi.period_reversed" (first, last), "kpi.waiting" (kpi, waits_for) and "kpi.not_summable" (metric, instead).
    """
    kpi = definition(name)
    if period.last < period.first:
        raise BadInput("kpi.period_reversed", first=period.first, last=period.last)
    if by is not None and by not in kpi.groups:
        if by in GROUPS:
            raise BadInput("kpi.group_not_possible", kpi=name, by=by, allowed=list(kpi.groups))
        raise BadInput("kpi.by_unknown", by=by, allowed=list(GROUPS))
    posts, days = MeasuredPosts.of(posts), MeasuredDays.of(days)
    chosen_posts, chosen_days = within(posts, period), days.inside(period.first, period.last)
    stocks = stock_lines(days, posts, period.last) if kpi.needs_followers else {}
    accounts = _accounts(posts, days, period.last)
    if kpi.input == "followers":
        accounts = _followed({**accounts, **(profiles or {})}, stocks, days)
    every = posts if among is None else among
    extras = extras_given(every)
    doubts(posts)  # once for all groups, as are interactions
    if "interactions" in kpi.reads:
        interactions_of(posts, extras)
    breaks = _breaks(kpi, chosen_posts, chosen_days)
    whole = Group("", chosen_posts, chosen_days, period)
    groups = groups_of(by, chosen_posts, chosen_days, period, accounts) if by else [whole]
    every_chosen = chosen_posts if every is posts else within(every, period)
    counted = metrics_counted(every_chosen, kpi.reads, extras)
    shared = Slice(
        NO_POSTS, (), period, tuple(sorted(accounts)), stocks, extras, counted, audience, index_weights or {}
    )
    parts = [_of_group(shared, group, by, profiles or {}) for group in groups]
    return [_value(kpi, by, group, part, breaks) for group, part in zip(groups, parts, strict=True)]


def _accounts(posts: MeasuredPosts, days: MeasuredDays, last: date) -> dict[int, str]:
    """Every profile the data knows of by the end of the period, with its network."""
    return days.accounts(last) | within(posts, Period(date.min, last)).once("accounts", networks)


def _followed(accounts: Mapping[int, str], stocks: Container[int], days: Iterable[DayFigures]) -> dict[int, str]:
    """Without websites: nobody follows them, unless somebody counted, as those who get a newsletter are."""
    websites = {number for number, network in accounts.items() if network == Network.OTHER and number not in stocks}
    if websites:
        websites -= {row.profile_id for row in days if not row.flows.keys().isdisjoint(FOLLOWER_CHANGES)}
    return {number: network for number, network in accounts.items() if number not in websites}


def _of_group(shared: Slice, group: Group, by: str | None, profiles: Mapping[int, str]) -> Slice:
    own = group.profiles if group.profiles is not None else shared.profiles
    asked = {
        number: network
        for number, network in profiles.items()
        if group.key == {"network": network, "profile": str(number)}.get(by or "", group.key)
    }
    return replace(shared, posts=group.posts, days=group.days, period=group.period, profiles=own, asked=asked)


def _value(kpi: KpiDefinition, by: str | None, group: Group, part: Slice, breaks: tuple[Break, ...]) -> KpiValue:
    figure = kpi.function(part)
    own = tuple(row for row in breaks if _touches(row, part))
    kpi = as_computed(kpi, figure)
    return KpiValue(
        kpi=kpi.name,
        value=figure.value,
        unit=kpi.unit,
        formula=kpi.formula.format(**kpi.words) if kpi.words else kpi.formula,
        denominator=kpi.denominator,
        n_used=figure.n_used,
        left_out=dict(figure.left_out),
        flags=_flags(figure, group, own),
        group=_labels(by, group),
        rows=figure.rows,
        breaks=own,
    )


def _flags(figure: Figure, group: Group, breaks: tuple[Break, ...]) -> dict[str, int]:
    flags = dict(figure.flags) | dict.fromkeys(group.flags, 1)
    if breaks:
        flags["metric_changed"] = len(breaks)
    return flags


def _labels(by: str | None, group: Group) -> dict[str, str]:
    """`by`, `key`, and the days covered; a caller that knows names (profile, persona …) adds them as `label`."""
    if by is None:
        return {}
    first, last = group.period.first.isoformat(), group.period.last.isoformat()
    return {"by": by, "key": group.key, "label": group.key, "first": first, "last": last}


def _breaks(kpi: KpiDefinition, posts: MeasuredPosts, days: MeasuredDays) -> tuple[Break, ...]:
    reads = frozenset(kpi.reads) & REPLACED
    if not reads:
        return ()
    if kpi.input == "days":
        return metric_breaks(days_counted(days), reads)
    return metric_breaks(days_with(posts), reads)


def _touches(row: Break, part: Slice) -> bool:
    day = row["day"]
    return isinstance(day, date) and part.period.first <= day <= part.period.last and row["profile_id"] in part.profiles
