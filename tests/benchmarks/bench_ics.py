"""The .ics export of 5,000 posts beside the icalendar library alone, in one run."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter

from icalendar import Calendar, Event

from app.domain.calendar_entry import CalendarEntry, CalendarFile
from app.exchange.ics import write_calendar
from app.system.words import Words

POSTS = 5000
ROUNDS = 5
LIMIT = 1.5
_BEGIN = datetime(2025, 1, 1, 8, 0, tzinfo=UTC)
_BODY = "Zimowa kolekcja już w sklepie, zobacz: co przygotowaliśmy na święta; do zobaczenia ❄️ #jesion"
_FACTS = ("Facebook, Sklep Jesion", "Zaplanowany", "Kampania: Zima")


def _entry(number: int) -> CalendarEntry:
    return CalendarEntry(
        uid=f"00000000-0000-4000-8000-{number:012d}@szpalta.invalid",
        summary=f"Facebook: nowa kolekcja, część {number}",
        status="confirmed",
        sequence=1,
        created_at=_BEGIN,
        modified_at=_BEGIN,
        starts_at=_BEGIN + timedelta(hours=3 * number),
        body=_BODY,
        facts=_FACTS,
        categories=("Facebook", "Produkty"),
        url=f"https://www.facebook.com/jesion/posts/{number}",
    )


def _bare(entries: tuple[CalendarEntry, ...]) -> bytes:
    """The same events through the library's own `add` and `to_ical`, without cleaning, limits or checks."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Szpalta//Szpalta//EN")
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("summary", entry.summary)
        event.add("dtstart", entry.starts_at)
        event.add("dtend", entry.starts_at + timedelta(minutes=entry.minutes) if entry.starts_at else None)
        event.add("dtstamp", entry.modified_at)
        event.add("last-modified", entry.modified_at)
        event.add("created", entry.created_at)
        event.add("sequence", entry.sequence)
        event.add("status", "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        event.add("description", "\n".join((*entry.facts, "", entry.body or "", "", entry.url or "")))
        event.add("categories", list(entry.categories))
        event.add("url", entry.url)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _seconds(work: Callable[[], bytes]) -> float:
    gc.collect()
    begin = perf_counter()
    work()
    return perf_counter() - begin


def main() -> None:
    """Prints one line: the ratio of the medians, its limit, the seconds behind it. Exits with 1 above the limit."""
    entries = tuple(_entry(number) for number in range(POSTS))
    words = Words("en")
    calendar = CalendarFile("bench", "Bench", "Europe/Warsaw", "en", entries)
    pairs = [
        (_seconds(lambda: write_calendar(calendar, words)), _seconds(lambda: _bare(entries))) for _ in range(ROUNDS)
    ]
    ours, bare = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    size = len(write_calendar(calendar, words)) / 1e6
    print(
        f"ics: {ours / bare:.2f} x bare icalendar for {POSTS} posts (limit {LIMIT})"
        f" [{ours:.2f} s, bare {bare:.2f} s, {size:.1f} MB]"
    )
    if ours > LIMIT * bare:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
