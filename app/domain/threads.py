"""A thread: one text whose parts go out one after another, each as an answer to the part before."""

from __future__ import annotations

import re

from app.domain.networks import RULES, Network

BREAK = "---"
_BREAK = re.compile(r"^[ \t]*---[ \t]*$", re.MULTILINE)


def thread_parts(text: str) -> tuple[str, ...]:
    """The parts of a text: a line that holds only `---` begins the next one. At least one part; empty ones are left out."""
    parts = (part.strip() for part in _BREAK.split(text.replace("\r\n", "\n")))
    return tuple(part for part in parts if part) or ("",)


def part_spans(text: str) -> list[tuple[int, int]]:
    """Where the parts of a text begin and end in it, without the blanks around them. At least one."""
    edges = [0, *(edge for match in _BREAK.finditer(text) for edge in match.span()), len(text)]
    found = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        part = text[start:end]
        if part.strip():
            begin = start + len(part) - len(part.lstrip())
            found.append((begin, begin + len(part.strip())))
    return found or [(0, 0)]


def parts_as_sent(text: str, link: str | None, network: Network) -> tuple[str, ...]:
    """The texts that go out one after another; the link stands below the first. One, where there are no threads."""
    spans = sent_spans(text, network)
    if len(spans) == 1:
        start, end = spans[0]
        return (with_link(text[start:end], link),)
    first, *others = (text[start:end] for start, end in spans)
    return (with_link(first, None if link and link in text else link), *others)


def with_link(text: str, link: str | None) -> str:
    """The text as it goes out: a link it does not hold already stands below it."""
    return text if not link or link in text else f"{text}\n{link}".strip()


def sent_spans(text: str, network: Network) -> list[tuple[int, int]]:
    """Where in a text stands what goes out one after another: all of it, where there are no threads."""
    if not RULES[network].thread or len(spans := part_spans(text)) == 1:
        return [(0, len(text))]
    return spans
