"""Long runs: two publishers on one store, killed again and again; the posts on the network are counted."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from app.connectors.base import Account
from app.domain.delivery import DeliveryState as D
from app.domain.practice import FaultKind, PracticeFault
from app.domain.workspace import Profile
from tests.fakes.desk import HOUR, NOON, Desk, new_desk

POSTS = 200
KILLS = 40
ROOT = Path(__file__).resolve().parents[2]


def start(desk: Desk, name: str, begin: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.fakes.publisher", desk.store.address, str(desk.folder), name, begin]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)


def account(profile: Profile) -> Account:
    return Account(profile.id, profile.network.value, profile.handle)


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_is_posted_twice_under_kills_and_lost_answers(any_store_url: str, tmp_path: Path, seed: int) -> None:
    desk = new_desk(any_store_url, tmp_path, profiles=3)
    posts = [
        desk.scheduled(f"Post {number}", NOON + HOUR, profile_ids=(desk.network[number % 3].id,))
        for number in range(POSTS)
    ]
    desk.spoil(*[PracticeFault(FaultKind.LOSE_ANSWER)] * 5)
    chance = random.Random(seed)
    begin = (NOON + HOUR).isoformat()
    workers = [start(desk, f"w{number}", begin) for number in range(2)]
    try:
        for kill in range(KILLS):
            time.sleep(chance.uniform(0.3, 1.6))
            victim = chance.randrange(2)
            workers[victim].kill()
            workers[victim].wait()
            workers[victim] = start(desk, f"w{victim}-{kill}", begin)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    desk.clock.set(NOON + HOUR + timedelta(minutes=10))  # every lease is over, nothing is late yet
    while sum(map(len, desk.publishing.publish_due().ids.values())):
        pass
    rows = [desk.delivery(post) for post in posts]
    unsure = sum(row.state is D.NEEDS_HUMAN for row in rows)
    sent = sum(row.state is D.SENT for row in rows)
    effects = [desk.effects(profile) for profile in desk.network]
    assert sent + unsure == POSTS, {row.state for row in rows}
    assert sent <= sum(effects) <= POSTS
    texts = [
        post.text for profile in desk.network for post in desk.practice.recent_posts(account(profile), NOON - HOUR)
    ]
    assert len(texts) == len(set(texts)) == sum(effects)
    assert desk.chain_is_whole()
    print(f"{KILLS} kills: {sent} sent, {unsure} unsure, {sum(effects)} posts on the network for {POSTS} approved")
    desk.close()
