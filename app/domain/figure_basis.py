"""What a figure is made of: posts, whole profiles, their daily figures or tables by group."""

from __future__ import annotations

from app.domain.audience_tables import UNITS_OF_KPIS
from app.domain.kpi import KpiValue

_WEBSITE = frozenset(
    {"website_sessions", "website_views", "website_key_events", "website_new_users", "website_engaged_sessions",
     "website_events"}
)  # fmt: skip
_MEANS = frozenset({"daily_reach_mean", "website_active_users_mean"})
_DAILY = frozenset({"daily_impressions", "daily_views", "daily_engagements"}) | _WEBSITE | _MEANS
"""KPIs made of the daily figures of profiles alone."""

_GROWING = frozenset(
    {"follower_growth", "follower_growth_rate", "interactions_per_1000_followers", "posts", "interactions", "engagements",
     "impressions", "views", "post_reach_total", "daily_impressions", "daily_views", "daily_engagements", "organic_reach_total",
     "paid_reach_total", "organic_impressions", "paid_impressions", "organic_views", "paid_views", "interactivity_index",
     "interactivity_index_per_1000_followers", "watch_time", *_WEBSITE}
)  # fmt: skip
"""KPIs of which more days give more."""

OF_DAYS = frozenset({"from_daily_figures", "daily_figures_exist"})
"""Flags that count days."""

OF_PROFILES = frozenset(
    {"of_profiles", "profiles_without", "from_daily_changes", "start_inside_period", "followers_estimated",
     "followers_at_publication"}
)  # fmt: skip
"""Flags that count profiles."""

_SUMMED = frozenset({"count", "seconds", "money"})


def is_of_profiles(value: KpiValue) -> bool:
    """Whether a figure is made of counts of followers, which whole profiles have."""
    return value.kpi.startswith("follower")


def is_of_days(value: KpiValue) -> bool:
    """Whether a figure is made of the daily figures of profiles."""
    return value.from_daily_figures or value.kpi in _DAILY or value.kpi.startswith("daily:")


def is_of_groups(value: KpiValue) -> bool:
    """Whether a figure is made of tables by group."""
    return value.kpi in UNITS_OF_KPIS


def is_of_posts(value: KpiValue) -> bool:
    return not (is_of_profiles(value) or is_of_days(value) or is_of_groups(value))


def is_sum_of_days(value: KpiValue) -> bool:
    return is_of_days(value) and value.kpi not in _MEANS and not value.kpi.startswith(("mean:", "median:"))


def grows(value: KpiValue) -> bool:
    """Whether a figure of more days is a greater one, and so is not held against one of fewer as it stands."""
    return value.kpi in _GROWING or value.kpi.startswith(("sum:", "daily:"))


def days_add_up(value: KpiValue) -> bool:
    """Whether a figure is what the figures of its single days come to."""
    return grows(value) and value.unit in _SUMMED
