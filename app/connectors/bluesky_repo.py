"""The records of one account: writing one under a key chosen before, and asking whether it stands there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from app.connectors.base import (
    POST,
    Account,
    NeedsReconnect,
    OutcomeUnknown,
    Parcel,
    RateLimited,
    ReadFailed,
    Receipt,
    Rejected,
)
from app.connectors.bluesky_answers import is_missing, publishing_problem, reading_problem
from app.connectors.bluesky_reading import account_of, key_of, moment, page_of, part, word
from app.connectors.bluesky_record import COLLECTION, Piece, record_key, record_of
from app.connectors.bluesky_session import Session, before_publishing
from app.connectors.bluesky_text import facets
from app.connectors.network_problems import as_publishing, as_reading


class Repo:
    def __init__(self, session: Session, account: Account, now: Callable[[], datetime]) -> None:
        self._session = session
        self._account = account
        self._now = now

    def publish(self, parcel: Parcel, piece: Piece, refs: Mapping[str, str]) -> Receipt:
        """One call that writes; everything it needs is asked before."""
        key = record_key(parcel, piece)
        with before_publishing():
            record = record_of(
                parcel,
                piece,
                self._now(),
                facets=facets(piece.text, self._did_of),
                reply=self._reply(piece, refs),
                refs=refs,
            )
        return self._create(key, record, piece)

    def find(self, parcel: Parcel, piece: Piece) -> Receipt | None:
        """The record under the key of a piece; None: proved that there is none. Raises `ReadFailed`."""
        found = self._record(self._session.repo, record_key(parcel, piece))
        return None if found is None else self._receipt(found, piece)

    def delete(self, uri: str) -> None:
        if account_of(uri) != self._session.repo or f"/{COLLECTION}/" not in uri:
            raise Rejected("bluesky.not_ours", reason="bluesky.not_ours")
        body = {"repo": self._session.repo, "collection": COLLECTION, "rkey": key_of(uri)}
        with as_publishing():
            answer = self._session.post("com.atproto.repo.deleteRecord", body)
        if not answer.is_good:
            raise publishing_problem(answer, self._now())

    def _create(self, key: str, record: dict[str, Any], piece: Piece) -> Receipt:
        """Whatever was answered, an existing record is the proof: the key may have been used by an earlier try."""
        body = {"repo": self._session.repo, "collection": COLLECTION, "rkey": key, "record": record}
        with as_publishing():
            answer = self._session.post("com.atproto.repo.createRecord", body)
            uri = answer.object().get("uri") if answer.is_good else None
        if isinstance(uri, str) and uri:
            return Receipt(uri, self._page(uri), moment(record["createdAt"]) or self._now())
        unclear = OutcomeUnknown("bluesky.unclear", status=answer.status)
        problem = unclear if answer.is_good else publishing_problem(answer, self._now())
        if isinstance(problem, NeedsReconnect | RateLimited):
            raise problem
        try:
            found = self._record(self._session.repo, key)
            receipt = None if found is None else self._receipt(found, piece)
        except (ReadFailed, NeedsReconnect) as error:
            raise unclear from error
        if receipt is None:
            raise problem
        return receipt

    def _receipt(self, found: Mapping[str, Any], piece: Piece) -> Receipt:
        """Raises `ReadFailed` when something else stands under the key."""
        record, uri = part(found, "value"), word(found, "uri")
        if word(record, "text") != piece.text or not uri:
            raise ReadFailed("bluesky.key_taken", reason="bluesky.key_taken")
        return Receipt(uri, self._page(uri), moment(record.get("createdAt")) or self._now())

    def _reply(self, piece: Piece, refs: Mapping[str, str]) -> dict[str, Any] | None:
        """Root and parent with the sums that the server has for them now. Raises `Rejected` when one is gone."""
        if piece.answers is None:
            return None
        named = {"root": refs[POST], "parent": refs[piece.answers]}
        found = {uri: self._record(account_of(uri), key_of(uri)) for uri in set(named.values())}
        if None in found.values():
            raise Rejected("bluesky.parent_gone", reason="bluesky.parent_gone")
        return {name: {"uri": uri, "cid": word(found[uri] or {}, "cid")} for name, uri in named.items()}

    def _record(self, repo: str, key: str) -> dict[str, Any] | None:
        """What stands under a key; None: the server says that nothing does."""
        params = {"repo": repo, "collection": COLLECTION, "rkey": key}
        answer = self._session.get("com.atproto.repo.getRecord", params, signed=False)
        if is_missing(answer):
            return None
        if not answer.is_good:
            raise reading_problem(answer)
        with as_reading():
            return answer.object()

    def _did_of(self, handle: str) -> str | None:
        answer = self._session.get("com.atproto.identity.resolveHandle", {"handle": handle}, signed=False)
        if not answer.is_good:
            return None
        with as_reading():
            did = answer.object().get("did")
        return did if isinstance(did, str) and did.startswith("did:") else None

    def _page(self, uri: str) -> str | None:
        """Where people read it: nowhere that is known, where the server stands alone."""
        return page_of(uri) if self._account.facts.get("counts") is not False else None
