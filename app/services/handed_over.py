"""What a network should have published by itself: it is asked whether the post is out; it is never sent again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from app.connectors.base import POST, Receipt, RemotePost, Schedules
from app.domain.delivery import ASKING, BEFORE_FIRST, POLL, QUIET, Delivery, DeliveryState
from app.domain.errors import SzpaltaError
from app.domain.same_post import Seen, Wanted, matches
from app.services.delivery_steps import DeliverySteps
from app.services.outbound import Outbound, Ready
from app.store.store import Store
from app.system.clock import Clock

D = DeliveryState


class HandedOver:
    def __init__(self, store: Store, clock: Clock, deliveries: DeliverySteps, outbound: Outbound) -> None:
        self._store = store
        self._clock = clock
        self._deliveries = deliveries
        self._outbound = outbound

    def settle(self, row: Delivery) -> Delivery | None:
        """Exactly one post that can only be this one proves it (9); one that is not there in time is for a person (12)."""
        now, due = self._clock.now(), row.handed_over_for or self._clock.now()
        with self._store.write() as work:
            mine = self._deliveries.try_move(work, row, D.RECONCILE, fence_to=row.fence + 1, next_at=now + POLL)
        if mine is None:
            return None
        try:
            ready = self._outbound.ready(mine)
            found = self.find(ready, mine, ready.connector.recent_posts(ready.account, due - BEFORE_FIRST), now)
            if len(found) == 1:
                return self._out(mine, found[0])
            if self._still_waits(ready, mine) and now - due < ASKING:
                return None
        except SzpaltaError as problem:
            return None if now - due < ASKING else self._to_person(mine, problem.code, 0)
        if now - due < QUIET + ready.capabilities.list_lag:
            return None
        return self._to_person(mine, "handed_over_not_found" if not found else "several_found", len(found))

    def find(self, ready: Ready, row: Delivery, posts: Iterable[RemotePost], until: datetime) -> list[RemotePost]:
        """Those of `posts` that can only be this delivery."""
        with self._store.read() as work:
            owned = work.parts.owned(row.profile_id, but=row.id)
        known = {post.remote_id: post for post in posts}
        seen = [Seen(post.remote_id, post.at, post.text, post.media_count) for post in known.values()]
        text = next((ready.text_of(step) for step in ready.steps if step.name == POST), ready.parcel.text)
        since = (row.handed_over_for or until) - BEFORE_FIRST
        wanted = Wanted(text, len(ready.parcel.attachments), since, until)
        return [known[number] for number in matches(wanted, seen, owned)]

    def _still_waits(self, ready: Ready, row: Delivery) -> bool:
        if row.handed_over_id is None or not isinstance(ready.connector, Schedules):
            return False
        return any(entry.remote_id == row.handed_over_id for entry in ready.connector.scheduled(ready.account))

    def _out(self, row: Delivery, post: RemotePost) -> Delivery | None:
        with self._store.write() as work:
            receipt = Receipt(post.remote_id, post.url, post.at)
            values = self._deliveries.keep_part(work, row, POST, receipt)
            evidence = {"by": "recent_posts", "remote_id": post.remote_id, "handed_over": row.handed_over_id}
            return self._deliveries.finish(work, row, values, evidence)

    def _to_person(self, row: Delivery, why: str, hits: int) -> Delivery | None:
        evidence = {"why": why, "by": "recent_posts", "hits": hits, "handed_over": row.handed_over_id}
        with self._store.write() as work:
            return self._deliveries.try_move(work, row, D.NEEDS_HUMAN, evidence=evidence, next_at=None, reason=why)
