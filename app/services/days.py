"""The days planning looks at: public holidays, observances, trading Sundays and the team's own days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.calendar_day import CalendarDay, DayKind, OwnDay
from app.domain.errors import BadInput
from app.domain.names import clean_name
from app.domain.observances import observances, trade_sundays
from app.domain.people import Actor, Right
from app.domain.workspace import Brand
from app.services.seeing import brands_read, check_sees
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock
from app.system.observance_names import observance_name
from app.system.public_holidays import FIRST_YEAR, LAST_YEAR, NAMES_IN, PublicHoliday, public_holidays
from app.system.reference import trade_sunday_rules
from app.system.words import LANGUAGES, Words

FILLED = "holidays.filled"
"""The setting that says which places and years the store holds: {"PL": [2026, 2027], "DE-BY": [2026]}."""
_UNKNOWN = ("holidays.country_unknown", "holidays.region_unknown")
_ORDER = tuple(DayKind)


@dataclass(frozen=True, slots=True, order=True)
class _Area:
    """A whole country, or one region of it."""

    country: str
    region: str = ""

    @property
    def key(self) -> str:
        return f"{self.country}-{self.region}" if self.region else self.country


class DaysService:
    """Holidays are asked of their library once per place and year and then kept in the store, so that they stay as they
    were and are there at once."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def ensure(self, *years: int) -> tuple[str, ...]:
        """Fills the holidays of all brands' places for these years where they are missing, in every language of ours.

        Gives the places nothing is known of ("XX", "DE-ZZ"). Raises `BadInput` "holidays.year_out_of_range".
        """
        for year in years:
            _check_year(year)
        unknown, _ = self._fill(self._brands(Actor(), None), years)
        return unknown

    def days(
        self, actor: Actor, first: date, last: date, brand_id: int | Sequence[int] | None = None, *, language: str
    ) -> list[CalendarDay]:
        """What falls on `first` to `last` (inclusive) for a brand, some brands or all the actor may see, in calendar order.

        Years outside 1950 to 2100 have no days. Names are in `language` ("pl", "en") where there are some.
        """
        brands = self._brands(actor, brand_id)
        years = range(max(first.year, FIRST_YEAR), min(last.year, LAST_YEAR) + 1)
        _, unsaved = self._fill(brands, years)
        countries = sorted({area.country for area in _areas(brands)})
        with self._store.read() as work:
            stored = work.plans.holidays(first, last, countries)
            own = work.plans.own_days(brands_read(work, actor, _numbers(brand_id)))
        fresh = [row for row in unsaved if first <= row["day"] <= last]
        found = _holidays(stored + fresh, _areas(brands), language, countries)
        for year in years:
            found += _by_rule(year, countries, Words(language))
            found += [
                CalendarDay(day, DayKind.OWN, row.name, None, None, f"own-{row.id}")
                for row in own
                if (day := row.falls_on(year)) is not None
            ]
        kept = [row for row in found if first <= row.day <= last]
        return sorted(kept, key=lambda row: (row.day, _ORDER.index(row.kind), row.key, row.name))

    def year(self, actor: Actor, year: int, brand_id: int | None = None, *, language: str) -> list[CalendarDay]:
        """All days of a year. Raises `BadInput` "holidays.year_out_of_range"."""
        _check_year(year)
        return self.days(actor, date(year, 1, 1), date(year, 12, 31), brand_id, language=language)

    # own days
    def own_days(self, actor: Actor, brand_id: int | None = None) -> list[OwnDay]:
        """The days people put down themselves; with a brand, its own and those of all brands."""
        with self._store.read() as work:
            return work.plans.own_days(brands_read(work, actor, _numbers(brand_id)))

    def add_own_day(
        self,
        actor: Actor,
        day: date,
        name: str,
        *,
        brand_id: int | None = None,
        yearly: bool = False,
        unit: UnitOfWork | None = None,
    ) -> OwnDay:
        """A day of the team's own. Raises `BadInput` "name.empty"."""
        actor.require(Right.PLAN, brand_id)
        with self._store.joined(unit) as work:
            if brand_id is not None:
                work.team.brand(brand_id)
            cleaned = clean_name(name)
            day_id = work.plans.add_own_day(brand_id=brand_id, day=day, name=cleaned, yearly=yearly)
            facts = {"day": day.isoformat(), "yearly": yearly}
            self._record(work, actor, day_id, brand_id, "added", facts, {"name": cleaned})
            return work.plans.own_day(day_id)

    def remove_own_day(self, actor: Actor, day_id: int, *, unit: UnitOfWork | None = None) -> None:
        """Takes a day away for good. Raises `NotFound` "day.not_found"."""
        with self._store.joined(unit) as work:
            row = work.plans.own_day(day_id)
            actor.require(Right.PLAN, row.brand_id)
            work.plans.remove_own_day(day_id)
            self._record(work, actor, day_id, row.brand_id, "removed", {"day": row.day.isoformat()}, None)

    # parts
    def _brands(self, actor: Actor, brand_id: int | Sequence[int] | None) -> list[Brand]:
        wanted = _numbers(brand_id)
        with self._store.read() as work:
            if wanted is None:
                visible = brands_read(work, actor)
                return [row for row in work.team.brands() if visible is None or row.id in visible]
            for number in wanted:
                check_sees(work, actor, number, "brand.not_found", brand=number)
            return [work.team.brand(number) for number in wanted]

    def _fill(self, brands: Iterable[Brand], years: Iterable[int]) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
        """Places without data, and the rows that could not be saved because the store is open for reading only."""
        with self._store.read() as work:
            missing = _missing(work, brands, years)
        found: dict[tuple[_Area, int], list[dict[str, Any]]] = {}
        unknown: list[str] = []
        for area, year in missing:
            try:
                found[area, year] = _rows(area, year)
            except BadInput as problem:
                if problem.code not in _UNKNOWN:
                    raise
                unknown.append(area.key)
        if self._store.read_only:
            return tuple(dict.fromkeys(unknown)), [row for rows in found.values() for row in rows]
        if found:
            self._save(found)
        return tuple(dict.fromkeys(unknown)), []

    def _save(self, found: dict[tuple[_Area, int], list[dict[str, Any]]]) -> None:
        with self._store.write() as work:
            filled: dict[str, list[int]] = work.settings.get(FILLED) or {}
            for (area, year), rows in found.items():
                years = filled.setdefault(area.key, [])
                if year in years:  # filled by another copy meanwhile
                    continue
                years.append(year)
                work.plans.add_holidays(rows)
            work.settings.put(FILLED, {key: sorted(years) for key, years in filled.items()})

    def _record(
        self,
        work: UnitOfWork,
        actor: Actor,
        day_id: int,
        brand_id: int | None,
        action: str,
        facts: dict[str, object],
        words: dict[str, object] | None,
    ) -> None:
        work.history.record(
            at=self._clock.now(),
            actor=actor,
            entity="own_day",
            entity_id=day_id,
            action=action,
            brand_id=brand_id,
            facts=facts,
            words=words,
        )


def _numbers(brand_id: int | Sequence[int] | None) -> Sequence[int] | None:
    return [brand_id] if isinstance(brand_id, int) else brand_id


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadInput("holidays.year_out_of_range", year=year, first=FIRST_YEAR, last=LAST_YEAR)


def _areas(brands: Iterable[Brand]) -> list[_Area]:
    """Countries and regions of the brands; a region never without its country."""
    found: set[_Area] = set()
    for brand in brands:
        for place in brand.places:
            country = place.country.upper()
            found.add(_Area(country))
            found.update(_Area(country, region) for region in place.regions if region)
    return sorted(found)


def _missing(work: UnitOfWork, brands: Iterable[Brand], years: Iterable[int]) -> list[tuple[_Area, int]]:
    filled: dict[str, list[int]] = work.settings.get(FILLED) or {}
    wanted = list(years)
    return [(area, year) for area in _areas(brands) for year in wanted if year not in filled.get(area.key, ())]


def _rows(area: _Area, year: int) -> list[dict[str, Any]]:
    """Store rows of one place and year; those of a region without what the whole country has anyway."""
    found: dict[tuple[date, str, str], PublicHoliday] = {}
    for language in LANGUAGES:
        rows = public_holidays(area.country, [year], language, area.region or None)
        national = public_holidays(area.country, [year], language) if area.region else ()
        everywhere = {(row.day, row.name) for row in national}
        for row in rows:
            if (row.day, row.name) not in everywhere:
                found[row.day, row.language or "", row.name] = row
    return [
        {
            "country": area.country,
            "region": area.region,
            "day": row.day,
            "name": row.name,
            "language": row.language or "",
            "category": row.category,
        }
        for row in found.values()
    ]


def _holidays(
    rows: list[dict[str, Any]], areas: Iterable[_Area], language: str, countries: Sequence[str]
) -> list[CalendarDay]:
    wanted = {(area.country, area.region) for area in areas}
    best = {country: _best_language(rows, country, language) for country in countries}
    numbers: dict[tuple[str, str, date], int] = {}
    found = []
    for row in rows:
        place = (row["country"], row["region"])
        if place not in wanted or row["language"] != best[row["country"]]:
            continue
        number = numbers[(*place, row["day"])] = numbers.get((*place, row["day"]), 0) + 1
        key = f"holiday-{_Area(*place).key}-{number}"
        country = row["country"] if len(countries) > 1 else None
        found.append(CalendarDay(row["day"], DayKind.HOLIDAY, row["name"], country, row["region"] or None, key))
    return found


def _best_language(rows: Iterable[dict[str, Any]], country: str, language: str) -> str:
    """The first language asked for that the country's rows have, else the only or first one there is."""
    there = {row["language"] for row in rows if row["country"] == country}
    asked = NAMES_IN.get(language, (language,))
    return next((name for name in asked if name in there), min(there, default=""))


def _by_rule(year: int, countries: Sequence[str], words: Words) -> list[CalendarDay]:
    """Observances, and the trading Sundays where Poland is one of the countries."""
    several = len(countries) > 1
    found = []
    for row in observances(year, countries):
        told = None if row.countries is None or not several else ", ".join(sorted(row.countries & set(countries)))
        found.append(
            CalendarDay(
                row.day, DayKind.OBSERVANCE, observance_name(row.key, words), told, None, f"observance-{row.key}"
            )
        )
    if "PL" in countries:
        name, told = observance_name("trade_sunday", words), "PL" if several else None
        found += [
            CalendarDay(day, DayKind.TRADING_SUNDAY, name, told, None, "trade_sunday")
            for day in trade_sundays(year, trade_sunday_rules()) or ()
        ]
    return found
