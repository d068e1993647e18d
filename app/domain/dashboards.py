"""Dashboards as data: which tiles stand where, what each shows, and the days a dashboard looks at.

A tile knows nothing of the others; an arrangement of a person's own is another tuple of the same values.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from app.domain.audience_tables import OF_ALL_TOGETHER
from app.domain.kpi import FigureFilters, Period
from app.domain.networks import Network

COLUMNS = 12


class TileKind(StrEnum):
    NUMBER = "number"
    LINES = "lines"
    BARS = "bars"
    FORMATS = "formats"
    HEAT_MAP = "heat_map"
    BEST_POSTS = "best_posts"
    CADENCE = "cadence"
    COMMENTS = "comments"
    RESPONSE = "response"
    NOTE = "note"
    TABLE = "table"
    STACKED = "stacked"
    AUDIENCE = "audience"
    FUNNEL = "funnel"
    GOALS = "goals"


@dataclass(frozen=True, slots=True)
class TileSpec:
    """One tile: what it shows and how many of the twelve columns it takes. Its own filters narrow those of the dashboard.

    `kpi` is a name of the KPI dictionary; `by` the groups of bars. The words are those of the KPI, or of the key
    (`system.dashboard_words`). `height` is in steps of the grid (0: as high as it needs); `text` is what a person wrote.
    `row` and `column` (0 the first) say where it stands; None: after the tile before it.
    """

    key: str
    kind: TileKind
    kpi: str = ""
    width: int = 3
    by: str = ""
    filters: FigureFilters = field(default_factory=FigureFilters)
    height: int = 0
    text: str = ""
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class DashboardSpec:
    """A dashboard, of one network when it names one; `of_campaign` needs a campaign chosen. Those people made have a name."""

    key: str
    tiles: tuple[TileSpec, ...]
    network: Network | None = None
    of_campaign: bool = False
    name: str = ""

    @property
    def ready_of_network(self) -> bool:
        return self.key.startswith("network:")


def adds_up(kpi: str, made_of: str, unit: str) -> bool:
    """Whether the parts of a KPI make up the whole, as stacked bars need it: a sum over posts."""
    middle = kpi.endswith(("_mean", "_median")) or kpi.startswith(("mean:", "median:"))
    return made_of == "posts" and unit in ("count", "posts") and not middle


def shown_as(kpi: str) -> tuple[TileKind, ...]:
    """The kinds of tiles a KPI that tables by group answer can be."""
    each = (TileKind.BARS, TileKind.TABLE)
    return (TileKind.NUMBER, *each) if kpi in OF_ALL_TOGETHER else each


class Comparison(StrEnum):
    PREVIOUS = "previous"
    LAST_YEAR = "last_year"
    NONE = "none"


class Segment(StrEnum):
    ALL = "all"
    ORGANIC = "organic"
    PAID = "paid"

    @property
    def paid(self) -> bool | None:
        """As `FigureFilters` takes it."""
        return None if self is Segment.ALL else self is Segment.PAID


class Preset(StrEnum):
    LAST_7 = "last_7"
    LAST_28 = "last_28"
    LAST_90 = "last_90"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    QUARTER = "quarter"
    YEAR = "year"
    FREE = "free"


_LAST_DAYS = {Preset.LAST_7: 7, Preset.LAST_28: 28, Preset.LAST_90: 90}


def preset_period(preset: Preset, today: date, extent: Period | None) -> Period:
    """The days of a preset. "Last N days" end with the last whole day that has data; the others follow the calendar."""
    if preset in _LAST_DAYS:
        last = last_whole_day(today, extent)
        return Period(last - timedelta(days=_LAST_DAYS[preset] - 1), last)
    if preset is Preset.LAST_MONTH:
        last = today.replace(day=1) - timedelta(days=1)
        return Period(last.replace(day=1), last)
    if preset is Preset.QUARTER:
        return Period(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), today)
    if preset is Preset.YEAR:
        return Period(date(today.year, 1, 1), today)
    return Period(today.replace(day=1), today)


def last_whole_day(today: date, extent: Period | None) -> date:
    """Yesterday, or the last day with data when that is earlier."""
    yesterday = today - timedelta(days=1)
    if extent is None:
        return yesterday
    return min(extent.last, yesterday)


def compared_period(period: Period, comparison: Comparison) -> Period | None:
    """The days a period is held against: as many days right before it, or the same days a year earlier."""
    if comparison is Comparison.NONE:
        return None
    if comparison is Comparison.LAST_YEAR:
        return Period(_year_before(period.first), _year_before(period.last))
    if _is_months(period):
        last = period.first - timedelta(days=1)
        months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
        return Period(_months_before(period.first, months), last)
    return Period(period.first - timedelta(days=period.days), period.first - timedelta(days=1))


def _is_months(period: Period) -> bool:
    last = period.last
    return period.first.day == 1 and last.day == monthrange(last.year, last.month)[1]


def _months_before(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _year_before(day: date) -> date:
    year = day.year - 1
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


# the ready dashboards
def _number(kpi: str, width: int = 3) -> TileSpec:
    return TileSpec(kpi, TileKind.NUMBER, kpi, width)


def _best(width: int, kpi: str = "best_posts") -> TileSpec:
    return TileSpec(kpi, TileKind.BEST_POSTS, kpi, width)


def _lines(kpi: str, width: int) -> TileSpec:
    return TileSpec(f"lines_{kpi}", TileKind.LINES, kpi, width)


_REACH = "post_reach_total"
_BY_REACH = "engagement_rate_by_reach_median"
_PER_1000 = "interactions_per_1000_followers"
_FORMATS = TileSpec("formats", TileKind.FORMATS, "formats", 4)
_HEAT = TileSpec("weekday_hour", TileKind.HEAT_MAP, "weekday_hour", 4)
_CADENCE = TileSpec("cadence", TileKind.CADENCE, "", 8)
_RESPONSE = TileSpec("response", TileKind.RESPONSE, "", 4)
_COMMENTS = TileSpec("comments", TileKind.COMMENTS, "", 4)

OVERVIEW = DashboardSpec(
    "overview",
    (
        _number("followers"),
        _number(_REACH),
        _number(_PER_1000),
        _number(_BY_REACH),
        _lines("interactions", 8),
        _HEAT,
        _best(8),
        _FORMATS,
        _CADENCE,
        _RESPONSE,
    ),
)
CONTENT = DashboardSpec(
    "content",
    (
        _number("posts"),
        _number("posts_per_week"),
        _number("interactions_median"),
        _number(_BY_REACH),
        TileSpec("by_format", TileKind.BARS, "interactions_median", 4, "format"),
        TileSpec("by_pillar", TileKind.BARS, "interactions_median", 4, "pillar"),
        TileSpec("by_persona", TileKind.BARS, "interactions_median", 4, "persona"),
        _best(8),
        _FORMATS,
        _best(8, "worst_posts"),
        _HEAT,
        TileSpec("by_weekday", TileKind.BARS, "posts", 8, "weekday"),
    ),
)
COMMUNITY = DashboardSpec(
    "community",
    (
        _number("followers"),
        _number("follower_growth"),
        _number("follower_growth_rate"),
        _number("sum:comments"),
        _lines("followers", 8),
        _COMMENTS,
        _lines("sum:comments", 8),
        _RESPONSE,
    ),
)
CAMPAIGN = DashboardSpec(
    "campaign",
    (
        _number("posts"),
        _number(_REACH),
        _number("interactions"),
        _number("sum:link_clicks"),
        _lines("interactions", 8),
        TileSpec("by_profile", TileKind.BARS, "interactions", 4, "profile"),
        _best(8),
        TileSpec("by_persona", TileKind.BARS, "interactions_median", 4, "persona"),
    ),
    of_campaign=True,
)
READY = (OVERVIEW, CONTENT, COMMUNITY, CAMPAIGN)

_EXPOSURE = {
    Network.X: ("impressions", "impressions"),
    Network.LINKEDIN: ("impressions", "impressions"),
    Network.YOUTUBE: ("views", "views"),
    Network.TIKTOK: ("views", "views"),
    Network.FACEBOOK: (_REACH, "reach"),
    Network.INSTAGRAM: (_REACH, "reach"),
}
"""How each network says who saw a post, and what its rate is set against."""
_ELSE = ("interactions", "followers")
"""What there is of other networks."""


def rate_of(network: str) -> str:
    """The engagement rate of a network, without its middle: tiles and lists of posts take the same."""
    _, against = next((row for one, row in _EXPOSURE.items() if one.value == network), _ELSE)
    return f"engagement_rate_by_{against}"


AUDIENCE = TileSpec("audience", TileKind.AUDIENCE, "", 4)
"""Stands on the ready dashboard of a network once there is an audience table of it, as do KPIs that tables answer."""


def network_dashboard(network: Network) -> DashboardSpec:
    """The ready dashboard of one network."""
    exposure, _ = _EXPOSURE.get(network, _ELSE)
    tiles = (
        _number("followers"),
        _number(exposure),
        _number(_PER_1000),
        _number(f"{rate_of(network.value)}_median"),
        _lines("interactions", 8),
        _HEAT,
        _best(8),
        _FORMATS,
        _lines("followers", 8),
        _COMMENTS,
    )
    return DashboardSpec(f"network:{network.value}", tiles, network=network)


def dashboard_of(key: str) -> DashboardSpec | None:
    """The ready dashboard with this key; None for one nobody made."""
    kind, _, name = key.partition(":")
    if kind == "network" and name in {network.value for network in Network}:
        return network_dashboard(Network(name))
    return next((spec for spec in READY if spec.key == key), None)
