"""Two publishers in two processes on one store: each post is out once, and neither shuts the other out (PT-14)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from app.domain.delivery import DeliveryState as D
from tests.fakes.desk import HOUR, NOON, Desk
from tests.fakes.publisher import MOST, TOGETHER, put_networks

ROOT = Path(__file__).resolve().parents[2]
POSTS = 20


def begin(desk: Desk, name: str) -> subprocess.Popen[str]:
    arguments = [desk.store.address, str(desk.folder), name, desk.clock.now().isoformat(), "D"]
    command = [sys.executable, "-P", "-m", "tests.fakes.publisher", *arguments]
    environment = os.environ | {TOGETHER: "1", MOST: str(POSTS // 2)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes)


def work_together(processes: list[subprocess.Popen[str]]) -> None:
    for process in processes:
        assert process.stdout is not None and process.stdout.readline() == "there\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("begin\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=120)
        assert process.returncode == 0


def test_two_processes_publish_each_post_once_and_both_make_progress(any_desk: Desk) -> None:
    """PT-14 in small, where each ends after its half; at length in `tests/soak`. PUB-04, PUB-14."""
    desk = any_desk
    network = put_networks(desk, "D")[0]
    posts = [desk.scheduled(f"Post {number}", NOON + HOUR) for number in range(POSTS)]
    desk.clock.advance(HOUR)
    processes = [begin(desk, name) for name in ("one", "two")]
    try:
        work_together(processes)
    finally:
        for process in processes:
            process.kill()
            process.wait()
    assert Counter(effect.text for effect in network.effects()) == {f"Post {number}": 1 for number in range(POSTS)}
    rows = [desk.delivery(post) for post in posts]
    assert {(row.state, row.owner, row.fence) for row in rows} == {(D.SENT, None, 1)}
    sent = [entry for post in posts for entry in desk.planning.history(desk.owner, post.id) if entry.action == "sent"]
    assert {entry.instance for entry in sent} == {"one", "two"}
    assert desk.chain_is_whole()
