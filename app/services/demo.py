"""The demo workspace: an invented company with two years of history, made by the services a person uses.

The clock is set to each moment in turn, so that history, approvals and deliveries carry the times they would have had.
Same seed and same day, same company; ids and keys are new each time.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.days import WallTime, local_day
from app.services.demo_around import set_the_desk
from app.services.demo_cast import Desk, make_cast
from app.services.demo_past import live_through, measure
from app.services.demo_story import DemoStory

SEED = 2026
PAST_DAYS = 731
COMING_DAYS = 21


class DemoService:
    """`folder` holds the company's description and pictures."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self._desk = desk
        self._folder = folder

    def make(
        self, now: datetime, progress: Callable[[float], None] = lambda share: None, *, past_days: int = PAST_DAYS
    ) -> None:
        """Fills an empty store; `progress` hears 0..1. `now` is the day it plays on (UTC), `past_days` how long it has."""
        desk = self._desk
        company = json.loads((self._folder / "company.json").read_text(encoding="utf-8"))
        now = now.astimezone(UTC).replace(second=0, microsecond=0)
        start = now - timedelta(days=past_days)
        desk.clock.set(start)
        images = self._folder / "images"
        cast = make_cast(desk, company, images, SEED, now)
        today = local_day(now, cast.zone)
        story = DemoStory(company, SEED, len(cast.images))
        plans = list(story.posts(local_day(start, cast.zone) + timedelta(days=3), today + timedelta(days=COMING_DAYS)))
        turn = now - timedelta(hours=28)
        past = [plan for plan in plans if WallTime(plan.local, cast.zone).to_utc() < turn]
        coming = [plan for plan in plans if WallTime(plan.local, cast.zone).to_utc() > now + timedelta(minutes=30)]
        with _without_collecting():
            live_through(desk, cast, past, lambda share: progress(0.8 * share))
            set_the_desk(desk, cast, company, coming, now)
            measure(desk, cast, start, now)
        desk.clock.set(now)
        desk.syncing.sync()
        progress(1.0)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Millions of short-lived rows: looking for cycles among them costs more than they do."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
