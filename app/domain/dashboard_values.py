"""What a dashboard was found to show: values only, one content for each kind of tile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from app.domain.added_values import (
    AudienceContent,
    FunnelContent,
    GoalContent,
    GroupedContent,
    NoteContent,
    StackedContent,
    TableContent,
)
from app.domain.advice import FollowerActivity, FormatAdvice, PaceAdvice, Timing
from app.domain.cadence import WeekCadence
from app.domain.dashboards import DashboardSpec, TileSpec
from app.domain.kpi import FigureFilters, KpiValue, Period
from app.domain.networks import Network
from app.domain.own_dashboards import OwnDashboard
from app.domain.personas import Persona
from app.domain.post_briefs import PostBrief, PostBriefs
from app.domain.typical import OwnAverage, TypicalValue
from app.domain.workspace import Campaign, Pillar, Profile


@dataclass(frozen=True, slots=True)
class KpiAbout:
    """A KPI's own words, as message ids of the catalogue; fill them with `words`."""

    title: str
    formula: str
    denominator: str | None
    source: str
    unit: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Break:
    """A network changed its measure on a day; before and after are two series."""

    profile_id: int
    day: date
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Points:
    """Values through time; a point stands for the `window` days up to and with its day. None is unknown: a gap."""

    days: tuple[date, ...]
    values: tuple[float | None, ...]
    profile_id: int | None = None
    each_day: Callable[[], tuple[float | None, ...]] = field(default=tuple, compare=False)
    """Works out the values of the days alone, where the spans of sums overlap and so cannot be added up; else gives none."""

    @property
    def known(self) -> bool:
        """Whether there is any value."""
        return any(value is not None for value in self.values)


@dataclass(frozen=True, slots=True)
class NumberContent:
    """`change` is `value` − `before` (None where they do not compare); `why_not` says which reason stands in the way:
    "", "no_comparison", "unknown", "not_counted", "unknown_before", "some_begin_later", "partly_before", "partly_now",
    "counted_otherwise", "metric_changed"."""

    value: KpiValue
    before: KpiValue | None
    change: float | None
    why_not: str
    line: Points
    window: int


@dataclass(frozen=True, slots=True)
class LinesContent:
    """One line for each profile. `value` is the KPI over the whole period, for its sample and doubts."""

    lines: tuple[Points, ...]
    breaks: tuple[Break, ...]
    window: int
    value: KpiValue


@dataclass(frozen=True, slots=True)
class BarsContent:
    """One bar for each value, in the order of the groups."""

    rows: tuple[KpiValue, ...]
    by: str
    value: KpiValue


@dataclass(frozen=True, slots=True)
class FormatRow:
    """Median of a format with its 90 % interval (None: too few posts for one); `few` when it says nothing yet."""

    network: str
    metric: str
    format: str | None
    n: int
    median: float
    low: float | None
    high: float | None
    few: bool


@dataclass(frozen=True, slots=True)
class FormatsContent:
    """`advice` has one entry a network."""

    rows: tuple[FormatRow, ...]
    value: KpiValue
    advice: tuple[FormatAdvice, ...] = ()


@dataclass(frozen=True, slots=True)
class HeatCell:
    weekday: int
    hour: int
    hours: int
    n: int
    median: float
    few: bool


@dataclass(frozen=True, slots=True)
class HeatContent:
    """Weekday × daypart of one network over `period`, in the zone of the audience, and what may be said of it."""

    network: str
    metric: str
    cells: tuple[HeatCell, ...]
    period: Period
    timing: Timing
    value: KpiValue
    activity: FollowerActivity | None = None
    """When followers are active, by a file of the network: another source."""


@dataclass(frozen=True, slots=True)
class RankedPost:
    """`value` by `metric` is what its network's posts are ranked by; `picture` the media file's hash when it is ours."""

    post: PostBrief
    rank: int
    metric: str
    value: float
    interactions: float | None
    exposure: float | None
    young: bool
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class PostsContent:
    rows: tuple[RankedPost, ...]
    value: KpiValue


@dataclass(frozen=True, slots=True)
class CadenceContent:
    """Weeks by profile, oldest first; the last may not be over. `pace`: how results went with the number of posts."""

    weeks: tuple[WeekCadence, ...]
    pace: tuple[PaceAdvice, ...] = ()


@dataclass(frozen=True, slots=True)
class CommentsContent:
    """Comments people left in the period, by profile; `before` in the compared one."""

    rows: tuple[CommentCount, ...]
    before: int | None


@dataclass(frozen=True, slots=True)
class CommentCount:
    profile_id: int
    comments: int
    questions: int
    answers: int
    """Answers of our own seen under them."""


@dataclass(frozen=True, slots=True)
class ResponseContent:
    """How many questions were seen, and how many answers of ours: only answers can make a rate. None: no comments of the
    profiles are fetched."""

    questions: int | None
    answers: int | None


@dataclass(frozen=True, slots=True)
class FailedContent:
    """The tile could not be made; the others stand."""

    error: Exception


Content: TypeAlias = (
    NumberContent
    | LinesContent
    | BarsContent
    | FormatsContent
    | HeatContent
    | PostsContent
    | CadenceContent
    | CommentsContent
    | ResponseContent
    | NoteContent
    | TableContent
    | StackedContent
    | AudienceContent
    | GroupedContent
    | FunnelContent
    | GoalContent
    | FailedContent
)


@dataclass(frozen=True, slots=True)
class Held:
    """What a number may be held against: the own days before its period first, then published values of the same formula.
    `several`: it is made of more than one network, and such values are of one."""

    own: OwnAverage
    own_days: Period
    typical: tuple[TypicalValue, ...] = ()
    several: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """`sources`: the files and fetches its figures come from; None: those of the dashboard, of tiles without a KPI."""

    spec: TileSpec
    content: Content
    about: KpiAbout | None = None
    held: Held | None = None
    sources: tuple[Source, ...] | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a profile's figures of a metric come from: of "posts", of "days" (of the whole profile) or of "tables". `names` are
    the metric's key and own name, of tables dimension and metric; `import_id` 0: fetched."""

    profile_id: int
    kind: str
    names: tuple[str, str]
    import_id: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where a profile's figures come from: fetched from its network at a time, read from a file, or neither yet.
    `practice`: what is fetched is made up by the practice network; beside a file's figures it does not count."""

    profile_id: int
    fetched_at: datetime | None
    file_name: str
    read_at: datetime | None
    practice: bool = False

    @property
    def is_made_up(self) -> bool:
        return self.practice and self.fetched_at is not None and self.read_at is None


@dataclass(frozen=True, slots=True)
class Choices:
    """What a dashboard of a workspace can be narrowed to, and the days there are data of."""

    workspace_uid: str
    today: date
    extent: Period | None
    profiles: tuple[Profile, ...]
    personas: tuple[Persona, ...]
    campaigns: tuple[Campaign, ...]
    networks: tuple[Network, ...]
    own: tuple[OwnDashboard, ...] = ()
    """Own dashboards and those shared."""
    owners: Mapping[int, str] = field(default_factory=dict)
    """Who made those of other people: names by `OwnDashboard.id`."""
    pillars: tuple[Pillar, ...] = ()
    dimensions: tuple[str, ...] = ()
    """What the audience can be grouped by."""
    grouped: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What KPIs of groups can be told by."""
    extents: Mapping[int, Period] = field(default_factory=dict)
    """The days there are data of, by profile."""
    blogs: frozenset[int] = frozenset()
    """The websites with posts."""

    def extent_of(self, network: Network | None, profile_ids: Iterable[int] | None) -> Period | None:
        """The days there are data of for some profiles, those of a network, or both; of all where these have none."""
        chosen = {row.id for row in self.profiles if network in (None, row.network)}
        wanted = chosen if profile_ids is None else chosen & set(profile_ids)
        return Period.around(span for number, span in self.extents.items() if number in wanted) or self.extent

    def knows_nothing_for(self, spec: DashboardSpec) -> bool:
        """Whether nothing is stored a ready dashboard could show; tables without days stand on that of their network."""
        return self.extent is None and not (spec.ready_of_network and any(self.grouped.values()))

    def own_by(self, key: str) -> OwnDashboard | None:
        return next((row for row in self.own if row.key == key), None)


@dataclass(frozen=True, slots=True)
class Dashboard:
    """One dashboard, read once and worked out."""

    spec: DashboardSpec
    period: Period
    compared: Period | None
    filters: FigureFilters
    tiles: tuple[Tile, ...]
    posts: PostBriefs
    profiles: tuple[Profile, ...]
    sources: tuple[Source, ...]
    extent: Period | None
    now: datetime
    names: Mapping[str, str] = field(default_factory=dict)
    """What the "workspace", and the chosen "brand", "persona" and "campaign" are called; those of a tile's own filters with
    their numbers: "persona:3"."""
    paid_unknown: int = 0
    """Posts that are left out because nobody knows whether they were paid."""

    @property
    def made_up(self) -> tuple[int, ...]:
        """The profiles whose figures the practice network made up."""
        return tuple(row.profile_id for row in self.sources if row.is_made_up)

    @property
    def data_at(self) -> datetime | None:
        """When the newest data came in."""
        return newest(self.sources)


def newest(sources: Iterable[Source]) -> datetime | None:
    """When the newest data came in."""
    moments = [at for row in sources for at in (row.fetched_at, row.read_at) if at is not None]
    return max(moments, default=None)
