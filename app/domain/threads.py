"""A thread: one text whose parts go out one after another, each as an answer to the part before."""

from __future__ import annotations

import re

BREAK = "---"
_BREAK = re.compile(r"^[ \t]*---[ \t]*$", re.MULTILINE)


def thread_parts(text: str) -> tuple[str, ...]:
    """The parts of a text: a line that holds only `---` begins the next one. At least one part; empty ones are left out."""
    parts = (part.strip() for part in _BREAK.split(text.replace("\r\n", "\n")))
    return tuple(part for part in parts if part) or ("",)
