"""Taking a cancellation back: what was approved counts as approved again while it says exactly what was approved."""

from __future__ import annotations

from app.domain.content import Post, Variant
from app.domain.errors import Refused
from app.domain.people import Actor
from app.domain.workflow import PostState
from app.services.new_delivery import add_delivery
from app.services.steps import VariantSteps, content_of
from app.store.unit import UnitOfWork

RESTORED = frozenset({PostState.APPROVED, PostState.SCHEDULED})
"""What a variant was before it was cancelled, to be that again; all others become drafts."""


def uncancel_one(work: UnitOfWork, steps: VariantSteps, actor: Actor, post: Post, variant: Variant) -> None:
    """The publication that waited was cancelled for good: another takes its place, with keys and a revision of its own
    that says the same.

    Raises `Refused` "post.wrong_state", "post.approval_over".
    """
    if _was(work, variant) not in RESTORED:
        steps.take(work, actor, variant, "reopen", brand_id=post.brand_id)
        return
    earlier = work.deliveries.of_variant(variant.id)
    content = content_of(work, post, variant, work.profiles.get(variant.profile_id))
    sha256 = content.fingerprint()
    if not earlier or not variant.approved_sha256 == earlier[-1].payload_sha256 == sha256:
        raise Refused("post.approval_over", post=post.id)
    approved, latest = work.posts.revision(earlier[-1].revision_id), work.posts.latest_revision(variant.id)
    revision_id = work.posts.add_revision(
        variant_id=variant.id,
        n=(latest or approved).n + 1,
        content=content.canonical(),
        sha256=sha256,
        author_id=approved.author_id,
        created_at=steps.now(),
    )
    ready = add_delivery(work, variant, revision_id, sha256, steps.now())
    steps.take(work, actor, variant, "restore_scheduled" if ready else "restore", brand_id=post.brand_id)


def _was(work: UnitOfWork, variant: Variant) -> PostState | None:
    """What it was before its last step, if that step cancelled it."""
    last = work.history.of("variant", variant.id)[-1]
    return PostState(str(last.facts["from"])) if last.action == "cancel" else None
