"""Days marketers care about, by rule for any year; public holidays are not here (`system.public_holidays`).

Easter by the anonymous Gregorian computus (Meeus/Jones/Butcher). Names of the days are words, not rules: they are found by
`key` in `system.observance_names`. Countries are ISO 3166 codes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)

PL = frozenset({"PL"})
EVERYWHERE: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Observance:
    """One day in one year. `countries` None means everywhere."""

    key: str
    day: date
    countries: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class ObservanceRule:
    """`day` gives the calendar day in a year; `countries` None means everywhere."""

    key: str
    countries: frozenset[str] | None
    day: Callable[[int], date]


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def first_from(day: date, weekday: int) -> date:
    """The first such weekday on or after `day` (0 = Monday)."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def last_until(day: date, weekday: int) -> date:
    """The last such weekday on or before `day` (0 = Monday)."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def last_of_month(year: int, month: int, weekday: int) -> date:
    """The last such weekday of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return last_until(following - timedelta(days=1), weekday)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def _from_black_friday(days: int) -> Callable[[int], date]:
    return lambda year: first_from(date(year, 11, 22), THURSDAY) + timedelta(days=1 + days)


def _nth(month: int, weekday: int, n: int) -> Callable[[int], date]:
    return lambda year: first_from(date(year, month, 1), weekday) + timedelta(weeks=n - 1)


def school_start(year: int) -> date:
    """Poland: 1 September or the first working day after; the Monday when the 1st is a Friday or Saturday."""
    first = date(year, 9, 1)
    return first if first.weekday() < FRIDAY else first_from(first, MONDAY)


def school_end(year: int) -> date:
    """Poland: the first Friday after 20 June."""
    return first_from(date(year, 6, 21), FRIDAY)


EARTH_HOUR_MOVED = {2025: date(2025, 3, 22)}
"""Years the organisers chose another evening than the rule gives."""


def earth_hour(year: int) -> date:
    """The last Saturday of March; a week earlier when that is the eve of Easter."""
    usual = last_of_month(year, 3, SATURDAY)
    eve = usual + timedelta(days=1) == easter(year)
    return EARTH_HOUR_MOVED.get(year, usual - timedelta(weeks=1) if eve else usual)


def mothers_day_france(year: int) -> date:
    """The last Sunday of May; the first of June when that is Pentecost."""
    usual = last_of_month(year, 5, SUNDAY)
    return usual + timedelta(weeks=1) if usual == easter(year) + timedelta(days=49) else usual


R = ObservanceRule
RULES: tuple[ObservanceRule, ...] = (
    R("grandmothers_day", PL, _fixed(1, 21)),
    R("grandfathers_day", PL, _fixed(1, 22)),
    R("valentines_day", EVERYWHERE, _fixed(2, 14)),
    R("fat_thursday", PL, _from_easter(-52)),
    R("shrove_tuesday", PL, _from_easter(-47)),
    R("ash_wednesday", PL, _from_easter(-46)),
    R("womens_day", EVERYWHERE, _fixed(3, 8)),
    R("mens_day", PL, _fixed(3, 10)),
    R("first_day_of_spring", PL, _fixed(3, 21)),
    R("earth_hour", EVERYWHERE, earth_hour),
    R("april_fools_day", EVERYWHERE, _fixed(4, 1)),
    R("palm_sunday", PL, _from_easter(-7)),
    R("wet_monday", PL, _from_easter(1)),
    R("earth_day", EVERYWHERE, _fixed(4, 22)),
    R("flag_day", PL, _fixed(5, 2)),
    R("mothers_day", PL, _fixed(5, 26)),
    R("mothers_day_uk", frozenset({"GB"}), _from_easter(-21)),
    R("mothers_day_us", frozenset({"US", "DE"}), _nth(5, SUNDAY, 2)),
    R("mothers_day_fr", frozenset({"FR"}), mothers_day_france),
    R("childrens_day", PL, _fixed(6, 1)),
    R("fathers_day", PL, _fixed(6, 23)),
    R("fathers_day_us", frozenset({"US", "GB"}), _nth(6, SUNDAY, 3)),
    R("fathers_day_de", frozenset({"DE"}), _from_easter(39)),
    R("midsummer_night", PL, _fixed(6, 23)),
    R("school_end", PL, school_end),
    R("school_start", PL, school_start),
    R("boyfriends_day", PL, _fixed(9, 30)),
    R("teachers_day", PL, _fixed(10, 14)),
    R("halloween", EVERYWHERE, _fixed(10, 31)),
    R("all_souls_day", PL, _fixed(11, 2)),
    R("saint_martins_day", PL, _fixed(11, 11)),
    R("singles_day", EVERYWHERE, _fixed(11, 11)),
    R("black_friday", EVERYWHERE, _from_black_friday(0)),
    R("cyber_monday", EVERYWHERE, _from_black_friday(3)),
    R("giving_tuesday", EVERYWHERE, _from_black_friday(4)),
    R("saint_andrews_eve", PL, _fixed(11, 29)),
    R("saint_barbaras_day", PL, _fixed(12, 4)),
    R("saint_nicholas_day", PL, _fixed(12, 6)),
    R("new_years_eve", EVERYWHERE, _fixed(12, 31)),
)


def observances(year: int, countries: Iterable[str] | None = None) -> tuple[Observance, ...]:
    """The days of a year in calendar order; those of `countries` and those kept everywhere, or all when None."""
    wanted = None if countries is None else set(countries)
    days = (
        Observance(rule.key, rule.day(year), rule.countries)
        for rule in RULES
        if wanted is None or rule.countries is None or rule.countries & wanted
    )
    return tuple(sorted(days, key=lambda observance: (observance.day, observance.key)))


@dataclass(frozen=True, slots=True)
class TradeSundayRule:
    """Poland's trading Sundays for the years `first_year` to `last_year` (None: until the law changes).

    `months` whose last Sunday trades; how many Sundays before Easter and before 24 or 25 December
    (`christmas_anchor`, the day of December that is no longer counted); `extra` single days of one year.
    """

    first_year: int
    last_year: int | None
    months: tuple[int, ...]
    before_easter: int
    before_christmas: int
    christmas_anchor: int
    extra: tuple[date, ...]
    source: str


def trade_sundays(year: int, rules: Iterable[TradeSundayRule]) -> tuple[date, ...] | None:
    """The trading Sundays of a year in order; None when no rule is known for it. A public holiday never trades."""
    for rule in rules:
        if rule.first_year <= year and (rule.last_year is None or year <= rule.last_year):
            break
    else:
        return None
    resurrection = easter(year)
    last_advent = last_until(date(year, 12, rule.christmas_anchor) - timedelta(days=1), SUNDAY)
    days = {last_of_month(year, month, SUNDAY) for month in rule.months}
    days |= {resurrection - timedelta(weeks=n) for n in range(1, rule.before_easter + 1)}
    days |= {last_advent - timedelta(weeks=n) for n in range(rule.before_christmas)}
    days |= {day for day in rule.extra if day.year == year}
    return tuple(sorted(days - {resurrection}))
