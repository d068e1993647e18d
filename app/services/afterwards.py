"""After publishing: what happens to a post that is already out (mission 8.5).

Each correction is noted with the words that stand there before any network is asked; a repeat does no harm.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from app.connectors.base import (
    Account,
    Connector,
    Deletes,
    Edits,
    NeedsReconnect,
    NotExecuted,
    OutcomeUnknown,
    Rejected,
)
from app.domain.connecting import NEEDS_RECONNECT
from app.domain.content import Post, Variant
from app.domain.corrections import OPEN, Correction, CorrectionAction, CorrectionState
from app.domain.delivery import Delivery, DeliveryState, is_public
from app.domain.errors import Refused, SzpaltaError
from app.domain.names import clean_text
from app.domain.people import Actor, Right
from app.domain.workflow import PostState
from app.domain.workspace import Profile
from app.services.lost_connection import note_if_lost
from app.services.outbound import Outbound
from app.services.seeing import check_sees
from app.services.steps import VariantSteps, allow, chosen_variants
from app.store.store import Store
from app.store.unit import UnitOfWork

A = CorrectionAction
S = CorrectionState


class AfterwardsService:
    """`outbound` gives connector, account and what was sent."""

    def __init__(self, store: Store, steps: VariantSteps, outbound: Outbound) -> None:
        self._store = store
        self._steps = steps
        self._outbound = outbound

    def mark_removed(self, actor: Actor, post_id: int, reason: str, profile_ids: tuple[int, ...] | None = None) -> Post:
        """Notes that a published post is gone from the network; what was published is kept as evidence."""
        with self._store.write() as work:
            post = work.posts.get(post_id)
            for variant in chosen_variants(post, profile_ids):
                self._steps.take(work, actor, variant, "remove", brand_id=post.brand_id, reason=reason)
            return work.posts.get(post_id)

    def delete(
        self, actor: Actor, post_id: int, reason: str = "", profile_ids: tuple[int, ...] | None = None
    ) -> list[Correction]:
        """Takes a published post back from every profile where the network lets; elsewhere a person does it by hand and
        calls `confirm`. Raises `Refused` "post.not_out", `NotPermitted`."""
        noted = self._note(actor, post_id, profile_ids, A.DELETE, reason, None)
        return [self._do(actor, row, self._delete) for row in noted]

    def correct(
        self, actor: Actor, post_id: int, text: str, reason: str = "", profile_ids: tuple[int, ...] | None = None
    ) -> list[Correction]:
        """Gives a published post another text on every profile where the network lets; elsewhere by hand. Raises as `delete`."""
        words = clean_text(text)
        noted = self._note(actor, post_id, profile_ids, A.EDIT, reason, words)
        return [self._do(actor, row, lambda delivery: self._edit(delivery, words)) for row in noted]

    def mark_replaced(
        self, actor: Actor, post_id: int, by_post_id: int, profile_ids: tuple[int, ...] | None = None
    ) -> list[Correction]:
        """Notes that another post stands in for this one; on the networks nothing happens."""
        with self._store.read() as work:
            check_sees(work, actor, work.posts.get(by_post_id).brand_id, "post.not_found", post=by_post_id)
        noted = self._note(actor, post_id, profile_ids, A.REPLACE, f"post {by_post_id}", None)
        return [self._end(actor, row, S.DONE, f"post {by_post_id}") for row in noted]

    def confirm(self, actor: Actor, correction_id: int) -> Correction:
        """A person has done it on the network, or has seen that it is done. Raises `Refused` "correction.done"."""
        with self._store.read() as work:
            row = work.corrections.get(correction_id)
            profile = work.profiles.get(work.deliveries.get(row.delivery_id).profile_id)
            check_sees(work, actor, profile.brand_id, "correction.not_found", correction=correction_id)
            allow(work, actor, Right.APPROVE, profile.brand_id)
        if row.state not in OPEN:
            raise Refused("correction.done", correction=correction_id)
        return self._end(actor, row, S.DONE, None)

    def corrections(self, actor: Actor, post_id: int) -> list[Correction]:
        """What was and is to be done about a post, oldest first."""
        with self._store.read() as work:
            post = work.posts.get(post_id)
            check_sees(work, actor, post.brand_id, "post.not_found", post=post_id)
            ids = [row.id for variant in post.variants for row in work.deliveries.of_variant(variant.id)]
            return work.corrections.of(ids)

    def _note(
        self,
        actor: Actor,
        post_id: int,
        profile_ids: tuple[int, ...] | None,
        action: CorrectionAction,
        reason: str,
        text: str | None,
    ) -> list[Correction]:
        now = self._steps.now()
        with self._store.write() as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.APPROVE, post.brand_id)
            out = [row for variant in chosen_variants(post, profile_ids) if (row := _out(work, variant)) is not None]
            if not out:
                raise Refused("post.not_out", post=post_id)
            made = []
            for row in out:
                stood = json.loads(work.posts.revision(row.revision_id).content)
                content = {"stood": stood, "url": row.remote_url} | ({} if text is None else {"text": text})
                number = work.corrections.add(
                    delivery_id=row.id,
                    action=action.value,
                    state=S.WANTED.value,
                    content=json.dumps(content, ensure_ascii=False, sort_keys=True),
                    reason=clean_text(reason).strip() or None,
                    member_id=actor.member_id,
                    created_at=now,
                    changed_at=now,
                )
                made.append(work.corrections.get(number))
            return made

    def _do(self, actor: Actor, row: Correction, act: Callable[[Delivery], bool]) -> Correction:
        """Asks the network; what is not proved is unknown."""
        with self._store.read() as work:
            delivery = work.deliveries.get(row.delivery_id)
        try:
            done = act(delivery)
        except NeedsReconnect as problem:
            note_if_lost(self._store, self._steps.now(), delivery.profile_id, problem)
            return self._end(actor, row, S.FAILED, NEEDS_RECONNECT)
        except (NotExecuted, Rejected, Refused) as problem:
            return self._end(actor, row, S.FAILED, str(problem.data.get("reason") or problem.code))
        except SzpaltaError as problem:
            return self._end(actor, row, S.UNKNOWN, problem.code)
        except Exception as problem:
            return self._end(actor, row, S.UNKNOWN, type(problem).__name__)
        return self._end(actor, row, S.DONE if done else S.BY_HAND, row.reason)

    def _delete(self, delivery: Delivery) -> bool:
        """The last part first. False: only by hand. A part that is gone already is asked about again without harm."""
        connector, account = self._reach(delivery)
        with self._store.read() as work:
            refs = [part.remote_ref for part in work.parts.of(delivery.id) if is_public(part.name)]
        refs = refs or [ref for ref in (delivery.remote_id,) if ref is not None]
        if not isinstance(connector, Deletes) or account is None or not refs:
            return False
        for place, ref in enumerate(reversed(refs)):
            try:
                connector.delete(account, ref)
            except (NotExecuted, Rejected, NeedsReconnect) as problem:
                if place == 0:
                    raise
                note_if_lost(self._store, self._steps.now(), delivery.profile_id, problem)
                raise OutcomeUnknown("correction.partly") from problem
        return True

    def _edit(self, delivery: Delivery, text: str) -> bool:
        """Some networks give the post another id with that. False: only by hand."""
        connector, account = self._reach(delivery)
        if not isinstance(connector, Edits) or account is None or delivery.remote_id is None:
            return False
        parcel = replace(self._outbound.ready(delivery).parcel, text=text)
        receipt = connector.edit(account, delivery.remote_id, parcel)
        if receipt.remote_id != delivery.remote_id:
            with self._store.write() as work:
                work.deliveries.rename(delivery, receipt.remote_id, receipt.url, self._steps.now())
                work.parts.rename(delivery.id, delivery.remote_id, receipt.remote_id, receipt.url)
                work.metrics.rename_post(delivery.profile_id, delivery.remote_id, receipt.remote_id)
        return True

    def _reach(self, delivery: Delivery) -> tuple[Connector | None, Account | None]:
        with self._store.read() as work:
            profile: Profile = work.profiles.get(delivery.profile_id)
        connector = self._outbound.connector_for(profile)
        return connector, None if connector is None else self._outbound.account_for(profile)

    def _end(self, actor: Actor, row: Correction, state: CorrectionState, reason: str | None) -> Correction:
        with self._store.write() as work:
            work.corrections.change(row.id, state=state.value, reason=reason, changed_at=self._steps.now())
            delivery = work.deliveries.get(row.delivery_id)
            variant = work.posts.variant(delivery.variant_id)
            brand_id = work.profiles.get(delivery.profile_id).brand_id
            if state is S.DONE and row.action is A.DELETE and variant.state is PostState.PUBLISHED:
                why = row.reason or ""
                self._steps.take(work, actor, variant, "remove", brand_id=brand_id, reason=why)
            work.history.record(
                at=self._steps.now(),
                actor=actor,
                entity="correction",
                entity_id=row.id,
                action=row.action.value,
                brand_id=brand_id,
                facts={"state": state.value, "delivery_id": delivery.id, "variant_id": variant.id},
            )
            return work.corrections.get(row.id)


def _out(work: UnitOfWork, variant: Variant) -> Delivery | None:
    """The delivery by which a variant is out."""
    sent = [row for row in work.deliveries.of_variant(variant.id) if row.state is DeliveryState.SENT]
    return sent[-1] if sent and variant.state is PostState.PUBLISHED else None
