"""A server of AT Protocol on loopback: one repository, sessions that run out, and answers that can be lost.

As the real one it refuses a key that is taken with status 500, an old token with status 400, and a record that names a
file nobody handed over. With `counts` it also has the network's figures and notifications; without, it stands alone.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

COLLECTION = "app.bsky.feed.post"
DID = "did:plc:palarnia"
AUDIENCE = "did:plc:anna"
HANDLE = "palarnia.test"
PASSWORD = "abcd-efgh-ijkl-mnop"
ACCESS_LASTS = timedelta(hours=2)
REFRESH_LASTS = timedelta(days=90)
PAGE = 50
BLOB_LIMIT = 1_000_000


class Failure(Exception):
    def __init__(self, status: int, name: str, message: str = "") -> None:
        self.status, self.name, self.message = status, name, message


@dataclass
class BlueskyServer:
    now: Callable[[], datetime]
    counts: bool = True
    active: bool = True
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What stands under each key."""
    blobs: dict[str, bytes] = field(default_factory=dict)
    sessions: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    """Keys given out: "access" or "refresh", and until when."""
    calls: Counter[str] = field(default_factory=Counter)
    lose_answer: set[str] = field(default_factory=set)
    """Methods whose next answer is lost after everything was done."""
    instead: dict[str, tuple[int, dict[str, Any], dict[str, str]]] = field(default_factory=dict)
    """Methods whose next call is answered with this and not done."""
    did_doc: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def texts(self) -> list[str]:
        """Of every record, in the order of their keys."""
        return [self.records[key]["text"] for key in sorted(self.records)]

    def answer(self, method: str, params: dict[str, list[str]], token: str, kind: str, body: bytes) -> dict[str, Any]:
        with self._lock:
            self.calls[method] += 1
            name = "_" + method.rsplit(".", 1)[-1]
            if method.startswith("app.bsky.") and not self.counts:
                self._signed(token)
                raise Failure(400, "InvalidRequest", f"No service configured for {method}")
            if not hasattr(self, name):
                raise Failure(501, "MethodNotImplemented")
            given = {key: values[0] for key, values in params.items()}
            given["uris"] = params.get("uris", [])
            told = json.loads(body) if "json" in kind and body else {}
            return getattr(self, name)({**given, **told, "_token": token, "_body": body, "_kind": kind})

    # sessions
    def _createSession(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        if given.get("identifier") not in (DID, HANDLE) or given.get("password") != PASSWORD:
            raise Failure(401, "AuthenticationRequired", "Invalid identifier or password")
        return self._new_session()

    def _refreshSession(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        self._signed(given["_token"], "refresh")
        return self._new_session()

    def _deleteSession(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        self._signed(given["_token"], "refresh")
        del self.sessions[given["_token"]]
        return {}

    def _getSession(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        self._signed(given["_token"])
        status = {"active": True} if self.active else {"active": False, "status": "deactivated"}
        return {"did": DID, "handle": HANDLE, "didDoc": self.did_doc, **status}

    def _describeServer(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        return {"did": "did:web:localhost", "availableUserDomains": [".test"], "blobUploadLimit": BLOB_LIMIT}

    def _new_session(self) -> dict[str, Any]:
        number = len(self.sessions)
        self.sessions[f"access-{number}"] = ("access", self.now() + ACCESS_LASTS)
        self.sessions[f"refresh-{number}"] = ("refresh", self.now() + REFRESH_LASTS)
        return {"did": DID, "handle": HANDLE, "accessJwt": f"access-{number}", "refreshJwt": f"refresh-{number}"}

    def _signed(self, token: str, kind: str = "access") -> None:
        if not token:
            raise Failure(401, "AuthMissing", "Authentication Required")
        known, until = self.sessions.get(token, ("", self.now()))
        if known != kind:
            raise Failure(400, "InvalidToken", "Token could not be verified")
        if until <= self.now():
            raise Failure(400, "ExpiredToken", "Token has expired")

    # the repository
    def _createRecord(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        self._signed(given["_token"])
        record, key = given["record"], given["rkey"]
        if given["repo"] != DID or given["collection"] != COLLECTION:
            raise Failure(400, "InvalidRequest", "Could not find repo")
        if len(record["text"].encode()) > 3000:
            raise Failure(400, "InvalidRequest", "Invalid app.bsky.feed.post record: text too big")
        for blob in _blobs(record):
            if blob not in self.blobs:
                raise Failure(400, "InvalidRequest", f"Could not find blob: {blob}")
        if key in self.records:
            raise Failure(500, "InternalServerError", "Internal Server Error")
        self.records[key] = record
        return {"uri": uri_of(key), "cid": cid_of(record), "commit": {}, "validationStatus": "valid"}

    def _deleteRecord(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        self._signed(given["_token"])
        self.records.pop(given["rkey"], None)
        return {}

    def _getRecord(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        if given["repo"] != DID or given["rkey"] not in self.records:
            raise Failure(400, "RecordNotFound", f"Could not locate record: at://{given['repo']}")
        return self._entry(given["rkey"])

    def _listRecords(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        keys = [key for key in sorted(self.records, reverse=True) if key < given.get("cursor", "~")]
        page = keys[: min(int(given.get("limit", PAGE)), PAGE)]
        more = {"cursor": page[-1]} if page else {}
        return {"records": [self._entry(key) for key in page], **more}

    def _uploadBlob(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        self._signed(given["_token"])
        body: bytes = given["_body"]
        link = "bafkrei" + hashlib.sha256(body).hexdigest()[:40]
        self.blobs[link] = body
        return {"blob": {"$type": "blob", "ref": {"$link": link}, "mimeType": given["_kind"], "size": len(body)}}

    def _resolveHandle(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        known = {HANDLE: DID, "anna.test": AUDIENCE}
        if given["handle"] not in known:
            raise Failure(400, "HandleNotFound", "Unable to resolve handle")
        return {"did": known[given["handle"]]}

    def _entry(self, key: str) -> dict[str, Any]:
        return {"uri": uri_of(key), "cid": cid_of(self.records[key]), "value": self.records[key]}

    # the network's counting
    def _getProfile(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        self._signed(given["_token"])
        own = {"did": DID, "handle": HANDLE, "displayName": "Palarnia Gdynia"}
        return {**own, "followersCount": 812, "followsCount": 40, "postsCount": len(self.records)}

    def _getPosts(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        self._signed(given["_token"])
        if len(given["uris"]) > 25:
            raise Failure(400, "InvalidRequest", "Error: uris must not have more than 25 elements")
        keys = [key for key in self.records if uri_of(key) in given["uris"]]
        counts = {"likeCount": 12, "repostCount": 3, "replyCount": 2, "quoteCount": 0, "bookmarkCount": 1}
        return {"posts": [{"uri": uri_of(key), "cid": cid_of(self.records[key]), **counts} for key in keys]}

    def _listNotifications(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        """A day after every post that asks something, somebody answers it; newest first."""
        self._signed(given["_token"])
        answers = []
        for key, record in self.records.items():
            at = datetime.fromisoformat(record["createdAt"]) + timedelta(days=1)
            if "?" in record["text"] and at <= self.now():
                answers.append(reply_to(key, record, at))
        answers.sort(key=lambda item: item["indexedAt"], reverse=True)
        start = int(given.get("cursor", 0))
        more = {"cursor": str(start + PAGE)} if len(answers) > start + PAGE else {}
        return {"notifications": answers[start : start + PAGE], **more}


def reply_to(key: str, record: dict[str, Any], at: datetime) -> dict[str, Any]:
    here = {"uri": uri_of(key), "cid": cid_of(record)}
    written = at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return {
        "uri": f"at://{AUDIENCE}/{COLLECTION}/{key}",
        "author": {"did": AUDIENCE, "handle": "anna.test"},
        "reason": "reply",
        "record": {"text": "Tak, proszę.", "createdAt": written, "reply": {"root": here, "parent": here}},
        "indexedAt": written,
    }


def uri_of(key: str) -> str:
    return f"at://{DID}/{COLLECTION}/{key}"


def cid_of(record: dict[str, Any]) -> str:
    """Stands for the sum of the record: the same content, the same sum."""
    return "bafyrei" + hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()[:40]


def _blobs(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["ref"]["$link"]] if value.get("$type") == "blob" else []
        return own + [link for inner in value.values() for link in _blobs(inner)]
    return [link for inner in value for link in _blobs(inner)] if isinstance(value, list) else []


def _handler(server: BlueskyServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._serve(b"")

        def do_POST(self) -> None:
            self._serve(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def _serve(self, body: bytes) -> None:
            parts = urlsplit(self.path)
            method = parts.path.removeprefix("/xrpc/")
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            kind = self.headers.get("Content-Type", "")
            if method in server.instead:
                self._say(*server.instead.pop(method))
                return
            try:
                told = server.answer(method, parse_qs(parts.query), token, kind, body)
            except Failure as failure:
                self._say(failure.status, {"error": failure.name, "message": failure.message})
                return
            if method in server.lose_answer:
                server.lose_answer.discard(method)
                self.close_connection = True
                return
            self._say(200, told)

        def _say(self, status: int, told: dict[str, Any], headers: dict[str, str] | None = None) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    return Handler
