"""Long runs: two publishers on one store, killed again and again; the posts on the networks are counted (PT-14, PT-22)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.domain.content import Post
from app.domain.delivery import DeliveryState as D
from app.domain.networks import Network
from tests.fakes.desk import HOUR, NOON, Desk, new_desk
from tests.fakes.publisher import SPEED, put_networks

CLASSES = "ABCDE"
"""Five profiles, each on a network of another class."""
POSTS = 500
FASTER = 60
"""How fast their clocks run: a lease of three minutes is over after three seconds."""
LASTS = timedelta(hours=6)
EVERY_S = (2.0, 20.0)
"""Seconds between two kills."""
ROOT = Path(__file__).resolve().parents[2]
MISHAPS = ("lose", "html", "late", "refused", "busy")
MISHAPS_PER_KILL = 3


class Soak:
    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self.network = put_networks(desk, CLASSES)[0]
        self.chance = random.Random(seed)
        self.kills: list[int] = []
        """Which of the two, in turn."""

    def run(self, posts: int, lasts: timedelta, every: tuple[float, float]) -> list[Post]:
        """So many posts fall due while the publishers are killed; then one carries on until nothing is left to do."""
        start = NOON + HOUR
        with self.desk.store.write() as work:
            work.team.edit_brand(1, work.team.brand(1).version, {"late_policy": "publish"})
        profiles = self.desk.network
        made = [
            self.desk.scheduled(f"Post {number}", start + lasts * number / posts,
                                profile_ids=(profiles[number % len(profiles)].id,))
            for number in range(posts)
        ]  # fmt: skip
        self._kill_for(start, lasts, every)
        self.desk.clock.set(start + lasts + HOUR)
        for _ in range(posts):
            self.desk.publishing.publish_due()
            if self.desk.publishing.next_moment() is None and not self._unfinished():
                break
            self.desk.clock.advance(timedelta(minutes=2))
        return made

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
                self.network.go_wrong(*self.chance.choices(MISHAPS, k=MISHAPS_PER_KILL), seconds=45)
                self.network.go_wrong("unread", step="read")
                time.sleep(self.chance.uniform(*every))
                victim = self.chance.randrange(2)
                assert workers[victim].poll() is None, "it ended by itself"
                workers[victim].kill()
                workers[victim].wait()
                self.kills.append(victim)
                workers[victim] = self._start(f"w{victim}-{len(self.kills)}", now())
        finally:
            for worker in workers:
                worker.kill()
                worker.wait()

    def _start(self, name: str, begin: datetime) -> subprocess.Popen[bytes]:
        desk = self.desk
        arguments = [desk.store.address, str(desk.folder), name, begin.isoformat(), CLASSES]
        command = [sys.executable, "-P", "-m", "tests.fakes.publisher", *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=os.environ | {SPEED: str(FASTER)})


def five_profiles(address: str, folder: Path) -> Desk:
    desk = new_desk(address, folder, profiles=3)
    for network in (Network.MASTODON, Network.BLUESKY):
        desk.profile(network)
    return desk


def check(desk: Desk, posts: int, lasts: timedelta, every: tuple[float, float]) -> None:
    soak = Soak(desk, seed=1)
    made = soak.run(posts, lasts, every)
    rows = {post.text: desk.delivery(post) for post in made}
    out = Counter(effect.text for effect in soak.network.effects())
    doubles = [text for text, count in out.items() if count > 1]
    unsure = {text for text, row in rows.items() if row.state is D.NEEDS_HUMAN}
    stuck = {text: row.state for text, row in rows.items() if row.state not in (D.SENT, D.NEEDS_HUMAN)}
    stuck |= {text: row.state for text, row in rows.items() if row.owner is not None or row.lease_until is not None}
    workers = {"w0": 0, "w1": 0}
    tries = 0
    for post, row in zip(made, rows.values(), strict=True):
        tries += len(desk.attempts(row))
        for entry in desk.planning.history(desk.owner, post.id):
            if (entry.entity, entry.action) == ("delivery", "sent") and entry.instance[:2] in workers:
                workers[entry.instance[:2]] += 1
    print(
        f"{posts} approved, {len(soak.kills)} kills, {tries} tries: {posts - len(unsure)} sent"
        f" ({workers['w0']} and {workers['w1']} by the two), {len(unsure)} unsure"
        f" ({len(unsure & set(out))} of them out), {len(doubles)} doubles, {len(stuck)} stuck"
    )
    assert doubles == [] and stuck == {}
    assert sum(count for text, count in out.items() if text not in unsure) == posts - len(unsure)
    assert set(out) <= set(rows)
    told_apart = {desk.network[CLASSES.index(letter)].id for letter in "DE"}
    assert {rows[text].profile_id for text in unsure} <= told_apart, "a network that can be told twice leaves no doubt"
    assert min(workers.values()) > 0, "one of them did nothing"
    assert desk.chain_is_whole()


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_nothing_is_posted_twice_under_kills_and_lost_answers(any_store_url: str, tmp_path: Path) -> None:
    """500 posts, two processes, a kill every 2 to 20 s, lost, late and useless answers (PT-22)."""
    desk = five_profiles(any_store_url, tmp_path)
    check(desk, POSTS, LASTS, EVERY_S)
    desk.close()
