"""Cadence: how often a profile means to publish, what is planned and published, too little and too much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil, floor
from statistics import median

from app.domain.kpi import Period
from app.domain.networks import Cadence

HISTORY_WEEKS = 26
ENOUGH_WEEKS = 8
"""Full weeks of own history from which the own median replaces the usual advice."""
WEEK = 7


class Verdict(StrEnum):
    UNDER = "under"
    ON = "on"
    OVER = "over"


class CadenceSource(StrEnum):
    """Where a suggested target comes from."""

    OWN_HISTORY = "own_history"
    USUAL_ADVICE = "usual_advice"


@dataclass(frozen=True, slots=True)
class DayCount:
    """Posts of a profile on one calendar day of its zone: `planned` are still to go out, `published` went out, `elsewhere`
    of them without this program."""

    profile_id: int
    day: date
    planned: int = 0
    published: int = 0
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class SuggestedCadence:
    """A target to start from; `weekly_median` and `weeks` tell what it rests on."""

    cadence: Cadence
    source: CadenceSource
    weekly_median: float | None = None
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class DayCadence:
    """One day against a target per day; `verdict` None when the target is per week."""

    day: date
    planned: int
    published: int
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class WeekCadence:
    """One profile in one ISO week, as far as the period reaches into it.

    `low` and `high` are posts (None: no target). In a week the period cuts (`partial`) they are scaled to its days, low
    rounded down and high up. What counts is `published` in a week that is over, else `published` + `planned`; it lies
    `missing` under low or `surplus` over high.
    """

    profile_id: int
    week: str
    first: date
    last: date
    partial: bool
    low: int | None
    high: int | None
    planned: int
    published: int
    verdict: Verdict | None
    missing: int = 0
    surplus: int = 0
    days: tuple[DayCadence, ...] = ()
    elsewhere: int = 0
    """Of `published`, those known from the network or a file only: no calendar shows them."""

    def days_with(self, verdict: Verdict) -> tuple[date, ...]:
        """The days that were too empty or too full against a target per day."""
        return tuple(row.day for row in self.days if row.verdict is verdict)


def suggest_cadence(published: Mapping[date, int], today: date, usual: Cadence | None) -> SuggestedCadence | None:
    """A target from the profile's own weekly median (last 26 full ISO weeks before `today`, weeks without posts counted
    from its first post on) once there are 8 such weeks; else the usual advice; None when there is neither.

    `published` is the number of posts per calendar day. A median of 4 or 4.5 gives 4 to 5 a week.
    """
    weeks = _weekly_counts(published, today)
    if len(weeks) >= ENOUGH_WEEKS and any(weeks):
        middle = median(weeks)
        low = max(1, floor(middle))
        return SuggestedCadence(Cadence("week", low, low + 1), CadenceSource.OWN_HISTORY, float(middle), len(weeks))
    return SuggestedCadence(usual, CadenceSource.USUAL_ADVICE, weeks=len(weeks)) if usual else None


def _weekly_counts(published: Mapping[date, int], today: date) -> list[int]:
    """Posts of each ISO week before the week of `today`, from the week of the first post on."""
    days = [day for day, count in published.items() if count > 0]
    if not days:
        return []
    end = _monday(today)
    start = max(_monday(min(days)), end - timedelta(weeks=HISTORY_WEEKS))
    counts = [0] * max((end - start).days // WEEK, 0)
    for day, count in published.items():
        if start <= day < end:
            counts[(day - start).days // WEEK] += count
    return counts


def cadence_by_week(
    targets: Mapping[int, Cadence | None], counts: Iterable[DayCount], period: Period, today: date
) -> tuple[WeekCadence, ...]:
    """Every ISO week of the period for every profile of `targets` or with a post; by profile, then week. None: no target.

    `today` is the calendar day of the reader; days before it are over.
    """
    known: dict[int, dict[date, DayCount]] = {profile: {} for profile in targets}
    for row in counts:
        if period.first <= row.day <= period.last:
            own = known.setdefault(row.profile_id, {})
            before = own.get(row.day)
            own[row.day] = row if before is None else DayCount(
                row.profile_id, row.day, before.planned + row.planned, before.published + row.published,
                before.elsewhere + row.elsewhere,
            )  # fmt: skip
    weeks = _weeks(period)
    return tuple(
        _week(profile, targets.get(profile), known[profile], span, today) for profile in sorted(known) for span in weeks
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weeks(period: Period) -> list[Period]:
    """The period cut at Mondays."""
    found = []
    start = period.first
    while start <= period.last:
        end = min(_monday(start) + timedelta(days=WEEK - 1), period.last)
        found.append(Period(start, end))
        start = end + timedelta(days=1)
    return found


def _week(profile: int, target: Cadence | None, own: Mapping[date, DayCount], span: Period, today: date) -> WeekCadence:
    days = [own.get(day, DayCount(profile, day)) for day in (span.first + timedelta(days=n) for n in range(span.days))]
    planned, published = sum(row.planned for row in days), sum(row.published for row in days)
    low, high = _scaled(target, span.days) if target else (None, None)
    total = published if span.last < today else published + planned
    year, week, _ = span.first.isocalendar()
    return WeekCadence(
        profile_id=profile,
        week=f"{year}-W{week:02d}",
        first=span.first,
        last=span.last,
        partial=span.days < WEEK,
        low=low,
        high=high,
        planned=planned,
        published=published,
        verdict=verdict(total, low, high),
        missing=max(low - total, 0) if low is not None else 0,
        surplus=max(total - high, 0) if high is not None else 0,
        days=tuple(_day(row, target, today) for row in days),
        elsewhere=sum(row.elsewhere for row in days),
    )


def _scaled(target: Cadence, days: int) -> tuple[int, int]:
    low, high = target.per_week()
    return floor(low * days / WEEK), ceil(high * days / WEEK)


def _day(row: DayCount, target: Cadence | None, today: date) -> DayCadence:
    per_day = target is not None and target.per == "day"
    total = row.published if row.day < today else row.published + row.planned
    judged = verdict(total, target.low, target.high) if target and per_day else None
    return DayCadence(row.day, row.planned, row.published, judged)


def verdict(total: int, low: int | None, high: int | None) -> Verdict | None:
    """Too little, on target or too much; None without a target."""
    if low is not None and total < low:
        return Verdict.UNDER
    if high is not None and total > high:
        return Verdict.OVER
    return Verdict.ON if low is not None or high is not None else None
