"""Long runs: two publishers on one store, killed again and again; the posts on the network are counted (PT-14, PT-22)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.connectors.base import Idempotency
from app.domain.delivery import DeliveryState as D
from app.domain.networks import Network
from tests.fakes.desk import HOUR, NOON, Desk, new_desk
from tests.fakes.publisher import SPEED
from tests.fakes.stepping import SteppingNetwork

POSTS = 500
FASTER = 60
"""How fast their clocks run: a lease of three minutes is over after three seconds."""
LASTS = timedelta(hours=6)
EVERY_S = (2.0, 20.0)
"""Seconds between two kills."""
ROOT = Path(__file__).resolve().parents[2]
MISHAPS = ("lose", "html", "late", "refused", "busy")


class Soak:
    def __init__(self, desk: Desk, key_class: Idempotency, seed: int) -> None:
        self.desk = desk
        self.network = SteppingNetwork(desk.folder / "network.db", desk.clock.now, key_class)
        desk.connector = self.network
        self.chance = random.Random(seed)
        self.kills = 0

    def run(self, posts: int, lasts: timedelta, every: tuple[float, float]) -> tuple[int, int, int]:
        """How many are sent, how many unsure, how many are on the network."""
        start = NOON + HOUR
        with self.desk.store.write() as work:
            work.team.edit_brand(1, work.team.brand(1).version, {"late_policy": "publish"})
        profiles = self.desk.network
        made = [
            self.desk.scheduled(f"Post {number}", start + lasts * number / posts,
                                profile_ids=(profiles[number % len(profiles)].id,))
            for number in range(posts)
        ]  # fmt: skip
        self.network.go_wrong(*(self.chance.choice(MISHAPS) for _ in range(posts // 10)), seconds=45)
        self._kill_for(start, lasts, every)
        self.desk.clock.set(start + lasts + HOUR)
        for _ in range(posts):
            self.desk.publishing.publish_due()
            if self.desk.publishing.next_moment() is None and not self._unfinished():
                break
            self.desk.clock.advance(timedelta(minutes=2))
        states = [self.desk.delivery(post).state for post in made]
        assert set(states) <= {D.SENT, D.NEEDS_HUMAN}, set(states)
        return states.count(D.SENT), states.count(D.NEEDS_HUMAN), len(self.network.effects())

    def _unfinished(self) -> int:
        states = (D.SCHEDULED, D.LEASED, D.SENDING, D.RECONCILE, D.RETRY_WAIT)
        with self.desk.store.read() as work:
            return len(work.deliveries.all(states=states))

    def _kill_for(self, start: datetime, lasts: timedelta, every: tuple[float, float]) -> None:
        began = time.monotonic()

        def now() -> datetime:
            return start + timedelta(seconds=(time.monotonic() - began) * FASTER)

        workers = [self._start(f"w{number}", now()) for number in range(2)]
        try:
            while now() < start + lasts:
                time.sleep(self.chance.uniform(*every))
                victim = self.chance.randrange(2)
                assert workers[victim].poll() is None, "it ended by itself"
                workers[victim].kill()
                workers[victim].wait()
                self.kills += 1
                workers[victim] = self._start(f"w{victim}-{self.kills}", now())
        finally:
            for worker in workers:
                worker.kill()
                worker.wait()

    def _start(self, name: str, begin: datetime) -> subprocess.Popen[bytes]:
        desk = self.desk
        arguments = [desk.store.address, str(desk.folder), name, begin.isoformat(), self.network.key_class.value]
        command = [sys.executable, "-m", "tests.fakes.publisher", *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=os.environ | {SPEED: str(FASTER)})


def five_profiles(address: str, folder: Path) -> Desk:
    desk = new_desk(address, folder, profiles=3)
    for network in (Network.MASTODON, Network.BLUESKY):
        desk.profile(network)
    return desk


def check(desk: Desk, key_class: Idempotency, posts: int, lasts: timedelta, every: tuple[float, float]) -> None:
    soak = Soak(desk, key_class, seed=1)
    sent, unsure, out = soak.run(posts, lasts, every)
    texts = [effect.text for effect in soak.network.effects()]
    assert len(texts) == len(set(texts)), "posted twice"
    assert sent + unsure == posts and sent <= out <= posts
    assert desk.chain_is_whole()
    print(f"class {key_class.value}: {soak.kills} kills, {sent} sent, {unsure} unsure, {out} out of {posts} approved")


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("key_class", list(Idempotency))
def test_nothing_is_posted_twice_under_kills_and_lost_answers(
    any_store_url: str, tmp_path: Path, key_class: Idempotency
) -> None:
    desk = five_profiles(any_store_url, tmp_path)
    check(desk, key_class, POSTS, LASTS, EVERY_S)
    desk.close()
