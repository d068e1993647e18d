"""The 25 assertions on the bytes of every export: its form as a whole; times and texts have files of their own."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from icalendar import Calendar

from app.domain.calendar_entry import CalendarFile
from app.domain.errors import BadInput
from app.domain.workflow import PostState
from app.exchange.css_colors import CSS_COLORS
from app.exchange.ics import MIME_TYPE, calendar_objects, event_status, next_sequence, write_calendar
from app.exchange.ics_lines import LINE_OCTETS
from app.exchange.kept_file import file_name, keep_file
from tests.exchange.ics_reading import ALL_BYTES, EN, EXPORTS, OBJECTS, all_events, events, head, lines, one, split
from tests.fakes.calendars import HOSTILE_TEXTS, MODIFIED, all_day, calendar, entry, hostile


def test_ics_01_lines_are_short_and_end_with_crlf() -> None:
    for data in ALL_BYTES:
        assert data.endswith(b"\r\n") and not data.startswith(b"\xef\xbb\xbf")
        for line in data[:-2].split(b"\r\n"):
            assert 0 < len(line) <= LINE_OCTETS
            assert b"\r" not in line and b"\n" not in line
            line.decode()


def test_ics_02_no_control_characters() -> None:
    for data in ALL_BYTES:
        assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", data)
        assert not re.search("[\x80-\x9f\u2028\u2029]", data.decode())
        assert [*data.decode().splitlines(), ""] == data.decode().split("\r\n")


def test_ics_03_version_product_and_method() -> None:
    for data in ALL_BYTES:
        names = [name for name, _, _ in map(split, lines(data))]
        assert names.count("VERSION") == names.count("PRODID") == names.count("CALSCALE") == 1
        assert lines(data)[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"] and "CALSCALE:GREGORIAN" in lines(data)
    assert all(lines(data).count("METHOD:PUBLISH") == 1 for _, data in EXPORTS)
    assert not any(line.startswith("METHOD") for data in OBJECTS for line in lines(data))


def test_ics_04_uid_is_the_stored_one_and_unique() -> None:
    for file, data in EXPORTS:
        assert sorted(event["UID"][1] for event in events(data)) == sorted(e.uid for e in file.entries)
    edited = entry(1, summary="inny tytuł", sequence=4, modified_at=MODIFIED + timedelta(days=1))
    assert one(edited)["UID"] == one(entry(1))["UID"]
    with pytest.raises(BadInput, match=r"calendar\.duplicate_uid"):
        write_calendar(calendar(entry(1), entry(1)), EN)


def test_ics_12_status_follows_the_state() -> None:
    cancelled = {PostState.CANCELLED, PostState.REJECTED, PostState.EXPIRED, PostState.REMOVED}
    confirmed = {PostState.APPROVED, PostState.SCHEDULED, PostState.PUBLISHING, PostState.PUBLISHED, PostState.UNSURE}
    for state in PostState:
        wanted = "cancelled" if state in cancelled else "confirmed" if state in confirmed else "tentative"
        assert event_status(state) == wanted
        assert one(entry(status=event_status(state)))["STATUS"] == ("", wanted.upper())
    assert next_sequence(entry(sequence=1), entry(sequence=1, status=event_status(PostState.CANCELLED))) == 2
    with pytest.raises(BadInput, match=r"calendar\.unknown_status"):
        write_calendar(calendar(entry(status="busy")), EN)


def test_ics_13_nobody_is_busy() -> None:
    assert all(event["TRANSP"] == ("", "TRANSPARENT") for event in all_events())


def test_ics_18_the_calendar_names_itself() -> None:
    for file, data in EXPORTS:
        found = {name: (parameters, value) for name, parameters, value in head(data)}
        assert found["NAME"] == found["X-WR-CALNAME"] and found["NAME"][1].strip()
        assert (
            found["REFRESH-INTERVAL"] == ("VALUE=DURATION", found["X-PUBLISHED-TTL"][1]) == ("VALUE=DURATION", "PT1H")
        )
        assert found["UID"] == ("", file.uid) and found["X-WR-TIMEZONE"] == ("", "Europe/Warsaw")
        assert found.get("COLOR", ("", "royalblue"))[1] in CSS_COLORS
    data = write_calendar(calendar(entry(), color="Tomato", refresh_hours=12), EN)
    assert {"COLOR:tomato", "X-PUBLISHED-TTL:PT12H", r"NAME:Jesion: kalendarz\, posty"} <= set(lines(data))
    assert "COLOR" not in {name for name, _, _ in head(write_calendar(calendar(color="#ff0000"), EN))}
    assert "X-PUBLISHED-TTL:PT1H" in lines(write_calendar(calendar(refresh_hours=0), EN))


ALLOWED = {
    "UID", "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE", "STATUS", "TRANSP",
    "DESCRIPTION", "CATEGORIES", "LOCATION", "URL",
}  # fmt: skip


def test_ics_21_nothing_private() -> None:
    for event in all_events():
        assert set(event) <= ALLOWED
    for data in ALL_BYTES:
        assert not any(name in ("ATTENDEE", "ORGANIZER", "ATTACH", "CONTACT") for name, _, _ in map(split, lines(data)))
        without_uids = "\n".join(line for line in lines(data) if not line.startswith("UID:"))
        assert not re.search(r"[\w.+-]+@[\w-]+\.\w+|file:|/home/|/Users/|token=", without_uids)
    secret = entry(body=None, url="https://example.com/?access_token=EAAB", location="Sklep\r\nATTENDEE:mailto:x")
    written = write_calendar(calendar(secret), EN)
    assert b"EAAB" not in written and set(events(written)[0]) <= ALLOWED
    assert events(written)[0]["LOCATION"] == ("", r"Sklep\nATTENDEE:mailto:x")


def test_ics_22_nothing_rings() -> None:
    for data in ALL_BYTES:
        assert {value for name, _, value in map(split, lines(data)) if name == "BEGIN"} <= {"VCALENDAR", "VEVENT"}


def test_ics_23_file_name_type_and_whole_files(tmp_path: Path) -> None:
    assert MIME_TYPE == "text/calendar; charset=utf-8"
    for file, data in EXPORTS:
        name = file_name(file.name)
        assert name.isascii() and re.fullmatch(r"[\w-]{1,99}\.ics", name)
        keep_file(tmp_path / name, data)
        assert (tmp_path / name).read_bytes() == data
    assert not [path for path in tmp_path.iterdir() if path.suffix != ".ics"]


def read_by_icalendar(data: bytes) -> set[tuple[Any, ...]]:
    parsed = Calendar.from_ical(data)
    assert not parsed.errors and not any(event.errors for event in parsed.events)
    return {(str(e["UID"]), e["DTSTART"].dt, e["DTEND"].dt, str(e["SUMMARY"])) for e in parsed.events}


def read_by_vobject(data: bytes) -> set[tuple[Any, ...]]:
    parsed = vobject.readOne(data.decode())
    return {(e.uid.value, e.dtstart.value, e.dtend.value, e.summary.value) for e in parsed.contents.get("vevent", [])}


def test_ics_24_two_parsers_read_the_same() -> None:
    for file, data in EXPORTS:
        found = read_by_icalendar(data)
        assert found == read_by_vobject(data) and len(found) == len(file.entries)
        starts = {(e.uid, e.starts_at or e.day) for e in file.entries}
        assert {(uid, start) for uid, start, _, _ in found} == starts
    for data in OBJECTS:
        assert read_by_icalendar(data) == read_by_vobject(data)


def test_ics_25_five_thousand_posts() -> None:
    body = "Zimowa kolekcja już w sklepie. Zobacz, co przygotowaliśmy na święta ❄️ #jesion"
    file = calendar(*(entry(n, body=body) for n in range(5000)))
    data = write_calendar(file, EN)
    assert len(data) < 5_000_000
    parsed = Calendar.from_ical(data)
    assert len(parsed.events) == 5000 and not any(event.errors for event in parsed.events)


def test_one_object_per_entry_for_caldav() -> None:
    objects = calendar_objects(calendar(entry(1), all_day(2, date(2026, 12, 24))), EN)
    assert [uid for uid, _ in objects] == [entry(1).uid, entry(2).uid]
    for uid, data in objects:
        assert [event["UID"][1] for event in events(data)] == [uid]
        assert [name for name, _, _ in head(data)] == ["BEGIN", "VERSION", "PRODID", "CALSCALE"]
    with pytest.raises(BadInput, match=r"calendar\.one_entry_per_object"):
        write_calendar(calendar(entry(1), entry(2)), EN, method=False)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"uid": " \x00"}, "calendar.no_uid"),
        ({"starts_at": None}, "calendar.no_time"),
        ({"day": date(2026, 11, 24)}, "calendar.no_time"),
        ({"starts_at": datetime.max.replace(tzinfo=UTC)}, "calendar.bad_time"),
        ({"starts_at": None, "day": date.max}, "calendar.bad_time"),
    ],
)
def test_entries_no_calendar_could_show_are_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(BadInput, match=re.escape(code)):
        write_calendar(calendar(entry(**changes)), EN)


def test_values_do_not_depend_on_the_hostile_neighbour() -> None:
    alone = events(write_calendar(calendar(entry(99)), EN))[0]
    crowd: CalendarFile = calendar(entry(99), *(hostile(n, text) for n, text in enumerate(HOSTILE_TEXTS)))
    assert alone in events(write_calendar(crowd, EN))
