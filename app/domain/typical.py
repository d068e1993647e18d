"""Typical values others have published: each with its formula, population, year and source. Only equal formulas compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.domain.kpi import KpiValue, Period

UNITS = ("percent", "per_week", "per_1000", "count", "ratio", "seconds")
"""What a typical value may be counted in."""
OWN_DAYS = 90
"""The first thing a figure is held against are the own days before: as many."""


@dataclass(frozen=True, slots=True)
class OwnAverage:
    """A KPI over some own days; where more days give more, also on average in one day there are data of. Of how many days that
    is: of the profile with fewest and of that with most. None: the average is unknown, or is the value itself."""

    value: KpiValue
    a_day: float | None = None
    known: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class OwnDays:
    """A KPI over the last `OWN_DAYS` whole days, for each network by its value: formulas and measures of networks differ."""

    period: Period
    values: Mapping[str, KpiValue]
    made_up: Mapping[str, bool] = field(default_factory=dict)
    """The networks with figures the practice network made up, and whether those of all their profiles are."""
    known: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Of how many days there are data, as in `OwnAverage`: by network, where there are any."""

    @property
    def told(self) -> Mapping[str, KpiValue]:
        """What is worth a line: no lists of posts, which have no value of their own, and of tables by group those there are,
        where there is any."""
        tables = {network: row for network, row in self.values.items() if row.rows and row.unit == "groups"}
        return tables or {network: row for network, row in self.values.items() if not row.rows or row.unit != "posts"}


@dataclass(frozen=True, slots=True)
class TypicalValue:
    """A published figure. `kpi` is the name in the KPI dictionary that has the very same formula; None: no KPI of ours has,
    so it is shown and never compared. `high` makes it a range. `network` None: all together. `own`: written or changed in
    this workspace.

    `unit` as in `KpiValue`; `year` is that of the data or, where only it is known, of the publication.
    """

    key: str
    kpi: str | None
    network: str | None
    value: float
    unit: str
    formula: str
    population: str
    year: int
    source: str
    high: float | None = None
    own: bool = False
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language: `formula`, `population` and `source` in it; otherwise they stand as written."""

    def told_in(self, language: str) -> TypicalValue:
        """With its texts in a language."""
        told = {"formula": self.formula, "population": self.population, "source": self.source}
        told |= self.translations.get(language, {})
        return replace(
            self, formula=told["formula"], population=told["population"], source=told["source"], translations={}
        )


class TypicalState(StrEnum):
    """What a workspace made of a value: as the program brought it, changed, written here, taken out."""

    SHIPPED = "shipped"
    CHANGED = "changed"
    WRITTEN = "written"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class TypicalRow:
    """A line of the table people edit."""

    value: TypicalValue
    state: TypicalState


TypicalChange = TypicalValue | TypicalState | None
"""What a workspace keeps about a key: a value, that it is taken out (`REMOVED`), or nothing."""

USUAL_FORMATS: Mapping[str, tuple[str, ...]] = {
    "facebook": ("video", "live"),
    "instagram": ("image",),
    "x": ("video",),
    "linkedin": ("video",),
}
"""What guides for social media teams advise on a network: a starting point beside the own data, not a measurement."""


def comparable(rows: Iterable[TypicalValue], kpi: str, networks: Iterable[str]) -> tuple[TypicalValue, ...]:
    """The values a figure of `kpi` may be held against: the same formula and the one network it is made of, the newest first.
    A figure of several networks has none."""
    alone = set(networks)
    if len(alone) != 1:
        return ()
    (network,) = alone
    found = [row for row in rows if row.kpi == kpi and row.network == network]
    return tuple(sorted(found, key=lambda row: (not row.own, -row.year)))
