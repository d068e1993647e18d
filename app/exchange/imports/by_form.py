"""Tables of Meta and LinkedIn in a language nobody listed: known by the form of a row and, for posts, by the places of their
columns, which Meta never changed. A header that nobody knows is looked at again with each of the rows below it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.imports import ColumnMapping
from app.exchange.imports.aliases import FAR, normal
from app.exchange.imports.by_form_linkedin import linkedin_by_form
from app.exchange.imports.dates import DateOrder, moment
from app.exchange.imports.figures import figure
from app.exchange.imports.known_ads import ADS_SOURCES
from app.exchange.imports.known_meta import META_SOURCES
from app.exchange.imports.layout import clean_text
from app.exchange.imports.learning import Draft
from app.exchange.imports.sheets import Cell, Sheet, is_missing
from app.exchange.imports.source import Source
from app.exchange.imports.titled import drafted
from app.exchange.imports.titles import figure_of

_SOURCES = {source.name: source for source in META_SOURCES}
_ID = re.compile(r"\d{12,20}")
_PAGE = re.compile(r"\d{8,20}")
_TIME = re.compile(r"(?:\d\d/\d\d/\d{4}|\d{4}-\d\d-\d\d) \d\d:\d\d(?::\d\d)?")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:00:00")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_CURRENCY = re.compile(r"\([A-Z]{3}\)")
_AGES = re.compile(r"\d\d[-–]\d\d")


@dataclass(frozen=True, slots=True)
class _Form:
    """What the first columns are; all after the last of them are figures."""

    source: str
    cells: Mapping[int, re.Pattern[str]]
    meanings: tuple[str, ...]


_FORMS = (
    _Form(
        "meta.instagram_posts",
        {0: _ID, 1: _PAGE, 6: _TIME, 7: re.compile(r"https?://(?:www\.)?instagram\.com/.*")},
        ("post_id", "account", "account", "account", "text", "ignored", "published_at", "permalink", "format", "ignored",
         "span"),
    ),
    _Form(
        "meta.facebook_posts",
        {0: _ID, 1: _PAGE, 6: _TIME, 8: re.compile(r"https?://(?:\w+\.)?(?:facebook\.com|fb\.watch)/.*")},
        ("post_id", "page", "page", "title", "text", "ignored", "published_at", "ignored", "permalink", "ignored", "ignored",
         "format", "ignored", "ignored", "ignored", "ignored", "span"),
    ),
    _Form(
        "meta.facebook_videos",
        {0: _ID, 1: re.compile(r"\d*"), 2: _PAGE, 6: _TIME},
        ("post_id", "ignored", "page", "page", "title", "ignored", "published_at", "ignored", "ignored", "span"),
    ),
)  # fmt: skip


def known_by_form(
    sheet: Sheet,
    above: tuple[int, list[Cell]],
    title: str,
    cells: list[Cell],
    order: DateOrder,
    after_ages: bool = False,
) -> Draft | None:
    """The table under the header `above` (its line and cells), which has this title, when `cells` is a row of it.

    Below the ages of an audience (`after_ages`) stand its cities, countries and pages.
    """
    line, header = above
    names = [clean_text(name) for name in header]
    while names and not names[-1]:
        names.pop()
    words = [clean_text(cell) for cell in cells[: len(names)]]
    if title and (draft := _titled(sheet, (line, header), title, names, words, order)):
        return draft
    if title and after_ages and (dimension := _places(names, words)):
        columns = tuple(ColumnMapping(name, None, True, place) for place, name in enumerate(names))
        return drafted((sheet, line, header, order), "meta.places", title, columns, dimension)
    if draft := _spent(sheet, above, names, words, order) or linkedin_by_form(sheet, above, names, words, order):
        return draft
    form = next((form for form in _FORMS if _has(form, names, words)), None)
    if form is None:
        return None
    source = _SOURCES[form.source]
    columns = tuple(_column(source, form, place, name) for place, name in enumerate(names))
    return Draft(sheet, source, line, columns, order, header)


def _spent(
    sheet: Sheet, above: tuple[int, list[Cell]], names: list[str], words: list[str], order: DateOrder
) -> Draft | None:
    """What was paid for: first and last day beside each other, an amount with its currency in the header, a name."""
    ends = next((place for place in range(len(words) - 1) if _are_ends(words[place], words[place + 1])), None)
    if ends is None or not 5 <= len(names) == len(words) or not any(_CURRENCY.search(name) for name in names):
        return None
    told = [
        place for place, word in enumerate(words) if not (is_missing(word) or figure(word) is not None or moment(word))
    ]
    shown = {FAR.get(normal(name)) or ADS_SOURCES[0].meaning(name) for name in names}
    if not told or not all(names) or not shown & {"reach", "impressions"}:
        return None
    meanings = {ends: "period_start", ends + 1: "period_end", told[0]: "bucket"}
    meanings |= {place: "indicator" for place in told[1:] if words[place].startswith("actions:")}
    source = ADS_SOURCES[0]
    columns = []
    for place, name in enumerate(names):
        meaning = meanings.get(place) or (FAR.get(normal(name)) if figure(words[place]) is not None else None)
        named_row = place in told or _ID.fullmatch(words[place]) or moment(words[place])
        meaning = meaning or ("ignored" if named_row else None)
        columns.append(ColumnMapping(name, meaning, meaning not in (None, "ignored"), place))
    return Draft(sheet, source, above[0], tuple(columns), order, above[1])


def _are_ends(first: str, last: str) -> bool:
    return bool(_ISO.fullmatch(first) and _ISO.fullmatch(last)) and first <= last


def _places(names: list[str], words: list[str]) -> str | None:
    """What names over a row of numbers are: cities are told with their land, lands share a hundred percents, pages do not."""
    values = [figure(word) for word in words]
    told = [value for value in values if value is not None]
    if len(names) < 2 or not all(names) or len(told) != len(names):
        return None
    if any("," in name for name in names):
        return "city"
    return "country" if sum(told) <= 101 else "page"


def _has(form: _Form, names: list[str], words: list[str]) -> bool:
    return (
        len(names) == len(words) > len(form.meanings)
        and all(names)
        and all(pattern.fullmatch(words[place]) for place, pattern in form.cells.items())
        and all(is_missing(word) or figure(word) is not None for word in words[len(form.meanings) :])
    )


def _column(source: Source, form: _Form, place: int, name: str) -> ColumnMapping:
    if place >= len(form.meanings):
        meaning = source.meaning(name)
        return ColumnMapping(name, None if meaning == "metric" else meaning, meaning not in (None, "ignored"), place)
    meaning = form.meanings[place]
    return ColumnMapping(name, meaning, meaning not in ("ignored", "page", "account"), place)


def _titled(
    sheet: Sheet, above: tuple[int, list[Cell]], title: str, names: list[str], words: list[str], order: DateOrder
) -> Draft | None:
    """Days of the figure the title names, or ages by gender."""
    if (
        len(names) != len(words)
        or len(names) not in (2, 3, 4)
        or not all(figure(word) is not None for word in words[1:])
    ):
        return None
    columns = tuple(ColumnMapping(name, None, True, place) for place, name in enumerate(names))
    header = (sheet, *above, order)
    if _STAMP.fullmatch(words[0]) and moment(words[0]):
        days = (ColumnMapping(names[0], "day", True, 0), ColumnMapping(title, figure_of(title), True, 1))
        parts = tuple(ColumnMapping(f"{title}: {name}", None, True, place) for place, name in enumerate(names[2:], 2))
        return drafted(header, "meta.summary_days", title, days + parts)
    if _AGES.fullmatch(words[0]) and not names[0]:
        return drafted(header, "meta.age_gender", title, columns, "age_gender")
    return None
