"""The one way connectors speak to servers: a deadline for the whole call, a cap on the answer, errors that say what is proved.

`send` makes one call and never a second one. `read` is for calls without effect: it follows, waits and asks again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpcore2
import httpx2

from app.connectors.answers import Answer, http_date
from app.connectors.base import ReadFailed
from app.connectors.http_client import make_client, silence
from app.connectors.network_problems import NoAnswer, NotSent, as_reading, problem_of
from app.connectors.rates import Rates
from app.connectors.wire import Wire
from app.domain.rates import Quota

SEND_S = 60.0
READ_S = 30.0
LARGEST = 10_000_000
"""Bytes of an answer, unpacked."""
MAX_REDIRECTS = 5
ATTEMPTS = 3
PATIENCE_S = 20.0
"""A read that a server wants repeated later than this is given up for now; whoever wanted it comes back."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset(
    {"network.broken", "network.unreachable", "network.connect_timeout", "network.server_error", "network.rate_limited"}
)
_SECRET_HEADERS = frozenset({"authorization", "cookie", "x-api-key"})
_log = logging.getLogger("szpalta.http")


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """What httpx2 builds the request of: params, json, data, files, content."""
    deadline_s: float = READ_S
    largest: int = LARGEST
    may_reach: Callable[[str, str], bool] | None = None
    quota: Quota | None = None

    @property
    def host(self) -> str:
        return host_of(self.url)


class Http:
    """May be used by many threads at once. `now` is the present instant in UTC, `seconds` a clock that goes on while the
    computer sleeps. `proxy` None follows the system's settings, "" means none; `ca_file` is trusted beside the system's
    certificates. `on_date` is told how many seconds the clock of a host is ahead of ours (PUB-19). A call with a
    `quota` that is used up is not sent ("network.rate_limited"); `rates` counts."""

    def __init__(
        self,
        now: Callable[[], datetime],
        seconds: Callable[[], float],
        *,
        proxy: str | None = None,
        ca_file: Path | None = None,
        on_date: Callable[[str, float], None] | None = None,
        rates: Rates | None = None,
    ) -> None:
        self.now = now
        self.seconds = seconds
        self._proxy = proxy
        self._ca_file = ca_file
        self._on_date = on_date
        self._rates = rates
        self._wire = Wire(seconds)
        silence()

    def close(self) -> None:
        for name in ("_kept", "_single"):
            if name in self.__dict__:
                self.__dict__.pop(name).close()

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        form: Mapping[str, Any] | None = None,
        files: Mapping[str, Any] | None = None,
        content: Any = None,
        deadline_s: float = SEND_S,
        quota: Quota | None = None,
    ) -> Answer:
        """One call on a connection of its own, redirects not followed, whatever the status. Raises `NotSent` or `NoAnswer`."""
        body = {"params": params, "json": json, "data": form, "files": files, "content": content}
        return self._make(Call(method, url, headers or {}, _given(body), deadline_s, quota=quota), lambda: self._single)

    def read(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, Any] | None = None,
        deadline_s: float = READ_S,
        largest: int = LARGEST,
        may_reach: Callable[[str, str], bool] | None = None,
        quota: Quota | None = None,
    ) -> Answer:
        """GET, asked again when the server is busy or the line fails; the answer's status is below 500 and not 429.

        `deadline_s` is for all of it. Redirects are followed, to another host only when no credentials are sent.
        `may_reach` is asked about the host and every address, in figures, that it has; then no connection is taken that
        stands already. Raises `ReadFailed`.
        """
        import stamina

        call = Call("GET", url, headers or {}, _given({"params": params}), deadline_s, largest, may_reach, quota)
        again = stamina.RetryingCaller(attempts=ATTEMPTS, timeout=deadline_s, wait_initial=0.5)
        return again(_worth_repeating, self._read_once, call, self._wire.seconds() + deadline_s)

    def _read_once(self, call: Call, ends_at: float) -> Answer:
        fresh = call.may_reach is not None
        with as_reading():
            for _ in range(MAX_REDIRECTS + 1):
                call = replace(call, deadline_s=max(ends_at - self._wire.seconds(), 0.0))
                answer = self._make(call, lambda: self._single if fresh else self._kept)
                if answer.status not in _REDIRECTS or "location" not in answer.headers:
                    return self._usable(answer)
                call = _redirected(call, answer)
            raise NoAnswer("network.redirected", host=answer.host, to=call.host)

    def _usable(self, answer: Answer) -> Answer:
        wait = answer.retry_after(self.now())
        if answer.status == 429:
            raise ReadFailed("network.rate_limited", host=answer.host, retry_after=wait)
        if answer.status >= 500:
            raise ReadFailed("network.server_error", host=answer.host, status=answer.status, retry_after=wait)
        return answer

    def _make(self, call: Call, client: Callable[[], httpx2.Client]) -> Answer:
        if call.quota and self._rates and (wait := self._rates.take(call.quota)):
            raise NotSent("network.rate_limited", host=call.host, retry_after=wait)
        with self._wire.call(call.host, call.deadline_s, call.may_reach) as course:
            try:
                made = client()
                request = made.build_request(call.method, call.url, headers=dict(call.headers), **call.body)
                request.extensions = {**request.extensions, "trace": course.watch}
                response = made.send(request, stream=True)
                try:
                    answer = _take(response, call)
                finally:
                    response.close()
            except (httpx2.HTTPError, httpcore2.NetworkError, httpcore2.TimeoutException) as error:
                problem = problem_of(error, call.host, course.left, call.deadline_s)
                _log.warning("%s %s: %s", call.method, call.host, problem.code)
                raise problem from error
            except (httpx2.InvalidURL, UnicodeError) as error:
                raise NotSent("network.address_bad", host=call.host) from error
        _log.info("%s %s%s: %d", call.method, call.host, urlsplit(answer.url).path, answer.status)
        self._tell_date(answer)
        if call.quota and self._rates:
            self._rates.learn(call.quota, answer.status, answer.headers, answer.retry_after(self.now()))
        return answer

    def _tell_date(self, answer: Answer) -> None:
        moment = http_date(answer.headers.get("date", ""))
        if moment is not None and self._on_date is not None:
            self._on_date(answer.host, (moment - self.now()).total_seconds())

    @cached_property
    def _kept(self) -> httpx2.Client:
        return make_client(self._wire, self._proxy, self._ca_file, keep=20)

    @cached_property
    def _single(self) -> httpx2.Client:
        """A kept connection may be dead without anybody knowing; what must not be sent twice gets a new one."""
        return make_client(self._wire, self._proxy, self._ca_file, keep=0)


def host_of(url: str) -> str:
    """The host of an address as it is asked for on the wire; "?" when it has none."""
    return _host("/".join(url.split("/", 3)[:3]))


@lru_cache(256)
def _host(origin: str) -> str:
    try:
        return httpx2.URL(origin).raw_host.decode("ascii") or "?"
    except (httpx2.InvalidURL, UnicodeError):
        return "?"


def _take(response: httpx2.Response, call: Call) -> Answer:
    """The answer, read to its end but no further than the cap."""
    announced = response.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > call.largest:
        raise NoAnswer("network.too_large", host=call.host, largest=call.largest)
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        if len(body) > call.largest:
            raise NoAnswer("network.too_large", host=call.host, largest=call.largest)
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status_code, headers, bytes(body), str(response.url), call.host)


def _redirected(call: Call, answer: Answer) -> Call:
    """The call that follows a redirect. Raises `NoAnswer` when the secret in it would go to another host."""
    here = httpx2.URL(answer.url)
    try:
        place = here.join(answer.headers["location"])
    except httpx2.InvalidURL as error:
        raise NoAnswer("network.redirected", host=call.host, to="?") from error
    secret = any(name.lower() in _SECRET_HEADERS for name in call.headers)
    if place.scheme not in ("http", "https") or (secret and here.origin != place.origin):
        raise NoAnswer("network.redirected", host=call.host, to=place.host or "?")
    return Call(call.method, str(place), call.headers, {}, call.deadline_s, call.largest, call.may_reach, call.quota)


def _given(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if value is not None}


def _worth_repeating(error: Exception) -> bool | float:
    """Whether to ask again: after how many seconds, or True for the usual wait."""
    if not isinstance(error, ReadFailed) or error.code not in _PASSING:
        return False
    wait = error.data.get("retry_after")
    if isinstance(wait, int | float):
        return max(float(wait), 0.1) if wait <= PATIENCE_S else False
    return True
