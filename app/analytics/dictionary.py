"""The KPI dictionary: stable English names, what they are called, how they are made. Words are marked for translation."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from app.analytics import audience, counts, rankings, rates
from app.analytics.figure import Figure
from app.analytics.further_kpis import FURTHER
from app.analytics.kpi_definition import (
    AVERAGE_FOLLOWERS,
    BY_ACCOUNT,
    EXPORTS,
    OWN,
    Function,
    KpiDefinition,
    posts_kpi,
)
from app.analytics.payment_kpis import PAYMENT
from app.analytics.table_kpis import OF_TABLES
from app.analytics.waiting import WAITING
from app.analytics.website_days import WEBSITE
from app.domain.errors import BadInput
from app.domain.kpi import KpiValue
from app.domain.metrics import FAMILIES, FOLLOWER_CHANGES
from app.system.words import N_

_RATE_READS = ("interactions",)


def _rate(
    name: str, function: Function, title: str, formula: str, denominator: str, source: str, key: str
) -> KpiDefinition:
    return KpiDefinition(name, title, function, "posts", "percent", formula, denominator, source, (*_RATE_READS, key))


EACH_REACH = N_("reach of each post")
EACH_VIEWERS = N_("viewers of each post")
EACH_FOLLOWERS = N_("followers on the publication day")
EACH_IMPRESSIONS = N_("impressions of each post")
EACH_VIEWS = N_("views of each post")
SUM_REACH = N_("sum of the reaches of the posts")
SUM_IMPRESSIONS = N_("sum of the impressions of the posts")
OF_METRIC = N_("that of the metric, named in each row")
RIVAL, FOUR = N_("Rival IQ, Metricool"), N_("Rival IQ, Emplifi, NapoleonCat")
META_VIEWERS = N_("Meta, viewers in place of reach since 2026")

_AUDIENCE = (
    KpiDefinition(
        "followers", N_("Followers"), audience.followers, "followers", "count",
        N_("followers on the last day of the period, the last count on or before it; those of several profiles are added up"),
        None, EXPORTS, ("followers",), BY_ACCOUNT, True,
    ),
    KpiDefinition(
        "follower_growth", N_("Follower growth"), audience.follower_growth, "followers", "count",
        N_("followers at the end of the last day − followers at the end of the day before the first"),
        None, N_("Quintly, Emplifi"), ("followers", *FOLLOWER_CHANGES), BY_ACCOUNT, True,
    ),
    KpiDefinition(
        "follower_growth_rate", N_("Follower growth rate"), audience.follower_growth_rate, "followers", "percent",
        N_("(followers at the end − followers at the start) ÷ followers at the start × 100"),
        N_("followers at the start of the period"), N_("Quintly, Emplifi"), ("followers", *FOLLOWER_CHANGES), BY_ACCOUNT, True,
    ),
    KpiDefinition(
        "interactions_per_1000_followers", N_("Interactions per 1000 followers in the period"),
        audience.interactions_per_1000_followers, "posts", "per_1000",
        N_("sum of interactions in the period ÷ average followers of the period × 1000"),
        AVERAGE_FOLLOWERS, N_("Emplifi (Socialbakers)"), ("interactions", "followers"), needs_followers=True,
    ),
    KpiDefinition(
        "interactions_per_1000_followers_per_post", N_("Interactions per 1000 followers, per post"),
        audience.interactions_per_1000_followers_per_post, "posts", "per_1000",
        N_("mean over posts of interactions ÷ followers on the publication day × 1000"),
        EACH_FOLLOWERS, N_("Emplifi (Socialbakers)"), ("interactions", "followers"),
    ),
    KpiDefinition(
        "interaction_rate", N_("Interaction rate (Quintly)"), audience.interaction_rate, "posts", "percent",
        N_("(interactions ÷ posts) ÷ average followers of the period × 100"),
        AVERAGE_FOLLOWERS, N_("Quintly"), ("interactions", "followers"), needs_followers=True,
    ),
    KpiDefinition(
        "daily_engagement_rate", N_("Daily engagement rate (NapoleonCat)"), audience.daily_engagement_rate, "posts", "percent",
        N_("mean over days with posts of interactions of the day ÷ followers that day × 100"),
        N_("followers on the day, days without posts left out"), N_("NapoleonCat"), ("interactions", "followers"),
    ),
)  # fmt: skip

_COUNTS = (
    posts_kpi("posts", counts.posts, N_("Posts"), "posts", N_("number of posts published in the period"), None, OWN),
    posts_kpi("posts_per_week", counts.posts_per_week, N_("Posts per week"), "per_week",
           N_("posts ÷ days of the period × 7"), N_("days of the period"), N_("Rival IQ, Socialinsider")),
    posts_kpi("interactions", counts.interactions, N_("Interactions"), "count",
           N_("sum over posts of reactions + comments + shares (and saves where the network gives them)"), None,
           N_("Emplifi, Rival IQ"), "interactions"),
    posts_kpi("interactions_mean", counts.interactions_mean, N_("Interactions per post, mean"), "count",
           N_("sum of interactions ÷ posts"), N_("posts with known interactions"), N_("Emplifi, Rival IQ"), "interactions"),
    posts_kpi("interactions_median", counts.interactions_median, N_("Interactions per post, median"), "count",
           N_("median over posts of interactions"), None, OWN, "interactions"),
    posts_kpi("engagements", counts.engagements, N_("Engagements as the network counts them"), "count",
           N_("sum over posts of engagements as the network counts them, clicks included"), None, N_("LinkedIn, X"),
           "engagements"),
    posts_kpi("impressions", counts.impressions, N_("Impressions"), "count",
           N_("sum of the impressions of the posts published in the period"), None, EXPORTS, "impressions"),
    posts_kpi("views", counts.views, N_("Views"), "count",
           N_("sum of the views of the posts published in the period"), None, EXPORTS, "views"),
    posts_kpi("post_reach_total", counts.post_reach_total, N_("Sum of post reaches (not people)"), "count",
           N_("sum of post reaches; one person is counted once for each post, so this is no number of people"), None, OWN,
           "reach"),
    posts_kpi("reach_mean", counts.reach_mean, N_("Reach per post, mean"), "count", N_("mean over posts of reach"),
           N_("posts with known reach"), N_("Meta"), "reach"),
    posts_kpi("reach_median", counts.reach_median, N_("Reach per post, median"), "count", N_("median over posts of reach"),
           None, N_("Meta"), "reach"),
)  # fmt: skip

_DAYS = (
    KpiDefinition("daily_impressions", N_("Impressions by the profile's daily figures"), counts.daily_impressions, "days",
                  "count", N_("sum of the profile's daily impressions"), None, EXPORTS, ("impressions",), BY_ACCOUNT),
    KpiDefinition("daily_views", N_("Views by the profile's daily figures"), counts.daily_views, "days", "count",
                  N_("sum of the profile's daily views"), None, EXPORTS, ("views",), BY_ACCOUNT),
    KpiDefinition("daily_engagements", N_("Engagements by the profile's daily figures"), counts.daily_engagements, "days",
                  "count", N_("sum of the profile's daily engagements as the network counts them, clicks included"), None,
                  N_("LinkedIn, X"), ("engagements",), BY_ACCOUNT),
    KpiDefinition("daily_reach_mean", N_("Daily reach of the profile, mean"), counts.daily_reach_mean, "days", "count",
                  N_("mean over days of the profile's daily reach"), N_("days with known reach"), EXPORTS, ("reach",),
                  BY_ACCOUNT),
)  # fmt: skip

_RATES = (
    _rate("engagement_rate_by_reach_median", rates.engagement_rate_by_reach_median,
          N_("Engagement rate by reach, median of posts"),
          N_("median over posts of interactions ÷ reach × 100"), EACH_REACH, RIVAL, "reach"),
    _rate("engagement_rate_by_reach_mean", rates.engagement_rate_by_reach_mean,
          N_("Engagement rate by reach, mean of posts"),
          N_("mean over posts of interactions ÷ reach × 100"), EACH_REACH, RIVAL, "reach"),
    _rate("engagement_rate_by_reach_pooled", rates.engagement_rate_by_reach_pooled,
          N_("Engagement rate by reach, pooled"),
          N_("sum of interactions ÷ sum of post reaches × 100"), SUM_REACH, OWN, "reach"),
    _rate("engagement_rate_by_viewers_median", rates.engagement_rate_by_viewers_median,
          N_("Engagement rate by viewers, median of posts"),
          N_("median over posts of interactions ÷ viewers × 100"), EACH_VIEWERS, META_VIEWERS, "viewers"),
    _rate("engagement_rate_by_viewers_mean", rates.engagement_rate_by_viewers_mean,
          N_("Engagement rate by viewers, mean of posts"),
          N_("mean over posts of interactions ÷ viewers × 100"), EACH_VIEWERS, META_VIEWERS, "viewers"),
    _rate("engagement_rate_by_viewers_pooled", rates.engagement_rate_by_viewers_pooled,
          N_("Engagement rate by viewers, pooled"),
          N_("sum of interactions ÷ sum of post viewers × 100"), N_("sum of the viewers of the posts"), OWN, "viewers"),
    _rate("engagement_rate_by_followers_median", rates.engagement_rate_by_followers_median,
          N_("Engagement rate by followers, median of posts"),
          N_("median over posts of interactions ÷ followers on the publication day × 100"), EACH_FOLLOWERS, FOUR,
          "followers"),
    _rate("engagement_rate_by_followers_mean", rates.engagement_rate_by_followers_mean,
          N_("Engagement rate by followers, mean of posts"),
          N_("mean over posts of interactions ÷ followers on the publication day × 100"), EACH_FOLLOWERS, FOUR,
          "followers"),
    _rate("engagement_rate_by_followers_pooled", rates.engagement_rate_by_followers_pooled,
          N_("Engagement rate by followers, pooled"),
          N_("sum of interactions ÷ sum of the followers on each post's publication day × 100"),
          N_("sum of the followers on each post's publication day"), OWN, "followers"),
    _rate("engagement_rate_by_impressions_median", rates.engagement_rate_by_impressions_median,
          N_("Engagement rate by impressions, median of posts"),
          N_("median over posts of interactions ÷ impressions × 100"), EACH_IMPRESSIONS, N_("Buffer"), "impressions"),
    _rate("engagement_rate_by_impressions_mean", rates.engagement_rate_by_impressions_mean,
          N_("Engagement rate by impressions, mean of posts"),
          N_("mean over posts of interactions ÷ impressions × 100"), EACH_IMPRESSIONS, N_("Buffer"), "impressions"),
    _rate("engagement_rate_by_impressions_pooled", rates.engagement_rate_by_impressions_pooled,
          N_("Engagement rate by impressions, pooled"),
          N_("sum of interactions ÷ sum of impressions × 100"), SUM_IMPRESSIONS, OWN, "impressions"),
    _rate("engagement_rate_by_views_median", rates.engagement_rate_by_views_median,
          N_("Engagement rate by views, median of posts"),
          N_("median over posts of interactions ÷ views × 100"), EACH_VIEWS, N_("Rival IQ (TikTok)"), "views"),
    _rate("engagement_rate_by_views_mean", rates.engagement_rate_by_views_mean,
          N_("Engagement rate by views, mean of posts"),
          N_("mean over posts of interactions ÷ views × 100"), EACH_VIEWS, N_("Rival IQ (TikTok)"), "views"),
    _rate("engagement_rate_by_views_pooled", rates.engagement_rate_by_views_pooled,
          N_("Engagement rate by views, pooled"),
          N_("sum of interactions ÷ sum of views × 100"), N_("sum of the views of the posts"), OWN, "views"),
    posts_kpi("network_engagement_rate_by_impressions_median", rates.network_engagement_rate_by_impressions_median,
           N_("Engagement rate of the network by impressions, median of posts"), "percent",
           N_("median over posts of engagements as the network counts them (clicks included) ÷ impressions × 100"),
           EACH_IMPRESSIONS, N_("LinkedIn, X"), "engagements", "impressions"),
    posts_kpi("network_engagement_rate_by_impressions_mean", rates.network_engagement_rate_by_impressions_mean,
           N_("Engagement rate of the network by impressions, mean of posts"), "percent",
           N_("mean over posts of engagements as the network counts them (clicks included) ÷ impressions × 100"),
           EACH_IMPRESSIONS, N_("LinkedIn, X"), "engagements", "impressions"),
    posts_kpi("network_engagement_rate_by_impressions_pooled", rates.network_engagement_rate_by_impressions_pooled,
           N_("Engagement rate of the network by impressions, pooled"), "percent",
           N_("sum of engagements as the network counts them (clicks included) ÷ sum of impressions × 100"),
           SUM_IMPRESSIONS, N_("LinkedIn, X"), "engagements", "impressions"),
    posts_kpi("click_through_rate", rates.click_through_rate, N_("Click-through rate, all clicks"), "percent",
           N_("sum of all clicks ÷ sum of impressions × 100"), SUM_IMPRESSIONS, N_("LinkedIn"), "clicks", "impressions"),
    posts_kpi("link_click_through_rate", rates.link_click_through_rate, N_("Click-through rate, link clicks"), "percent",
           N_("sum of link clicks ÷ sum of impressions × 100"), SUM_IMPRESSIONS, N_("Meta"), "link_clicks", "impressions"),
    posts_kpi("frequency", rates.frequency, N_("Frequency"), "ratio",
           N_("sum of impressions ÷ sum of post reaches"), SUM_REACH, N_("Meta"), "impressions", "reach"),
)  # fmt: skip

_LIST_READS = ("interactions", "engagements", "reach", "viewers", "impressions", "views", "followers")
_LISTS = (
    posts_kpi("best_posts", rankings.best_posts, N_("Best posts"), "posts",
           N_("the ten highest posts of each network by one metric of that network"), OF_METRIC, OWN, *_LIST_READS),
    posts_kpi("worst_posts", rankings.worst_posts, N_("Worst posts"), "posts",
           N_("the ten lowest posts of each network by one metric of that network"), OF_METRIC, OWN, *_LIST_READS),
    posts_kpi("formats", rankings.formats, N_("Formats"), "posts",
           N_("median over the posts of a format of one metric of its network, with the number of posts"), OF_METRIC, OWN,
           *_LIST_READS),
    posts_kpi("weekday_hour", rankings.weekday_hour, N_("Weekday × hour"), "posts",
           N_("median over the posts of a cell of one metric of its network; cells are weekday × hour or daypart of four hours"),
           OF_METRIC, OWN, *_LIST_READS),
)  # fmt: skip

KPIS: dict[str, KpiDefinition] = {
    kpi.name: kpi for kpi in (*_AUDIENCE, *_COUNTS, *_DAYS, *_RATES, *PAYMENT, *FURTHER, *WEBSITE, *OF_TABLES, *_LISTS)
}

_LIST_FUNCTIONS = {
    "best_posts": rankings.best_posts,
    "worst_posts": rankings.worst_posts,
    "formats": rankings.formats,
    "weekday_hour": rankings.weekday_hour,
}
_METRIC_FUNCTIONS = {
    "sum": (counts.metric_sum, N_("Sum of {metric}"), N_("sum over posts of {metric}"), None),
    "daily": (
        counts.metric_days,
        N_("Sum of {metric} by the profile's daily figures"),
        N_("sum of the profile's daily figures of {metric}"),
        None,
    ),
    "mean": (
        counts.metric_mean,
        N_("Mean of {metric}"),
        N_("mean over posts of {metric}"),
        N_("posts with a known value"),
    ),
    "median": (counts.metric_median, N_("Median of {metric}"), N_("median over posts of {metric}"), None),
}
_DAY_FORMULAS = {
    "sum": _METRIC_FUNCTIONS["daily"][2],
    "mean": N_("mean over days of the profile's daily figures of {metric}"),
    "median": N_("median over days of the profile's daily figures of {metric}"),
    "impressions": N_("sum of the profile's daily impressions"),
    "views": N_("sum of the profile's daily views"),
    "engagements": N_("sum of the profile's daily engagements as the network counts them, clicks included"),
    "organic_impressions": N_("sum of the profile's daily organic impressions"),
    "paid_impressions": N_("sum of the profile's daily paid impressions"),
}
"""What is computed where daily figures of profiles stand in for posts, by the beginning of a KPI's name."""
GENERIC = (*(f"{kind}:METRIC" for kind in _METRIC_FUNCTIONS), *(f"{name}:METRIC" for name in _LIST_FUNCTIONS))
"""Names that take any stored metric (neutral key or the network's own name); lists also one of `rankings.RATES`."""

_NOT_ADDED = {
    "followers": "followers", "followers_at_publication": "followers", "average_view_seconds": "mean:average_view_seconds",
    "reach": "post_reach_total",
}  # fmt: skip


def definition(name: str) -> KpiDefinition:
    """The KPI called `name`: a dictionary name, one without its "_median" (the median of posts is the default), or a
    generic one such as "median:saves".

    Raises `BadInput` "kpi.unknown" (kpi, nearest), "kpi.waiting" (kpi, waits_for) and "kpi.not_summable" (metric, instead):
    people reached by two posts are not two people, and a stock or an average has no sum.
    """
    for full in (name, f"{name}_median"):
        if full in KPIS:
            return KPIS[full]
    kind, _, metric = name.partition(":")
    if metric and kind in _METRIC_FUNCTIONS:
        return _of_metric(name, kind, metric)
    if metric and kind in _LIST_FUNCTIONS:
        return _list_of(name, kind, metric)
    if name in WAITING:
        raise BadInput("kpi.waiting", kpi=name, waits_for=WAITING[name].waits_for)
    from difflib import get_close_matches

    raise BadInput("kpi.unknown", kpi=name, nearest=get_close_matches(name, [*KPIS, *GENERIC], n=3))


def as_computed(kpi: KpiDefinition, figure: Figure | KpiValue) -> KpiDefinition:
    """A KPI with the formula of what was computed: that of the profile's daily figures where these stand in for posts, that of
    daily changes where they do for counts of followers."""
    if figure.n_used and figure.flags.get("from_daily_changes", 0) == figure.n_used:
        return replace(kpi, formula=N_("sum of new followers − lost followers of each day of the period"))
    kind = kpi.name.partition(":")[0]
    if "from_daily_figures" not in figure.flags or kind not in _DAY_FORMULAS:
        return kpi
    denominator = N_("days with a known value") if kpi.denominator else None
    return replace(kpi, formula=_DAY_FORMULAS[kind], denominator=denominator)


def of_stored(key: str | None, name: str) -> KpiDefinition:
    """The plainest KPI of a stored metric: the sum, or what stands for it; of one only its network knows, which may be a
    rate, the median."""
    if key is None:
        return definition(f"median:{name}")
    try:
        return definition(f"sum:{key}")
    except BadInput as problem:
        return definition(str(problem.data["instead"]))


def _of_metric(name: str, kind: str, metric: str) -> KpiDefinition:
    if kind in ("sum", "daily") and (metric in _NOT_ADDED or FAMILIES.get(metric) == "unique"):
        raise BadInput("kpi.not_summable", metric=metric, instead=_NOT_ADDED.get(metric, f"median:{metric}"))
    function, title, formula, denominator = _METRIC_FUNCTIONS[kind]
    unit = "seconds" if metric.endswith("_seconds") else "count"
    return KpiDefinition(
        name, title, partial(function, metric=metric), "posts", unit, formula, denominator, EXPORTS, (metric,),
        words={"metric": metric},
    )  # fmt: skip


def _list_of(name: str, kind: str, metric: str) -> KpiDefinition:
    base = KPIS[kind]
    reads = ("interactions", rankings.RATES[metric]) if metric in rankings.RATES else (metric,)
    function = partial(_LIST_FUNCTIONS[kind], metric=metric)
    return KpiDefinition(
        name, base.title, function, base.input, base.unit, base.formula, base.denominator, base.source, reads
    )


def whole_profiles(value: KpiValue) -> KpiValue:
    """A figure among filters of posts; one of followers, of tables by group or of daily figures says that they do not change
    it."""
    if value.from_daily_figures or definition(value.kpi).input in ("followers", "audience"):
        return replace(value, flags={**value.flags, "whole_profiles": 1})
    return value
