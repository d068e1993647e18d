"""Review: submitting, deciding, four eyes, and approval bound to exactly what will be sent (mission 7)."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.content import AttachedMedia, Decision, Post, Variant
from app.domain.days import local_day
from app.domain.errors import Refused
from app.domain.limits import Check, check_variant, film_limit
from app.domain.names import clean_text
from app.domain.networks import RULES, Network
from app.domain.people import Actor, Right
from app.domain.workflow import PostState
from app.domain.workspace import Brand, Profile
from app.services.clashes import clashes
from app.services.new_delivery import add_delivery
from app.services.review_queue import QueueItem, approvals_of, authors_of, four_eyes_apply, queue_items
from app.services.seeing import brands_read, seen_post
from app.services.steps import VariantSteps, allow, chosen_variants, content_of
from app.services.undoing_decisions import check_undoable, name_of, undo_one
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

DECIDED = (PostState.APPROVED, PostState.SCHEDULED, PostState.CHANGES_REQUESTED, PostState.REJECTED)
SUBMITTABLE = (PostState.IDEA, PostState.DRAFT, PostState.CHANGES_REQUESTED)


MEGABYTE = 1_000_000


NAME_SEEN = 60
"""Characters of its text a post without a title is named by."""


class ApprovalService:
    def __init__(self, store: Store, clock: Clock, steps: VariantSteps) -> None:
        self._store = store
        self._clock = clock
        self._steps = steps

    # reading
    def queue(self, actor: Actor, *, brand_ids: Iterable[int] | None = None) -> list[QueueItem]:
        """Posts in review the actor may see: those that go out first, then those that have waited longest."""
        with self._store.read() as work:
            ids = work.posts.ids(states=[PostState.IN_REVIEW], brand_ids=brands_read(work, actor, brand_ids))
            found = queue_items(work, work.posts.many(ids))
        return sorted(
            found, key=lambda item: (item.due_at is None, item.due_at or item.waiting_since, item.waiting_since)
        )

    def checks(self, actor: Actor, post_id: int) -> dict[int, list[Check]]:
        """What stands in the way or should be known, per profile id."""
        with self._store.read() as work:
            post = seen_post(work, actor, post_id)
            return self._checks(work, post, post.variants)

    def decisions(self, actor: Actor, post_id: int) -> list[Decision]:
        with self._store.read() as work:
            post = seen_post(work, actor, post_id)
            return [row for variant in post.variants for row in work.posts.decisions(variant.id)]

    # writing
    def submit(
        self, actor: Actor, post_id: int, profile_ids: tuple[int, ...] | None = None, *, unit: UnitOfWork | None = None
    ) -> Post:
        """Hands drafts to review; each gets a revision holding exactly what would be sent.

        Raises `Refused` "post.no_profiles", "post.checks_failed" (data: checks per profile id), "post.wrong_state".
        """
        with self._store.joined(unit) as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.WRITE, post.brand_id)
            if not post.variants:
                raise Refused("post.no_profiles", post=post_id)
            chosen = self._in_states(post, profile_ids, SUBMITTABLE, "submit")
            checks = self._checks(work, post, chosen)
            bad = {number: [check for check in rows if check.blocks] for number, rows in checks.items()}
            if any(bad.values()):
                name = post.title or " ".join(post.text.split())[:NAME_SEEN]
                bad = {number: rows for number, rows in bad.items() if rows}
                raise Refused("post.checks_failed", post=post_id, name=name, checks=bad)
            if post.stage is PostState.IDEA:
                work.posts.edit(post_id, post.version, {"stage": PostState.DRAFT.value})
            for variant in chosen:
                self._add_revision(work, post, variant, actor.member_id)
                self._steps.take(work, actor, variant, "submit", brand_id=post.brand_id)
            return work.posts.get(post_id)

    def approve(
        self,
        actor: Actor,
        post_id: int,
        profile_ids: tuple[int, ...] | None = None,
        comment: str = "",
        *,
        unit: UnitOfWork | None = None,
    ) -> Post:
        """Approves what was handed in. With a future time the variant is scheduled at once.

        Raises `Refused` "post.four_eyes", "post.changed_since_submitted", "post.wrong_state", "post.already_approved_by".
        """
        with self._store.joined(unit) as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.APPROVE, post.brand_id)
            brand = work.team.brand(post.brand_id)
            for variant in self._in_states(post, profile_ids, (PostState.IN_REVIEW,), "approve"):
                self._approve_one(work, actor, brand, post, variant, comment)
            return work.posts.get(post_id)

    def request_changes(
        self,
        actor: Actor,
        post_id: int,
        reason: str,
        profile_ids: tuple[int, ...] | None = None,
        *,
        unit: UnitOfWork | None = None,
    ) -> Post:
        """Sends a post back to its author with a reason."""
        return self._decide(actor, post_id, "request_changes", reason, profile_ids, unit)

    def reject(
        self,
        actor: Actor,
        post_id: int,
        reason: str,
        profile_ids: tuple[int, ...] | None = None,
        *,
        unit: UnitOfWork | None = None,
    ) -> Post:
        """Says no, with a reason."""
        return self._decide(actor, post_id, "reject", reason, profile_ids, unit)

    def withdraw_submission(self, actor: Actor, post_id: int, profile_ids: tuple[int, ...] | None = None) -> Post:
        """Takes a post out of review again."""
        with self._store.write() as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.WRITE, post.brand_id)
            for variant in self._in_states(post, profile_ids, (PostState.IN_REVIEW,), "withdraw_submission"):
                self._steps.take(work, actor, variant, "withdraw_submission", brand_id=post.brand_id)
            return work.posts.get(post_id)

    def withdraw_approval(
        self, actor: Actor, post_id: int, reason: str = "", profile_ids: tuple[int, ...] | None = None
    ) -> Post:
        """Takes an approval back; what waited to go out is cancelled and the variant is in review again.

        Raises `Refused` "post.going_out" once it is being sent.
        """
        states = (PostState.APPROVED, PostState.SCHEDULED, PostState.ON_HOLD, PostState.PUBLISHING)
        with self._store.write() as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.APPROVE, post.brand_id)
            for variant in self._in_states(post, profile_ids, states, "withdraw_approval"):
                moved = self._steps.take(
                    work, actor, variant, "withdraw_approval", brand_id=post.brand_id, reason=reason
                )
                before = work.posts.latest_revision(moved.id)
                number = self._add_revision(work, post, moved, before.author_id if before else post.edited_by)
                self._store_decision(work, actor, moved.id, number, "withdraw_approval", reason)
            return work.posts.get(post_id)

    def undo_decision(self, actor: Actor, post_id: int, profile_ids: tuple[int, ...] | None = None) -> Post:
        """Takes a decision back as if it had not been made; the variants wait for review again.

        Only whoever decided and the owner may, only while nothing has happened since, and only while a publication still
        waits for its time. Without `profile_ids`, every variant whose last step was a decision.
        Raises `Refused` "decision.none", "decision.not_yours", "decision.changed_since", "decision.left".
        """
        with self._store.write() as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.APPROVE, post.brand_id)
            chosen = chosen_variants(post, profile_ids)
            if profile_ids is None:
                chosen = [row for row in chosen if row.state in DECIDED]
            if not chosen:
                raise Refused("decision.none", post=name_of(post))
            for variant, last in [(row, check_undoable(work, actor, post, row)) for row in chosen]:
                undo_one(work, self._steps, actor, post, variant, last)
                number = last.revision_id
                if last.decision == "approve" and variant.state is not PostState.IN_REVIEW:
                    revision = work.posts.revision(last.revision_id)
                    number = self._add_revision(work, post, variant, revision.author_id)
                self._store_decision(work, actor, variant.id, number, "undo_decision", "")
            return work.posts.get(post_id)

    def expire_overdue(self, actor: Actor) -> list[int]:
        """Marks posts whose time passed while nobody had approved them; gives their ids."""
        now = self._clock.now()
        with self._store.write() as work:
            late = work.posts.variants_in_states(
                [PostState.DRAFT, PostState.IN_REVIEW, PostState.CHANGES_REQUESTED], due_before=now
            )
            for variant in late:
                brand_id = work.posts.get(variant.post_id).brand_id
                self._steps.take(work, actor, variant, "expire", brand_id=brand_id)
        return sorted({variant.post_id for variant in late})

    # parts
    def _in_states(
        self, post: Post, profile_ids: tuple[int, ...] | None, states: tuple[PostState, ...], action: str
    ) -> list[Variant]:
        """The chosen variants in one of the states; named ones must all be, of the whole post at least one."""
        chosen = chosen_variants(post, profile_ids)
        fitting = [variant for variant in chosen if variant.state in states]
        if not fitting or (profile_ids is not None and len(fitting) < len(chosen)):
            raise Refused("post.wrong_state", action=action, state=post.state.value, allowed=[s.value for s in states])
        return fitting

    def _checks(self, work: UnitOfWork, post: Post, chosen: Iterable[Variant]) -> dict[int, list[Check]]:
        brand = work.team.brand(post.brand_id)
        found: dict[int, list[Check]] = {}
        for variant in chosen:
            profile = work.profiles.get(variant.profile_id)
            content = content_of(work, post, variant, profile)
            found[profile.id] = check_variant(
                Network(content.network),
                variant.format,
                content.text,
                content.link,
                content.media,
                brand.banned_words,
                brand.required_words,
            )
            found[profile.id] += self._films(work, profile, content.media)
            found[profile.id] += self._rights(work, content.media, variant)
            found[profile.id] += clashes(work, post, variant, profile, content)
        return found

    def _films(self, work: UnitOfWork, profile: Profile, files: tuple[AttachedMedia, ...]) -> list[Check]:
        """A film larger than the profile's server takes blocks: it is known before the time comes."""
        row = work.connections.get(profile.id)
        limit = None if row is None else film_limit(profile.network, row.facts)
        if limit is None:
            return []
        films = [work.posts.media(item.media_id) for item in files if item.mime.startswith("video/")]
        data = {"network": RULES[profile.network].name, "limit": limit / MEGABYTE}
        return [
            Check("check.film_too_large", True, {"file": film.file_name, "size": film.size / MEGABYTE, **data})
            for film in films
            if film.size > limit
        ]

    def _rights(self, work: UnitOfWork, files: tuple[AttachedMedia, ...], variant: Variant) -> list[Check]:
        """Expired licences and missing consents block (mission 6.7)."""
        day = local_day(variant.due_at or self._clock.now(), variant.zone)
        found = []
        for item in files:
            media = work.posts.media(item.media_id)
            if media.licence_until is not None and media.licence_until < day:
                found.append(Check("check.licence_over", True, {"file": media.file_name, "until": media.licence_until}))
            if media.consent == "missing" or (media.consent_until is not None and media.consent_until < day):
                found.append(Check("check.no_consent", True, {"file": media.file_name}))
        return found

    def _add_revision(self, work: UnitOfWork, post: Post, variant: Variant, author_id: int | None) -> int:
        content = content_of(work, post, variant, work.profiles.get(variant.profile_id))
        latest = work.posts.latest_revision(variant.id)
        return work.posts.add_revision(
            variant_id=variant.id,
            n=latest.n + 1 if latest else 1,
            content=content.canonical(),
            sha256=content.fingerprint(),
            author_id=author_id,
            created_at=self._clock.now(),
        )

    def _approve_one(
        self, work: UnitOfWork, actor: Actor, brand: Brand, post: Post, variant: Variant, comment: str
    ) -> None:
        revision = work.posts.latest_revision(variant.id)
        content = content_of(work, post, variant, work.profiles.get(variant.profile_id))
        if revision is None or revision.sha256 != content.fingerprint():
            raise Refused("post.changed_since_submitted", post=post.id)
        by_author = actor.member_id in authors_of(post, revision)
        if by_author and four_eyes_apply(work, brand):
            raise Refused("post.four_eyes", post=post.id)
        earlier = approvals_of(revision, work.posts.decisions(variant.id))
        if actor.member_id in {row.member_id for row in earlier}:
            raise Refused("post.already_approved_by", post=post.id)
        self._store_decision(work, actor, variant.id, revision.id, "approve", comment, by_author=by_author)
        by_author = by_author or any(row.by_author for row in earlier)
        if len(earlier) + 1 < brand.required_approvals:
            facts = {"post_id": post.id, "approvals": len(earlier) + 1, "required": brand.required_approvals}
            work.history.record(
                at=self._clock.now(),
                actor=actor,
                entity="variant",
                entity_id=variant.id,
                action="approved_partly",
                brand_id=brand.id,
                facts=facts,
            )
            return
        now = self._clock.now()
        approved = self._steps.take(
            work,
            actor,
            variant,
            "approve",
            brand_id=brand.id,
            reason=comment,
            facts={"sha256": revision.sha256, "by_author": by_author},
            approved_sha256=revision.sha256,
            approved_at=now,
            approved_by=actor.member_id,
            approved_by_author=by_author,
        )
        self._make_delivery(work, actor, post, approved, revision.id, revision.sha256)

    def _make_delivery(
        self, work: UnitOfWork, actor: Actor, post: Post, variant: Variant, revision_id: int, sha256: str
    ) -> None:
        """The delivery with its keys, made once at approval (PUB-02); without a future time it waits for one."""
        if add_delivery(work, variant, revision_id, sha256, self._clock.now()):
            self._steps.take(work, actor, variant, "schedule", brand_id=post.brand_id)

    def _decide(
        self,
        actor: Actor,
        post_id: int,
        action: str,
        reason: str,
        profile_ids: tuple[int, ...] | None,
        unit: UnitOfWork | None,
    ) -> Post:
        with self._store.joined(unit) as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.APPROVE, post.brand_id)
            for variant in self._in_states(post, profile_ids, (PostState.IN_REVIEW,), action):
                revision = work.posts.latest_revision(variant.id)
                self._steps.take(work, actor, variant, action, brand_id=post.brand_id, reason=reason)
                if revision is not None:
                    self._store_decision(work, actor, variant.id, revision.id, action, reason)
            return work.posts.get(post_id)

    def _store_decision(
        self,
        work: UnitOfWork,
        actor: Actor,
        variant_id: int,
        revision_id: int,
        decision: str,
        reason: str,
        *,
        by_author: bool = False,
    ) -> None:
        work.posts.add_decision(
            variant_id=variant_id,
            revision_id=revision_id,
            member_id=actor.member_id,
            decision=decision,
            reason=clean_text(reason).strip(),
            by_author=by_author,
            at=self._clock.now(),
        )
