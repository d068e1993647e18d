"""RSS and Atom feeds, as a source to read: new entries are listed like posts of a profile whose address is the feed."""

from __future__ import annotations

import calendar
import io
import json
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Any
from xml.sax import SAXException

from app.connectors.answers import Answer
from app.connectors.base import Account, Capabilities, Identity, ReadFailed, RemoteComment, RemotePost
from app.connectors.feed_text import canonical_link, plain_text
from app.connectors.http import Http
from app.connectors.safe_fetch import fetch
from app.domain.metrics import Reading

KINDS = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
        "application/x-rss+xml",
    }
)
_ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8"
_FUTURE_YEAR = 9000


class FeedConnector:
    """Fulfils `Connector`. `intranet` names hosts inside the own network that may be read."""

    def __init__(self, http: Http, intranet: Collection[str] = ()) -> None:
        self._http = http
        self._intranet = frozenset(name.lower() for name in intranet)

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(lists_posts=True)

    def capabilities_for(self, account: Account) -> Capabilities:
        return self.capabilities

    def identify(self, account: Account) -> Identity:
        """The feed's own title; a feed belongs to whoever knows its address."""
        told = self._parsed(self._fetch(account, {}))
        feed = told["feed"]
        title = plain_text(str(feed.get("title", ""))) or account.handle
        name = str(feed.get("id") or "") or _address(account)
        return Identity(
            name, account.handle, title, canonical_link(str(feed.get("link", ""))), {"kind": told["version"]}
        )

    def recent_posts(self, account: Account, since: datetime) -> Iterator[RemotePost]:
        """What the feed lists since `since`; nothing when the server says that it has not changed."""
        answer = self._fetch(account, _conditions(account.list_mark))
        if answer.status == 304:
            return
        found = {post.remote_id: post for post in self._posts(answer) if post.at >= since}
        yield from sorted(found.values(), key=lambda post: (post.at, post.remote_id), reverse=True)
        mark = {name: answer.headers[name] for name in ("etag", "last-modified") if answer.headers.get(name)}
        if account.note_list_mark is not None and mark:
            account.note_list_mark(json.dumps(mark))

    def profile_readings(self, account: Account) -> tuple[Reading, ...]:
        return ()

    def post_readings(self, account: Account, remote_ids: tuple[str, ...]) -> dict[str, tuple[Reading, ...]]:
        return {}

    def comments(self, account: Account, since: datetime) -> Iterator[RemoteComment]:
        return iter(())

    def _fetch(self, account: Account, conditions: dict[str, str]) -> Answer:
        headers = {"Accept": _ACCEPT, **conditions}
        answer = fetch(self._http, _address(account), kinds=KINDS, intranet=self._intranet, headers=headers)
        if answer.status in (404, 410):
            raise ReadFailed("feed.gone", host=answer.host)
        if not answer.is_good and answer.status != 304:
            raise ReadFailed("feed.refused", host=answer.host, status=answer.status)
        return answer

    def _posts(self, answer: Answer) -> list[RemotePost]:
        entries = self._parsed(answer)["entries"]
        posts = [post for entry in entries if (post := _post(entry)) is not None]
        if entries and not posts:
            raise ReadFailed("feed.no_dates", host=answer.host)
        return posts

    def _parsed(self, answer: Answer) -> Any:
        """Raises `ReadFailed` "feed.unsafe", "feed.not_xml", "feed.no_feed"."""
        import feedparser

        check_xml(answer)
        # no charset of the header: the bytes are read the way the check read them
        headers = {"content-type": "application/xml", "content-location": answer.url}
        told = feedparser.parse(io.BytesIO(answer.body), response_headers=headers)
        if not told.get("version"):
            raise ReadFailed("feed.no_feed", host=answer.host)
        return told


def check_xml(answer: Answer) -> None:
    """No document types, entities or references to elsewhere (SEC-17), and well-formed to the end."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.expatreader import create_parser

    parser = create_parser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(answer.body)
        parser.close()
    except DefusedXmlException as error:
        raise ReadFailed("feed.unsafe", host=answer.host) from error
    except (SAXException, ValueError, LookupError) as error:
        raise ReadFailed("feed.not_xml", host=answer.host) from error


def _address(account: Account) -> str:
    if not account.base_url:
        raise ReadFailed("feed.no_address")
    return account.base_url


def _conditions(mark: str | None) -> dict[str, str]:
    """What makes the server answer only if the feed has changed."""
    try:
        told = json.loads(mark or "{}")
    except ValueError:
        return {}
    names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    if not isinstance(told, dict):
        return {}
    return {names[name]: value for name, value in told.items() if name in names and isinstance(value, str)}


def _post(entry: Any) -> RemotePost | None:
    """An entry as a post: its own name or its link is the key. None without either or without a time."""
    link = canonical_link(str(entry.get("link", "")))
    name = str(entry.get("id") or "").strip() or link
    at = _time(entry.get("published_parsed")) or _time(entry.get("updated_parsed"))
    if not name or at is None:
        return None
    parts = (plain_text(str(entry.get(field, ""))) for field in ("title", "summary"))
    text = "\n".join(dict.fromkeys(part for part in parts if part))
    return RemotePost(name, at, text, "link", link, len(entry.get("enclosures", ())))


def _time(told: Any) -> datetime | None:
    """feedparser gives times in UTC, as tuples; a clock of a server may be anywhere."""
    try:
        if told is None or not 1970 <= told[0] < _FUTURE_YEAR:
            return None
        return datetime.fromtimestamp(calendar.timegm(told), UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
