"""Calendars for tests of the export: ordinary ones and every text that has broken a calendar program before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.domain.calendar_entry import CalendarEntry, CalendarFile

CREATED = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
MODIFIED = datetime(2026, 11, 20, 14, 30, 5, tzinfo=UTC)
STARTS = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)

HOSTILE_TEXTS = (
    "",
    " ",
    r"C:\New",
    r"\N",
    r"\\n \n \\N \; \,",
    "\\",
    "a\\",
    "średnik; przecinek, ukośnik \\ dwukropek:",
    "lf\nlf\n\ncrlf\r\ncr\rvt\x0bff\x0cnel\x85ls\u2028ps\u2029end",
    "nul\x00bel\x07esc\x1bfs\x1cdel\x7fc1\x9b",
    "tab\tstays",
    "  blanks before and after  ",
    "\"quotes\" and 'apostrophes' and ^caret^",
    "BEGIN:VEVENT\r\nATTENDEE:mailto:x\r\nEND:VEVENT",
    "\r\nMETHOD:REQUEST",
    "\n ORGANIZER:x",
    "zażółć gęślą jaźń " * 9,
    "👩‍👩‍👧‍👦" * 40,
    "x" * 60 + "👨🏽‍🚀" * 12,
    "🇵🇱" * 50,
    "e\u0301" * 90,
    "\\" * 301,
    ";" * 301,
    "\n" * 301,
    " " * 301,
    "שלום עולם, مرحبا\u202e bidi \u2066x\u2069",
    "\ufeffbom \ufffe \uffff",
    "lone \ud83d surrogate \udc00",
    "joined \ud83d\ude00 pair",
    "%0D%0AX-EVIL:1 %3B",
    "=?utf-8?q?x?=",
    "ż" * 37 + "\\",
    "<b>html</b> &amp; ]]>",
)


def entry(number: int = 0, **changes: Any) -> CalendarEntry:
    """A scheduled post on 24 November 2026, 18:00 in Warsaw, with `changes`."""
    return replace(
        CalendarEntry(
            uid=f"00000000-0000-4000-8000-{number:012d}@szpalta.invalid",
            summary=f"Facebook: nowa kolekcja, część {number}",
            status="confirmed",
            sequence=0,
            created_at=CREATED,
            modified_at=MODIFIED,
            starts_at=STARTS + timedelta(hours=number),
            facts=("Facebook, Sklep Jesion", "Zaplanowany", "Kampania: Zima; premiera"),
            categories=("Facebook", "Produkty, nowości"),
            url=f"https://www.facebook.com/jesion/posts/{number}",
        ),
        **changes,
    )


def calendar(*entries: CalendarEntry, **changes: Any) -> CalendarFile:
    """The calendar of one invented brand."""
    file = CalendarFile(
        "00000000-0000-4000-9000-000000000001", "Jesion: kalendarz, posty", "Europe/Warsaw", "pl", entries
    )
    return replace(file, **changes)


def all_day(number: int, day: date, **changes: Any) -> CalendarEntry:
    return entry(number, starts_at=None, day=day, **changes)


def hostile(number: int, text: str) -> CalendarEntry:
    """`text` wherever text can stand."""
    return entry(
        number,
        summary=text,
        body=text,
        facts=(text, "x" + text),
        categories=(text, "a," + text),
        location=text,
        url=text,
    )


CORPUS = (
    calendar(),
    calendar(entry()),
    calendar(*(entry(n, body=f"Treść posta {n}. " * 15) for n in range(40)), description="Posty zaplanowane"),
    calendar(
        all_day(1, date(2026, 12, 31)),
        all_day(2, date(2028, 2, 29), status="cancelled", sequence=3),
        all_day(3, date(2026, 3, 29)),
        name="Święta",
    ),
    calendar(
        entry(1, status="tentative", minutes=0),
        entry(2, status="cancelled", sequence=1, minutes=90),
        entry(3, minutes=-5, created_at=MODIFIED + timedelta(days=1), url=None, facts=(), categories=()),
        entry(4, modified_at=MODIFIED.replace(microsecond=987654)),
    ),
    *(calendar(hostile(n, text), name=text, description=text) for n, text in enumerate(HOSTILE_TEXTS)),
    calendar(*(hostile(n, text) for n, text in enumerate(HOSTILE_TEXTS)), name="Wszystko naraz", color="#ff0000"),
    calendar(hostile(1, "żółw 👩‍👩‍👧‍👦 \\N;, " * 5000), hostile(2, "\u0301" * 100_000), name="długi " * 20_000),
)
