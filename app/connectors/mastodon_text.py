"""From the HTML of a status back to the text it was written as, and how long a server takes a text to be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from app.domain.limits import clusters

_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_REMOTE_NAME = re.compile(r"(?<![\w/])(@[a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_])?)@[a-z0-9.-]+[a-z0-9]", re.IGNORECASE)
_LONGEST = 1_000_000
_BLOCKS = frozenset({"p", "blockquote", "pre", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "div", "table"})


class _Reader(HTMLParser):
    """Paragraphs and breaks become line breaks; parts of addresses that pages hide are part of the text."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._names = names
        self._mention: str | None = None
        self._apart = False
        """A block has ended; what follows is not part of its last line."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")
        elif tag in _BLOCKS:
            self._break()
        elif tag == "li":
            self.parts.append("\n")
        elif tag == "a":
            self._mention = self._names.get(dict(attrs).get("href") or "")
            if self._mention:
                self.parts.append(self._mention)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._mention = None
        elif tag in _BLOCKS:
            self._apart = True

    def handle_data(self, data: str) -> None:
        if self._apart and data.strip():
            self._break()
        if not self._mention:
            self.parts.append(data)

    def _break(self) -> None:
        self._apart = False
        if self.parts:
            self.parts.append("\n\n")


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
