from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.imports.dates import DateOrder, moment
from app.exchange.imports.figures import FigureColumn, figure, is_spreadsheet_damage


def learned(*cells: str) -> FigureColumn:
    column = FigureColumn()
    for line, cell in enumerate(cells, start=2):
        column.see(line, cell)
    return column


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (("1.234,5", "12"), ","),
        (("1,234.5", "12"), "."),
        (("1.234.567", "3"), ","),
        (("0.123", "0.5"), "."),
        (("6,74%", "0,5%"), ","),
        (("1,234", "2,345"), None),
        (("1,234", "2,3"), ","),
        (("12", "--"), None),
        (("1 234,50 zł", "12 zł"), ","),
        (("$1,234.50", "-$2"), "."),
    ],
)
def test_a_column_teaches_its_decimal_mark(cells: tuple[str, ...], mark: str | None) -> None:
    assert learned(*cells).decimal == mark


def test_a_column_that_contradicts_itself() -> None:
    assert learned("1.5", "1,5").contradictory


@pytest.mark.parametrize(
    ("cell", "decimal", "value"),
    [
        ("1.234,5", ",", 1234.5),
        ("1,234.5", ".", 1234.5),
        ("1 234", ".", 1234),
        ("1\u202f234,5", ",", 1234.5),
        ("-3", ".", -3),
        ("−3", ".", -3),
        ("< 1%", ".", 1),
        ("6,74%", ",", 6.74),
        ("0:04:34", ".", 274),
        (time(0, 4, 34), ".", 274),
        (timedelta(minutes=2), ".", 120),
        ("1.2K", ".", 1200),
        ("1,2 tys.", ".", 1200),
        ("1.234K", ".", 1234),
        ("1,2 Tsd.", ".", 1200),
        ("1’234", ".", 1234),
        ("12M", ".", 12_000_000),
        ("12m", ".", None),
        ("5.2s", ".", 5.2),
        ("1h:02m:33s", ".", 3753),
        ("3h 20m", ".", 12000),
        ("1 min 23 s", ".", 83),
        ("1m 5s", ".", 65),
        (3, ".", 3),
        ("", ".", None),
        ("NAN", ".", None),
        ("undefined", ".", None),
        ("--", ".", None),
        (True, ".", None),
        (float("nan"), ".", None),
        ("abc", ".", None),
        ("1.2.3", ",", 123),
        ("1\u00a0234,50 zł", ",", 1234.5),
        ("-$1,234.50", ".", -1234.5),
        ("5.00 USD", ".", 5),
        ("R$ 10,50", ",", 10.5),
        ("zł", ".", None),
        ("12k", ".", None),
    ],
)
def test_figures(cell: object, decimal: str, value: float | None) -> None:
    assert figure(cell, decimal) == value  # type: ignore[arg-type]


@given(st.floats(min_value=-1e9, max_value=1e9), st.sampled_from(".,"))
def test_any_formatted_number_comes_back(value: float, mark: str) -> None:
    text = f"{value:,.2f}"
    if mark == ",":
        text = text.translate(str.maketrans(",.", ".,"))
    assert figure(text, mark) == pytest.approx(round(value, 2), abs=1e-6)


@given(st.text(max_size=80))
def test_any_text_is_a_number_or_none(text: str) -> None:
    assert figure(text) is None or isinstance(figure(text), float)
    assert is_spreadsheet_damage(text) in (True, False)
    assert moment(text) is None or moment(text)


@pytest.mark.parametrize(
    ("cell", "instant"),
    [
        ("Mon Feb 17 2025 10:22:33 GMT+0100 (CET)", datetime(2025, 2, 17, 9, 22, 33, tzinfo=UTC)),
        ("Feb 17, 2025 at 10:05 PM", None),
        ("17. Februar 2025 um 10:05", None),
        ("2025年2月17日(月)", None),
        ("2025. 2. 17.", None),
        ("17 фев 2025 г.", None),
    ],
)
def test_dates_as_scripts_and_languages_write_them(cell: str, instant: datetime | None) -> None:
    found = moment(cell)
    assert found is not None
    assert (found.day, found.instant) == (date(2025, 2, 17), instant)


@pytest.mark.parametrize(
    ("cell", "order", "day", "clock"),
    [
        ("2025-03-04", "mdy", date(2025, 3, 4), None),
        ("2025-03-04T01:00:00", "mdy", date(2025, 3, 4), time(1)),
        ("03/04/2025 09:30", "mdy", date(2025, 3, 4), time(9, 30)),
        ("03/04/2025 9:30 PM", "dmy", date(2025, 4, 3), time(21, 30)),
        ("3.04.2025", "mdy", date(2025, 4, 3), None),
        ("Jan 5, 2025", "mdy", date(2025, 1, 5), None),
        ("Mon Feb 17 2025", "mdy", date(2025, 2, 17), None),
        ("17 lut 2025", "mdy", date(2025, 2, 17), None),
        ("5 stycznia 2025", "mdy", date(2025, 1, 5), None),
        ("06-Jan-24", "mdy", date(2024, 1, 6), None),
        ("6-Jan-24 18:30", "mdy", date(2024, 1, 6), time(18, 30)),
        ("6.sty.24", "mdy", date(2024, 1, 6), None),
        ("20250304", "mdy", date(2025, 3, 4), None),
        (datetime(2025, 3, 4, 5, 6), "mdy", date(2025, 3, 4), time(5, 6)),
    ],
)
def test_dates(cell: object, order: str, day: date, clock: time | None) -> None:
    found = moment(cell, order)  # type: ignore[arg-type]
    assert found and (found.day, found.clock) == (day, clock)


def test_a_named_offset_gives_an_instant() -> None:
    found = moment("2026-08-15 12:00 +0200")
    assert found and found.instant == datetime(2026, 8, 15, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "cell", ["13/13/2025", "2025-02-30", "31.12.1899", "hello", "25:61", "02/03/2025 25:00", 5, None]
)
def test_no_dates(cell: object) -> None:
    assert moment(cell) is None  # type: ignore[arg-type]


def test_date_order_is_decided_by_one_clear_row() -> None:
    order = DateOrder()
    for cell in ("03/04/2025", "03/25/2025"):
        order.see(cell)
    assert (order.decided, order.unclear) == ("mdy", 1)
