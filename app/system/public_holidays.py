"""Public and school holidays from the `holidays` package, as rows for the store.

The language is always passed on: without it the package's names follow the locale of the process. Where it has no names in
the language asked for, English is taken, then the country's own; the row says which.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domain.errors import BadInput

if TYPE_CHECKING:
    from holidays import HolidayBase

FIRST_YEAR, LAST_YEAR = 1950, 2100
NAMES_IN = {"pl": ("pl", "en_US", "en_GB"), "en": ("en_US", "en_GB"), "de": ("de", "en_US", "en_GB")}
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class PublicHoliday:
    """One day off. `region` None: the whole country; `language` None: the package has one set of names only.

    `category` is "public" or "school"; a school break is one row a day.
    """

    country: str
    region: str | None
    day: date
    name: str
    language: str | None
    category: str


def countries() -> dict[str, tuple[str, ...]]:
    """Country codes (ISO 3166) the package knows, each with its regions."""
    from holidays import list_supported_countries

    return {code: tuple(regions) for code, regions in list_supported_countries(include_aliases=False).items()}


def public_holidays(
    country: str, years: Iterable[int], language: str, region: str | None = None, *, school: bool = False
) -> tuple[PublicHoliday, ...]:
    """Days off in calendar order, the country's and, when given, the region's.

    Raises `BadInput`: "holidays.country_unknown", "holidays.region_unknown", "holidays.year_out_of_range".
    """
    wanted = tuple(dict.fromkeys(years))
    for year in wanted:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise BadInput("holidays.year_out_of_range", year=year, first=FIRST_YEAR, last=LAST_YEAR)
    code = _known(country, region)
    rows = [
        row
        for category in ("public", "school")
        if category == "public" or school
        for row in _category(code, region, wanted, language, category)
    ]
    return tuple(sorted(rows, key=lambda row: (row.day, row.category, row.name)))


def _known(country: str, region: str | None) -> str:
    from holidays import list_supported_countries

    code = country.upper()
    code = "GB" if code == "UK" else code
    known = list_supported_countries(include_aliases=True)
    if code not in known:
        raise BadInput("holidays.country_unknown", country=country)
    if region is not None and region not in known[code]:
        raise BadInput("holidays.region_unknown", country=code, region=region, known=tuple(known[code]))
    return code


def _category(
    country: str, region: str | None, years: tuple[int, ...], language: str, category: str
) -> Iterable[PublicHoliday]:
    calendar = _calendar(country, region, years, language, category)
    if calendar is None:
        return
    name_language = calendar.language
    for day in calendar:
        for name in calendar.get_list(day):
            yield PublicHoliday(country, region, day, name[:LONGEST_NAME], name_language, category)


def _calendar(
    country: str, region: str | None, years: tuple[int, ...], language: str, category: str
) -> HolidayBase | None:
    import holidays

    facts = getattr(holidays, country)
    if category not in facts.supported_categories:
        return None
    asked = NAMES_IN.get(language, (language,))
    name_language = next((name for name in asked if name in facts.supported_languages), facts.default_language)
    return holidays.country_holidays(
        country, subdiv=region, years=years, language=name_language, categories=(category,)
    )
