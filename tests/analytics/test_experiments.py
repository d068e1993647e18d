"""What an experiment could see."""

from __future__ import annotations

import pytest

from app.analytics.experiments import detectable


@pytest.mark.parametrize(("posts", "factor"), [(30, 1.64), (100, 1.31)])
def test_the_smallest_difference_that_would_be_seen(posts: int, factor: float) -> None:
    assert detectable(0.68, posts) == pytest.approx(factor, abs=0.005)
