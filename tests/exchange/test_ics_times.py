"""When entries of exported calendars are, were made and were changed: assertions 5 to 11, 19 and 20 of 25."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

from app.domain.errors import BadInput
from app.exchange.ics import kept, next_sequence, write_calendar
from app.system.words import Words
from tests.exchange.ics_reading import ALL_BYTES, EN, EXPORTS, all_events, events, lines, one, split
from tests.fakes.calendars import CREATED, MODIFIED, STARTS, all_day, calendar, entry

INSTANT = re.compile(r"\d{8}T\d{6}Z")


def test_ics_05_stamp_is_the_last_change_and_exports_repeat() -> None:
    for file, data in EXPORTS:
        assert write_calendar(file, Words("en")) == data
        stamps = {e.uid: f"{e.modified_at:%Y%m%dT%H%M%SZ}" for e in file.entries}
        assert {event["UID"][1]: event["DTSTAMP"][1] for event in events(data)} == stamps
    three = [entry(1), entry(2), all_day(3, date(2026, 11, 25))]
    assert len({write_calendar(calendar(*order), EN) for order in permutations(three)}) == 1


def test_ics_06_created_before_last_modified_in_utc() -> None:
    for event in all_events():
        created, modified = event["CREATED"][1], event["LAST-MODIFIED"][1]
        assert INSTANT.fullmatch(created) and INSTANT.fullmatch(modified) and modified >= created


def test_ics_07_sequence_is_stored_and_never_falls() -> None:
    for file, data in EXPORTS:
        assert {e["UID"][1]: int(e["SEQUENCE"][1]) for e in events(data)} == {e.uid: e.sequence for e in file.entries}
    before = entry(1, sequence=2)
    for change in ({"starts_at": STARTS}, {"minutes": 30}, {"status": "cancelled"}, {"summary": "x"}):
        assert next_sequence(before, replace(before, **change)) == 3
    assert next_sequence(before, replace(before, body="x", sequence=0)) == 2
    assert next_sequence(before, replace(before, sequence=7)) == 7


def test_ics_08_timed_events_stand_in_utc() -> None:
    for event in all_events():
        for name in ("DTSTART", "DTEND"):
            parameters, value = event[name]
            assert parameters == "VALUE=DATE" or (parameters == "" and INSTANT.fullmatch(value))
    assert not any(split(line)[2] == "VTIMEZONE" for data in ALL_BYTES for line in lines(data))
    elsewhere = STARTS.astimezone(ZoneInfo("America/New_York"))
    assert one(entry(starts_at=elsewhere))["DTSTART"] == ("", "20261124T170000Z")


def test_ics_09_no_floating_times_and_no_fixed_offsets() -> None:
    fixed = one(entry(starts_at=datetime(2026, 11, 24, 18, 0, tzinfo=timezone(timedelta(hours=1)))))
    assert fixed["DTSTART"] == ("", "20261124T170000Z")
    assert not any("TZID" in parameters for event in all_events() for parameters, _ in event.values())
    assert not any(re.search(rb'TZID="?UTC[+-]', data) for data in ALL_BYTES)
    naive = datetime(2026, 11, 24, 18, 0)
    for field in ("starts_at", "created_at", "modified_at"):
        with pytest.raises(BadInput, match=f"calendar.bad_time: .*{field}"):
            write_calendar(calendar(entry(**{field: naive})), EN)


def test_ics_10_all_day_ends_on_the_next_day() -> None:
    for file, data in EXPORTS:
        days = {e.uid: e.day for e in file.entries if e.day}
        for event in events(data):
            if day := days.get(event["UID"][1]):
                assert event["DTSTART"] == ("VALUE=DATE", f"{day:%Y%m%d}")
                assert event["DTEND"] == ("VALUE=DATE", f"{day + timedelta(days=1):%Y%m%d}")
                assert INSTANT.fullmatch(event["DTSTAMP"][1])
    assert one(all_day(1, date(2028, 2, 29)))["DTEND"] == ("VALUE=DATE", "20280301")
    assert one(all_day(1, date(2026, 12, 31)))["DTEND"] == ("VALUE=DATE", "20270101")


def test_ics_11_events_last() -> None:
    assert all(event["DTEND"][1] > event["DTSTART"][1] for event in all_events())
    assert one(entry(minutes=0))["DTEND"] == one(entry(minutes=-9))["DTEND"] == ("", "20261124T171500Z")
    assert one(entry(minutes=600))["DTEND"] == ("", "20261125T030000Z")


def test_ics_19_cancelled_entries_go_after_thirty_days() -> None:
    now = MODIFIED + timedelta(days=30)
    fresh, late = (
        entry(1, status="cancelled"),
        entry(2, status="cancelled", modified_at=MODIFIED - timedelta(seconds=1)),
    )
    old_but_alive = entry(3, modified_at=CREATED - timedelta(days=900))
    assert kept((fresh, late, old_but_alive), now) == (fresh, old_but_alive)
    assert kept((fresh,), now + timedelta(seconds=1)) == ()
    assert one(fresh)["STATUS"] == ("", "CANCELLED")


def test_ics_20_days_on_which_clocks_change() -> None:
    warsaw = ZoneInfo("Europe/Warsaw")
    autumn = datetime(2026, 10, 25, 2, 30, tzinfo=warsaw)
    spring = datetime(2026, 3, 29, 1, 59, tzinfo=warsaw)
    moments = (
        (autumn.replace(fold=0), "20261025T003000Z", "20261025T004500Z"),
        (autumn.replace(fold=1), "20261025T013000Z", "20261025T014500Z"),
        (spring, "20260329T005900Z", "20260329T011400Z"),
        (spring.replace(hour=3, minute=0), "20260329T010000Z", "20260329T011500Z"),
    )
    for local, start, end in moments:
        for given_as in (local, local.astimezone(UTC)):
            event = one(entry(starts_at=given_as))
            assert (event["DTSTART"], event["DTEND"]) == (("", start), ("", end))
