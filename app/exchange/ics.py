"""A calendar for colleagues: values of `domain.calendar_entry` in, the bytes of an .ics file out (RFC 5545, RFC 7986).

Timed events stand in UTC, so no time zone has to be described; nobody is invited and nothing rings.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Event, vDate, vDuration, vInt, vUri

from app.domain.calendar_entry import CalendarEntry, CalendarFile
from app.domain.errors import BadInput
from app.domain.workflow import PostState
from app.exchange.css_colors import CSS_COLORS
from app.exchange.ics_lines import Categories, Instant, LineCalendar, Text, clean, cut, web_address
from app.system.words import Words

MIME_TYPE = "text/calendar; charset=utf-8"
DESCRIPTION_LIMIT = 8000
"""Characters, the mark and the link included."""
LINE_LIMIT = 1000
"""Characters of a summary, place, category or calendar name."""
KEEP_CANCELLED = timedelta(days=30)
DEFAULT_MINUTES = 15

_STATUSES = {"tentative": Text("TENTATIVE"), "confirmed": Text("CONFIRMED"), "cancelled": Text("CANCELLED")}
_TRANSPARENT = Text("TRANSPARENT")
_CONFIRMED = {PostState.APPROVED, PostState.SCHEDULED, PostState.PUBLISHING, PostState.PUBLISHED, PostState.UNSURE}
_CANCELLED = {PostState.CANCELLED, PostState.REJECTED, PostState.EXPIRED, PostState.REMOVED}


def event_status(state: PostState) -> str:
    """The status of a calendar entry for a variant in `state`: "confirmed" once approved, "tentative" while still open."""
    if state in _CANCELLED:
        return "cancelled"
    return "confirmed" if state in _CONFIRMED else "tentative"


def next_sequence(before: CalendarEntry, after: CalendarEntry) -> int:
    """The sequence to store for `after`: one more when time, status or summary differ from `before`, never less."""
    seen = (before.starts_at, before.day, before.minutes, before.status, before.summary)
    changed = seen != (after.starts_at, after.day, after.minutes, after.status, after.summary)
    return max(before.sequence + changed, after.sequence)


def kept(entries: Iterable[CalendarEntry], now: datetime) -> tuple[CalendarEntry, ...]:
    """`entries` without those cancelled (last modified) more than 30 days before `now` (aware UTC)."""
    oldest = now - KEEP_CANCELLED
    return tuple(entry for entry in entries if entry.status != "cancelled" or entry.modified_at >= oldest)


def write_calendar(calendar: CalendarFile, words: Words, *, method: bool = True) -> bytes:
    """The bytes of an .ics file: UTF-8, CRLF, the same for the same values whatever the order of the entries.

    With `method` False it is one CalDAV object (RFC 4791 4.1: no METHOD, nothing about the calendar itself, one entry).
    Raises `BadInput`: "calendar.duplicate_uid", "calendar.no_uid", "calendar.no_time", "calendar.bad_time",
    "calendar.unknown_status", "calendar.one_entry_per_object".
    """
    if not method and len(calendar.entries) != 1:
        raise BadInput("calendar.one_entry_per_object", count=len(calendar.entries))
    page = LineCalendar()
    page["VERSION"] = Text("2.0")
    page["PRODID"] = Text(f"-//Szpalta//Szpalta//{words.language.upper()}")
    page["CALSCALE"] = Text("GREGORIAN")
    if method:
        _describe(page, calendar, words)
    mark = clean(words.t("… (open in app)"))
    untitled = words.t("Untitled post")
    known: set[str] = set()
    for entry in sorted(calendar.entries, key=_order):
        uid = clean(entry.uid)
        if uid in known:
            raise BadInput("calendar.duplicate_uid", uid=entry.uid)
        known.add(uid)
        page.add_component(_event(entry, mark, untitled))
    return bytes(page.to_ical(sorted=False))


def calendar_objects(calendar: CalendarFile, words: Words) -> tuple[tuple[str, bytes], ...]:
    """One CalDAV object per entry: its UID and the bytes to PUT. Raises as `write_calendar`."""
    return tuple(
        (
            entry.uid,
            write_calendar(
                CalendarFile(calendar.uid, calendar.name, calendar.zone, calendar.language, (entry,)),
                words,
                method=False,
            ),
        )
        for entry in calendar.entries
    )


def _describe(page: LineCalendar, calendar: CalendarFile, words: Words) -> None:
    """What readers of the whole file see: name, colour, how often to look again."""
    page["METHOD"] = Text("PUBLISH")
    name = _line(calendar.name) or Text(words.t("Content calendar"))
    page["NAME"] = page["X-WR-CALNAME"] = name
    if about := _line(calendar.description or ""):
        page["DESCRIPTION"] = page["X-WR-CALDESC"] = about
    page["UID"] = Text(calendar.uid)
    page["X-WR-TIMEZONE"] = Text(calendar.zone)
    if calendar.color.lower() in CSS_COLORS:
        page["COLOR"] = Text(calendar.color.lower())
    refresh = timedelta(hours=max(calendar.refresh_hours, 1))
    page["REFRESH-INTERVAL"] = vDuration(refresh, params={"VALUE": "DURATION"})
    page["X-PUBLISHED-TTL"] = vDuration(refresh)


def _event(entry: CalendarEntry, mark: str, untitled: str) -> Event:
    status = _STATUSES.get(entry.status)
    if status is None:
        raise BadInput("calendar.unknown_status", uid=entry.uid, status=entry.status)
    uid = Text(entry.uid)
    if not uid.strip():
        raise BadInput("calendar.no_uid", summary=entry.summary[:80])
    modified = _utc(entry.modified_at, entry, "modified_at")
    event = Event()
    event["UID"] = uid
    event["SUMMARY"] = _line(entry.summary) or Text(untitled)
    _put_times(event, entry)
    event["DTSTAMP"] = event["LAST-MODIFIED"] = Instant(modified)
    event["CREATED"] = Instant(min(_utc(entry.created_at, entry, "created_at"), modified))
    event["SEQUENCE"] = vInt(max(entry.sequence, 0))
    event["STATUS"] = status
    event["TRANSP"] = _TRANSPARENT
    url = web_address(entry.url)
    if description := _description(entry, url, mark):
        event["DESCRIPTION"] = Text(description)
    if entry.categories and (names := [name for name in dict.fromkeys(map(_line, entry.categories)) if name]):
        event["CATEGORIES"] = Categories(names)
    if entry.location and (place := _line(entry.location)):
        event["LOCATION"] = place
    if url:
        event["URL"] = vUri(url)
    return event


def _put_times(event: Event, entry: CalendarEntry) -> None:
    """DTSTART and the exclusive DTEND: a day, or an instant and its minutes."""
    if (entry.day is None) == (entry.starts_at is None):
        raise BadInput("calendar.no_time", uid=entry.uid)
    try:
        if entry.starts_at is None:
            day: date = entry.day  # type: ignore[assignment]
            event["DTSTART"] = vDate(day, params={"VALUE": "DATE"})
            event["DTEND"] = vDate(day + timedelta(days=1), params={"VALUE": "DATE"})
        else:
            start = _utc(entry.starts_at, entry, "starts_at")
            minutes = entry.minutes if entry.minutes > 0 else DEFAULT_MINUTES
            event["DTSTART"] = Instant(start)
            event["DTEND"] = Instant(start + timedelta(minutes=minutes))
    except OverflowError:
        raise BadInput("calendar.bad_time", uid=entry.uid, field="starts_at" if entry.starts_at else "day") from None


def _description(entry: CalendarEntry, url: str | None, mark: str) -> str:
    """Facts, then the text when it may leave the workspace, then the link, which is never cut off."""
    facts = "\n".join(line for fact in entry.facts if (line := clean(fact)).strip())
    body = clean(entry.body or "")
    text = "\n\n".join(part for part in (facts, body) if part.strip())
    tail = f"\n\n{url}" if url else ""
    return (cut(text, DESCRIPTION_LIMIT - len(tail), mark) + tail).lstrip("\n")


def _line(text: str) -> Text:
    """A value people see on one line, shortened when it is absurdly long; empty when only blanks are in it."""
    value = clean(text)
    return Text(cut(value, LINE_LIMIT)) if value.strip() else Text("")


def _utc(at: datetime, entry: CalendarEntry, field: str) -> datetime:
    if at.tzinfo is UTC:
        return at
    if at.utcoffset() is None:
        raise BadInput("calendar.bad_time", uid=entry.uid, field=field)
    return at.astimezone(UTC)


def _order(entry: CalendarEntry) -> tuple[str, str]:
    start = entry.starts_at.astimezone(UTC) if entry.starts_at else entry.day
    return (start.isoformat() if start else "", entry.uid)
