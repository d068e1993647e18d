"""What else goes out around a variant: near it on its profile, or with the same text anywhere of its brand."""

from __future__ import annotations

from datetime import timedelta

from app.domain.content import Content, Post, Variant
from app.domain.limits import Check
from app.domain.workspace import Profile
from app.store.unit import UnitOfWork

NEAR = timedelta(minutes=60)
"""Two posts of one profile closer than this take readers from each other."""
SAME_TEXT = timedelta(days=7)
"""The same text this close is noticed as a repetition."""


def clashes(work: UnitOfWork, post: Post, variant: Variant, profile: Profile, content: Content) -> list[Check]:
    """Things to know, none of them blocks. A variant without a time clashes with nothing."""
    due = variant.due_at
    if due is None:
        return []
    found = [
        Check("check.near", False, {"title": row.opening, "at": row.due_at, "post": row.post_id})
        for row in work.review.near(profile.id, post.id, due - NEAR, due + NEAR)
    ]
    if not content.text.strip():
        return found
    for row in work.review.same_text(post.brand_id, post.id, content.text, due - SAME_TEXT, due + SAME_TEXT):
        other = work.profiles.get(row.profile_id)
        data: dict[str, object] = {
            "network": other.network.value,
            "handle": other.handle,
            "at": row.due_at,
            "post": row.post_id,
        }
        found.append(Check("check.same_text", False, data))
    return found
