"""The 25 assertions on the bytes of every export, read with our own eyes and with two independent parsers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import permutations
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import regex
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from app.domain.calendar_entry import CalendarFile
from app.domain.errors import BadInput
from app.domain.workflow import PostState
from app.exchange.css_colors import CSS_COLORS
from app.exchange.ics import (
    DESCRIPTION_LIMIT,
    LINE_LIMIT,
    MIME_TYPE,
    calendar_objects,
    event_status,
    kept,
    next_sequence,
    write_calendar,
)
from app.exchange.ics_lines import LINE_OCTETS, web_address
from app.exchange.kept_file import file_name, keep_file
from app.system.words import Words
from tests.fakes.calendars import CORPUS, CREATED, HOSTILE_TEXTS, MODIFIED, STARTS, all_day, calendar, entry, hostile

EN = Words("en")
EXPORTS = [(file, write_calendar(file, EN)) for file in CORPUS]
OBJECTS = [data for file in CORPUS for _, data in calendar_objects(file, EN)]
ALL_BYTES = [data for _, data in EXPORTS] + OBJECTS
INSTANT = re.compile(r"\d{8}T\d{6}Z")


def lines(data: bytes) -> list[str]:
    return data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def split(line: str) -> tuple[str, str, str]:
    """Name, parameters and raw value."""
    head, _, value = line.partition(":")
    name, _, parameters = head.partition(";")
    return name, parameters, value


def head(data: bytes) -> list[tuple[str, str, str]]:
    """The properties of the calendar itself."""
    return [split(line) for line in lines(data.partition(b"\r\nBEGIN:VEVENT\r\n")[0] + b"\r\n") if line]


def events(data: bytes) -> list[dict[str, tuple[str, str]]]:
    """Per event: name → (parameters, raw value); a property that stands twice fails."""
    found: list[dict[str, tuple[str, str]]] = []
    for name, parameters, value in map(split, lines(data)):
        if (name, value) == ("BEGIN", "VEVENT"):
            found.append({})
        elif found and name != "END":
            assert name not in found[-1]
            found[-1][name] = (parameters, value)
    return found


def all_events() -> list[dict[str, tuple[str, str]]]:
    return [event for data in ALL_BYTES for event in events(data)]


def one(event: Any) -> dict[str, tuple[str, str]]:
    return events(write_calendar(calendar(event), EN))[0]


def unescaped(raw: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], raw)


def normalised(text: str) -> str:
    """What the export promises to keep of a text, said a second time in other words."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for line_break in ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"):
        text = text.replace(line_break, "\n")
    return "".join(
        c for c in text if c in "\t\n" or (ord(c) >= 32 and not 127 <= ord(c) < 160 and c not in "\ufeff\ufffe\uffff")
    )


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


def check_round_trip(text: str) -> None:
    """Every place `text` can stand in reads back normalised, in both parsers."""
    data = write_calendar(
        calendar(
            entry(summary="x" + text, body=text, facts=(), categories=("c" + text,), location="l" + text, url=None)
        ),
        EN,
    )
    kept_text = normalised(text)
    event = Calendar.from_ical(data).events[0]
    assert str(event["SUMMARY"]) == "x" + kept_text
    assert str(event.get("DESCRIPTION", "")) == (kept_text.lstrip("\n") if kept_text.strip() else "")
    assert str(event["LOCATION"]) == "l" + kept_text
    assert event["CATEGORIES"].cats == ["c" + kept_text]
    other = vobject.readOne(data.decode()).vevent
    assert other.summary.value == "x" + kept_text
    assert other.location.value == "l" + kept_text
    assert other.categories.value == ["c" + kept_text]
    assert unescaped(events(data)[0]["SUMMARY"][1]) == "x" + kept_text


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=range(len(HOSTILE_TEXTS)))
def test_ics_14_hostile_texts_come_back(text: str) -> None:
    check_round_trip(text)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters() | st.sampled_from('\\nN;,:\r\n\t "\u2028\x00\x85👩\u200d'), max_size=200))
def test_ics_14_any_text_comes_back(text: str) -> None:
    check_round_trip(text)


def test_ics_14_the_library_alone_would_break_a_windows_path() -> None:
    """The fault the own text value is there for; when this fails, it may go."""
    bare = Event()
    bare.add("summary", r"C:\New")
    assert bare.to_ical() == b"BEGIN:VEVENT\r\nSUMMARY:C:\\new\r\nEND:VEVENT\r\n"
    assert one(entry(summary=r"C:\New"))["SUMMARY"] == ("", r"C:\\New")


def test_ics_15_categories_are_one_property() -> None:
    assert one(entry(categories=("Facebook", "Produkty, nowości", "", " ", "Facebook")))["CATEGORIES"] == (
        "",
        r"Facebook,Produkty\, nowości",
    )
    assert "CATEGORIES" not in one(entry(categories=("", "\x00")))
    for file, data in EXPORTS:
        for component in Calendar.from_ical(data).events:
            source = next(e for e in file.entries if e.uid == component["UID"])
            wanted = [normalised(c) for c in source.categories if normalised(c).strip()]
            if max(map(len, wanted), default=0) <= LINE_LIMIT:
                assert component.categories == list(dict.fromkeys(wanted))


def test_ics_16_links_are_absolute_https_and_repeated() -> None:
    for event in all_events():
        if "URL" in event:
            assert re.fullmatch(r"https://[!-~]+", event["URL"][1])
            assert unescaped(event["DESCRIPTION"][1]).endswith("\n" + event["URL"][1])
    link = "https://example.com/a;b,c?utm_source=x&y=1#z"
    assert one(entry(url=link))["URL"] == ("", link)
    assert web_address("https://żółw.pl/ścieżka/?q=ł") == "https://xn--w-uga1v8h.pl/%C5%9Bcie%C5%BCka/?q=%C5%82"
    assert web_address("https://example.com:8443") == "https://example.com:8443"
    assert web_address("https://[2001:db8::1]/x") == "https://[2001:db8::1]/x"


@pytest.mark.parametrize(
    "url",
    [None, "", "http://example.com", "//example.com", "/x", "example.com/x", "ftp://example.com", "javascript:alert(1)",
     "file:///home/anna/plan.docx", r"C:\New\plan.docx", "https://", "https:///x", "https://anna:haslo@example.com/",
     "https://@example.com", "https://example.com/\r\nATTENDEE:x", "https://example.com/a b", "https://exa\x00mple.com",
     "https://example.com/\u2028", "https://example.com/?access_token=abc", "https://example.com/#id_token=abc",
     "https://example.com/?x=1&api_key=abc", "https://example.com:99999/", "https://[::1/", "https://" + "a" * 3000,
     "https://" + "ż" * 70 + ".pl"],
)  # fmt: skip
def test_ics_16_other_links_are_left_out(url: str | None) -> None:
    event = one(entry(url=url))
    assert "URL" not in event and unescaped(event["DESCRIPTION"][1]).endswith("Kampania: Zima; premiera")


def test_ics_17_long_descriptions_end_whole() -> None:
    mark = "… (open in app)"
    for event in all_events():
        assert len(unescaped(event.get("DESCRIPTION", ("", ""))[1])) <= DESCRIPTION_LIMIT
        assert len(unescaped(event["SUMMARY"][1])) <= LINE_LIMIT
    family = "👩‍👩‍👧‍👦"
    for lead in range(len(family)):
        text = unescaped(one(entry(facts=(), body="x" * lead + family * 15_000, url=None))["DESCRIPTION"][1])
        assert DESCRIPTION_LIMIT - len(family) < len(text) <= DESCRIPTION_LIMIT and text.endswith(mark)
        assert set(regex.findall(r"\X", text.removesuffix(mark).lstrip("x"))) == {family}
    text = unescaped(one(entry(body="a b, " * 25_000))["DESCRIPTION"][1])
    assert text.startswith("Facebook, Sklep Jesion\n") and mark in text and len(text) <= DESCRIPTION_LIMIT
    assert text.endswith("\n\nhttps://www.facebook.com/jesion/posts/0")
    exact = "x" * DESCRIPTION_LIMIT
    assert unescaped(one(entry(facts=(), body=exact, url=None))["DESCRIPTION"][1]) == exact


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


def test_untitled_and_nameless_get_words() -> None:
    data = write_calendar(calendar(entry(summary="\x00 "), name=" "), EN)
    assert "SUMMARY:Untitled post" in lines(data) and "NAME:Content calendar" in lines(data)


def test_values_do_not_depend_on_the_hostile_neighbour() -> None:
    alone = events(write_calendar(calendar(entry(99)), EN))[0]
    crowd: CalendarFile = calendar(entry(99), *(hostile(n, text) for n, text in enumerate(HOSTILE_TEXTS)))
    assert alone in events(write_calendar(crowd, EN))
