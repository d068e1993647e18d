"""What pages and feeds write, as plain text: no tags, no scripts, nothing that reorders a line."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

from app.domain.names import clean_text

LONGEST = 3000
"""Characters of a text that is kept; a feed may hold whole pages."""
_LONGEST_READ = 200_000
_UNSEEN = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head", "title"})
_BLOCKS = frozenset({"p", "br", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr"})
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_CAMPAIGN = re.compile(r"utm_\w+|fbclid|gclid")


class _Seen(HTMLParser):
    """Collects what a reader sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._hidden.append(tag)
        elif tag in _BLOCKS:
            self.found.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]
        elif tag in _BLOCKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)


def plain_text(html: str) -> str:
    """The text a reader would see of a piece of HTML, its lines without doubled blanks, at most `LONGEST` characters."""
    parser = _Seen()
    parser.feed(html[:_LONGEST_READ])
    parser.close()
    lines = (" ".join(_visible(line).split()) for line in "".join(parser.found).split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _visible(line: str) -> str:
    return "".join(sign for sign in clean_text(line) if sign not in _REORDERING and not _is_private(sign))


def _is_private(sign: str) -> bool:
    return unicodedata.category(sign) in ("Co", "Cn")


def canonical_link(link: str) -> str | None:
    """The address a page is recognised by: without fragment, without the marks of campaigns, out of Google's redirect.

    None for what is no web address.
    """
    try:
        parts = urlsplit(link.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    if host.startswith("www.google.") and parts.path == "/url":
        inner = parse_qs(parts.query)
        wrapped = (inner.get("url") or inner.get("q") or [""])[0]
        if wrapped.startswith(("http://", "https://")) and not wrapped.startswith(f"{parts.scheme}://{host}/url"):
            return canonical_link(wrapped)
    kept = [(name, value) for name, value in parse_qsl(parts.query, True) if not _CAMPAIGN.fullmatch(name.lower())]
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", urlencode(kept), ""))
