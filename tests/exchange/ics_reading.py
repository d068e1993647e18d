"""Calendar files of the corpus, read with our own eyes."""

from __future__ import annotations

import re
from typing import Any

from app.exchange.ics import calendar_objects, write_calendar
from app.system.words import Words
from tests.fakes.calendars import CORPUS, calendar

EN = Words("en")
EXPORTS = [(file, write_calendar(file, EN)) for file in CORPUS]
OBJECTS = [data for file in CORPUS for _, data in calendar_objects(file, EN)]
ALL_BYTES = [data for _, data in EXPORTS] + OBJECTS


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
