"""After publishing: what happens to a post that is already out (mission 8.5)."""

from __future__ import annotations

from app.domain.content import Post
from app.domain.people import Actor
from app.services.steps import VariantSteps, chosen_variants
from app.store.store import Store


class AfterwardsService:
    def __init__(self, store: Store, steps: VariantSteps) -> None:
        self._store = store
        self._steps = steps

    def mark_removed(self, actor: Actor, post_id: int, reason: str, profile_ids: tuple[int, ...] | None = None) -> Post:
        """Notes that a published post is gone from the network; what was published is kept as evidence."""
        with self._store.write() as work:
            post = work.posts.get(post_id)
            for variant in chosen_variants(post, profile_ids):
                self._steps.take(work, actor, variant, "remove", brand_id=post.brand_id, reason=reason)
            return work.posts.get(post_id)
