from __future__ import annotations

import argparse
from datetime import UTC, date, datetime

import pytest

from app.cli import values
from app.cli.context import Run
from app.cli.refusals import WrongUsage
from app.domain.errors import BadInput
from app.domain.networks import Cadence
from app.system.clock import SetClock
from app.system.paths import find_paths
from app.system.settings import Settings
from app.system.words import Words

WARSAW = "Europe/Warsaw"


@pytest.fixture
def run() -> Run:
    made = Run(argparse.Namespace(), Words("en"), find_paths(), Settings())
    made.clock = SetClock(datetime(2026, 11, 22, 21, 40, 59, tzinfo=UTC))
    return made


def test_a_wall_clock_time_is_read_in_its_zone(run: Run) -> None:
    assert values.when(run, "2026-11-24 18:00", WARSAW).to_utc() == datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
    assert values.when(run, "2026-11-24T18:00", "UTC").to_utc() == datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


def test_now_is_this_minute(run: Run) -> None:
    assert values.when(run, "now", WARSAW).to_utc() == datetime(2026, 11, 22, 21, 40, tzinfo=UTC)


def test_a_repeated_hour_takes_the_first_unless_the_second_is_asked_for(run: Run) -> None:
    assert values.when(run, "2026-10-25 02:30", WARSAW).to_utc() == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert values.when(run, "2026-10-25 02:30", WARSAW, True).to_utc() == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert values.when(run, "2026-11-24 18:00", WARSAW, True).fold == 0


def test_a_time_in_the_gap_names_its_neighbours(run: Run) -> None:
    with pytest.raises(BadInput) as caught:
        values.when(run, "2026-03-29 02:30", WARSAW).to_utc()
    assert caught.value.data["before"] == datetime(2026, 3, 29, 1, 59)
    assert caught.value.data["after"] == datetime(2026, 3, 29, 3, 0)


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-11-24", "2026-13-01 10:00", "2026-11-24 18:00+01:00"])
def test_other_times_are_wrong_usage(run: Run, text: str) -> None:
    with pytest.raises(WrongUsage):
        values.when(run, text, WARSAW)


def test_days_and_cadences(run: Run) -> None:
    assert values.day(run, "2026-11-24") == date(2026, 11, 24)
    assert values.cadence(run, "4-5/week") == Cadence("week", 4, 5)
    assert values.cadence(run, "2/day") == Cadence("day", 2, 2)
    for text in ("often", "4-5", "4/month"):
        with pytest.raises(WrongUsage):
            values.cadence(run, text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("0.055", 0.055), ("0,055", 0.055), ("4,5", 4.5), ("-1,25", -1.25), ("1234.567", 1234.567)],
)
def test_a_decimal_comma_is_read_as_a_point(text: str, number: float) -> None:
    assert values.decimal(Words("pl"), text) == number


@pytest.mark.parametrize("text", ["1,500", "1 500", "1,5,0", "nan", "inf", "pięć", ""])
def test_what_is_no_number_for_certain_is_said_without_the_words_of_programmers(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=r"Napisz ją tak: 1234 albo 0,055\."):
        values.decimal(Words("pl"), text)
