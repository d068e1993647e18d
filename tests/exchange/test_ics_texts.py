"""Texts, categories and links of exported calendars: assertions 14 to 17 of 25, with two independent parsers."""

from __future__ import annotations

import re

import pytest
import regex
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from app.exchange.ics import DESCRIPTION_LIMIT, LINE_LIMIT, write_calendar
from app.exchange.ics_lines import web_address
from tests.exchange.ics_reading import EN, EXPORTS, all_events, events, lines, normalised, one, unescaped
from tests.fakes.calendars import HOSTILE_TEXTS, calendar, entry


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


def test_untitled_and_nameless_get_words() -> None:
    data = write_calendar(calendar(entry(summary="\x00 "), name=" "), EN)
    assert "SUMMARY:Untitled post" in lines(data) and "NAME:Content calendar" in lines(data)
