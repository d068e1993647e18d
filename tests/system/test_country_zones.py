"""Zones of countries."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from app.system.country_zones import MAIN, zones_of


@pytest.mark.parametrize(
    ("country", "main"),
    [
        ("PL", "Europe/Warsaw"),
        ("ES", "Europe/Madrid"),
        ("PT", "Europe/Lisbon"),
        ("US", "America/New_York"),
        ("UA", "Europe/Kyiv"),
        ("DE", "Europe/Berlin"),
        ("AQ", "Antarctica/McMurdo"),
        ("ZZ", "UTC"),
    ],
)
def test_most_people_of_a_country_live_by_its_first_zone(country: str, main: str) -> None:
    assert zones_of(country)[0] == main


def test_every_zone_is_there_once_and_known() -> None:
    found = zones_of("US")
    assert len(found) == len(set(found)) > 20 and "Pacific/Honolulu" in found
    assert all(ZoneInfo(zone).key for country in ("US", "BR", "PL", "UA") for zone in zones_of(country))
    assert all(zone in zones_of(country) for country, zone in MAIN.items())
