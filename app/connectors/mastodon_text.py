"""From the HTML of a status back to the text it was written as, and how long a server takes a text to be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from app.domain.limits import clusters

_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_REMOTE_NAME = re.compile(r"(?<![\w/])(@[a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_])?)@[a-z0-9.-]+[a-z0-9]", re.IGNORECASE)
_LONGEST = 1_000_000


class _Reader(HTMLParser):
    """Paragraphs and breaks become line breaks; parts of addresses that pages hide are part of the text."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._names = names
        self._mention: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")
        elif tag in ("p", "blockquote", "pre", "ul", "ol") and self.parts:
            self.parts.append("\n\n")
        elif tag == "li":
            self.parts.append("\n")
        elif tag == "a":
            self._mention = self._names.get(dict(attrs).get("href") or "")
            if self._mention:
                self.parts.append(self._mention)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._mention = None

    def handle_data(self, data: str) -> None:
        if not self._mention:
            self.parts.append(data)


def plain_text(html: str, names: Mapping[str, str] | None = None) -> str:
    """The text of a status; `names` are the mentioned profiles ("@ania@example.social") by the address they link to."""
    reader = _Reader(names or {})
    reader.feed(html[:_LONGEST])
    reader.close()
    text = "".join(reader.parts).replace("\r", "")
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def counted_length(text: str, per_link: int) -> int:
    """The length as Mastodon counts: characters as people see them, every link `per_link`, names without their server."""
    short = _LINK.sub("x" * per_link, text)
    return len(clusters(_REMOTE_NAME.sub(r"\1", short)))
