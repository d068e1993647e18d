"""What a change of content does to variants: approval goes, or what went out is kept as it was (mission 7.5)."""

from __future__ import annotations

from app.domain.content import Content, Post, Variant
from app.domain.people import Actor
from app.domain.workflow import PostState
from app.services.steps import VariantSteps, content_of, has_left
from app.store.unit import UnitOfWork


def contents(work: UnitOfWork, post: Post) -> dict[int, Content]:
    """What would be sent now, per variant id."""
    return {
        variant.id: content_of(work, post, variant, work.profiles.get(variant.profile_id)) for variant in post.variants
    }


def apply_change(
    work: UnitOfWork,
    steps: VariantSteps,
    actor: Actor,
    post_id: int,
    before: dict[int, Content],
    *,
    also_cancelled: bool = False,
) -> None:
    """After a change: variants that have left keep their content as their own; every other one whose content is no
    longer that of `before` goes back to draft and its waiting delivery is cancelled (transition 15). Cancelled variants
    stay cancelled unless they were changed themselves.
    """
    post = work.posts.get(post_id)
    after = contents(work, post)
    for variant in post.variants:
        if after[variant.id].fingerprint() == before[variant.id].fingerprint():
            continue
        if has_left(work, variant):
            _keep(work, variant, before[variant.id])
        elif variant.state is not PostState.CANCELLED or also_cancelled:
            steps.take(work, actor, variant, "edit", brand_id=post.brand_id)


def _keep(work: UnitOfWork, variant: Variant, content: Content) -> None:
    work.posts.set_variant_media(variant.id, [(item.media_id, item.alt_text) for item in content.media])
    own = {"text": content.text, "link": content.link or "", "own_media": True}
    work.posts.edit_variant(variant.id, variant.version, own)
