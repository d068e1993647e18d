"""What the KPI dictionary says of one KPI, and short ways to write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.analytics.figure import Figure, Slice
from app.analytics.grouping import ACCOUNT, GROUPS, TIME
from app.system.words import N_

Function = Callable[[Slice], Figure]
OWN = N_("own definition")
EXPORTS = N_("the networks' exports")


@dataclass(frozen=True, slots=True)
class KpiDefinition:
    """One KPI. `title`, `formula`, `denominator` and `source` are English message ids; fill them with
    `words.t(kpi.formula, **kpi.words)`.

    `input` is "posts", "followers", "days" or "audience" (what it is made of); `groups` are the `by` it can be split by;
    `reads` the stored metrics it looks at.
    """

    name: str
    title: str
    function: Function
    input: str
    unit: str
    formula: str
    denominator: str | None
    source: str
    reads: tuple[str, ...] = ()
    groups: tuple[str, ...] = GROUPS
    needs_followers: bool = False
    words: Mapping[str, str] = field(default_factory=dict)


BY_ACCOUNT = TIME + ACCOUNT
AVERAGE_FOLLOWERS = N_("average followers in the period of the profiles that published")


def posts_kpi(
    name: str,
    function: Function,
    title: str,
    unit: str,
    formula: str,
    denominator: str | None,
    source: str,
    *reads: str,
) -> KpiDefinition:
    """One made of posts, which can be split by every group."""
    return KpiDefinition(name, title, function, "posts", unit, formula, denominator, source, reads)
