"""Words for what a file people bring asks, holds and is: questions, meanings of columns, kinds of files."""

from __future__ import annotations

from app.system.words import NC_, Words

QUESTIONS: dict[str, tuple[str, str]] = {
    "year": NC_("question", "the year of the posts"),
    "zone": NC_("question", "the time zone of its times"),
    "weekday_start": NC_("question", "the day a week begins with"),
    "first_day": NC_("question", "the first day of the period"),
    "last_day": NC_("question", "the last day of the period"),
    "date_order": NC_("question", "whether the day or the month comes first in its dates"),
    "account": NC_("question", "the account that is read"),
    "decimal_mark": NC_("question", "the decimal mark of its numbers"),
}

MEANINGS: dict[str, tuple[str, str]] = {
    "post_id": NC_("column", "id of the post"),
    "permalink": NC_("column", "link to the post"),
    "published_at": NC_("column", "time of publication"),
    "day": NC_("column", "day"),
    "month": NC_("column", "month"),
    "weekday": NC_("column", "day of the week"),
    "hour": NC_("column", "hour"),
    "title": NC_("column", "title"),
    "text": NC_("column", "text"),
    "format": NC_("column", "format"),
    "paid": NC_("column", "paid or organic"),
    "bucket": NC_("column", "group"),
    "dimension": NC_("column", "what people are grouped by"),
    "share": NC_("column", "share"),
    "page": NC_("column", "name of the page"),
    "account": NC_("column", "name of the profile"),
    "span": NC_("column", "period"),
    "category": NC_("column", "category"),
    "period_start": NC_("column", "first day of the row's period"),
    "period_end": NC_("column", "last day of the row's period"),
    "indicator": NC_("column", "what the result counts"),
    "audience": NC_("column", "whom the post was shown to"),
    "followers": NC_("column", "followers"),
    "followers_at_publication": NC_("column", "followers on the publication day"),
    "new_followers": NC_("column", "new followers"),
    "lost_followers": NC_("column", "lost followers"),
    "net_followers": NC_("column", "change in followers"),
    "impressions": NC_("column", "impressions"),
    "views": NC_("column", "views"),
    "reach": NC_("column", "reach"),
    "viewers": NC_("column", "viewers"),
    "video_plays": NC_("column", "video plays"),
    "watch_seconds": NC_("column", "watch time in seconds"),
    "watch_hours": NC_("column", "watch time in hours"),
    "average_view_seconds": NC_("column", "average watch time in seconds"),
    "likes": NC_("column", "likes"),
    "reactions": NC_("column", "reactions"),
    "comments": NC_("column", "comments"),
    "shares": NC_("column", "shares"),
    "saves": NC_("column", "saves"),
    "interactions": NC_("column", "interactions"),
    "engagements": NC_("column", "engagements as the network counts them"),
    "clicks": NC_("column", "clicks"),
    "link_clicks": NC_("column", "link clicks"),
    "other_clicks": NC_("column", "other clicks"),
    "profile_visits": NC_("column", "visits to the profile"),
    "follows": NC_("column", "follows from the post"),
    "page_views": NC_("column", "views of the page"),
    "engaged_users": NC_("column", "people who engaged"),
    "consumers": NC_("column", "people who clicked"),
    "consumptions": NC_("column", "all clicks on the post"),
    "metric": NC_("column", "a figure under its own name"),
    "overall": NC_("column", "figures of the whole period"),
    "ignored": NC_("column", "not imported"),
}
"""Meanings of columns: the fields of `exchange.imports.aliases` and the neutral keys of `domain.metrics`."""

SOURCES: dict[str, tuple[str, str]] = {
    "facebook": NC_("file kind", "Facebook export"),
    "meta": NC_("file kind", "Meta Business Suite export"),
    "youtube": NC_("file kind", "YouTube Studio export"),
    "linkedin": NC_("file kind", "LinkedIn export"),
    "x": NC_("file kind", "X export"),
    "tiktok": NC_("file kind", "TikTok export"),
    "ga4": NC_("file kind", "Google Analytics export"),
    "ads": NC_("file kind", "Meta Ads export"),
    "followers": NC_("file kind", "followers by day, of any network"),
    "mapping": NC_("file kind", "table read by a mapping"),
}


def question(name: str, words: Words) -> str:
    """What the file does not say, in words; an unknown question by its name."""
    found = QUESTIONS.get(name)
    return words.c(*found) if found else name


def meaning(name: str, words: Words) -> str:
    """What a column holds, in words; an unknown one by its name."""
    found = MEANINGS.get(name)
    return words.c(*found) if found else name


def source(name: str, words: Words) -> str:
    """The kind of a table, such as "YouTube Studio export", by the first part of the importer's stable name."""
    found = SOURCES.get(name.partition(".")[0])
    return words.c(*found) if found else name
