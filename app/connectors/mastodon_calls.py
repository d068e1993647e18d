"""Calls to a server that speaks Mastodon's API: addresses, the access key, limits, pages, and what an answer proves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from app.connectors.answers import Answer
from app.connectors.base import Account, NeedsReconnect, Receipt, Unanswerable
from app.connectors.http import Http
from app.connectors.mastodon_values import moment, web_address
from app.connectors.network_problems import NoAnswer, as_preparing, as_publishing, as_reading
from app.connectors.outcomes import OutcomeTable, Proof, require_good
from app.domain.rates import Quota

PUBLISHING: OutcomeTable = MappingProxyType(
    {
        400: Proof.REJECTED,
        401: Proof.NEEDS_RECONNECT,
        403: Proof.REJECTED,
        404: Proof.REJECTED,
        410: Proof.REJECTED,
        413: Proof.REJECTED,
        422: Proof.REJECTED,
    }
)
"""What the answer to a call that people see proves. 429 is missing on purpose: no document says that nothing was done."""
PREPARING: OutcomeTable = MappingProxyType(
    {**PUBLISHING, **dict.fromkeys((408, 429, 500, 502, 503, 504), Proof.NOT_EXECUTED)}
)
"""For files: sending one again harms nobody."""
TAKING_BACK: OutcomeTable = MappingProxyType({**PUBLISHING, 404: Proof.DONE, 410: Proof.DONE, 429: Proof.NOT_EXECUTED})
"""For what people see going: it may be asked again, but who lost the answer does not know whether it has gone."""

_LIMITS = {"api": (300, 300.0), "media": (30, 1800.0), "post": (300, 10_800.0), "delete": (30, 1800.0)}
"""Mastodon's documented limits: calls and seconds; servers tell their own in headers."""
_NEXT = re.compile(r'<([^<>]+)>\s*;[^,<]*\brel="?next"?', re.IGNORECASE)
_MOST_PAGES = 1000


class Calls:
    """All calls for one account."""

    def __init__(self, http: Http, account: Account) -> None:
        self._http = http
        self._account = account
        self.base = base_of(account)
        self.host = urlsplit(self.base).hostname or "?"

    @property
    def facts(self) -> Mapping[str, object]:
        """What is known of the server."""
        return self._account.facts

    def get(self, path: str, params: Mapping[str, Any] | None = None) -> Answer:
        """An answer of success to a read. Raises `ReadFailed`, `Unanswerable` or `NeedsReconnect`."""
        return self._read(self.base + path, params)

    def found(self, path: str, params: Mapping[str, Any] | None = None) -> Answer | None:
        """As `get`; None when the server has no such thing, never heard of such a call or keeps it from this key."""
        try:
            return self.get(path, params)
        except Unanswerable:
            return None

    def pages(self, path: str, params: Mapping[str, Any]) -> Iterator[list[dict[str, Any]]]:
        """Page after page as the server's `Link` header leads; never to another server. Some send no such header: they are
        asked for what is older than the last entry, as long as that brings something new."""
        answer = self.get(path, params)
        known: set[str] = set()
        for _ in range(_MOST_PAGES):
            with as_reading():
                entries = [entry for entry in answer.array() if str(entry.get("id")) not in known]
            known.update(str(entry.get("id")) for entry in entries)
            yield entries
            link = answer.headers.get("link")
            onward = _NEXT.search(link or "")
            if onward is not None:
                place = urlsplit(onward[1])
                answer = self._read(f"{self.base}{place.path}?{place.query}", None)
            elif link is None and entries:
                answer = self.get(path, {**params, "max_id": str(entries[-1].get("id"))})
            else:
                return

    def publish(self, method: str, path: str, key: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """A call that people see the effect of. `key`: repeated within an hour, servers that know it do nothing twice."""
        with as_publishing():
            headers = {**self._headers, "Idempotency-Key": key}
            answer = self._http.send(method, self.base + path, headers=headers, json=body, quota=self._quota("post"))
            self._require(answer, PUBLISHING)
            return answer.object()

    def take_back(self, method: str, path: str, bucket: str) -> Answer:
        """A call after which something people saw is gone; also one that looks whether it is."""
        with as_publishing():
            answer = self._http.send(method, self.base + path, headers=self._headers, quota=self._quota(bucket))
            self._require(answer, TAKING_BACK)
            return answer

    def prepare(self, method: str, path: str, bucket: str, table: OutcomeTable = PREPARING, **body: Any) -> Answer:
        """A call that may be made again."""
        with as_preparing():
            answer = self._http.send(method, self.base + path, headers=self._headers, quota=self._quota(bucket), **body)
            self._require(answer, table)
            return answer

    def _read(self, url: str, params: Mapping[str, Any] | None) -> Answer:
        answer = self._http.read(url, headers=self._headers, params=params, quota=self._quota("api"))
        if answer.status == 401:
            raise NeedsReconnect("network.needs_reconnect", host=answer.host, reason=reason_in(answer))
        if not answer.is_good:
            raise Unanswerable("network.unanswerable", host=answer.host, status=answer.status, reason=reason_in(answer))
        if self._account.keep_answer is not None:
            self._account.keep_answer(answer.body)
        return answer

    def _require(self, answer: Answer, table: OutcomeTable) -> None:
        reason = reason_in(answer)
        if answer.status == 403 and "scope" in reason:
            raise NeedsReconnect("network.needs_reconnect", host=answer.host, reason=reason)
        require_good(answer, table, reason, answer.retry_after(self._http.now()))

    @property
    def _headers(self) -> dict[str, str]:
        token = (self._account.secret or {}).get("token", "")
        if not token:
            raise NeedsReconnect("network.needs_reconnect", host=self.host, reason="–")
        return {"Authorization": f"Bearer {token}", "Accept": "application/json"}

    def _quota(self, bucket: str) -> Quota:
        owner = self._account.external_id or str(self._account.profile_id)
        limit, per_s = _LIMITS[bucket]
        return Quota(f"mastodon {urlsplit(self.base).netloc} {owner}", bucket, limit, per_s)


def base_of(account: Account) -> str:
    """The server's address without a slash at its end: the one given, or the one in the profile's name."""
    given = account.base_url or ""
    if not given:
        _, at, host = account.handle.lstrip("@").partition("@")
        given = f"https://{host}" if at else ""
    parts = urlsplit(given if "://" in given else f"https://{given}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NeedsReconnect("mastodon.no_server", handle=account.handle)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def reason_in(answer: Answer) -> str:
    """What the server says in its own words, shortened."""
    try:
        said = answer.object()
    except NoAnswer:
        return f"{answer.status}"
    words = said.get("error_description") or said.get("error")
    return words[:300] if isinstance(words, str) and words else f"{answer.status}"


def receipt_of(status: Mapping[str, Any], host: str, unsure: Callable[..., Exception]) -> Receipt:
    """Raises what `unsure` makes when the answer names no status."""
    number, at = status.get("id"), moment(status.get("created_at"))
    if not isinstance(number, str) or not number or at is None:
        raise unsure("network.not_json", host=host, status=200, kind="?")
    return Receipt(number, web_address(status.get("url")), at)
