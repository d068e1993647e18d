"""KPIs of followers: stock, growth, and interactions set against them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import fsum

from app.analytics.columns import numbers, places, where
from app.analytics.figure import Figure, Sample, Slice, followers_of, known, over, total
from app.analytics.followers import StockLine
from app.domain.days import day_of
from app.domain.kpi import DayFigures, Period


def followers(part: Slice) -> Figure:
    """Formula: followers on the last day of the period, the last count on or before it; those of several profiles are
    added up.
    Unit: count. Denominator: none. Source: the networks' exports."""
    found = [
        (profile, line, index) for profile, line in _lines(part) if (index := line.index(part.period.last)) is not None
    ]
    rows = tuple(
        {"profile_id": profile, "value": line.values[index], "day": day_of(line.days[index])}
        for profile, line, index in found
    )
    value = fsum(line.values[index] for _, line, index in found) if found else None
    missing = len(part.profiles) - len(found)
    return Figure(
        value, len(found), _reason("no_followers", missing), _flags(part, [line for _, line, _ in found]), rows
    )


def follower_growth(part: Slice) -> Figure:
    """Formula: followers at the end of the last day − followers at the end of the day before the first. Unit: count.
    Denominator: none. Source: Quintly, Emplifi.

    With no count before the period, that of its first day less the change of that day is the start, else the first count
    inside it (flag "start_inside_period"); without two counts new less lost followers are added up (flag
    "from_daily_changes"), where those of each day are known.
    """
    growth = _Growth(part)
    total = fsum(end - start for start, end in growth.pairs) + fsum(growth.changes)
    n_used = len(growth.pairs) + len(growth.changes)
    return growth.figure(total if n_used else None, n_used)


def follower_growth_rate(part: Slice) -> Figure:
    """Formula: (followers at the end − followers at the start) ÷ followers at the start × 100. Unit: percent.
    Denominator: followers at the start of the period. Source: Quintly, Emplifi."""
    growth = _Growth(part, changes_count=False)
    used = [(start, end) for start, end in growth.pairs if start > 0]
    if len(used) < len(growth.pairs):
        growth.left_out["zero_followers"] = len(growth.pairs) - len(used)
    base = fsum(start for start, _ in used)
    return growth.figure(fsum(end - start for start, end in used) / base * 100 if used else None, len(used))


def interactions_per_1000_followers(part: Slice) -> Figure:
    """Formula: sum of interactions in the period ÷ average followers of the period × 1000. Unit: per_1000.
    Denominator: average followers in the period of the profiles that published. Source: Emplifi (Socialbakers)."""
    sample, averages, flags = _against_average(part)
    value = total(sample.tops) / fsum(averages.values()) * 1000 if sample.posts else None
    return Figure(value, len(sample.posts), sample.left_out, sample.flags() | flags)


def interactions_per_1000_followers_per_post(part: Slice) -> Figure:
    """Formula: mean over posts of interactions ÷ followers on the publication day × 1000. Unit: per_1000.
    Denominator: followers on the publication day. Source: Emplifi (Socialbakers)."""
    return over(part.posts, part.interactions, "interactions_unknown", followers_of, "followers", 1000.0).mean()


def interaction_rate(part: Slice) -> Figure:
    """Formula: (interactions ÷ posts) ÷ average followers of the period × 100. Unit: percent.
    Denominator: average followers in the period of the profiles that published. Source: Quintly."""
    sample, averages, flags = _against_average(part)
    value = total(sample.tops) / len(sample.posts) / fsum(averages.values()) * 100 if sample.posts else None
    return Figure(value, len(sample.posts), sample.left_out, sample.flags() | flags)


def daily_engagement_rate(part: Slice) -> Figure:
    """Formula: mean over days with posts of interactions of the day ÷ followers that day × 100. Unit: percent.
    Denominator: followers on the day, days without posts left out. Source: NapoleonCat."""
    sample = over(part.posts, part.interactions, "interactions_unknown", followers_of, "followers", 100.0)
    days: dict[tuple[int, int], list[float]] = {}
    profiles, dates = numbers(sample.posts, "profile_id").tolist(), numbers(sample.posts, "day").tolist()
    rows = zip(profiles, dates, sample.ratios.tolist(), strict=True)
    for profile, day, ratio in rows:
        days.setdefault((profile, day), []).append(ratio)
    value = fsum(fsum(ratios) for ratios in days.values()) / len(days) if days else None
    return Figure(value, len(sample.posts), sample.left_out, sample.flags())


def _against_average(part: Slice) -> tuple[Sample, dict[int, float], dict[str, int]]:
    """Posts with interactions of profiles whose average followers are known, those averages, and their flags."""
    averages = {}
    for profile, line in part.stocks.items():
        average = line.average(part.period)
        if average is not None and average > 0:
            averages[profile] = average
    counted = where(part.posts, "profile_id", averages)
    sample = known(counted, part.interactions, "interactions_unknown")
    if unknown := len(part.posts) - len(counted):
        sample.left_out["no_followers"] = unknown
    active = places(sample.posts, "profile_id")
    lines = [part.stocks[profile] for profile in active]
    flags = _flags(part, lines)
    estimated = sum(1 for line in lines if not line.at_publication and _is_estimate(line, part.period))
    if estimated:
        flags["followers_estimated"] = estimated
    return sample, {profile: averages[profile] for profile in active}, flags


def _is_estimate(line: StockLine, period: Period) -> bool:
    """Two counts or fewer for a longer period: the average is (start + end) ÷ 2 or less."""
    return line.counted_days(period) <= min(2, period.days - 1)


def _lines(part: Slice) -> list[tuple[int, StockLine]]:
    return [(profile, part.stocks[profile]) for profile in part.profiles if profile in part.stocks]


def _flags(part: Slice, lines: list[StockLine]) -> dict[str, int]:
    jumps = sum(line.jumps(part.period) for line in lines)
    published = sum(1 for line in lines if line.at_publication)
    found = {"followers_jump": jumps, "followers_at_publication": published}
    return {name: count for name, count in found.items() if count}


def _reason(name: str, count: int) -> dict[str, int]:
    return {name: count} if count else {}


class _Growth:
    """Start and end of each profile in a slice; collects why some have none."""

    def __init__(self, part: Slice, changes_count: bool = True) -> None:
        self._part = part
        self._lines: list[StockLine] = []
        self.pairs: list[tuple[float, float]] = []
        self.changes: list[float] = []
        self.left_out: dict[str, int] = {}
        self._rows: list[dict[str, object]] = []
        self._late = 0
        self._first_day = _daily_changes(part.days, part.period.first)
        changes = _daily_changes(part.days) if changes_count else {}
        for profile in part.profiles:
            if not self._from_stock(profile):
                self._from_changes(profile, changes)

    def figure(self, value: float | None, n_used: int) -> Figure:
        flags = _flags(self._part, self._lines)
        more = {"start_inside_period": self._late, "from_daily_changes": len(self.changes)}
        flags |= {name: count for name, count in more.items() if count}
        return Figure(value, n_used, self.left_out, flags, tuple(self._rows))

    def _from_stock(self, profile: int) -> bool:
        line = self._part.stocks.get(profile)
        ends = line.ends(self._part.period) if line else None
        if line is None or ends is None:
            return False
        start, end = ends
        first, day = line.values[start], line.days[start]
        if day == self._part.period.first.toordinal() and profile in self._first_day and not line.at_publication:
            first, day = first - fsum(self._first_day[profile]), day - 1
        self._lines.append(line)
        self._late += day >= self._part.period.first.toordinal()
        self.pairs.append((first, line.values[end]))
        self._rows.append(
            {
                "profile_id": profile,
                "start": first,
                "start_day": day_of(day),
                "end": line.values[end],
                "end_day": day_of(line.days[end]),
            }
        )
        return True

    def _from_changes(self, profile: int, changes: dict[int, list[float]]) -> None:
        known = changes.get(profile, [])
        if len(known) == self._part.period.days:
            self.changes.append(fsum(known))
            return
        reason = "one_follower_count" if profile in self._part.stocks else "no_followers"
        reason = "changes_of_some_days" if known else reason
        self.left_out[reason] = self.left_out.get(reason, 0) + 1


def _daily_changes(days: Iterable[DayFigures], only: date | None = None) -> dict[int, list[float]]:
    """Net (or new − lost) followers of each day that tells them, per profile; a day that gives only the new ones says nothing of
    growth."""
    found: dict[int, list[float]] = {}
    for row in days:
        if only and row.day != only:
            continue
        net = row.flows.get("net_followers")
        if net is None and "new_followers" in row.flows and "lost_followers" in row.flows:
            net = row.flows["new_followers"] - row.flows["lost_followers"]
        if net is not None:
            found.setdefault(row.profile_id, []).append(net)
    return found
