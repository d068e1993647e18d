"""How the Practice network imitates each network: metric names, levels, rhythm. Invented, but of the usual size.

Metric names are those of the network's own export or API in 2026.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.networks import Format, Network


@dataclass(frozen=True, slots=True)
class MetricLine:
    """One metric of a post: the network's name, the neutral key, and which invented quantity it shows."""

    name: str
    key: str
    quantity: str


@dataclass(frozen=True, slots=True)
class Flavour:
    """Levels of one network.

    `reach_rate`: unique viewers of an ordinary post per follower. `engagement_rate`: interactions per viewer.
    `mix`: how interactions split. `click_rate`: clicks per viewer of a post with a link. `half_life_h`: hours of an
    awake audience until half of everything has happened. `growth`: followers' growth per day. `weekday`: Monday first.
    `peaks`: (hour of the day, width in hours) of the best times. `season`: (strength, best day of the year).
    """

    metrics: tuple[MetricLine, ...]
    followers: int
    growth: float
    reach_rate: float
    engagement_rate: float
    click_rate: float
    mix: dict[str, float]
    half_life_h: float
    weekday: tuple[float, ...]
    peaks: tuple[tuple[float, float], ...]
    season: tuple[float, int]


def _lines(*lines: str) -> tuple[MetricLine, ...]:
    """Each line: "name | neutral key | quantity"."""
    return tuple(MetricLine(*(part.strip() for part in line.split("|"))) for line in lines)


_ORDINARY = Flavour(
    metrics=_lines("Views|views|views", "Likes|likes|likes", "Comments|comments|comments", "Shares|shares|shares"),
    followers=1500,
    growth=0.0006,
    reach_rate=0.10,
    engagement_rate=0.04,
    click_rate=0.010,
    mix={"likes": 0.80, "comments": 0.10, "shares": 0.10},
    half_life_h=5.0,
    weekday=(1.0, 1.05, 1.05, 1.0, 0.95, 0.9, 0.95),
    peaks=((12.0, 3.0), (19.0, 3.0)),
    season=(0.08, 330),
)

FLAVOURS: dict[str, Flavour] = {
    Network.FACEBOOK: Flavour(
        metrics=_lines(
            "Views|views|views",
            "Reach|reach|reach",
            "Reactions|reactions|likes",
            "Comments|comments|comments",
            "Shares|shares|shares",
            "Link Clicks|link_clicks|link_clicks",
        ),
        followers=6800,
        growth=0.00035,
        reach_rate=0.075,
        engagement_rate=0.038,
        click_rate=0.016,
        mix={"likes": 0.78, "comments": 0.13, "shares": 0.09},
        half_life_h=5.0,
        weekday=(0.98, 1.02, 1.06, 1.04, 0.96, 0.88, 1.0),
        peaks=((8.0, 2.0), (20.0, 2.5)),
        season=(0.12, 345),
    ),
    Network.INSTAGRAM: Flavour(
        metrics=_lines(
            "Views|views|views",
            "Reach|reach|reach",
            "Likes|likes|likes",
            "Comments|comments|comments",
            "Shares|shares|shares",
            "Saves|saves|saves",
        ),
        followers=4300,
        growth=0.0009,
        reach_rate=0.13,
        engagement_rate=0.058,
        click_rate=0.0,
        mix={"likes": 0.80, "comments": 0.05, "shares": 0.07, "saves": 0.08},
        half_life_h=6.0,
        weekday=(1.0, 1.04, 1.05, 1.03, 0.97, 0.9, 1.02),
        peaks=((12.5, 2.0), (19.5, 2.5)),
        season=(0.10, 350),
    ),
    Network.X: Flavour(
        metrics=_lines(
            "Impressions|impressions|views",
            "Likes|likes|likes",
            "Replies|comments|comments",
            "Reposts|shares|shares",
            "Bookmarks|saves|saves",
            "Url clicks|link_clicks|link_clicks",
            "Engagements|engagements|engagements",
        ),
        followers=1900,
        growth=0.0003,
        reach_rate=0.11,
        engagement_rate=0.021,
        click_rate=0.009,
        mix={"likes": 0.68, "comments": 0.14, "shares": 0.12, "saves": 0.06},
        half_life_h=1.8,
        weekday=(1.02, 1.05, 1.06, 1.04, 1.0, 0.84, 0.82),
        peaks=((9.0, 2.0), (13.0, 2.0), (21.0, 2.0)),
        season=(0.06, 300),
    ),
    Network.LINKEDIN: Flavour(
        metrics=_lines(
            "Impressions|impressions|views",
            "Unique impressions (organic)|reach|reach",
            "Reactions|reactions|likes",
            "Comments|comments|comments",
            "Reposts|shares|shares",
            "Clicks|clicks|clicks",
        ),
        followers=2600,
        growth=0.0008,
        reach_rate=0.19,
        engagement_rate=0.036,
        click_rate=0.018,
        mix={"likes": 0.80, "comments": 0.13, "shares": 0.07},
        half_life_h=11.0,
        weekday=(1.0, 1.14, 1.16, 1.1, 0.9, 0.5, 0.48),
        peaks=((8.5, 2.0), (12.0, 1.5), (17.0, 1.5)),
        season=(0.16, 30),
    ),
}


def flavour_of(network: str) -> Flavour:
    """The network's flavour; an ordinary one for networks without their own."""
    return FLAVOURS.get(network, _ORDINARY)


FORMAT_REACH: dict[str, float] = {
    Format.TEXT: 0.80,
    Format.LINK: 0.72,
    Format.STORY: 0.45,
    Format.CAROUSEL: 1.15,
    Format.VIDEO: 1.30,
    Format.REEL: 1.65,
    Format.LIVE: 1.20,
    Format.DOCUMENT: 1.30,
    Format.POLL: 1.10,
    Format.EVENT: 0.80,
}
"""Viewers per format, an image being 1."""

FORMAT_ENGAGEMENT: dict[str, float] = {
    Format.TEXT: 0.95,
    Format.LINK: 0.65,
    Format.STORY: 0.40,
    Format.CAROUSEL: 1.35,
    Format.VIDEO: 1.10,
    Format.REEL: 1.25,
    Format.LIVE: 1.30,
    Format.DOCUMENT: 1.45,
    Format.POLL: 1.60,
    Format.EVENT: 0.80,
}
"""Interactions per viewer and format, an image being 1."""

AWAKE: tuple[float, ...] = (
    0.35, 0.15, 0.08, 0.06, 0.08, 0.25, 0.70, 1.10, 1.30, 1.25, 1.20, 1.20,
    1.35, 1.30, 1.20, 1.20, 1.25, 1.35, 1.50, 1.70, 1.85, 1.75, 1.20, 0.65,
)  # fmt: skip
"""How active an audience in Poland is in each hour of its day; scaled to a mean of 1 where it is used."""
