"""Sheets of a LinkedIn page in a language nobody listed: known by the number of their columns and by sums in a row."""

from __future__ import annotations

import re

from app.domain.imports import ColumnMapping
from app.exchange.imports.dates import DateOrder, moment
from app.exchange.imports.figures import figure
from app.exchange.imports.known_linkedin import LINKEDIN_SOURCES
from app.exchange.imports.learning import Draft
from app.exchange.imports.sheets import Cell, Sheet, is_missing

_SOURCES = {source.name: source for source in LINKEDIN_SOURCES}
_IN_BRACKETS = re.compile(r".+[(（].+[)）]")
_POST = re.compile(r"https://www\.linkedin\.com/\S+")
_DAYS = {
    20: (
        "linkedin.page_days",
        {3: "impressions", 4: "viewers", 7: "clicks", 10: "reactions", 13: "comments", 16: "shares"},
    ),
    25: ("linkedin.page_visitors", {21: "page_views"}),
}
"""Columns of the two sheets of days: each figure organic, sponsored and in total, or at a desk, on the move and in total."""
_FOLLOWERS = re.compile(
    r"follow|sledující|sledovat|takipçi|フォロワー|팔로워|追蹤者|關注者|关注者|följare|følgere|urmăritor|подписчик|підписник|követő|"
    r"seuraaj|ακόλουθ|pengikut|người theo dõi|ผู้ติดตาม|متابع",
    re.IGNORECASE,
)
_NAMES = ("title", "permalink", "paid", "ignored", "ignored", "published_at", "ignored", "ignored", "ignored")
_FIGURES = ("impressions", "video_plays", None, "clicks", None, "likes", "comments", "shares", "follows", None)
"""Of a post; the third of them, views elsewhere, came later."""


def linkedin_by_form(
    sheet: Sheet, above: tuple[int, list[Cell]], names: list[str], words: list[str], order: DateOrder
) -> Draft | None:
    """The table of a page under the header `above`, when `words` is a row of it."""
    if not all(names) or len(words) != len(names):
        return None
    if len(names) in _DAYS and _are_days(names, words):
        name, told = _DAYS[len(names)]
        meanings: list[str | None] = ["day", *(told.get(place) for place in range(1, len(names)))]
    elif len(names) == 5 and _are_followers(names, words):
        name, meanings = "linkedin.page_followers", ["day", None, None, None, "new_followers"]
    elif len(names) in (19, 20) and _POST.fullmatch(words[1]) and moment(words[5]):
        figures = [*_FIGURES] if len(names) == 20 else [*_FIGURES[:2], *_FIGURES[3:]]
        name, meanings = "linkedin.page_posts", [*_NAMES, *figures, "format"]
        meanings[2] = "ignored"
    else:
        return None
    columns = tuple(
        ColumnMapping(text, meaning, meaning != "ignored", place)
        for place, (text, meaning) in enumerate(zip(names, meanings, strict=True))
    )
    return Draft(sheet, _SOURCES[name], above[0], columns, order, above[1])


def _are_followers(names: list[str], words: list[str]) -> bool:
    values = [figure(word) for word in words[1:]]
    known = [value for value in values if value is not None]
    called = sum(bool(_FOLLOWERS.search(name)) for name in names[1:])
    return bool(moment(words[0])) and called > 2 and len(known) == 4 and sum(known[:3]) == known[3]


def _are_days(names: list[str], words: list[str]) -> bool:
    values = [None if is_missing(word) else figure(word) for word in words[1:]]
    if not moment(words[0]) or not all(_IN_BRACKETS.fullmatch(name) for name in names[1:]) or None in values:
        return False
    one, other, both = (value or 0.0 for value in values[:3])
    return one + other == both
