"""Calls to one account's server: XRPC over HTTP, with a session that is kept and renewed, never begun anew per call.

Signing in is limited to 30 times in 5 minutes and 300 a day; the session's short key lasts two hours, its long one 90 days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from app.connectors.answers import Answer
from app.connectors.base import Account, NeedsReconnect, NotExecuted, ReadFailed, Rejected
from app.connectors.bluesky_answers import error_of, is_old_token, preparing_problem, reading_problem
from app.connectors.http import Http, host_of
from app.connectors.network_problems import as_preparing, as_reading
from app.domain.rates import Quota

ENTRYWAY = "https://bsky.social"
"""Where people sign in who have no server of their own; it names the server that holds the account."""
UPLOAD_S = 300.0
_CALLS = ("calls", 3000, 300.0)
_SIGN_INS = ("sign-ins", 30, 300.0)
"""Bucket, calls, seconds."""
Secret = Mapping[str, str]


class Session:
    """Reads raise `ReadFailed` or `NeedsReconnect`; what prepares a publication raises `NotExecuted`, `Rejected` or
    `NeedsReconnect`."""

    def __init__(self, http: Http, account: Account) -> None:
        self._http = http
        self._account = account
        self._secret: dict[str, str] = dict(account.secret or {})
        self._door = (account.base_url or ENTRYWAY).rstrip("/")
        told = account.facts.get("pds")
        self.base = told if isinstance(told, str) else self._door

    @property
    def repo(self) -> str:
        """The account's lasting name (DID); its handle until the server told it."""
        return self._account.external_id or self._account.handle.lstrip("@")

    # calls
    def get(self, method: str, params: Mapping[str, Any], *, signed: bool = True) -> Answer:
        """A read, whatever its status below 500."""
        with reading():
            return self._signed(
                lambda headers: self._http.read(self._url(method), headers=headers, params=params), signed
            )

    def read(self, method: str, params: Mapping[str, Any], *, signed: bool = True) -> dict[str, Any]:
        """The object a read answers with."""
        answer = self.get(method, params, signed=signed)
        if not answer.is_good:
            raise reading_problem(answer)
        return self.taken(answer)

    def taken(self, answer: Answer) -> dict[str, Any]:
        """The object in a good answer to a read, which is kept as it came."""
        with as_reading():
            told = answer.object()
        if self._account.keep_answer is not None:
            self._account.keep_answer(answer.body)
        return told

    def post(self, method: str, body: Mapping[str, Any]) -> Answer:
        """One call with an effect. What happens before it is `NotExecuted`; raises `NetworkProblem` for the call itself."""
        url, quota = self._url(method), self._quota(_CALLS)
        return self._signed(lambda headers: self._http.send("POST", url, headers=headers, json=body, quota=quota))

    def upload(self, content: bytes, mime: str) -> dict[str, Any]:
        """Hands over a file; what it is called in records."""
        url = self._url("com.atproto.repo.uploadBlob")
        with as_preparing():
            answer = self._signed(
                lambda headers: self._http.send(
                    "POST", url, headers={**headers, "Content-Type": mime}, content=content, deadline_s=UPLOAD_S
                )
            )
            blob = answer.object().get("blob") if answer.is_good else None
        if not isinstance(blob, dict):
            raise preparing_problem(answer, self._http.now())
        return blob

    def _read(self, method: str, headers: Mapping[str, str], params: Mapping[str, Any]) -> Answer:
        return self._http.read(self._url(method), headers=headers, params=params, quota=self._quota(_CALLS))

    def _quota(self, kind: tuple[str, int, float]) -> Quota:
        return Quota(f"{host_of(self._door)}/{self.repo}", *kind)

    def _url(self, method: str) -> str:
        return f"{self.base}/xrpc/{method}"

    # the session
    def _signed(self, ask: Callable[[dict[str, str]], Answer], signed: bool = True) -> Answer:
        """`ask` with the session's key; once more with a new one when the server says that it is over."""
        if not signed:
            return ask({})
        if not self._secret.get("access"):
            self.renew()
        answer = ask(self._bearer("access"))
        if is_old_token(answer):
            self.renew()
            answer = ask(self._bearer("access"))
        return answer

    def renew(self) -> None:
        """A session that works again; one caller at a time where the account says so."""
        renew = self._account.renew
        self._secret = dict(renew(self._secret, self._ask) if renew else self._ask(self._secret))

    def end(self) -> None:
        """Makes the session's keys worth nothing; one that is over already is ended. Raises `ReadFailed`."""
        if not self._secret.get("refresh"):
            return
        with as_reading():
            url = f"{self._door}/xrpc/com.atproto.server.deleteSession"
            answer = self._http.send("POST", url, headers=self._bearer("refresh"), deadline_s=15.0)
        if not (answer.is_good or answer.status == 401 or is_old_token(answer)):
            raise reading_problem(answer)

    def _ask(self, newest: Secret) -> Secret:
        """The long key first; the app password only when that is over as well."""
        with as_preparing():
            if newest.get("refresh"):
                headers = {"Authorization": f"Bearer {newest['refresh']}"}
                answer = self._http.send(
                    "POST", f"{self._door}/xrpc/com.atproto.server.refreshSession", headers=headers
                )
                if answer.is_good:
                    return {**newest, **_keys(answer)}
                if not (is_old_token(answer) or answer.status == 401):
                    raise preparing_problem(answer, self._http.now())
            return {**newest, **_keys(self._sign_in(newest))}

    def _sign_in(self, secret: Secret) -> Answer:
        if not secret.get("password"):
            raise NeedsReconnect("bluesky.reconnect", reason="bluesky.reconnect")
        body = {"identifier": self.repo, "password": secret["password"]}
        url = f"{self._door}/xrpc/com.atproto.server.createSession"
        answer = self._http.send("POST", url, json=body, quota=self._quota(_SIGN_INS))
        if error_of(answer)[0] == "AuthFactorTokenRequired":
            raise NeedsReconnect("bluesky.app_password", reason="bluesky.app_password")
        if not answer.is_good:
            raise preparing_problem(answer, self._http.now())
        return answer

    def _bearer(self, key: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._secret[key]}"}


@contextmanager
def reading() -> Iterator[None]:
    """For a read: what kept the session from being renewed failed the read."""
    with as_reading():
        try:
            yield
        except NeedsReconnect:
            raise
        except NotExecuted as problem:
            raise ReadFailed(problem.code, retry_after=problem.retry_after, **problem.data) from problem
        except Rejected as problem:
            raise ReadFailed(problem.code, **problem.data) from problem


@contextmanager
def before_publishing() -> Iterator[None]:
    """For reads a publication needs first: they failed, so nothing was published."""
    try:
        yield
    except ReadFailed as problem:
        data = {name: value for name, value in problem.data.items() if name != "retry_after"}
        wait = problem.data.get("retry_after")
        raise NotExecuted(problem.code, float(wait) if isinstance(wait, int | float) else None, **data) from problem


def home_of(door: str, document: object) -> str:
    """The server that holds an account: the door itself, or what the account's document names where the door is an entryway.

    Only an address of https is followed: the key goes there.
    """
    services = document.get("service") if isinstance(document, dict) else None
    for service in services if isinstance(services, list) else ():
        if isinstance(service, dict) and str(service.get("id", "")).endswith("#atproto_pds"):
            place = str(service.get("serviceEndpoint", "")).rstrip("/")
            parts = urlsplit(place)
            if parts.scheme == "https" and parts.hostname and "@" not in parts.netloc and not parts.path:
                return place
    return door


def _keys(answer: Answer) -> dict[str, str]:
    """The two keys of a new session. Raises `NotExecuted` when they are not there."""
    told = answer.object()
    access, refresh = told.get("accessJwt"), told.get("refreshJwt")
    if not (isinstance(access, str) and isinstance(refresh, str) and access and refresh):
        raise NotExecuted("network.not_json", host=answer.host, status=answer.status, kind="session")
    return {"access": access, "refresh": refresh}
