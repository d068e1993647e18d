"""Tables of Meta that are known by the title above them: days of a figure, audiences, formats, the number of followers."""

from __future__ import annotations

from dataclasses import replace

from app.domain.imports import ColumnMapping
from app.exchange.imports.aliases import format_of, general_meaning, is_figure
from app.exchange.imports.dates import DateOrder, moment
from app.exchange.imports.figures import figure
from app.exchange.imports.known_meta import META_SOURCES
from app.exchange.imports.layout import clean_text
from app.exchange.imports.learning import Draft
from app.exchange.imports.sheets import Cell, Sheet
from app.exchange.imports.source import Source
from app.exchange.imports.titles import (
    are_ages,
    dimension_of,
    figure_of,
    is_value,
    network_of,
    network_of_code,
    stock_of,
)

_SOURCES = {source.name: source for source in META_SOURCES}
_LONGEST_FORMAT = 40
Header = tuple[Sheet, int, list[Cell], DateOrder]
"""A sheet, the line of a header in it and its cells, and what is known of the order of dates."""


def titled_table(header: Header, title: str) -> Draft | None:
    """The table that has this header and this title ("" for none), None when no such table is known."""
    names = [clean_text(cell) for cell in header[2]]
    while names and not names[-1]:
        names.pop()
    if not names or (title and any(figure(name) is not None for name in names[:1])):
        return None
    if title and (days := _days(header, title, names)):
        return days
    return _audience(header, title, names) or (_formats(header, title, names) if title else None)


def _days(header: Header, title: str, names: list[str]) -> Draft | None:
    """A figure by day, in whatever language: the day, then the figure, then perhaps its parts."""
    sheet = header[0]
    primary = _SOURCES["meta.summary_days"].meaning(names[1]) == "primary" if len(names) > 1 else False
    if len(names) < 2 or general_meaning(names[0]) != "day" or any(figure(name) is not None for name in names):
        return None
    if not primary and not (getattr(sheet, "announced", False) and len(names) == 2):
        return None
    columns = [
        ColumnMapping(names[0], "day", True, 0),
        ColumnMapping(title, figure_of(title), True, 1),
        *(ColumnMapping(f"{title}: {name}", None, True, place + 2) for place, name in enumerate(names[2:]) if name),
    ]
    return drafted(header, "meta.summary_days", title, tuple(columns))


def named_days(header: Header, title: str) -> list[Draft]:
    """Days of figures whose columns name the network too ("Date", "Instagram reach"), or the network alone below the title
    of a figure: a table for each network."""
    names = [clean_text(cell) for cell in header[2]]
    names = [f"{name} {title}" if title and name.casefold() in ("facebook", "instagram") else name for name in names]
    named = [(place, name) for place, name in enumerate(names[1:], 1) if name]
    if not named or not (general_meaning(names[0]) == "day" or names[0].casefold().startswith(("date", "data"))):
        return []
    if not all(network_of(name) and (figure_of(name) or is_figure(general_meaning(name))) for _, name in named):
        return []
    found = []
    for network in dict.fromkeys(network_of(name) for _, name in named):
        columns = [ColumnMapping(names[0], "day", True, 0)]
        columns += [
            ColumnMapping(name, figure_of(name), True, place) for place, name in named if network_of(name) == network
        ]
        found.append(drafted(header, "meta.summary_days", str(network), tuple(columns)))
    return found


def _audience(header: Header, title: str, names: list[str]) -> Draft | None:
    """Ages by gender, countries, cities: the names in one row and the values below, or a name and its value in each row."""
    code = names[0] if stock_of(names[0]) else ",".join(names)
    if title and (counted := stock_of(code)):
        column = ColumnMapping(title, None, True, 0)
        draft = drafted(header, "meta.followers", title, (column,), metric=counted)
        network = draft.source.network or network_of_code(code)
        return replace(draft, source=replace(draft.source, network=network))
    columns = tuple(ColumnMapping(name, None, True, place) for place, name in enumerate(names) if name)
    if len(names) == 2 and is_value(names[1]) and (dimension := dimension_of(names[0]) or dimension_of(title)):
        return drafted(header, "meta.pairs", title, columns, dimension)
    if are_ages(names) and (not title or dimension_of(title) == "age_gender" or names[0]):
        return drafted(header, "meta.age_gender", title, columns, "age_gender")
    found = dimension_of(title) if title else None
    if found is None or not columns or moment(names[0]) or general_meaning(names[0]) == "day":
        return None
    if found == "age_gender":
        return drafted(header, "meta.age_gender", title, columns, found)
    return drafted(header, "meta.places", title, columns, found)


def _formats(header: Header, title: str, names: list[str]) -> Draft | None:
    """What each format of posts brought: the formats in one row, the figure the title names below."""
    known = sum(format_of(name) is not None for name in names)
    odd = any(figure(name) is not None or not name or len(name) > _LONGEST_FORMAT for name in names)
    if known * 2 < len(names) or len(names) > 12 or odd:
        return None
    columns = tuple(ColumnMapping(name, None, True, place) for place, name in enumerate(names))
    return drafted(header, "meta.places", title, columns, "format", metric=title)


def drafted(
    header: Header,
    source: str,
    title: str,
    columns: tuple[ColumnMapping, ...],
    dimension: str | None = None,
    metric: str | None = None,
) -> Draft:
    """A table of Meta under this title."""
    sheet, line, cells, order = header
    found: Source = replace(_SOURCES[source], network=network_of(title))
    return Draft(sheet, found, line, columns, order, cells, dimension=dimension, metric=metric)
