"""A Mastodon server on loopback, faithful to what the program relies on, that can be told to misbehave."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.serving import WSGIRequestHandler, make_server

from app.connectors.mastodon_server import SCOPES
from tests.fakes.mastodon_sign_in import TOKEN, SigningIn, error, given, ok
from tests.fakes.mastodon_state import State, stamp

ROUTES = Map(
    [
        Rule("/.well-known/nodeinfo", endpoint="nodeinfo_links"),
        Rule("/nodeinfo/2.0", endpoint="nodeinfo"),
        Rule("/.well-known/oauth-authorization-server", endpoint="discovery"),
        Rule("/api/v1/apps", endpoint="register", methods=["POST"]),
        Rule("/oauth/token", endpoint="token", methods=["POST"]),
        Rule("/oauth/revoke", endpoint="revoke", methods=["POST"]),
        Rule("/api/v2/instance", endpoint="instance"),
        Rule("/api/v1/instance", endpoint="old_instance"),
        Rule("/api/v1/apps/verify_credentials", endpoint="app_rights"),
        Rule("/api/v1/accounts/verify_credentials", endpoint="whoami"),
        Rule("/api/v1/accounts/<number>/statuses", endpoint="listing"),
        Rule("/api/v1/statuses", endpoint="post", methods=["POST"]),
        Rule("/api/v1/statuses", endpoint="several", methods=["GET"]),
        Rule("/api/v1/statuses/<number>", endpoint="one", methods=["GET"]),
        Rule("/api/v1/statuses/<number>", endpoint="edit", methods=["PUT"]),
        Rule("/api/v1/statuses/<number>", endpoint="delete", methods=["DELETE"]),
        Rule("/api/v1/statuses/<number>/context", endpoint="context"),
        Rule("/api/v2/media", endpoint="upload", methods=["POST"]),
        Rule("/api/v1/media/<number>", endpoint="file"),
        Rule("/api/v1/scheduled_statuses", endpoint="waiting"),
        Rule("/api/v1/scheduled_statuses/<number>", endpoint="unwait", methods=["DELETE"]),
        Rule("/api/v1/notifications", endpoint="notices"),
    ]
)
OPEN = {"nodeinfo_links", "nodeinfo", "discovery", "register", "token", "revoke", "instance", "old_instance"}


@dataclass
class Fault:
    """Happens to the next request of `method` and `path`. `kind`: "lost" (done, no answer), "gone" (not done, no answer),
    "cut" (done, half an answer), "html", "huge", "drip", "500" (done), "503", "429" (not done), "429-done"."""

    kind: str
    method: str = "POST"
    path: str = "/api/v1/statuses"


@dataclass
class MastodonServer(SigningIn):
    state: State
    software: str = "mastodon"
    version: str = "4.5.2"
    scopes: tuple[str, ...] = SCOPES
    max_characters: int = 500
    small: bool = False
    """As a small server in C does it: posts are read as Markdown (own ones tell what was written), lists have no Link header,
    nobody can ask about a file, and an access key that is wrong is a 422 in HTML."""
    deaf_to_max_id: bool = False
    """Older ones of those: every list is the newest posts."""
    takes_back: bool = True
    """Older ones of those know no deleting: 404, and the post stays."""
    renames: bool = False
    """Those give a post another id when it is edited, and know it by the old one too."""
    revoked: bool = False
    forbidden: set[str] = field(default_factory=set)
    """Endpoints the access key has no right to."""
    takes_s: float = 0.0
    """How long an answer takes."""
    faults: list[Fault] = field(default_factory=list)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    """(method, path, headers) of every request."""
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return self.state.url

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        request = Request(environ)
        self.asked.append((request.method, request.path, dict(request.headers)))
        fault = next((one for one in self.faults if (one.method, one.path) == (request.method, request.path)), None)
        if fault is not None:
            self.faults.remove(fault)
        answer = self._with(fault, request)
        if self.takes_s:
            self.over.wait(self.takes_s)
        request.close()
        return answer(environ, start)

    def _with(self, fault: Fault | None, request: Request) -> Response:
        kind = fault.kind if fault else ""
        if kind in ("gone", "503", "429", "html"):
            request.get_data()
        if kind == "gone":
            return self._hang_up(request)
        if kind in ("503", "429"):
            return Response("{}", int(kind), {"Retry-After": "7"}, content_type="application/json")
        if kind == "html":
            return Response("<html><h1>Maintenance</h1></html>", content_type="text/html")
        answer = self._answer(request)
        if kind == "lost":
            return self._hang_up(request)
        if kind == "cut":
            return Response(answer.get_data()[:20], answer.status_code, content_type="application/json")
        if kind in ("500", "429-done"):
            return Response('{"error": "oops"}', int(kind[:3]), content_type="application/json")
        if kind == "huge":
            return Response(self._drops(), headers={"Content-Length": "2000000000"}, content_type="application/json")
        if kind == "drip":
            return Response(self._drops(), content_type="application/json")
        return answer

    def _hang_up(self, request: Request) -> Response:
        request.environ["werkzeug.socket"].shutdown(2)
        return Response("")

    def _drops(self) -> Iterator[bytes]:
        while not self.over.wait(0.05):
            yield b" "

    def _answer(self, request: Request) -> Response:
        self.state.live()
        try:
            endpoint, values = ROUTES.bind_to_environ(request.environ).match()
        except HTTPException:
            return error(404, "Record not found")
        if endpoint not in OPEN and (self.revoked or request.headers.get("Authorization") != f"Bearer {TOKEN}"):
            if self.small and endpoint == "whoami":
                return Response("", 422, content_type="text/html; charset=utf-8")
            return error(401, "The access token was revoked" if self.revoked else "The access token is invalid")
        if endpoint in self.forbidden:
            return error(403, "This action is outside the authorized scopes")
        answer: Response = getattr(self, f"on_{endpoint}")(request, **values)
        answer.headers["X-RateLimit-Limit"] = "300"
        answer.headers["X-RateLimit-Remaining"] = "299"
        answer.headers["X-RateLimit-Reset"] = stamp(self.state.now() + timedelta(minutes=5))
        return answer

    def on_nodeinfo_links(self, request: Request) -> Response:
        return ok(
            {"links": [{"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": f"{self.url}/nodeinfo/2.0"}]}
        )

    def on_nodeinfo(self, request: Request) -> Response:
        return ok({"version": "2.0", "software": {"name": self.software, "version": self.version}})

    def on_instance(self, request: Request) -> Response:
        return ok(
            {
                "domain": "mastodon.example",
                "version": self.version,
                "configuration": {
                    "statuses": {
                        "max_characters": self.max_characters,
                        "max_media_attachments": 4,
                        "characters_reserved_per_url": 23,
                    },
                    "media_attachments": {
                        "description_limit": 1500,
                        "image_size_limit": 16_777_216,
                        "video_size_limit": 103_809_024,
                        "supported_mime_types": ["image/jpeg", "image/png", "image/webp", "video/mp4"],
                    },
                },
            }
        )

    def on_old_instance(self, request: Request) -> Response:
        """As servers before version 4 and other software tell their limits."""
        return ok({"uri": "mastodon.example", "version": self.version, "max_toot_chars": 5000})

    def on_app_rights(self, request: Request) -> Response:
        return ok({"name": "Szpalta", "scopes": list(self.scopes)})

    def on_whoami(self, request: Request) -> Response:
        return ok(self.state.account(self.state.handle))

    def on_listing(self, request: Request, number: str) -> Response:
        found = [status for status in self.state.own if number == "1"]
        return self._page(request, [self.state.status_json(status) for status in found])

    def _page(self, request: Request, entries: list[dict[str, Any]]) -> Response:
        """Newest first, at most `limit`, with the address of the next page in the Link header."""
        entries.sort(key=lambda entry: int(entry["id"]), reverse=True)
        older = request.args.get("max_id")
        older = None if self.deaf_to_max_id else older
        entries = [entry for entry in entries if older is None or int(entry["id"]) < int(older)]
        limit = int(request.args.get("limit", 20))
        answer = ok(entries[:limit])
        place = f"{self.url}{request.path}?limit={limit}"
        links = [f'<{place}&min_id={entries[0]["id"]}>; rel="prev"'] if entries else []
        if len(entries) > limit:
            links.insert(0, f'<{place}&max_id={entries[limit - 1]["id"]}>; rel="next"')
        if links and not self.small:
            answer.headers["Link"] = ", ".join(links)
        return answer

    def on_post(self, request: Request) -> Response:
        asked = given(request)
        key = request.headers.get("Idempotency-Key")
        kept = self.state.remembered(key)
        if kept is not None:
            return ok(kept)
        problem = self._problem(asked)
        if problem:
            return error(422, problem)
        if asked.get("scheduled_at"):
            made = self._schedule(asked)
        else:
            made = self.state.status_json(
                self.state.add(
                    self.state.handle, asked["status"], asked.get("in_reply_to_id"), asked.get("media_ids", [])
                )
            )
        if key:
            self.state.keys[key] = (made, self.state.now())
        return ok(made)

    def _problem(self, asked: dict[str, Any]) -> str | None:
        if not asked.get("status", "").strip() and not asked.get("media_ids"):
            return "Validation failed: Text can't be blank"
        if len(asked["status"]) > self.max_characters:
            return f"Validation failed: Text character limit of {self.max_characters} exceeded"
        if asked.get("in_reply_to_id") and asked["in_reply_to_id"] not in self.state.statuses:
            return "The post you are trying to reply to does not appear to exist."
        if any(self.state.media.get(number, {}).get("url") is None for number in asked.get("media_ids", [])):
            return "Cannot attach files that have not finished processing. Try again in a moment!"
        if asked.get("scheduled_at") and datetime.fromisoformat(asked["scheduled_at"]) - self.state.now() < timedelta(
            minutes=5
        ):
            return "Validation failed: Scheduled at must be in the future"
        return None

    def _schedule(self, asked: dict[str, Any]) -> dict[str, Any]:
        number = str(next(self.state.numbers))
        at = stamp(datetime.fromisoformat(asked["scheduled_at"]))
        self.state.scheduled[number] = {
            "id": number,
            "scheduled_at": at,
            "params": {"text": asked["status"]},
            "media_attachments": [{"id": file} for file in asked.get("media_ids", [])],
        }
        return self.state.scheduled[number]

    def on_several(self, request: Request) -> Response:
        if self.version < "4.3":
            return error(404, "Record not found")
        wanted = request.args.getlist("id[]")
        return ok(
            [
                self.state.status_json(self.state.statuses[number])
                for number in wanted[:20]
                if number in self.state.statuses
            ]
        )

    def on_one(self, request: Request, number: str) -> Response:
        status = self.state.known(number)
        return ok(self.state.status_json(status)) if status else error(404, "Record not found")

    def on_edit(self, request: Request, number: str) -> Response:
        status, asked = self.state.known(number), given(request)
        if status is None:
            return error(404, "Record not found")
        status.text, status.media = asked["status"], asked.get("media_ids", [])
        for change in asked.get("media_attributes", []):
            self.state.media[change["id"]]["description"] = change["description"]
        if self.renames:
            self.state.rename(status)
        return ok(self.state.status_json(status))

    def on_delete(self, request: Request, number: str) -> Response:
        found = self.state.known(number) if self.takes_back else None
        status = self.state.statuses.pop(found.id) if found else None
        return ok(self.state.status_json(status) | {"text": status.text}) if status else error(404, "Record not found")

    def on_context(self, request: Request, number: str) -> Response:
        below: list[dict[str, Any]] = []
        parents = {number}
        for status in self.state.statuses.values():
            if status.reply_to in parents:
                parents.add(status.id)
                below.append(self.state.status_json(status))
        return ok({"ancestors": [], "descendants": below})

    def on_upload(self, request: Request) -> Response:
        file = request.files["file"]
        content = file.read()
        self.state.sizes.append(len(content))
        self.state.names.append(file.filename or "")
        if not content:
            return error(422, "Validation failed: File is empty")
        number = str(next(self.state.numbers))
        moves = (file.mimetype or "").startswith("video/")
        self.state.media[number] = {
            "id": number,
            "type": "video" if moves else "image",
            "description": request.form.get("description"),
            "url": None if moves else f"{self.url}/media/{number}",
            "polls": self.state.slow_files,
        }
        return ok(self.state.media[number], 202 if moves else 200)

    def on_file(self, request: Request, number: str) -> Response:
        file = self.state.media.get(number)
        if file is None or self.small:
            return error(404, "Record not found")
        if file["url"] is None and file["polls"] > 0:
            file["polls"] -= 1
            return ok(file, 206)
        file["url"] = f"{self.url}/media/{number}"
        return ok(file)

    def on_waiting(self, request: Request) -> Response:
        return self._page(request, list(self.state.scheduled.values()))

    def on_unwait(self, request: Request, number: str) -> Response:
        return ok({}) if self.state.scheduled.pop(number, None) else error(404, "Record not found")

    def on_notices(self, request: Request) -> Response:
        name = f"@{self.state.handle}"
        others = [status for status in self.state.statuses.values() if status.author != self.state.handle]
        notices = [
            {
                "id": status.id,
                "type": "mention",
                "created_at": stamp(status.at),
                "status": self.state.status_json(status),
            }
            for status in others
            if name in status.text.split()
        ]
        return self._page(request, notices)


class _Quiet(WSGIRequestHandler):
    def log(self, *args: object, **kwargs: object) -> None:
        """Says nothing: a hung-up client is part of the play."""


@contextmanager
def mastodon_server(now: Callable[[], datetime], **told: Any) -> Iterator[MastodonServer]:
    """Runs until the test is over."""
    app = MastodonServer(State(now), **told)
    app.state.markdown = app.small
    app.state.honours_keys = not app.small
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    app.state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield app
    finally:
        app.over.set()
        server.shutdown()
        thread.join(5)
        server.server_close()
