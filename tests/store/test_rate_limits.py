"""What networks said about their limits is kept per account and kind of call."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.domain.rates import RateTold
from app.store.store import Store

TOLD = RateTold(300, 7, datetime(2026, 3, 10, 9, 5, tzinfo=UTC), datetime(2026, 3, 10, 9, 0, tzinfo=UTC))


def test_the_newest_word_replaces_the_older(any_store: Store) -> None:
    later = replace(TOLD, remaining=6, told_at=TOLD.told_at + timedelta(seconds=1))
    with any_store.write() as work:
        work.rate_limits.keep("a", "api", TOLD)
        work.rate_limits.keep("a", "media", TOLD)
        work.rate_limits.keep("b", "api", TOLD)
        work.rate_limits.keep("a", "api", later)
    with any_store.read() as work:
        assert work.rate_limits.of("a") == {"api": later, "media": TOLD}
        assert work.rate_limits.of("c") == {}
