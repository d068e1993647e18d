"""What the gallery of tiles offers: kinds of tiles, and what can be chosen for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.alphabet import in_alphabet
from app.domain.dashboard_values import Choices
from app.domain.dashboards import TileKind, TileSpec, adds_up, shown_as
from app.system.dashboard_words import GROUP_NAMES
from app.system.group_words import dimension
from app.system.words import N_, Words
from app.ui.services import Services


@dataclass(frozen=True, slots=True)
class Offer:
    """`takes`: of which units its KPI may be (none: the KPI is what it is)."""

    spec: TileSpec
    icon: str
    name: str
    told: str
    takes: tuple[str, ...] = ()


COUNTED = ("count", "posts", "per_week")
ADDED = ("count", "posts")
ANY = (*COUNTED, "percent", "per_1000", "ratio", "seconds")

LISTS = frozenset({"best_posts", "worst_posts", "formats", "weekday_hour"})
"""KPIs that are lists: their number only says how many posts they rest on."""

OFFERS = (
    Offer(
        TileSpec("number", TileKind.NUMBER, "interactions", 3),
        "hash",
        N_("Number"),
        N_("One KPI with its change and a small line"),
        ANY,
    ),
    Offer(
        TileSpec("lines", TileKind.LINES, "interactions", 8),
        "chart-line",
        N_("Lines"),
        N_("One KPI through time, a line for each profile"),
        ANY,
    ),
    Offer(
        TileSpec("bars", TileKind.BARS, "interactions_median", 4, "format"),
        "chart-bar",
        N_("Bars"),
        N_("One KPI by format, weekday, persona…"),
        ANY,
    ),
    Offer(
        TileSpec("growth", TileKind.BARS, "follower_growth", 6, "week"),
        "trending-up",
        N_("Follower growth"),
        N_("How many more people follow, week by week, month by month or by profile"),
    ),
    Offer(
        TileSpec("best_posts", TileKind.BEST_POSTS, "best_posts", 8),
        "thumbs-up",
        N_("Best posts"),
        N_("With picture and text, each network by its own measure"),
    ),
    Offer(
        TileSpec("worst_posts", TileKind.BEST_POSTS, "worst_posts", 8),
        "thumbs-down",
        N_("Worst posts"),
        N_("The lowest ones, with picture and text, each network by its own measure"),
    ),
    Offer(
        TileSpec("formats", TileKind.FORMATS, "formats", 4),
        "chart-candlestick",
        N_("Formats with intervals"),
        N_("Median and 90% interval of each format, with advice"),
    ),
    Offer(
        TileSpec("weekday_hour", TileKind.HEAT_MAP, "weekday_hour", 4),
        "grid-3x3",
        N_("When to publish"),
        N_("Weekday and hour, and what can be said of them"),
    ),
    Offer(
        TileSpec("cadence", TileKind.CADENCE, "", 8),
        "calendar-days",
        N_("Cadence"),
        N_("Posts per week against the target"),
    ),
    Offer(
        TileSpec("comments", TileKind.COMMENTS, "", 4),
        "message-circle",
        N_("Comments"),
        N_("What people left under the posts, by profile"),
    ),
    Offer(
        TileSpec("response", TileKind.RESPONSE, "", 4), "inbox", N_("Answers to questions"), N_("Waits for the inbox")
    ),
    Offer(
        TileSpec("table", TileKind.TABLE, "interactions", 6, "format"),
        "table-2",
        N_("Table"),
        N_("One KPI by format, weekday, persona… as numbers"),
        ANY,
    ),
    Offer(
        TileSpec("stacked", TileKind.STACKED, "interactions", 6, "week"),
        "chart-bar-stacked",
        N_("Stacked bars"),
        N_("Sums by week, profile, persona…, each bar made of its formats"),
        ADDED,
    ),
    Offer(
        TileSpec("audience", TileKind.AUDIENCE, "", 4),
        "users",
        N_("Audience"),
        N_("Age, country and the like, from the newest audience table of each profile"),
    ),
    Offer(
        TileSpec("funnel", TileKind.FUNNEL, "", 4),
        "funnel",
        N_("From exposure to clicks"),
        N_("How many who saw posts did something, and how many clicked"),
    ),
    Offer(
        TileSpec("goals", TileKind.GOALS, "", 6),
        "target",
        N_("Goals"),
        N_("Targets of the brands and profiles, and how far they are"),
    ),
    Offer(TileSpec("note", TileKind.NOTE, "", 4), "quote", N_("Note"), N_("A text of your own between the numbers")),
)


def offer_of(spec: TileSpec) -> int:
    """The place of the kind a tile is of: that with its own KPI before one that takes any."""
    same = [place for place, offer in enumerate(OFFERS) if offer.spec.kind is spec.kind]
    exact = [place for place in same if not OFFERS[place].takes and OFFERS[place].spec.kpi == spec.kpi]
    return next(iter(exact + [place for place in same if OFFERS[place].takes] + same), 0)


def kpis_for(offer: Offer, services: Services, words: Words) -> Sequence[tuple[str, str]]:
    """Name and title of the KPIs a tile of this kind can show, by title."""
    rows = [
        (kpi.name, words.t(kpi.title, **kpi.words))
        for kpi in services.measuring.names()
        if (offer.spec.kind in shown_as(kpi.name) if kpi.input == "audience" else kpi.unit in offer.takes)
        and kpi.name not in LISTS
        and (offer.takes is not ADDED or adds_up(kpi.name, kpi.input, kpi.unit))
    ]
    return sorted(rows, key=lambda row: in_alphabet(row[1]))


def groups_for(kpi: str, services: Services, choices: Choices, words: Words) -> list[tuple[str, str]]:
    """What a KPI can be split by, with names: what its tables are divided by, where it is told by tables."""
    if kpi in choices.grouped:
        return [(one, dimension(one, words)) for one in choices.grouped[kpi]]
    return [(one, words.t(GROUP_NAMES[one])) for one in services.measuring.definition(kpi).groups]
