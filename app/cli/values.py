"""Reads what people write on a command line: days, times, rhythms, texts. What cannot be read is wrong usage."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentTypeError
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.refusals import Refusal
from app.domain.days import WallTime, wall_time
from app.domain.networks import Cadence

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.system.words import Words

LONGEST_TEXT = 1_000_000
_DECIMAL = re.compile(r"[+-]?(?:\d*\.?\d+|0+,\d+|\d+,(?:\d{1,2}|\d{4,}))", re.ASCII)
_CADENCE = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?/(day|week)")


def day(run: Run, text: str) -> date:
    """ "2026-11-24"."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise run.wrong(run.words.t("{text} is not a day. Write it like 2026-11-24.", text=text)) from None


def optional_day(run: Run, text: str | None) -> date | None:
    return None if text is None else day(run, text)


def when(run: Run, text: str, zone: str, second: bool = False) -> WallTime:
    """ "2026-11-24 18:00" as read off the wall in `zone`, or "now"; `second` means the second of a repeated hour."""
    if text.strip().casefold() == "now":
        now = wall_time(run.clock.now(), zone)
        return WallTime(now.local.replace(second=0, microsecond=0), zone, now.fold)
    try:
        local = datetime.fromisoformat(text.strip())
    except ValueError:
        local = None
    if local is None or local.tzinfo is not None or len(text.strip()) <= len("2026-11-24"):
        raise run.wrong(run.words.t("{text} is not a time. Write it like “2026-11-24 18:00”, or now.", text=text))
    asked = WallTime(local.replace(second=0, microsecond=0), zone)
    repeated = WallTime(asked.local, zone, 1)
    return repeated if second and asked.is_repeated() else asked


def cadence(run: Run, text: str | None) -> Cadence | None:
    """ "4-5/week", "1/day"."""
    if text is None:
        return None
    found = _CADENCE.fullmatch(text.strip())
    if found is None:
        raise run.wrong(run.words.t("{text} is not a cadence. Write it like 4-5/week or 1/day.", text=text))
    low = int(found[1])
    return Cadence(found[3], low, int(found[2] or low))


def decimal(words: Words, text: str) -> float:
    """ "0.055" or "0,055". A comma before three digits, as in "1,500", may also set thousands apart: it is not guessed."""
    if not _DECIMAL.fullmatch(text.strip()):
        raise ArgumentTypeError(
            words.t("{text} cannot be read as a number for certain. Write it like 1234 or 0.055.", text=text)
        )
    return float(text.replace(",", "."))


def whole(words: Words, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        told = words.t("{text} is not a whole number. Write it like 1234.", text=text)
        raise ArgumentTypeError(told) from None


def number(run: Run, text: str) -> int:
    """The id of something."""
    try:
        return int(text)
    except ValueError:
        raise run.wrong(run.words.t("{text} is not a number.", text=text)) from None


def written(run: Run, text: str | None, file: str | None) -> str | None:
    """A text given as an option, in a file, or on stdin ("-" for either). None when neither is given."""
    source = file if file is not None else ("-" if text == "-" else None)
    if source is None:
        return text
    return _from_stdin(run) if source == "-" else _decoded(run, Path(source).read_bytes()[: LONGEST_TEXT + 1], source)


def _from_stdin(run: Run) -> str:
    if sys.stdin is None or sys.stdin.closed:
        raise Refusal(run.words.t("The text was to come from standard input, but that is closed."))
    binary = getattr(sys.stdin, "buffer", None)
    if binary is None:
        return sys.stdin.read(LONGEST_TEXT).rstrip("\n")
    return _decoded(run, binary.read(LONGEST_TEXT + 1), "-")


def _decoded(run: Run, content: bytes, name: str) -> str:
    if len(content) > LONGEST_TEXT:
        raise Refusal(run.words.t("{file} is too long to be the text of a post.", file=name))
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n")
    except UnicodeDecodeError:
        raise Refusal(run.words.t("{file} is not text in UTF-8. Save it as UTF-8 and try again.", file=name)) from None
