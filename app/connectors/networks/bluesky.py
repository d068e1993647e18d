"""Bluesky, and any server of AT Protocol: an app password, records under keys chosen before the first call.

A record is created, never put: under a key that is taken nothing is written, so a post cannot appear twice and what
somebody made of it meanwhile is not written over. Whether it is there, the server says itself (class A).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from app.connectors.base import (
    Account,
    Capabilities,
    Idempotency,
    Identity,
    NeedsReconnect,
    Operation,
    Parcel,
    ReadFailed,
    Receipt,
    RemoteComment,
    RemotePost,
    Step,
    StepKind,
)
from app.connectors.bluesky_answers import has_no_app_view, reading_problem
from app.connectors.bluesky_reading import (
    POST_FIGURES,
    PROFILE_FIGURES,
    account_of,
    figures,
    items,
    key_of,
    moment,
    post_of,
    readings_in,
    remarks,
    word,
)
from app.connectors.bluesky_record import BLOB_BYTES, COLLECTION, FORMATS, Piece, handed_over, pieces, steps_of
from app.connectors.bluesky_repo import Repo
from app.connectors.bluesky_session import ENTRYWAY, Session, home_of
from app.connectors.http import Http
from app.domain.metrics import Reading
from app.domain.tids import is_tid, tid_at

_PAGE = 100
_POSTS_AT_ONCE = 25
_APPROVED_BEFORE = timedelta(days=90)
"""Keys are as old as the approval: how much earlier than its publication a post may have got one and still be listed."""


class BlueskyConnector:
    """Fulfils `Publishes` and `Deletes`. `entryways` are doors at which the account's document names its server."""

    def __init__(
        self, http: Http, now: Callable[[], datetime], entryways: frozenset[str] = frozenset({ENTRYWAY})
    ) -> None:
        self._http = http
        self._now = now
        self._entryways = entryways

    @property
    def capabilities(self) -> Capabilities:
        key = Idempotency.PERMANENT_KEY
        return Capabilities(
            publish=FORMATS,
            thread=True,
            first_comment=True,
            classes={Operation.PUBLISH: key, Operation.DELETE: key},
            metrics=frozenset(POST_FIGURES),
            profile_metrics=frozenset(PROFILE_FIGURES),
            reads_comments=True,
            reads_mentions=True,
            lists_posts=True,
            posts_at_once=_POSTS_AT_ONCE,
        )

    def capabilities_for(self, account: Account) -> Capabilities:
        """A server that stands alone, without the network's counting, takes posts and lists them, no more."""
        whole = self.capabilities
        if account.facts.get("counts") is not False:
            return whole
        return Capabilities(
            publish=whole.publish, thread=True, first_comment=True, classes=whole.classes, lists_posts=True
        )

    def revoke(self, account: Account) -> str | None:
        """Ends the session. The app password itself can only be taken back by a person."""
        Session(self._http, account).end()
        return "revoke.app_password" if (account.secret or {}).get("password") else None

    def identify(self, account: Account) -> Identity:
        session = Session(self._http, account)
        told = session.read("com.atproto.server.getSession", {})
        did, handle = word(told, "did"), word(told, "handle")
        if not did.startswith("did:"):
            raise ReadFailed("bluesky.not_read", reason="getSession")
        if told.get("active") is False:
            raise NeedsReconnect("bluesky.locked_out", reason=word(told, "status"))
        door = (account.base_url or ENTRYWAY).rstrip("/")
        home = home_of(door, told.get("didDoc")) if door in self._entryways else door
        profile = self._counted(session, "app.bsky.actor.getProfile", {"actor": did})
        server = session.read("com.atproto.server.describeServer", {}, signed=False)
        largest = server.get("blobUploadLimit")
        facts = {
            "pds": home,
            "counts": profile is not None,
            "blob_bytes": largest if isinstance(largest, int) else None,
        }
        page = f"https://bsky.app/profile/{handle}" if profile is not None else None
        return Identity(did, handle, word(profile or {}, "displayName") or handle, page, facts)

    # publishing
    def steps(self, account: Account, parcel: Parcel) -> tuple[Step, ...]:
        return steps_of(parcel, _largest(account))

    def perform(self, account: Account, parcel: Parcel, step: Step, refs: Mapping[str, str]) -> Receipt:
        session = Session(self._http, account)
        if step.kind is StepKind.PREPARE:
            item = parcel.attachments[int(step.name.partition(":")[2])]
            blob = session.upload(*handed_over(item, _largest(account)))
            return Receipt(json.dumps(blob, sort_keys=True), None, self._now())
        return Repo(session, account, self._now).publish(parcel, _piece(parcel, step), refs)

    def look_up(self, account: Account, parcel: Parcel, step: Step, refs: Mapping[str, str]) -> Receipt | None:
        """The record under the step's key. A file is not looked up: it is handed over again."""
        if step.kind is StepKind.PREPARE:
            return None
        return Repo(Session(self._http, account), account, self._now).find(parcel, _piece(parcel, step))

    def delete(self, account: Account, remote_id: str) -> None:
        Repo(Session(self._http, account), account, self._now).delete(remote_id)

    # reading
    def recent_posts(self, account: Account, since: datetime) -> Iterator[RemotePost]:
        """From the account's own server, which knows a post at once; ordered by key there, by time here."""
        session = Session(self._http, account)
        oldest = tid_at(since - _APPROVED_BEFORE)
        found: list[RemotePost] = []
        for page in self._pages(
            session, "com.atproto.repo.listRecords", {"repo": session.repo, "collection": COLLECTION}
        ):
            entries = items(page, "records")
            found += [post for entry in entries if (post := post_of(entry)) is not None and post.at >= since]
            if any(is_tid(key := key_of(word(entry, "uri"))) and key < oldest for entry in entries):
                break
        yield from sorted(found, key=lambda post: (post.at, post.remote_id), reverse=True)

    def profile_readings(self, account: Account) -> tuple[Reading, ...]:
        session = Session(self._http, account)
        profile = self._counted(session, "app.bsky.actor.getProfile", {"actor": session.repo})
        return () if profile is None else figures(profile, PROFILE_FIGURES)

    def post_readings(self, account: Account, remote_ids: tuple[str, ...]) -> dict[str, tuple[Reading, ...]]:
        session = Session(self._http, account)
        wanted = [uri for uri in remote_ids if account_of(uri)]
        found: dict[str, tuple[Reading, ...]] = {}
        for start in range(0, len(wanted), _POSTS_AT_ONCE):
            uris = wanted[start : start + _POSTS_AT_ONCE]
            told = self._counted(session, "app.bsky.feed.getPosts", {"uris": uris})
            if told is None:
                break
            found |= {word(post, "uri"): figures(post, POST_FIGURES) for post in items(told, "posts")}
        return {uri: readings for uri, readings in found.items() if uri in wanted and readings}

    def comments(self, account: Account, since: datetime) -> Iterator[RemoteComment]:
        """From the notifications, which the network orders by the time it saw them."""
        session = Session(self._http, account)
        found: list[RemoteComment] = []
        for page in self._pages(session, "app.bsky.notification.listNotifications", {}):
            entries = items(page, "notifications")
            found += [remark for remark in remarks(entries, session.repo) if remark.at >= since]
            times = [moment(entry.get("indexedAt")) for entry in entries]
            if not entries or any(at is not None and at < since for at in times):
                break
        yield from sorted(found, key=lambda remark: (remark.at, remark.remote_id))

    def readings_from(self, body: bytes) -> Mapping[str | None, tuple[Reading, ...]]:
        return readings_in(body)

    def _pages(self, session: Session, method: str, params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        cursor: object = None
        while True:
            more = {"cursor": cursor} if cursor else {}
            page = self._counted(session, method, {**params, "limit": _PAGE, **more})
            if page is None:
                return
            yield page
            if not page.get("cursor") or page["cursor"] == cursor:
                return
            cursor = page["cursor"]

    def _counted(self, session: Session, method: str, params: Mapping[str, Any]) -> dict[str, Any] | None:
        """A read that a server without the network's counting cannot answer: None then."""
        answer = session.get(method, params)
        if not answer.is_good:
            if method.startswith("app.bsky.") and has_no_app_view(answer):
                return None
            raise reading_problem(answer)
        return session.taken(answer)


def _piece(parcel: Parcel, step: Step) -> Piece:
    return next(piece for piece in pieces(parcel) if piece.step == step.name)


def _largest(account: Account) -> int:
    """Bytes the server takes in one piece."""
    told = account.facts.get("blob_bytes")
    return told if isinstance(told, int) else BLOB_BYTES
