"""What happens to a post whose time has passed (PUB-20)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.lateness import decide

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("post", "brand", "late_by", "decision"),
    [
        ("default", "default", 15 * MINUTE, "publish"),
        ("default", "default", 16 * MINUTE, "late"),
        ("default", "default", 24 * 60 * MINUTE, "late"),
        ("default", "default", 24 * 60 * MINUTE + MINUTE, "missed"),
        ("default", "publish", 3 * 60 * MINUTE, "publish"),
        ("publish", "skip", 3 * 60 * MINUTE, "publish"),
        ("publish", "publish", 48 * 60 * MINUTE, "missed"),
        ("ask", "publish", 16 * MINUTE, "late"),
        ("skip", "publish", 5 * MINUTE, "publish"),
        ("skip", "publish", 16 * MINUTE, "skip"),
        ("default", "skip", 48 * 60 * MINUTE, "skip"),
        ("odd", "odd", 16 * MINUTE, "late"),
    ],
)
def test_policy(post: str, brand: str, late_by: timedelta, decision: str) -> None:
    assert decide(post, brand, late_by) == decision
