"""What own data say of when, in which format and how often: differences with what they rest on, or that there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.kpi import Period

ADVICE_DAYS = 180
"""Advice looks at the last half year: older habits of a network say little of today."""


class Evidence(StrEnum):
    """The traffic light: how much stands behind a difference. Each has a word and an icon, never a colour alone."""

    STRONG = "strong"
    SOME = "some"
    NONE = "none"
    """Enough data, and no reliable difference: a full answer."""
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Interval:
    """A middle value with its 90 % interval; of effects factors over the average, so 1.2 is +20 %."""

    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class TimeLevel:
    """A weekday (0 Monday), a daypart (its first hour), or both, with `n` posts. `uplift` None: too few posts to judge."""

    weekday: int | None
    hour: int | None
    n: int
    uplift: Interval | None


@dataclass(frozen=True, slots=True)
class TimeTest:
    """One way to cut time: "weekday", "daypart" or "cell". `p` is how often chance alone parts the posts as much, `adjusted` the
    same after Holm's correction for all the ways looked at."""

    kind: str
    p: float
    adjusted: float
    levels: tuple[TimeLevel, ...]


@dataclass(frozen=True, slots=True)
class Experiment:
    """Two slots to alternate for some weeks, and the smallest difference that could be seen (a factor; 80 % power)."""

    first: TimeLevel
    second: TimeLevel
    weeks: int
    posts_each: int
    detectable: float


@dataclass(frozen=True, slots=True)
class Timing:
    """The verdict of `n` posts. `best` is what lies reliably above the average, the strongest first; empty: nothing does.
    `sd` is the spread of the logarithm of the rate after the mix of content is taken out (None: not looked at)."""

    n: int
    evidence: Evidence
    tests: tuple[TimeTest, ...] = ()
    best: tuple[TimeLevel, ...] = ()
    sd: float | None = None
    experiment: Experiment | None = None
    days_only: bool = False
    """Whether weekdays alone were looked at, as of too few posts the hour is known."""

    @property
    def p(self) -> float | None:
        """The smallest adjusted p; None when too few posts were there to look."""
        return min((test.adjusted for test in self.tests), default=None)


@dataclass(frozen=True, slots=True)
class FollowerActivity:
    """When followers are active by a network's own file: the first hour of the best four, active followers of each hour (mean),
    and how many days that rests on. Hours are those of the file."""

    hour: int
    hours: tuple[float, ...]
    days: int


@dataclass(frozen=True, slots=True)
class TimeAdvice:
    """Of one network, by one measure. `zone` is the audience's, in which weekdays and hours are told. `activity` is another
    source, beside the results of posts."""

    network: str
    metric: str
    period: Period
    zone: str | None
    timing: Timing
    activity: FollowerActivity | None = None


@dataclass(frozen=True, slots=True)
class FormatResult:
    """Posts of a format: median with a 90 % interval (None: too few posts). `usual`: guides advise it on this network."""

    format: str | None
    n: int
    median: float
    interval: Interval | None
    few: bool
    usual: bool


@dataclass(frozen=True, slots=True)
class FormatAdvice:
    """Formats of one network by one measure, the highest first, beside what guides advise (empty: nothing known)."""

    network: str
    metric: str
    period: Period
    rows: tuple[FormatResult, ...]
    usual: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class PaceAdvice:
    """How weekly results went with the number of posts of the week, of one profile. Nothing is said of what causes what.

    `total` and `each` are factors that go with twice as many posts in a week: for all interactions of the week, and for one
    post. They hold for `fewest` to `most` posts a week, the range seen. `weeks` are those with posts, `empty` those without.
    `reason` "" or why nothing is said: "too_few_weeks", "same_number", "interactions_unknown".
    """

    profile_id: int
    weeks: int
    empty: int
    fewest: int
    most: int
    total: Interval | None
    each: Interval | None
    evidence: Evidence
    reason: str = ""
