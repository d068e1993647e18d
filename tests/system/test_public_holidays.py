"""Days off as Polish law has them, in the language asked for and no other."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.errors import BadInput
from app.system.public_holidays import countries, public_holidays


def days(year: int, text: str) -> list[date]:
    pairs = [part.split(".") for part in text.split(", ")]
    return [date(year, int(month), int(day)) for day, month in pairs]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2026, "1.1, 6.1, 5.4, 6.4, 1.5, 3.5, 24.5, 4.6, 15.8, 1.11, 11.11, 24.12, 25.12, 26.12"),
        (2027, "1.1, 6.1, 28.3, 29.3, 1.5, 3.5, 16.5, 27.5, 15.8, 1.11, 11.11, 24.12, 25.12, 26.12"),
    ],
)
def test_poland(year: int, expected: str) -> None:
    assert [row.day for row in public_holidays("PL", [year], "pl")] == days(year, expected)


def test_christmas_eve_is_free_from_2025_on() -> None:
    eves = [
        row.day.year
        for row in public_holidays("PL", range(2023, 2028), "pl")
        if row.day.month == 12 and row.day.day == 24
    ]
    assert eves == [2025, 2026, 2027]


def test_names_do_not_follow_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for locale in ("de_DE.UTF-8", "en_US.UTF-8", "C"):
        monkeypatch.setenv("LANGUAGE", locale)
        monkeypatch.setenv("LC_ALL", locale)
        assert public_holidays("PL", [2026], "pl")[0].name == "Nowy Rok"
        assert public_holidays("PL", [2026], "en")[0].name == "New Year's Day"
        german = public_holidays("DE", [2026], "pl")[0]
        assert (german.name, german.language) == ("New Year's Day", "en_US")


def test_regions_and_aliases() -> None:
    scotland = public_holidays("UK", [2026], "en", "SCT")
    assert {"GB"} == {row.country for row in scotland}
    assert any(row.day == date(2026, 11, 30) for row in scotland)
    assert not any(row.day == date(2026, 11, 30) for row in public_holidays("GB", [2026], "en"))
    assert public_holidays("pl", [2026], "pl", "14") == tuple(
        type(row)(row.country, "14", row.day, row.name, row.language, row.category)
        for row in public_holidays("PL", [2026], "pl")
    )


def test_school_breaks_of_a_voivodeship() -> None:
    rows = public_holidays("PL", [2026], "pl", "14", school=True)
    winter = [row.day for row in rows if row.category == "school" and row.name == "Ferie zimowe"]
    assert (winter[0], winter[-1], len(winter)) == (date(2026, 1, 19), date(2026, 2, 1), 14)
    assert {row.category for row in public_holidays("US", [2026], "en", school=True)} == {"public"}


def test_every_country_answers() -> None:
    assert len(countries()) > 200
    assert "14" in countries()["PL"]
    assert {row.language for row in public_holidays("KM", [2026], "pl")} == {None}


@pytest.mark.parametrize(
    ("country", "region", "year", "code"),
    [
        ("XX", None, 2026, "holidays.country_unknown"),
        ("HolidayBase", None, 2026, "holidays.country_unknown"),
        ("PL", "99", 2026, "holidays.region_unknown"),
        ("PL", None, 1800, "holidays.year_out_of_range"),
        ("PL", None, 9999, "holidays.year_out_of_range"),
    ],
)
def test_what_is_not_known_is_refused(country: str, region: str | None, year: int, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        public_holidays(country, [year], "pl", region)
    assert caught.value.code == code
