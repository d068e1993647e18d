"""What happens to a post whose time has passed (PUB-20)."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

LATE_PUBLISH = timedelta(minutes=15)
"""A post at most this late still goes out by itself, whatever the policy."""
MISSED = timedelta(hours=24)
"""Later than this none goes out by itself, whatever the policy."""
SPACED_FROM = timedelta(minutes=5)
"""Posts later than this are spaced."""
SPACE = timedelta(minutes=2)
"""At least this long between two late posts of one account."""


class LatePolicy(StrEnum):
    """DEFAULT: of a post, what its brand says; of a brand, to ask."""

    DEFAULT = "default"
    PUBLISH = "publish"
    ASK = "ask"
    SKIP = "skip"


class LateDecision(StrEnum):
    PUBLISH = "publish"
    ASK = "late"
    MISSED = "missed"
    SKIP = "skip"


def decide(post: str, brand: str, late_by: timedelta) -> LateDecision:
    """`post` and `brand` are values of `LatePolicy`; an unknown one asks."""
    if late_by <= LATE_PUBLISH:
        return LateDecision.PUBLISH
    policy = post if post != LatePolicy.DEFAULT else brand
    if policy == LatePolicy.SKIP:
        return LateDecision.SKIP
    if late_by > MISSED:
        return LateDecision.MISSED
    return LateDecision.PUBLISH if policy == LatePolicy.PUBLISH else LateDecision.ASK
