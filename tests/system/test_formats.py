"""The table "Dates, times and numbers" of the glossary, form by form, and the edges around it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadInput
from app.system.formats import Formats

PL = Formats("pl", "Europe/Warsaw")
EN = Formats("en", "Europe/Warsaw")
DE = Formats("de", "Europe/Berlin")
DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
SIX = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
NB = "\u00a0"


def test_date_in_full() -> None:
    assert PL.day_full(DAY) == "wtorek, 24 listopada 2026"
    assert EN.day_full(DAY) == "Tuesday, 24 November 2026"
    assert DE.day_full(DAY) == "Dienstag, 24. November 2026"
    assert PL.day_full(DAY, today=date(2026, 1, 1)) == "wtorek, 24 listopada"
    assert PL.day_full(DAY, today=date(2027, 1, 1)) == "wtorek, 24 listopada 2026"


def test_date_in_tables() -> None:
    assert PL.day_short(DAY) == "24.11.2026"
    assert PL.day_short(date(2026, 4, 5)) == "05.04.2026"
    assert EN.day_short(DAY) == "24 Nov 2026"
    assert DE.day_short(DAY) == "24.11.2026"
    assert PL.day_brief(DAY, DAY) == "24 lis"
    assert EN.day_brief(DAY, DAY) == "24 Nov"
    assert DE.day_brief(DAY, DAY) == "24. Nov."


def test_month_and_week() -> None:
    assert PL.month(DAY) == "listopad 2026"
    assert EN.month(DAY) == "November 2026"
    assert PL.week(DAY) == "tydz. 48"
    assert EN.week(DAY) == "week 48"
    assert DE.week(DAY) == "KW 48"
    assert PL.week(date(2027, 1, 1)) == "tydz. 53"
    assert PL.weekday_name(0) == "poniedziałek"
    assert EN.weekday_short(6) == "Sun"


def test_every_month_after_a_day() -> None:
    shown = [PL.day_full(date(2026, month, 1)).split()[2] for month in range(1, 13)]
    assert " ".join(shown) == (
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
    )
    assert [PL.month_name(month) for month in (1, 2, 5, 8)] == ["styczeń", "luty", "maj", "sierpień"]


def test_time_and_ranges() -> None:
    assert PL.time(SIX) == EN.time(SIX) == DE.time(SIX) == "18:00"
    assert PL.times(time(9), time(17)) == EN.times(time(9), time(17)) == "9:00–17:00"
    assert PL.days(date(2026, 11, 24), date(2026, 11, 30), today=DAY) == "24–30 listopada"
    assert PL.days_brief(date(2026, 11, 24), date(2026, 11, 30), DAY) == "24–30 lis"
    assert EN.days_brief(date(2026, 10, 26), date(2026, 11, 1), DAY) == "26 Oct – 1 Nov"
    assert PL.days_brief(date(2026, 12, 28), date(2027, 1, 3), DAY) == "28 gru – 03.01.2027"
    assert EN.days(date(2026, 11, 24), date(2026, 11, 30), today=DAY) == "24–30 November"
    assert DE.days(date(2026, 11, 24), date(2026, 11, 30), today=DAY) == "24.–30. November"
    assert PL.days(date(2026, 11, 24), date(2026, 11, 30)) == "24–30 listopada 2026"
    assert PL.days(date(2026, 11, 28), date(2026, 12, 4), today=DAY) == "28 listopada – 4 grudnia"
    assert EN.days(date(2026, 12, 28), date(2027, 1, 3), today=DAY) == "28 December 2026 – 3 January 2027"
    assert PL.days(DAY, DAY, today=DAY) == "24 listopada"


def test_today_tomorrow_yesterday_and_other_years() -> None:
    assert [PL.day_near(DAY + timedelta(days=n), DAY) for n in (-1, 0, 1, 2)] == ["wczoraj", "dziś", "jutro", "26 lis"]
    assert [EN.day_near(DAY + timedelta(days=n), DAY) for n in (-1, 0, 1)] == ["yesterday", "today", "tomorrow"]
    assert [DE.day_near(DAY + timedelta(days=n), DAY) for n in (-1, 0, 1)] == ["gestern", "heute", "morgen"]
    assert PL.day_near(date(2025, 11, 24), DAY) == "24.11.2025"
    assert PL.day_near(date(2026, 12, 31), date(2027, 1, 1)) == "wczoraj"


def test_moments() -> None:
    half_past = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
    assert PL.moment(half_past, NOW) == "wt. 24 lis, 12:30"
    assert EN.moment(half_past, NOW) == "Tue 24 Nov, 12:30"
    assert PL.moment(half_past, half_past) == "dziś, 12:30"
    assert PL.moment(half_past - timedelta(days=400), half_past) == "20.10.2025, 13:30"
    assert PL.moment_full(half_past) == "wtorek, 24 listopada 2026, 12:30"
    assert PL.wall(datetime(2026, 3, 29, 2, 30)) == "29.03.2026, 2:30"


def test_today_is_the_day_of_the_zone() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert PL.today(late) == date(2026, 11, 23)
    assert Formats("pl", "America/New_York").today(late) == date(2026, 11, 22)


def test_clock_changes() -> None:
    autumn = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert PL.time(autumn) == PL.time(autumn + timedelta(hours=1)) == "2:30"
    spring = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    assert PL.time(spring) == "1:59"
    assert PL.time(spring + timedelta(minutes=1)) == "3:00"


def test_another_zone() -> None:
    assert Formats("pl", "Europe/Moscow").time_elsewhere(datetime(2026, 11, 24, 15, tzinfo=UTC), "Europe/Lisbon") == (
        "18:00 (15:00 w Lizbonie)"
    )
    assert EN.time_elsewhere(SIX, "Europe/Lisbon") == "18:00 (17:00 in Lisbon)"
    assert PL.time_elsewhere(SIX, "Europe/Berlin") == "18:00"
    assert PL.time_elsewhere(SIX, "Asia/Tokyo") == "18:00 (2:00 następnego dnia w Tokio)"
    assert EN.time_elsewhere(datetime(2026, 11, 24, 2, tzinfo=UTC), "America/New_York") == (
        "3:00 (21:00 the day before in New York)"
    )
    assert PL.time_elsewhere(SIX, "Asia/Tashkent") == "18:00 (22:00 Asia/Tashkent)"


def test_duration() -> None:
    assert PL.duration(timedelta(hours=2, minutes=10)) == f"2{NB}godz. 10{NB}min"
    assert PL.duration(timedelta(days=3)) == f"3{NB}dni"
    assert EN.duration(timedelta(hours=2, minutes=10)) == f"2{NB}h 10{NB}min"
    assert EN.duration(timedelta(days=3)) == f"3{NB}days"
    assert DE.duration(timedelta(hours=2, minutes=10)) == f"2{NB}Std. 10{NB}Min."
    assert PL.duration(timedelta(seconds=45)) == f"45{NB}s"
    assert PL.duration(timedelta()) == f"0{NB}s"
    assert PL.duration(timedelta(minutes=120)) == f"2{NB}godz."
    assert PL.duration(timedelta(hours=23, minutes=59, seconds=40)) == f"1{NB}dzień"
    assert PL.duration(timedelta(hours=28)) == f"1{NB}dzień 4{NB}godz."
    assert PL.duration(-timedelta(minutes=5)) == f"−5{NB}min"
    assert PL.duration(None) == "–"


def test_whole_numbers() -> None:
    assert PL.number(1234) == "1234"
    assert PL.number(12345) == f"12{NB}345"
    assert PL.number(1234567) == f"1{NB}234{NB}567"
    assert EN.number(1234) == "1,234"
    assert EN.number(12345) == "12,345"
    assert DE.number(12345) == "12.345"
    assert PL.number(-1234) == "−1234"
    assert PL.number(0) == "0"


def test_large_numbers_in_tiles() -> None:
    assert PL.large(12_345) == f"12,3{NB}tys."
    assert PL.large(1_234_567) == f"1,2{NB}mln"
    assert EN.large(12_345) == "12.3k"
    assert EN.large(1_234_567) == "1.2M"
    assert DE.large(12_345) == f"12,3{NB}Tsd."
    assert EN.large(9_999) == "9,999"
    assert EN.large(10_000) == "10k"
    assert EN.large(123_456) == "123k"
    assert EN.large(999_949) == "1M"
    assert EN.large(999_400) == "999k"
    assert EN.large(-12_345) == "−12.3k"
    assert EN.large(7_300_000_000_000) == "7,300B"


def test_fractions_and_percents() -> None:
    assert PL.number(4.6, 1) == "4,6"
    assert EN.number(4.6, 1) == "4.6"
    assert DE.number(4.6, 1) == "4,6"
    assert PL.percent(12.5) == "12,5%"
    assert EN.percent(12.5) == "12.5%"
    assert DE.percent(12.5) == f"12,5{NB}%"
    assert PL.percent(2.675, 2) == "2,68%"


def test_change() -> None:
    assert PL.change_percent(3.2) == "+3,2%"
    assert EN.change_percent(3.2) == "+3.2%"
    assert PL.change_points(-1.4) == f"−1,4{NB}pkt proc."
    assert EN.change_points(-1.4) == f"−1.4{NB}pp"
    assert DE.change_points(1) == f"+1,0{NB}Prozentpunkt"
    assert DE.change_points(-1.4) == f"−1,4{NB}Prozentpunkte"
    assert PL.change(12) == "+12"
    assert PL.change_percent(-0.04) == PL.change_percent(0.0) == "0,0%"


def test_money() -> None:
    assert PL.money(Decimal("1250"), "PLN") == f"1250,00{NB}zł"
    assert PL.money(300, "EUR") == f"300{NB}€"
    assert EN.money(Decimal("1250"), "PLN") == f"PLN{NB}1,250.00"
    assert EN.money(300, "EUR") == "€300"
    assert DE.money(Decimal("1250.5"), "EUR") == f"1.250,50{NB}€"
    assert EN.money(-300, "EUR") == "−€300"
    assert PL.money(Decimal("12500"), "CHF") == f"12{NB}500,00{NB}CHF"
    assert PL.money(12.96 / 17135, "EUR") == f"0,00076{NB}€"
    assert [EN.money(cost, "EUR") for cost in (0.0, 0.07, 0.0864, 0.1209, 1e-9)] == [
        "€0.00", "€0.07", "€0.086", "€0.12", "€0.000000",
    ]  # fmt: skip


def test_no_data_is_a_dash_never_zero() -> None:
    for formats in (PL, EN, DE):
        shown = {
            formats.number(None),
            formats.number(float("nan"), 1),
            formats.large(None),
            formats.percent(None),
            formats.change(float("inf")),
            formats.change_percent(None),
            formats.change_points(None),
            formats.money(None, "PLN"),
        }
        assert shown == {"–"}


def test_quotation() -> None:
    assert (PL.quote("Szkic"), EN.quote("Draft"), DE.quote("Entwurf")) == ("„Szkic”", '"Draft"', "„Entwurf“")


def test_a_naive_time_and_an_unknown_zone_are_refused() -> None:
    with pytest.raises(BadInput, match=r"time\.naive"):
        PL.time(datetime(2026, 11, 24, 12))
    with pytest.raises(BadInput, match=r"zone\.unknown"):
        Formats("pl", "Europe/Szpalta")


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_reads_back(value: int) -> None:
    for formats, group in ((PL, NB), (EN, ","), (DE, ".")):
        assert int(formats.number(value).replace(group, "").replace("−", "-")) == value


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_rounding_is_never_off_by_more_than_half_a_unit(value: float, digits: int) -> None:
    shown = Decimal(EN.number(value, digits).replace(",", "").replace("−", "-"))
    assert abs(shown - Decimal(repr(value))) <= Decimal(1).scaleb(-digits) / 2
