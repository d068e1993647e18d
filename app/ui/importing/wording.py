"""Words of the import page: what a file is, what a column means, what is asked, and what an import brought."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from app.domain.imports import ColumnMapping, ImportReport, ImportState, Question, RecognisedTable
from app.domain.networks import Network
from app.services.import_looking import ImportLook
from app.system import import_words
from app.system.formats import Formats
from app.system.labels import network as network_name
from app.system.sentences import explain_code
from app.system.words import NC_, Words
from app.ui.language import Language

PICKED = (
    "published_at", "day", "month", "weekday", "hour", "post_id", "permalink", "title", "text", "format", "paid",
    "views", "reach", "viewers", "impressions", "video_plays", "interactions", "engagements", "likes", "reactions",
    "comments", "shares", "saves", "clicks", "link_clicks", "other_clicks", "follows", "profile_visits", "page_views",
    "followers", "new_followers", "lost_followers", "net_followers", "followers_at_publication", "watch_seconds",
    "watch_hours", "average_view_seconds", "engaged_users", "consumers", "consumptions", "bucket", "share", "metric",
)  # fmt: skip
"""Meanings a person may give to a column, in the order they are offered."""

KINDS: dict[str, tuple[str, str]] = {
    "posts": NC_("row of a file", "a post"),
    "days": NC_("row of a file", "a day of the profile"),
    "breakdown": NC_("row of a file", "a group, such as a country or a source"),
    "day_breakdown": NC_("row of a file", "a group on one day"),
}
STATES: dict[ImportState, tuple[str, str]] = {
    ImportState.WRITING: NC_("import", "Not finished"),
    ImportState.COMPLETE: NC_("import", "Imported"),
    ImportState.UNCHANGED: NC_("import", "Nothing new"),
    ImportState.UNDONE: NC_("import", "Undone"),
}
ORDERS: dict[str, tuple[str, str]] = {
    "dmy": NC_("dates", "day, month, year (31.12.2026)"),
    "mdy": NC_("dates", "month, day, year (12/31/2026)"),
}
MARKS: dict[str, tuple[str, str]] = {
    ".": NC_("decimal mark", "a point (1.5)"),
    ",": NC_("decimal mark", "a comma (1,5)"),
}
_HOMES = {"ga4": Network.OTHER, "ads": Network.FACEBOOK}
_INSUFFICIENT: dict[str, tuple[str, str]] = {
    "posts": NC_("columns", "Say which column holds the date of each post."),
    "month": NC_("columns", "Say which column holds the day of the week; month and weekday belong together."),
    "days": NC_("columns", "Say which column holds the day."),
    "day_breakdown": NC_("columns", "Say which columns hold the day and the group."),
    "breakdown": NC_("columns", "Say which column holds the group and which one a figure."),
}


def kind_of_file(look: ImportLook, words: Words) -> str:
    """ "Meta Business Suite export", or that the table is unknown."""
    if not look.known or look.choice.mapping is not None or not look.tables:
        return words.t("Table read column by column")
    return import_words.source(look.tables[0].source, words)


def network_of(look: ImportLook) -> Network | None:
    """The network a file comes from, where it says so."""
    found = {table.network for table in look.tables if table.network}
    return Network(found.pop()) if len(found) == 1 else None


def home_of(look: ImportLook) -> Network | None:
    """Whose profile the figures of a file belong to that comes from none: a website's, or the page that advertises."""
    sources = {table.source.partition(".")[0] for table in look.tables}
    return next((_HOMES[name] for name in sources if name in _HOMES), None)


def wanted_network(look: ImportLook) -> Network | None:
    """Of which network a profile may be added for the file."""
    return network_of(look) or home_of(look)


def facts(look: ImportLook, language: Language) -> list[tuple[str, str]]:
    """What was recognised, as name and value."""
    words, formats = language.words, language.formats
    network = network_of(look)
    rows = [(words.t("Network"), network_name(network, words))] if network else []
    sheets = [table.sheet for table in look.tables if table.sheet]
    if sheets:
        rows.append((words.n("Sheet", "Sheets", len(sheets)), ", ".join(dict.fromkeys(sheets))))
    if look.rows_read:
        rows.append((words.t("Rows"), _rows(look, words, formats)))
    brings = brought(look, words, formats)
    if brings:
        rows.append((words.t("Holds"), brings))
    if look.first_day and look.last_day:
        rows.append((words.t("Period"), formats.days(look.first_day, look.last_day)))
    order = next((str(order) for table in look.tables if (order := table.learned.get("date_order"))), None)
    if order in ORDERS:
        rows.append((words.t("Dates"), words.c(*ORDERS[order])))
    if look.zone:
        rows.append((words.t("Times"), look.zone))
    return rows


def _rows(look: ImportLook, words: Words, formats: Formats) -> str:
    told = formats.number(look.rows_read)
    skipped = look.rows_skipped
    if skipped:
        left = words.n("{n} row left out", "{n} rows left out", skipped, n=formats.number(skipped))
        return f"{told} ({left})"
    return told


def brought(look: ImportLook, words: Words, formats: Formats) -> str:
    """ "498 posts, 31 days"."""
    parts = []
    if look.posts:
        parts.append(words.n("{n} post", "{n} posts", look.posts, n=formats.number(look.posts)))
    if look.days:
        parts.append(words.n("{n} day", "{n} days", look.days, n=formats.number(look.days)))
    if look.groups:
        parts.append(words.n("{n} group", "{n} groups", look.groups, n=formats.number(look.groups)))
    return ", ".join(parts)


def meaning(column: ColumnMapping, words: Words) -> str:
    if not column.used:
        return words.t("not imported")
    return import_words.meaning(column.meaning or "metric", words)


def table_name(table: RecognisedTable, words: Words) -> str:
    return table.sheet or words.t("Table")


def wrong_mapping(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    """What the columns still lack."""
    message = _INSUFFICIENT.get(str(data.get("value"))) if data.get("key") == "columns" else None
    return words.c(*message) if message else explain_code("mapping.invalid", data, words, formats)


def option(question: Question, value: str, language: Language) -> str:
    """An answer a person may choose; what it makes of a date of the file."""
    words, name = language.words, question.name
    if name == "date_order" and question.example:
        day = _read_as(question.example, value)
        shown = language.formats.days(day, day)
        if value == "dmy":
            return words.t("The day: {date} is {day}", date=question.example, day=shown)
        return words.t("The month: {date} is {day}", date=question.example, day=shown)
    for table in (ORDERS, MARKS):
        if value in table:
            return words.c(*table[value])
    if name == "weekday_start":
        return language.formats.weekday_name({"monday": 0, "sunday": 6, "saturday": 5}.get(value, 0))
    return value


def _read_as(example: str, order: str) -> date:
    """A date both of whose first numbers may be a month, such as 03/04/2025."""
    first, second, year = (int(part) for part in re.findall(r"\d+", example))
    month, day = (second, first) if order == "dmy" else (first, second)
    return date(year + 2000 if year < 100 else year, month, day)


def outcome(report: ImportReport, language: Language) -> list[tuple[str, str]]:
    """What an import brought, as name and number."""
    words, number = language.words, language.formats.number
    posts = [
        (words.t("Posts added"), number(report.posts_new)),
        (words.t("Posts updated"), number(report.posts_updated)),
    ]
    told = words.t("Of these, time, text or link changed")
    changed = [(told, number(report.posts_changed))] if report.posts_changed else []
    rows = [
        *(posts if report.posts_new or report.posts_updated else []),
        *changed,
        (words.t("Figures added"), number(report.figures_new)),
        (words.t("Figures known already"), number(report.figures_unchanged)),
        (words.t("Rows left out"), number(report.rows_skipped)),
    ]
    if report.posts_missing:
        rows.append((words.t("Posts no longer in the file"), number(report.posts_missing)))
    if report.zone:
        rows.append((words.t("Time zone"), report.zone))
    return rows


def columns_left(report: ImportReport) -> list[str]:
    """The columns that were not imported, each once."""
    return list(dict.fromkeys(row.column for table in report.tables for row in table.columns if not row.used))


def run_summary(counts: Mapping[str, object], words: Words, formats: Formats) -> str:
    """What an earlier import brought, in short."""
    posts, changed, figures = (
        int(str(counts.get(name) or 0)) for name in ("posts_new", "posts_changed", "figures_new")
    )
    parts = [words.n("{n} post", "{n} posts", posts, n=formats.number(posts))] if posts else []
    if changed:
        parts.append(words.n("{n} post changed", "{n} posts changed", changed, n=formats.number(changed)))
    if figures:
        parts.append(words.n("{n} figure", "{n} figures", figures, n=formats.number(figures)))
    return ", ".join(parts) or words.t("nothing new")
