"""Holidays kept in the store, observances, trading Sundays and own days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.calendar_day import DayKind, OwnDay
from app.domain.errors import BadInput, NotFound, NotPermitted
from app.domain.people import Actor, Role
from app.domain.workspace import Place
from app.services import days as module
from app.services.days import FILLED, DaysService
from app.store.opening import open_store
from app.store.queries.team import place_rows
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.workspace import add_member, new_workspace, owner

CLOCK = SetClock(datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
POLAND = Place("PL")


@pytest.fixture
def store(any_store_url: str) -> Iterator[Store]:
    made = new_workspace(any_store_url)
    stands_in(made, POLAND)
    yield made
    made.close()


def stands_in(store: Store, *places: Place) -> None:
    with store.write() as work:
        work.team.edit_brand(1, work.team.brand(1).version, {"places": place_rows(places)})


def stored(store: Store) -> list[dict[str, object]]:
    with store.read() as work:
        return work.plans.holidays(date(1, 1, 1), date(9999, 12, 31), ["PL", "DE", "XX"])


def test_poland_2026_by_hand(store: Store) -> None:
    rows = DaysService(store, CLOCK).year(Actor(), 2026, language="pl")
    off = [row.day.strftime("%d.%m") for row in rows if row.kind is DayKind.HOLIDAY]
    assert " ".join(off) == "01.01 06.01 05.04 06.04 01.05 03.05 24.05 04.06 15.08 01.11 11.11 24.12 25.12 26.12"
    trading = [row.day.strftime("%d.%m") for row in rows if row.kind is DayKind.TRADING_SUNDAY]
    assert " ".join(trading) == "25.01 29.03 26.04 28.06 30.08 06.12 13.12 20.12"
    assert {row.name for row in rows if row.day == date(2026, 12, 25)} == {"Boże Narodzenie (pierwszy dzień)"}
    assert [row.day for row in rows if row.key == "observance-black_friday"] == [date(2026, 11, 27)]
    assert all(row.country is None and row.region is None for row in rows)
    assert [row.day for row in rows] == sorted(row.day for row in rows)
    assert len({(row.day, row.key) for row in rows}) == len(rows)


def test_names_in_english_under_the_same_keys(store: Store) -> None:
    days = DaysService(store, CLOCK)
    polish, english = days.year(Actor(), 2026, language="pl"), days.year(Actor(), 2026, language="en")
    assert [(row.day, row.kind, row.key) for row in polish] == [(row.day, row.kind, row.key) for row in english]
    names = {row.key: row.name for row in english if row.day == date(2026, 11, 11)}
    assert names["holiday-PL-1"] == "National Independence Day"
    assert names["observance-saint_martins_day"] == "Saint Martin's Day"


def test_filled_once_and_then_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    days = DaysService(store, CLOCK)
    assert days.ensure(2026) == ()
    kept = stored(store)
    assert {row["language"] for row in kept} == {"pl", "en_US"} and len(kept) == 28
    days.ensure(2026)
    first = days.days(Actor(), date(2026, 12, 1), date(2026, 12, 31), language="pl")

    def never(*_: object) -> None:
        raise AssertionError("asked again")

    monkeypatch.setattr(module, "public_holidays", never)
    days.ensure(2026)
    assert days.days(Actor(), date(2026, 12, 1), date(2026, 12, 31), language="pl") == first
    assert stored(store) == kept
    with store.read() as work:
        assert work.settings.get(FILLED) == {"PL": [2026]}


def test_several_countries_and_regions(store: Store) -> None:
    stands_in(store, POLAND, Place("de", ("BY", "BE")))
    days = DaysService(store, CLOCK)
    rows = days.days(Actor(), date(2026, 1, 6), date(2026, 1, 6), language="en")
    assert [(row.name, row.country, row.region) for row in rows] == [
        ("Epiphany", "DE", "BY"),
        ("Epiphany", "PL", None),
    ]
    women = days.days(Actor(), date(2026, 3, 8), date(2026, 3, 8), language="en")
    assert [(row.kind.value, row.country, row.region) for row in women] == [
        ("holiday", "DE", "BE"),
        ("observance", None, None),
    ]
    unity = days.days(Actor(), date(2026, 10, 3), date(2026, 10, 3), language="en")
    assert [(row.country, row.region) for row in unity] == [("DE", None)]
    assert [row.country for row in days.days(Actor(), date(2026, 5, 26), date(2026, 5, 26), language="pl")] == ["PL"]
    assert len({(row.day, row.key) for row in days.year(Actor(), 2026, language="pl")}) == len(
        days.year(Actor(), 2026, language="pl")
    )
    stands_in(store, Place("DE"))
    assert not [
        row for row in days.year(Actor(), 2026, language="en") if row.region or row.kind is DayKind.TRADING_SUNDAY
    ]


def test_unknown_places_and_far_years(store: Store) -> None:
    stands_in(store, POLAND, Place("XX"), Place("DE", ("ZZ",)))
    days = DaysService(store, CLOCK)
    assert days.ensure(2026, 2027) == ("DE-ZZ", "XX")
    assert [row for row in days.year(Actor(), 2026, language="pl") if row.country == "DE"]
    for year in (1949, 2101, -5, 10_000):
        with pytest.raises(BadInput, match=r"^holidays\.year_out_of_range"):
            days.year(Actor(), year, language="pl")
    assert days.days(Actor(), date(2150, 1, 1), date(2150, 12, 31), language="pl") == []
    assert days.days(Actor(), date(9999, 12, 1), date.max, language="pl") == []


def test_own_days_once_and_every_year(store: Store) -> None:
    days, ewa = DaysService(store, CLOCK), Actor(owner(store))
    fair = days.add_own_day(ewa, date(2026, 5, 21), "Targi  w Poznaniu", brand_id=1)
    days.add_own_day(ewa, date(2024, 2, 29), "Urodziny firmy", yearly=True)

    def own(year: int) -> list[tuple[date, str]]:
        return [(row.day, row.name) for row in days.year(Actor(), year, 1, language="pl") if row.kind is DayKind.OWN]

    assert own(2026) == [(date(2026, 2, 28), "Urodziny firmy"), (date(2026, 5, 21), "Targi w Poznaniu")]
    assert own(2028) == [(date(2028, 2, 29), "Urodziny firmy")] and own(2023) == []
    with pytest.raises(NotPermitted):
        days.remove_own_day(Actor(add_member(store, "jan@jesion.pl", Role.CREATOR)), fair.id)
    days.remove_own_day(ewa, fair.id)
    with pytest.raises(NotFound, match=r"^day\.not_found"):
        days.remove_own_day(ewa, fair.id)
    assert [row.name for row in days.own_days(Actor(), 1)] == ["Urodziny firmy"]
    with store.read() as work:
        assert [row.action for row in work.history.of("own_day", fair.id)] == ["added", "removed"]


def test_when_an_own_day_falls() -> None:
    once, yearly = OwnDay(1, None, date(2026, 5, 1), "x", False), OwnDay(1, None, date(2024, 2, 29), "x", True)
    assert (once.falls_on(2026), once.falls_on(2027)) == (date(2026, 5, 1), None)
    assert [yearly.falls_on(year) for year in (2023, 2024, 2025, 2100)] == [
        None,
        date(2024, 2, 29),
        date(2025, 2, 28),
        date(2100, 2, 28),
    ]


def test_a_store_opened_for_reading_still_has_days(tmp_path: Path) -> None:
    address = str(tmp_path / "workspace.szpalta")
    made = new_workspace(address)
    stands_in(made, POLAND)
    made.close()
    reading = open_store(address, read_only=True)
    rows = DaysService(reading, CLOCK).days(Actor(), date(2026, 11, 11), date(2026, 11, 11), language="pl")
    assert [row.kind.value for row in rows] == ["holiday", "observance", "observance"]
    assert stored(reading) == []
    reading.close()
