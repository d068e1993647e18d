"""What KPI functions take and give. Formulas are in `analytics`; nothing here computes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

YOUNG_HOURS = 48
"""Figures of a younger post still grow fast."""


@dataclass(frozen=True, slots=True)
class PostFigures:
    """A published post with its latest known lifetime figures.

    `day`, `weekday` (0 = Monday) and `hour` (0-23 or None) are wall clock of the profile's zone. `followers` is the stock on
    the publication day (None unknown). `age_hours` is the age of the newest figure. `values` maps a neutral key or the
    network's own metric name to a value; a missing key is unknown.
    """

    post_id: int
    profile_id: int
    network: str
    format: str | None
    day: date
    weekday: int
    hour: int | None
    followers: float | None
    age_hours: float | None
    values: Mapping[str, float]
    text: str = ""
    permalink: str | None = None
    paid: bool | None = None
    estimated: bool = False
    persona_ids: tuple[int, ...] = ()
    pillar_id: int | None = None
    campaign_id: int | None = None
    published_at: datetime | None = None
    """UTC, where it is known to the minute."""
    own_id: int | None = None
    """Our own post, where it is one."""


@dataclass(frozen=True, slots=True)
class DayFigures:
    """A profile's figures on one calendar day: `stocks` (followers) as seen that day, `flows` true daily counts."""

    profile_id: int
    network: str
    day: date
    stocks: Mapping[str, float] = field(default_factory=dict)
    flows: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last calendar day, both inclusive."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @classmethod
    def around(cls, spans: Iterable[Period]) -> Period | None:
        """From the first day of some periods to the last one; None without any."""
        found = tuple(spans)
        return cls(min(row.first for row in found), max(row.last for row in found)) if found else None


@dataclass(frozen=True, slots=True)
class KpiValue:
    """One computed number. `value` None means no data, with the reasons in `left_out`.

    `unit` is "count", "percent", "per_1000", "per_week", "posts", "groups", "ratio" or "seconds"; percents are 0-100 scale.
    """

    kpi: str
    value: float | None
    unit: str
    formula: str
    denominator: str | None
    n_used: int
    left_out: Mapping[str, int]
    flags: Mapping[str, int] = field(default_factory=dict)
    """Counts of rows kept but doubtful: "younger_than_48h", "reach_above_impressions", "date_estimated", "negative"."""
    group: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Mapping[str, object], ...] = ()
    """For list KPIs (best posts, weekday × hour, groups of the audience): one mapping a row."""
    breaks: tuple[Mapping[str, object], ...] = ()
    """Changes of metric inside the period (impressions to views): profile_id, day, before, after. Never splice across."""

    @property
    def from_daily_figures(self) -> bool:
        """Whether the daily figures of whole profiles stand in for posts."""
        return "from_daily_figures" in self.flags

    @property
    def counted_on(self) -> list[date]:
        """When the followers of each profile were counted; empty for other KPIs."""
        return [day for row in self.rows if isinstance(day := row.get("day"), date)]


@dataclass(frozen=True, slots=True)
class FigureFilters:
    """Which posts and days count; None leaves a question open. Persona, pillar and campaign are those of our own posts."""

    profile_ids: tuple[int, ...] | None = None
    networks: tuple[str, ...] | None = None
    formats: tuple[str, ...] | None = None
    paid: bool | None = None
    persona_id: int | None = None
    pillar_id: int | None = None
    campaign_id: int | None = None

    @property
    def own(self) -> frozenset[str]:
        """What of our own posts is asked: "persona", "pillar", "campaign"."""
        asked = {"persona": self.persona_id, "pillar": self.pillar_id, "campaign": self.campaign_id}
        return frozenset(name for name, value in asked.items() if value is not None)

    @property
    def choose_posts(self) -> bool:
        """True when some posts of a profile are left out, so that figures of the whole profile do not fit."""
        chosen = (self.formats, self.paid, self.persona_id, self.pillar_id, self.campaign_id)
        return any(value is not None for value in chosen)
