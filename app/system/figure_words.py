"""Words for what a KPI rests on: why posts were left out, what is doubtful, groups and columns of lists."""

from __future__ import annotations

from app.domain.audience_tables import UNITS_OF_KPIS
from app.domain.days import days_of_group
from app.domain.figure_basis import is_of_days, is_of_groups, is_of_profiles
from app.domain.kpi import KpiValue
from app.domain.networks import Format, Network
from app.system.formats import Formats
from app.system.group_words import dimension
from app.system.import_words import MEANINGS
from app.system.labels import format_name, network
from app.system.words import N_, NC_, Words

LEFT_OUT: dict[str, str] = {
    "interactions_unknown": N_("interactions unknown: {n}"),
    "no_hour": N_("hour unknown: {n}"),
    "changes_of_some_days": N_("new and lost followers known of only some days: {n}"),
    "one_follower_count": N_("followers counted only once: {n}"),
    "stories": N_("stories: {n}"),
    "paid_unknown": N_("whether paid not known: {n}"),
    "young": N_("younger than 48 hours: {n}"),
    "result_kind_unknown": N_("kind of the results not named: {n}"),
    "only_whole_profiles": N_("known only of whole profiles, day by day, not of chosen posts"),
    "zero_denominator": N_("groups with a denominator of 0: {n}"),
    "several_kinds": N_(
        "several kinds of results, currencies or profiles, which are not one number: bars and tables show each"
    ),
}
_UNCOUNTED = frozenset({"several_kinds", "only_whole_profiles"})
"""Reasons that count nothing."""
_OF_MEASURE: tuple[tuple[str, str], ...] = (
    ("no_", N_("{measure} not known: {n}")),
    ("zero_", N_("{measure} zero: {n}")),
    ("negative_", N_("{measure} below zero: {n}")),
)
"""Reasons that name a measure: `no_reach`, `zero_followers` …"""

UNITS: dict[str, tuple[str, str]] = {
    "count": NC_("unit", "a count"),
    "percent": NC_("unit", "percent"),
    "per_1000": NC_("unit", "per thousand"),
    "per_week": NC_("unit", "per week"),
    "posts": NC_("unit", "posts"),
    "groups": NC_("unit", "groups of people"),
    "ratio": NC_("unit", "a ratio"),
    "seconds": NC_("unit", "time"),
    "money": NC_("unit", "money"),
    "of_metric": NC_("unit", "that of the metric"),
}
_OF_METRIC = frozenset({"formats", "weekday_hour"})
"""Lists whose rows are medians of a metric, and no posts."""

WAITS: dict[str, str] = {
    "inbox": N_("It waits for the inbox: comments, answers and their times, and how comments were judged."),
    "listening": N_("It waits for listening: mentions of the brand and of others."),
    "campaigns": N_("It waits for campaigns: all their costs, labour included, and the value they brought."),
}
"""What a KPI waits for (`analytics.waiting`)."""

NO_TABLE: dict[str, str] = {
    "": N_("no table of the audience yet"),
    "traffic_sources": N_("no table of sessions by source of these days"),
    "conversion_rate": N_("no table of sessions and conversions of these days"),
    "amount_spent": N_("no table of advertisements of these days"),
    "cost_per_result": N_("no table of advertisements with results of one kind of these days"),
    "return_on_ad_spend": N_("no table of advertisements with the value of purchases of these days"),
}
"""What a list by group lacks when there is none."""

COLUMNS: dict[str, tuple[str, str]] = {
    "network": NC_("list column", "Network"),
    "metric": NC_("list column", "Measure"),
    "rank": NC_("list column", "Place"),
    "profile_id": NC_("list column", "Profile"),
    "day": NC_("list column", "Day"),
    "format": NC_("list column", "Format"),
    "value": NC_("list column", "Value"),
    "numerator": NC_("list column", "Numerator"),
    "denominator": NC_("list column", "Denominator"),
    "younger_than_48h": NC_("list column", "Younger than 48 h"),
    "text": NC_("list column", "Text"),
    "permalink": NC_("list column", "Link"),
    "n": NC_("list column", "Posts"),
    "median": NC_("list column", "Median"),
    "few": NC_("list column", "Too few posts to judge"),
    "weekday": NC_("list column", "Weekday"),
    "hour": NC_("list column", "Time of day"),
    "first": NC_("list column", "First day"),
    "last": NC_("list column", "Last day"),
    "start": NC_("list column", "At the start"),
    "start_day": NC_("list column", "First count"),
    "end": NC_("list column", "At the end"),
    "end_day": NC_("list column", "Last count"),
    "followers": NC_("list column", "Followers"),
    "change": NC_("list column", "Change"),
    "dimension": NC_("list column", "Grouped by"),
    "bucket": NC_("list column", "Group"),
    "share": NC_("list column", "Share, %"),
    "at_most": NC_("list column", "At most"),
}

RATES: dict[str, str] = {
    "engagement_rate_by_reach": N_("engagement rate by reach"),
    "engagement_rate_by_viewers": N_("engagement rate by viewers"),
    "engagement_rate_by_impressions": N_("engagement rate by impressions"),
    "engagement_rate_by_views": N_("engagement rate by views"),
    "engagement_rate_by_followers": N_("engagement rate by followers"),
}
"""The rates a list may rank by (`analytics.rankings`)."""

APART: dict[str, str] = {
    "organic_reach": N_("organic reach"),
    "paid_reach": N_("paid reach"),
    "organic_impressions": N_("organic impressions"),
    "paid_impressions": N_("paid impressions"),
    "organic_views": N_("organic views"),
    "paid_views": N_("paid views"),
    "average_percentage_viewed": N_("average percentage viewed"),
    "website_users": N_("active users"),
    "website_sessions": N_("sessions"),
    "website_key_events": N_("key events"),
    "website_new_users": N_("new users"),
    "website_engaged_sessions": N_("engaged sessions"),
    "website_events": N_("events"),
}
"""What networks give under several names of their own (`payment_kpis`, `further_kpis` and `website_days` in `analytics`)."""

GROUP_KEYS: dict[str, tuple[str, str]] = {
    "paid": NC_("group", "paid"),
    "organic": NC_("group", "organic"),
    "unknown": NC_("group", "unknown"),
    "none": NC_("group", "none"),
}

FLAGS: dict[str, str] = {
    "whole_profiles": N_("Whole profiles, whatever the filters."),
    "metric_changed": N_("The network changed its measure in this period, so before and after do not compare."),
    "counted_for_each": N_(
        "A post with several personas counts once for each of them, so the groups add up to more than all posts."
    ),
    "counted_once": N_("A post counts once, for its pillar; posts without one are a group of their own."),
}
"""Doubts that count nothing."""


def sample(value: KpiValue, words: Words, formats: Formats) -> str:
    """What a figure is made of, posts mostly: "71 postów", or "68 z 71 postów" where some could not be used. Days of several
    profiles are told with their number."""
    told = _sample(value, words, formats)
    profiles, without = value.flags.get("of_profiles", 0), value.flags.get("profiles_without", 0)
    if not (profiles or without) or not is_of_days(value):
        return told
    return f"{told} · {_of_profiles(profiles or 1, without, words, formats)}"


def _of_profiles(profiles: int, without: int, words: Words, formats: Formats) -> str:
    every, n = profiles + without, formats.number(profiles)
    if not without:
        return words.n("{n} profile", "{n} profiles", profiles, n=n)
    told = formats.number(every)
    return words.n("{used} of {every} profile", "{used} of {every} profiles", every, used=n, every=told)


def _sample(value: KpiValue, words: Words, formats: Formats) -> str:
    every = value.n_used + sum(count for reason, count in value.left_out.items() if reason not in _UNCOUNTED)
    if value.n_used == every:
        return _counted(value, every, words, formats)
    used, told = formats.number(value.n_used), formats.number(every)
    if is_of_profiles(value):
        return _of_profiles(value.n_used, every - value.n_used, words, formats)
    if is_of_days(value):
        return words.n("{used} of {every} day", "{used} of {every} days", every, used=used, every=told)
    if is_of_groups(value):
        return words.n("{used} of {every} group", "{used} of {every} groups", every, used=used, every=told)
    return words.n("{used} of {every} post", "{used} of {every} posts", every, used=used, every=told)


def all_left_out(value: KpiValue, words: Words, formats: Formats) -> list[str]:
    """Why so many posts (days, profiles) are not in a figure: "brak danych (zasięg): 6 postów"."""
    found = [(reason, count) for reason, count in value.left_out.items() if count]
    return [_reason(reason, _counted(value, count, words, formats), words) for reason, count in found]


def unit_name(kpi: str, unit: str, words: Words) -> str:
    """What the figures of a KPI are, as the dictionary says it."""
    found = UNITS.get("of_metric" if kpi in _OF_METRIC else UNITS_OF_KPIS.get(kpi, unit))
    return words.c(*found) if found else unit


def why_unknown(value: KpiValue, words: Words, formats: Formats) -> str:
    """Why there is no figure of some days."""
    if found := all_left_out(value, words, formats):
        return "; ".join(found)
    return words.t(NO_TABLE.get(value.kpi, NO_TABLE[""]) if value.unit == "groups" else N_("no data of these days"))


def left_out(reason: str, count: int, words: Words, formats: Formats) -> str:
    """One reason with its number: "brak danych (zasięg): 6"."""
    return _reason(reason, formats.number(count), words)


def _reason(reason: str, n: str, words: Words) -> str:
    if reason in LEFT_OUT:
        return words.t(LEFT_OUT[reason], n=n)
    for start, message in _OF_MEASURE:
        if reason.startswith(start):
            return words.t(message, measure=measure(reason.removeprefix(start), words), n=n)
    return f"{reason}: {n}"


def _counted(value: KpiValue, count: int, words: Words, formats: Formats) -> str:
    """So many of what a figure is made of."""
    n = formats.number(count)
    if is_of_profiles(value):
        return words.n("{n} profile", "{n} profiles", count, n=n)
    if is_of_days(value):
        return words.n("{n} day", "{n} days", count, n=n)
    if is_of_groups(value):
        return words.n("{n} group", "{n} groups", count, n=n)
    return words.n("{n} post", "{n} posts", count, n=n)


def known_days(known: tuple[int, int] | None, every: int, words: Words, formats: Formats) -> str:
    """Of how many days there are data, as in `OwnAverage`; empty where of all, or where that is not known."""
    if known is None or known[0] >= every:
        return ""
    told = "–".join(dict.fromkeys(formats.number(days) for days in known))
    return words.n(
        "data of {known} of {every} day",
        "data of {known} of {every} days",
        every,
        known=told,
        every=formats.number(every),
    )


def counted_heading(value: KpiValue, words: Words) -> str:
    """Over the numbers of what figures are made of."""
    return words.t("Profiles") if is_of_profiles(value) else words.t("Days") if is_of_days(value) else words.t("Posts")


def measure(key: str, words: Words) -> str:
    """The name of a measure by its neutral key; one only its network knows by its own name."""
    if key in RATES or key in APART:
        return words.t(RATES.get(key) or APART[key])
    found = MEANINGS.get(key)
    return words.c(*found) if found else key


def column(name: str, words: Words) -> str:
    """The heading of a column of a list KPI."""
    found = COLUMNS.get(name)
    return words.c(*found) if found else name


def cell_word(column: str, value: object, words: Words, formats: Formats) -> str | None:
    """A cell of a list KPI whose value is a code: format, network, measure, weekday. None where it is no code."""
    if column in ("format", "network", "weekday"):
        return group_key(column, str(value), words, formats)
    if column == "metric":
        return measure(str(value), words)
    if column == "bucket" and not value:
        return words.t("all together")
    if column == "dimension":
        return dimension(str(value), words)
    return None


def flag(name: str, count: int, words: Words, formats: Formats) -> str:
    """What is doubtful about a figure, as a sentence; an unknown flag by its name."""
    if name in FLAGS:
        return words.t(FLAGS[name])
    if name.startswith("partial_"):
        return words.t(
            "A span at the edge of the period lies only partly inside it; do not compare it with whole ones."
        )
    n = formats.number(count)
    return (_of_figures(words, count, n) | _of_followers(words, count, n)).get(name, f"{name}: {n}")


def _of_figures(words: Words, count: int, n: str) -> dict[str, str]:
    return {
        "younger_than_48h": words.n(
            "{n} post is younger than 48 hours; its figures still grow.",
            "{n} posts are younger than 48 hours; their figures still grow.",
            count,
            n=n,
        ),
        "days_tell": words.t("by the profile's daily figures: {n}", n=n),
        "date_estimated": words.n("{n} post has an estimated date.", "{n} posts have an estimated date.", count, n=n),
        "reach_above_impressions": words.n(
            "{n} post has a reach above its impressions; check the export.",
            "{n} posts have a reach above their impressions; check the export.",
            count,
            n=n,
        ),
        "negative": words.n("{n} value is below zero.", "{n} values are below zero.", count, n=n),
        "daily_figures_exist": words.n(
            "For {n} day there are daily figures of the profile too; they also count older posts.",
            "For {n} days there are daily figures of the profile too; they also count older posts.",
            count,
            n=n,
        ),
        "from_daily_figures": words.n(
            "Computed from the profile's daily figures of {n} day.",
            "Computed from the profile's daily figures of {n} days.",
            count,
            n=n,
        ),
        "of_profiles": words.n(
            "These are the daily figures of {n} profile.", "These are the daily figures of {n} profiles.", count, n=n
        ),
        "profiles_without": words.n(
            "{n} profile has no such daily figures in these days.",
            "{n} profiles have no such daily figures in these days.",
            count,
            n=n,
        ),
        "days_of_some": words.n(
            "{n} daily figure of one of the profiles is not known.",
            "{n} daily figures of some of the profiles are not known.",
            count,
            n=n,
        ),
    }


def _of_followers(words: Words, count: int, n: str) -> dict[str, str]:
    return {
        "from_daily_changes": words.n(
            "For {n} profile the growth is the sum of daily changes.",
            "For {n} profiles the growth is the sum of daily changes.",
            count,
            n=n,
        ),
        "start_inside_period": words.n(
            "For {n} profile the first count of followers lies inside the period.",
            "For {n} profiles the first count of followers lies inside the period.",
            count,
            n=n,
        ),
        "followers_estimated": words.n(
            "For {n} profile the average of followers rests on few counts.",
            "For {n} profiles the average of followers rests on few counts.",
            count,
            n=n,
        ),
        "followers_jump": words.n(
            "The followers jump {n} time in this period; check the counts.",
            "The followers jump {n} times in this period; check the counts.",
            count,
            n=n,
        ),
        "followers_at_publication": words.n(
            "For {n} profile followers are known only from its posts.",
            "For {n} profiles followers are known only from their posts.",
            count,
            n=n,
        ),
    }


def group_key(by: str, key: str, words: Words, formats: Formats) -> str:
    """A group as people call it, where its key is a code: a format, a network, a weekday, a week, a month, paid or organic."""
    if key in GROUP_KEYS:
        return words.c(*GROUP_KEYS[key])
    if by == "format":
        return next((format_name(kind, words) for kind in Format if kind.value == key), key)
    if by == "network":
        return next((network(one, words) for one in Network if one.value == key), key)
    if by == "weekday" and key in "0123456":
        return formats.weekday_name(int(key))
    if (days := days_of_group(by, key)) is not None:
        return formats.month(days[0]) if by == "month" else formats.days(*days)
    return key


def made_up(everywhere: bool, words: Words) -> str:
    """Said beside a figure the practice network made up, wholly or in part."""
    return words.t("practice figures") if everywhere else words.t("practice figures among them")
