"""How values become lines of an .ics file: cleaning, escaping and folding, over the writer of the icalendar library.

The library's own text value writes a backslash before a capital N as a line break, lets NUL through, and folds one
character at a time; these subclasses do those three things and leave the rest to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from icalendar import Calendar, Parameters, vCategory, vDatetime, vText

LINE_OCTETS = 75
_URL_LIMIT = 2000
_URL_SAFE = "%/?#[]@!$&'()*+,;=:~._-"
_NO_PARAMETERS = Parameters()
# Controls (C0 without tab and line feed, DEL, C1), the line breaks only some parsers know, the byte order mark, and what XML
# (thus CalDAV) cannot carry.
_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Two ASCII characters are never one cluster, so clusters may be counted from between them instead of from the beginning.
_ASCII_PAIR = re.compile("[ -~]{2}")
_LOOK_BACK = 400
_SECRET_KEY = re.compile(
    r"(?:^|[&;])(?:[^=&;]*(?:token|secret|passw|api_?key|signature)[^=&;]*|auth|sig|key)=", re.IGNORECASE
)


def clean(text: str) -> str:
    """`text` as it may stand in a calendar: every kind of line break is a line feed, other controls are gone.

    Halves of a surrogate pair are joined, lone ones become U+FFFD. Tabs and blanks stay.
    """
    if not _UNCLEAN.search(text):
        return text
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _UNCLEAN.sub("", _BREAK.sub("\n", text))


def cut(text: str, limit: int, mark: str = "…") -> str:
    """`text` in at most `limit` characters, ended by `mark` when shortened, never inside a grapheme cluster (UAX 29).

    A single cluster longer than the limit is cut inside, because nothing else would be left of it.
    """
    if len(text) <= limit:
        return text
    import regex

    room = max(limit - len(mark), 0)
    near = max(room - _LOOK_BACK, 0)
    pair = _ASCII_PAIR.search(text, near, room)
    begin = pair.start() + 1 if pair else 0
    end = begin
    for cluster in regex.finditer(r"\X", text[begin : room + 1]):
        end = begin + cluster.start()
    return text[: end or room].rstrip() + mark


def web_address(url: str | None) -> str | None:
    """`url` in ASCII when it is an absolute https address colleagues may see, else None.

    Refused: other schemes, names and passwords in the address, query keys that carry secrets, blanks and controls.
    """
    if not url or len(url) > _URL_LIMIT or clean(url) != url or re.search(r'[\s"<>\\^`{|}]', url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if (
        parts.scheme != "https"
        or not re.fullmatch(r"[a-z0-9.-]*[a-z0-9]\.?|\[?[0-9a-f:]+]?", host)
        or "@" in parts.netloc
    ):
        return None
    if _SECRET_KEY.search(parts.query) or _SECRET_KEY.search(parts.fragment):
        return None
    place = f"[{host}]" if ":" in host else host
    tail = parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    return f"https://{place}{port}" + quote(tail, safe=_URL_SAFE)


def escape(text: str) -> bytes:
    r"""RFC 5545 3.3.11: backslash first, then semicolon, comma and line feed. Expects cleaned text."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n").encode()


def fold(line: bytes) -> bytes:
    r"""RFC 5545 3.1: lines of at most 75 octets, no UTF-8 sequence and no escape (`\n`, `\\`) torn apart."""
    if len(line) <= LINE_OCTETS:
        return line
    pieces = []
    start, room = 0, LINE_OCTETS
    while len(line) - start > room:
        end = start + room
        while line[end] & 0xC0 == 0x80:
            end -= 1
        head = line[start:end]
        if (len(head) - len(head.rstrip(b"\\"))) % 2:
            end -= 1
        pieces.append(line[start:end])
        start, room = end, LINE_OCTETS - 1
    pieces.append(line[start:])
    return b"\r\n ".join(pieces)


class Text(vText):
    """A cleaned TEXT value that reads back as it was, `C:\\New` included."""

    __slots__ = ()

    def __new__(cls, value: str) -> Text:
        self = str.__new__(cls, clean(value))
        self.params = _NO_PARAMETERS
        return self

    def to_ical(self) -> bytes:
        return escape(self)


class Categories(vCategory):
    """One CATEGORIES property: cleaned names, commas inside them escaped."""

    def __init__(self, names: Iterable[Text]) -> None:
        self.cats = list(names)
        self.params = _NO_PARAMETERS

    def to_ical(self) -> bytes:
        return b",".join(escape(name) for name in self.cats)


class Instant(vDatetime):
    """A DATE-TIME in UTC, to the second. Expects an aware UTC time."""

    def __init__(self, at: datetime) -> None:
        self.dt = at
        self.params = _NO_PARAMETERS

    def to_ical(self) -> bytes:
        return self.dt.isoformat()[:19].replace("-", "").replace(":", "").encode() + b"Z"


class _Line(bytes):
    """One unfolded content line."""

    def to_ical(self) -> bytes:
        return fold(self)


class LineCalendar(Calendar):
    """The library's calendar, written through `fold` in the order in which properties were set."""

    def content_line(self, name: str, value: Any, sorted: bool = True) -> _Line:  # noqa: A002  the library's parameter
        octets: bytes = value if isinstance(value, bytes) else value.to_ical()
        parameters = getattr(value, "params", None)
        if parameters:
            return _Line(name.encode() + b";" + parameters.to_ical() + b":" + octets)
        return _Line(name.encode() + b":" + octets)
