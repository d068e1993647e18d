"""Rates: interactions (or clicks) over reach, viewers, impressions, views or followers.

Every rate exists as the median and the mean of the posts' own rates, and pooled (sum ÷ sum): three different numbers.
A post with an unknown or zero denominator is left out and counted, never taken as 0.
"""

from __future__ import annotations

from app.analytics.figure import Figure, Read, Sample, Slice, followers_of, over, stored


def rate_sample(part: Slice, denominator: str, factor: float = 100.0) -> Sample:
    """Interactions over a stored metric, or over "followers" on the publication day."""
    bottom: Read = followers_of if denominator == "followers" else stored(denominator)
    return over(part.posts, part.interactions, "interactions_unknown", bottom, denominator, factor)


def engagement_rate_by_reach_median(part: Slice) -> Figure:
    """Formula: median over posts of interactions ÷ reach × 100. Unit: percent. Denominator: reach of each post.
    Source: Rival IQ, Metricool."""
    return rate_sample(part, "reach").median()


def engagement_rate_by_reach_mean(part: Slice) -> Figure:
    """Formula: mean over posts of interactions ÷ reach × 100. Unit: percent. Denominator: reach of each post.
    Source: Rival IQ, Metricool."""
    return rate_sample(part, "reach").mean()


def engagement_rate_by_reach_pooled(part: Slice) -> Figure:
    """Formula: sum of interactions ÷ sum of post reaches × 100. Unit: percent. Denominator: sum of the reaches of the
    posts. Source: own definition."""
    return rate_sample(part, "reach").pooled()


def engagement_rate_by_viewers_median(part: Slice) -> Figure:
    """Formula: median over posts of interactions ÷ viewers × 100. Unit: percent. Denominator: viewers of each post.
    Source: Meta, viewers in place of reach since 2026."""
    return rate_sample(part, "viewers").median()


def engagement_rate_by_viewers_mean(part: Slice) -> Figure:
    """Formula: mean over posts of interactions ÷ viewers × 100. Unit: percent. Denominator: viewers of each post.
    Source: Meta, viewers in place of reach since 2026."""
    return rate_sample(part, "viewers").mean()


def engagement_rate_by_viewers_pooled(part: Slice) -> Figure:
    """Formula: sum of interactions ÷ sum of post viewers × 100. Unit: percent. Denominator: sum of the viewers of the
    posts. Source: own definition."""
    return rate_sample(part, "viewers").pooled()


def engagement_rate_by_followers_median(part: Slice) -> Figure:
    """Formula: median over posts of interactions ÷ followers on the publication day × 100. Unit: percent. Denominator:
    followers on the publication day. Source: Rival IQ, Emplifi, NapoleonCat."""
    return rate_sample(part, "followers").median()


def engagement_rate_by_followers_mean(part: Slice) -> Figure:
    """Formula: mean over posts of interactions ÷ followers on the publication day × 100. Unit: percent. Denominator:
    followers on the publication day. Source: Rival IQ, Emplifi, NapoleonCat."""
    return rate_sample(part, "followers").mean()


def engagement_rate_by_followers_pooled(part: Slice) -> Figure:
    """Formula: sum of interactions ÷ sum of the followers on each post's publication day × 100. Unit: percent.
    Denominator: sum of the followers on each post's publication day. Source: own definition."""
    return rate_sample(part, "followers").pooled()


def engagement_rate_by_impressions_median(part: Slice) -> Figure:
    """Formula: median over posts of interactions ÷ impressions × 100. Unit: percent. Denominator: impressions of each
    post. Source: Buffer."""
    return rate_sample(part, "impressions").median()


def engagement_rate_by_impressions_mean(part: Slice) -> Figure:
    """Formula: mean over posts of interactions ÷ impressions × 100. Unit: percent. Denominator: impressions of each
    post. Source: Buffer."""
    return rate_sample(part, "impressions").mean()


def engagement_rate_by_impressions_pooled(part: Slice) -> Figure:
    """Formula: sum of interactions ÷ sum of impressions × 100. Unit: percent. Denominator: sum of the impressions of
    the posts. Source: own definition."""
    return rate_sample(part, "impressions").pooled()


def engagement_rate_by_views_median(part: Slice) -> Figure:
    """Formula: median over posts of interactions ÷ views × 100. Unit: percent. Denominator: views of each post.
    Source: Rival IQ (TikTok)."""
    return rate_sample(part, "views").median()


def engagement_rate_by_views_mean(part: Slice) -> Figure:
    """Formula: mean over posts of interactions ÷ views × 100. Unit: percent. Denominator: views of each post.
    Source: Rival IQ (TikTok)."""
    return rate_sample(part, "views").mean()


def engagement_rate_by_views_pooled(part: Slice) -> Figure:
    """Formula: sum of interactions ÷ sum of views × 100. Unit: percent. Denominator: sum of the views of the posts.
    Source: own definition."""
    return rate_sample(part, "views").pooled()


def network_engagement_rate_by_impressions_median(part: Slice) -> Figure:
    """Formula: median over posts of engagements as the network counts them (clicks included) ÷ impressions × 100.
    Unit: percent. Denominator: impressions of each post. Source: LinkedIn, X."""
    return _engagements(part).median()


def network_engagement_rate_by_impressions_mean(part: Slice) -> Figure:
    """Formula: mean over posts of engagements as the network counts them (clicks included) ÷ impressions × 100.
    Unit: percent. Denominator: impressions of each post. Source: LinkedIn, X."""
    return _engagements(part).mean()


def network_engagement_rate_by_impressions_pooled(part: Slice) -> Figure:
    """Formula: sum of engagements as the network counts them (clicks included) ÷ sum of impressions × 100.
    Unit: percent. Denominator: sum of the impressions of the posts. Source: LinkedIn, X."""
    return _engagements(part).pooled()


def _engagements(part: Slice) -> Sample:
    return _stored_over(part, "engagements", "impressions", 100.0)


def click_through_rate(part: Slice) -> Figure:
    """Formula: sum of all clicks ÷ sum of impressions × 100. Unit: percent. Denominator: sum of the impressions of the
    posts. Source: LinkedIn."""
    return _stored_over(part, "clicks", "impressions", 100.0).pooled()


def link_click_through_rate(part: Slice) -> Figure:
    """Formula: sum of link clicks ÷ sum of impressions × 100. Unit: percent. Denominator: sum of the impressions of
    the posts. Source: Meta."""
    return _stored_over(part, "link_clicks", "impressions", 100.0).pooled()


def frequency(part: Slice) -> Figure:
    """Formula: sum of impressions ÷ sum of post reaches. Unit: ratio. Denominator: sum of the reaches of the posts.
    Source: Meta."""
    return _stored_over(part, "impressions", "reach", 1.0).pooled()


def _stored_over(part: Slice, top: str, bottom: str, factor: float) -> Sample:
    return over(part.posts, stored(top), f"no_{top}", stored(bottom), bottom, factor)
