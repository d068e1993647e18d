"""What the tiles people add were found to show: tables, stacked bars, audience, funnel, goals, notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.kpi import KpiValue, Period


@dataclass(frozen=True, slots=True)
class NoteContent:
    """What a person wrote, as plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class TableContent:
    """One row for each value, in the order of the groups."""

    rows: tuple[KpiValue, ...]
    by: str
    value: KpiValue


@dataclass(frozen=True, slots=True)
class StackedContent:
    """A bar for each of `groups`, made of `parts` (formats, or networks): `values[group][part]`, None where there is none."""

    groups: tuple[KpiValue, ...]
    parts: tuple[str, ...]
    of: str
    by: str
    values: tuple[tuple[float | None, ...], ...]
    value: KpiValue


@dataclass(frozen=True, slots=True)
class AudienceRow:
    """A bucket of a profile's audience. `unit` as in `AudienceFigure`; `last`: the newest day of its table, if that is known."""

    profile_id: int
    bucket: str
    value: float
    unit: str
    at_most: bool
    last: date | None


@dataclass(frozen=True, slots=True)
class AudienceContent:
    """The newest table of one dimension of each profile, its greatest buckets first; empty: nobody imported one."""

    dimension: str
    metric: str
    rows: tuple[AudienceRow, ...]


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """A KPI of one group of a profile's table, or (bucket "") of all its groups together. `metric`: what it is made of;
    `parts`: numerator and denominator, or the count behind a share. The days are those of the table, where it names them."""

    profile_id: int
    metric: str
    bucket: str
    value: float
    unit: str
    parts: tuple[float, ...]
    first: date | None
    last: date | None
    at_most: bool = False

    @property
    def table(self) -> tuple[int, str, date | None, date | None]:
        """Which table it stands in."""
        return self.profile_id, self.metric, self.first, self.last


@dataclass(frozen=True, slots=True)
class GroupedContent:
    """A KPI of groups by one dimension, table after table. `elsewhere`: the days there are tables of, where those shown have
    none."""

    dimension: str
    rows: tuple[GroupFigure, ...]
    value: KpiValue
    elsewhere: Period | None = None

    @property
    def days(self) -> Period | None:
        """Those of all tables together, where they are known."""
        told = (Period(row.first, row.last) for row in self.rows if row.first is not None and row.last is not None)
        return Period.around(told)


@dataclass(frozen=True, slots=True)
class FunnelContent:
    """From being seen to clicking, of the `n` posts of which all steps are known: metric and sum, the widest first."""

    steps: tuple[tuple[str, float], ...]
    n: int
    left_out: int


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A target and how far it is reached; `days` of the target's period, `passed` of them are over."""

    kpi: str
    title: str
    words: tuple[tuple[str, str], ...]
    profile_id: int | None
    period: str
    target: float
    value: KpiValue
    days: Period
    passed: int

    @property
    def reached(self) -> float | None:
        """How much of the target, in percent."""
        value = self.value.value
        return None if value is None or self.target <= 0 else value / self.target * 100


@dataclass(frozen=True, slots=True)
class GoalContent:
    rows: tuple[GoalRow, ...]
